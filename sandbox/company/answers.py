"""How a made-up coach answers a self-assessment: a ladder position per competency that moves slowly, and a note."""

from collections.abc import Collection
from dataclasses import dataclass
from math import floor

from framework.model import SKIP, Competency, Framework, Level
from growth.answering import Change
from growth.assessment import AT_LEVEL, BEYOND
from growth.cycles import Cycle, Member
from growth.evidence import Evidence
from growth.ladder import PER_LEVEL
from growth.people import Person
from sandbox.company.model import OLDEST, Coach, Story
from sandbox.company.words import note, seeded, shuffled

_LEANING = 0.9
"""By how many positions strengths lie above a coach's mean, and what is harder below it."""

_OWN_SPREAD = 0.45
_MOOD = 0.15
_SKIP_CHANCE = 0.2


@dataclass(frozen=True, slots=True)
class Sitting:
    """One coach before the form of a half-year; `kept` is the evidence they tag their answers with."""

    coach: Coach
    person: Person
    cycle: Cycle
    member: Member
    back: int
    kept: Collection[Evidence] = ()

    @property
    def level(self) -> str:
        """The key of the level they are read at; empty where they have none."""
        return self.member.level or ""

    @property
    def story(self) -> Story:
        """What the coach's answers are told from."""
        return self.coach.story

    def changes(self, framework: Framework) -> dict[str, Change]:
        """Return what the coach fills in, {competency key: change} in asking order; optional ones stay empty."""
        skipped = self._skipped(framework)
        return {
            competency.key: Change(choice=SKIP) if competency.key in skipped else self._rated(framework, competency)
            for competency in framework.asked()
            if self.level not in competency.optional_at
        }

    def _rated(self, framework: Framework, competency: Competency) -> Change:
        specialisms = frozenset(self.story.specialisms)
        asked = framework.reference_level(competency.key, self.level, specialisms)
        place = self._place(framework, competency)
        rating = min(max(place - PER_LEVEL * (asked.rank - 1), 0), BEYOND)
        above = min(place - PER_LEVEL * asked.rank, BEYOND)
        tagged = frozenset(piece.id for piece in self.kept if competency.key in piece.competencies)
        return Change(
            choice=rating,
            next_choice=above if rating == BEYOND and framework.next_level(asked) else None,
            note=self._note(competency, asked, rating, has_evidence=bool(tagged)),
            evidence=tagged if rating >= AT_LEVEL else frozenset(),
        )

    def _note(self, competency: Competency, asked: Level, rating: int, *, has_evidence: bool) -> str:
        if rating < AT_LEVEL or (rating == AT_LEVEL and has_evidence):
            return ""
        return note(self.coach, competency.key, asked.band, self.back)

    def _place(self, framework: Framework, competency: Competency) -> int:
        """Return the ladder position: the coach's mean, their own leaning, a slow move, a mood of the day."""
        story, key = self.story, competency.key
        lasting = seeded(self.coach, key)
        own = lasting.gauss(0, _OWN_SPREAD)
        if key in story.strengths or key in story.harder:
            own = _LEANING if key in story.strengths else -_LEANING
        moved = story.pace * lasting.uniform(0.5, 1.5) * (OLDEST - self.back)
        mean = story.start + own + moved + seeded(self.coach, key, self.back).gauss(0, _MOOD)
        base = framework.pillar(competency.pillar).floor
        if base is not None and story.specialisms and key not in story.specialisms:
            mean = min(mean, PER_LEVEL * framework.level(base).rank + own / 2)
        return floor(mean + 0.5)

    def _skipped(self, framework: Framework) -> set[str]:
        """Return what had no occasion: now and then one of a pillar, in a quiet half-year half of the crafts."""
        chance = seeded(self.coach, "skips", self.back)
        rare = {shuffled(framework.of_pillar(pillar.key), chance)[0].key for pillar in framework.pillars}
        found = {key for key in sorted(rare) if chance.random() < _SKIP_CHANCE}
        if self.story.quiet == self.back:
            found |= {competency.key for competency in framework.specialisable[-2:]}
        return found
