"""Which three times to offer for a talk (domain rule 3.12). It sees no calendars, only what people told Trellis."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from growth.calendar import zone
from growth.diary import DAY, Diary, days_from
from growth.talks import LASTS, Party, Talk

OFFERED = 3
PREPARES = 14
"""Days before a talk on which it can be prepared in peace; sooner ones are offered only where these are too few."""

EARLIEST, LATEST = 7, 20
"""Between which hours of both clocks a talk may be offered where they have no working hours in common."""

LIKED = (14, 10)
"""The hours of the coach's clock that slots are near to, in turn."""

MINUTE = timedelta(minutes=1)
STEP = 30 * MINUTE

Possible = dict[date, list[tuple[int, datetime]]]
"""Per day the moments at which a talk could begin, each with the minutes it lies outside somebody's working hours."""


def slots(talk: Talk, coach: Party, manager: Party, booked: Iterable[datetime], now: datetime) -> tuple[datetime, ...]:
    """Return up to three moments on three days of the coach, in UTC and in order, none where nothing suits both.

    They lie from tomorrow on, within the talk's window, or up to its closing where too little of that is left; on
    working days of both without leave; never over another talk, whose beginnings are `booked`. Within both working
    hours, else as near to both as can be between 07:00 and 20:00.
    """
    taken = list(booked)

    def is_clear(moment: datetime) -> bool:
        return all(abs(moment - other) >= LASTS for other in taken)

    tomorrow = max(coach.diary.day(now), manager.diary.day(now)) + DAY
    first = max(talk.window.start, tomorrow)
    found: Possible = {}
    for last in (talk.window.end, talk.window.closes_on):
        found = _possible(first, last, (coach.diary, manager.diary), is_clear)
        if len(found) >= OFFERED:
            break
    days = _chosen_days(found, tomorrow + (PREPARES - 1) * DAY)
    return tuple(_nearest(found[day], coach.diary, LIKED[n % len(LIKED)]) for n, day in enumerate(days))


def _possible(first: date, last: date, pair: tuple[Diary, Diary], is_clear: Callable[[datetime], bool]) -> Possible:
    """Return the moments of each of the coach's days on which both could meet."""
    coach, manager = pair
    found: Possible = {}
    for day in days_from(first, (last - first).days + 1):
        moments = (moment for moment in _moments(day, coach) if is_clear(moment)) if coach.is_free(day) else ()
        strained = [(_strain(moment, coach), _strain(moment, manager), moment) for moment in moments]
        possible = [
            (max(ours, theirs), moment) for ours, theirs, moment in strained if ours is not None and theirs is not None
        ]
        if possible:
            found[day] = possible
    return found


def _moments(day: date, diary: Diary) -> Iterator[datetime]:
    """Return each half-hour of somebody's day at which a talk could begin, in UTC."""
    clock = datetime.combine(day, time(EARLIEST), zone(diary.tz))
    last = clock.replace(hour=LATEST) - LASTS
    while clock <= last:
        yield clock.astimezone(UTC)
        clock += STEP


def _strain(moment: datetime, diary: Diary) -> int | None:
    """Return how many minutes a talk lies outside somebody's working hours; None where they can't have it."""
    here = moment.astimezone(zone(diary.tz))
    begin = 60 * here.hour + here.minute
    end = begin + LASTS // MINUTE
    if begin < 60 * EARLIEST or end > 60 * LATEST or not diary.is_free(here.date()):
        return None
    return max(60 * diary.preferences.works_from - begin, end - 60 * diary.preferences.works_until, 0)


def _chosen_days(found: Possible, prepared: date) -> list[date]:
    """Return three days spread over the best there are: with two weeks to prepare if they can, and little strain."""
    calm = [day for day in found if day >= prepared]
    days = calm if len(calm) >= OFFERED else list(found)
    if len(days) <= OFFERED:
        return days
    least = {day: min(strain for strain, _ in found[day]) for day in days}
    bearable = sorted(least.values())[OFFERED - 1]
    best = [day for day in days if least[day] <= bearable]
    return [best[(2 * n + 1) * len(best) // (2 * OFFERED)] for n in range(OFFERED)]


def _nearest(possible: Iterable[tuple[int, datetime]], coach: Diary, hour: int) -> datetime:
    """Return the moment of a day with the least strain, on the hour if it can be, and near to an hour."""

    def cost(one: tuple[int, datetime]) -> tuple[int, bool, timedelta]:
        strain, moment = one
        here = moment.astimezone(zone(coach.tz))
        return strain, bool(here.minute), abs(moment - coach.at(here.date(), hour))

    return min(possible, key=cost)[1]
