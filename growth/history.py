"""What changed between two assessments of one coach by one author, and their course over the cycles.

Domain rules 3.5 and 3.2. Positions compare a coach with the framework, and here with their own earlier positions;
never with anybody else's, and never one source with another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from framework.model import Framework, Level, Pillar
from growth.assessment import Assessment, Purpose, Source, answer_to
from growth.fit import Fit, fit
from growth.ladder import Step, positions, skipped, step

TOO_SOON = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Reading:
    """One submitted assessment with the framework version it pins; `on` is the local day it was submitted."""

    framework: Framework
    assessment: Assessment
    cycle: str
    on: date

    @property
    def level(self) -> Level:
        """The level it was read at."""
        return self.framework.level(self.assessment.level)

    def positions(self) -> dict[str, int]:
        """Return {competency key: ladder position} of what was rated."""
        return positions(self.framework, self.assessment)

    def fit(self) -> Fit:
        """Return how it meets the level it was read at."""
        own = self.assessment
        return fit(self.framework, own.level, own.chosen(), self.positions(), skipped(own))


@dataclass(frozen=True, slots=True)
class Change:
    """One competency in two assessments: `by` is the later position minus the earlier one.

    `competency` is its key in the later framework version, `before` and `after` the sentences as they were rated.
    """

    competency: str
    pillar: str
    before: Step
    after: Step
    by: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Everything that two assessments have in common, in the later version's framework order."""

    before: Reading
    after: Reading
    changes: tuple[Change, ...]

    @property
    def too_soon(self) -> bool:
        """Whether too little time lies between them to say much."""
        return self.after.on - self.before.on < TOO_SOON

    @property
    def ups(self) -> tuple[Change, ...]:
        """What grew, largest first, then in framework order."""
        return tuple(sorted((c for c in self.changes if c.by > 0), key=lambda change: -change.by))

    @property
    def downs(self) -> tuple[Change, ...]:
        """What stands lower than before, largest first: worth a conversation, the context or the bar may differ."""
        return tuple(sorted((c for c in self.changes if c.by < 0), key=lambda change: change.by))

    @property
    def same(self) -> int:
        """How many stand where they stood."""
        return sum(1 for change in self.changes if change.by == 0)

    @property
    def net(self) -> int:
        """All changes added up, in positions."""
        return sum(change.by for change in self.changes)

    @property
    def net_by_pillar(self) -> dict[str, int]:
        """The changes added up by pillar key, in framework order; pillars without anything in common are absent."""
        found = {p.key: [c.by for c in self.changes if c.pillar == p.key] for p in self.after.framework.pillars}
        return {key: sum(changes) for key, changes in found.items() if changes}


@dataclass(frozen=True, slots=True)
class Point:
    """One cycle of the chart: the exact mean position of every pillar, by key."""

    cycle: str
    on: date
    positions: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Course:
    """The pillars' positions over the cycles, oldest first; `left_out` names cycles that lack a pillar."""

    pillars: tuple[Pillar, ...]
    points: tuple[Point, ...]
    left_out: tuple[str, ...]


def countable(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return what growth may be read from, oldest first: submitted self-assessments, never a practice."""
    kept = [
        reading
        for reading in readings
        if reading.assessment.source is Source.SELF
        and reading.assessment.purpose is not Purpose.PRACTICE
        and not reading.assessment.is_draft
    ]
    return tuple(sorted(kept, key=lambda reading: reading.on))


def growth_between(before: Reading, after: Reading, versions: Sequence[Framework] = ()) -> Growth:
    """Return what changed from one assessment to a later one of the same source.

    `versions` are the published framework versions, oldest first: keys are followed from the one to the other, and
    what was split, merged or dropped on the way is not compared. Nothing is, where the levels themselves changed.
    """
    if not _same_ladder(before.framework, after.framework):
        return Growth(before, after, ())
    keys = successors(_chain(before.framework, after.framework, versions))
    earlier = {keys[key]: key for key in keys}
    was, now = before.positions(), after.positions()
    changes = []
    for competency in after.framework.competencies:
        old = earlier.get(competency.key)
        first = _step(before, old)
        second = _step(after, competency.key)
        if old is not None and first is not None and second is not None:
            changes.append(Change(competency.key, competency.pillar, first, second, now[competency.key] - was[old]))
    return Growth(before, after, tuple(changes))


def successors(versions: Sequence[Framework]) -> dict[str, str]:
    """Return {key in the first version: its one-to-one successor in the last} along adjoining versions."""
    keys = {competency.key: competency.key for competency in versions[0].competencies}
    for version in versions[1:]:
        keys = {first: version.became.get(key, key) for first, key in keys.items() if key not in version.dropped}
        keys = {first: key for first, key in keys.items() if version.has(key)}
    reached = list(keys.values())
    return {first: key for first, key in keys.items() if reached.count(key) == 1}


def all_successors(versions: Sequence[Framework]) -> dict[str, str]:
    """Return {key in any version: its one-to-one successor in the last}; of a key that came back its newest meaning."""
    found: dict[str, str] = {}
    for first in range(len(versions)):
        found |= successors(versions[first:])
    return found


def course(framework: Framework, readings: Iterable[Reading]) -> Course:
    """Return the positions of a framework's pillars over the countable readings (domain rule 3.2)."""
    points, left_out = [], []
    for reading in countable(readings):
        found = {p.pillar: p.position for p in reading.fit().pillars if p.position is not None}
        places = {pillar.key: found[pillar.key] for pillar in framework.pillars if pillar.key in found}
        if len(places) == len(framework.pillars) and _same_ladder(reading.framework, framework):
            points.append(Point(reading.cycle, reading.on, places))
        else:
            left_out.append(reading.cycle)
    return Course(framework.pillars, tuple(points), tuple(left_out))


def _step(reading: Reading, competency: str | None) -> Step | None:
    if competency is None:
        return None
    answer = answer_to(reading.framework, reading.assessment, competency)
    return step(reading.framework, answer) if answer is not None else None


def _same_ladder(one: Framework, other: Framework) -> bool:
    """Say whether positions mean the same in both: equal levels at equal ranks, as far as both go."""
    return all(mine.key == theirs.key for mine, theirs in zip(one.levels, other.levels, strict=False))


def _chain(before: Framework, after: Framework, versions: Sequence[Framework]) -> list[Framework]:
    """Return the versions from one to the other; the two themselves where the list does not hold them."""
    names = [version.version for version in versions]
    if before.version == after.version:
        return [before]
    if before.version in names and after.version in names:
        return list(versions[names.index(before.version) : names.index(after.version) + 1]) or [before, after]
    return [before, after]
