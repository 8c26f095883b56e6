"""When to look again at what is due to each person, and all that decides it, of many people at once.

What is due is decided by `growth.agenda`; whoever changes what that stands on touches the agendas of both people of
the talk in the same transaction.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select, true, union, update
from sqlalchemy.dialects import postgresql, sqlite

from growth.agenda import Agenda
from storage.agenda_laying import Laying
from storage.frameworks import Frameworks
from storage.installations import InstallationState
from storage.repository import Repository, Scope
from storage.tables import agendas, cycle_members, cycles, installations, manager_links

AT_LEAST_EVERY = timedelta(days=7)
"""How often everyone of an open cycle is looked at, whatever was forgotten to be touched."""

_WORKSPACE: BindParameter[str] = bindparam("workspace_id")
_OURS = agendas.c.workspace_id == _WORKSPACE
_DUE = (
    select(agendas.c.person_id)
    .where(_OURS, agendas.c.due_at <= bindparam("now"))
    .order_by(agendas.c.due_at)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
_LINKS = (manager_links.c.workspace_id == _WORKSPACE, manager_links.c.until.is_(None))
_AROUND = union(
    select(manager_links.c.manager_id).where(*_LINKS, manager_links.c.coach_id == bindparam("person_id")),
    select(manager_links.c.coach_id).where(*_LINKS, manager_links.c.manager_id == bindparam("person_id")),
)
_LOOKED = (
    update(agendas)
    .where(agendas.c.workspace_id == bindparam("tenant"), agendas.c.person_id == bindparam("person"))
    .values(due_at=bindparam("next"), looked_at=bindparam("now"))
)
_ALL_DUE = (
    update(agendas)
    .where(
        agendas.c.workspace_id == bindparam("tenant"),
        agendas.c.due_at.is_(None) | (agendas.c.due_at > bindparam("now")),
    )
    .values(due_at=bindparam("now"))
)


def _both_of(*which: Any) -> Select[Any]:
    """Return a statement that finds the coaches of some places in cohorts, and the managers they have now."""
    coaches = (
        select(cycle_members.c.person_id)
        .join(cycles, cycles.c.id == cycle_members.c.cycle_id)
        .where(cycles.c.workspace_id == _WORKSPACE, *which)
    )
    managers = select(manager_links.c.manager_id).where(
        manager_links.c.workspace_id == _WORKSPACE,
        manager_links.c.until.is_(None),
        manager_links.c.coach_id.in_(coaches),
    )
    everyone = union(coaches, managers).subquery()
    # In one order, so that two who touch the same people wait for each other and never both.
    return (
        select(everyone.c.person_id, _WORKSPACE, bindparam("now", type_=agendas.c.due_at.type))
        .where(true())
        .order_by(everyone.c.person_id)
    )


_OF_CYCLE = _both_of(cycles.c.id == bindparam("cycle_id"))
_OF_OPEN_CYCLES = _both_of(cycles.c.closed_at.is_(None))
_first = (
    select(agendas.c.due_at)
    .where(agendas.c.workspace_id == installations.c.workspace_id, agendas.c.due_at <= bindparam("now"))
    .order_by(agendas.c.due_at)
    .limit(1)
    .scalar_subquery()
)
_ACTIVE = installations.c.state == InstallationState.ACTIVE.value
_WORKSPACES = (
    select(installations.c.workspace_id)
    .where(_ACTIVE, _first.is_not(None))
    .order_by(_first, installations.c.workspace_id)
    .limit(bindparam("at_most"))
)
_next = (
    select(agendas.c.due_at)
    .where(agendas.c.workspace_id == installations.c.workspace_id, agendas.c.due_at > bindparam("after"))
    .order_by(agendas.c.due_at)
    .limit(1)
    .scalar_subquery()
)
_NEXT = select(func.min(_next)).where(_ACTIVE)


class AgendasDue(Repository):
    """The agendas of all workspaces."""

    async def workspaces(self, now: datetime, limit: int) -> list[str]:
        """Return the ids of workspaces with the bot where somebody is to be looked at, the longest due first."""
        return list((await self._run(_WORKSPACES, {"now": now, "at_most": limit})).scalars())

    async def next_due(self, after: datetime) -> datetime | None:
        """Return the first moment later than `after` at which somebody is to be looked at, or None."""
        found: datetime | None = (await self._run(_NEXT, {"after": after})).scalar()
        return found


class Agendas(Repository):
    """The agendas of the people of a workspace."""

    def __init__(self, scope: Scope, frameworks: Frameworks) -> None:
        super().__init__(scope)
        self._laying = Laying(scope, frameworks)

    async def touch(self, person_ids: Iterable[str]) -> None:
        """Have people looked at now, because something changed that decides what is due to them."""
        rows = [
            {"person_id": person_id, "workspace_id": self._workspace_id, "due_at": self._scope.now}
            for person_id in sorted(set(person_ids))
        ]
        if rows:
            await self._run(_pulled_in(self._insert(agendas)), rows)

    async def touch_around(self, person_id: str) -> None:
        """Have a person looked at now, and those with whom they have talks: one's days decide on the other's, too."""
        others = await self._rows(_AROUND, person_id=person_id)
        await self.touch([person_id, *(other for (other,) in others)])

    async def touch_cycle(self, cycle_id: str) -> int:
        """Have everyone of a cycle's cohort looked at now, and the managers they have now; return how many that is."""
        return await self._pull_in(_OF_CYCLE, {"cycle_id": cycle_id, "now": self._scope.now})

    async def touch_all(self) -> int:
        """Have everybody of this workspace looked at now, also who holds their first talk; return how many that is."""
        now = self._scope.now
        known = (await self._run(_ALL_DUE, {"tenant": self._workspace_id, "now": now})).rowcount
        return known + await self._pull_in(_OF_OPEN_CYCLES, {"now": now})

    async def heal(self, now: datetime) -> int:
        """Have those of open cycles looked at whom nobody looked at for a week; return how many that is.

        Also those whom a clock that was ahead has looked at: they may wait for a day that is far off.
        """
        looked = agendas.c.looked_at
        unseen = looked.is_(None) | (looked <= now - AT_LEAST_EVERY) | (looked > now)
        return await self._pull_in(_OF_OPEN_CYCLES, {"now": now}, unseen)

    async def claim_due(self, now: datetime, limit: int) -> list[str]:
        """Return up to `limit` people to be looked at, the longest due first, until this transaction ends its alone.

        Nobody is due any more only by `look_again` in the same transaction.
        """
        return [row.person_id for row in await self._rows(_DUE, now=now, at_most=limit)]

    async def look_again(self, when: Mapping[str, datetime | None]) -> None:
        """Keep when to look at people again, in UTC: {person id: moment, or None for not before something changes}."""
        rows = [
            {"tenant": self._workspace_id, "person": person_id, "next": moment, "now": self._scope.now}
            for person_id, moment in when.items()
        ]
        if rows:
            await self._run(_LOOKED, rows)

    async def load(self, person_ids: Iterable[str], now: datetime) -> dict[str, Agenda]:
        """Return {person id: agenda}, in as many statements for many as for one; who is not here any more has none.

        It holds what the person may know: of the talks they hold for others, nothing of the coach's work.
        """
        return await self._laying.lay(list(person_ids), now)

    async def _pull_in(self, whom: Select[Any], parameters: Mapping[str, Any], *which: ColumnElement[bool]) -> int:
        insert = self._insert(agendas).from_select(["person_id", "workspace_id", "due_at"], whom)
        upsert = _pulled_in(insert, *which).execution_options(preserve_rowcount=True)
        return (await self._run(upsert, {"workspace_id": self._workspace_id, **parameters})).rowcount


def _pulled_in(insert: postgresql.Insert | sqlite.Insert, *which: ColumnElement[bool]) -> Any:
    """Return an insert of agendas that are due which makes those that are there due, too, unless they have been."""
    due_at = insert.excluded.due_at
    later = and_(or_(agendas.c.due_at.is_(None), agendas.c.due_at > due_at), *which)
    return insert.on_conflict_do_update(index_elements=["person_id"], set_={"due_at": due_at}, where=later)
