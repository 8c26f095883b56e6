"""Which combinations of expertise a coach's depth resembles (domain rule 3.4): a mirror, never a requirement.

Shown to the coach alone; the coach picks, or writes their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from framework.model import Archetype, Framework
from growth.ladder import PER_LEVEL, percent, rounded

STRONG_FROM = 70
SHOWN_FROM = 50
MOST_SHOWN = 3
ACCENT_SPAN = 4
"""Positions above the floor at which an accent is fully there: two levels."""


class Likeness(StrEnum):
    """How much a match resembles, in words; what is below is not shown."""

    STRONG = "strong"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class Match:
    """One archetype: `match` and `overlap` are whole-number percentages.

    `because` are the competencies that carry the overlap, the strongest first. `leaning` says that the coach's level
    is below the archetype's.
    """

    archetype: Archetype
    match: int
    overlap: int
    because: tuple[str, ...]
    leaning: bool

    @property
    def likeness(self) -> Likeness | None:
        """The match in words, or None where it is too small to be shown."""
        if self.match >= STRONG_FROM:
            return Likeness.STRONG
        return Likeness.SOME if self.match >= SHOWN_FROM else None


def matches(framework: Framework, level: str, positions: Mapping[str, int]) -> tuple[Match, ...]:
    """Return every archetype by match, then catalogue order; empty without depth, or below the floor level.

    Positions are those of one assessment at `level`, {competency key: 0..2·n+1}.
    """
    depth = _depth(framework, positions)
    own = framework.level(level)
    if not any(depth.values()) or own.rank < _floor_rank(framework):
        return ()
    found = [_match(framework, archetype, depth, positions, own.rank) for archetype in framework.archetypes]
    return tuple(sorted(found, key=lambda match: -match.match))


def shown(found: tuple[Match, ...]) -> tuple[Match, ...]:
    """Return the best three of those that resemble enough to be shown."""
    return tuple(match for match in found if match.likeness is not None)[:MOST_SHOWN]


def _floor_rank(framework: Framework) -> int:
    floors = [framework.level(pillar.floor).rank for pillar in framework.pillars if pillar.floor is not None]
    return min(floors, default=1)


def _depth(framework: Framework, positions: Mapping[str, int]) -> dict[str, int]:
    floor = PER_LEVEL * _floor_rank(framework)
    return {c.key: max(0, positions.get(c.key, 0) - floor) for c in framework.specialisable}


def _match(
    framework: Framework, archetype: Archetype, depth: Mapping[str, int], positions: Mapping[str, int], rank: int
) -> Match:
    total = sum(depth.values())
    parts = {
        key: min(Fraction(100 * deep, total), Fraction(archetype.weights.get(key, 0))) for key, deep in depth.items()
    }
    overlap = sum(parts.values(), Fraction())
    accent = _accent(archetype, positions, PER_LEVEL * _floor_rank(framework))
    whole = overlap if accent is None else (4 * overlap + 100 * accent) / 5
    carried = sorted((key for key, part in parts.items() if part), key=lambda key: -parts[key])
    leaning = rank < framework.level(archetype.min_level).rank
    return Match(archetype, rounded(whole), percent(overlap / 100), tuple(carried), leaning)


def _accent(archetype: Archetype, positions: Mapping[str, int], floor: int) -> Fraction | None:
    """Return how much of the accents is there, 0..1; None where there are none, or none was rated."""
    places = [positions[key] for key in archetype.accents if key in positions]
    if not places:
        return None
    return Fraction(sum(min(max(place - floor, 0), ACCENT_SPAN) for place in places), ACCENT_SPAN * len(places))
