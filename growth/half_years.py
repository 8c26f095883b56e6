"""The calendar of half-years: which cycle opens next, on which days, and what an owner may change of them.

Opens nothing: `schedules.keep_calendar` does what `due` says. What a cycle is once it is open: `growth.cycles`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta

from growth.calendar import spoken
from growth.cycles import Cycle
from growth.errors import InvalidCycle

OPENS_UP_TO = timedelta(days=14)
"""How long after its day the calendar still opens a half-year (domain rule 3.12)."""

NEAR = timedelta(days=60)
"""How far opening and closing may lie from the talk window."""

LONGEST_WINDOW = timedelta(days=120)

MOVES_BY = timedelta(days=90)
"""How far an opening may lie from the shipped one; less than half of what is between two: their order stays."""


@dataclass(frozen=True, slots=True)
class HalfYear:
    """A half-year that the calendar will open; all days are calendar days in the workspace's zone."""

    name: str
    opens_on: date
    window_start: date
    window_end: date
    closes_on: date


def half_year(year: int, half: int) -> HalfYear:
    """Return the shipped days of the first (1) or the second (2) half of a year (domain rule 3.12)."""
    name = f"{year}-H{half}"
    if half == 1:
        return HalfYear(name, date(year, 1, 15), date(year, 2, 1), date(year, 3, 15), date(year, 3, 31))
    return HalfYear(name, date(year, 8, 15), date(year, 9, 1), date(year, 10, 15), date(year, 10, 31))


def upcoming(today: date, planned: Mapping[str, HalfYear], existing: Iterable[Cycle]) -> HalfYear:
    """Return the next half-year the calendar will open, or still opens, with the days an owner gave it.

    `planned` holds those days by name. Raise OverflowError at the end of all calendars.
    """
    taken = {cycle.name.casefold() for cycle in existing}
    for shipped in _shipped_from(today.year - 1):
        chosen = planned.get(shipped.name, shipped)
        if chosen.name.casefold() not in taken and not _is_missed(chosen, today):
            return chosen
    raise OverflowError("There is no half-year after the year 9999.")


def due(today: date, planned: Mapping[str, HalfYear], existing: Iterable[Cycle]) -> HalfYear | None:
    """Return what the calendar opens today, on its day or up to 14 days after it, or None.

    Nothing while a cycle is open, and nothing whose name a cycle has had (domain rule 3.12).
    """
    cycles = list(existing)
    if any(cycle.closed_at is None and today <= cycle.closes_on for cycle in cycles):
        return None
    found = upcoming(today, planned, cycles)
    return found if found.opens_on <= today else None


def opening_day(half_year: HalfYear, today: date, existing: Iterable[Cycle]) -> date | None:
    """Return the day on which the calendar opens a half-year as things stand, at the earliest today.

    That is its own, or the one after an open cycle's last; None where that one stays open until it is too late.
    """
    first = max(half_year.opens_on, today)
    for cycle in existing:
        if cycle.closed_at is None and today <= cycle.closes_on:
            first = max(first, cycle.closes_on + timedelta(days=1))
    return None if _is_missed(half_year, first) else first


def checked(half_year: HalfYear, today: date) -> HalfYear:
    """Return a half-year as an owner planned it; raise InvalidCycle with the remedy."""
    shipped = _shipped(half_year.name)
    if shipped is None:
        raise InvalidCycle(
            f"The calendar has no half-year {half_year.name}: a name is a year and a half, like 2027-H1."
        )
    if half_year.opens_on < today:
        raise InvalidCycle(_passed("The opening", half_year.opens_on), "opens_on")
    if abs(half_year.opens_on - shipped.opens_on) > MOVES_BY:
        raise InvalidCycle(
            f"{half_year.name} opens around {_day(shipped.opens_on)}: choose a day within {MOVES_BY.days} days of it.",
            "opens_on",
        )
    if half_year.window_start < half_year.opens_on:
        raise InvalidCycle(
            f"The talks start on {_day(half_year.window_start)}, before it opens on {_day(half_year.opens_on)}: "
            "open it earlier, or start the talks later.",
            "window_start",
        )
    _check_days(half_year)
    return half_year


def rescheduled(cycle: Cycle, window_start: date, window_end: date, closes_on: date, today: date) -> Cycle:
    """Return an open cycle with other days; raise InvalidCycle with the remedy.

    Its window may have begun, even before it was opened by hand. No day that has passed can be chosen as its end or
    the closing; an end that has passed may stay.
    """
    if cycle.closed_at is not None or today > cycle.closes_on:
        raise InvalidCycle(f"{cycle.name} has closed; its days stay as they were.")
    if window_end < today and window_end != cycle.window_end:
        raise InvalidCycle(_passed("The last day for talks", window_end), "window_end")
    if closes_on < today:
        raise InvalidCycle(_passed("The closing", closes_on), "closes_on")
    _check_days(HalfYear(cycle.name, cycle.opens_on, window_start, window_end, closes_on))
    return replace(cycle, window_start=window_start, window_end=window_end, closes_on=closes_on)


def _check_days(days: HalfYear) -> None:
    """Raise InvalidCycle unless window and closing follow each other and lie near each other."""
    if days.window_end < days.window_start:
        raise InvalidCycle(
            f"The talks end on {_day(days.window_end)}, before they start on {_day(days.window_start)}: swap the days.",
            "window_end",
        )
    if days.closes_on < days.window_end:
        raise InvalidCycle(
            f"It closes on {_day(days.closes_on)}, before the talks end on {_day(days.window_end)}: close it later.",
            "closes_on",
        )
    for what, apart, most, field in (
        ("between opening and the first talks", days.window_start - days.opens_on, NEAR, "window_start"),
        ("for talks", days.window_end - days.window_start, LONGEST_WINDOW, "window_end"),
        ("between the last talks and closing", days.closes_on - days.window_end, NEAR, "closes_on"),
    ):
        if apart > most:
            raise InvalidCycle(f"There are {apart.days} days {what}: make it {most.days} at most.", field)


def _is_missed(half_year: HalfYear, today: date) -> bool:
    """Say whether it is too late to open a half-year: its grace is over, or its talks are."""
    return today - half_year.opens_on > OPENS_UP_TO or today > half_year.window_end


def _shipped_from(year: int) -> Iterator[HalfYear]:
    return (half_year(y, half) for y in range(max(year, 1), MAXYEAR + 1) for half in (1, 2))


def _shipped(name: str) -> HalfYear | None:
    year, dash, half = name.partition("-H")
    if not dash or half not in {"1", "2"} or len(year) != len("2027") or not (year.isascii() and year.isdigit()):
        return None
    return half_year(int(year), int(half)) if int(year) else None


def _passed(what: str, day: date) -> str:
    return f"{what}, {_day(day)}, has passed: choose today or a later day."


def _day(day: date) -> str:
    return spoken(day, year=True)
