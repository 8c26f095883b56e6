"""Drafts that were left in half-years which have closed: whom to tell of them, and removing them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, case, delete, exists, or_, select

from growth.assessment import State
from growth.cycles import DRAFTS_STAY
from growth.drafts import LeftDraft
from storage.columns import written
from storage.cycles import CYCLE, OWN_DAYS, cycle_of
from storage.diaries import DIARY, diary_of
from storage.repository import AnyRow, Repository
from storage.tables import answers, assessments, cycles, outbox, people, preferences, talks

_KEY = "draft_leaves:"
_ANSWERED = exists().where(answers.c.assessment_id == assessments.c.id)
_CLOSED = cycles.c.closed_at.is_not(None)
_IS_OVER = outbox.c.state.in_(["sent", "failed", "dropped"])
_OF_CLOSED = assessments.c.cycle_id.in_(
    select(cycles.c.id).where(cycles.c.workspace_id == bindparam("workspace_id"), _CLOSED)
)
"""Said beside the join, so that SQLite looks for drafts cycle by cycle and not at all that are open."""

_LEFT: Select[Any] = (
    select(
        assessments.c.id,
        assessments.c.author_id,
        *DIARY,
        _ANSWERED,
        outbox.c.id,
        # What was given up has no moment of its own; it was due last when it was.
        case((_IS_OVER, outbox.c.sent_at)),
        case((_IS_OVER, outbox.c.due_at)),
        *CYCLE,
        *OWN_DAYS,
    )
    .join(cycles, cycles.c.id == assessments.c.cycle_id)
    .join(people, people.c.id == assessments.c.author_id)
    .outerjoin(preferences, preferences.c.person_id == people.c.id)
    .outerjoin(talks, (talks.c.cycle_id == assessments.c.cycle_id) & (talks.c.coach_id == assessments.c.author_id))
    .outerjoin(
        outbox,
        (outbox.c.workspace_id == assessments.c.workspace_id) & (outbox.c.key == _KEY + assessments.c.id),
    )
    .where(
        assessments.c.workspace_id == bindparam("workspace_id"),
        assessments.c.state == written(State.DRAFT),
        _OF_CLOSED,
    )
)
_ONE = _LEFT.where(assessments.c.id == bindparam("assessment_id"))
_TO_DO = _LEFT.where(
    or_(
        _ANSWERED & outbox.c.id.is_(None),
        cycles.c.closes_on <= bindparam("day"),
        cycles.c.closed_at <= bindparam("moment"),
    )
).order_by(assessments.c.id)


def warning_key(assessment_id: str) -> str:
    """Return the outbox key of the one warning about a draft."""
    return _KEY + assessment_id


class Drafts(Repository):
    """The drafts that were left in the closed half-years of a workspace."""

    async def left(self, assessment_id: str) -> LeftDraft | None:
        """Return the draft of an id, or None where it was submitted, removed, or kept as practice."""
        row = await self._row(_ONE, assessment_id=assessment_id)
        return _draft(row) if row else None

    async def to_do(self, now: datetime) -> list[LeftDraft]:
        """Return those of which their author may be to be told, or whose time may be over."""
        moment = now - DRAFTS_STAY
        return [_draft(row) for row in await self._rows(_TO_DO, day=moment.date(), moment=moment)]

    async def remove(self, assessment_ids: Iterable[str]) -> int:
        """Delete drafts with their answers and return how many; what was kept as practice meanwhile stays."""
        statement = delete(assessments).where(
            assessments.c.workspace_id == self._workspace_id,
            assessments.c.id.in_(list(assessment_ids)),
            assessments.c.state == written(State.DRAFT),
            _OF_CLOSED,
        )
        return (await self._run(statement, {"workspace_id": self._workspace_id})).rowcount


def _draft(row: AnyRow) -> LeftDraft:
    (id_, author_id), diary, rest = row[:2], row[2 : 2 + len(DIARY)], row[2 + len(DIARY) :]
    answered, warning, sent_at, given_up_at, *days = rest
    cycle = cycle_of(days[: len(CYCLE)], days[len(CYCLE) :])
    told_at = sent_at or given_up_at
    return LeftDraft(id_, author_id, diary_of(diary), cycle, not answered, warning is not None, told_at)
