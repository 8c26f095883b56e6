"""A career framework as frozen values: levels, pillars, competencies, scale, archetypes.

Does not read files (see `framework.loading`) and does not know any particular framework: the number of
levels and pillars, their keys and their names all come from the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

SKIP = "skip"
"""The value of the answer "No occasion for this"; the other answers are the scale's 0..3."""


class UnknownKey(LookupError):
    """The framework has no level, pillar or competency of that key."""


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the ladder. `rank` counts from 1; `band` is 0 (lower) or 1 (upper)."""

    key: str
    rank: int
    title: str
    short: str
    purpose: str
    may_specialise: bool
    min_specialisms: int
    band: int


@dataclass(frozen=True, slots=True)
class Pillar:
    """One side of the work. Where `specialises`, `floor` is the level its other competencies stay at."""

    key: str
    title: str
    definition: str
    specialises: bool
    floor: str | None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one competency asks at one level."""

    sentence: str
    look_fors: tuple[str, ...]
    not_this: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Competency:
    """One thing to grow in, with one expectation per level key; optional at the levels of `optional_at`."""

    key: str
    pillar: str
    title: str
    definition: str
    sub_skills: tuple[str, ...]
    expectations: Mapping[str, Expectation]
    optional_at: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """One answer of the scale: `short` stands beside the option, `anchor` in the hint."""

    value: int
    label: str
    short: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The question asked of every expectation and its answers, values 0..3 in order, plus the skip."""

    question: str
    points: tuple[ScalePoint, ...]
    skip_label: str
    skip_short: str

    def label(self, rating: int) -> str:
        """Return the label of a rating 0..3."""
        return self.points[rating].label


@dataclass(frozen=True, slots=True)
class Archetype:
    """A combination of expertise: `weights` per competency key of the specialising pillar, sum 100."""

    key: str
    name: str
    description: str
    weights: Mapping[str, int]
    accents: tuple[str, ...]
    min_level: str


@dataclass(frozen=True, slots=True)
class Accountability:
    """What the function, not one person, answers for."""

    key: str
    text: str
    who_benefits: str


@dataclass(frozen=True)
class Framework:
    """A whole framework version, immutable once published.

    `levels` are in rank order; `pillars` and `competencies` in the file's order, the "framework order" that
    breaks ties; `asking_order` are the pillar keys in the order in which an assessment asks them.
    `became` maps a competency key of the previous version to its one-to-one successor, for keys that changed;
    `dropped` are previous keys without one (split, merged or dropped): those are not compared.
    """

    name: str
    version: str
    role: str
    role_plural: str
    period_months: int
    levels: tuple[Level, ...]
    bands: tuple[str, str]
    pillars: tuple[Pillar, ...]
    asking_order: tuple[str, ...]
    competencies: tuple[Competency, ...]
    scale: Scale
    archetypes: tuple[Archetype, ...]
    accountabilities: tuple[Accountability, ...]
    not_accountable: tuple[str, ...]
    changelog: str = ""
    became: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        """Return what tells versions apart, so that what follows from one can be worked out once."""
        return hash((self.name, self.version))

    @cached_property
    def _levels(self) -> dict[str, Level]:
        return {level.key: level for level in self.levels}

    @cached_property
    def _pillars(self) -> dict[str, Pillar]:
        return {pillar.key: pillar for pillar in self.pillars}

    @cached_property
    def _competencies(self) -> dict[str, Competency]:
        return {competency.key: competency for competency in self.competencies}

    @property
    def top_position(self) -> int:
        """The highest ladder position, 2·n+1 for n levels (domain rule 3.1)."""
        return 2 * len(self.levels) + 1

    def level(self, key: str) -> Level:
        """Return the level of that key; raise UnknownKey."""
        try:
            return self._levels[key]
        except KeyError:
            raise UnknownKey(key) from None

    def find_level(self, text: str) -> Level | None:
        """Return the level whose key, title or short name is `text`, whatever its case, or None."""
        wanted = text.strip().casefold()
        for level in self.levels:
            if wanted in {level.key.casefold(), level.title.casefold(), level.short.casefold()}:
                return level
        return None

    def level_of_rank(self, rank: int) -> Level:
        """Return the level of a rank counted from 1; raise UnknownKey."""
        if not 1 <= rank <= len(self.levels):
            raise UnknownKey(str(rank))
        return self.levels[rank - 1]

    def next_level(self, level: Level) -> Level | None:
        """Return the level above, or None at the top."""
        return self.levels[level.rank] if level.rank < len(self.levels) else None

    def pillar(self, key: str) -> Pillar:
        """Return the pillar of that key; raise UnknownKey."""
        try:
            return self._pillars[key]
        except KeyError:
            raise UnknownKey(key) from None

    def competency(self, key: str) -> Competency:
        """Return the competency of that key; raise UnknownKey."""
        try:
            return self._competencies[key]
        except KeyError:
            raise UnknownKey(key) from None

    def has(self, key: str) -> bool:
        """Say whether a competency of that key exists."""
        return key in self._competencies

    def of_pillar(self, pillar: str) -> tuple[Competency, ...]:
        """Return a pillar's competencies in framework order."""
        return self._by_pillar.get(pillar, ())

    @cached_property
    def _by_pillar(self) -> dict[str, tuple[Competency, ...]]:
        return {p.key: tuple(c for c in self.competencies if c.pillar == p.key) for p in self.pillars}

    @cached_property
    def specialisable(self) -> tuple[Competency, ...]:
        """The competencies that can be a specialism, in framework order; empty where no pillar specialises."""
        return tuple(c for c in self.competencies if self.pillar(c.pillar).specialises)

    def reference_level(self, competency: str, level: str, specialisms: frozenset[str]) -> Level:
        """Return the level whose sentence a competency is read at (domain rule I2).

        It is the person's own level, except for a competency of a specialising pillar outside `specialisms`
        at a level that may specialise: that one stays at the pillar's floor.
        """
        own = self.level(level)
        pillar = self.pillar(self.competency(competency).pillar)
        if own.may_specialise and pillar.floor is not None and competency not in specialisms:
            floor = self.level(pillar.floor)
            return floor if floor.rank < own.rank else own
        return own

    def required(self, level: str) -> tuple[Competency, ...]:
        """Return the competencies that are required at a level, in framework order (domain rule 2.6)."""
        return tuple(c for c in self.competencies if level not in c.optional_at)

    def asked(self) -> tuple[Competency, ...]:
        """Return every competency in the order in which an assessment asks them."""
        return self._asked

    @cached_property
    def _asked(self) -> tuple[Competency, ...]:
        return tuple(c for pillar in self.asking_order for c in self.of_pillar(pillar))
