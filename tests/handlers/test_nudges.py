"""What people answer to a nudge: later, not this time, keep, change or drop; and what a manager can pass on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from growth.diary import Leave, Preferences
from growth.nudges import Task
from growth.people import Role
from tests.harness.days import actions_in

DAY = timedelta(days=1)
NOT_YOURS = "isn't yours to see"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Ten o'clock in Stockholm."""


@pytest.fixture
async def cycle(company):
    """A half-year whose talks begin in four weeks and go on for six."""
    return await company.opens_half_year(in_days=28, lasting=42)


@pytest.fixture
async def asked(days, alice, cycle):
    """Alice has been asked for a date on Monday 30 November; return the message."""
    await days.pass_until(MONDAY + 7 * DAY)
    return alice.inbox[-1]


@pytest.fixture
def agreed(company, alice, bob, cycle, clock):
    """Return the function that gives Alice's talk a date without a word to anybody."""

    async def agreed(at, **more):
        coach, manager = await company.employee(alice), await company.employee(bob)
        async with company.store.transaction(company.workspace_id) as tx:
            talk = await tx.talks.get(cycle.id, coach.id)
            fields = {"at": at, "set_at": clock.now, "set_by": coach.id, **more}
            await tx.talks.keep(replace(talk, **fields))
            await tx.agendas.touch([coach.id, manager.id])

    return agreed


@pytest.fixture
def own(company, alice):
    """Return the function that reads Alice's own talk with all that is known of it."""

    async def own():
        coach = await company.employee(alice)
        async with company.store.reading(company.workspace_id) as tx:
            return (await tx.agendas.load([coach.id], company.clock.now))[coach.id].own_talk

    return own


# Snoozed


@pytest.mark.parametrize(
    ("choice", "comes", "said"),
    [
        ("Tomorrow", MONDAY + 8 * DAY, "Tuesday 1 December"),
        ("In 3 days", MONDAY + 10 * DAY, "Thursday 3 December"),
        ("In a week", MONDAY + 14 * DAY, "Monday 7 December"),
    ],
)
async def test_a_snoozed_nudge_comes_again_on_its_day(alice, asked, days, choice, comes, said):
    await alice.presses_in(asked, "nudge.snooze", choice)
    await days.pass_until(comes - timedelta(minutes=1))
    assert f"Trellis comes back to this on {said}" in asked["text"]
    assert (actions_in(asked)[0], len(alice.inbox)) == ("nudge.undo_snooze", 1)
    await days.pass_until(comes)
    assert len(alice.inbox) == 2


async def test_a_snooze_over_a_weekend_says_the_monday_it_comes(alice, asked, days, clock):
    clock.now = MONDAY + 9 * DAY
    await alice.presses_in(asked, "nudge.snooze", "In 3 days")
    await days.work()
    assert "Trellis comes back to this on Monday 7 December" in asked["text"]


async def test_a_snooze_is_undone_and_the_nudge_can_be_answered_again(alice, asked, days, own):
    before = asked["text"]
    await alice.presses_in(asked, "nudge.snooze", "In a week")
    await days.work()
    await alice.presses_in(asked, "nudge.undo_snooze")
    await days.work()
    assert asked["text"] == before
    assert (await own()).snoozes == ()


async def test_a_day_of_ones_own_is_asked_for_and_said_back(alice, asked, days):
    await alice.presses_in(asked, "nudge.snooze", "Another day")
    for day, words in (("2026-11-30", "from tomorrow on"), ("2029-01-01", "within a year"), (None, "choose a day")):
        alice.modal.picks("day", day)
        await alice.goes_on()
        assert words in alice.errors["day"]
    alice.modal.picks("day", "2026-12-09")
    await alice.goes_on()
    await days.work()
    assert alice.sees("Trellis comes back to this on Wednesday 9 December")
    assert "Wednesday 9 December" in asked["text"]


async def test_a_day_after_the_talk_becomes_one_before_it(alice, asked, agreed, days, own):
    await agreed(datetime(2026, 12, 21, 13, 0, tzinfo=UTC))
    await days.pass_until(MONDAY + 14 * DAY)
    await alice.presses_in(alice.inbox[-1], "nudge.snooze", "Another day")
    alice.modal.picks("day", "2027-01-20")
    await alice.goes_on()
    assert [(one.task, f"{one.until}") for one in (await own()).snoozes] == [(Task.ASSESSMENT, "2026-12-17")]


async def test_the_last_of_three_has_no_snooze(alice, asked, days):
    await days.pass_until(MONDAY + 45 * DAY)
    dates = [one for one in alice.inbox if "talk.set_date" in actions_in(one)]
    assert len(alice.inbox) == 3
    assert [actions_in(one).count("nudge.snooze") for one in dates] == [0]
    assert "Trellis does not ask again." in dates[0]["text"]


async def test_a_snooze_counts_as_one_of_three(alice, asked, days):
    for _ in range(4):
        if "nudge.snooze" in actions_in(alice.inbox[-1]):
            await alice.presses_in(alice.inbox[-1], "nudge.snooze", "Tomorrow")
        await days.pass_until(days.now + DAY)
    assert len(alice.inbox) == 3


async def test_a_nudge_that_comes_no_more_is_not_snoozed(alice, asked, days, own):
    press = alice.press_in(asked, "nudge.snooze", "In 3 days")
    await days.pass_until(MONDAY + 45 * DAY)
    await alice.wire.deliver(press)
    assert alice.sees("Trellis doesn't come back to this by itself any more.")
    assert (await own()).snoozes == ()


async def test_a_snooze_of_nothing_is_nobodys(alice, asked, own):
    press = alice.press_in(asked, "nudge.snooze", "In 3 days")
    about = " ".join(press["actions"][0]["selected_option"]["value"].split()[:2])
    for action in ("nudge.snooze", "nudge.undo_snooze"):
        for more in ("", " nonsense", " digest 3", " exchange day"):
            value = about + more
            press["actions"][0] |= {"action_id": action, "value": value, "selected_option": {"value": value}}
            await alice.wire.deliver(press | {"trigger_id": as_trigger(alice)})
            assert alice.sees(NOT_YOURS)
            alice.modal.views.clear(alice.seat)
    assert (await own()).snoozes == ()


# Not this time, and a look back


async def test_left_this_time_nothing_more_is_said_of_it(alice, asked, agreed, days, cycle):
    await agreed(datetime(2026, 12, 21, 13, 0, tzinfo=UTC))
    await days.pass_until(datetime(2026, 12, 17, 9, 0, tzinfo=UTC))
    last = alice.inbox[-1]
    await alice.presses_in(last, "nudge.go_without")
    await days.pass_until(datetime(2026, 12, 21, 12, 0, tzinfo=UTC))
    assert last["text"].startswith("Left for this time. The talk is fine without it")
    assert "assessment" not in str([actions_in(one) for one in alice.inbox[-1:]])


@pytest.mark.parametrize("answer", ["keep", "change", "drop"])
async def test_a_check_in_is_answered_in_one_click(alice, asked, agreed, days, own, answer):
    at = datetime(2026, 12, 21, 13, 0, tzinfo=UTC)
    days.clock.now = at + DAY
    await agreed(at, held_at=at + DAY)
    await days.pass_until(at + 95 * DAY)
    question = alice.inbox[-1]
    assert "Fifteen minutes to look back" in question["text"]
    await alice.presses_in(question, f"nudge.check_in.{answer}")
    await days.work()
    assert ((await own()).talk.checked_in, actions_in(question)) == (answer, [])
    assert f"you {answer} it" in question["text"]


async def test_a_check_in_before_the_talk_says_nothing(alice, asked, own):
    press = alice.press_in(asked, "talk.set_date")
    press["actions"][0] |= {"action_id": "nudge.check_in.keep"}
    await alice.wire.deliver(press)
    assert (await own()).talk.checked_in == ""


async def test_what_two_do_to_a_talk_at_once_is_both_kept(company, alice, bob, asked, own):
    await bob.opens_home()
    clicks = [alice.press_in(asked, "talk.slot.1"), bob.press(bob.home, "nudge.pass_on")]
    without = alice.press_in(asked, "talk.set_date")
    without["actions"][0]["action_id"] = "nudge.go_without"
    await company.wire.deliver_at_once([*clicks, without])
    talk = (await own()).talk
    assert (talk.at is not None, talk.passed_on_at is not None, talk.went_without) == (True, True, True)


# Nobody else


@pytest.mark.parametrize("who", ["bob", "charlie", "olga"])
async def test_nobody_else_answers_for_a_coach(company, alice, asked, own, who):
    person, before = getattr(company, who), await own()
    for action in ("nudge.go_without", "nudge.undo_snooze", "nudge.check_in.drop", "nudge.snooze"):
        press = alice.press_in(asked, "nudge.snooze", "In 3 days")
        value = press["actions"][0]["selected_option"]["value"]
        press["actions"][0] |= {"action_id": action, "value": value}
        await person.wire.deliver(press | {"user": person.as_user(), "trigger_id": as_trigger(person)})
        assert person.sees(NOT_YOURS)
    assert await own() == before


def as_trigger(person):
    """Return a fresh trigger of a person."""
    return person.wire.slack.triggers.issue(person.seat)


# A manager's own nudge


@pytest.fixture
async def opened(days, cycle):
    """The half-year has opened, and its first messages are out."""
    await days.work()


async def test_it_comes_at_the_coachs_own_hour_and_only_once(alice, bob, days, cycle, opened):
    await bob.opens_home()
    await bob.presses("nudge.pass_on")
    await days.work()
    assert (bob.sees("Passed on, unless there is nothing to do."), len(alice.inbox)) == (True, 1)
    await days.pass_until(MONDAY + 3 * DAY)
    assert len(alice.inbox) == 1


async def test_it_says_the_same_whatever_the_coach_has_done(company, alice, bob, days, cycle, opened):
    await company.answered(alice, cycle, 2, "Words of Alice", submitted=True)
    await company.changes(alice, lambda tx, a: tx.preferences.keep(a.id, Preferences(opted_out=True)))
    await bob.opens_home()
    await bob.presses("nudge.pass_on")
    await days.pass_until(MONDAY + DAY)
    assert bob.sees("Passed on, unless there is nothing to do.")
    assert alice.inbox == []


async def test_it_counts_for_two_weeks(alice, bob, days, cycle, opened, clock):
    await bob.opens_home()
    press = bob.press(bob.home, "nudge.pass_on")
    await bob.presses("nudge.pass_on")
    clock.now = MONDAY + 13 * DAY
    await bob.opens_home()
    await bob.wire.deliver({**press, "trigger_id": as_trigger(bob)})
    assert bob.sees("You passed a nudge on on 23 November; the next one can go from 7 December.")


async def test_it_waits_while_the_coach_is_away(company, alice, bob, days, cycle, opened):
    day = MONDAY.date()
    await company.changes(alice, lambda tx, a: tx.leaves.add(a.id, Leave(day, day + 2 * DAY)))
    await bob.opens_home()
    await bob.presses("nudge.pass_on")
    await days.pass_until(MONDAY + 2.9 * DAY)
    assert alice.inbox == []
    await days.pass_until(MONDAY + 3 * DAY)
    assert len(alice.inbox) == 1


async def test_nobody_else_passes_on_a_nudge(company, alice, bob, charlie, days, cycle, opened, own):
    await bob.opens_home()
    press = bob.press(bob.home, "nudge.pass_on")
    for person in (alice, charlie, company.olga):
        await person.wire.deliver(press | {"user": person.as_user(), "trigger_id": as_trigger(person)})
        assert person.sees(NOT_YOURS)
    assert (await own()).talk.passed_on_at is None


async def test_a_coach_of_another_manager_is_not_nudged(company, bob, days, cycle, opened, own):
    other = await company.employs("Mona", Role.MANAGER)
    await bob.opens_home()
    press = bob.press(bob.home, "nudge.pass_on")
    await other.wire.deliver(press | {"user": other.as_user(), "trigger_id": as_trigger(other)})
    assert (await own()).talk.passed_on_at is None
