"""Laying a coach's desk: everything their self-assessment stands on, read in as few statements as it takes.

Decides nothing that `growth.desk` and `growth.cycles` don't say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from framework.model import Framework
from growth.assessment import Assessment
from growth.calendar import local_day
from growth.cycles import Cycle, Member, member_of
from growth.desk import Desk, FormPosition, LastTime, Standing, blank
from growth.evidence import Evidence
from growth.history import all_successors, successors
from growth.hub import owners
from storage import desk_queries as queries
from storage.assessment_queries import position_of
from storage.assessments import Assessments
from storage.cycles import Cycles
from storage.desk_queries import Last, Seat
from storage.evidence import EvidenceItems
from storage.frameworks import Frameworks
from storage.people import People
from storage.repository import Repository, Scope


class Desks(Repository):
    """The desks of a workspace's coaches."""

    def __init__(
        self,
        scope: Scope,
        people: People,
        cycles: Cycles,
        frameworks: Frameworks,
        assessments: Assessments,
        evidence: EvidenceItems,
    ) -> None:
        super().__init__(scope)
        self._people = people
        self._cycles = cycles
        self._frameworks = frameworks
        self._assessments = assessments
        self._evidence = evidence

    async def current(self, slack_id: str, now: datetime) -> Desk:
        """Return the desk of what a coach would work on now: the open cycle's assessment, else practice."""
        rows = await self._quick_rows(queries.WITH_NEWEST, slack_id=slack_id)
        seat = queries.seat_of(rows[0]) if rows else None
        if seat is None or not seat.is_taken(now):
            return await self._without(seat, now)
        cycle, member = seat.cycle, _place(seat, now)
        if cycle is not None and member is not None:
            papers = [queries.papers_of(row) for row in rows]
            if cycle.accepts(now, *seat.zones):
                return await self._lay(seat, cycle, member, papers, now)
            left = self._assessments.remember(papers)
            if left is not None and left.is_draft and left.answers:
                desk = await self._lay(seat, cycle, member, papers, now)
                if desk.practice is None:
                    return desk
        return await self._practice(seat, None, now)

    async def carried(self, slack_id: str, carried: Mapping[str, Any], now: datetime) -> Desk:
        """Return the desk that a form was drawn from, by what it carries, to be written on in this transaction.

        Others who write on it wait until this transaction ends. `carried` is untrusted: a cycle of elsewhere, or none
        of these fields, gives NOTHING_THERE.
        """
        in_cycle = str(carried["cycle"]) if "cycle" in carried else None
        rows = await self._quick_rows(queries.TO_WRITE, slack_id=slack_id, cycle_id=in_cycle)
        seat = queries.seat_of(rows[0]) if rows else None
        if seat is None or not seat.is_taken(now):
            return await self._without(seat, now)
        if not isinstance(carried.get("page"), int) or not isinstance(carried.get("visit"), str):
            return Desk(Standing.NOTHING_THERE, seat.person)
        if in_cycle is None:
            return await self._practice(seat, carried.get("level"), now)
        cycle, member = seat.cycle, _place(seat, now)
        if cycle is None or member is None:
            return Desk(Standing.NOTHING_THERE, seat.person)
        if seat.place is None:
            await self._cycles.join(cycle.id, [member])
        elif seat.place.level is None and member.level is not None:
            await self._cycles.fill_level(cycle.id, seat.person.id, member.level)
        papers = await self._quick_rows(queries.OF_CYCLE, subject_id=seat.person.id, cycle_id=cycle.id)
        return await self._lay(seat, cycle, member, papers, now)

    async def _lay(
        self, seat: Seat, cycle: Cycle, member: Member, papers: Sequence[Sequence[Any]], now: datetime
    ) -> Desk:
        person = seat.person
        version = await self._frameworks.get(cycle.framework_id)
        if version is None:
            return Desk(Standing.NOTHING_THERE, person)
        stored = self._assessments.remember(papers)
        if stored is None and member.level is None:
            return Desk(Standing.NO_LEVEL, person, version.framework, whom=await self._whom(now))
        work = stored or blank(person, member.level or "", cycle.framework_id, cycle, member)
        desk = await self._desk(seat, version.framework, work, papers, now)
        accepts = cycle.accepts(now, *seat.zones)
        needed = not (work.answers and accepts)  # to be taken over, or in the way of a draft that was left
        practice = await self._assessments.practice_draft(person.id) if needed else None
        return replace(desk, cycle=cycle, accepts=accepts, practice=practice)

    async def _practice(self, seat: Seat, level: object, now: datetime) -> Desk:
        person = seat.person
        papers = await self._quick_rows(queries.OF_PRACTICE, subject_id=person.id)
        stored = self._assessments.remember(papers)
        version = await (self._frameworks.get(stored.framework_id) if stored else self._frameworks.current())
        if version is None:
            return Desk(Standing.NOTHING_THERE, person)
        chosen = person.level if person.level is not None else level
        if stored is None and chosen is None:
            return Desk(Standing.NO_LEVEL, person, version.framework, whom=await self._whom(now))
        work = stored or blank(person, str(chosen), version.id, None, None)
        return await self._desk(seat, version.framework, work, papers, now)

    async def _desk(
        self, seat: Seat, framework: Framework, work: Assessment, papers: Sequence[Sequence[Any]], now: datetime
    ) -> Desk:
        if not any(level.key == work.level for level in framework.levels):
            return Desk(Standing.LEVEL_GONE, seat.person, framework, whom=await self._whom(now))
        row = next(row for row in papers if row[0] == work.id)
        return Desk(
            Standing.READY,
            seat.person,
            framework,
            work=work,
            position=FormPosition() if work.id is None else position_of(row),
            before=await self._last_time(work, queries.last_of(row)),
            reader=seat.reader,
            evidence=await self._around(work, framework, row[-1]),
        )

    async def _last_time(self, work: Assessment, last: Last) -> LastTime | None:
        if last.framework_id is None:
            return None
        if last.framework_id == work.framework_id:
            return last.called(None)
        versions = await self._frameworks.until(work.framework_id)
        since = next((at for at, version in enumerate(versions) if version.id == last.framework_id), None)
        # A version that was published anew meanwhile has no place before this one: its names are taken as they are.
        names = None if since is None else successors([version.framework for version in versions[since:]])
        return last.called(names)

    async def _around(self, work: Assessment, framework: Framework, kept: Any) -> Mapping[str, Sequence[Evidence]]:
        """Return evidence by the present keys of the competencies it is tied to."""
        found = self._evidence.by_competency(kept)
        if all(framework.has(key) for key in found):
            return found
        versions = await self._frameworks.until(work.framework_id)
        return self._evidence.by_competency(kept, all_successors([version.framework for version in versions]))

    async def _without(self, seat: Seat | None, now: datetime) -> Desk:
        if seat is None:
            return Desk(Standing.UNKNOWN, whom=await self._whom(now))
        return Desk(Standing.NOT_A_COACH, seat.person, whom=await self._whom(now))

    async def _whom(self, now: datetime) -> tuple[str, ...]:
        return owners(await self._people.all(), now.date())


def _place(seat: Seat, now: datetime) -> Member | None:
    """Return the coach's place in a cohort; who is first seen before the window is over has one, too."""
    cycle, stored, person = seat.cycle, seat.place, seat.person
    if cycle is None:
        return None
    if stored is None:
        today = local_day(now, person.tz)
        return member_of(cycle, person, today) if today <= cycle.window_end else None
    return replace(stored, level=person.level) if stored.level is None else stored
