"""What one coach's self-assessment stands on at a moment, and where a click or a reopened form lands.

Does not load anything: `storage.desks` lays the desk.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from framework.model import Framework
from growth.assessment import (
    Answer,
    Assessment,
    Page,
    Purpose,
    State,
    asks_for_specialisms,
    landing_page,
    pages,
)
from growth.cycles import Cycle, Member
from growth.evidence import Evidence
from growth.people import Person

SPECIALISMS_PAGE = 0


class Standing(StrEnum):
    """Whether there is an assessment to work on, and if not, why."""

    READY = "ready"
    UNKNOWN = "unknown"
    NOT_A_COACH = "not_a_coach"
    NO_LEVEL = "no_level"
    LEVEL_GONE = "level_gone"
    NOTHING_THERE = "nothing_there"


@dataclass(frozen=True, slots=True)
class FormPosition:
    """Which visit of a page wrote last, the moment of its last click, and the visit that moved on from its page."""

    visit: str | None = None
    last_action_ts: str | None = None
    closed_visit: str | None = None

    def is_outdated(self, visit: str, action_ts: str) -> bool:
        """Say whether a click is older than what its own window has sent since; its state is then older, too."""
        if self.has_left(visit):
            return True
        if visit != self.visit or self.last_action_ts is None:
            return False
        return _moment(action_ts) <= _moment(self.last_action_ts)

    def has_left(self, visit: str) -> bool:
        """Say whether this visit has moved on from its page."""
        return visit == self.closed_visit


def _moment(ts: str) -> Decimal:
    try:
        return Decimal(ts)
    except InvalidOperation:
        return Decimal(0)


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was chosen in the last assessment submitted before this one, by the competencies' present keys: no words."""

    answers: Mapping[str, Answer]
    specialisms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who holds the coach's talks, and reads their assessment once both have submitted: their name and IANA zone."""

    name: str
    tz: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the self-assessment of one coach needs."""

    standing: Standing
    person: Person | None = None
    framework: Framework | None = None
    cycle: Cycle | None = None
    work: Assessment | None = None
    position: FormPosition = field(default_factory=FormPosition)
    before: LastTime | None = None
    practice: Assessment | None = None
    reader: Reader | None = None
    evidence: Mapping[str, Sequence[Evidence]] = field(default_factory=dict)
    accepts: bool = True
    whom: tuple[str, ...] = ()

    @property
    def zone(self) -> str:
        """The coach's IANA zone, empty where it is unknown."""
        return self.person.tz if self.person else ""

    @property
    def ready(self) -> tuple[Framework, Assessment]:
        """Return the framework and the assessment of a READY desk; raise ValueError for any other."""
        if self.framework is None or self.work is None:
            raise ValueError(self.standing)
        return self.framework, self.work

    @property
    def may_take_over(self) -> bool:
        """Whether a practice of the same level and framework can become this cycle's first answers."""
        if self.work is None or self.work.cycle_id is None or self.work.answers or self.practice is None:
            return False
        return bool(self.practice.answers) and (self.practice.framework_id, self.practice.level) == (
            self.work.framework_id,
            self.work.level,
        )

    def with_work(self, work: Assessment) -> "Desk":
        """Return the same desk with another state of the assessment on it."""
        return replace(self, work=work)


def blank(person: Person, level: str, framework_id: str, cycle: Cycle | None, member: Member | None) -> Assessment:
    """Return the assessment nobody has answered yet: a cycle's, or practice where there is none."""
    purpose = Purpose.PRACTICE
    if cycle is not None:
        purpose = Purpose.BASELINE if member is not None and member.first_look else Purpose.TALK
    return Assessment(
        subject_id=person.id,
        author_id=person.id,
        framework_id=framework_id,
        level=level,
        purpose=purpose,
        cycle_id=cycle.id if cycle is not None else None,
    )


def landing(framework: Framework, work: Assessment) -> int:
    """Return the number of the page a reopened form lands on: specialisms 0, the review one past the last."""
    if asks_for_specialisms(framework, work) and work.specialisms is None:
        return SPECIALISMS_PAGE
    page = landing_page(framework, work)
    return page.number if page is not None else review_number(framework)


def review_number(framework: Framework) -> int:
    """Return the number of the review, one past the last page."""
    return len(pages(framework)) + 1


def first_number(framework: Framework, work: Assessment) -> int:
    """Return the number of the first page there is to go back to."""
    return SPECIALISMS_PAGE if asks_for_specialisms(framework, work) else 1


def page_of(framework: Framework, number: int) -> Page | None:
    """Return the page of a number, or None for the specialisms page, the review and anything else."""
    found = pages(framework)
    return found[number - 1] if 1 <= number <= len(found) else None


def may_still_change(work: Assessment, *, accepts: bool) -> bool:
    """Say whether a submitted assessment can be taken back: while its cycle is open, until it has been shared."""
    return work.state is State.SUBMITTED and work.cycle_id is not None and accepts
