"""What the log and the person are told of an error."""

import logging
from types import SimpleNamespace

import pytest
from slack_bolt.async_app import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.acks import StandingAck
from bot.failures import code_of, show_failure
from growth.errors import NotOpen
from storage.errors import DatabaseBusy
from tests.harness.slack import FakeSlack, body_of
from views.failures import SAVE_AGAIN, failure_view


def refused(error):
    answer = AsyncSlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data={"error": error}, headers={}, status_code=200
    )
    return SlackApiError("The words of a person", answer)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (refused("invalid_blocks"), " (invalid_blocks)"),
        (SlackApiError("html", SimpleNamespace(status=502)), " (no answer of Slack)"),
        (DatabaseBusy(code="SQLITE_BUSY"), " (SQLITE_BUSY)"),
        (DatabaseBusy(), ""),
        (ValueError("The words of a person"), ""),
    ],
)
def test_an_error_is_logged_by_its_short_code(error, code):
    assert code_of(error) == code


async def told(error, body, slack=None):
    """Return the answer to Slack of a handler that failed before acknowledging."""
    context = AsyncBoltContext({"ack": StandingAck()})
    return await show_failure(error, body, context, (slack or FakeSlack()).client, None)


FORM = {
    "type": "view_submission",
    "view": {"type": "modal", "id": "V1", "blocks": [{"type": "input", "block_id": "note.x.1"}]},
}


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (NotOpen("Take it back first."), "Take it back first."),
        (ValueError("x"), SAVE_AGAIN),
        (DatabaseBusy(), SAVE_AGAIN),
    ],
)
async def test_a_form_says_it_at_its_first_field(error, sentence):
    response = await told(error, FORM)
    assert body_of(response) == {"response_action": "errors", "errors": {"note.x.1": sentence}}


async def test_a_form_without_fields_is_replaced():
    response = await told(ValueError(), {"type": "view_submission", "view": {"type": "modal", "blocks": []}})
    assert body_of(response) == {"response_action": "update", "view": failure_view(SAVE_AGAIN)}


async def test_the_log_gets_no_text_of_an_error(caplog):
    with caplog.at_level(logging.DEBUG, "trellis"):
        await told(ValueError("The words of a person"), FORM)
    assert [record.getMessage() for record in caplog.records if record.name == "trellis"] == [
        "A handler failed: ValueError"
    ]
    assert all(record.exc_info is None for record in caplog.records)


async def test_where_the_person_can_t_be_told_either_that_is_logged(caplog):
    slack = FakeSlack()
    slack.fails["views.update"] = ["internal_error"]
    body = {"type": "block_actions", "view": {"type": "modal", "id": "V1", "blocks": [{"type": "divider"}]}}
    await told(ValueError(), body, slack)
    assert "Nor could the person be told: SlackApiError" in caplog.text


async def test_a_form_that_was_answered_is_not_said_to_have_failed():
    slack = FakeSlack()
    context = AsyncBoltContext({"ack": StandingAck()})
    await context.ack(response_action="clear")
    await show_failure(ValueError(), FORM, context, slack.client, None)
    assert slack.calls == []
