"""Which archetypes and accountabilities a framework file names."""

from collections.abc import Sequence

from framework.fields import Part
from framework.model import Accountability, Archetype, Competency, Level
from framework.shape import (
    ACCENTS,
    ACCOUNTABILITIES,
    ACCOUNTABILITY_KEYS,
    ARCHETYPE_KEYS,
    ARCHETYPES,
    LINE,
    NAME,
    OPTION,
    Count,
)

_WHOLE = 100


def read_archetypes(
    root: Part, levels: Sequence[Level], competencies: Sequence[Competency], specialisable: Sequence[str]
) -> tuple[Archetype, ...]:
    """Return the archetypes; a weight that the file leaves out is 0."""
    deep = [level.key for level in levels if level.may_specialise]
    every = [competency.key for competency in competencies]
    parts = root.parts("archetypes", ARCHETYPE_KEYS, ARCHETYPES)
    return tuple(
        Archetype(
            key=part.key(),
            name=part.text("name", NAME),
            description=part.text("description", LINE),
            weights=_read_weights(part, specialisable),
            accents=part.choices("accents", every, ACCENTS),
            min_level=part.choice("min_level", deep),
        )
        for part in parts
    )


def _read_weights(archetype: Part, specialisable: Sequence[str]) -> dict[str, int]:
    part = archetype.part("weights", specialisable)
    given = {key: part.number(key, Count(0, _WHOLE)) for key in part}
    total = sum(weight or 0 for weight in given.values())
    if given and not part.has_strangers and None not in given.values() and total != _WHOLE:
        archetype.refuse("weights", f"add up to {total}", f"Make them add up to {_WHOLE}")
    return {key: given.get(key) or 0 for key in specialisable}


def read_accountabilities(root: Part) -> tuple[Accountability, ...]:
    """Return what the function answers for."""
    return tuple(
        Accountability(part.key(), part.text("text", LINE), part.text("who_benefits", OPTION))
        for part in root.parts("accountabilities", ACCOUNTABILITY_KEYS, ACCOUNTABILITIES)
    )
