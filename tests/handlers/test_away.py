"""Going away and coming back: the days understood are said back, can be undone, and move a talk along."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from growth.diary import Leave, Preferences
from tests.harness.days import actions_in
from tests.harness.slack import body_of

DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TALK = datetime(2026, 12, 8, 13, 0, tzinfo=UTC)


@pytest.fixture
def leave(company, alice):
    """Return the function that reads Alice's leave as pairs of days."""

    async def leave():
        coach = await company.employee(alice)
        async with company.store.reading(company.workspace_id) as tx:
            return [(f"{one.first}", f"{one.last}") for one in await tx.leaves.of(coach.id)]

    return leave


@pytest.fixture
def talk(company, alice, cycle):
    """Return the function that reads Alice's talk."""

    async def talk():
        coach = await company.employee(alice)
        async with company.store.reading(company.workspace_id) as tx:
            return await tx.talks.get(cycle.id, coach.id)

    return talk


@pytest.fixture
async def agreed(company, alice, days, cycle):
    """Alice and Bob have agreed on Tuesday 8 December."""
    await days.work()
    await alice.opens_home()
    await alice.presses("talk.set_date")
    alice.modal.choose("slot", "another")
    alice.modal.picks("day", "2026-12-08")
    alice.modal.picks_time("time", "14:00")
    await alice.goes_on()
    alice.modal.views.clear(alice.seat)
    await days.work()


def answered(person):
    """Return the last answer to a command."""
    return [body_of(ack) for ack in person.wire.acks if ack.body][-1]


async def undoes(person, answer):
    """Press [Undo] of an answer that only they see."""
    await person.presses_in({**json.loads(json.dumps(answer)), "channel": "C1", "ts": "1.1"}, "settings.undo")


async def test_the_last_day_away_is_understood_and_said_back(alice, leave):
    for said, last, echo in (
        ("until 12 March", "2027-03-12", "Friday 12 March 2027"),
        ("until March 12", "2027-03-12", "Friday 12 March 2027"),
        ("Until 12 March 2027", "2027-03-12", "Friday 12 March 2027"),
        ("until 2026-11-30", "2026-11-30", "Monday 30 November 2026"),
        ("until tomorrow", "2026-11-24", "Tuesday 24 November 2026"),
        ("tomorrow", "2026-11-24", "Tuesday 24 November 2026"),
        ("until Friday", "2026-11-27", "Friday 27 November 2026"),
        ("until monday", "2026-11-30", "Monday 30 November 2026"),
    ):
        await alice.says(f"/grow away {said}")
        assert f"You're away up to and including {echo}." in alice.answers[-1]
        assert await leave() == [("2026-11-23", last)]
        await alice.says("/grow back")


async def test_an_earlier_day_said_while_away_takes_the_place_of_the_later(alice, leave):
    await alice.says("/grow away until 12 March")
    await alice.says("/grow away until Friday")
    assert "up to and including Friday 27 November 2026" in alice.answers[-1]
    assert await leave() == [("2026-11-23", "2026-11-27")]


async def test_what_is_no_day_is_answered_with_a_remedy(alice, leave):
    for said, remedy in (
        ("until 30 February", "no such day"),
        ("until 2026-11-22", "has passed"),
        ("until whenever", "Write a day such as 12 March"),
        ("", "Write a day such as 12 March"),
        ("until 2029-01-01", "choose nearer days"),
        ("until <!channel>", "Write a day such as 12 March"),
    ):
        await alice.says(f"/grow away {said}")
        assert remedy in alice.answers[-1]
    assert await leave() == []


async def test_it_is_undone_and_comes_again_with_the_next_word(alice, leave):
    await alice.says("/grow away until Friday")
    await undoes(alice, answered(alice))
    assert (alice.answers[-1], await leave()) == ("Undone; it is as it was before.", [])


async def test_undo_leaves_what_was_known_before(company, alice, leave):
    await company.changes(alice, lambda tx, a: tx.leaves.add(a.id, Leave(date(2026, 8, 1), date(2026, 8, 9))))
    await company.changes(alice, lambda tx, a: tx.leaves.add(a.id, Leave(date(2026, 11, 26), date(2026, 12, 4))))
    before = await leave()
    await alice.says("/grow away until Friday")
    assert "up to and including Friday 4 December 2026" in alice.answers[-1]
    assert await leave() == [before[0], ("2026-11-23", "2026-12-04")]
    await undoes(alice, answered(alice))
    assert await leave() == before


async def test_back_ends_it_yesterday_and_can_be_undone(alice, leave, clock):
    await alice.says("/grow away until 11 December")
    clock.now = MONDAY + 8 * DAY
    await alice.says("/grow back")
    assert "Welcome back." in alice.answers[-1]
    assert await leave() == [("2026-11-23", "2026-11-30")]
    await undoes(alice, answered(alice))
    assert await leave() == [("2026-11-23", "2026-12-11")]


async def test_back_without_leave_changes_nothing(company, alice, leave):
    await company.changes(alice, lambda tx, a: tx.leaves.add(a.id, Leave(date(2026, 12, 20), date(2026, 12, 30))))
    await alice.says("/grow back")
    assert "nothing changes" in alice.answers[-1]
    assert await leave() == [("2026-12-20", "2026-12-30")]


async def test_an_undo_that_is_none_of_ours_undoes_nothing(alice, leave):
    await alice.says("/grow away until Friday")
    answer = answered(alice)
    for value in (
        "",
        "-",
        "2026-11-23 x",
        "2026-11-23 2026-12-02/2026-12-01/",
        "nonsense",
        "a/b/c",
        "2026-11-23 0001-01-01/9999-12-31/x",
    ):
        answer["blocks"][-1]["elements"][0]["value"] = value
        await undoes(alice, answer)
        assert alice.answers[-1] == "There was nothing to undo."
    assert await leave() == [("2026-11-23", "2026-11-27")]


async def test_nothing_comes_while_somebody_is_away(alice, days, cycle):
    await alice.says("/grow away until 2 December")
    await days.pass_until(MONDAY + 10 * DAY - timedelta(minutes=1))
    assert alice.inbox == []
    await days.pass_until(MONDAY + 10 * DAY)
    assert len(alice.inbox) == 1


async def test_leave_over_the_talks_day_moves_it_along_and_both_are_told(alice, bob, agreed, talk, days):
    await days.pass_until(MONDAY + 2 * DAY)
    told = [one for one in bob.inbox if "Alice chose it" in one["text"]]
    await alice.says("/grow away until 9 December")
    await days.work()
    assert "Your development talk moves along: its new days begin on" in alice.answers[-1]
    assert ((await talk()).at, (await talk()).deferral.had) == (None, TALK)
    assert [("The date has changed since." in one["text"], actions_in(one)) for one in told] == [(True, [])]
    await bob.opens_home()
    assert bob.sees("no date yet, moved to between")
    assert not bob.sees("away")


async def test_undoing_that_leave_brings_the_date_back(alice, agreed, talk, days):
    await alice.says("/grow away until 9 December")
    answer = answered(alice)
    await days.work()
    await undoes(alice, answer)
    await days.work()
    assert ((await talk()).at, (await talk()).deferral) == (TALK, None)


async def test_the_manager_hears_at_their_hour_that_the_date_is_void_and_that_it_is_back(alice, bob, agreed, days):
    await days.pass_until(MONDAY + 2 * DAY)
    await alice.says("/grow away until 9 December")
    answer = answered(alice)
    await days.pass_until(MONDAY + 3 * DAY)
    [gone] = [one for one in bob.inbox if "It won't be on Tuesday 8 December, 14:00." in one["text"]]
    assert "A new date belongs between" in gone["text"]
    assert "talk.set_date" in actions_in(gone)
    await undoes(alice, answer)
    await days.pass_until(MONDAY + 4 * DAY)
    assert "Your talk with Alice has a date. Tuesday 8 December, 14:00." in bob.inbox[-1]["text"]
    assert actions_in(gone) == []


async def test_the_manager_hears_at_once_where_the_date_comes_before_their_hour(alice, bob, agreed, days, talk):
    days.clock.now = datetime(2026, 12, 8, 8, 0, tzinfo=UTC)
    await days.work()
    form = Preferences(hour=16)
    await days.company.changes(bob, lambda tx, b: tx.preferences.keep(b.id, form))
    await alice.says("/grow away until 9 December")
    await days.work()
    assert "It won't be on Tuesday 8 December, 14:00." in bob.inbox[-1]["text"]


async def test_a_deferred_talk_is_asked_for_anew_after_the_return(alice, agreed, days, talk):
    await alice.says("/grow away until 16 December")
    await days.work()
    before = len(alice.inbox)
    await days.pass_until(datetime(2026, 12, 16, 22, 0, tzinfo=UTC))
    assert len(alice.inbox) == before
    await days.pass_until(datetime(2026, 12, 17, 9, 0, tzinfo=UTC))
    assert "A date for your development talk." in alice.inbox[-1]["text"]


async def test_leave_that_was_known_before_the_half_year_opens_moves_its_talk(company, alice, bob, days):
    await alice.says("/grow away until 12 December")
    cycle = await company.opens_half_year()
    await days.work()
    coach = await company.employee(alice)
    async with company.store.reading(company.workspace_id) as tx:
        talk = await tx.talks.get(cycle.id, coach.id)
    assert talk.deferral is not None
    assert talk.window.since == date(2026, 12, 14)


async def test_a_managers_leave_moves_nobodys_talk(bob, agreed, talk):
    await bob.says("/grow away until 9 December")
    assert (await talk()).at == TALK


async def test_who_is_not_known_here_is_told_so(company, alice, leave):
    gwen = company.visitor("Gwen")
    for words in ("/grow away until Friday", "/grow back"):
        await gwen.says(words)
        assert "doesn't know you yet" in gwen.answers[-1]
    await company.changes(alice, lambda tx, a: tx.people.update(a.id, deactivated=True))
    await alice.says("/grow away until Friday")
    assert "doesn't know you yet" in alice.answers[-1]
    assert await leave() == []
