"""Laying a coach's desk: everything their self-assessment stands on, read in one go.

Decides nothing that `growth.desk` and `growth.cycles` don't say.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from framework.model import Framework
from growth.assessment import Assessment
from growth.calendar import local_day
from growth.cycles import DRAFTS_STAY, Cycle, Member, member_of
from growth.desk import Desk, Standing, blank
from growth.evidence import Evidence
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
        person = await self._people.by_slack(slack_id)
        if person is None or not person.is_coach(local_day(now, person.tz)):
            return await self._without(person, now)
        reader = await self._reader(person)
        cycle = await self._cycles.last()
        member = await self._member(cycle, person, now) if cycle is not None else None
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
        person = await self._people.by_slack(slack_id)
        if person is None or not person.is_coach(local_day(now, person.tz)):
            return await self._without(person, now)
        if not isinstance(carried.get("page"), int) or not isinstance(carried.get("visit"), str):
            return Desk(Standing.NOTHING_THERE, person)
        reader = await self._reader(person)
        if "cycle" not in carried:
            return await self._practice(person, reader, carried.get("level"), now, write=True)
        cycle = await self._cycles.get(str(carried["cycle"]))
        member = await self._member(cycle, person, now) if cycle is not None else None
        if cycle is None or member is None:
            return Desk(Standing.NOTHING_THERE, person)
        await self._cycles.join(cycle.id, [member])
        if member.level is not None:
            await self._cycles.fill_level(cycle.id, person.id, member.level)
        return await self._lay(person, reader, cycle, member, now, write=True)

    async def _member(self, cycle: Cycle, person: Person, now: datetime) -> Member | None:
        """Return the coach's place in a cohort; who is first seen before the window is over has one, too."""
        member = await self._cycles.member(cycle.id, person.id)
        if member is None:
            return member_of(cycle, person) if local_day(now, person.tz) <= cycle.window_end else None
        return replace(member, level=person.level) if member.level is None else member

    async def _lay(
        self, person: Person, reader: Person | None, cycle: Cycle, member: Member, now: datetime, *, write: bool = False
    ) -> Desk:
        version = await self._frameworks.get(cycle.framework_id)
        if version is None:
            return Desk(Standing.NOTHING_THERE, person)
        framework = version.framework
        stored = await self._assessments.for_cycle(person.id, cycle.id)
        if stored is None and member.level is None:
            return Desk(Standing.NO_LEVEL, person, framework, whom=await self._whom(now))
        if stored is not None and stored.id is not None and write:
            stored = await self._assessments.for_update(stored.id)
        work = stored or blank(person, member.level or "", cycle.framework_id, cycle, member)
        desk = await self._desk(person, reader, framework, work, now)
        return replace(
            desk,
            cycle=cycle,
            accepts=cycle.accepts(now, *_zones(person, reader)),
            practice=await self._assessments.practice_draft(person.id)
            if not work.answers or not desk.accepts
            else None,
        )

    async def _practice(
        self, person: Person, reader: Person | None, level: object, now: datetime, *, write: bool = False
    ) -> Desk:
        stored = await self._assessments.practice_draft(person.id)
        if stored is not None and stored.id is not None and write:
            stored = await self._assessments.for_update(stored.id)
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
        before, before_cycle = await self._before(person, work)
        desk = Desk(
            Standing.READY, person, framework, work=work, reader=reader, before=before, before_cycle=before_cycle
        )
        if work.id is not None:
            desk = replace(desk, position=await self._assessments.form_position(work.id))
        return replace(desk, evidence=_by_competency(await self._evidence.of(person.id)))

    async def _before(self, person: Person, work: Assessment) -> tuple[Assessment | None, str]:
        earlier = [found for found in await self._assessments.submitted_of(person.id) if found[0].id != work.id]
        return (earlier[-1][0], earlier[-1][1].name) if earlier else (None, "")

    async def _reader(self, person: Person) -> Person | None:
        return await self._people.get(person.manager_id) if person.manager_id is not None else None

    async def _without(self, person: Person | None, now: datetime) -> Desk:
        standing = Standing.UNKNOWN if person is None else Standing.NOT_A_COACH
        return Desk(standing, person, whom=await self._whom(now))

    async def _whom(self, now: datetime) -> tuple[str, ...]:
        return owners(await self._people.all(), now.date())


def _zones(person: Person, reader: Person | None) -> tuple[str, ...]:
    return (person.tz, reader.tz) if reader is not None else (person.tz,)


def _by_competency(pieces: Sequence[Evidence]) -> dict[str, list[Evidence]]:
    found = defaultdict(list)
    for piece in pieces:
        for key in piece.competencies:
            found[key].append(piece)
    return dict(found)
