"""The half-year: when a cycle opens, who belongs to it, until when each may answer.

Does not open anything by itself: an owner does, or the calendar job.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from growth.calendar import end_of_day, local_day, spoken
from growth.errors import InvalidCycle
from growth.people import Person

CLOSES_AFTER = timedelta(days=16)
"""How long after the talk window a cycle opened by hand stays open (domain rule 3.12)."""

FIRST_LOOK = timedelta(days=90)
"""Who joined less than this before the talk window takes a first look (domain rule 3.12)."""

DRAFTS_STAY = timedelta(days=30)
"""How long after closing a draft stays with its author (domain rule 3.12)."""

FURTHEST = timedelta(days=366)
"""How far from today a talk window may end: nobody means a later day, and the last of all years has no day after."""

LONGEST_NAME = 40

LAST_ZONE = "Etc/GMT+12"
"""Where on Earth a day ends last: twelve hours behind UTC."""


class CycleState(StrEnum):
    """Where a cycle stands; derived from its days, never stored."""

    PLANNED = "planned"
    OPEN = "open"
    TALKING = "talking"
    CLOSING = "closing"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Cycle:
    """One half-year. Days are calendar days; `opened_at` and `closed_at` are UTC moments."""

    id: str
    name: str
    framework_id: str
    opens_on: date
    window_start: date
    window_end: date
    closes_on: date
    opened_at: datetime
    closed_at: datetime | None = None

    def state(self, now: datetime, tz: str) -> CycleState:
        """Return where the cycle stands at `now`, its days read in the zone `tz`."""
        today = local_day(now, tz)
        if self.closed_at is not None or today > self.closes_on:
            return CycleState.CLOSED
        if today > self.window_end:
            return CycleState.CLOSING
        if today >= self.window_start:
            return CycleState.TALKING
        return CycleState.OPEN if now >= self.opened_at else CycleState.PLANNED

    def deadline(self, *zones: str) -> datetime:
        """Return the last moment to answer, in UTC: end of day in the subject's zone, for a pair the later."""
        deadline = max(end_of_day(self.closes_on, tz) for tz in (zones or ("",)))
        return deadline if self.closed_at is None else min(deadline, self.closed_at)

    def last_day(self, tz: str) -> date:
        """Return the local day on which it closes, or closed where that was earlier."""
        return self.closes_on if self.closed_at is None else min(self.closes_on, local_day(self.closed_at, tz))

    @property
    def over_at(self) -> datetime:
        """The moment, in UTC, at which its closing day is over for everybody, wherever they are."""
        return end_of_day(self.closes_on, LAST_ZONE)

    def put_off(self, window_start: date, window_end: date, closes_on: date) -> "Cycle":
        """Return the cycle as it is for a pair whose talk leave put off: with days of its own, whoever it closed for.

        For this pair pages stay open till its own closing (domain rule 3.12).
        """
        return replace(self, window_start=window_start, window_end=window_end, closes_on=closes_on, closed_at=None)

    def accepts(self, now: datetime, *zones: str) -> bool:
        """Say whether people of these zones may still answer."""
        return now < self.deadline(*zones)


@dataclass(frozen=True, slots=True)
class Member:
    """A coach of a cycle's cohort, as they were when they joined it; `level` is frozen (domain rule 1.2).

    `joined_on` is the calendar day on which they did, None where it was not kept.
    """

    person_id: str
    level: str | None
    manager_id: str | None
    tz: str
    first_look: bool
    joined_on: date | None = None


def plan_cycle(
    name: str,
    window: tuple[date, date],
    today: date,
    existing: Iterable[Cycle],
    *,
    new_id: str,
    framework_id: str,
    now: datetime,
    closes_on: date | None = None,
) -> Cycle:
    """Return the cycle that opens now for a talk window; raise InvalidCycle with the remedy.

    `today` is the calendar day of the workspace's zone. It closes 16 days after the window where nothing else is said.
    """
    name = " ".join(name.split())
    start, end = window
    cycles = list(existing)
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InvalidCycle(
            f"Give the cycle a name of 1 to {LONGEST_NAME} characters that can be seen, such as 2026-H1.", "name"
        )
    if end < start:
        raise InvalidCycle(
            f"The window ends on {spoken(end, year=True)}, before it starts: swap the two days.", "window_end"
        )
    if end < today:
        raise InvalidCycle(
            f"The window ended on {spoken(end, year=True)}: choose days that are still to come.", "window_end"
        )
    if end - today > FURTHEST:
        raise InvalidCycle(
            f"The window ends on {spoken(end, year=True)}, more than a year from now: choose nearer days.", "window_end"
        )
    for cycle in cycles:
        if cycle.closed_at is None and today <= cycle.closes_on:
            raise InvalidCycle(f"{cycle.name} is open: close it first with `trellis cycle close {cycle.name}`.")
        if cycle.name.casefold() == name.casefold():
            raise InvalidCycle(f"There was a cycle {cycle.name} before: give this one another name.", "name")
    return Cycle(new_id, name, framework_id, today, start, end, closes_on or end + CLOSES_AFTER, opened_at=now)


def joiners(cycle: Cycle, people: Iterable[Person], cohort: Iterable[Member], today: date) -> list[Member]:
    """Return who joins the cohort today: coaches not in it yet, until the talk window is over."""
    if today > cycle.window_end:
        return []
    known = {member.person_id for member in cohort}
    return [member_of(cycle, person, today) for person in people if person.is_coach(today) and person.id not in known]


def member_of(cycle: Cycle, person: Person, today: date) -> Member:
    """Return a coach as they enter a cohort today."""
    joined = person.joined_on
    first_look = joined is not None and cycle.window_start - joined < FIRST_LOOK
    return Member(person.id, person.level, person.manager_id, person.tz, first_look, today)
