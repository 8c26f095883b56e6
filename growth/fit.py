"""How a coach's positions meet what one level asks (domain rule 3.2), in fractions until the last step.

Works for any level of the ladder, so it also reads today's positions against the next level. Strengths never hide
gaps: no competency counts for more than its own sentence.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from framework.model import Competency, Framework, Level
from growth.ladder import PER_LEVEL, percent

SETTLED_FROM = 90
GROWING_FROM = 60
MOST_SKIPPED = Fraction(1, 4)
LEAST_ANSWERED = Fraction(4, 5)


class Word(StrEnum):
    """How a level fits, in one word; decided by the lowest pillar."""

    SETTLED = "settled"
    GROWING_IN = "growing_in"
    STARTING = "starting"


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a competency stands from the sentence it is read at: `size` positions, always above 0."""

    competency: str
    level: Level
    size: int


@dataclass(frozen=True, slots=True)
class PillarFit:
    """One pillar at one level. Counts are of required competencies only.

    `share` is the mean credit 0..1 and `position` the mean ladder position, both exact; both are None where not
    enough was seen: nothing answered, or more than a quarter skipped.
    """

    pillar: str
    required: int
    answered: int
    skipped: int
    met: int
    share: Fraction | None
    position: Fraction | None

    @property
    def score(self) -> int | None:
        """The share as a whole-number percentage."""
        return None if self.share is None else percent(self.share)

    @property
    def is_answered(self) -> bool:
        """Whether at least 80 % of what was not skipped is answered; below that nothing is put into words."""
        return self.answered >= LEAST_ANSWERED * (self.required - self.skipped)


@dataclass(frozen=True, slots=True)
class Fit:
    """A coach's positions read against one level.

    `pillars` holds those with something required at the level, in framework order. `overall` is a whole-number
    percentage; `overall` and `word` are None where any pillar has no score, `word` also where answers are missing.
    `gaps` and `strengths` come largest first, then in framework order; `missing` are unanswered competency keys,
    `uncredited` those that carry nothing yet.
    """

    level: Level
    pillars: tuple[PillarFit, ...]
    overall: int | None
    word: Word | None
    gaps: tuple[Distance, ...]
    strengths: tuple[Distance, ...]
    missing: tuple[str, ...]
    uncredited: tuple[str, ...]
    specialisms_met: bool

    @property
    def met(self) -> int:
        """How many required competencies reach their sentence."""
        return sum(pillar.met for pillar in self.pillars)

    @property
    def answered(self) -> int:
        """How many required competencies have a rating."""
        return sum(pillar.answered for pillar in self.pillars)

    @property
    def not_enough_seen(self) -> tuple[str, ...]:
        """Keys of the pillars without a score."""
        return tuple(pillar.pillar for pillar in self.pillars if pillar.share is None)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One required competency: the level it is read at, its position (None where there is none), its skip."""

    competency: Competency
    level: Level
    position: int | None
    skipped: bool

    @property
    def over(self) -> int:
        return (self.position or 0) - PER_LEVEL * self.level.rank

    @property
    def credit(self) -> Fraction:
        return Fraction(min(max(self.over + PER_LEVEL, 0), PER_LEVEL), PER_LEVEL)


def fit(
    framework: Framework,
    level: str,
    specialisms: frozenset[str],
    positions: Mapping[str, int],
    skipped: Collection[str] = frozenset(),
) -> Fit:
    """Return how positions {competency key: 0..2·n+1} meet a level; raise UnknownKey for a level that isn't there."""
    own = framework.level(level)
    asked = [
        _Asked(c, framework.reference_level(c.key, level, specialisms), positions.get(c.key), c.key in skipped)
        for c in framework.required(level)
    ]
    answered = [one for one in asked if one.position is not None]
    pillars = tuple(_pillar(key, of) for key, of in _by_pillar(framework, asked).items())
    uncredited = tuple(one.competency.key for one in answered if not one.credit)
    specialised = _specialisms_met(own, specialisms, positions)
    return Fit(
        level=own,
        pillars=pillars,
        overall=_overall(pillars),
        word=_word(pillars, settles=specialised and not uncredited),
        gaps=_distances(answered, -1),
        strengths=_distances(answered, 1),
        missing=tuple(one.competency.key for one in asked if one.position is None and not one.skipped),
        uncredited=uncredited,
        specialisms_met=specialised,
    )


def _by_pillar(framework: Framework, asked: Collection[_Asked]) -> dict[str, list[_Asked]]:
    groups = {p.key: [one for one in asked if one.competency.pillar == p.key] for p in framework.pillars}
    return {key: group for key, group in groups.items() if group}


def _pillar(key: str, asked: Collection[_Asked]) -> PillarFit:
    answered = [(one, one.position) for one in asked if one.position is not None]
    skips = sum(1 for one in asked if one.skipped)
    seen = bool(answered) and skips <= MOST_SKIPPED * len(asked)
    return PillarFit(
        pillar=key,
        required=len(asked),
        answered=len(answered),
        skipped=skips,
        met=sum(1 for one, _ in answered if one.over >= 0),
        share=sum((one.credit for one, _ in answered), Fraction()) / len(answered) if seen else None,
        position=Fraction(sum(place for _, place in answered), len(answered)) if seen else None,
    )


def _overall(pillars: Collection[PillarFit]) -> int | None:
    shares = [pillar.share for pillar in pillars if pillar.share is not None]
    if not shares or len(shares) < len(pillars):
        return None
    return percent(sum(shares, Fraction()) / len(shares))


def _word(pillars: Collection[PillarFit], *, settles: bool) -> Word | None:
    scores = [pillar.score for pillar in pillars if pillar.score is not None and pillar.is_answered]
    if not scores or len(scores) < len(pillars):
        return None
    lowest = min(scores)
    if lowest >= SETTLED_FROM and settles:
        return Word.SETTLED
    return Word.GROWING_IN if lowest >= GROWING_FROM else Word.STARTING


def _specialisms_met(level: Level, specialisms: frozenset[str], positions: Mapping[str, int]) -> bool:
    deep = sum(1 for key in specialisms if positions.get(key, 0) >= PER_LEVEL * level.rank)
    return deep >= level.min_specialisms


def _distances(asked: Collection[_Asked], sign: int) -> tuple[Distance, ...]:
    found = [Distance(one.competency.key, one.level, sign * one.over) for one in asked if sign * one.over > 0]
    # A stable sort keeps framework order among equals.
    return tuple(sorted(found, key=lambda distance: -distance.size))
