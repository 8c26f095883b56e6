"""When things happened at the made-up company: its past half-years, the open cycle's days, level changes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from growth.calendar import local_day

_WEEK = timedelta(weeks=1)
_WINDOW = timedelta(weeks=6)
_JOINER = timedelta(weeks=7)
_OPENS = {1: (1, 15), 2: (8, 15)}
_WINDOWS = {1: ((2, 1), (3, 15)), 2: ((9, 1), (10, 15))}
_CHANGES = {1: (5, 1), 2: (12, 1)}


@dataclass(frozen=True, slots=True)
class HalfYear:
    """The first (1) or second (2) half of a year, with the days of its cycle (domain rule 3.12)."""

    year: int
    half: int

    @property
    def name(self) -> str:
        """The name of its cycle: 2026-H1."""
        return f"{self.year}-H{self.half}"

    @property
    def opens_on(self) -> date:
        """The day on which the calendar opens its cycle."""
        return date(self.year, *_OPENS[self.half])

    @property
    def window(self) -> tuple[date, date]:
        """The first and the last day of its talks."""
        first, last = _WINDOWS[self.half]
        return date(self.year, *first), date(self.year, *last)

    @property
    def changes_on(self) -> date:
        """The day, after its talks, on which people join, leave or are promoted."""
        return date(self.year, *_CHANGES[self.half])

    def before(self, count: int) -> "HalfYear":
        """Return the half-year that many earlier."""
        year, half = divmod(2 * self.year + self.half - 1 - count, 2)
        return HalfYear(year, half + 1)


@dataclass(frozen=True, slots=True)
class Days:
    """The company's days as seen from `today`."""

    today: date

    @classmethod
    def seen_from(cls, now: datetime, tz: str) -> "Days":
        """Return the days as seen from a moment in a zone."""
        return cls(local_day(now, tz))

    def half_year(self, back: int) -> HalfYear:
        """Return the half-year that many before the present one."""
        return HalfYear(self.today.year, (self.today.month - 1) // 6 + 1).before(back)

    @property
    def opened_on(self) -> date:
        """The day on which the open cycle was opened by hand: last week's Monday."""
        return self.today - timedelta(days=self.today.weekday()) - _WEEK

    @property
    def window(self) -> tuple[date, date]:
        """The open cycle's talk window: six weeks, from a Monday one to two weeks ahead."""
        start = self.opened_on + 3 * _WEEK
        return start, start + _WINDOW

    def began(self, back: int) -> date:
        """Return the day on which a level began after a half-year; 0 is a joiner of these weeks."""
        return self.half_year(back).changes_on if back else self.window[0] - _JOINER
