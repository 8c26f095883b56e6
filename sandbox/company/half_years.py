"""When things happened at the made-up company: its past half-years, the open cycle's days, level changes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from growth.calendar import local_day
from growth.half_years import HalfYear, half_year

_A_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_JOINER = timedelta(weeks=7)
_CHANGES = {1: (5, 1), 2: (12, 1)}
"""The day, after a half-year's talks, on which people join, leave or are promoted."""


@dataclass(frozen=True, slots=True)
class Days:
    """The company's days as seen from `today`."""

    today: date

    @classmethod
    def seen_from(cls, now: datetime, tz: str) -> "Days":
        """Return the days as seen from a moment in a zone."""
        return cls(local_day(now, tz))

    def half_year(self, back: int) -> HalfYear:
        """Return the calendar's half-year that many before the present one."""
        return half_year(*self._half(back))

    def began(self, back: int) -> date:
        """Return the day on which a level began after a half-year; 0 is a joiner of these weeks."""
        if not back:
            return self.open_days.window_start - _JOINER
        year, half = self._half(back)
        return date(year, *_CHANGES[half])

    @property
    def monday(self) -> date:
        """The Monday of this week, from Thursday on of the next: a talk on its Thursday is still to come."""
        soon = self.today + 4 * _A_DAY
        return soon - timedelta(days=soon.weekday())

    @property
    def open_days(self) -> HalfYear:
        """The days of the open cycle, some days into its weeks for talks.

        It was opened by hand, under the calendar's name. It closes soon enough for the calendar to open the next
        half-year by itself, whatever day it is: on 27 January at the latest, where today is the last of December.
        """
        monday = self.monday
        return HalfYear(
            self.half_year(0).name,
            opens_on=monday - 3 * _WEEK,
            window_start=monday - _WEEK,
            window_end=monday + 2 * _WEEK + 4 * _A_DAY,
            closes_on=monday + 3 * _WEEK + 2 * _A_DAY,
        )

    def _half(self, back: int) -> tuple[int, int]:
        year, half = divmod(2 * self.today.year + (self.today.month - 1) // 6 - back, 2)
        return year, half + 1
