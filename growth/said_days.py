"""Which day somebody means who writes "12 March", "tomorrow" or "Monday"; days in English, or as 2027-03-12."""

import re
from datetime import MAXYEAR, date, timedelta

from growth.calendar import spoken
from growth.errors import InvalidLeave

EXAMPLES = "Write a day such as 12 March, 2027-03-12, tomorrow or Monday."

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SHORTEST = 3
"""Letters by which a month or a weekday is known: "mar", "thurs"."""

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<month>[a-z]+)(?: (?P<year>\d{4}))?", re.ASCII)
_MONTH_FIRST = re.compile(r"(?P<month>[a-z]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?(?: (?P<year>\d{4}))?", re.ASCII)


def said_day(text: str, today: date) -> date:
    """Return the day somebody means, today or later; raise InvalidLeave with the remedy.

    A weekday is the next one after today, a day without a year the next one there is.
    """
    words = " ".join(re.sub(r"[.,]", " ", text.casefold()).split())
    if words in {"today", "tomorrow"}:
        return today + timedelta(days=words == "tomorrow")
    if (weekday := _named(words, WEEKDAYS)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    found = _ISO.fullmatch(words) or _DAY_FIRST.fullmatch(words) or _MONTH_FIRST.fullmatch(words)
    month = _month(found["month"]) if found else None
    if found is None or month is None:
        raise InvalidLeave(f"That is no day Trellis can read. {EXAMPLES}")
    day = int(found["day"])
    return _in_year(int(found["year"]), month, day, today) if found["year"] else _next(month, day, today)


def _named(word: str, names: tuple[str, ...]) -> int | None:
    """Return which of some names a word is or begins, counted from 0, or None."""
    if len(word) < SHORTEST:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(word)), None)


def _month(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    found = _named(text, MONTHS)
    return None if found is None else found + 1


def _in_year(year: int, month: int, day: int, today: date) -> date:
    found = _date(year, month, day)
    if found is None:
        raise InvalidLeave(f"The calendar has no such day. {EXAMPLES}")
    if found < today:
        raise InvalidLeave(f"{spoken(found, year=True)} has passed: choose today or a day to come.")
    return found


def _next(month: int, day: int, today: date) -> date:
    years = range(today.year, min(today.year + 2, MAXYEAR + 1))
    found = [day_ for year in years if (day_ := _date(year, month, day)) is not None and day_ >= today]
    if not found:
        raise InvalidLeave(f"There is no such day this year or next. {EXAMPLES}")
    return found[0]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
