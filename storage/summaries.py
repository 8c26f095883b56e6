"""Reading what a coach's growth summary is made of: their own submitted assessments, levels and evidence."""

from growth.calendar import local_day
from growth.history import Reading
from growth.people import Person
from growth.summary import GrowthSummary, summarise
from storage.assessments import Assessments
from storage.evidence import EvidenceItems
from storage.frameworks import Frameworks
from storage.people import People


class Summaries:
    """The growth summaries of a workspace's coaches, each for its own coach."""

    def __init__(
        self, people: People, assessments: Assessments, frameworks: Frameworks, evidence: EvidenceItems
    ) -> None:
        self._people = people
        self._assessments = assessments
        self._frameworks = frameworks
        self._evidence = evidence

    async def of(self, person: Person) -> GrowthSummary | None:
        """Return a coach's summary as of now, or None while nothing is submitted."""
        taken = await self._assessments.submitted_of(person.id)
        if not taken:
            return None
        versions = {version.id: version.framework for version in await self._frameworks.all()}
        readings = [
            Reading(
                versions[assessment.framework_id],
                assessment,
                cycle.name,
                local_day(assessment.submitted_at or cycle.opened_at, person.tz),
            )
            for assessment, cycle in taken
        ]
        return summarise(
            person,
            readings,
            history=await self._people.level_history(person.id),
            versions=list(versions.values()),
            evidence=await self._evidence.of(person.id),
        )
