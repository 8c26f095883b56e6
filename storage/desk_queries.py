"""The statements behind `storage.desks`: who sits there, in which half-year; and what lies on the desk."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, select

from growth.assessment import Answer, Purpose, Source, State
from growth.calendar import local_day
from growth.cycles import Cycle, Member
from growth.desk import LastTime, Reader
from growth.people import Person
from storage.assessment_queries import ANSWERS, ASSESSMENT, BY_ONESELF, OPEN_PRACTICE, POSITION_COLUMNS, WIDTH
from storage.columns import written
from storage.cycles import CYCLE, OWN_DAYS, PLACE, cycle_of
from storage.evidence import EVIDENCE
from storage.json_rows import rows_of
from storage.people import BY_SLACK, PERSON, person_of
from storage.tables import answers, assessments, cycle_members, cycles, manager_links, people, talks

_SEAT = len(PERSON) + 2 + len(CYCLE) + len(PLACE) + len(OWN_DAYS)
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
        BY_SLACK.add_columns(*_READER, *CYCLE, *PLACE, *OWN_DAYS)
        .outerjoin(_MANAGER, _MANAGER.c.id == manager_links.c.manager_id)
        .outerjoin(cycles, _OURS & (cycles.c.id == cycle_id))
        .outerjoin(
            cycle_members, (cycle_members.c.cycle_id == cycles.c.id) & (cycle_members.c.person_id == people.c.id)
        )
        .outerjoin(talks, (talks.c.cycle_id == cycles.c.id) & (talks.c.coach_id == people.c.id))
    )


TO_WRITE = _with(bindparam("cycle_id")).with_for_update(of=people, key_share=True)
"""Who writes to a coach's desk waits for everybody else who does, and then sees what they have written."""


_last = assessments.alias("last")
_earlier = assessments.alias("earlier")
_its_cycle = cycles.alias("its_cycle")
_LAST_ID = (
    select(_earlier.c.id)
    .join(_its_cycle, _its_cycle.c.id == _earlier.c.cycle_id)
    .where(
        _earlier.c.workspace_id == people.c.workspace_id,
        _earlier.c.subject_id == people.c.id,
        _earlier.c.source == written(Source.SELF),
        _earlier.c.purpose != written(Purpose.PRACTICE),
        _earlier.c.state != written(State.DRAFT),
        _earlier.c.id.is_distinct_from(assessments.c.id),
    )
    .order_by(_its_cycle.c.opened_at.desc(), _earlier.c.submitted_at.desc(), _earlier.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_CHOSEN = ("competency", "ref_level", "rating", "skipped")
_LAST_ANSWERS = rows_of(*(answers.c[name] for name in _CHOSEN), where=answers.c.assessment_id == _last.c.id)


def _and_papers(whose: Select[Any], which: ColumnElement[bool]) -> Select[Any]:
    """Return a statement with what lies on the desk behind it: the assessment, last time's choices, evidence."""
    ours = (assessments.c.workspace_id == people.c.workspace_id) & (assessments.c.subject_id == people.c.id)
    return (
        whose.add_columns(
            *ASSESSMENT,
            ANSWERS,
            *POSITION_COLUMNS,
            _last.c.framework_id,
            _last.c.specialisms,
            _LAST_ANSWERS,
            EVIDENCE,
        )
        .outerjoin(assessments, ours & BY_ONESELF & which)
        .outerjoin(_last, _last.c.id == _LAST_ID)
    )


_PERSON = (
    select()
    .select_from(people)
    .where(people.c.workspace_id == bindparam("workspace_id"), people.c.id == bindparam("subject_id"))
)
OF_CYCLE = _and_papers(_PERSON, assessments.c.cycle_id == bindparam("cycle_id"))
OF_PRACTICE = _and_papers(_PERSON, OPEN_PRACTICE)
WITH_NEWEST = _and_papers(_with(_NEWEST), assessments.c.cycle_id == cycles.c.id)
"""All at once, for who only reads: what is read together with waiting for a lock would be from before the wait."""


class Last(NamedTuple):
    """The last assessment submitted before the one on the desk: none of its words. `framework_id` is its version."""

    framework_id: str | None
    specialisms: frozenset[str] | None
    said: Sequence[tuple[str, str, int | None, bool]] | None

    def called(self, names: Mapping[str, str] | None) -> LastTime:
        """Return what was chosen, by the `names` its competencies have now; without any they have kept theirs."""
        chosen = [Answer(key, level, rating, bool(skipped)) for key, level, rating, skipped in self.said or ()]
        known = self.specialisms or frozenset()
        if names is None:
            return LastTime({answer.competency: answer for answer in chosen}, known)
        answers = {names[answer.competency]: answer for answer in chosen if answer.competency in names}
        return LastTime(answers, frozenset(names[key] for key in known if key in names))


def last_of(row: Sequence[Any]) -> Last:
    """Return the last assessment from a row of papers; without a framework where there was none."""
    return Last(*row[WIDTH:-1])


class Seat(NamedTuple):
    """Who sits at a desk: the coach, who reads their assessment one day, and a half-year with their place in it.

    The half-year has the days that leave gave this pair, if it put their talk off.
    """

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


def papers_of(row: Sequence[Any]) -> Sequence[Any]:
    """Return what lies on the desk, of a row of WITH_NEWEST."""
    return row[_SEAT:]


def seat_of(row: Sequence[Any]) -> Seat:
    """Return what a row of TO_WRITE or WITH_NEWEST begins with."""
    values = iter(row[len(PERSON) : _SEAT])
    parts = (_READER, CYCLE, PLACE, OWN_DAYS)
    reader, cycle, place, own_days = ([next(values) for _ in columns] for columns in parts)
    return Seat(
        person_of(row),
        Reader(*reader) if reader[0] is not None else None,
        cycle_of(cycle, own_days) if cycle[0] is not None else None,
        Member(*place) if place[0] is not None else None,
    )
