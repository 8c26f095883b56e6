"""When Slack, the network or the database fails: what happened is said, nothing is lost, nothing false is said."""

import asyncio
import logging
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from growth.assessment import State
from handlers import timing
from storage.errors import DatabaseBusy, DatabaseFull
from tests.growth.drafts import SHIPPED
from tests.harness.company import Company, found
from tests.harness.slack import NO_CONNECTION, body_of
from tests.harness.windows import NASTY

FIRST, SECOND, THIRD, *_ = (competency.key for competency in SHIPPED.asked())
SAVE_AGAIN = "We couldn't save just now; your words are still in this form. Try again in a moment."
CLICK_AGAIN = "That didn't go through just now. Nothing you wrote is lost; try again in a moment."


class Moody:
    """A store that makes people wait, or fails, before a transaction begins."""

    def __init__(self, store) -> None:
        self._store = store
        self.waits = 0.0
        self.fails = None

    def __getattr__(self, name):
        return getattr(self._store, name)

    @asynccontextmanager
    async def transaction(self, workspace_id):
        await self._mood()
        async with self._store.transaction(workspace_id) as tx:
            yield tx

    @asynccontextmanager
    async def reading(self, workspace_id):
        await self._mood()
        async with self._store.reading(workspace_id) as tx:
            yield tx

    async def _mood(self):
        await asyncio.sleep(self.waits)
        if self.fails is not None:
            raise self.fails()


@pytest.fixture
def database_url(sqlite_url):
    """One engine is enough: here the trouble is made, not found."""
    return sqlite_url


@pytest.fixture
async def moody(store):
    return Moody(store)


@pytest.fixture
async def company(moody, clock, workspace_id):
    """The company, on a store with moods."""
    return await found(moody, clock, workspace_id)


@pytest.fixture
async def page(company: Company, alice, cycle):
    """Alice has chosen on the first page and types."""
    await alice.says("/grow assess")
    for key in (FIRST, SECOND, THIRD):
        await alice.chooses(key, 1)
    alice.types(FIRST, NASTY)
    return alice.modal


# A database that is slow


async def test_a_slow_database_gets_a_view_that_holds_its_place(company, alice, cycle, moody):
    moody.waits = timing.OPENING_PATIENCE + 0.3
    await alice.says("/grow assess")
    assert company.slack.methods() == ["views.open", "views.update"]
    assert "on its way" in str(company.slack.calls[0].arguments["view"]["blocks"])
    assert alice.sees("Page 1 of 7")


async def test_a_form_that_saves_slowly_says_so_in_time_and_goes_on(company, alice, cycle, page, moody):
    moody.waits = timing.PATIENCE + 0.3
    await alice.goes_on()
    moody.waits = 0
    assert alice.sees("Page 2 of 7")
    assert body_of(company.wire.acks[-1])["view"]["title"]["text"] == "Saving"
    assert (await company.kept(alice, cycle)).answers[FIRST].note == NASTY


async def test_a_slow_form_with_a_gap_comes_back_with_its_words(company, alice, cycle, moody):
    await alice.says("/grow assess")
    alice.types(SECOND, NASTY)
    moody.waits = timing.PATIENCE + 0.3
    await alice.goes_on()
    assert alice.modal.holds(f"note.{SECOND}") == NASTY
    assert alice.sees("Please choose an answer.")


async def test_a_slow_form_that_fails_comes_back_with_its_words(company, alice, cycle, page, moody):
    moody.waits, moody.fails = timing.PATIENCE + 0.3, DatabaseFull
    await alice.goes_on()
    assert alice.modal.holds(f"note.{FIRST}") == NASTY
    assert alice.sees(SAVE_AGAIN)
    moody.waits, moody.fails = 0, None
    await alice.goes_on()
    assert alice.sees("Page 2 of 7")
    assert (await company.kept(alice, cycle)).answers[FIRST].note == NASTY


async def test_words_in_a_form_that_came_back_are_kept_although_the_window_is_new(company, alice, cycle, moody):
    await alice.says("/grow assess")
    for key in (FIRST, SECOND, THIRD):
        alice.modal.choose(f"rating.{key}", 1)
    alice.types(FIRST, NASTY)
    moody.waits, moody.fails = timing.PATIENCE + 0.3, DatabaseFull
    await alice.goes_on()
    moody.waits, moody.fails = 0, None
    await alice.goes_on()
    kept = (await company.kept(alice, cycle)).answers[FIRST]
    assert (kept.rating, kept.note) == (1, NASTY)


async def test_a_slow_click_is_acknowledged_in_time_and_kept(company, alice, cycle, page, moody):
    moody.waits = timing.PATIENCE + 0.3
    loop = asyncio.get_running_loop()
    started, acknowledged = loop.time(), []
    await company.wire.deliver(alice.choice(FIRST, 3), lambda _: acknowledged.append(loop.time()))
    assert acknowledged[0] - started < timing.PATIENCE + 0.3
    assert f"next.{FIRST}" in alice.modal.fields
    assert alice.modal.holds(f"note.{FIRST}") == NASTY


# A database that fails


@pytest.mark.parametrize("failure", [DatabaseBusy, DatabaseFull, ZeroDivisionError])
async def test_a_form_that_can_t_be_saved_keeps_the_words_in_it(company, alice, cycle, page, moody, failure):
    moody.fails = failure
    await alice.goes_on()
    moody.fails = None
    assert list(alice.errors.values()) == [SAVE_AGAIN]
    assert alice.modal.holds(f"note.{FIRST}") == NASTY
    await alice.goes_on()
    assert (await company.kept(alice, cycle)).answers[FIRST].note == NASTY


async def test_a_click_that_can_t_be_kept_says_so_above_the_words(company, alice, cycle, page, moody):
    moody.fails = DatabaseBusy
    await alice.chooses(FIRST, 3)
    moody.fails = None
    assert alice.sees(CLICK_AGAIN)
    assert (alice.modal.holds(f"rating.{FIRST}"), alice.modal.holds(f"note.{FIRST}")) == ("3", NASTY)
    await alice.goes_on()
    kept = (await company.kept(alice, cycle)).answers[FIRST]
    assert (kept.rating, kept.note) == (3, NASTY)


async def test_the_next_click_that_works_takes_the_sentence_away(company, alice, cycle, page, moody):
    moody.fails = DatabaseBusy
    await alice.chooses(FIRST, 3)
    moody.fails = None
    await alice.chooses(FIRST, 2)
    assert not alice.sees(CLICK_AGAIN)


@pytest.mark.parametrize("command", ["/grow assess", "/grow framework", "/grow summary"])
async def test_a_command_that_fails_is_answered(company, alice, cycle, moody, command):
    moody.fails = DatabaseBusy
    await alice.says(command)
    assert alice.answers == [CLICK_AGAIN]


async def test_a_button_in_app_home_that_fails_is_answered_in_a_modal(company, alice, cycle, moody):
    await alice.opens_home()
    moody.fails = DatabaseBusy
    await alice.presses("assessment.open")
    assert alice.sees(CLICK_AGAIN)


async def test_a_slow_opening_that_fails_is_said_in_its_place(company, alice, cycle, moody):
    moody.waits, moody.fails = timing.OPENING_PATIENCE + 0.2, DatabaseBusy
    await alice.says("/grow assess")
    assert alice.sees(CLICK_AGAIN)


async def test_taking_back_that_fails_changes_nothing(company, alice, cycle, page, moody):
    await alice.answers_all(1)
    await alice.goes_on()
    moody.fails = DatabaseBusy
    await alice.presses("assessment.withdraw")
    moody.fails = None
    assert alice.sees(CLICK_AGAIN)
    assert (await company.kept(alice, cycle)).state is State.SUBMITTED


# Slack that fails


@pytest.mark.parametrize(
    "trouble", ["expired_trigger_id", "exchanged_trigger_id", "internal_error", "ratelimited", 502, NO_CONNECTION]
)
async def test_a_modal_slack_doesn_t_open_is_said_for_their_eyes_only(company, alice, cycle, trouble):
    company.slack.fails["views.open"] = [trouble]
    await alice.says("/grow assess")
    assert alice.answers == [CLICK_AGAIN]
    await alice.says("/grow assess")
    assert alice.sees("Page 1 of 7")


@pytest.mark.parametrize("trouble", ["not_found", "hash_conflict"])
async def test_a_modal_closed_or_changed_meanwhile_is_no_failure(company, alice, cycle, page, trouble, caplog):
    company.slack.fails["views.update"] = [trouble]
    await alice.chooses(FIRST, 3)
    assert (await company.kept(alice, cycle)).answers[FIRST].rating == 3
    assert "failed" not in caplog.text


@pytest.mark.parametrize("trouble", ["internal_error", "ratelimited", 500, NO_CONNECTION])
async def test_a_choice_is_kept_although_slack_shows_nothing(company, alice, cycle, page, trouble):
    company.slack.fails["views.update"] = [trouble, trouble]
    await alice.chooses(FIRST, 3)
    assert (await company.kept(alice, cycle)).answers[FIRST].rating == 3
    await alice.goes_on()
    assert f"next.{FIRST}" in alice.modal.fields


@pytest.mark.parametrize("trouble", ["internal_error", "ratelimited", 500, NO_CONNECTION])
async def test_what_was_submitted_stays_so_although_app_home_can_t_be_drawn(company, alice, cycle, page, trouble):
    await alice.answers_all(1)
    company.slack.fails["views.publish"] = [trouble]
    await alice.goes_on()
    assert alice.sees("*Submitted on 23 November.*")
    assert (await company.kept(alice, cycle)).state is State.SUBMITTED


async def test_what_was_taken_back_stays_so_although_app_home_can_t_be_drawn(company, alice, cycle, page):
    await alice.answers_all(1)
    await alice.goes_on()
    company.slack.fails["views.publish"] = ["internal_error"]
    await alice.presses("assessment.withdraw")
    assert alice.modal.view["callback_id"] == "assessment.review"


async def test_an_app_home_without_charts_is_drawn_where_slack_refuses_them(company, alice, cycle, page):
    await alice.answers_all(1)
    await alice.goes_on()
    await alice.closes()
    company.slack.fails["views.publish"] = ["invalid_blocks"]
    await alice.opens_home()
    refused, drawn = company.slack.calls[-2:]
    assert "data_visualization" in str(refused.arguments)
    assert "data_visualization" not in str(drawn.arguments)


# What is logged


async def test_logs_hold_no_words_ratings_or_tokens(company, alice, cycle, page, moody, caplog):
    caplog.set_level(logging.DEBUG)
    for failure in (DatabaseBusy, ZeroDivisionError, None):
        moody.fails = failure
        await alice.chooses(SECOND, 3)
        await alice.goes_on()
        await alice.says("/grow assess")
    company.slack.fails["views.update"] = ["internal_error"]
    moody.fails = None
    await alice.chooses(FIRST, 3)
    company.clock.move(timedelta(minutes=1))
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("trellis")]
    assert ours
    assert not any(secret in text for text in ours for secret in ("channel>", "xoxb", "rating", FIRST, "Alice"))
    above_debug = [record.getMessage() for record in caplog.records if record.levelno > logging.DEBUG]
    assert not any(secret in text for text in above_debug for secret in ("<!channel>", "xoxb-first"))
