"""What App Home shows one person: what waits on them, whom they look after, and what an owner watches over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from growth.calendar import is_zone
from growth.cycles import CLOSES_AFTER, Cycle, CycleState
from growth.desk import Desk
from growth.half_years import HalfYear, half_year, opening_day
from growth.nudges import Nudge, TalkStatus
from growth.people import Person, Role
from growth.summary import GrowthSummary

TALKS_AHEAD = (timedelta(days=14), timedelta(days=42))
"""When the talks of a half-year opened by hand begin and end, unless its owner says otherwise."""

JUNE = 6


@dataclass(frozen=True, slots=True)
class Stewardship:
    """What an owner watches over; names only, never content.

    `today` is the day in `zone`, in which the workspace's cycle days are read. `cycle` is the last one, open or not,
    `cohort` how many coaches it has, `coaches` how many are here today, `upcoming` what the calendar opens next.
    """

    today: date
    zone: str
    cycle: Cycle | None
    state: CycleState
    cohort: int
    coaches: int
    upcoming: HalfYear
    without_manager: tuple[str, ...]
    without_level: tuple[str, ...]
    without_zone: tuple[str, ...]
    undelivered: int

    @property
    def open_cycle(self) -> Cycle | None:
        """Return the cycle that is open, or None."""
        return None if self.state is CycleState.CLOSED else self.cycle

    @property
    def proposed(self) -> HalfYear:
        """Return what an owner opens by hand unless they say otherwise: the present half of the year, else the next."""
        present = half_year(self.today.year, 1 if self.today.month <= JUNE else 2).name
        taken = self.cycle is not None and self.cycle.name.casefold() == present.casefold()
        start, end = (self.today + ahead for ahead in TALKS_AHEAD)
        name = self.upcoming.name if taken else present
        return HalfYear(name, self.today, start, end, end + CLOSES_AFTER)

    @property
    def opens_next_on(self) -> date | None:
        """Return when the calendar opens what is upcoming, or None where the open cycle stays in its way."""
        return opening_day(self.upcoming, self.today, [self.cycle] if self.cycle else [])


@dataclass(frozen=True, slots=True)
class Hub:
    """App Home of one person. `person` is None for somebody Trellis doesn't know.

    `talk` is theirs as a coach, `talks` are those they hold as a manager; `coming` is what Trellis will tell them
    next, by day. `now` is the moment it is drawn at, without which nothing is said of talks.
    """

    person: Person | None
    desk: Desk | None = None
    summary: GrowthSummary | None = None
    coaches: tuple[Person, ...] = ()
    stewardship: Stewardship | None = None
    is_guest: bool = False
    first_visit: bool = False
    whom: tuple[str, ...] = ()
    now: datetime | None = None
    talk: TalkStatus | None = None
    talks: tuple[TalkStatus, ...] = ()
    coming: tuple[Nudge, ...] = ()


def steward(
    today: date,
    zone: str,
    people: Iterable[Person],
    *,
    cycle: Cycle | None,
    state: CycleState,
    cohort: int,
    upcoming: HalfYear,
    undelivered: int,
) -> Stewardship:
    """Return what an owner should know of a workspace, and of its people by name."""
    coaches = sorted((person for person in people if person.is_coach(today)), key=lambda person: person.name.casefold())
    return Stewardship(
        today=today,
        zone=zone,
        cycle=cycle,
        state=state,
        cohort=cohort,
        coaches=len(coaches),
        upcoming=upcoming,
        without_manager=tuple(person.name for person in coaches if person.manager_id is None),
        without_level=tuple(person.name for person in coaches if person.level is None),
        without_zone=tuple(person.name for person in coaches if not person.tz or not is_zone(person.tz)),
        undelivered=undelivered,
    )


def owners(people: Iterable[Person], today: date) -> tuple[str, ...]:
    """Return the names of the owners who are here today: whom to ask."""
    return tuple(person.name for person in people if person.has(Role.OWNER) and person.is_active(today))
