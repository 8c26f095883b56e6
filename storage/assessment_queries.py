"""The statements behind `storage.assessments`, built once, and how their rows become values and back."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Select, Text, bindparam, case, column, func, select, type_coerce, update
from sqlalchemy.dialects import postgresql, sqlite

from growth.assessment import Answer, Assessment, Purpose, Source, State
from growth.cycles import Cycle
from growth.desk import FormPosition
from storage.columns import written
from storage.cycles import CYCLE
from storage.json_rows import rows_of
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
ASSESSMENT = tuple(assessments.c[name] for name in (*_KEPT, "started_at", "submitted_at"))
_ANSWER = ("competency", "ref_level", "rating", "skipped", "next_rating", "note", "evidence")
_AS_KEPT = {"note": Text(), "evidence": Text()}
_POSITION = ("visit", "last_action_ts", "closed_visit")
ANSWERS = rows_of(
    *(type_coerce(answers.c[name], Text) if name == "note" else answers.c[name] for name in _ANSWER),
    where=answers.c.assessment_id == assessments.c.id,
)
POSITION_COLUMNS = tuple(assessments.c[name] for name in _POSITION)
WIDTH = len(ASSESSMENT) + 1 + len(_POSITION)
"""Of a row that begins with an assessment, its answers and how its form stands."""

_OURS = assessments.c.workspace_id == bindparam("workspace_id")
_THIS = assessments.c.id == bindparam("assessment_id")
_SUBJECT = assessments.c.subject_id == bindparam("subject_id")
BY_ONESELF = assessments.c.source == written(Source.SELF)

_ALL: Select[Any] = select(*ASSESSMENT, ANSWERS, *POSITION_COLUMNS).where(_OURS)
BY_ID = _ALL.where(_THIS)
FOR_CYCLE = _ALL.where(_SUBJECT, BY_ONESELF, assessments.c.cycle_id == bindparam("cycle_id"))
OPEN_PRACTICE = (assessments.c.purpose == written(Purpose.PRACTICE)) & (assessments.c.state == written(State.DRAFT))
PRACTICE_DRAFT = _ALL.where(_SUBJECT, BY_ONESELF, OPEN_PRACTICE)
_SUBMITTED = (
    assessments.c.purpose != written(Purpose.PRACTICE),
    assessments.c.state != written(State.DRAFT),
)
SUBMITTED_OF = (
    _ALL.add_columns(*CYCLE)
    .join(cycles, cycles.c.id == assessments.c.cycle_id)
    .where(_SUBJECT, BY_ONESELF, *_SUBMITTED)
    .order_by(cycles.c.opened_at, assessments.c.submitted_at, assessments.c.id)
)
_ID = select(assessments.c.id).where(_OURS)
LOCK = _ID.where(_THIS).with_for_update()
POSITION = select(*POSITION_COLUMNS).where(_OURS, _THIS)

_REPLACED = ("purpose", "cycle_id", "specialisms", "state", "submitted_at")
_WITHDRAWN_AT = case(
    (
        (assessments.c.state == written(State.SUBMITTED)) & (bindparam("state") == written(State.DRAFT)),
        bindparam("now", type_=assessments.c.withdrawn_at.type),
    ),
    else_=assessments.c.withdrawn_at,
)
"""When a submission was last taken back; `state` alone is what it was before in the first comparison."""

UPDATE = (
    update(assessments)
    .where(_THIS, assessments.c.workspace_id == bindparam("tenant"))  # a column's own name is reserved in UPDATE
    .values(
        {name: bindparam(name) for name in _REPLACED}
        | {name: func.coalesce(bindparam(name), assessments.c[name]) for name in _POSITION}
        | {"withdrawn_at": _WITHDRAWN_AT, "updated_at": bindparam("now"), "version": assessments.c.version + 1}
    )
)


def _or_replace(insert: Any) -> Any:
    changed = {name: insert.excluded[name] for name in (*_ANSWER[1:], "updated_at")}
    return insert.on_conflict_do_update(index_elements=["assessment_id", "competency"], set_=changed)


UPSERT_ANSWERS = _or_replace(sqlite.insert(answers))
"""Inserts answers or replaces those that are there, on SQLite."""

_SAID = (
    func.jsonb_to_recordset(bindparam("said", type_=postgresql.JSONB))
    .table_valued(*(column(name, _AS_KEPT.get(name, answers.c[name].type)) for name in _ANSWER))
    .render_derived(with_types=True)
)
_BESIDE = {"assessment_id": "assessment_id", "workspace_id": "tenant", "updated_at": "now"}
UPDATE_WITH_ANSWERS = UPDATE.add_cte(
    _or_replace(
        postgresql.insert(answers).from_select(
            [*_ANSWER, *_BESIDE],
            select(*_SAID.c, *(bindparam(name, type_=answers.c[at].type) for at, name in _BESIDE.items())),
        )
    ).cte("kept")
)
"""Does both at once, on PostgreSQL: `said` holds the answers as they are kept."""


def live(found: Iterable[Assessment]) -> Assessment | None:
    """Return the assessment that is not archived, of several such the newest, or None where there are none."""
    return max(found, key=lambda one: (one.state is not State.ARCHIVED, f"{one.started_at} {one.id}"), default=None)


def columns_of(assessment: Assessment) -> dict[str, Any]:
    """Return the columns that hold what an assessment says itself."""
    return {name: getattr(assessment, name) for name in (*_KEPT, "submitted_at")}


def changes_of(assessment: Assessment) -> dict[str, Any]:
    """Return the columns that a later save may change, for UPDATE."""
    return {name: getattr(assessment, name) for name in _REPLACED}


def columns_of_answer(answer: Answer) -> dict[str, Any]:
    """Return the columns that hold an answer."""
    return {name: getattr(answer, name) for name in _ANSWER}


def as_kept(answer: Answer, encipher: Callable[[str], str]) -> dict[str, Any]:
    """Return the columns that hold an answer as the database keeps them: its words encrypted."""
    kept = {"note": encipher(answer.note), "evidence": " ".join(sorted(answer.evidence))}
    return columns_of_answer(answer) | kept


def assessment_of(row: Sequence[Any], decipher: Callable[[str], str]) -> Assessment:
    """Return the assessment that a row begins with, its words deciphered."""
    *kept, purpose, source, cycle_id, specialisms, state, started_at, submitted_at = row[: len(ASSESSMENT)]
    id_, subject_id, author_id, framework_id, level = kept
    return Assessment(
        subject_id=subject_id,
        author_id=author_id,
        framework_id=framework_id,
        level=level,
        purpose=Purpose(purpose),
        source=Source(source),
        id=id_,
        cycle_id=cycle_id,
        specialisms=specialisms,
        state=State(state),
        answers={said[0]: _answer(said, decipher) for said in row[len(ASSESSMENT)] or ()},
        started_at=started_at,
        submitted_at=submitted_at,
    )


def position_of(row: Sequence[Any]) -> FormPosition:
    """Return how the form stands of the assessment that a row begins with."""
    return FormPosition(*row[len(ASSESSMENT) + 1 : WIDTH])


def cycle_of(row: AnyRow) -> Cycle:
    """Return the cycle at the end of a row of SUBMITTED_OF."""
    return Cycle(*row[WIDTH:])


def _answer(said: Sequence[Any], decipher: Callable[[str], str]) -> Answer:
    competency, ref_level, rating, skipped, next_rating, note, evidence = said
    return Answer(
        competency,
        ref_level,
        rating,
        bool(skipped),
        next_rating,
        decipher(note or ""),
        frozenset((evidence or "").split()),
    )
