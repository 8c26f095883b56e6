"""What becomes of a draft that was left in a half-year that has closed: how long it stays, when its author is told.

Removes nothing: `schedules.keep_calendar` does (domain rule 3.12).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from growth.calendar import end_of_day, local_day
from growth.cycles import DRAFTS_STAY, Cycle
from growth.diary import Diary

WARNED_BEFORE = timedelta(days=7)
"""How long a draft stays at least once its author was told."""


@dataclass(frozen=True, slots=True)
class LeftDraft:
    """A draft of a cycle that has closed, with its author's diary; it is empty without any answer.

    `told` says whether a warning was planned; `told_at` is when it was sent or given up, in UTC, None until then.
    """

    id: str
    author_id: str
    diary: Diary
    cycle: Cycle
    is_empty: bool
    told: bool = False
    told_at: datetime | None = None

    def stays_until(self, told_at: datetime | None = None) -> date:
        """Return the author's last day with it, if they are told at that moment or have been."""
        last_day = self.cycle.last_day(self.diary.tz) + DRAFTS_STAY
        told_at = self.told_at or told_at
        return last_day if told_at is None else max(last_day, local_day(told_at, self.diary.tz) + WARNED_BEFORE)

    @property
    def told_from(self) -> datetime:
        """The first moment, in UTC, at which its author is told: on a free day, a week or more before its last day."""
        day = self.stays_until() - WARNED_BEFORE
        return self.diary.opens(self.diary.free_until(day, self.cycle.last_day(self.diary.tz)) or day)

    @property
    def removed_from(self) -> datetime:
        """The first moment, in UTC, at which it is removed, if its author is told in time or has been."""
        return end_of_day(self.stays_until(), self.diary.tz)

    def is_to_be_told_of(self, now: datetime) -> bool:
        """Say whether its author is to be told now: once, in their window of a free day, as with any nudge."""
        return not self.is_empty and not self.told and now >= self.told_from and self.diary.hears(now)

    def is_to_be_removed(self, now: datetime) -> bool:
        """Say whether its time is over: one with answers only after its author was told."""
        return (self.is_empty or self.told_at is not None) and now >= self.removed_from
