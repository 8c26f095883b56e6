"""Where assessments are kept, with their answers and with the order in which their form was delivered.

Two deliveries at once, or twice the same one, never make two assessments; what the database decides here is which
one there is. What an answer may be is decided by `growth.assessment`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, delete

from growth.assessment import Assessment, Purpose, State
from growth.cycles import Cycle
from growth.desk import FormPosition
from growth.errors import InvalidChoice, NotOpen
from storage import assessment_queries as queries
from storage.ids import new_id
from storage.repository import Repository, Scope
from storage.tables import assessments


class Assessments(Repository):
    """The assessments of a workspace."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self._as_read: dict[str, Assessment] = {}  # what this transaction saw, hence what a save has changed
        self._positions: dict[str, FormPosition] = {}

    async def get(self, assessment_id: str) -> Assessment | None:
        """Return the assessment of an id with its answers, or None."""
        return await self._live(queries.BY_ID, assessment_id=assessment_id)

    async def for_cycle(self, subject_id: str, cycle_id: str) -> Assessment | None:
        """Return a coach's own assessment of a cycle, or None; the live one where there are several."""
        return await self._live(queries.FOR_CYCLE, subject_id=subject_id, cycle_id=cycle_id)

    async def practice_draft(self, subject_id: str) -> Assessment | None:
        """Return a coach's open practice, or None."""
        return await self._live(queries.PRACTICE_DRAFT, subject_id=subject_id)

    async def for_update(self, assessment_id: str) -> Assessment | None:
        """Return the assessment of an id, to be changed and saved in this transaction; others wait until it ends."""
        # SQLite has one writer. On PostgreSQL this is a statement of its own: joined to the answers, it would wait
        # for the lock and then show the old answers.
        if self._scope.connection.dialect.name == "postgresql":
            await self._rows(queries.LOCK, assessment_id=assessment_id)
        return await self.get(assessment_id)

    async def submitted_of(self, subject_id: str) -> list[tuple[Assessment, Cycle]]:
        """Return a coach's own assessments for talks and first looks from submitted on, oldest first."""
        rows = await self._rows(queries.SUBMITTED_OF, subject_id=subject_id)
        return [(self._read(row), queries.cycle_of(row)) for row in rows]

    async def form_position(self, assessment_id: str) -> FormPosition:
        """Return which delivery of its form was last written."""
        if (known := self._positions.get(assessment_id)) is not None:
            return known
        row = await self._row(queries.POSITION, assessment_id=assessment_id)
        return FormPosition(*row) if row else FormPosition()

    async def save(
        self,
        assessment: Assessment,
        now: datetime,
        *,
        visit: str | None = None,
        action_ts: str | None = None,
        close_visit: bool = False,
    ) -> Assessment:
        """Keep an assessment and return it with its id; of the answers, those that changed are written.

        A first save beside another first save joins it. Raise NotOpen where it is gone, or was submitted meanwhile,
        and InvalidChoice where it would be a second open practice.
        """
        before = await (self._begin(assessment, now) if assessment.id is None else self._basis(assessment))
        if before is None or before.id is None:
            raise NotOpen("This assessment is no longer there: it was discarded.")
        after = replace(assessment, id=before.id, started_at=before.started_at)
        if assessment.id is None:
            after = replace(after, answers={**before.answers, **assessment.answers})
        form = {"visit": visit, "last_action_ts": action_ts, "closed_visit": visit if close_visit else None}
        await self._write(after, before, form, now)
        self._as_read[before.id] = after
        self._positions.pop(before.id, None)
        return after

    async def discard(self, assessment_id: str) -> None:
        """Delete a draft with its answers; what was submitted stays."""
        await self._run(
            delete(assessments).where(
                assessments.c.workspace_id == self._workspace_id,
                assessments.c.id == assessment_id,
                assessments.c.state == State.DRAFT.value,
            )
        )

    def remember(self, rows: Sequence[Sequence[Any]]) -> Assessment | None:
        """Return the live assessment of rows that begin with one each; to be saved in this transaction, maybe."""
        found = {one.id: (one, row) for row in rows if row[0] is not None for one in [self._read(row)]}
        chosen = queries.live(one for one, _ in found.values())
        if chosen is not None and chosen.id is not None:
            self._as_read[chosen.id] = chosen
            self._positions[chosen.id] = queries.position_of(found[chosen.id][1])
        return chosen

    async def _live(self, statement: Executable, **parameters: object) -> Assessment | None:
        return self.remember(await self._rows(statement, **parameters))

    def _read(self, row: Sequence[Any]) -> Assessment:
        return queries.assessment_of(row, self._scope.words)

    async def _basis(self, assessment: Assessment) -> Assessment | None:
        """Return what is kept of an assessment that is about to be saved."""
        assessment_id = assessment.id or ""
        before = self._as_read.get(assessment_id) or await self.get(assessment_id)
        becomes_practice = before and before.purpose is not assessment.purpose is Purpose.PRACTICE
        if becomes_practice and await self.practice_draft(assessment.subject_id):
            raise InvalidChoice("You have a practice open already: discard that one first.")
        return before

    async def _begin(self, assessment: Assessment, now: datetime) -> Assessment | None:
        """Return the live assessment of this subject, author, source and cycle, made now where there is none."""
        row = queries.columns_of(assessment) | {"id": new_id(), "started_at": assessment.started_at or now}
        row |= {"workspace_id": self._workspace_id, "visit": None, "last_action_ts": None, "closed_visit": None}
        if await self._insert_if_new(assessments, row | self._stamps()):
            return replace(assessment, id=row["id"], started_at=row["started_at"], answers={})
        there = await self._there_already(assessment)
        if there is not None and there.state is not State.DRAFT:
            raise NotOpen("This assessment is submitted; take it back first to change it.")
        return there

    async def _there_already(self, assessment: Assessment) -> Assessment | None:
        if assessment.purpose is Purpose.PRACTICE:
            there = await self.practice_draft(assessment.subject_id)
        else:
            there = await self.for_cycle(assessment.subject_id, assessment.cycle_id or "")
        return there and await self.for_update(there.id or "")

    async def _write(
        self, after: Assessment, before: Assessment, form: Mapping[str, str | None], now: datetime
    ) -> None:
        changed = [a for a in after.answers.values() if a != before.answers.get(a.competency)]
        where = {"tenant": self._workspace_id, "assessment_id": after.id, "now": now}
        row = {**queries.changes_of(after), **form, **where}
        if self._scope.connection.dialect.name == "postgresql":
            said = [queries.as_kept(answer, self._scope.sealed) for answer in changed]
            await self._quick_rows(queries.UPDATE_WITH_ANSWERS, **row, said=said)
            return
        await self._run(queries.UPDATE, row)
        place = {"assessment_id": after.id, "workspace_id": self._workspace_id, "updated_at": now}
        if changed:
            rows = [queries.columns_of_answer(answer) | place for answer in changed]
            await self._run(queries.UPSERT_ANSWERS, rows)
