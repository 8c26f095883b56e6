"""Telling a person what failed: at the field, in the modal or for their eyes only; the one `@app.error`.

The log gets the type of an error, never its text: that can hold people's words.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from growth.errors import GrowthError
from handlers.timing import refusal
from storage.errors import StorageError
from views.failures import CLICK_AGAIN, SAVE_AGAIN, failure_message, failure_view, form_again, form_errors

log = logging.getLogger("trellis")

JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json"}


async def show_failure(
    error: Exception,
    body: dict[str, Any],
    context: AsyncBoltContext,
    client: AsyncWebClient,
    response: BoltResponse | None,
) -> BoltResponse | None:
    """Return what Slack is told where it still waits, and tell the person where they still look.

    Bolt hands over no `response` where Slack was answered already. An event that never reached its handler because of
    the database is answered 500, which makes Slack bring it again.
    """
    if isinstance(error, BoltUnhandledRequestError):
        log.info("Nothing here handles a %s", body.get("type") or "command")
        return BoltResponse(status=200, body="")
    log.error("A handler failed: %s%s", type(error).__name__, code_of(error))
    sentence = str(error) if isinstance(error, GrowthError) else None
    if body.get("type") == "view_submission" and not is_acknowledged(context):
        return _answer_form(body["view"], sentence or SAVE_AGAIN)
    try:
        await _tell(client, context, body, sentence)
    except (SlackClientError, ClientError, TimeoutError, OSError, AttributeError) as problem:
        # AttributeError: slack_sdk expects an object where a proxy answers plain text.
        log.warning("Nor could the person be told: %s", type(problem).__name__)
    if response is None:
        return None
    is_worth_another_try = body.get("type") == "event_callback" and isinstance(error, StorageError)
    return BoltResponse(status=500 if is_worth_another_try else 200, body="")


@contextmanager
def odd_shapes_forgiven() -> Iterator[None]:
    """Go on after a request of no shape that Slack documents; it is to be acknowledged, or Slack brings it again."""
    try:
        yield
    except Exception as problem:  # noqa: BLE001  Bolt trips over an odd shape in many ways, before any of our code
        # By the error's type: its text can hold words.
        log.warning("A request of an odd shape was acknowledged: %s", type(problem).__name__)


def code_of(error: BaseException) -> str:
    """Return the short code of a Slack or database error, which is safe to log."""
    if isinstance(error, SlackApiError):
        return f" ({refusal(error) or 'no answer of Slack'})"
    code = getattr(error, "code", "")
    return f" ({code})" if isinstance(code, str) and code else ""


def is_acknowledged(context: AsyncBoltContext) -> bool:
    """Say whether Slack has had its answer already."""
    return context.ack.response is not None


def _answer_form(view: dict[str, Any], sentence: str) -> BoltResponse:
    errors = form_errors(view, sentence)
    answer: dict[str, Any] = {"response_action": "update", "view": failure_view(sentence)}
    if errors is not None:
        answer = {"response_action": "errors", "errors": errors}
    return BoltResponse(status=200, headers=JSON, body=json.dumps(answer))


async def _tell(client: AsyncWebClient, context: AsyncBoltContext, body: dict[str, Any], sentence: str | None) -> None:
    if (form := context.get("typed_view")) is not None:
        await client.views_update(view_id=form["id"], view=form_again(form, sentence or SAVE_AGAIN))
    elif (loading := context.get("loading_view_id")) is not None:
        await client.views_update(view_id=loading, view=failure_view(sentence or CLICK_AGAIN))
    elif body.get("type") == "view_submission":
        return  # its answer stands: what failed came after it
    elif (body.get("view") or {}).get("type") == "modal":
        await client.views_update(view_id=body["view"]["id"], view=form_again(body["view"], sentence or CLICK_AGAIN))
    elif context.respond is not None and body.get("response_url"):
        await context.respond(**failure_message(sentence or CLICK_AGAIN))
    elif body.get("trigger_id"):
        await client.views_open(trigger_id=body["trigger_id"], view=failure_view(sentence or CLICK_AGAIN))
