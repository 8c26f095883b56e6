"""Sending one message to a local Slack: to whom it still concerns, once, in the richest form that Slack takes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import composing
from bot.drawing import DrawingFailed
from bot.messenger import SlackMessenger
from bot.slack_api import slack_clients
from growth.answering import as_practice, withdraw
from growth.assessment import Purpose, State
from schedules import deliver_outbox
from schedules.deliver_outbox import LEASE
from schedules.means import ATTEMPTS, Later, Means, NotNeeded, Refused
from storage.drafts import warning_key
from storage.installations import InstallationState
from tests.harness.company import found
from tests.harness.served import NOTE, asked, eventually, local_slack, messages_of, served

ALICE = "U0ALICE"
SECOND = timedelta(seconds=1)
CHART, IMAGE = "data_visualization", "image"


class Pencil:
    """Draws at once, or not at all."""

    def __init__(self) -> None:
        self.breaks = False

    async def radar(self, _):
        if self.breaks:
            raise DrawingFailed("the drawing worker stopped")
        return b"\x89PNG"


@pytest.fixture
def database_url(sqlite_url):
    """One engine is enough, but where the test says otherwise."""
    return sqlite_url


@pytest.fixture
async def slack(monkeypatch):
    monkeypatch.setattr(composing, "FILE_SETTLES", 0)
    async with served(local_slack()) as workspace:
        yield workspace


@pytest.fixture
def pencil():
    return Pencil()


@pytest.fixture
async def messenger(store, slack, pencil):
    async with slack_clients(f"{slack.base_url}/api/", 0.5, reconnects=False) as client_for:
        yield SlackMessenger(store, client_for, pencil, rate=1000)


@pytest.fixture
async def company(store, clock, workspace_id):
    """The company, in which Alice has submitted her self-assessment."""
    company = await found(store, clock, workspace_id)
    await company.answered(company.alice, await company.opens_half_year(), 2, NOTE, submitted=True)
    return company


@pytest.fixture
def means(store, messenger):
    return Means(store, messenger)


@pytest.fixture
def claim(company):
    """Return the function that plans Alice's summary and claims it, for the first or a later time."""

    async def claim(*, attempts=1, kind="summary"):
        await plan(company, kind)
        async with company.store.everywhere() as tx:
            [message] = await tx.outbox.claim_due(company.clock.now, 1, LEASE)
        return replace(message, attempts=attempts)

    return claim


async def plan(company, kind="summary", key="once"):
    alice = await company.employee(company.alice)
    async with company.store.transaction(company.workspace_id) as tx:
        await tx.outbox.put(kind, alice.id, {}, key=key, due_at=company.clock.now)


async def keep_conversation(company, channel):
    await company.changes(company.alice, lambda tx, alice: tx.people.set_dm_channel(alice.id, channel))


def kinds(message):
    return {block["type"] for block in message.blocks}


# What arrives


async def test_a_summary_arrives_with_its_coach_and_nobody_else(company, slack, messenger, claim):
    await messenger.send(await claim(), company.clock.now)
    [message] = messages_of(slack, ALICE)
    assert {CHART, IMAGE} <= kinds(message)
    assert messages_of(slack, "U0CHARLIE") == messages_of(slack, "U0BOB") == []


async def test_it_carries_the_id_of_its_row_and_no_words(company, slack, messenger, claim):
    row = await claim()
    await messenger.send(row, company.clock.now)
    [message] = messages_of(slack, ALICE)
    assert message.metadata == {"event_type": "trellis_message", "event_payload": {"id": row.id}}
    assert dict(row.payload) == {}


async def test_the_picture_is_told_in_words_too(company, slack, messenger, claim):
    await messenger.send(await claim(), company.clock.now)
    [file] = slack.slack.files.kept.values()
    assert file.alt_text.startswith("Radar of 18 competencies")


async def test_the_conversation_is_opened_once_and_kept(company, slack, messenger, claim):
    row = await claim()
    for _ in range(2):
        await messenger.send(row, company.clock.now)
    assert asked(slack, "conversations.open") == 1


async def test_messages_of_one_workspace_keep_their_pace(company, slack, store, messenger):
    for key in "abcd":
        await plan(company, key=key)
    messenger._pause = 0.1
    await deliver_outbox.run(Means(store, messenger), company.clock.now)
    first, *_, last = sorted(float(message.ts) for message in messages_of(slack, ALICE))
    assert last - first > 0.29


# Once


async def test_a_crash_before_recording_is_found_in_the_history(company, slack, messenger, means, claim):
    await messenger.send(await claim(), company.clock.now)  # and died
    await deliver_outbox.run(means, company.clock.now + LEASE)
    await deliver_outbox.run(means, company.clock.now + 2 * LEASE)
    assert len(messages_of(slack, ALICE)) == 1


async def test_where_the_history_may_not_be_read_it_is_sent_again(company, slack, messenger, means, claim):
    slack.faults.history_scope = False
    await messenger.send(await claim(), company.clock.now)  # and died
    await deliver_outbox.run(means, company.clock.now + LEASE)
    await deliver_outbox.run(means, company.clock.now + 2 * LEASE)
    assert len(messages_of(slack, ALICE)) == 2


async def test_an_answer_that_came_too_late_sends_nothing_twice(company, slack, messenger, claim, monkeypatch):
    row = await claim()
    picture = messenger._composer._picture

    async def then_slack_gets_slow(*args):
        file_id = await picture(*args)
        slack.faults.slow_ms = 600
        return file_id

    monkeypatch.setattr(messenger._composer, "_picture", then_slack_gets_slow)
    assert (await messenger.send(row, company.clock.now)).why == "timeout"
    slack.faults.slow_ms = 0
    await eventually(lambda: messages_of(slack, ALICE))
    assert (await messenger.send(replace(row, attempts=2), company.clock.now)).ts == messages_of(slack, ALICE)[0].ts


async def test_it_is_found_however_long_slack_was_away(company, slack, messenger, claim):
    row = await claim()
    first = await messenger.send(row, company.clock.now)  # and died
    days_later = datetime.fromtimestamp(float(first.ts), UTC) + timedelta(days=2)
    late = replace(row, attempts=5, due_at=days_later)
    assert await messenger.send(late, days_later) == first


async def test_a_history_that_does_not_answer_is_waited_for(company, slack, messenger, claim):
    row = await claim()
    await messenger.send(row, company.clock.now)  # and died
    slack.faults.fail_next["conversations.history"] = 503
    outcome = await messenger.send(replace(row, attempts=2), company.clock.now)
    assert isinstance(outcome, Later)
    assert len(messages_of(slack, ALICE)) == 1


# Trouble that passes


async def test_a_pause_that_slack_asks_for_is_kept(company, slack, messenger, claim):
    slack.faults.fail_next["chat.postMessage"] = 429
    assert await messenger.send(await claim(), company.clock.now) == Later(company.clock.now + SECOND, "ratelimited")


async def test_trouble_that_passes_is_waited_out_longer_and_longer(company, slack, messenger, claim):
    row = await claim()
    for attempt, seconds in ((1, 5), (2, 10), (7, 320), (8, 600), (ATTEMPTS - 1, 600)):
        slack.faults.fail_next["chat.postMessage"] = 503
        outcome = await messenger.send(replace(row, attempts=attempt), company.clock.now)
        assert outcome == Later(company.clock.now + seconds * SECOND, "http_503")


async def test_after_the_last_attempt_it_is_given_up(company, slack, messenger, claim):
    row = await claim(attempts=ATTEMPTS)
    for trouble, why in ((503, "http_503"), (429, "ratelimited"), ("internal_error", "internal_error")):
        slack.faults.fail_next["chat.postMessage"] = trouble
        assert await messenger.send(row, company.clock.now) == Refused(why)


async def test_a_slack_that_nobody_reaches_is_waited_for(company, store, pencil, claim):
    async with slack_clients("http://127.0.0.1:9/api/", 0.5, reconnects=False) as client_for:
        messenger = SlackMessenger(store, client_for, pencil, rate=1000)
        assert (await messenger.send(await claim(), company.clock.now)).why == "no_connection"


# Who is gone


async def test_a_person_slack_can_t_reach_is_given_up(company, slack, messenger, claim):
    slack.user(ALICE).deleted = True
    assert await messenger.send(await claim(), company.clock.now) == Refused("user_disabled")


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_an_app_that_is_gone_is_remembered_without_its_token(company, slack, messenger, claim, database_url):
    slack.slack.installed = False
    assert await messenger.send(await claim(), company.clock.now) == Refused("account_inactive")
    async with company.store.everywhere() as tx:
        kept = await tx.installations.get(company.workspace_id)
    assert (kept.state, kept.bot_token) == (InstallationState.REVOKED, None)


@pytest.mark.parametrize("attempt", [1, 4])
async def test_a_conversation_that_is_gone_is_opened_anew(company, slack, messenger, claim, attempt):
    await keep_conversation(company, "D0GONE")
    sent = await messenger.send(await claim(attempts=attempt), company.clock.now)
    async with company.store.reading(company.workspace_id) as tx:
        kept = await tx.people.dm_channel((await company.employee(company.alice)).id)
    assert kept == sent.channel == messages_of(slack, ALICE)[0].channel


async def test_a_conversation_slack_doesn_t_find_again_is_given_up(company, slack, messenger, claim):
    await keep_conversation(company, "D0GONE")
    slack.faults.fail_next["conversations.open"] = "user_not_found"
    assert await messenger.send(await claim(), company.clock.now) == Refused("user_not_found")
    assert asked(slack, "conversations.open") == 1


@pytest.mark.parametrize("why", ["unknown_method", "missing_scope"])
async def test_where_slack_opens_no_conversations_the_person_is_written_to(company, slack, messenger, claim, why):
    slack.faults.fail_next["conversations.open"] = why
    await messenger.send(await claim(), company.clock.now)
    posted = [delivery for delivery in slack.deliveries() if delivery.what == "chat.postMessage"]
    assert posted[0].request["channel"] == ALICE
    assert len(messages_of(slack, ALICE)) == 1


# Whether it is still needed


async def leaves(company):
    yesterday = company.clock.now.date() - timedelta(days=1)
    await company.changes(company.alice, lambda tx, alice: tx.people.update(alice.id, left_on=yesterday))


async def is_deactivated(company):
    await company.changes(company.alice, lambda tx, alice: tx.people.update(alice.id, deactivated=True))


async def app_is_removed(company):
    async with company.store.everywhere() as tx:
        await tx.installations.mark_gone(company.workspace_id, "uninstalled", company.clock.now)


async def takes_it_back(company):
    [submitted] = await company.submitted(company.alice)
    async with company.store.transaction(company.workspace_id) as tx:
        await tx.assessments.save(withdraw(submitted), company.clock.now)


@pytest.mark.parametrize("meanwhile", [leaves, is_deactivated, app_is_removed, takes_it_back])
async def test_what_nobody_needs_any_more_is_not_sent(company, slack, messenger, claim, meanwhile):
    row = await claim()
    await meanwhile(company)
    assert await messenger.send(row, company.clock.now) == NotNeeded()
    assert messages_of(slack, ALICE) == []


async def test_a_kind_without_words_is_not_sent(company, slack, messenger, claim):
    assert await messenger.send(await claim(kind="something_else"), company.clock.now) == NotNeeded()
    assert messages_of(slack, ALICE) == []


async def test_it_says_what_is_kept_when_it_is_sent(company, slack, messenger, claim):
    row = await claim()
    await company.changes(company.alice, lambda tx, alice: tx.people.update(alice.id, name="Alice Moreau"))
    await messenger.send(row, company.clock.now)
    assert "Alice Moreau" in str(messages_of(slack, ALICE)[0].blocks)


# The warning about a draft


class LeftBehind:
    """Charlie's draft in a half-year that has closed, and the warning about it as it was claimed."""

    def __init__(self, company, cycle, kept, message) -> None:
        self.company, self.cycle, self.kept, self.message = company, cycle, kept, message

    async def changes(self, change) -> None:
        async with self.company.store.transaction(self.company.workspace_id) as tx:
            await change(tx)


@pytest.fixture
async def left(company, slack):
    async with company.store.reading(company.workspace_id) as tx:
        cycle = await tx.cycles.current(company.clock.now)
    await company.answered(company.charlie, cycle, 2, NOTE)
    await company.closes_half_year(cycle)
    kept = await company.kept(company.charlie, cycle)
    async with company.store.transaction(company.workspace_id) as tx:
        payload = {"assessment": kept.id}
        await tx.outbox.put("draft_leaves", kept.author_id, payload, key=warning_key(kept.id), due_at=company.clock.now)
    async with company.store.everywhere() as tx:
        [message] = await tx.outbox.claim_due(company.clock.now, 1, LEASE)
    return LeftBehind(company, cycle, kept, message)


async def test_a_warning_arrives_with_its_author_and_nobody_else(company, slack, messenger, left):
    await messenger.send(left.message, company.clock.now)
    [message] = messages_of(slack, "U0CHARLIE")
    assert "2026-H2 has closed" in message.text
    assert "until 23 December; after that day it is removed" in message.text
    assert messages_of(slack, ALICE) == messages_of(slack, "U0BOB") == []


async def test_a_warning_holds_none_of_the_words_it_is_about(company, slack, messenger, left):
    await messenger.send(left.message, company.clock.now)
    assert NOTE not in str(messages_of(slack, "U0CHARLIE")[0])


async def test_its_button_opens_that_draft(company, slack, messenger, left):
    await messenger.send(left.message, company.clock.now)
    async with company.store.reading(company.workspace_id) as tx:
        desk = await tx.desks.current("U0CHARLIE", company.clock.now)
    assert "assessment.open" in str(messages_of(slack, "U0CHARLIE")[0].blocks)
    assert desk.work.id == left.kept.id


async def test_a_warning_that_came_weeks_later_names_a_later_day(company, slack, messenger, left):
    await messenger.send(left.message, company.clock.move(timedelta(days=40)))
    assert "until 9 January; after" in messages_of(slack, "U0CHARLIE")[0].text


async def begins_a_newer_one(left):
    left.company.clock.move(SECOND)
    await left.company.opens_half_year("2027-H1")


async def begins_to_practise(left):
    blank = replace(left.kept, id=None, purpose=Purpose.PRACTICE, cycle_id=None)
    await left.changes(lambda tx: tx.assessments.save(blank, left.company.clock.now))


@pytest.mark.parametrize("meanwhile", [begins_a_newer_one, begins_to_practise])
async def test_where_something_newer_stands_in_its_place_there_is_no_button(company, slack, messenger, left, meanwhile):
    await meanwhile(left)
    await messenger.send(left.message, company.clock.now)
    assert "actions" not in kinds(messages_of(slack, "U0CHARLIE")[0])


async def submits_it(left):
    done = replace(left.kept, state=State.SUBMITTED, submitted_at=left.company.clock.now)
    await left.changes(lambda tx: tx.assessments.save(done, left.company.clock.now))


async def keeps_it_as_practice(left):
    await left.changes(lambda tx: tx.assessments.save(as_practice(left.kept), left.company.clock.now))


async def lets_go_of_it(left):
    await left.changes(lambda tx: tx.assessments.discard(left.kept.id))


async def leaves_the_company(left):
    yesterday = left.company.clock.now.date() - timedelta(days=1)
    await left.changes(lambda tx: tx.people.update(left.kept.author_id, left_on=yesterday))


@pytest.mark.parametrize("meanwhile", [submits_it, keeps_it_as_practice, lets_go_of_it, leaves_the_company])
async def test_a_warning_nobody_needs_any_more_is_not_sent(company, slack, messenger, left, meanwhile):
    await meanwhile(left)
    assert await messenger.send(left.message, company.clock.now) == NotNeeded()
    assert messages_of(slack, "U0CHARLIE") == []


async def test_nobody_is_warned_of_anothers_draft(company, slack, messenger, left):
    alice = await company.employee(company.alice)
    assert await messenger.send(replace(left.message, recipient_id=alice.id), company.clock.now) == NotNeeded()


# The richest form


async def test_where_slack_refuses_charts_the_picture_stays(company, slack, messenger, claim):
    slack.faults.refuse_charts = True
    await messenger.send(await claim(), company.clock.now)
    [message] = messages_of(slack, ALICE)
    assert (CHART in kinds(message), IMAGE in kinds(message)) == (False, True)


async def test_where_slack_refuses_the_picture_the_chart_stays(company, slack, messenger, claim, monkeypatch):
    async def file_of_another(*_):
        return "F0ANOTHER"

    monkeypatch.setattr(messenger._composer, "_picture", file_of_another)
    await messenger.send(await claim(), company.clock.now)
    [message] = messages_of(slack, ALICE)
    assert (CHART in kinds(message), IMAGE in kinds(message)) == (True, False)


async def test_where_no_picture_can_be_uploaded_words_stand_in(company, slack, messenger, claim):
    row = await claim()
    for method in ("files.getUploadURLExternal", "files.completeUploadExternal"):
        for trouble in ("unknown_method", "missing_scope", 500, 429):
            slack.faults.fail_next[method] = trouble
            await messenger.send(row, company.clock.now)
    shown = [(CHART in kinds(message), IMAGE in kinds(message)) for message in messages_of(slack, ALICE)]
    assert shown == [(True, False)] * 8


async def test_where_no_picture_can_be_drawn_words_stand_in(company, slack, messenger, pencil, claim):
    pencil.breaks = True
    await messenger.send(await claim(), company.clock.now)
    assert IMAGE not in kinds(messages_of(slack, ALICE)[0])


async def test_where_slack_takes_no_form_it_is_given_up(company, slack, messenger, claim, monkeypatch):
    monkeypatch.setattr(
        composing, "summary_message", lambda *_, **__: {"text": "Words", "blocks": [{"type": "divide"}]}
    )
    assert await messenger.send(await claim(), company.clock.now) == Refused("invalid_blocks")


# What is logged


async def test_logs_hold_no_words_and_no_token(company, slack, messenger, pencil, claim, caplog):
    row = await claim()
    pencil.breaks = True
    for trouble in (503, "internal_error", "invalid_blocks", "user_not_found"):
        slack.faults.fail_next["chat.postMessage"] = trouble
        await messenger.send(row, company.clock.now)
    assert "A summary could not be sent: internal_error" in caplog.text
    assert not any(secret in caplog.text for secret in (NOTE, "xoxb-first", "Alice", ALICE))
