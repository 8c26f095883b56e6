"""What one cell of the roster file says: a level, roles, specialisms, a day. A ValueError carries the remedy."""

import re
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from typing import Any

from framework.model import Framework
from growth.people import LevelReason, Role
from growth.roster_file import EMPTY, Row

ISO_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
REASONS = (LevelReason.PROMOTION, LevelReason.CORRECTION)


def read_cells(row: Row, framework: Framework) -> tuple[dict[str, Any], list[str]]:
    """Return the values of a row's cells under their column names, and what is wrong with the others.

    An emptied cell is None, or no keys at all; a blank one is absent. The columns that name people are left out.
    """
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for column, (read, empty) in _COLUMNS.items():
        text = row.cells.get(column)
        if text is None:
            continue
        try:
            values[column] = empty(column) if text == EMPTY else read(text, framework)
        except ValueError as problem:
            wrong.append(f"{column} {text!r}: {problem}")
    return values, wrong


def _level(text: str, framework: Framework) -> str:
    level = framework.find_level(text)
    if level is None:
        offered = ", ".join(f"{level.key} ({level.title})" for level in framework.levels)
        raise ValueError(f"the framework has no such level. It has {offered}.")
    return level.key


def _roles(text: str, _: Framework) -> frozenset[Role]:
    return frozenset(map(Role, _keys(text, [role.value for role in Role])))


def _specialisms(text: str, framework: Framework) -> frozenset[str]:
    return frozenset(_keys(text, [competency.key for competency in framework.specialisable]))


def _keys(text: str, offered: list[str]) -> list[str]:
    """Return the keys between semicolons."""
    keys = [key.strip().casefold() for key in text.split(";") if key.strip()]
    for key in keys:
        if key not in offered:
            near = get_close_matches(key, offered, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Write some of {';'.join(offered) or '-'}."
            raise ValueError(f"there is no {key!r}. {hint}")
    return keys


def read_day(text: str) -> date:
    """Return a day written as 2026-03-12; raise ValueError with the remedy."""
    # Years outside 1000 to 2999 are slips, and 9999 is past what a calendar can count on from.
    if not ISO_DAY.fullmatch(text):
        raise ValueError("write a day as YEAR-MONTH-DAY, such as 2026-03-12.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("the calendar has no such day.") from None


def _day(text: str, _: Framework) -> date:
    return read_day(text)


def _reason(text: str, _: Framework) -> LevelReason:
    if text.casefold() not in REASONS:
        raise ValueError("write promotion or correction.")
    return LevelReason(text.casefold())


def _nothing(_: str) -> None:
    return None


def _no_keys(_: str) -> frozenset[str]:
    return frozenset()


def _never_empty(column: str) -> None:
    raise ValueError(f"{column} can't be emptied. Leave the cell blank.")


_COLUMNS: dict[str, tuple[Callable[[str, Framework], Any], Callable[[str], Any]]] = {
    "level": (_level, _nothing),
    "roles": (_roles, _no_keys),
    "specialisms": (_specialisms, _no_keys),
    "joined_on": (_day, _nothing),
    "left_on": (_day, _nothing),
    "level_since": (_day, _never_empty),
    "level_reason": (_reason, _never_empty),
}
