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
        without_view=tuple(status for status in held if _is_view_owed(status, manager, today)),
        dated=tuple(status for status in held if status.talk.at is not None),
    )


def next_digest(statuses: Iterable[TalkStatus], manager: Diary, earliest: date, last: date | None) -> Nudge | None:
    """Return the next digest there will be as things stand; `last` is the manager's day of the one before.

    One that was missed comes on the first free day after; one that owes nothing, then or by now, is left out.
    """
    waiting = [status for status in statuses if status.talk.at is None or status.view_owed]
    for day in sorted(_days(waiting, manager, last or date.min)):
        found = manager.free_from(max(day, earliest))
        if found is not None and all(_is_owed(waiting, manager, on) for on in (day, found)):
            return Nudge(Task.DIGEST, Number.DIGEST, found)
    return None


def _is_under_way(status: TalkStatus, manager: Diary, today: date) -> bool:
    """Say whether a talk is spoken of today: from when the two came together to the window's end, or a later date."""
    talk = status.talk
    return talk.held_at is None and talk.window.since <= today <= max(talk.window.end, status.talk_day(manager))


def _is_view_owed(status: TalkStatus, manager: Diary, today: date) -> bool:
    return status.view_owed and today >= status.talk_day(manager) - FIRST_ASK


def _is_owed(statuses: Iterable[TalkStatus], manager: Diary, today: date) -> bool:
    """Say whether anything of these talks waits on the manager."""
    return any(
        _is_under_way(status, manager, today) and (status.talk.at is None or _is_view_owed(status, manager, today))
        for status in statuses
    )


def _days(statuses: Iterable[TalkStatus], manager: Diary, after: date) -> set[date]:
    """Return the digest days after one: the first free day there is, each week's first, and T-3 for a missing view.

    A pair that comes together later waits for the next week's where this week's digest has gone.
    """
    owing = list(statuses)
    windows = {(status.talk.window.since, status.talk.window.end) for status in owing}
    weekly = {day for since, end in windows for day in _weekly(since, end, manager, after)}
    days = [day for day in weekly if day is not None and _monday(day) > _monday(after)]
    views = (manager.free_from(status.talk_day(manager) - LAST_ASK) for status in owing if status.view_owed)
    return {*days, *(day for day in views if day is not None and day > after)}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekly(since: date, end: date, manager: Diary, after: date) -> Iterator[date | None]:
    """Return the first free day from `since` on, and of each week the first, in weeks that are not over by `after`."""
    if since > after:
        yield manager.free_from(since)
    monday = _monday(max(since, after))
    while monday <= end:
        day = manager.free_from(max(monday, since))
        if day is not None and day <= end and day < monday + WEEK:
            yield day
        monday += WEEK
