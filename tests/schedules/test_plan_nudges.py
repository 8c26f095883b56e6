"""Planner and sender over days and weeks: each message once, at everyone's own hour, whatever stops or runs beside."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from growth.agenda import decide
from growth.diary import Leave
from growth.nudges import Number
from growth.people import Role
from schedules import deliver_outbox, heal_agendas, join_cohorts, plan_nudges
from schedules.deliver_outbox import LEASE
from schedules.means import Means
from tests.harness.days import actions_in
from tests.harness.slack import NO_CONNECTION

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Ten o'clock in Stockholm; the first date nudge falls due."""


@pytest.fixture
async def cycle(company, days):
    """A half-year that opens now; the talks begin in a week."""
    return await company.opens_half_year()


# At everyone's own hour


@pytest.mark.parametrize(
    ("tz", "hour"),
    [
        ("Australia/Sydney", datetime(2026, 10, 4, 23, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 10, 5, 14, 0, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 10, 5, 4, 30, tzinfo=UTC)),
        ("Mars/Olympus", datetime(2026, 10, 5, 10, 0, tzinfo=UTC)),
        ("", datetime(2026, 10, 5, 10, 0, tzinfo=UTC)),
    ],
)
async def test_each_hears_at_their_own_ten_o_clock(company, days, tz, hour):
    """On Sunday 4 October 2026 clocks go forward in Sydney."""
    days.clock.now = datetime(2026, 10, 3, 12, 0, tzinfo=UTC)
    dora = await company.employs("Dora", Role.COACH, level="agile_coach", manager=company.bob, tz=tz)
    await company.opens_half_year()
    await days.pass_until(hour - timedelta(seconds=1))
    assert dora.inbox == []
    await days.pass_until(hour)
    assert len(dora.inbox) == 1


async def test_after_the_clocks_changed_it_is_still_ten_o_clock(company, days, sent):
    """New York goes back on 1 November 2026: three reminders on either side of it."""
    days.clock.now = datetime(2026, 10, 19, 0, 0, tzinfo=UTC)
    nina = await company.employs("Nina", Role.COACH, level="agile_coach", manager=company.bob, tz="America/New_York")
    await company.opens_half_year(in_days=7, lasting=28)
    hours = []
    for day in range(30):
        before = len(nina.inbox)
        moment = datetime(2026, 10, 19, 14, 0, tzinfo=UTC) + day * DAY
        await days.pass_until(moment + (HOUR if day > 12 else 0 * HOUR) - timedelta(seconds=1))
        assert len(nina.inbox) == before
        await days.pass_until(moment + (HOUR if day > 12 else 0 * HOUR))
        hours += [days.now.hour] * (len(nina.inbox) - before)
    assert hours == [14, 14, 15, 15]


async def test_a_zone_that_changes_between_planning_and_sending_waits_for_the_other_ten_o_clock(
    company, alice, days, cycle
):
    await plan_nudges.run(days.means, days.now)
    await company.wire.deliver(alice.event(in_zone(alice, "America/New_York")))
    await deliver_outbox.run(days.means, days.now)
    assert alice.inbox == []
    await days.pass_until(MONDAY + 6 * HOUR)
    assert len(alice.inbox) == 1


def in_zone(person, tz):
    """Return Slack's news that a person has moved."""
    return {"type": "user_change", "user": {"id": person.slack_id, "name": "x", "real_name": "Alice", "tz": tz}}


# Once, whatever happens


async def test_run_twice_and_late_each_message_goes_once(alice, bob, days, cycle):
    for minutes in (0, 0, 1, 200):
        days.clock.now = MONDAY + timedelta(minutes=minutes)
        await days.work()
    assert [len(person.inbox) for person in (alice, bob)] == [1, 1]


async def test_two_planners_at_once_plan_once(company, alice, bob, days, cycle, open_store, database_url):
    other = Means(open_store(database_url), days.means.messenger)
    each = (days.means, other)
    await asyncio.gather(*(plan_nudges.run(means, days.now) for means in each * 2))
    await asyncio.gather(*(deliver_outbox.run(means, days.now) for means in each * 2))
    assert [len(person.inbox) for person in (alice, bob)] == [1, 1]


async def test_a_crash_between_sending_and_recording_neither_loses_nor_doubles(alice, days, cycle, sent):
    await plan_nudges.run(days.means, days.now)
    async with days.company.store.everywhere() as crashed:
        messages = await crashed.outbox.claim_due(days.now, 10, LEASE)
    for message in messages:
        await days.means.messenger.send(message, days.now)
    assert (len(alice.inbox), await sent(alice)) == (1, [])
    days.clock.move(LEASE)
    await days.work()
    assert (len(alice.inbox), await sent(alice)) == (1, [Number.DATE_FIRST])


async def test_what_slack_refuses_uses_up_no_budget(company, alice, days, cycle, sent):
    company.slack.fails["chat.postMessage"] = ["restricted_action"] * 2
    await days.work()
    assert await sent(alice) == []
    await days.pass_until(MONDAY + 22 * DAY)
    assert [number for number in await sent(alice) if number.startswith("1")] == ["1a", "1b", "1c"]


async def test_what_slack_refuses_for_a_while_comes_within_the_hours(company, alice, bob, days, cycle):
    company.slack.fails["chat.postMessage"] = ["internal_error", NO_CONNECTION, "ratelimited", 500]
    await days.pass_until(MONDAY + HOUR)
    assert [len(person.inbox) for person in (alice, bob)] == [1, 1]


async def test_after_three_days_of_silence_only_the_last_that_is_of_use_comes(company, alice, days, sent):
    await company.opens_half_year(in_days=2, lasting=21)
    await days.stop_until(MONDAY + 3 * DAY + HOUR)
    await days.work()
    assert await sent(alice) == [Number.DATE_WINDOW]
    assert len(alice.inbox) == 1


async def test_after_a_stop_over_the_hours_it_waits_for_the_next_ten_o_clock(alice, days, cycle):
    await days.stop_until(MONDAY + 5 * HOUR)
    await days.work()
    assert alice.inbox == []
    await days.pass_until(MONDAY + DAY)
    assert len(alice.inbox) == 1


async def test_a_clock_set_back_or_far_ahead_sends_nothing_twice(alice, days, cycle, sent):
    await days.work()
    days.clock.now = MONDAY - HOUR
    await days.work()
    await days.pass_until(MONDAY + HOUR)
    days.clock.now = MONDAY + 365 * DAY
    await days.work()
    days.clock.now = MONDAY + 2 * HOUR
    await days.work()
    assert len(alice.inbox) == 1


# Those who can't be decided about


async def test_one_who_can_not_be_decided_about_keeps_nobody_waiting(company, alice, bob, days, cycle, monkeypatch):
    poison = (await company.employee(alice)).id

    def breaks(agenda, now):
        if agenda.person.person_id == poison:
            raise ZeroDivisionError("words of Alice")
        return decide(agenda, now)

    monkeypatch.setattr(plan_nudges, "decide", breaks)
    await days.work()
    assert [len(person.inbox) for person in (alice, bob)] == [0, 1]
    monkeypatch.undo()
    await days.pass_until(MONDAY + 2 * HOUR)
    assert len(alice.inbox) == 1


async def test_nobody_is_forgotten_for_more_than_a_week(company, alice, days, cycle):
    await days.work()
    coach = await company.employee(alice)
    async with company.store.transaction(company.workspace_id) as tx:
        await tx.agendas.look_again({coach.id: None})
    days.clock.now = MONDAY + 8 * DAY
    await heal_agendas.run(days.means, days.now)
    await days.work()
    assert len(alice.inbox) == 2


# Who is asked


async def test_a_new_manager_has_the_digest_and_the_old_one_nothing_more(company, alice, bob, olga, days, cycle):
    await days.work()
    await company.changes(alice, lambda tx, a: moves(tx, a, olga, days.now.date()))
    await days.pass_until(MONDAY + 8 * DAY)
    assert bob.inbox[0]["text"].startswith("Nothing waits on you")
    assert (len(bob.inbox), actions_in(bob.inbox[0])) == (1, [])
    assert any("Alice: no date yet" in one["text"] for one in olga.inbox)


async def moves(tx, coach, manager, day):
    """Give a coach another manager."""
    boss = await tx.people.by_slack(manager.slack_id)
    await tx.people.set_manager(coach.id, boss.id, day)
    await tx.agendas.touch_all()


async def test_who_has_left_hears_nothing_more_and_the_other_neither(company, alice, bob, days, cycle):
    await days.work()
    gone = {"id": alice.slack_id, "real_name": "Alice", "tz": "Europe/Stockholm", "deleted": True}
    await company.wire.deliver(alice.event({"type": "user_change", "user": gone}))
    await days.pass_until(MONDAY + 30 * DAY)
    assert [len(person.inbox) for person in (alice, bob)] == [1, 1]
    assert "Alice" not in bob.inbox[0]["text"]


async def test_two_who_come_together_later_are_asked_from_then_on(company, charlie, bob, days, cycle, sent):
    await days.pass_until(MONDAY + 2 * DAY)
    assert charlie.inbox == []
    await company.changes(charlie, lambda tx, c: moves(tx, c, bob, days.now.date()))
    await days.pass_until(MONDAY + 3 * DAY)
    assert "Your talk with Bob" in charlie.inbox[-1]["text"]


async def test_who_is_away_all_the_time_hears_nothing(company, alice, days, cycle):
    await company.changes(alice, lambda tx, a: tx.leaves.add(a.id, Leave(date(2026, 11, 1), date(2027, 11, 30))))
    await days.pass_until(MONDAY + 60 * DAY)
    assert alice.inbox == []


async def test_one_message_a_day_at_most_and_three_about_one_thing(alice, bob, days, cycle, sent):
    seen = set()
    for hours in range(0, 24 * 30, 3):
        before = len(alice.inbox)
        days.clock.now = MONDAY + hours * HOUR
        await days.work()
        assert len(alice.inbox) - before <= (days.now.date() not in seen)
        seen |= {days.now.date()} if len(alice.inbox) > before else set()
    numbers = await sent(alice)
    assert (numbers.count("1a") + numbers.count("1b") + numbers.count("1c"), len(set(numbers))) == (3, len(numbers))


async def test_a_manager_of_many_has_one_digest_a_week_until_all_have_a_date(company, bob, days, cycle, sent):
    for name in ("Dora", "Emil"):
        await company.employs(name, Role.COACH, level="agile_coach", manager=bob)
    await join_cohorts.run(days.means, days.now)
    await days.work()
    assert len(bob.inbox) == 1
    await days.pass_until(MONDAY + 7 * DAY)
    assert "Waiting on you (3): Alice: no date yet" in bob.inbox[-1]["text"]
    async with company.store.transaction(company.workspace_id) as tx:
        for person in [one for one in await tx.people.all() if one.manager_id]:
            talk = await tx.talks.get(cycle.id, person.id)
            await tx.talks.keep(replace(talk, at=MONDAY + 30 * DAY, set_at=days.now, set_by=talk.manager_id))
        await tx.agendas.touch_all()
    await days.pass_until(MONDAY + 20 * DAY)
    assert await sent(bob) == [Number.DIGEST, Number.DIGEST]
    assert (bob.inbox[-1]["text"].startswith("Nothing waits on you"), actions_in(bob.inbox[-1])) == (True, [])


async def test_a_pair_in_sydney_and_new_york_reads_each_time_on_both_clocks(company, days):
    nina = await company.employs("Nina", Role.MANAGER, tz="America/New_York")
    sid = await company.employs("Sid", Role.COACH, level="agile_coach", manager=nina, tz="Australia/Sydney")
    await company.opens_half_year(in_days=28, lasting=42)
    await days.pass_until(MONDAY + 9 * DAY)
    [asked] = sid.inbox
    assert asked["text"].count("Nina's clock:") == 1
    assert [action for action in actions_in(asked) if action.startswith("talk.slot")] != []
