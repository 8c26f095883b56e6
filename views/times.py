"""Days and hours as people say them, each by the clock of who reads; not escaped yet."""

from collections.abc import Iterable
from datetime import date, datetime

from growth.calendar import spoken, zone
from growth.talks import Party


def date_words(day: date, today: date) -> str:
    """Return "12 March", with its year where that is not this year's."""
    return spoken(day, year=day.year != today.year)


def day_words(day: date, today: date) -> str:
    """Return "Thursday 12 March", with its year where that is not this year's."""
    return f"{day:%A} {date_words(day, today)}"


def clock_words(at: datetime, tz: str) -> str:
    """Return "14:00", as a clock shows it in a zone."""
    return f"{at.astimezone(zone(tz)):%H:%M}"


def moment_words(at: datetime, reader: Party, now: datetime) -> str:
    """Return "Thursday 12 March, 14:00" by the reader's clock."""
    diary = reader.diary
    return f"{day_words(diary.day(at), diary.day(now))}, {clock_words(at, diary.tz)}"


def short_words(at: datetime, tz: str) -> str:
    """Return "Thu 5 Mar 14:00" in a zone."""
    local = at.astimezone(zone(tz))
    return f"{local:%a} {local.day} {local:%b} {local:%H:%M}"


def both_words(at: datetime, reader: Party, other: Party | None, now: datetime) -> str:
    """Return a moment by the reader's clock, and by the other's where that shows something else."""
    said = moment_words(at, reader, now)
    return said if other is None else f"{said}{beside(at, reader, other)}"


def beside(at: datetime, reader: Party, other: Party) -> str:
    """Return " (09:00 for Ana)", with the day where it is another one; empty where both clocks show the same."""
    mine, theirs = (at.astimezone(zone(party.diary.tz)) for party in (reader, other))
    if mine.replace(tzinfo=None) == theirs.replace(tzinfo=None):
        return ""
    shown = clock_words(at, other.diary.tz) if mine.date() == theirs.date() else short_words(at, other.diary.tz)
    return f" ({shown} for {other.name})"


def listed(names: Iterable[str]) -> str:
    """Return "Ana, Bo and Cy"."""
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last
