"""One person's days: when they work, when they are away, and at which hour Trellis may speak to them.

Working day, free day, local window: domain rule 3.11. Days are local calendar days, moments are UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from growth.calendar import local_day, zone
from growth.public_holidays import holiday_name

DAY = timedelta(days=1)

WINDOW = timedelta(hours=4)
"""How long after a person's hour something may still be sent to them on that day."""

MONDAY_TO_FRIDAY = frozenset(range(5))

HOURS = range(7, 18)
"""The hours a person can choose to hear from Trellis."""

LOOK_AHEAD = 400
"""Days among which a free one is looked for; who has none in a year hears nothing."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Days somebody is away, `first` and `last` included; why is never asked. `id` is empty for one not kept yet."""

    first: date
    last: date
    id: str = ""

    def covers(self, day: date) -> bool:
        """Say whether the person is away on a day."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose. `hour` is when they hear from Trellis, `country` a code of two letters or empty.

    Weekdays count from Monday, 0. Working hours are hours of the day, the last one exclusive. `muted_cycle` is the id
    of a cycle about which they want no reminders, `opted_out` whether they want none at all.
    """

    hour: int = 10
    working_days: frozenset[int] = MONDAY_TO_FRIDAY
    works_from: int = 9
    works_until: int = 17
    country: str = ""
    muted_cycle: str = ""
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Diary:
    """A person's zone, choices and leave."""

    tz: str = ""
    preferences: Preferences = field(default_factory=Preferences)
    leave: tuple[Leave, ...] = ()

    def day(self, now: datetime) -> date:
        """Return the day it is for the person."""
        return local_day(now, self.tz)

    def holiday(self, day: date) -> str:
        """Return which public holiday of their country a day is, empty where none."""
        return holiday_name(self.preferences.country, day)

    def works_on(self, day: date) -> bool:
        """Say whether a day is a working day: of their pattern, and no holiday. Leave does not count here."""
        return day.weekday() in self.preferences.working_days and not self.holiday(day)

    def is_away(self, day: date) -> bool:
        """Say whether they are on leave."""
        return any(leave.covers(day) for leave in self.leave)

    def is_free(self, day: date) -> bool:
        """Say whether something may be sent: a working day without leave."""
        return self.works_on(day) and not self.is_away(day)

    def free_from(self, day: date) -> date | None:
        """Return the first free day from a day on, or None where there is none for more than a year."""
        return next((found for found in days_from(day, LOOK_AHEAD) if self.is_free(found)), None)

    def free_until(self, day: date, earliest: date) -> date | None:
        """Return the last free day up to a day and not before `earliest`, or None."""
        return next((found for found in days_back(day, earliest) if self.is_free(found)), None)

    def working_day_after(self, day: date, count: int) -> date:
        """Return the working day that many after a day; the day itself where there are none at all."""
        later = (found for found in days_from(day + DAY, 7 * count + LOOK_AHEAD) if self.works_on(found))
        return next((found for number, found in enumerate(later, 1) if number == count), day)

    def working_day_before(self, day: date, count: int) -> date:
        """Return the working day that many before a day; the day itself where there are none at all."""
        earlier = (found for found in days_back(day - DAY, day - LOOK_AHEAD * DAY) if self.works_on(found))
        return next((found for number, found in enumerate(earlier, 1) if number == count), day)

    def at(self, day: date, hour: int) -> datetime:
        """Return the moment, in UTC, of a full hour (0 to 23) by their clock of that day."""
        return datetime.combine(day, time(hour), zone(self.tz)).astimezone(UTC)

    def opens(self, day: date) -> datetime:
        """Return when their window of a day opens, in UTC: at their hour as it is that day, also across DST."""
        return self.at(day, self.preferences.hour)

    def closes(self, day: date) -> datetime:
        """Return when that window closes, in UTC."""
        return self.opens(day) + WINDOW

    def hears(self, now: datetime) -> bool:
        """Say whether something may be sent now."""
        today = self.day(now)
        return self.is_free(today) and self.opens(today) <= now < self.closes(today)

    def next_day(self, now: datetime) -> date | None:
        """Return the next free day whose window is not over: today, or a later one; None where there is none."""
        today = self.day(now)
        return self.free_from(today if now < self.closes(today) else today + DAY)


def days_from(day: date, count: int) -> Iterator[date]:
    """Return so many days from a day on; fewer at the end of all calendars."""
    return (day + n * DAY for n in range(min(count, (date.max - day).days + 1)))


def days_back(day: date, earliest: date) -> Iterator[date]:
    """Return the days from a day back to an earlier one, both included."""
    return (day - n * DAY for n in range((day - earliest).days + 1))
