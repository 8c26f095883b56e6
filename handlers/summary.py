"""The growth summary: send it, read it as text, explain its numbers."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from growth.access import Item, may_read
from growth.calendar import local_day
from growth.people import Person, Role
from growth.summary import GrowthSummary
from handlers.grow import says
from handlers.here import Here
from handlers.timing import open_modal
from storage.unit_of_work import Transaction
from views.failures import failure_view
from views.ids import COMMAND
from views.ids import Summary as Ids
from views.messages import SUMMARY
from views.numbers import fit_view
from views.summary import NOT_FOR_YOU, NOTHING_YET, ON_ITS_WAY, summary_as_text


def register(app: AsyncApp) -> None:
    """Bind what a coach does with their growth summary."""
    app.command(COMMAND, matchers=[says("summary")])(send)
    app.action(Ids.SEND)(send)
    app.action(Ids.READ)(read_as_text)
    app.action(Ids.NUMBERS)(explain_numbers)


async def send(
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    context: AsyncBoltContext,
    respond: AsyncRespond,
    here: Here,
) -> None:
    """Send the coach their summary; where there is none yet, say when there will be."""
    await ack()
    sentence = await put_summary(here, str(body.get("trigger_id", "")))
    if body.get("command"):
        await respond(response_type="ephemeral", text=sentence)
    else:
        await open_modal(client, body, context, _said(sentence))


async def put_summary(here: Here, request: str) -> str:
    """Have the summary sent, once for each request; return what to say of it."""
    async with here.transaction() as tx:
        person = await coach_of(tx, here)
        if person is None:
            return NOT_FOR_YOU
        if await tx.summaries.of(person) is None:
            return NOTHING_YET if person.has(Role.COACH) else NOT_FOR_YOU
        key = f"{SUMMARY}:{person.id}:{request}"
        await tx.outbox.put(SUMMARY, person.id, {}, key=key, due_at=here.now)
    here.wake()
    return ON_ITS_WAY


async def read_as_text(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Open everything the summary says, its charts included, as text."""
    await ack()
    await open_modal(client, body, context, _drawn(here, summary_as_text))


async def explain_numbers(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Open what the positions mean, and the percentages for whoever wants them."""
    await ack()
    await open_modal(client, body, context, _drawn(here, fit_view))


async def _drawn(here: Here, draw: Any) -> dict[str, Any]:
    summary = await _own_summary(here)
    shown: dict[str, Any] = failure_view(NOTHING_YET) if summary is None else draw(summary)
    return shown


async def _own_summary(here: Here) -> GrowthSummary | None:
    async with here.reading() as tx:
        person = await coach_of(tx, here)
        return await tx.summaries.of(person) if person else None


async def coach_of(tx: Transaction, here: Here) -> Person | None:
    """Return who asks, or None where they may read no summary: who has left reads nothing."""
    person = await tx.people.by_slack(here.user_id)
    if person is None or not may_read(person, person, Item.SUMMARY, local_day(here.now, person.tz)):
        return None
    return person


async def _said(sentence: str) -> dict[str, Any]:
    return failure_view(sentence)
