"""Where half-years and their cohorts are kept."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select, update

from growth.cycles import Cycle, Member
from storage.repository import AnyRow, Repository
from storage.tables import cycle_members, cycles, talks, workspaces

CYCLE = tuple(
    cycles.c[name]
    for name in (
        *("id", "name", "framework_id", "opens_on", "window_start"),
        *("window_end", "closes_on", "opened_at", "closed_at"),
    )
)
"""The columns of a `Cycle`, in its order."""

PLACE = tuple(cycle_members.c[name] for name in ("person_id", "level", "manager_id", "tz", "first_look", "joined_on"))
"""The columns of a `Member`, in its order."""

OWN_DAYS = tuple(talks.c[name] for name in ("window_start", "window_end", "closes_on"))
"""The days of a talk that leave put off, all None for any other."""

_ALL: Select[Any] = (
    select(*CYCLE)
    .where(cycles.c.workspace_id == bindparam("workspace_id"))
    .order_by(cycles.c.opened_at.desc(), cycles.c.id)
)
_BY_ID = _ALL.where(cycles.c.id == bindparam("cycle_id"))
_LAST = _ALL.limit(1)
_CURRENT = _LAST.where(cycles.c.closed_at.is_(None), cycles.c.opened_at <= bindparam("now"))

_COHORT: Select[Any] = (
    select(*PLACE)
    .where(cycle_members.c.workspace_id == bindparam("workspace_id"), cycle_members.c.cycle_id == bindparam("cycle_id"))
    .order_by(cycle_members.c.person_id)
)
_MEMBER = _COHORT.where(cycle_members.c.person_id == bindparam("person_id"))
_ALONE = select(workspaces.c.id).where(workspaces.c.id == bindparam("workspace_id")).with_for_update(key_share=True)


class Cycles(Repository):
    """The half-years of a workspace, newest first."""

    async def current(self, now: datetime) -> Cycle | None:
        """Return the newest cycle that was opened and not closed, or None; its days may be over (`Cycle.state`)."""
        return _first(await self._rows(_CURRENT, now=now))

    async def last(self) -> Cycle | None:
        """Return the newest cycle, closed or not, or None."""
        return _first(await self._rows(_LAST))

    async def get(self, cycle_id: str) -> Cycle | None:
        """Return the cycle of an id, or None."""
        return _first(await self._rows(_BY_ID, cycle_id=cycle_id))

    async def named(self, name: str) -> Cycle | None:
        """Return the cycle of a name, whatever its case, or None."""
        wanted = " ".join(name.split()).casefold()
        return next((cycle for cycle in await self.all() if cycle.name.casefold() == wanted), None)

    async def all(self) -> list[Cycle]:
        """Return every cycle, newest first."""
        return [Cycle(*row) for row in await self._rows(_ALL)]

    async def alone(self) -> None:
        """Let nobody else open or close cycles of this workspace until this transaction ends; ask before reading."""
        await self._rows(_ALONE)

    async def add(self, cycle: Cycle, members: Iterable[Member]) -> None:
        """Keep a new cycle with its cohort; raise Conflict where its name is taken."""
        row = asdict(cycle) | {"workspace_id": self._workspace_id}
        await self._run(self._insert(cycles), row | self._stamps())
        await self.join(cycle.id, members)

    async def close(self, cycle_id: str, now: datetime) -> None:
        """Close a cycle at `now`; one that is closed stays as it is."""
        await self._run(
            update(cycles)
            .where(cycles.c.workspace_id == self._workspace_id, cycles.c.id == cycle_id, cycles.c.closed_at.is_(None))
            .values(closed_at=now, updated_at=self._scope.now, version=cycles.c.version + 1)
        )

    async def reschedule(self, cycle: Cycle) -> None:
        """Give an open cycle the talk window and the closing day of `cycle`; one that is closed stays as it is."""
        await self._run(
            update(cycles)
            .where(cycles.c.workspace_id == self._workspace_id, cycles.c.id == cycle.id, cycles.c.closed_at.is_(None))
            .values(
                window_start=cycle.window_start,
                window_end=cycle.window_end,
                closes_on=cycle.closes_on,
                updated_at=self._scope.now,
                version=cycles.c.version + 1,
            )
        )

    async def cohort(self, cycle_id: str) -> list[Member]:
        """Return everyone of a cycle's cohort as they were when they joined it."""
        return [Member(*row) for row in await self._rows(_COHORT, cycle_id=cycle_id)]

    async def member(self, cycle_id: str, person_id: str) -> Member | None:
        """Return one of a cycle's cohort, or None."""
        row = await self._row(_MEMBER, cycle_id=cycle_id, person_id=person_id)
        return Member(*row) if row else None

    async def join(self, cycle_id: str, members: Iterable[Member]) -> None:
        """Add people to a cycle's cohort; who is in it stays as they were."""
        rows = [asdict(member) | {"cycle_id": cycle_id, "workspace_id": self._workspace_id} for member in members]
        if rows:
            await self._run(self._insert(cycle_members).on_conflict_do_nothing(), rows)

    async def fill_level(self, cycle_id: str, person_id: str, level: str) -> None:
        """Freeze the level of someone who joined a cycle without one; a frozen level never changes."""
        await self._run(
            update(cycle_members)
            .where(
                cycle_members.c.workspace_id == self._workspace_id,
                cycle_members.c.cycle_id == cycle_id,
                cycle_members.c.person_id == person_id,
                cycle_members.c.level.is_(None),
            )
            .values(level=level)
        )


def cycle_of(row: Sequence[Any], own_days: Sequence[Any]) -> Cycle:
    """Return the cycle of a row of `CYCLE`, as it is for a pair with `OWN_DAYS`."""
    cycle = Cycle(*row)
    return cycle if own_days[0] is None else cycle.put_off(*own_days)


def _first(rows: Sequence[AnyRow]) -> Cycle | None:
    return Cycle(*rows[0]) if rows else None
