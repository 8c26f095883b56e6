"""Days and hours in a person's own zone; `Clock` is the type of the one function that reads the time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Clock = Callable[[], datetime]
"""Returns the present as an aware UTC datetime."""


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; UTC where the name is empty or unknown."""
    try:
        return ZoneInfo(name) if name else ZoneInfo("UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: a name that is a folder of the zone database, such as "Europe".
        return ZoneInfo("UTC")


def is_zone(name: str) -> bool:
    """Say whether an IANA name is known."""
    return name == "UTC" or zone(name).key != "UTC" or name in {"Etc/UTC", "Etc/GMT", "GMT"}


def local_day(now: datetime, tz: str) -> date:
    """Return the calendar day that it is at `now` in a zone."""
    return now.astimezone(zone(tz)).date()


@lru_cache(maxsize=1024)
def end_of_day(day: date, tz: str) -> datetime:
    """Return the first moment after a local day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time.min, zone(tz)).astimezone(UTC)


def start_of_day(day: date, tz: str) -> datetime:
    """Return the first moment of a local day, in UTC."""
    return datetime.combine(day, time.min, zone(tz)).astimezone(UTC)


def spoken(day: date, *, year: bool = False) -> str:
    """Return a day as people say it: "12 March", with its year where asked."""
    return f"{day.day} {day:%B %Y}" if year else f"{day.day} {day:%B}"
