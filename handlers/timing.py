"""Answering Slack in time: commit, then acknowledge; where that takes long, say so and finish behind it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncAck, AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from views.assessment_desk import loading_view, saving_view
from views.failures import form_again

Answer = TypeVar("Answer")

PATIENCE = 2.0
"""Seconds a form or a click may wait for its commit; Slack gives up at 3."""

OPENING_PATIENCE = 1.0
"""Seconds the first view may take before a small one holds its place; a trigger id lives 3."""

GONE = {"not_found", "hash_conflict", "expired_trigger_id", "exchanged_trigger_id"}
"""What Slack says when the person was faster than we: closed the modal, moved on, clicked again."""


async def answer_form(
    ack: AsyncAck,
    client: AsyncWebClient,
    view: dict[str, Any],
    context: AsyncBoltContext,
    work: Awaitable[dict[str, Any]],
) -> None:
    """Acknowledge a form with what `work` returns (the arguments of a response_action) once it has committed."""

    async def say_saving() -> None:
        context["typed_view"] = view
        await ack(response_action="update", view=saving_view())

    answer, took_long = await unless_done(work, PATIENCE, say_saving)
    if not took_long:
        await ack(**answer)
        return
    errors = answer.get("errors")
    shown = form_again(view, " ".join(errors.values())) if errors else answer["view"]
    await replace_view(client, view["id"], shown)


async def answer_click(ack: AsyncAck, work: Awaitable[dict[str, Any] | None]) -> dict[str, Any] | None:
    """Acknowledge a click once `work` has committed, and return what `work` does."""
    answer, took_long = await unless_done(work, PATIENCE, ack)
    if not took_long:
        await ack()
    return answer


async def open_modal(
    client: AsyncWebClient, body: dict[str, Any], context: AsyncBoltContext, work: Awaitable[dict[str, Any]]
) -> None:
    """Show what `work` returns: in the modal that was clicked in, else in a new one, before the trigger expires."""
    clicked_in = body.get("view") or {}
    if clicked_in.get("type") == "modal":
        await replace_view(client, clicked_in["id"], await work)
        return

    async def hold_its_place() -> None:
        opened = await client.views_open(trigger_id=body["trigger_id"], view=loading_view())
        context["loading_view_id"] = opened["view"]["id"]

    shown, took_long = await unless_done(work, OPENING_PATIENCE, hold_its_place)
    if took_long:
        await replace_view(client, context["loading_view_id"], shown)
    else:
        await client.views_open(trigger_id=body["trigger_id"], view=shown)


async def unless_done(
    work: Awaitable[Answer], seconds: float, meanwhile: Callable[[], Awaitable[object]]
) -> tuple[Answer, bool]:
    """Return what `work` does, and whether it took so many seconds that `meanwhile` was done beside it.

    Not a task of its own: on a busy loop each would let every other request go first.
    """
    begun: list[asyncio.Future[object]] = []
    timer = asyncio.get_running_loop().call_later(seconds, lambda: begun.append(asyncio.ensure_future(meanwhile())))
    try:
        answer = await work
    finally:
        timer.cancel()
        if begun:
            await begun[0]
    return answer, bool(begun)


async def replace_view(client: AsyncWebClient, view_id: str, view: dict[str, Any], hash_: str | None = None) -> bool:
    """Replace a modal; return False where another answer changed it meanwhile, so that this one was not shown.

    Where the person has closed it, that is theirs to do.
    """
    try:
        await client.views_update(view_id=view_id, view=view, **({"hash": hash_} if hash_ else {}))
    except SlackApiError as problem:
        if refusal(problem) not in GONE:
            raise
        return refusal(problem) != "hash_conflict"
    return True


def refusal(problem: SlackApiError) -> str:
    """Return Slack's error code, empty where what answered was not Slack."""
    data = getattr(problem.response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""
