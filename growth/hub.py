"""What App Home shows one person: what waits on them, whom they look after, and what an owner watches over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from growth.calendar import is_zone
from growth.cycles import Cycle, CycleState
from growth.desk import Desk
from growth.people import Person, Role
from growth.summary import GrowthSummary


@dataclass(frozen=True, slots=True)
class Stewardship:
    """What an owner watches over; names only, never content. `cohort` is how many coaches the cycle has."""

    cycle: Cycle | None
    state: CycleState
    cohort: int
    without_manager: tuple[str, ...]
    without_level: tuple[str, ...]
    without_zone: tuple[str, ...]
    undelivered: int


@dataclass(frozen=True, slots=True)
class Hub:
    """App Home of one person. `person` is None for somebody Trellis doesn't know."""

    person: Person | None
    desk: Desk | None = None
    summary: GrowthSummary | None = None
    coaches: tuple[Person, ...] = ()
    stewardship: Stewardship | None = None
    is_guest: bool = False
    first_visit: bool = False
    whom: tuple[str, ...] = ()


def steward(
    cycle: Cycle | None, state: CycleState, cohort: int, people: Iterable[Person], undelivered: int, today: date
) -> Stewardship:
    """Return what an owner should know of a workspace's people today."""
    coaches = sorted((person for person in people if person.is_coach(today)), key=lambda person: person.name.casefold())
    return Stewardship(
        cycle=cycle,
        state=state,
        cohort=cohort,
        without_manager=tuple(person.name for person in coaches if person.manager_id is None),
        without_level=tuple(person.name for person in coaches if person.level is None),
        without_zone=tuple(person.name for person in coaches if not person.tz or not is_zone(person.tz)),
        undelivered=undelivered,
    )


def owners(people: Iterable[Person], today: date) -> tuple[str, ...]:
    """Return the names of the owners who are here today: whom to ask."""
    return tuple(person.name for person in people if person.has(Role.OWNER) and person.is_active(today))
