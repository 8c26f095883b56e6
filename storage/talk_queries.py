"""The statements behind talks: their cycle, the coach's place in its cohort, what is known, and who holds them.

A talk needs no row of its own: it is there as soon as the coach is in the cohort.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from growth.cycles import Cycle
from growth.diary import Leave
from growth.talks import Days, Deferral, Talk, days_of
from storage.cycles import CYCLE
from storage.tables import cycle_members, cycles, manager_links, talks

_KNOWN = ("at", "set_at", "set_by", "held_at", "passed_on_at", "went_without", "checked_in")
_DEFERRAL = ("leave_id", "leave_first", "leave_last", "since", "window_start", "window_end", "closes_on", "had")
COLUMNS = (*_KNOWN, *_DEFERRAL)
"""What a talk's row says besides whose it is."""

_PAIR = (
    *(cycle_members.c[name] for name in ("person_id", "level", "joined_on")),
    manager_links.c.manager_id,
    manager_links.c.since,
)
TALK = (*CYCLE, *_PAIR, *(talks.c[name] for name in COLUMNS))
"""What `place_of` reads."""

TALKS: Select[Any] = (
    select(*TALK)
    .select_from(cycle_members)
    .join(cycles, cycles.c.id == cycle_members.c.cycle_id)
    .outerjoin(manager_links, (manager_links.c.coach_id == cycle_members.c.person_id) & manager_links.c.until.is_(None))
    .outerjoin(talks, (talks.c.cycle_id == cycle_members.c.cycle_id) & (talks.c.coach_id == cycle_members.c.person_id))
    .where(cycle_members.c.workspace_id == bindparam("workspace_id"))
)
OF_PAIR = TALKS.where(
    cycle_members.c.cycle_id == bindparam("cycle_id"), cycle_members.c.person_id == bindparam("coach_id")
)
OF_COACH = TALKS.where(
    cycle_members.c.person_id == bindparam("coach_id"),
    cycles.c.closed_at.is_(None) | (talks.c.closes_on >= bindparam("yesterday")),
).order_by(cycles.c.opened_at.desc(), cycles.c.id)


class Place(NamedTuple):
    """A coach's place in a cycle, with who is linked to them as their manager, here or not any more."""

    cycle: Cycle
    coach_id: str
    level: str | None
    joined_on: date | None
    manager_id: str | None
    manager_since: date | None
    known: Sequence[Any]

    def talk(self, *, manager_is_here: bool) -> Talk:
        """Return the talk, without a manager where that person is not here any more."""
        together = [day for day in (self.joined_on, self.manager_since) if day is not None]
        manager_id = self.manager_id if manager_is_here else None
        days = days_of(self.cycle, max(together, default=None))
        if self.known[_KNOWN.index("went_without")] is None:  # there is no row
            return Talk(self.cycle.id, self.coach_id, manager_id, days)
        known = (*self.known[: len(_KNOWN)], _deferral(*self.known[len(_KNOWN) :]))
        return Talk(self.cycle.id, self.coach_id, manager_id, days, *known)


def place_of(row: Sequence[Any]) -> Place:
    """Return what a row of `TALK` holds."""
    pair = len(CYCLE) + len(_PAIR)
    coach_id, level, joined_on, manager_id, since = row[len(CYCLE) : pair]
    return Place(Cycle(*row[: len(CYCLE)]), coach_id, level, joined_on, manager_id, since, row[pair : len(TALK)])


def columns_of(talk: Talk) -> dict[str, Any]:
    """Return what a talk's row says besides whose it is."""
    row = {name: getattr(talk, name) for name in _KNOWN} | dict.fromkeys(_DEFERRAL)
    if (put_off := talk.deferral) is not None:
        leave, days = put_off.leave, put_off.days
        row |= {"leave_id": leave.id, "leave_first": leave.first, "leave_last": leave.last, "had": put_off.had}
        row |= {"since": days.since, "closes_on": days.closes_on}
        row |= {"window_start": days.start, "window_end": days.end}
    return row


def _deferral(
    leave_id: str | None,
    leave_first: date,
    leave_last: date,
    since: date,
    start: date,
    end: date,
    closes_on: date,
    had: datetime | None,
) -> Deferral | None:
    if leave_id is None:
        return None
    return Deferral(Leave(leave_first, leave_last, leave_id), Days(since, start, end, closes_on), had)
