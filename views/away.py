"""What is said back to who goes away or comes back: the days understood, what becomes of the talk, a way to undo."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from growth.calendar import spoken
from growth.diary import Leave
from views import blocks
from views.ids import Settings as Ids

NOTHING = "-"


def away_message(leave: Leave, *, before: Iterable[Leave], deferred: date | None) -> dict[str, Any]:
    """Return the answer to `/grow away`; `deferred` is when a talk that moves along begins to be planned anew."""
    words = (
        f"You're away up to and including {_day(leave.last)}. Trellis sends you nothing until then, and nobody is "
        "told why. `/grow back` ends it sooner."
    )
    if deferred is not None:
        words += f" Your development talk moves along: its new days begin on {_day(deferred)}."
    return _answer(words, before, Ids.UNDO_AWAY)


def back_message(before: Iterable[Leave]) -> dict[str, Any]:
    """Return the answer to `/grow back`; `before` is all leave as it was."""
    known = list(before)
    if not known:
        return _said("You weren't away as far as Trellis knows, so nothing changes.")
    return _answer("Welcome back. Trellis reminds you again, at your hour on working days.", known, Ids.UNDO_BACK)


def undone_message(before: Iterable[Leave] | None) -> dict[str, Any]:
    """Return what stands in place of an answer that was undone."""
    words = "Undone; it is as it was before." if before is not None else "There was nothing to undo."
    return {**_said(words), "replace_original": True}


def leave_value(leaves: Iterable[Leave]) -> str:
    """Return leave as the value of a button: `FIRST/LAST/ID` each, one space between, `-` for none."""
    return " ".join(f"{leave.first}/{leave.last}/{leave.id}" for leave in leaves) or NOTHING


def read_leave(value: object) -> tuple[Leave, ...] | None:
    """Return the leave that a button's value says, or None for what is none of ours."""
    if value == NOTHING:
        return ()
    try:
        parts = [part.split("/") for part in str(value).split(" ")]
        return tuple(Leave(date.fromisoformat(first), date.fromisoformat(last), id_) for first, last, id_ in parts)
    except ValueError:
        return None


def _answer(words: str, before: Iterable[Leave], undo: Ids) -> dict[str, Any]:
    button = blocks.button("Undo", undo, value=leave_value(before))
    return {**_said(words), "blocks": [blocks.section(words), blocks.actions(button)]}


def _said(words: str) -> dict[str, Any]:
    return {"response_type": "ephemeral", "text": words}


def _day(day: date) -> str:
    return f"{day:%A} {spoken(day, year=True)}"
