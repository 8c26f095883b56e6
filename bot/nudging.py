"""A message of nudges as it is sent, and as it stands later: decided on anew at the moment it is drawn.

What is due and how it stands: `growth.agenda`. How it looks: `views.nudges`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from growth.agenda import Agenda, Shown, decide, digest_of, face, showing
from growth.hub import owners
from growth.nudges import Nudge, SentNudge, TalkStatus, Task, snoozed
from growth.people import Person
from handlers.talks import offered_times
from storage.nudges import Item as Kept
from storage.nudges import LiveMessage
from storage.outbox import Message
from storage.unit_of_work import Store, Transaction
from views.nudges import FirstWords, Item, nudge_message
from views.talks import receipt

Form = dict[str, Any]

ENOUGH = 20
"""Nudges after which a message that still changes is not somebody's first."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A message that was sent, as it stands now; `faces` is what to remember of it once it is drawn so."""

    message_id: str
    channel: str
    ts: str
    form: Form
    faces: tuple[str, ...]


async def compose_nudges(store: Store, message: Message, person: Person, now: datetime) -> list[Form]:
    """Return what is due to a person now, as one message; nothing where nothing is, or on another day than planned.

    What it says is kept beside it before it is sent: should its answer get lost, what was said is still known.
    """
    async with store.transaction(message.workspace_id) as tx:
        agenda = (await tx.agendas.load([person.id], now)).get(person.id)
        if agenda is None or message.payload.get("day") != agenda.person.diary.day(now).isoformat():
            return []
        decision = decide(agenda, now)
        if not decision.due:
            return []
        await tx.nudges.write(message.id, person.id, decision.due, decision.passed, agenda.person.diary.day(now))
        await tx.nudges.set_shown(message.id, _faces(await tx.nudges.of_message(message.id), agenda, now))
        items = [await _item(tx, nudge, agenda, now) for nudge in decision.due]
        first = None if agenda.last_at else await _first_words(tx, now)
    return [nudge_message(items, agenda.person, first, now)]


async def redraw(store: Store, message: Message, person: Person, now: datetime) -> Redrawn | None:
    """Return a message that was sent as it stands now; None where it is gone, or not this person's."""
    async with store.reading(message.workspace_id) as tx:
        found = next((one for one in await tx.nudges.live([person.id]) if one.id == message.payload["message"]), None)
        agenda = (await tx.agendas.load([person.id], now)).get(person.id)
        if found is None or agenda is None:
            return None
        items = [await _kept_item(tx, one, agenda, now) for one in found.items]
        is_asking = any(item.shown in {Shown.LIVE, Shown.SNOOZED} for item in items)
        first = await _first_words(tx, now) if is_asking and await _is_first(tx, person, found) else None
    form = nudge_message(items, agenda.person, first, now)
    return Redrawn(found.id, found.channel, found.ts, form, _faces(found.items, agenda, now))


async def keep_faces(store: Store, workspace_id: str, drawn: Redrawn) -> None:
    """Remember how a message was drawn."""
    async with store.transaction(workspace_id) as tx:
        await tx.nudges.set_shown(drawn.message_id, drawn.faces)


async def compose_receipt(store: Store, message: Message, person: Person, now: datetime) -> list[Form]:
    """Return what is said of a date that was just set, or that leave just made void."""
    async with store.reading(message.workspace_id) as tx:
        agenda = (await tx.agendas.load([person.id], now)).get(person.id)
    status = agenda.talk(str(message.payload["cycle"]), str(message.payload["coach"])) if agenda else None
    if agenda is None or status is None or not (status.talk.at or status.talk.deferral):
        return []
    return [receipt(status, agenda.person, now)]


async def _first_words(tx: Transaction, now: datetime) -> FirstWords:
    return FirstWords(owners(await tx.people.all(), now.date()))


async def _is_first(tx: Transaction, person: Person, message: LiveMessage) -> bool:
    """Say whether nothing was sent to somebody before a message."""
    told = await tx.nudges.history(person.id, ENOUGH)
    return len(told) < ENOUGH and all(one.at >= message.items[0].nudge.at for one in told)


def _faces(kept: Iterable[Kept], agenda: Agenda, now: datetime) -> tuple[str, ...]:
    return tuple(face(one.nudge, agenda.talk(one.cycle_id, one.coach_id), agenda, now) for one in kept)


async def _item(tx: Transaction, nudge: Nudge, agenda: Agenda, now: datetime) -> Item:
    """Return a nudge as it is sent now."""
    if nudge.status is None:
        return Item(nudge, digest=digest_of(agenda, now))
    offered = await offered_times(tx, nudge.status, now) if nudge.task is Task.DATE else ()
    return Item(nudge, slots=offered, talk_at=nudge.status.talk.at)


async def _kept_item(tx: Transaction, kept: Kept, agenda: Agenda, now: datetime) -> Item:
    """Return a nudge of a sent message as it stands now."""
    sent, status = kept.nudge, agenda.talk(kept.cycle_id, kept.coach_id)
    shown = showing(sent, status, agenda, now)
    nudge = Nudge(sent.task, sent.number, sent.day, status)
    if shown is Shown.LIVE:
        return replace(await _item(tx, nudge, agenda, now), talk_at=sent.talk_at)
    return Item(nudge, shown, until=_until(sent, status, shown), talk_at=sent.talk_at)


def _until(sent: SentNudge, status: TalkStatus | None, shown: Shown) -> date | None:
    found = snoozed(sent.task, status) if status is not None and shown is Shown.SNOOZED else None
    return found.until if found else None
