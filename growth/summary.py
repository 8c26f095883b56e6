"""What a coach's growth summary says (domain rule 3.8): what grew, strengths, the next sentences to grow into.

Holds facts, not phrases (see `views.summary`). A practice never enters it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from framework.model import Framework, Level
from growth.archetypes import Match, matches
from growth.assessment import Answer, Purpose
from growth.evidence import Evidence
from growth.fit import Distance, Fit, fit
from growth.history import Change, Course, Growth, Reading, countable, course, growth_between
from growth.ladder import Step, skipped, step
from growth.people import LevelEntry, LevelReason, Person
from growth.radar import RadarProfile, radar_profile

MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Example:
    """What someone would have seen, in the coach's own words; `on` is its day where it is a piece of evidence."""

    text: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Grown:
    """One competency that grew, with the example that goes with it."""

    title: str
    change: Change
    example: Example | None


@dataclass(frozen=True, slots=True)
class Strength:
    """One competency beyond the sentence it is read at, with that sentence."""

    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class NextSentence:
    """One sentence to grow into, of `level`; `now` is what was answered to it or below it."""

    title: str
    level: Level
    sentence: str
    now: Step | None


@dataclass(frozen=True, slots=True)
class GrowthSummary:
    """One coach's growth as their own assessments tell it.

    `level` and `since` are the coach's present ones, `current.level` the one the newest assessment was read at.
    `growth` is None for a first assessment. `after_promotion`: the first one at a level the coach was promoted to.
    `fit` has no word in a first look. `matches` holds every archetype, for the coach alone, or none
    where there is no depth to match.
    """

    name: str
    level: Level
    since: date | None
    current: Reading
    growth: Growth | None
    after_promotion: bool
    grown: tuple[Grown, ...]
    strengths: tuple[Strength, ...]
    next: tuple[NextSentence, ...]
    fit: Fit
    course: Course
    radar: RadarProfile
    matches: tuple[Match, ...]

    @property
    def framework(self) -> Framework:
        """The framework version that the newest assessment pins."""
        return self.current.framework

    @property
    def first_look(self) -> bool:
        """Whether the newest assessment is a joiner's first look."""
        return self.current.assessment.purpose is Purpose.BASELINE

    @property
    def previous(self) -> Reading | None:
        """The assessment before, or None."""
        return self.growth.before if self.growth is not None else None


def summarise(
    person: Person,
    readings: Sequence[Reading],
    *,
    history: Sequence[LevelEntry] = (),
    versions: Sequence[Framework] = (),
    evidence: Collection[Evidence] = (),
) -> GrowthSummary | None:
    """Return a coach's summary, or None while nothing is submitted.

    `readings` are the coach's own assessments in any order, `history` their levels, `versions` the published
    framework versions oldest first, `evidence` their own pieces.
    """
    counted = countable(readings)
    if not counted:
        return None
    *earlier, current = counted
    growth = growth_between(earlier[-1], current, versions) if earlier else None
    found = current.fit()
    framework = current.framework
    return GrowthSummary(
        name=person.name,
        level=next((level for level in framework.levels if level.key == person.level), current.level),
        since=person.level_since,
        current=current,
        growth=growth,
        after_promotion=_after_promotion(current, earlier, history),
        grown=tuple(_grown(change, current, evidence) for change in growth.ups[:MOST_SHOWN]) if growth else (),
        strengths=tuple(_strength(framework, distance) for distance in found.strengths[:MOST_SHOWN]),
        next=_next_sentences(current, found),
        fit=replace(found, word=None) if current.assessment.purpose is Purpose.BASELINE else found,
        course=course(framework, counted),
        radar=radar_profile(current),
        matches=matches(framework, current.level.key, current.positions()),
    )


def _after_promotion(current: Reading, earlier: Sequence[Reading], history: Sequence[LevelEntry]) -> bool:
    if any(reading.assessment.level == current.assessment.level for reading in earlier):
        return False
    promoted = any(
        entry.level == current.assessment.level and entry.reason is LevelReason.PROMOTION for entry in history
    )
    return promoted or any(reading.level.rank < current.level.rank for reading in earlier)


def _grown(change: Change, current: Reading, evidence: Collection[Evidence]) -> Grown:
    competency = current.framework.competency(change.competency)
    return Grown(competency.title, change, _example(current.assessment.answers[change.competency], evidence))


def _example(answer: Answer, evidence: Collection[Evidence]) -> Example | None:
    attached = [piece for piece in evidence if piece.id in answer.evidence]
    if attached:
        newest = max(attached, key=lambda piece: piece.happened_on)
        return Example(newest.title, newest.happened_on)
    lines = answer.note.strip().splitlines()
    return Example(lines[0]) if lines else None


def _strength(framework: Framework, distance: Distance) -> Strength:
    competency = framework.competency(distance.competency)
    return Strength(competency.title, competency.expectations[distance.level.key].sentence)


def _next_sentences(current: Reading, found: Fit) -> tuple[NextSentence, ...]:
    """Return up to three: the level's own sentences that are not met yet, else the next level's nearest ones."""
    if found.gaps:
        return tuple(_next_sentence(current, gap) for gap in found.gaps[:MOST_SHOWN])
    framework, own = current.framework, current.assessment
    above = framework.next_level(current.level)
    if above is None or not found.answered:
        return ()
    ahead = fit(framework, above.key, own.chosen(), current.positions(), skipped(own)).gaps
    nearest = sorted(ahead, key=lambda gap: gap.size)
    return tuple(_next_sentence(current, gap) for gap in nearest[:MOST_SHOWN])


def _next_sentence(current: Reading, gap: Distance) -> NextSentence:
    competency = current.framework.competency(gap.competency)
    answer = current.assessment.answers.get(gap.competency)
    now = step(current.framework, answer) if answer is not None else None
    return NextSentence(competency.title, gap.level, competency.expectations[gap.level.key].sentence, now)
