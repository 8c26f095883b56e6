"""Which pillars and competencies a framework file has, with a sentence for each level."""

from collections.abc import Sequence

from framework.fields import Part
from framework.model import Competency, Expectation, Pillar
from framework.shape import (
    COMPETENCIES,
    COMPETENCY_KEYS,
    EXPECTATION_KEYS,
    LEVELS,
    LINE,
    LOOK_FORS,
    NAME,
    NOT_THIS,
    PILLAR_KEYS,
    PILLARS,
    SENTENCE,
    SHORTEST_NAME,
    SUB_SKILLS,
    Count,
)


def read_pillars(root: Part, levels: Sequence[str]) -> tuple[Pillar, ...]:
    """Return the pillars in the file's order; one with a floor is the one people specialise in."""
    return tuple(_read_pillar(part, levels) for part in root.parts("pillars", PILLAR_KEYS, PILLARS))


def _read_pillar(part: Part, levels: Sequence[str]) -> Pillar:
    specialises = "floor" in part
    return Pillar(
        key=part.key(),
        title=part.text("title", SHORTEST_NAME),
        definition=part.text("definition", LINE),
        specialises=specialises,
        floor=part.choice("floor", levels) if specialises else None,
    )


def read_asking_order(root: Part, pillars: Sequence[str]) -> tuple[str, ...]:
    """Return the pillars' keys in the order in which an assessment asks them; without one, the file's order."""
    if "asking_order" not in root:
        return tuple(pillars)
    order = root.choices("asking_order", pillars, Count(1, PILLARS.most))
    if missing := [pillar for pillar in pillars if pillar not in order]:
        root.refuse("asking_order", f"leaves out {', '.join(missing)}", "Name every pillar once")
    return order


def read_competencies(root: Part, levels: Sequence[str], pillars: Sequence[str]) -> tuple[Competency, ...]:
    """Return the competencies in the file's order, which breaks ties everywhere."""
    parts = root.parts("competencies", COMPETENCY_KEYS, COMPETENCIES)
    return tuple(_read_competency(part, levels, pillars) for part in parts)


def _read_competency(part: Part, levels: Sequence[str], pillars: Sequence[str]) -> Competency:
    expectations = part.part("expectations", levels)
    return Competency(
        key=part.key(),
        pillar=part.choice("pillar", pillars),
        title=part.text("title", NAME),
        definition=part.text("definition", LINE),
        sub_skills=part.texts("sub_skills", NAME, SUB_SKILLS),
        expectations={level: _read_expectation(expectations.part(level, EXPECTATION_KEYS)) for level in levels},
        optional_at=frozenset(part.choices("optional_at", levels, Count(0, LEVELS.most))),
    )


def _read_expectation(part: Part) -> Expectation:
    return Expectation(
        sentence=part.text("sentence", SENTENCE),
        look_fors=part.texts("look_fors", LINE, LOOK_FORS),
        not_this=part.texts("not_this", LINE, NOT_THIS),
    )
