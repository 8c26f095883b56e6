"""Answering a self-assessment: what a form changes, specialisms, submitting, taking back, practice.

Does not keep anything and knows no form: `views.assessment` reads what was typed into a `Change` per competency,
`storage.assessments` keeps the `Assessment` that comes back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from framework.model import SKIP, Framework
from growth.assessment import (
    AT_LEVEL,
    BEYOND,
    Answer,
    Assessment,
    Purpose,
    State,
    answer_to,
    asks_for_specialisms,
    gaps,
)
from growth.errors import Incomplete, InvalidChoice, NotOpen


class Unchanged(Enum):
    """In a `Change`: the form did not carry this field, or the person did not touch it. What is stored stays."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class Change:
    """What a form says of one competency; each field is UNCHANGED unless the person changed it.

    `choice` and `next_choice` are 0..3, "skip", or None where the choice was cleared; `note` is "" where the note was.
    """

    choice: int | str | Unchanged | None = UNCHANGED
    next_choice: int | str | Unchanged | None = UNCHANGED
    note: str | Unchanged = UNCHANGED
    evidence: frozenset[str] | Unchanged = UNCHANGED


def choose_specialisms(framework: Framework, assessment: Assessment, chosen: Collection[str]) -> Assessment:
    """Return the assessment with these specialisms; raise InvalidChoice or NotOpen.

    A competency that is now read at another level asks again (`growth.assessment.answer_to`).
    """
    _require_draft(assessment)
    keys = frozenset(chosen)
    if unknown := keys - {competency.key for competency in framework.specialisable}:
        raise InvalidChoice(f"The framework has no {min(unknown)} to specialise in.")
    least = framework.level(assessment.level).min_specialisms
    if len(keys) < least:
        raise InvalidChoice(f"Choose at least {least}: it is read at your own level.")
    return replace(assessment, specialisms=keys)


def record(framework: Framework, assessment: Assessment, changes: Mapping[str, Change]) -> Assessment:
    """Return the assessment with what a form changed; raise InvalidAnswer, NotOpen or UnknownKey.

    Nothing is dropped but a next-level rating whose Beyond was changed (I4).
    """
    _require_draft(assessment)
    answers = dict(assessment.answers)
    for key, change in changes.items():
        level = framework.reference_level(key, assessment.level, assessment.chosen()).key
        before = answer_to(framework, assessment, key) or Answer(key, level)
        after = _changed(before, change)
        if after != before:
            answers[key] = after
    return replace(assessment, answers=answers)


def _changed(before: Answer, change: Change) -> Answer:
    rating, skipped, next_rating = before.rating, before.skipped, before.next_rating
    if change.choice is not UNCHANGED:
        skipped = change.choice == SKIP
        rating = change.choice if isinstance(change.choice, int) else None
    if change.next_choice is not UNCHANGED:
        next_rating = change.next_choice if isinstance(change.next_choice, int) else None
    if rating != BEYOND and (before.rating == BEYOND or not next_rating or rating == AT_LEVEL):
        # Changed away from Beyond. What was never Beyond and still claims the next level contradicts itself (I3).
        next_rating = None
    return replace(
        before,
        rating=rating,
        skipped=skipped,
        next_rating=next_rating,
        note=before.note if change.note is UNCHANGED else change.note,
        evidence=before.evidence if change.evidence is UNCHANGED else change.evidence,
    )


def submit(framework: Framework, assessment: Assessment, now: datetime) -> Assessment:
    """Return the assessment locked at `now`; raise Incomplete or NotOpen."""
    _require_draft(assessment)
    if asks_for_specialisms(framework, assessment) and assessment.specialisms is None:
        raise Incomplete("First choose what you want to be read at your own level.")
    if missing := gaps(framework, assessment):
        raise Incomplete(f"{len(missing)} of your answers still need a choice or an example.")
    answers = {key: found for key in assessment.answers if (found := answer_to(framework, assessment, key))}
    return replace(assessment, answers=answers, state=State.SUBMITTED, submitted_at=now)


def withdraw(assessment: Assessment) -> Assessment:
    """Return a submitted assessment as a draft again; raise NotOpen once it was shared."""
    if assessment.state is not State.SUBMITTED:
        raise NotOpen("It has been shared: from here on a change is a new revision.")
    return replace(assessment, state=State.DRAFT, submitted_at=None)


def as_practice(assessment: Assessment) -> Assessment:
    """Return a draft whose cycle has closed as a practice of its author's."""
    _require_draft(assessment)
    return replace(assessment, purpose=Purpose.PRACTICE, cycle_id=None)


def take_over(practice: Assessment, blank: Assessment) -> Assessment:
    """Return the cycle's assessment with a practice's answers; raise InvalidChoice where they don't fit."""
    if (practice.framework_id, practice.level) != (blank.framework_id, blank.level):
        raise InvalidChoice("Your practice was about another level or another framework version.")
    if blank.answers:
        raise InvalidChoice("There are answers here already; your practice stays as it is.")
    return replace(blank, specialisms=practice.specialisms, answers=dict(practice.answers))


def _require_draft(assessment: Assessment) -> None:
    if not assessment.is_draft:
        raise NotOpen("This assessment is submitted; take it back first to change it.")
