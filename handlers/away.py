"""`/grow away until DATE` and `/grow back`: when somebody is away, and what that makes of their talk.

The days understood are said back, with a way to undo. Only days are kept, never why.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from growth.diary import Diary, Leave
from growth.errors import InvalidLeave
from growth.leave import away_until, came_back, changes, with_leave
from growth.people import Person
from growth.talks import settled
from handlers.grow import rest, says
from handlers.here import Here
from handlers.home import refresh_home
from storage.unit_of_work import Transaction
from views import away
from views.failures import failure_message
from views.ids import COMMAND
from views.ids import Settings as Ids

NOT_KNOWN = "Trellis doesn't know you yet, so there is nothing it would send you."


def register(app: AsyncApp) -> None:
    """Bind going away and coming back."""
    app.command(COMMAND, matchers=[says("away")])(go_away)
    app.command(COMMAND, matchers=[says("back")])(come_back)
    app.action(Ids.UNDO_AWAY)(undo)
    app.action(Ids.UNDO_BACK)(undo)


async def go_away(ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    """Keep leave from today up to and including a day; say which day was understood."""
    words = rest(command)
    said = words[len("until") :].strip() if words.casefold().startswith("until") else words
    try:
        answer = await gone(here, said)
    except InvalidLeave as problem:
        answer = failure_message(str(problem))
    await ack(**answer)
    here.wake()
    await refresh_home(client, here)


async def gone(here: Here, said: str) -> dict[str, Any]:
    """Return what is said back once somebody is away; raise InvalidLeave with the remedy."""
    async with here.transaction() as tx:
        person = await tx.people.by_slack(here.user_id)
        if person is None:
            return failure_message(NOT_KNOWN)
        diary = (await tx.diaries.of([person.id]))[person.id]
        leave = away_until(said, diary.day(here.now))
        deferred = await keep_leave(tx, here, person, with_leave(diary.leave, leave))
    return away.away_message(leave, before=diary.leave, deferred=deferred)


async def come_back(ack: AsyncAck, client: AsyncWebClient, here: Here) -> None:
    """End the leave somebody is on."""
    async with here.transaction() as tx:
        person = await tx.people.by_slack(here.user_id)
        before = await is_back(tx, here, person) if person else ()
    await ack(**(away.back_message(before) if person else failure_message(NOT_KNOWN)))
    here.wake()
    await refresh_home(client, here)


async def is_back(tx: Transaction, here: Here, person: Person) -> tuple[Leave, ...]:
    """End the leave that covers today; return all leave as it was before."""
    diary = (await tx.diaries.of([person.id]))[person.id]
    await keep_leave(tx, here, person, came_back(diary.leave, diary.day(here.now)))
    return diary.leave


async def undo(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, here: Here, respond: Any) -> None:
    """Make the leave what it was before; the button carries its days."""
    await ack()
    before = away.read_leave(body["actions"][0].get("value"))
    async with here.transaction() as tx:
        person = await tx.people.by_slack(here.user_id)
        if person is not None and before is not None:
            await keep_leave(tx, here, person, before)
    await respond(**away.undone_message(before))
    here.wake()
    await refresh_home(client, here)


async def keep_leave(tx: Transaction, here: Here, person: Person, leave: Iterable[Leave]) -> date | None:
    """Keep all of somebody's leave, and what it makes of their talk; return when a deferred one's days begin."""
    before = (await tx.diaries.of([person.id]))[person.id]
    found = changes(before.leave, leave)
    for new in found.added:
        await tx.leaves.add(person.id, new)
    for other in found.changed:
        await tx.leaves.change(other)
    for gone_ in found.removed:
        await tx.leaves.remove(gone_.id)
    diary = (await tx.diaries.of([person.id]))[person.id]
    await tx.agendas.touch([person.id])
    return await settle_talk(tx, here, person, diary)


async def settle_talk(tx: Transaction, here: Here, person: Person, diary: Diary) -> date | None:
    """Defer somebody's own talk, or restore it, as their leave has it; tell the other's agenda."""
    talk = await tx.talks.of_coach(person.id, here.now)
    if talk is None:
        return None
    found = settled(talk, diary)
    if found == talk:
        return None
    await tx.talks.keep(found)
    await tx.agendas.touch([party for party in (talk.coach_id, talk.manager_id) if party])
    return found.deferral.days.start if found.deferral else None
