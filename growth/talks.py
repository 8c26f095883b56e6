"""A development talk: between which days it belongs, its date, its exchange, and what leave makes of it.

One coach and one manager in one cycle. Which times to offer: `growth.slots`. What is sent about it: `growth.nudges`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from growth.calendar import spoken
from growth.cycles import CLOSES_AFTER, Cycle
from growth.diary import DAY, Diary, Leave
from growth.errors import InvalidTalk

LASTS = timedelta(minutes=60)

EXCHANGE_WITHIN = 7
"""Days before the talk among which the exchange's day is looked for (domain rule I7)."""

EXCHANGE_HOUR = 10
"""At which hour of the coach's clock the exchange happens that day (domain rule I7)."""

AFTER_RETURN = (10, 25)
"""The first and the last day of a deferred talk's window, in working days after the return (domain rule 3.12)."""


@dataclass(frozen=True, slots=True)
class Days:
    """Between which days a talk belongs: its cycle's, or its own after a deferral. All are calendar days.

    `since` is the day from which the pair was asked for it: the cycle's opening, or when the later of the two joined.
    """

    since: date
    start: date
    end: date
    closes_on: date


@dataclass(frozen=True, slots=True)
class Deferral:
    """A talk that leave put off: which leave, the days it has instead, and the date it had, in UTC, if it had one."""

    leave: Leave
    days: Days
    had: datetime | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """One coach's talk in one cycle; moments are UTC. `manager_id` is who holds the coach's talks now, if anybody.

    `at` is its date, set at `set_at` by `set_by`; `passed_on_at` is when the manager last passed on a nudge;
    `went_without` says that the coach left the self-assessment this time.
    """

    cycle_id: str
    coach_id: str
    manager_id: str | None
    days: Days
    at: datetime | None = None
    set_at: datetime | None = None
    set_by: str | None = None
    held_at: datetime | None = None
    passed_on_at: datetime | None = None
    went_without: bool = False
    checked_in: str = ""
    deferral: Deferral | None = None

    @property
    def window(self) -> Days:
        """The days it belongs between as things stand."""
        return self.deferral.days if self.deferral else self.days

    @property
    def round(self) -> str:
        """What sets the nudges of a deferred talk apart from those before: the leave's id, else empty."""
        return self.deferral.leave.id if self.deferral else ""

    def is_over(self, today: date) -> bool:
        """Say whether its tasks have expired: it has closed, or it was held."""
        return self.held_at is not None or today > self.window.closes_on


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two, as they are now."""

    person_id: str
    name: str
    diary: Diary


def days_of(cycle: Cycle, since: date | None = None) -> Days:
    """Return the days of a cycle's talks, for a pair that came together on `since` if that is later."""
    return Days(max(cycle.opens_on, since or cycle.opens_on), cycle.window_start, cycle.window_end, cycle.closes_on)


def exchange_day(talk_day: date, coach: Diary, manager: Diary | None) -> date | None:
    """Return the last day before a talk, a week at most, that is a working day for both; None where there is none.

    Days are the coach's; leave does not count here (domain rule I7).
    """
    before = (talk_day - n * DAY for n in range(1, EXCHANGE_WITHIN + 1))
    both = (coach,) if manager is None else (coach, manager)
    return next((day for day in before if all(diary.works_on(day) for diary in both)), None)


def dated(talk: Talk, at: datetime, by: str, parties: Iterable[Party], now: datetime) -> Talk:
    """Return a talk with a date, set or moved by one of the two parties; raise InvalidTalk with the remedy.

    A date lies between now and the closing; later ones are deferrals (domain rule 3.11).
    """
    at = at.astimezone(UTC)
    if talk.held_at is not None:
        raise InvalidTalk("This talk is marked held; its date stays as it was.")
    if at <= now:
        raise InvalidTalk("That time has passed: choose one that is still to come.", "time")
    for party in parties:
        _check_day(party, at, talk.window.closes_on)
    return replace(talk, at=at, set_at=now, set_by=by)


def _check_day(party: Party, at: datetime, closes_on: date) -> None:
    day = party.diary.day(at)
    if day > closes_on:
        raise InvalidTalk(
            f"The half-year closes on {spoken(closes_on)}: choose a day up to then. Who is away longer tells Trellis "
            "with /grow away until and a day, and the talk moves along.",
            "day",
        )
    if party.diary.is_away(day):
        raise InvalidTalk(f"{party.name} is away on {spoken(day)}: choose another day.", "day")
    if holiday := party.diary.holiday(day):
        raise InvalidTalk(f"{spoken(day)} is a holiday for {party.name}, {holiday}: choose another day.", "day")


def held(talk: Talk, now: datetime) -> Talk:
    """Return a talk that one of the two marked held; raise InvalidTalk before it began."""
    if talk.held_at is not None:
        return talk
    if talk.at is None:
        raise InvalidTalk("This talk has no date yet: set the one it was held on first.")
    if now < talk.at:
        raise InvalidTalk("This talk has not begun yet. Has it been held earlier? Then move its date first.")
    return replace(talk, held_at=now)


def settled(talk: Talk, coach: Diary) -> Talk:
    """Return a talk as the coach's leave leaves it: deferred, or restored where that leave is gone (domain rule 3.12).

    Asked again with the same leave it answers the same. A date set for after the leave is kept wherever it can be.
    """
    if talk.held_at is not None:
        return talk
    old = talk.deferral
    found = replace(talk, deferral=None, at=old.had if old else talk.at)
    for leave in sorted(coach.leave, key=lambda leave: leave.first):
        if _defers(leave, found, coach):
            found = _deferred(found, leave, coach)
        if old is not None and found.deferral is not None and found.round == leave.id == old.leave.id:
            found = _with_date(found, talk.at, coach)
    if found.deferral is not None or (talk.at is not None and coach.is_away(coach.day(talk.at))):
        return found
    return _with_date(found, talk.at, coach)


def _defers(leave: Leave, talk: Talk, coach: Diary) -> bool:
    """Say whether leave covers the day of a talk, or more than half of its window, in calendar days.

    Who leaves only after the talk has it before.
    """
    if talk.at is not None and (day := coach.day(talk.at)) <= leave.last:
        return leave.covers(day)
    window = talk.window
    covered = (min(leave.last, window.end) - max(leave.first, window.start)).days + 1
    return 2 * covered > (window.end - window.start).days + 1


def _deferred(talk: Talk, leave: Leave, coach: Diary) -> Talk:
    had = talk.at or (talk.deferral.had if talk.deferral else None)
    deferral = Deferral(leave, _days_after(leave, coach), had)
    return _with_date(replace(talk, deferral=deferral, at=None), talk.at, coach)


def _with_date(talk: Talk, at: datetime | None, coach: Diary) -> Talk:
    """Return a talk with a date that was agreed under other days, where it fits those it has now."""
    if at is None:
        return talk
    day, closes_on = coach.day(at), talk.window.closes_on
    is_before = talk.deferral is not None and day <= talk.deferral.leave.last
    return talk if is_before or day > closes_on else replace(talk, at=at)


def _days_after(leave: Leave, coach: Diary) -> Days:
    back = coach.free_from(leave.last + DAY) or leave.last + DAY
    first, last = (coach.working_day_after(back, count) for count in AFTER_RETURN)
    return Days(back, first, last, last + CLOSES_AFTER)
