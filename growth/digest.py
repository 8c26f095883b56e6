"""A manager's digest: on which days it comes, and which lines it has (domain rule 3.11).

Names and dates only; nothing about content, and nobody is compared with anybody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from growth.diary import Diary
from growth.nudges import FIRST_ASK, LAST_ASK, Nudge, Number, TalkStatus, Task

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest says: talks without a date, own views that are missing, and talks whose date is set."""

    without_date: tuple[TalkStatus, ...]
    without_view: tuple[TalkStatus, ...]
    dated: tuple[TalkStatus, ...]

    @property
    def owed(self) -> int:
        """How many things wait on the manager; a digest that owes nothing is not sent."""
        return len(self.without_date) + len(self.without_view)


def digest(statuses: Iterable[TalkStatus], manager: Diary, today: date) -> Digest:
    """Return what a manager's digest says today of the talks that are theirs to hold."""
    held = [status for status in statuses if _is_under_way(status, manager, today)]
    held.sort(key=lambda status: (status.coach.name.casefold(), status.coach.person_id))
    return Digest(
        without_date=tuple(status for status in held if status.talk.at is None),
        without_view=tuple(
            status for status in held if status.view_owed and today >= status.talk_day(manager) - FIRST_ASK
        ),
        dated=tuple(status for status in held if status.talk.at is not None),
    )


def next_digest(statuses: Iterable[TalkStatus], manager: Diary, earliest: date, last: date | None) -> Nudge | None:
    """Return the next digest there will be as things stand; `last` is the manager's day of the one before.

    One that was missed comes on the first free day after; one that owes nothing, then or by now, is left out.
    """
    held = list(statuses)
    days = sorted({day for status in held for day in _days(status, manager) if last is None or day > last})
    for day in days:
        found = manager.free_from(max(day, earliest))
        if found is not None and all(digest(held, manager, on).owed for on in (day, found)):
            return Nudge(Task.DIGEST, Number.DIGEST, found)
    return None


def _is_under_way(status: TalkStatus, manager: Diary, today: date) -> bool:
    """Say whether a talk is spoken of today: from when the two came together to the window's end, or a later date."""
    talk = status.talk
    return talk.held_at is None and talk.window.since <= today <= max(talk.window.end, status.talk_day(manager))


def _days(status: TalkStatus, manager: Diary) -> Iterator[date]:
    """Return a talk's digest days: the first free day there is, each week's first, and T-3 for a missing view."""
    window = status.talk.window
    monday = window.since - timedelta(days=window.since.weekday())
    while monday <= window.end:
        day = manager.free_from(max(monday, window.since))
        if day is not None and day <= window.end and (day < monday + WEEK or monday <= window.since):
            yield day
        monday += WEEK
    if status.view_owed and (view_day := manager.free_from(status.talk_day(manager) - LAST_ASK)) is not None:
        yield view_day
