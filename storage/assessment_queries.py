"""The statements behind `storage.assessments`, built once, and how their rows become values and back."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Executable, Select, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from growth.assessment import Answer, Assessment, Purpose, Source, State
from growth.cycles import Cycle
from growth.desk import FormPosition, LastTime
from storage.cycles import CYCLE
from storage.repository import AnyRow
from storage.tables import answers, assessments, cycles

_KEPT = (
    "id",
    "subject_id",
    "author_id",
    "framework_id",
    "level",
    "purpose",
    "source",
    "cycle_id",
    "specialisms",
    "state",
)
_ASSESSMENT = (*_KEPT, "started_at", "submitted_at")
_ANSWER = ("competency", "ref_level", "rating", "skipped", "next_rating", "note", "evidence")
_WIDTH = len(_ASSESSMENT)
_WIDTH_WITH_ANSWER = _WIDTH + len(_ANSWER)
_POSITION = ("visit", "last_action_ts", "closed_visit")

_OURS = assessments.c.workspace_id == bindparam("workspace_id")
_THIS = assessments.c.id == bindparam("assessment_id")
_SUBJECT = assessments.c.subject_id == bindparam("subject_id")
_BY_ONESELF = assessments.c.source == Source.SELF.value
_COLUMNS = [*(assessments.c[name] for name in _ASSESSMENT), *(answers.c[name] for name in _ANSWER)]
_ANSWERED = answers.c.assessment_id == assessments.c.id

_ALL: Select[Any] = (
    select(*_COLUMNS, *(assessments.c[name] for name in _POSITION)).outerjoin(answers, _ANSWERED).where(_OURS)
)
BY_ID = _ALL.where(_THIS)
_FOR_CYCLE = (_SUBJECT, _BY_ONESELF, assessments.c.cycle_id == bindparam("cycle_id"))
FOR_CYCLE = _ALL.where(*_FOR_CYCLE)
_PRACTICE_DRAFT = (
    _SUBJECT,
    _BY_ONESELF,
    assessments.c.purpose == Purpose.PRACTICE.value,
    assessments.c.state == State.DRAFT.value,
)
PRACTICE_DRAFT = _ALL.where(*_PRACTICE_DRAFT)
_SUBMITTED = (
    assessments.c.purpose != Purpose.PRACTICE.value,
    assessments.c.state != State.DRAFT.value,
)
SUBMITTED_OF = (
    select(*_COLUMNS, *CYCLE)
    .join(cycles, cycles.c.id == assessments.c.cycle_id)
    .outerjoin(answers, _ANSWERED)
    .where(_OURS, _SUBJECT, _BY_ONESELF, *_SUBMITTED)
    .order_by(cycles.c.opened_at, assessments.c.submitted_at, assessments.c.id)
)
_NEWEST_SUBMITTED = (
    select(assessments.c.id)
    .join(cycles, cycles.c.id == assessments.c.cycle_id)
    .where(_OURS, _SUBJECT, _BY_ONESELF, *_SUBMITTED, assessments.c.id != bindparam("other_than"))
    .order_by(cycles.c.opened_at.desc(), assessments.c.submitted_at.desc(), assessments.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_CHOSEN = ("competency", "ref_level", "rating", "skipped")
LAST_TIME = (
    select(assessments.c.specialisms, *(answers.c[name] for name in _CHOSEN))
    .outerjoin(answers, _ANSWERED & answers.c.competency.in_(bindparam("competencies", expanding=True)))
    .where(_OURS, assessments.c.id == _NEWEST_SUBMITTED)
)
_ID = select(assessments.c.id).where(_OURS)
LOCK = _ID.where(_THIS).with_for_update()
POSITION = select(*(assessments.c[name] for name in _POSITION)).where(_OURS, _THIS)

_REPLACED = ("purpose", "cycle_id", "specialisms", "state", "submitted_at")
UPDATE = (
    update(assessments)
    .where(_THIS, assessments.c.workspace_id == bindparam("tenant"))  # a column's own name is reserved in UPDATE
    .values(
        {name: bindparam(name) for name in _REPLACED}
        | {name: func.coalesce(bindparam(name), assessments.c[name]) for name in _POSITION}
        | {"updated_at": bindparam("now"), "version": assessments.c.version + 1}
    )
)


@cache
def upsert_answers(engine: str) -> Executable:
    """Return the statement that inserts answers or replaces those that are there, for an engine's name."""
    statement = postgresql.insert(answers) if engine == "postgresql" else sqlite.insert(answers)
    changed = {name: statement.excluded[name] for name in (*_ANSWER[1:], "updated_at")}
    return statement.on_conflict_do_update(index_elements=["assessment_id", "competency"], set_=changed)


def each(rows: Sequence[AnyRow]) -> Iterator[Assessment]:
    """Return the assessments of rows that hold one answer each, in the order of the rows."""
    for _, group in groupby(rows, key=lambda row: row[0]):
        yield _assessment(list(group))


def live(rows: Sequence[AnyRow]) -> tuple[Assessment, FormPosition] | None:
    """Return the assessment of the rows and how its form stands; of several the live one, else the newest, or None.

    Chosen here: to put rows in order that hold notes takes SQLite longer than to find them.
    """
    found = list(each(sorted(rows, key=lambda row: str(row[0]))))
    if not found:
        return None
    chosen = found[0] if len(found) == 1 else max(found, key=_liveliness)
    position = next(row[_WIDTH_WITH_ANSWER:] for row in rows if row[0] == chosen.id)
    return chosen, FormPosition(*position)


def _liveliness(assessment: Assessment) -> tuple[bool, str]:
    return assessment.state is not State.ARCHIVED, f"{assessment.started_at} {assessment.id}"


def last_time(rows: Sequence[AnyRow]) -> LastTime | None:
    """Return what the rows of LAST_TIME say, or None where there are none."""
    if not rows:
        return None
    answered = {competency: Answer(competency, *chosen) for _, competency, *chosen in rows if competency is not None}
    return LastTime(answered, rows[0].specialisms or frozenset())


def cycle_of(row: AnyRow) -> Cycle:
    """Return the cycle at the end of a row of SUBMITTED_OF."""
    return Cycle(*row[_WIDTH_WITH_ANSWER:])


def columns_of(assessment: Assessment) -> dict[str, Any]:
    """Return the columns that hold what an assessment says itself."""
    return {name: getattr(assessment, name) for name in (*_KEPT, "submitted_at")}


def changes_of(assessment: Assessment) -> dict[str, Any]:
    """Return the columns that a later save may change, for UPDATE."""
    return {name: getattr(assessment, name) for name in _REPLACED}


def columns_of_answer(answer: Answer) -> dict[str, Any]:
    """Return the columns that hold an answer."""
    return {name: getattr(answer, name) for name in _ANSWER}


def _assessment(rows: list[AnyRow]) -> Assessment:
    fields = dict(zip(_ASSESSMENT, rows[0], strict=False))
    fields |= {
        "purpose": Purpose(fields["purpose"]),
        "source": Source(fields["source"]),
        "state": State(fields["state"]),
    }
    kept = [Answer(*row[_WIDTH:_WIDTH_WITH_ANSWER]) for row in rows if row[_WIDTH] is not None]
    return Assessment(**fields, answers={answer.competency: answer for answer in kept})
