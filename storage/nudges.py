"""What Trellis says by itself: the nudges of each message, how they stand in it now, and what a person was sent.

A nudge was sent once its message was: what failed or was dropped uses up nobody's budget.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from growth.agenda import Passed, Shown
from growth.nudges import Nudge, Number, SentNudge, TalkStatus, Task
from storage.among import among
from storage.repository import Repository
from storage.tables import nudges, outbox, people

_OURS = nudges.c.workspace_id == bindparam("workspace_id")
_STANDS = nudges.c.fate == ""
_FINAL = [shown.value for shown in Shown if shown.is_final]
NUDGE = (
    *(nudges.c[name] for name in ("task", "number", "recipient_id", "day", "round", "talk_at")),
    *(outbox.c[name] for name in ("sent_at", "due_at")),
)
"""What `nudge_of` reads."""

_ITEM = (*(nudges.c[name] for name in ("place", "cycle_id", "coach_id", "shown")), *NUDGE)
_ITEMS: Select[Any] = select(*_ITEM).join(outbox, outbox.c.id == nudges.c.message_id).where(_OURS, _STANDS)
_OF_MESSAGE = _ITEMS.where(nudges.c.message_id == bindparam("message_id")).order_by(nudges.c.place)
_other = nudges.alias("other")
_MAY_CHANGE = (
    select(_other.c.message_id)
    .where(
        _other.c.workspace_id == bindparam("workspace_id"),
        among(_other.c.recipient_id, "person_ids"),
        _other.c.fate == "",
        _other.c.shown.not_in(_FINAL),
    )
    .distinct()
)
_LIVE = (
    _ITEMS.with_only_columns(*(outbox.c[name] for name in ("id", "recipient_id", "channel", "ts")), *_ITEM)
    .where(among(nudges.c.recipient_id, "person_ids"), nudges.c.message_id.in_(_MAY_CHANGE), outbox.c.state == "sent")
    .order_by(outbox.c.sent_at, outbox.c.id, nudges.c.place)
)
_HISTORY = (
    select(outbox.c.sent_at, nudges.c.task, nudges.c.number, people.c.name)
    .join(outbox, outbox.c.id == nudges.c.message_id)
    .outerjoin(people, people.c.id == nudges.c.coach_id)
    .where(_OURS, _STANDS, nudges.c.recipient_id == bindparam("person_id"), outbox.c.state == "sent")
    .order_by(outbox.c.sent_at.desc(), outbox.c.id, nudges.c.place)
    .limit(bindparam("at_most"))
)
_OF_THIS = (nudges.c.workspace_id == bindparam("tenant"), nudges.c.message_id == bindparam("message"))
_FORGET = delete(nudges).where(*_OF_THIS)
_WRITE = insert(nudges)
_BEGIN = {
    name: engine.insert(nudges).on_conflict_do_nothing().returning(nudges.c.place)
    for name, engine in (("postgresql", postgresql), ("sqlite", sqlite))
}
_SHOW = update(nudges).where(*_OF_THIS, nudges.c.place == bindparam("at")).values(shown=bindparam("face"))


@dataclass(frozen=True, slots=True)
class Item:
    """A nudge of a message, which talk it is about (None for a digest), and its face when it was last drawn.

    `nudge.at` is when it was sent, or when it is due where it was not; `shown` is empty before it was drawn.
    """

    place: int
    nudge: SentNudge
    cycle_id: str | None
    coach_id: str | None
    shown: str


@dataclass(frozen=True, slots=True)
class LiveMessage:
    """A message that was sent, and its items in order, some of which may still come to stand otherwise."""

    id: str
    recipient_id: str
    channel: str
    ts: str
    items: tuple[Item, ...]


class Told(NamedTuple):
    """What a person was sent, at `at` in UTC; `coach` is the name of whose talk it was about, None for a digest."""

    at: datetime
    task: Task
    number: Number
    coach: str | None


class Nudges(Repository):
    """The nudges of the messages of a workspace."""

    async def write(
        self, message_id: str, recipient_id: str, found: Iterable[Nudge], passed: Iterable[Passed], day: date
    ) -> None:
        """Keep what a message of a recipient's day says, in its order, and what gave way to it.

        It replaces what was written of that message before.
        """
        whose = {"message_id": message_id, "workspace_id": self._workspace_id, "recipient_id": recipient_id, "day": day}
        rows = [{"task": one.task, "number": one.number, "fate": "", **_about(one.status)} for one in found]
        rows += [{"task": one.task, "number": one.number, "fate": one.fate, **_about(one.status)} for one in passed]
        await self._replace(message_id, [whose | row | {"place": at, "shown": ""} for at, row in enumerate(rows)])

    async def _replace(self, message_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
        first, rest = rows[:1], rows[1:]
        # Where the first place is free, nothing was written before. Nearly always it is: one statement for a message.
        if not first or (await self._run(_BEGIN[self._scope.connection.dialect.name], first[0])).first() is None:
            await self._run(_FORGET, {"tenant": self._workspace_id, "message": message_id})
            rest = rows
        if rest:
            await self._run(_WRITE, rest)

    async def of_message(self, message_id: str) -> list[Item]:
        """Return the nudges of a message, in its order."""
        return [_item(row) for row in await self._rows(_OF_MESSAGE, message_id=message_id)]

    async def live(self, person_ids: Iterable[str]) -> list[LiveMessage]:
        """Return the messages that people were sent in which something may come to stand otherwise, oldest first."""
        rows = await self._rows(_LIVE, person_ids=list(person_ids))
        found = groupby(rows, key=lambda row: row[:4])
        return [
            LiveMessage(id_, to, channel, ts, tuple(_item(row[4:]) for row in items))
            for (id_, to, channel, ts), items in found
        ]

    async def set_shown(self, message_id: str, faces: Sequence[str]) -> None:
        """Remember how the nudges of a message stand in it now: their faces, in its order."""
        rows = [
            {"tenant": self._workspace_id, "message": message_id, "at": place, "face": face}
            for place, face in enumerate(faces)
        ]
        if rows:
            await self._run(_SHOW, rows)

    async def history(self, person_id: str, limit: int) -> list[Told]:
        """Return what a person was sent by itself, the newest first."""
        rows = await self._rows(_HISTORY, person_id=person_id, at_most=limit)
        return [Told(at, Task(task), Number(number), coach) for at, task, number, coach in rows]


def nudge_of(row: Sequence[Any]) -> SentNudge:
    """Return the nudge that a row of `NUDGE` holds."""
    task, number, to, day, round_, talk_at, sent_at, due_at = row
    return SentNudge(Task(task), Number(number), to, day, sent_at or due_at, round_, talk_at)


def _item(row: Sequence[Any]) -> Item:
    place, cycle_id, coach_id, shown, *nudge = row
    return Item(place, nudge_of(nudge), cycle_id, coach_id, shown)


def _about(status: TalkStatus | None) -> dict[str, Any]:
    if status is None:
        return {"cycle_id": None, "coach_id": None, "round": "", "talk_at": None}
    talk = status.talk
    return {"cycle_id": talk.cycle_id, "coach_id": talk.coach_id, "round": talk.round, "talk_at": talk.at}
