"""What the bot will say: put in the same transaction as its cause, claimed when due, told how it went.

It holds ids only; words are rendered at sending. A message is sent at least once: a process that dies between
sending and recording leaves a lease that runs out, and `Message.attempts` then says that it was tried before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.ids import new_id
from storage.repository import Repository
from storage.tables import outbox

Id = str | int | bool | None
"""What a payload may hold."""

LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Message:
    """Something claimed to be sent. `attempts` counts this one; `due_at` is when it was first due, in UTC."""

    id: str
    workspace_id: str
    kind: str
    recipient_id: str | None
    payload: Mapping[str, Id]
    due_at: datetime
    attempts: int
    channel: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where and when (`ts`) a message stands in Slack."""

    message_id: str
    channel: str
    ts: str


_MESSAGE = ("id", "workspace_id", "kind", "recipient_id", "payload", "due_at", "attempts", "channel")
_DUE = (
    select(outbox.c.id)
    .where(outbox.c.state == "due", outbox.c.due_at <= bindparam("now"))
    .order_by(outbox.c.due_at)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
    .cte("ready")
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(select(_DUE.c.id)))
    .values(
        state="sending",
        lease_until=bindparam("lease_end"),
        leased_by=bindparam("worker"),
        attempts=outbox.c.attempts + 1,
    )
    .returning(*(outbox.c[name] for name in _MESSAGE))
)
_RELEASE = (
    update(outbox)
    .where(outbox.c.state == "sending", outbox.c.lease_until <= bindparam("now"))
    .values(state="due", lease_until=None, leased_by=None)
)
_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("message_id"))
    .values(
        state="sent",
        channel=bindparam("channel"),
        ts=bindparam("ts"),
        sent_at=bindparam("now"),
        lease_until=None,
        leased_by=None,
        error=None,
    )
)
_NEXT = select(func.min(outbox.c.due_at)).where(outbox.c.state == "due", outbox.c.due_at > bindparam("after"))


def _open(insert: postgresql.Insert | sqlite.Insert) -> Any:
    """Return an insert of a message that opens one of its key again which came to nothing; it returns the id."""
    opened: dict[str, Any] = {name: insert.excluded[name] for name in ("payload", "due_at", "state")}
    return insert.on_conflict_do_update(
        index_elements=["workspace_id", "key"],
        set_=opened | {"attempts": 1, "error": None},
        where=outbox.c.state.in_(["dropped", "failed"]),
    ).returning(outbox.c.id)


_OPEN = {"postgresql": _open(postgresql.insert(outbox)), "sqlite": _open(sqlite.insert(outbox))}
"""Built once, because a planner runs it for every person of a half-year in the same minute."""

_FAILED = select(func.count()).where(outbox.c.workspace_id == bindparam("workspace_id"), outbox.c.state == "failed")


class Outbox(Repository):
    """The messages of a workspace, or of all where the transaction is bound to none."""

    async def put(
        self,
        kind: str,
        recipient_id: str | None,
        payload: Mapping[str, Id],
        *,
        key: str,
        due_at: datetime,
        workspace_id: str | None = None,
    ) -> bool:
        """Plan a message and return True, or False where this workspace has one of that key already.

        Raise ValueError for a payload that holds words: each value is an id, a number, a flag or None.
        """
        row = self._row_of(kind, recipient_id, payload, key, due_at, workspace_id)
        return await self._insert_if_new(outbox, row)

    async def put_again(
        self,
        kind: str,
        recipient_id: str | None,
        payload: Mapping[str, Id],
        *,
        key: str,
        due_at: datetime,
        workspace_id: str | None = None,
    ) -> str | None:
        """Plan a message and return its id, or None where one of that key is still to be said, or was.

        One that was dropped or given up is opened again; it counts as tried once, because it may have arrived after
        all. Raise ValueError as `put` does.
        """
        row = self._row_of(kind, recipient_id, payload, key, due_at, workspace_id)
        found: str | None = (await self._run(_OPEN[self._scope.connection.dialect.name], row)).scalar()
        return found

    async def claim_due(self, now: datetime, limit: int, lease: timedelta) -> list[Message]:
        """Return up to `limit` messages that are due and now this process's to send until the lease runs out.

        No two claims return the same message while its lease lasts; one whose lease ran out is due again.
        """
        await self._run(_RELEASE, {"now": now})
        claim = {"now": now, "at_most": limit, "lease_end": now + lease, "worker": self._scope.worker}
        rows = (await self._run(_CLAIM, claim)).all()
        return sorted((Message(*row) for row in rows), key=lambda message: (message.due_at, message.id))

    async def mark_sent(self, message_id: str, channel: str, ts: str, now: datetime) -> None:
        """Record that a message stands in a conversation (D…, C…) at Slack's `ts`."""
        await self.mark_all_sent([Receipt(message_id, channel, ts)], now)

    async def mark_all_sent(self, receipts: Sequence[Receipt], now: datetime) -> None:
        """Record several sent messages at once."""
        rows = [{"message_id": r.message_id, "channel": r.channel, "ts": r.ts, "now": now} for r in receipts]
        if rows:
            await self._run(_SENT, rows)

    async def mark_failed(self, message_id: str, error: str) -> None:
        """Give a message up for good; `error` is Slack's short code. One that was sent meanwhile stays sent."""
        await self._end(message_id, "failed", error)

    async def drop(self, message_id: str) -> None:
        """Record that a claimed message is not needed any more."""
        await self._end(message_id, "dropped", None)

    async def postpone(self, message_id: str, until: datetime, error: str | None) -> None:
        """Put a claimed message back until a later moment; `error` is the short code of what was in the way."""
        await self._run(
            update(outbox)
            .where(outbox.c.id == message_id, *self._claimed_here())
            .values(state="due", due_at=until, error=error, lease_until=None, leased_by=None)
        )

    async def failed(self) -> int:
        """Return how many messages of this workspace were given up."""
        return int((await self._run(_FAILED, {"workspace_id": self._workspace_id})).scalar_one())

    async def cancel_all(self, workspace_id: str) -> int:
        """Drop what was still to be said in a workspace; return how many. What is being sent may still arrive."""
        waiting = outbox.c.state.in_(["due", "sending"])
        statement = update(outbox).where(outbox.c.workspace_id == workspace_id, waiting)
        return (await self._run(statement.values(state="dropped", lease_until=None, leased_by=None))).rowcount

    async def next_due(self, after: datetime) -> datetime | None:
        """Return the first moment later than `after` at which something is due, or None."""
        found: datetime | None = (await self._run(_NEXT, {"after": after})).scalar()
        return found

    def _row_of(
        self,
        kind: str,
        recipient_id: str | None,
        payload: Mapping[str, Id],
        key: str,
        due_at: datetime,
        workspace_id: str | None,
    ) -> dict[str, Any]:
        for value in payload.values():
            if isinstance(value, str) and (len(value) > LONGEST_ID or value.split() not in ([value], [])):
                raise ValueError("An outbox payload holds ids, never words.")
        row: dict[str, Any] = {"id": new_id(), "workspace_id": workspace_id or self._workspace_id}
        row |= {"key": key, "kind": kind, "recipient_id": recipient_id, "payload": dict(payload), "due_at": due_at}
        return row | {"state": "due", "attempts": 0, "created_at": self._scope.now}

    async def _end(self, message_id: str, state: str, error: str | None) -> None:
        await self._run(
            update(outbox)
            .where(outbox.c.id == message_id, *self._claimed_here())
            .values(state=state, error=error, lease_until=None, leased_by=None)
        )

    def _claimed_here(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        """Return the condition that this process still holds the message: a lost lease records nothing."""
        return outbox.c.state == "sending", outbox.c.leased_by == self._scope.worker
