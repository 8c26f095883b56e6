"""Laying people's agendas: all that decides what is due to them, read for many at once.

Decides nothing that `growth.agenda`, `growth.talks` and `growth.people` don't say.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from growth.agenda import Agenda
from growth.assessment import Answer, Assessment, Purpose, State, progress
from growth.calendar import local_day
from growth.diary import DAY
from growth.nudges import SentNudge, Snooze, TalkStatus, Task, Work
from growth.people import Person, Role
from growth.talks import Party
from storage import agenda_queries as queries
from storage.diaries import diary_of
from storage.frameworks import Frameworks
from storage.nudges import nudge_of
from storage.repository import AnyRow, Repository, Scope
from storage.talk_queries import Place, place_of

HELD_WITHIN = timedelta(days=455)
"""How long a talk that was held matters: up to a year for its check-in, after 90 days."""

SENT_WITHIN = timedelta(days=730)
"""How long what was sent matters: longer than any talk does."""

_Pair = tuple[str | None, str | None]
"""Which talk: the ids of its cycle and its coach."""


@dataclass(frozen=True, slots=True)
class _Somebody:
    """A person, and what they are to a talk."""

    person: Person
    party: Party

    def is_here(self, now: datetime) -> bool:
        """Say whether they are here today."""
        return self.person.is_active(local_day(now, self.person.tz))

    def is_coach(self, now: datetime) -> bool:
        """Say whether the framework is about them today; of who is on notice nothing is asked (domain rule 3.12)."""
        return self.person.is_coach(local_day(now, self.person.tz)) and self.person.left_on is None


@dataclass(slots=True)
class _Heard:
    """What one person was sent, in order: by talk, and all together."""

    by_pair: dict[_Pair, list[SentNudge]] = field(default_factory=lambda: defaultdict(list))
    all: list[SentNudge] = field(default_factory=list)


class Laying(Repository):
    """The agendas of a workspace's people."""

    def __init__(self, scope: Scope, frameworks: Frameworks) -> None:
        super().__init__(scope)
        self._frameworks = frameworks

    async def lay(self, person_ids: Collection[str], now: datetime) -> dict[str, Agenda]:
        """Return {person id: agenda} of those who are here."""
        places = await self._places(person_ids, now)
        managers = {place.manager_id for place in places if place.manager_id is not None}
        everyone = await self._everyone({*person_ids, *(place.coach_id for place in places), *managers})
        works = await self._works(person_ids, places)
        heard = await self._heard(person_ids, now)
        snoozes = await self._snoozes(person_ids)
        talks: dict[str, list[TalkStatus]] = defaultdict(list)
        for place in places:
            coach, manager = everyone[place.coach_id], everyone.get(place.manager_id or "")
            if not coach.is_coach(now):
                continue
            holder = manager.party if manager is not None and manager.is_here(now) else None
            talk = place.talk(manager_is_here=holder is not None)
            pair = (talk.cycle_id, talk.coach_id)
            for party in (coach.party, holder):
                if party is not None and (reader := party.person_id) in heard:
                    own = reader == talk.coach_id
                    talks[reader].append(
                        TalkStatus(
                            talk,
                            place.cycle.name,
                            coach.party,
                            holder,
                            works[pair] if own else Work(),
                            tuple(heard[reader].by_pair.get(pair, ())),
                            tuple(snoozes.get(pair, ())) if own else (),
                        )
                    )
        return {
            person_id: _agenda(everyone[person_id].party, talks[person_id], heard[person_id].all)
            for person_id in person_ids
            if person_id in everyone and everyone[person_id].is_here(now)
        }

    async def _places(self, person_ids: Collection[str], now: datetime) -> list[Place]:
        """Return the places in cohorts of people, and of those whose talks they hold."""
        coaches = {row[0] for row in await self._rows(queries.COACHES, person_ids=person_ids)}
        since = {"yesterday": now.date() - DAY, "long_ago": now - HELD_WITHIN}
        rows = await self._rows(queries.LIVE_TALKS, coach_ids={*coaches, *person_ids}, **since)
        return [place_of(row) for row in rows]

    async def _everyone(self, person_ids: Collection[str]) -> dict[str, _Somebody]:
        return {row[0]: _somebody(row) for row in await self._rows(queries.PARTIES, person_ids=person_ids)}

    async def _works(self, person_ids: Collection[str], places: Iterable[Place]) -> dict[_Pair, Work]:
        """Return how far people's own assessments are, {talk: work}; not begun where there is none."""
        own = [place for place in places if place.coach_id in set(person_ids)]
        cycle_ids = {place.cycle.id for place in own}
        rows = await self._rows(queries.WORK, person_ids=person_ids, cycle_ids=cycle_ids)
        begun = {(row.cycle_id, row.subject_id): row for row in rows}
        works: dict[_Pair, Work] = {}
        for place in own:
            pair = (place.cycle.id, place.coach_id)
            works[pair] = await self._work(place, begun.get(pair))
        return works

    async def _work(self, place: Place, row: AnyRow | None) -> Work:
        begun = _assessment(row) if row else None
        level = begun.level if begun else place.level
        framework_id = begun.framework_id if begun else place.cycle.framework_id
        framework = (await self._frameworks.get(framework_id)).framework
        if level is None or not any(one.key == level for one in framework.levels):
            return Work(asked=False)
        if row is None or begun is None:
            return Work(total=len(framework.required(level)))
        done = progress(framework, begun)
        is_in, submitted_at = not begun.is_draft, None if begun.is_draft else row.submitted_at
        return Work(done.answered, done.total, is_in, withdrawn_at=row.withdrawn_at, submitted_at=submitted_at)

    async def _heard(self, person_ids: Collection[str], now: datetime) -> dict[str, _Heard]:
        heard = {person_id: _Heard() for person_id in person_ids}
        earliest = (now - SENT_WITHIN).date()
        for cycle_id, coach_id, *row in await self._rows(queries.SENT, person_ids=person_ids, earliest=earliest):
            nudge = nudge_of(row)
            heard[nudge.to].by_pair[cycle_id, coach_id].append(nudge)
            heard[nudge.to].all.append(nudge)
        return heard

    async def _snoozes(self, person_ids: Collection[str]) -> Mapping[_Pair, list[Snooze]]:
        found: dict[_Pair, list[Snooze]] = defaultdict(list)
        for cycle_id, coach_id, task, until, at in await self._rows(queries.SNOOZES, person_ids=person_ids):
            found[cycle_id, coach_id].append(Snooze(Task(task), until, at))
        return found


def _somebody(row: Sequence[Any]) -> _Somebody:
    id_, slack_id, name, roles, left_on, deactivated, *days = row
    diary = diary_of(days)
    person = Person(
        id_, slack_id, name, diary.tz, frozenset(map(Role, roles)), left_on=left_on, deactivated=deactivated
    )
    return _Somebody(person, Party(id_, name, diary))


def _assessment(row: AnyRow) -> Assessment:
    """Return an assessment as far as its progress goes: without notes and evidence."""
    subject_id, cycle_id, framework_id, level, purpose, specialisms, state, *_, choices = row
    return Assessment(
        subject_id,
        subject_id,
        framework_id,
        level,
        Purpose(purpose),
        cycle_id=cycle_id,
        specialisms=specialisms,
        state=State(state),
        answers={key: Answer(key, ref_level, rating, bool(skip)) for key, ref_level, rating, skip in choices or ()},
    )


def _agenda(person: Party, talks: Iterable[TalkStatus], sent: Sequence[SentNudge]) -> Agenda:
    return Agenda(
        person,
        tuple(talks),
        last_day=max((nudge.day for nudge in sent), default=None),
        last_at=max((nudge.at for nudge in sent), default=None),
        last_digest=max((nudge.day for nudge in sent if nudge.task is Task.DIGEST), default=None),
    )
