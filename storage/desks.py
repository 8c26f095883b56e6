"""Laying a coach's desk: everything their self-assessment stands on, read in one go.

Decides nothing that `growth.desk` and `growth.cycles` don't say.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from framework.model import Framework
from growth.assessment import Assessment
from growth.calendar import local_day
from growth.cycles import DRAFTS_STAY, Cycle, Member, member_of
from growth.desk import Desk, FormPosition, Standing, blank
from growth.hub import owners
from growth.people import Person
from storage.assessments import Assessments
from storage.cycles import Cycles
from storage.evidence import EvidenceItems
from storage.frameworks import Frameworks
from storage.people import People


class Desks:
    """The desks of a workspace's coaches."""

    def __init__(
        self, people: People, cycles: Cycles, frameworks: Frameworks, assessments: Assessments, evidence: EvidenceItems
    ) -> None:
        self._people = people
        self._cycles = cycles
        self._frameworks = frameworks
        self._assessments = assessments
        self._evidence = evidence

    async def current(self, slack_id: str, now: datetime) -> Desk:
        """Return the desk of what a coach would work on now: the open cycle's assessment, else practice."""
        person, reader = await self._people.with_manager(slack_id)
        if person is None or not person.is_coach(local_day(now, person.tz)):
            return await self._without(person, now)
        cycle, member = await self._cycles.last_for(person.id)
        member = _place(cycle, member, person, now)
        if cycle is not None and member is not None:
            if cycle.accepts(now, *_zones(person, reader)):
                return await self._lay(person, reader, cycle, member, now)
            if now < cycle.deadline(*_zones(person, reader)) + DRAFTS_STAY:
                left = await self._lay(person, reader, cycle, member, now)
                if left.work is not None and left.work.is_draft and left.work.answers and left.practice is None:
                    return left
        return await self._practice(person, reader, None, now)

    async def carried(self, slack_id: str, carried: Mapping[str, Any], now: datetime) -> Desk:
        """Return the desk that a form was drawn from, by what it carries, to be written on in this transaction.

        `carried` is untrusted: a cycle of elsewhere, or none of these fields, gives NOTHING_THERE.
        """
        person, reader = await self._people.with_manager(slack_id)
        if person is None or not person.is_coach(local_day(now, person.tz)):
            return await self._without(person, now)
        if not isinstance(carried.get("page"), int) or not isinstance(carried.get("visit"), str):
            return Desk(Standing.NOTHING_THERE, person)
        if "cycle" not in carried:
            return await self._practice(person, reader, carried.get("level"), now, write=True)
        cycle, stored = await self._cycles.get_for(str(carried["cycle"]), person.id)
        member = _place(cycle, stored, person, now)
        if cycle is None or member is None:
            return Desk(Standing.NOTHING_THERE, person)
        if stored is None:
            await self._cycles.join(cycle.id, [member])
        elif stored.level is None and member.level is not None:
            await self._cycles.fill_level(cycle.id, person.id, member.level)
        return await self._lay(person, reader, cycle, member, now, write=True)

    async def _lay(
        self, person: Person, reader: Person | None, cycle: Cycle, member: Member, now: datetime, *, write: bool = False
    ) -> Desk:
        version = await self._frameworks.get(cycle.framework_id)
        if version is None:
            return Desk(Standing.NOTHING_THERE, person)
        framework = version.framework
        stored = await self._assessments.for_cycle(person.id, cycle.id, to_change=write)
        if stored is None and member.level is None:
            return Desk(Standing.NO_LEVEL, person, framework, whom=await self._whom(now))
        work = stored or blank(person, member.level or "", cycle.framework_id, cycle, member)
        desk = await self._desk(person, reader, framework, work, now)
        accepts = cycle.accepts(now, *_zones(person, reader))
        needed = not (work.answers and accepts)  # to be taken over, or in the way of a draft that was left
        practice = await self._assessments.practice_draft(person.id) if needed else None
        return replace(desk, cycle=cycle, accepts=accepts, practice=practice)

    async def _practice(
        self, person: Person, reader: Person | None, level: object, now: datetime, *, write: bool = False
    ) -> Desk:
        stored = await self._assessments.practice_draft(person.id, to_change=write)
        version = await (self._frameworks.get(stored.framework_id) if stored else self._frameworks.current())
        if version is None:
            return Desk(Standing.NOTHING_THERE, person)
        framework = version.framework
        chosen = person.level if person.level is not None else level
        if stored is None and chosen is None:
            return Desk(Standing.NO_LEVEL, person, framework, whom=await self._whom(now))
        work = stored or blank(person, str(chosen), version.id, None, None)
        return await self._desk(person, reader, framework, work, now)

    async def _desk(
        self, person: Person, reader: Person | None, framework: Framework, work: Assessment, now: datetime
    ) -> Desk:
        if not any(level.key == work.level for level in framework.levels):
            return Desk(Standing.LEVEL_GONE, person, framework, whom=await self._whom(now))
        return Desk(
            Standing.READY,
            person,
            framework,
            work=work,
            position=await self._assessments.form_position(work.id) if work.id is not None else FormPosition(),
            reader=reader,
            before=await self._assessments.last_time(person.id, work.id),
            evidence=await self._evidence.by_competency(person.id),
        )

    async def _without(self, person: Person | None, now: datetime) -> Desk:
        standing = Standing.UNKNOWN if person is None else Standing.NOT_A_COACH
        return Desk(standing, person, whom=await self._whom(now))

    async def _whom(self, now: datetime) -> tuple[str, ...]:
        return owners(await self._people.all(), now.date())


def _zones(person: Person, reader: Person | None) -> tuple[str, ...]:
    return (person.tz, reader.tz) if reader is not None else (person.tz,)


def _place(cycle: Cycle | None, stored: Member | None, person: Person, now: datetime) -> Member | None:
    """Return the coach's place in a cohort; who is first seen before the window is over has one, too."""
    if cycle is None:
        return None
    if stored is None:
        return member_of(cycle, person) if local_day(now, person.tz) <= cycle.window_end else None
    return replace(stored, level=person.level) if stored.level is None else stored
