"""`/grow away until DATE` and `/grow back`: when somebody is away, and what that makes of their talk.

The days understood are said back, with a way to undo. Only days are kept, never why.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from growth.calendar import local_day
from growth.diary import Diary, Leave
from growth.errors import InvalidLeave
from growth.leave import away_until, came_back, changes, with_leave
from growth.people import Person
from growth.talks import settled
from handlers.grow import rest, says
from handlers.here import Here
from handlers.home import refresh_home
from handlers.talks import tell_in_time
from storage.unit_of_work import Transaction
from views import away
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
        answer = away.problem_message(str(problem))
    await ack(**answer)
    here.wake()
    await refresh_home(client, here)


async def gone(here: Here, said: str) -> dict[str, Any]:
    """Return what is said back once somebody is away; raise InvalidLeave with the remedy."""
    async with here.transaction() as tx:
        person = await whoever(tx, here)
        if person is None:
            return away.problem_message(NOT_KNOWN)
        diary = await diary_of(tx, person)
        today = diary.day(here.now)
        leave = with_leave(came_back(diary.leave, today), away_until(said, today))
        deferred = await keep_leave(tx, here, person, leave)
    until = next(one.last for one in leave if one.covers(today))
    return away.away_message(until, before=ahead(diary.leave, today), today=today, deferred=deferred)


async def come_back(ack: AsyncAck, client: AsyncWebClient, here: Here) -> None:
    """End the leave somebody is on."""
    await ack(**await returned(here))
    here.wake()
    await refresh_home(client, here)


async def returned(here: Here) -> dict[str, Any]:
    """Return what is said to somebody who is back."""
    async with here.transaction() as tx:
        person = await whoever(tx, here)
        if person is None:
            return away.problem_message(NOT_KNOWN)
        diary = await diary_of(tx, person)
        today = diary.day(here.now)
        if not diary.is_away(today):
            return away.not_away_message()
        await keep_leave(tx, here, person, came_back(diary.leave, today))
    return away.back_message(before=ahead(diary.leave, today), today=today)


async def undo(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, here: Here, respond: Any) -> None:
    """Make the leave what it was before; the button carries its days."""
    await ack()
    is_undone = await undone(here, body["actions"][0].get("value"))
    await respond(**away.undone_message(is_undone=is_undone))
    here.wake()
    await refresh_home(client, here)


async def undone(here: Here, value: object) -> bool:
    """Make the leave what a button says it was; leave that was over by then stays as it is. Say whether it could."""
    before = away.read_before(value)
    async with here.transaction() as tx:
        person = await whoever(tx, here)
        if person is None or before is None:
            return False
        was_ahead = {leave.id for leave in before.leave}
        known = (await diary_of(tx, person)).leave
        over = (leave for leave in known if leave.last < before.said_on and leave.id not in was_ahead)
        await keep_leave(tx, here, person, (*over, *before.leave))
    return True


async def whoever(tx: Transaction, here: Here, *, alone: bool = True) -> Person | None:
    """Return who asks, None for who is not known here; `alone` lets nobody else change their leave meanwhile."""
    person = await tx.people.by_slack(here.user_id)
    if person is None or not person.is_active(local_day(here.now, person.tz)):
        return None
    if alone:
        await tx.talks.alone(person.id)
    return person


async def diary_of(tx: Transaction, person: Person) -> Diary:
    """Return somebody's diary."""
    return (await tx.diaries.of([person.id]))[person.id]


def ahead(leaves: Iterable[Leave], today: date) -> tuple[Leave, ...]:
    """Return the leave that is not over."""
    return tuple(leave for leave in leaves if leave.last >= today)


async def keep_leave(tx: Transaction, here: Here, person: Person, leave: Iterable[Leave]) -> date | None:
    """Keep all of somebody's leave, and what it makes of their talk; return when a deferred one's days begin."""
    found = changes((await diary_of(tx, person)).leave, leave)
    for new in found.added:
        await tx.leaves.add(person.id, new)
    for other in found.changed:
        await tx.leaves.change(other)
    for gone_ in found.removed:
        await tx.leaves.remove(gone_.id)
    await tx.agendas.touch_around(person.id)
    return await settle_talk(tx, here, person)


async def settle_talk(tx: Transaction, here: Here, person: Person) -> date | None:
    """Defer somebody's own talk, or restore it, as their leave has it; return when a deferred one's new days begin."""
    talk = await tx.talks.of_coach(person.id, here.now)
    found = settled(talk, await diary_of(tx, person)) if talk else None
    if talk is None or found is None or found == talk:
        return None
    await tx.talks.keep(found)
    if (at := found.at or talk.at) is not None and found.at != talk.at and talk.manager_id is not None:
        await tell_in_time(tx, here, found, at, talk.manager_id)
    return found.deferral.days.start if found.deferral else None
