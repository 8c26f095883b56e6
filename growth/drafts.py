"""What becomes of a draft that was left in a half-year that has closed: how long it stays, when its author is told.

Removes nothing: `schedules.keep_calendar` does (domain rule 3.12).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from growth.calendar import end_of_day, local_day, zone
from growth.cycles import DRAFTS_STAY, Cycle

WARNED_BEFORE = timedelta(days=7)
"""How long a draft stays at least once its author was told."""

TELLING_HOURS = range(10, 14)
"""The hours, by the author's clock, in which they are told (domain rule 3.11)."""

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class LeftDraft:
    """A draft of a cycle that has closed. `tz` is its author's zone; it is empty without any answer.

    `told` says whether a warning was planned; `told_at` is when it was sent or given up, in UTC, None until then.
    """

    id: str
    author_id: str
    tz: str
    cycle: Cycle
    is_empty: bool
    told: bool = False
    told_at: datetime | None = None

    def stays_until(self, told_at: datetime | None = None) -> date:
        """Return the author's last day with it, if they are told at that moment or have been."""
        last_day = self.cycle.last_day(self.tz) + DRAFTS_STAY
        told_at = self.told_at or told_at
        return last_day if told_at is None else max(last_day, local_day(told_at, self.tz) + WARNED_BEFORE)

    @property
    def told_from(self) -> datetime:
        """The first moment, in UTC, at which its author is told: on a weekday, a week or more before its last day."""
        day = _weekday_until(self.stays_until() - WARNED_BEFORE)
        return datetime.combine(day, time(TELLING_HOURS[0]), zone(self.tz)).astimezone(UTC)

    @property
    def removed_from(self) -> datetime:
        """The first moment, in UTC, at which it is removed, if its author is told in time or has been."""
        return end_of_day(self.stays_until(), self.tz)

    def is_to_be_told_of(self, now: datetime) -> bool:
        """Say whether its author is to be told now: once, in their hours of a weekday."""
        if self.is_empty or self.told or now < self.told_from:
            return False
        here = now.astimezone(zone(self.tz))
        return here.weekday() < SATURDAY and here.hour in TELLING_HOURS

    def is_to_be_removed(self, now: datetime) -> bool:
        """Say whether its time is over: one with answers only after its author was told."""
        return (self.is_empty or self.told_at is not None) and now >= self.removed_from


def _weekday_until(day: date) -> date:
    """Return a day, or the Friday before it where it is at a weekend."""
    return day - timedelta(days=max(day.weekday() - SATURDAY + 1, 0))
