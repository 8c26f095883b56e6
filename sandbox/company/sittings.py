"""How a made-up coach's assessments and evidence come into the store, as if they had been sent from Slack."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import islice

from framework.model import Framework
from growth.answering import choose_specialisms, record, submit
from growth.assessment import Assessment, asks_for_specialisms
from growth.calendar import zone
from growth.desk import blank
from growth.evidence import Evidence, EvidenceKind, evidence_from
from growth.people import Person
from sandbox.company.answers import Sitting
from sandbox.company.half_years import Days
from sandbox.company.model import OLDEST, Coach
from sandbox.company.words import pieces, seeded
from storage.ids import new_id
from storage.unit_of_work import Transaction

_SATURDAY = 5


async def keep_evidence(
    tx: Transaction, framework: Framework, coach: Coach, person: Person, days: Days
) -> dict[int, Evidence]:
    """Keep what a coach wrote besides notes and return {half-year in whose course it happened: piece}."""
    if person.level is None:
        return {}
    written = pieces(coach, framework.level(person.level).band)
    chance = seeded(coach, "days")
    kept = {}
    for back, (kind, text, competencies) in enumerate(written[:OLDEST]):
        opened = (days.half_year(back) if back else days.open_days).opens_on
        day = opened - timedelta(days=chance.randint(10, 35))
        day = max(day, person.joined_on or day)
        kept[back] = Evidence(new_id(), person.id, day, text, competencies, EvidenceKind(kind))
        await tx.evidence.put(kept[back])
    return kept


async def sit(tx: Transaction, framework: Framework, sitting: Sitting) -> None:
    """Keep what a coach answered in a cycle, if anything; what was sent keeps its Beyond notes as evidence."""
    story = sitting.story
    is_sent = story.submitted if sitting.back == 0 else sitting.back not in story.missed
    if not sitting.level or not (is_sent or (sitting.back == 0 and story.so_far)):
        return
    at = _sent_at(sitting)
    work = _answered(framework, sitting, at, None if is_sent else story.so_far)
    kept = await tx.assessments.save(submit(framework, work, at) if is_sent else work, at)
    if is_sent:
        for piece in evidence_from(kept, at, sitting.person.tz):
            await tx.evidence.put(piece)


def _answered(framework: Framework, sitting: Sitting, at: datetime, so_far: int | None) -> Assessment:
    """Return the assessment with the first answers, or all where `so_far` is None; begun two days before `at`."""
    cycle = sitting.cycle
    work = blank(sitting.person, sitting.level, cycle.framework_id, cycle, sitting.member)
    if asks_for_specialisms(framework, work):
        work = choose_specialisms(framework, work, sitting.story.specialisms)
    work = record(framework, work, dict(islice(sitting.changes(framework).items(), so_far)))
    return replace(work, started_at=max(cycle.opened_at, at - timedelta(days=2, hours=3)))


def _sent_at(sitting: Sitting) -> datetime:
    """Return a working hour of a working day in the coach's zone, in UTC: soon after the opening.

    In the open cycle that is in the week in which it was opened, which is past; later in those that are over.
    """
    chance = seeded(sitting.coach, "sent", sitting.back)
    day = sitting.cycle.opens_on + timedelta(days=chance.randint(6, 26) if sitting.back else chance.randint(1, 4))
    if day.weekday() >= _SATURDAY:
        day += timedelta(days=2)
    hour = time(chance.randint(9, 15), chance.randint(0, 59), chance.randint(0, 59))
    return datetime.combine(day, hour, zone(sitting.coach.tz)).astimezone(UTC)
