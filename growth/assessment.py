"""A self-assessment: its pages, its answers, and what is still missing (domain rules I1 to I6, I8).

Does not change one: see `growth.answering`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from framework.model import Competency, Framework
from growth.errors import InvalidAnswer

AT_LEVEL = 2
"""From this rating on, one sentence or one piece of evidence is asked for (I4)."""

BEYOND = 3
MINUTES_PER_TEN_QUESTIONS = 14
PAGE_SIZE = 3


class Source(StrEnum):
    """Who assesses."""

    SELF = "self"
    MANAGER = "manager"
    PEER = "peer"


class Purpose(StrEnum):
    """What for: a cycle's talk, a joiner's first look, or practice that nobody else ever sees."""

    TALK = "talk"
    BASELINE = "baseline"
    PRACTICE = "practice"


class State(StrEnum):
    """How far it is; from `submitted` on it is locked."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SHARED = "shared"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one competency got. `ref_level` is the level whose sentence was rated; `rating` is 0..3.

    `skipped` is the answer "No occasion for this". `next_rating` is the same scale against the next level's
    sentence. Raises InvalidAnswer where the two ratings contradict each other (I3).
    """

    competency: str
    ref_level: str
    rating: int | None = None
    skipped: bool = False
    next_rating: int | None = None
    note: str = ""
    evidence: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.next_rating is not None and self.rating != BEYOND:
            raise InvalidAnswer(
                self.competency,
                "The next level's sentence builds on this one: choose Beyond here first, or leave the next one empty.",
            )

    @property
    def answered(self) -> bool:
        """Whether a choice was made; a skip is one."""
        return self.skipped or self.rating is not None

    @property
    def wants_example(self) -> bool:
        """Whether the rating asks for a sentence or a piece of evidence that is not there yet."""
        return self.rating is not None and self.rating >= AT_LEVEL and not self.note.strip() and not self.evidence


@dataclass(frozen=True, slots=True)
class Page:
    """One page of questions; `number` counts from 1, `of` is how many there are."""

    number: int
    of: int
    pillar: str
    competencies: tuple[Competency, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an assessment is: competencies that count, and whole minutes left."""

    answered: int
    total: int

    @property
    def minutes_left(self) -> int:
        """Return ceil(1.4 x unanswered) (domain rule 3.11)."""
        return -(-MINUTES_PER_TEN_QUESTIONS * (self.total - self.answered) // 10)


class Gap(StrEnum):
    """What a competency still lacks."""

    CHOICE = "choice"
    EXAMPLE = "example"


@dataclass(frozen=True, slots=True)
class Assessment:
    """Ratings of one coach by one author against one framework version.

    `id` is None until the first answer is kept. `level` is the frozen reference level; `specialisms` is None until
    they are chosen, at levels that may specialise. Moments are UTC.
    """

    subject_id: str
    author_id: str
    framework_id: str
    level: str
    purpose: Purpose
    source: Source = Source.SELF
    id: str | None = None
    cycle_id: str | None = None
    specialisms: frozenset[str] | None = None
    state: State = State.DRAFT
    answers: Mapping[str, Answer] = field(default_factory=dict)
    started_at: datetime | None = None
    submitted_at: datetime | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it can still be answered."""
        return self.state is State.DRAFT

    @property
    def ratings_are_optional(self) -> bool:
        """Whether ratings may stay empty, as in a joiner's first look."""
        return self.purpose is Purpose.BASELINE

    def chosen(self) -> frozenset[str]:
        """Return the specialisms, empty where none are chosen (yet)."""
        return self.specialisms or frozenset()


@lru_cache(maxsize=32)
def pages(framework: Framework) -> tuple[Page, ...]:
    """Return the pages in asking order: each of one pillar, about three competencies, evenly filled."""
    groups: list[tuple[str, tuple[Competency, ...]]] = []
    for pillar in framework.asking_order:
        competencies = framework.of_pillar(pillar)
        count = -(-len(competencies) // PAGE_SIZE)
        small, larger = divmod(len(competencies), count)
        start = 0
        for index in range(count):
            size = small + (index < larger)
            groups.append((pillar, competencies[start : start + size]))
            start += size
    return tuple(Page(i, len(groups), pillar, group) for i, (pillar, group) in enumerate(groups, start=1))


def asks_for_specialisms(framework: Framework, assessment: Assessment) -> bool:
    """Say whether the assessment begins with the specialisms page."""
    return framework.level(assessment.level).may_specialise and bool(framework.specialisable)


def answer_to(framework: Framework, assessment: Assessment, competency: str) -> Answer | None:
    """Return the answer to the sentence that is asked now, or None.

    An answer that was given to another level's sentence, before the specialisms changed, keeps its note and evidence
    here but counts as not rated; choosing the former specialisms again brings its rating back.
    """
    answer = assessment.answers.get(competency)
    if answer is None:
        return None
    level = framework.reference_level(competency, assessment.level, assessment.chosen()).key
    if answer.ref_level == level:
        return answer
    return replace(answer, ref_level=level, rating=None, skipped=False, next_rating=None)


def asks_next_level(framework: Framework, answer: Answer | None) -> bool:
    """Say whether the next level's sentence is asked: after Beyond, unless the level is the last (I4)."""
    return (
        answer is not None
        and answer.rating == BEYOND
        and framework.next_level(framework.level(answer.ref_level)) is not None
    )


def gaps(
    framework: Framework, assessment: Assessment, competencies: Collection[Competency] | None = None
) -> dict[str, Gap]:
    """Return what is missing, {competency key: gap} in asking order; of a page's competencies or of all."""
    missing: dict[str, Gap] = {}
    for competency in framework.asked() if competencies is None else competencies:
        answer = answer_to(framework, assessment, competency.key)
        if answer is not None and answer.wants_example:
            missing[competency.key] = Gap.EXAMPLE
        elif not (answer and answer.answered) and is_required(assessment, competency):
            missing[competency.key] = Gap.CHOICE
    return missing


def is_required(assessment: Assessment, competency: Competency) -> bool:
    """Say whether a competency needs a choice (I4: optional ones and a first look need none)."""
    return not assessment.ratings_are_optional and assessment.level not in competency.optional_at


def progress(framework: Framework, assessment: Assessment) -> Progress:
    """Return how many of the required competencies are answered."""
    counted = framework.required(assessment.level)
    done = sum(1 for c in counted if (answer := answer_to(framework, assessment, c.key)) and answer.answered)
    return Progress(done, len(counted))


def landing_page(framework: Framework, assessment: Assessment) -> Page | None:
    """Return the first page with something unanswered, or None when all is there and the review is next.

    In a first look nothing has to be answered: it lands on the first page without any answer.
    """
    missing = gaps(framework, assessment)
    for page in pages(framework):
        if any(c.key in missing for c in page.competencies):
            return page
        if assessment.ratings_are_optional and not any(c.key in assessment.answers for c in page.competencies):
            return page
    return None
