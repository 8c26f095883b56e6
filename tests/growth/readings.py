"""Assessments written the way the rule book writes its vectors: one digit per competency, in framework order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time

from framework.loading import default_framework
from framework.model import Archetype, Competency, Expectation, Framework, Level, Pillar, Scale, ScalePoint
from growth.assessment import Answer, Assessment, Purpose, State
from growth.history import Reading

SPRING, AUTUMN = date(2026, 3, 3), date(2026, 9, 8)


def assessment(
    level: str,
    ratings: str,
    specialisms: frozenset[str] = frozenset(),
    *,
    following: Mapping[str, int] | None = None,
    framework: Framework | None = None,
    on: date = SPRING,
    notes: Mapping[str, str] | None = None,
    evidence: Mapping[str, frozenset[str]] | None = None,
    **fields,
) -> Assessment:
    """Build an assessment from ratings such as "2 2 1": a digit, "-" for a skip, "." for no answer.

    `fields` override those of the assessment itself.
    """
    framework = framework or default_framework()
    marks = [mark for mark in ratings if mark in "0123-."]
    answers = {}
    for competency, mark in zip(framework.competencies, marks, strict=True):
        key = competency.key
        if mark != ".":
            answers[key] = Answer(
                key,
                framework.reference_level(key, level, specialisms).key,
                rating=int(mark) if mark.isdigit() else None,
                skipped=mark == "-",
                next_rating=(following or {}).get(key),
                note=(notes or {}).get(key, ""),
                evidence=(evidence or {}).get(key, frozenset()),
            )
    built = Assessment(
        subject_id="ana",
        author_id="ana",
        framework_id=framework.version,
        level=level,
        purpose=Purpose.TALK,
        id=f"{level}-{on}",
        cycle_id="cycle",
        specialisms=specialisms,
        state=State.SUBMITTED,
        answers=answers,
        submitted_at=datetime.combine(on, time(9), UTC),
    )
    return replace(built, **fields)


def reading(
    level: str, ratings: str, specialisms: frozenset[str] = frozenset(), *, cycle: str = "2026-H1", **more
) -> Reading:
    """Build a reading of such an assessment."""
    built = assessment(level, ratings, specialisms, **more)
    return Reading(more.get("framework") or default_framework(), built, cycle, more.get("on", SPRING))


def ladder_of(
    levels: int, pillars: int, per_pillar: int = 3, *, specialising: bool = False, version: str = "1.0.0", **more
) -> Framework:
    """Build a framework of any size; with `specialising`, its second pillar stays at the first level's floor."""
    names = [f"l{rank}" for rank in range(1, levels + 1)]
    return Framework(
        name="Any ladder",
        version=version,
        role="Engineer",
        role_plural="Engineers",
        period_months=6,
        levels=tuple(_level(name, rank, deep=specialising and rank > 1) for rank, name in enumerate(names, 1)),
        bands=("Lower", "Upper"),
        pillars=tuple(_pillar(n, specialises=specialising and n == 2) for n in range(1, pillars + 1)),
        asking_order=tuple(f"p{n}" for n in range(1, pillars + 1)),
        competencies=tuple(
            _competency(f"p{p}", f"p{p}c{c}", names) for p in range(1, pillars + 1) for c in range(1, per_pillar + 1)
        ),
        scale=Scale(
            "Where are you?",
            tuple(
                ScalePoint(value, label, label, label)
                for value, label in enumerate(["Not yet", "Developing", "At level", "Beyond"])
            ),
            "No occasion",
            "lately",
        ),
        archetypes=(Archetype("all_round", "All round", "Does all", {"p2c1": 50, "p2c2": 50}, (), "l2"),)
        if specialising
        else (),
        accountabilities=(),
        not_accountable=(),
        **more,
    )


def _level(key: str, rank: int, *, deep: bool) -> Level:
    return Level(key, rank, f"Level {rank}", f"L{rank}", f"Works at {rank}", deep, int(deep), int(rank > 1))


def _pillar(number: int, *, specialises: bool) -> Pillar:
    return Pillar(f"p{number}", f"Pillar {number}", "A side of the work", specialises, "l1" if specialises else None)


def _competency(pillar: str, key: str, levels: list[str]) -> Competency:
    sentences = {
        level: Expectation(f"Does {key} as asked at {level}", ("One sees it", "One hears it")) for level in levels
    }
    return Competency(key, pillar, f"Title of {key}", f"What {key} is", (), sentences)
