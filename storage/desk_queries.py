"""The statement behind `storage.desks`: a coach, who holds their talks, and a half-year with their place in it."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from growth.calendar import local_day
from growth.cycles import Cycle, Member
from growth.desk import Reader
from growth.people import Person
from storage.cycles import CYCLE, PLACE
from storage.people import BY_SLACK, PERSON, person_of
from storage.repository import AnyRow
from storage.tables import cycle_members, cycles, manager_links, people

_MANAGER = people.alias("manager")
_READER = (_MANAGER.c.name, _MANAGER.c.tz)
_OURS = cycles.c.workspace_id == bindparam("workspace_id")
_newest = cycles.alias("newest")
_NEWEST = (
    select(_newest.c.id)
    .where(_newest.c.workspace_id == bindparam("workspace_id"))
    .order_by(_newest.c.opened_at.desc(), _newest.c.id)
    .limit(1)
    .scalar_subquery()
)


def _with(cycle_id: Any) -> Select[Any]:
    return (
        BY_SLACK.add_columns(*_READER, *CYCLE, *PLACE)
        .outerjoin(_MANAGER, _MANAGER.c.id == manager_links.c.manager_id)
        .outerjoin(cycles, _OURS & (cycles.c.id == cycle_id))
        .outerjoin(
            cycle_members, (cycle_members.c.cycle_id == cycles.c.id) & (cycle_members.c.person_id == people.c.id)
        )
    )


WITH_NEWEST = _with(_NEWEST)
TO_WRITE = _with(bindparam("cycle_id")).with_for_update(of=people, key_share=True)
"""Who writes to a coach's desk waits for everybody else who does, and then sees what they have written."""


class Seat(NamedTuple):
    """Who sits at a desk: the coach, who reads their assessment one day, and a half-year with their place in it."""

    person: Person
    reader: Reader | None
    cycle: Cycle | None
    place: Member | None

    def is_taken(self, now: datetime) -> bool:
        """Say whether the framework is about this person today."""
        return self.person.is_coach(local_day(now, self.person.tz))

    @property
    def zones(self) -> tuple[str, ...]:
        """The IANA zones of the coach and of who holds their talks."""
        return (self.person.tz, self.reader.tz) if self.reader else (self.person.tz,)


def seat_of(row: AnyRow) -> Seat:
    """Return what a row says."""
    values = iter(row[len(PERSON) :])
    reader, cycle, place = ([next(values) for _ in columns] for columns in (_READER, CYCLE, PLACE))
    return Seat(
        person_of(row),
        Reader(*reader) if reader[0] is not None else None,
        Cycle(*cycle) if cycle[0] is not None else None,
        Member(*place) if place[0] is not None else None,
    )
