"""Which nudge of one task comes next, and on which of the coach's days: sliding, meeting, snoozing (domain rule 3.11).

Which nudges a task wants at all: `growth.nudges.steps_of`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from growth.diary import DAY
from growth.errors import InvalidTalk
from growth.nudges import (
    APART,
    CHECK_IN_UNTIL,
    MOST,
    PASSED_ON_EVERY,
    Fate,
    Nudge,
    Number,
    SentNudge,
    Snooze,
    Step,
    TalkStatus,
    Task,
    first_open_task,
    snoozed,
    steps_of,
)
from growth.talks import Talk

Passing = tuple[Number, Fate]


@dataclass(frozen=True, slots=True)
class Course:
    """What comes next of one task, and what will not come any more."""

    next: Nudge | None = None
    passed: tuple[Passing, ...] = ()


def course(task: Task, status: TalkStatus, earliest: date, today: date) -> Course:
    """Return what the coach hears next of a task; `earliest` is the first day on which anything may be sent to them."""
    steps = steps_of(task, status)
    sent = status.sent_to(status.coach.person_id, task)
    if not steps or len(sent) >= MOST:
        return Course()
    open_ = [step for step in steps if not _is_behind(step, steps, sent, status.talk)]
    ahead = [step for step in open_ if not _was_over(step, task, status)]
    late = tuple((step.number, Fate.DROPPED) for step in open_ if step not in ahead)
    if (snooze := snoozed(task, status)) is not None:
        until = min(snooze.until, last_snooze_day(task, status, status.coach.diary.day(snooze.at)) or snooze.until)
        if (found := _after_snooze(task, status, steps, max(until, earliest))) is not None:
            return Course(found, (*late, *_given_way(ahead, found)))
        ahead = [step for step in ahead if step.day > until]
    elif ahead and _is_passed_on(task, status, today):
        ahead[0] = replace(ahead[0], day=min(ahead[0].day, today))
    if heard := status.heard_by(status.coach.person_id, task):
        earliest = max(earliest, heard[-1].day + APART)
    found, passed = _meeting(task, status, ahead, earliest, today)
    return Course(found, (*late, *passed))


def last_snooze_day(task: Task, status: TalkStatus, earliest: date) -> date | None:
    """Return the last day to which a task can be snoozed: before the exchange, or before it is of no use any more.

    It is a free day of the coach's, from `earliest` on; None where there is none.
    """
    return status.coach.diary.free_until(_end(task, status) - DAY, earliest)


def comes_again(task: Task, status: TalkStatus, until: date, now: datetime) -> date:
    """Return the day on which the coach hears of a task that they snooze now; raise InvalidTalk where they don't.

    That is `until` or the next free day, unless it has to come sooner to be of use.
    """
    today = status.coach.diary.day(now)
    others = (snooze for snooze in status.snoozes if snooze.task is not task)
    wished = replace(status, snoozes=(*others, Snooze(task, until, now)))
    if (found := course(task, wished, today + DAY, today).next) is None:
        raise InvalidTalk("Trellis doesn't come back to this by itself any more. It stays in App Home.", "day")
    return found.day


def _is_behind(step: Step, steps: Sequence[Step], sent: Iterable[SentNudge], talk: Talk) -> bool:
    """Say whether a nudge was sent, or a later one of its task since the talk's date was set."""
    order = [other.number for other in steps]
    for nudge in sent:
        if nudge.number is step.number:
            return True
        is_since = talk.at is None or talk.set_at is None or nudge.at >= talk.set_at
        if is_since and nudge.number in order and order.index(nudge.number) > order.index(step.number):
            return True
    return False


def _was_over(step: Step, task: Task, status: TalkStatus) -> bool:
    """Say whether a nudge's day had passed before there was anything to remind of.

    That is when the date was set, when the two came together, or when a submission was taken back.
    """
    talk, diary = status.talk, status.coach.diary
    if task is Task.CHECK_IN:
        return talk.held_at is not None and step.day < diary.day(talk.held_at)
    if step.day < talk.window.since:
        return True
    if talk.at is not None and talk.set_at is not None and step.day < diary.day(talk.set_at):
        return True
    taken_back, day = status.work.withdrawn_at, diary.free_from(step.day)
    return task is Task.ASSESSMENT and taken_back is not None and day is not None and diary.opens(day) < taken_back


def _end(task: Task, status: TalkStatus) -> date:
    """Return the coach's first day on which a task's nudges are of no use any more."""
    if task is Task.ASSESSMENT:
        return status.exchange_day() or status.talk_day(status.coach.diary)
    if task is Task.CHECK_IN:
        return status.talk_day(status.coach.diary) + CHECK_IN_UNTIL
    return status.talk.window.closes_on + DAY


def _after_snooze(task: Task, status: TalkStatus, steps: Iterable[Step], until: date) -> Nudge | None:
    """Return the latest nudge that is due by the first free day from a snooze's end on; None where that is too late."""
    diary = status.coach.diary
    day = diary.free_from(until)
    if day is None or day >= _end(task, status):
        return None
    known = {nudge.number for nudge in status.sent_to(status.coach.person_id, task)}
    due = [step for step in steps if step.number in known or (step.day <= day and not _was_over(step, task, status))]
    return Nudge(task, due[-1].number, day, status) if due else None


def _given_way(ahead: Iterable[Step], to: Nudge) -> list[Passing]:
    """Return the nudges that were due during a snooze and give way to the one at its end."""
    return [(step.number, Fate.MERGED) for step in ahead if step.day <= to.day and step.number is not to.number]


def _is_passed_on(task: Task, status: TalkStatus, today: date) -> bool:
    """Say whether the manager passed a nudge on that this task's next one is to answer."""
    at, taken_back = status.talk.passed_on_at, status.work.withdrawn_at
    if at is None or first_open_task(status) is not task or task is Task.CHECK_IN:
        return False
    if today >= status.coach.diary.day(at + PASSED_ON_EVERY) or (taken_back is not None and taken_back > at):
        return False
    answers = status.sent_to(status.coach.person_id, Task.DATE, Task.ASSESSMENT)
    return not answers or answers[-1].at < at


def _meeting(
    task: Task, status: TalkStatus, ahead: Iterable[Step], earliest: date, today: date
) -> tuple[Nudge | None, list[Passing]]:
    """Return the next nudge once all have slid to free days, and those that give way to it or would come too late.

    Where several meet, or come less than two days apart, the last of them is sent.
    """
    diary, end = status.coach.diary, _end(task, status)
    coming: list[tuple[Step, date]] = []
    passed: list[Passing] = []
    for step in ahead:
        day = diary.free_from(max(step.day, earliest))
        if day is None or day >= end:
            passed.append((step.number, Fate.DROPPED))
        else:
            coming.append((step, day))
    for n, (step, day) in enumerate(coming):
        if n + 1 == len(coming) or coming[n + 1][1] - day >= APART:
            return Nudge(task, step.number, day, status), passed
        missed = (diary.free_from(step.day) or day) < today
        passed.append((step.number, Fate.DROPPED if missed else Fate.MERGED))
    return None, passed
