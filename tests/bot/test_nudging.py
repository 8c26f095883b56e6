"""Messages of nudges as they are sent and as they come to stand, over a whole half-year of Alice and Bob."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from growth.nudges import Number
from schedules import plan_nudges
from storage.installations import NewInstallation
from tests.harness.days import actions_in

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Ten o'clock in Stockholm."""

TALK = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
NOTE = "Words of Alice"
SECRETS = (NOTE, "Agile Coach", "agile_coach", "0 of 3", "rating", "level")
"""What no message of the bot's own may hold."""


@pytest.fixture
async def cycle(company, days):
    """A half-year whose talks begin in a week."""
    return await company.opens_half_year()


async def agrees(person, at):
    """Set the date of the talk from App Home, by Stockholm's clock in winter."""
    await person.opens_home()
    await person.presses("talk.set_date")
    person.modal.choose("slot", "another")
    person.modal.picks("day", f"{at + HOUR:%Y-%m-%d}")
    person.modal.picks_time("time", f"{at + HOUR:%H:%M}")
    await person.goes_on()
    assert person.errors == {}
    person.modal.views.clear(person.seat)


# The whole story


@pytest.fixture
async def half_year(company, days, alice, bob):
    """A half-year as it goes: asked, snoozed, agreed, moved, prepared, announced, held, looked back at.

    Return all that was ever said, as JSON.
    """
    cycle = await company.opens_half_year(in_days=28, lasting=42)
    await days.pass_until(MONDAY + 7 * DAY)
    await alice.presses_in(alice.inbox[-1], "nudge.snooze", "In 3 days")
    await days.pass_until(MONDAY + 10 * DAY)
    await alice.presses_in(alice.inbox[-1], "talk.slot.1")
    await days.pass_until(MONDAY + 12 * DAY)
    await agrees(bob, TALK)
    await days.pass_until(TALK - 10 * DAY)
    await company.answered(alice, cycle, 2, NOTE)
    await company.changes(alice, lambda tx, a: tx.agendas.touch([a.id]))
    await days.pass_until(TALK - 5 * DAY)
    await company.answered(alice, cycle, 2, NOTE, submitted=True)
    await company.changes(alice, lambda tx, a: tx.agendas.touch([a.id]))
    await days.pass_until(TALK + 2 * HOUR)
    await bob.opens_home()
    await bob.presses("talk.held")
    await days.pass_until(TALK + 92 * DAY)
    await alice.presses_in(alice.inbox[-1], "nudge.check_in.change")
    await days.pass_until(TALK + 120 * DAY)
    return [json.dumps(call.arguments) for call in company.slack.calls if call.method.startswith("chat.")]


async def test_a_half_year_asks_for_what_is_open_and_reveals_nothing(half_year, alice, bob, sent):
    assert await sent(alice) == [
        Number.DATE_FIRST, Number.DATE_FIRST, Number.DATE_SET, Number.START, Number.TALK_NEAR, Number.CHECK_IN,
    ]  # fmt: skip
    assert await sent(bob) == [Number.DIGEST, Number.DIGEST, Number.DATE_SET, Number.TALK_NEAR]
    assert len(half_year) > 20
    assert [secret for secret in SECRETS for one in half_year if secret in one] == []
    left = [one["text"] for person in (alice, bob) for one in person.inbox if actions_in(one)]
    assert [text for text in left if not text.startswith("Your talk with")] == []  # receipts keep their buttons


# The first message


async def test_the_first_message_says_why_from_whom_and_how_to_stop(alice, days, cycle):
    await days.work()
    [first] = alice.inbox
    assert "Why this comes: Olga set Trellis up here" in first["text"]
    assert "To stop it, or for another hour: Settings" in first["text"]
    assert actions_in(first)[-1] == "settings.open"


async def test_the_second_one_does_not_say_it_again(alice, days, cycle):
    await days.pass_until(MONDAY + 8 * DAY)
    assert ["Why this comes" in one["text"] for one in alice.inbox] == [False, False]


async def test_snoozed_the_first_message_still_says_how_to_stop(alice, days, cycle):
    await days.work()
    await alice.presses_in(alice.inbox[0], "nudge.snooze", "In a week")
    await days.work()
    assert actions_in(alice.inbox[0]) == ["nudge.undo_snooze", "settings.open"]


# As it comes to stand


async def test_done_elsewhere_the_message_turns_into_done(company, alice, days, cycle):
    await agrees(alice, MONDAY + 14 * DAY + HOUR)
    await days.pass_until(MONDAY + 2 * DAY)
    asking = next(one for one in alice.inbox if "assessment.open" in actions_in(one) and "talk on" in one["text"])
    await alice.says("/grow assess")
    await alice.answers_all(1)
    await alice.goes_on()
    await days.work()
    assert (asking["text"], actions_in(asking)) == ("Self-assessment submitted on 25 November.", [])
    before = len(alice.inbox)
    await days.pass_until(MONDAY + 11 * DAY - HOUR)
    assert len(alice.inbox) == before


async def test_done_between_planning_and_sending_nothing_comes(company, alice, days, cycle, sent):
    await plan_nudges.run(days.means, days.now)
    await agrees(alice, MONDAY + 21 * DAY)
    await days.work()
    assert ["is on" in one["text"] for one in alice.inbox] == [True]
    assert await sent(alice) == []


@pytest.mark.parametrize("code", ["message_not_found", "edit_window_closed"])
async def test_a_message_that_slack_does_not_let_us_change_is_left(company, alice, days, cycle, code):
    await days.work()
    company.slack.fails["chat.update"] = [code]
    await alice.presses_in(alice.inbox[0], "nudge.snooze", "In a week")
    await days.pass_until(MONDAY + DAY)
    assert company.slack.methods().count("chat.update") == 1
    assert "Snoozed" not in alice.inbox[0]["text"]
    async with company.store.reading(company.workspace_id) as tx:
        assert await tx.outbox.failed() == 0


async def test_a_message_that_can_not_be_changed_just_now_is_changed_later(company, alice, days, cycle):
    await days.work()
    company.slack.fails["chat.update"] = ["internal_error"]
    await alice.presses_in(alice.inbox[0], "nudge.snooze", "In a week")
    await days.pass_until(MONDAY + HOUR)
    assert "Snoozed: Trellis comes back to this on Monday 30 November." in alice.inbox[0]["text"]


# Do-not-disturb


@pytest.fixture
async def sees_dnd(company, days):
    """The app may see when people are not to be disturbed."""
    scopes = frozenset({"chat:write", "dnd:read"})
    new = NewInstallation("T1", "xoxb-first", bot_id="B1", bot_user_id="U0BOT", name="Acme", scopes=scopes)
    async with company.store.everywhere() as tx:
        await tx.installations.save(new, days.now)


def undisturbed(company, person, until):
    """Keep somebody undisturbed from an hour ago until a moment."""
    start = company.clock.now - HOUR
    hours = {"dnd_enabled": True, "next_dnd_start_ts": start.timestamp(), "next_dnd_end_ts": until.timestamp()}
    company.slack.undisturbed[person.slack_id] = hours


async def test_who_is_not_to_be_disturbed_hears_when_that_ends(company, alice, bob, days, cycle, sees_dnd):
    undisturbed(company, alice, MONDAY + HOUR)
    await days.pass_until(MONDAY + HOUR - timedelta(seconds=1))
    assert [len(person.inbox) for person in (alice, bob)] == [0, 1]
    await days.pass_until(MONDAY + HOUR)
    assert len(alice.inbox) == 1


@pytest.mark.parametrize("hours", [3.9, 20])
async def test_where_it_ends_after_the_hours_the_next_day_is_theirs(company, alice, days, cycle, sees_dnd, sent, hours):
    days.clock.now = MONDAY + timedelta(minutes=30)
    undisturbed(company, alice, days.now + hours * HOUR)
    await days.pass_until(MONDAY + DAY - timedelta(seconds=1))
    assert (alice.inbox, await sent(alice)) == ([], [])
    await days.pass_until(MONDAY + DAY)
    assert await sent(alice) == [Number.DATE_FIRST]


async def test_a_receipt_comes_even_so(company, alice, days, cycle, sees_dnd):
    undisturbed(company, alice, MONDAY + 20 * HOUR)
    await agrees(alice, MONDAY + 14 * DAY)
    await days.work()
    assert len(alice.inbox) == 1


@pytest.mark.parametrize("trouble", ["missing_scope", 500])
async def test_what_can_not_be_seen_holds_nothing_back(company, alice, days, cycle, sees_dnd, trouble):
    company.slack.fails["dnd.teamInfo"] = [trouble]
    undisturbed(company, alice, MONDAY + 20 * HOUR)
    await days.work()
    assert len(alice.inbox) == 1


async def test_a_nudge_is_tried_as_long_as_its_window_lasts(company, alice, cycle, days):
    company.slack.fails["chat.postMessage"] = ["internal_error"] * 14
    await days.pass_until(MONDAY + 2 * HOUR)
    assert len(alice.inbox) == 1
