"""When somebody is away: what they said, and what it makes of the leave that is known already.

Days are the person's own calendar days. What leave does to a talk: `growth.talks.settled`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from growth.calendar import spoken
from growth.diary import DAY, Leave
from growth.errors import InvalidLeave
from growth.said_days import said_day

LONGEST = 400
"""Days of one leave; also how far ahead it may begin."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What to add, change and remove so that one list of leave becomes another."""

    added: tuple[Leave, ...] = ()
    changed: tuple[Leave, ...] = ()
    removed: tuple[Leave, ...] = ()


def away(first: date, last: date, today: date) -> Leave:
    """Return leave from a day up to and including another; raise InvalidLeave with the remedy."""
    if last < first:
        raise InvalidLeave(
            f"The last day away, {spoken(last, year=True)}, is before the first, {spoken(first, year=True)}: swap them."
        )
    if last < today:
        raise InvalidLeave(f"{spoken(last, year=True)} has passed: choose a last day that is still to come.")
    if (last - first).days >= LONGEST or (first - today).days > LONGEST:
        raise InvalidLeave(f"Trellis keeps up to {LONGEST} days away at once, and as many ahead: choose nearer days.")
    return Leave(first, last)


def away_until(text: str, today: date) -> Leave:
    """Return leave from today up to and including the day somebody wrote; raise InvalidLeave with the remedy."""
    return away(today, said_day(text, today), today)


def with_leave(leaves: Iterable[Leave], new: Leave) -> tuple[Leave, ...]:
    """Return all leave with a new one, by first day; what overlaps or touches it becomes one with it.

    That one keeps the id of the earliest of them that has one, so that a talk it deferred knows it again.
    """
    known = sorted(leaves, key=lambda leave: leave.first)
    near = [leave for leave in known if leave.first <= new.last + DAY and new.first <= leave.last + DAY]
    whole = Leave(
        min(leave.first for leave in (*near, new)),
        max(leave.last for leave in (*near, new)),
        next((leave.id for leave in (*near, new) if leave.id), ""),
    )
    return tuple(sorted([*(leave for leave in known if leave not in near), whole], key=lambda leave: leave.first))


def came_back(leaves: Iterable[Leave], today: date) -> tuple[Leave, ...]:
    """Return all leave of somebody who is back today: what covers today ended yesterday, or never began."""
    kept = (replace(leave, last=today - DAY) if leave.covers(today) else leave for leave in leaves)
    return tuple(leave for leave in kept if leave.first <= leave.last)


def changes(before: Iterable[Leave], after: Iterable[Leave]) -> Changes:
    """Return what makes one list of leave the other, told apart by id; who has none is added."""
    known = {leave.id: leave for leave in before}
    later = list(after)
    kept = {leave.id for leave in later}
    return Changes(
        added=tuple(leave for leave in later if leave.id not in known),
        changed=tuple(leave for leave in later if leave.id in known and known[leave.id] != leave),
        removed=tuple(leave for leave in known.values() if leave.id not in kept),
    )
