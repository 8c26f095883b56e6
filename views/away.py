"""What is said back to who goes away or comes back: the days understood, what becomes of the talk, a way to undo."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from growth.calendar import spoken
from growth.diary import DAY, Leave
from growth.leave import LONGEST
from views import blocks
from views.ids import Settings as Ids

MOST = 30
"""Leave that a button can carry."""


@dataclass(frozen=True, slots=True)
class Before:
    """The leave that was not over on the day something was said about it."""

    said_on: date
    leave: tuple[Leave, ...]


def away_message(until: date, *, before: Iterable[Leave], today: date, deferred: date | None) -> dict[str, Any]:
    """Return the answer to `/grow away`: the last day away, and when the new days of a talk that moves along begin.

    `before` is the leave that was not over, as it was.
    """
    words = (
        f"You're away up to and including {_day(until)}. Trellis sends you nothing until then, and nobody is "
        "told why. `/grow back` ends it sooner."
    )
    if deferred is not None:
        words += f" Your development talk moves along: its new days begin on {_day(deferred)}."
    return _answer(words, Before(today, tuple(before)), Ids.UNDO_AWAY)


def back_message(*, before: Iterable[Leave], today: date) -> dict[str, Any]:
    """Return the answer to `/grow back`; `before` is the leave that was not over, as it was."""
    words = "Welcome back. Trellis reminds you again, at your hour on working days."
    return _answer(words, Before(today, tuple(before)), Ids.UNDO_BACK)


def problem_message(sentence: str) -> dict[str, Any]:
    """Return the answer to a command that could not be done, with the remedy."""
    return _said(blocks.escape(sentence))


def not_away_message() -> dict[str, Any]:
    """Return the answer to `/grow back` of somebody who isn't away."""
    return _said("You aren't away as far as Trellis knows, so nothing changes.")


def undone_message(*, is_undone: bool) -> dict[str, Any]:
    """Return what stands in place of an answer that was undone."""
    words = "Undone; it is as it was before." if is_undone else "There was nothing to undo."
    return {**_said(words), "replace_original": True}


def before_value(before: Before) -> str:
    """Return leave as the value of a button: the day it was said on, then `FIRST/LAST/ID` each, one space between."""
    return " ".join([str(before.said_on), *(f"{leave.first}/{leave.last}/{leave.id}" for leave in before.leave[:MOST])])


def read_before(value: object) -> Before | None:
    """Return the leave that a button's value says, or None for what is none of ours."""
    said_on, *rest = str(value).split(" ")
    try:
        parts = [part.split("/") for part in rest]
        found = tuple(Leave(date.fromisoformat(first), date.fromisoformat(last), id_) for first, last, id_ in parts)
        is_ours = all(timedelta() <= one.last - one.first < LONGEST * DAY for one in found)
        return Before(date.fromisoformat(said_on), found) if is_ours else None
    except ValueError:
        return None


def _answer(words: str, before: Before, undo: Ids) -> dict[str, Any]:
    button = blocks.button("Undo", undo, value=before_value(before))
    return {**_said(words), "blocks": [blocks.section(words), blocks.actions(button)]}


def _said(words: str) -> dict[str, Any]:
    return {"response_type": "ephemeral", "text": words}


def _day(day: date) -> str:
    return f"{day:%A} {spoken(day, year=True)}"
