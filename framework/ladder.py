"""Which levels a framework file has, lowest first, and where they are cut into two bands."""

from framework.fields import Part
from framework.model import Level
from framework.shape import (
    BANDS_KEYS,
    LEVEL_KEYS,
    LEVELS,
    LINE,
    NAME,
    SHORTEST_NAME,
    SPECIALISABLE,
    Count,
)


def read_levels(root: Part) -> tuple[tuple[Level, ...], tuple[str, str]]:
    """Return the levels in rank order and the names of the lower and the upper band."""
    parts = root.parts("levels", LEVEL_KEYS, LEVELS)
    keys = [part.key() for part in parts]
    cut, bands = _read_bands(root, keys)
    levels = tuple(
        _read_level(part, key, place, band=int(place > cut))
        for place, (part, key) in enumerate(zip(parts, keys, strict=True), 1)
    )
    _refuse_same_names(parts, levels)
    return levels, bands


def _read_bands(root: Part, keys: list[str]) -> tuple[int, tuple[str, str]]:
    """Return how many levels are in the lower band, and both names."""
    part = root.part("bands", BANDS_KEYS)
    names = part.text("lower", SHORTEST_NAME), part.text("upper", SHORTEST_NAME)
    first = part.choice("upper_from", keys)
    if keys and first == keys[0]:
        part.refuse("upper_from", "leaves no level in the lower band", "Name a level above the first")
    return keys.index(first) if first else len(keys), names


def _read_level(part: Part, key: str, place: int, band: int) -> Level:
    rank = part.number("rank", Count(1, LEVELS.most))
    if rank is not None and rank != place:
        part.refuse(
            "rank",
            f"is {rank}, but the level stands in place {place}",
            "Write the lowest level first and number them 1, 2, 3 without a gap",
        )
    may_specialise = part.flag("may_specialise")
    least = part.number("min_specialisms", Count(0, SPECIALISABLE.most), wanted=False) or 0
    if least and not may_specialise:
        part.refuse("min_specialisms", "asks for specialisms where none may be chosen", "Add `may_specialise: true`")
    return Level(
        key=key,
        rank=place,
        title=part.text("title", NAME),
        short=part.text("short", SHORTEST_NAME),
        purpose=part.text("purpose", LINE),
        may_specialise=may_specialise,
        min_specialisms=least,
        band=band,
    )


def _refuse_same_names(parts: list[Part], levels: tuple[Level, ...]) -> None:
    """Keep key, title and short name of each level apart from every other level's, so that each finds one level."""
    taken: dict[str, str] = {}
    for part, level in zip(parts, levels, strict=True):
        names = {"title": level.title, "short": level.short, "key": level.key}
        double = (key for key, name in names.items() if taken.get(name.casefold(), level.key) != level.key)
        if key := next(double, None):
            part.refuse(key, f'"{names[key]}" already names another level', "Give each level names of its own")
        taken |= {name.casefold(): level.key for name in names.values() if name}
