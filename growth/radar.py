"""The profile that a radar shows: every competency's position, what the level asks, what the next one asks.

Plain values only, because it travels to the worker process that draws it (see `views.radar`).
"""

from dataclasses import dataclass

from framework.model import Framework, Level
from growth.history import Reading
from growth.ladder import PER_LEVEL


@dataclass(frozen=True, slots=True)
class Axis:
    """One competency: `you` is its ladder position or None where it was not rated, `level` and `next` what is asked.

    `next` is None at the last level. `optional` is what the level does not require.
    """

    title: str
    pillar: str
    you: int | None
    level: int
    next: int | None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class RadarProfile:
    """All axes in framework order. `rings` are the levels' short names, lowest first: ring k stands at position 2·k.

    `level` and `next` name the levels that are drawn, `next` is None at the last one; `top` is the last position.
    `unseen` are the titles of the pillars that not enough was seen of (I8).
    """

    title: str
    axes: tuple[Axis, ...]
    rings: tuple[str, ...]
    level: str
    next: str | None
    top: int
    unseen: tuple[str, ...] = ()

    def pillars(self) -> dict[str, tuple[Axis, ...]]:
        """Return the axes by pillar title, in framework order."""
        titles = dict.fromkeys(axis.pillar for axis in self.axes)
        return {title: tuple(axis for axis in self.axes if axis.pillar == title) for title in titles}


def radar_profile(reading: Reading) -> RadarProfile:
    """Return the profile of one assessment against its level and the next."""
    framework, own = reading.framework, reading.level
    above = framework.next_level(own)
    places = reading.positions()
    specialisms = reading.assessment.chosen()
    return RadarProfile(
        title=f"{reading.cycle}, read at {own.title}",
        axes=tuple(
            Axis(
                title=competency.title,
                pillar=framework.pillar(competency.pillar).title,
                you=places.get(competency.key),
                level=_asked(framework, competency.key, own, specialisms),
                next=_asked(framework, competency.key, above, specialisms) if above is not None else None,
                optional=own.key in competency.optional_at,
            )
            for competency in framework.competencies
        ),
        rings=tuple(level.short for level in framework.levels),
        level=own.title,
        next=above.title if above is not None else None,
        top=framework.top_position,
        unseen=tuple(
            framework.pillar(seen.pillar).title
            for seen in reading.fit().pillars
            if seen.answered and seen.share is None
        ),
    )


def _asked(framework: Framework, competency: str, level: Level, specialisms: frozenset[str]) -> int:
    return PER_LEVEL * framework.reference_level(competency, level.key, specialisms).rank
