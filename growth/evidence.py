"""A piece of evidence: something a coach did, in their own words, tied to competencies."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from growth.assessment import BEYOND, Assessment
from growth.calendar import local_day
from growth.errors import InvalidEvidence


class EvidenceKind(StrEnum):
    """Where it comes from."""

    OBSERVATION = "observation"
    ARTEFACT = "artefact"
    FEEDBACK = "feedback"
    MEASURE = "measure"
    REFLECTION = "reflection"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece, owned by a coach. `happened_on` is a local day; `key` says which note it was kept from."""

    id: str
    owner_id: str
    happened_on: date
    text: str
    competencies: frozenset[str]
    kind: EvidenceKind = EvidenceKind.REFLECTION
    key: str | None = None

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidEvidence("A few words are needed: what would someone have seen?")

    @property
    def title(self) -> str:
        """Its first line, for a list."""
        return self.text.strip().splitlines()[0]


def evidence_from(assessment: Assessment, now: datetime, tz: str) -> list[Evidence]:
    """Return the notes of a submitted assessment that are kept as evidence: those with Beyond (I4), never practice.

    `key` names note and assessment, so that submitting again replaces a piece instead of adding one.
    """
    if assessment.cycle_id is None:
        return []
    return [
        Evidence(
            id="",
            owner_id=assessment.subject_id,
            happened_on=local_day(now, tz),
            text=answer.note,
            competencies=frozenset({key}),
            key=f"note:{assessment.id}:{key}",
        )
        for key, answer in assessment.answers.items()
        if answer.rating == BEYOND and answer.note.strip()
    ]
