"""Which nudge comes next, and on which day, for each of a person's tasks (domain rule 3.11).

Nothing is planned ahead and kept: each answer is worked out anew from what is so at `now`, so that a moved date, a
leave, another zone or a stop of days needs no mending. Only what was sent is remembered. The manager's digest:
`growth.digest`; what one person gets in one message: `growth.agenda`.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from growth.calendar import spoken
from growth.diary import DAY, Diary
from growth.errors import InvalidTalk
from growth.talks import Party, Talk, exchange_day

MOST = 3
"""Nudges of one task."""

APART = 2 * DAY
"""Between two nudges of one task."""

BEFORE_WINDOW = 21 * DAY
INTO_WINDOW = 14 * DAY
FIRST_ASK, SECOND_ASK, LAST_ASK = 14 * DAY, 7 * DAY, 3 * DAY
CHECK_IN_AFTER, CHECK_IN_UNTIL = 90 * DAY, 365 * DAY
PASSED_ON_EVERY = timedelta(days=14)
"""How long a manager's own nudge counts, whether or not anything was sent."""


class Task(StrEnum):
    """What is asked of somebody; NEWS and EXCHANGE only tell."""

    DATE = "date"
    ASSESSMENT = "assessment"
    CHECK_IN = "check_in"
    EXCHANGE = "exchange"
    NEWS = "news"
    DIGEST = "digest"


class Number(StrEnum):
    """Which nudge of the table in domain rule 3.11; its first comes three times."""

    DATE_FIRST = "1a"
    DATE_WINDOW = "1b"
    DATE_LAST = "1c"
    START = "2"
    SMALLEST_STEP = "3"
    BEFORE_TALK = "4"
    TALK_NEAR = "5"
    CHECK_IN = "8"
    DATE_SET = "set"
    DATE_GONE = "gone"
    DIGEST = "digest"


class Fate(StrEnum):
    """What became of a nudge that was not sent."""

    MERGED = "merged"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class SentNudge:
    """A nudge that stands in a conversation: which, to whom, on which of their days, when, and for which talk date."""

    task: Task
    number: Number
    to: str
    day: date
    at: datetime
    round: str = ""
    talk_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Snooze:
    """A coach's wish to hear of a task on a later day."""

    task: Task
    until: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """How far the coach's self-assessment is. `asked` is False for who has no level yet: it can't be submitted.

    `submitted_at` (UTC) is when it was submitted, where that is known, `withdrawn_at` when a submission was last taken
    back, if one was.
    """

    answered: int = 0
    total: int = 0
    submitted: bool = False
    asked: bool = True
    withdrawn_at: datetime | None = None
    submitted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TalkStatus:
    """All that decides what is asked of the two about one talk; names and counts, never content.

    `view_owed` says that the manager's own view is asked for and missing.
    """

    talk: Talk
    cycle_name: str
    coach: Party
    manager: Party | None
    work: Work
    sent: tuple[SentNudge, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
    view_owed: bool = False

    @property
    def parties(self) -> tuple[Party, ...]:
        """The two, or the coach alone."""
        return (self.coach,) if self.manager is None else (self.coach, self.manager)

    def talk_day(self, diary: Diary) -> date:
        """Return T for somebody: the talk's date in their zone, without one the coach's last free day in the window."""
        talk, window = self.talk, self.talk.window
        if talk.at is not None:
            return diary.day(talk.at)
        return self.coach.diary.free_until(window.end, window.start) or window.end

    def exchange_day(self) -> date | None:
        """Return the coach's day of the exchange, or None where it happens at the talk's start."""
        manager = self.manager.diary if self.manager else None
        return exchange_day(self.talk_day(self.coach.diary), self.coach.diary, manager)

    def sent_to(self, person_id: str, *tasks: Task) -> list[SentNudge]:
        """Return what was sent to a person about these tasks since the talk was last deferred, in order."""
        return [nudge for nudge in self.heard_by(person_id, *tasks) if nudge.round == self.talk.round]

    def told(self, person_id: str) -> list[SentNudge]:
        """Return what a person was told of the talk's dates, in order; a deferral may have kept the date."""
        return self.heard_by(person_id, Task.NEWS, Task.EXCHANGE)

    def heard_by(self, person_id: str, *tasks: Task) -> list[SentNudge]:
        """Return all that was sent to a person about these tasks, in order."""
        mine = (nudge for nudge in self.sent if nudge.to == person_id and nudge.task in tasks)
        return sorted(mine, key=lambda nudge: nudge.at)


@dataclass(frozen=True, slots=True)
class Nudge:
    """A nudge to come on a person's day."""

    task: Task
    number: Number
    day: date
    status: TalkStatus | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One nudge of a task as the table has it; `day` is before any sliding."""

    number: Number
    day: date


def steps_of(task: Task, status: TalkStatus) -> list[Step]:
    """Return the nudges that a task still wants from its coach, in order; none once there is nothing to do."""
    match task:
        case Task.DATE:
            return _date_steps(status)
        case Task.ASSESSMENT:
            return _assessment_steps(status)
        case Task.CHECK_IN:
            return _check_in_steps(status)
        case _:
            return []


def _date_steps(status: TalkStatus) -> list[Step]:
    talk = status.talk
    if status.manager is None or talk.at is not None or talk.held_at is not None:
        return []
    since, start = talk.window.since, talk.window.start
    sent = status.sent_to(status.coach.person_id, Task.DATE)
    steps = [
        Step(Number.DATE_FIRST, start - BEFORE_WINDOW),
        Step(Number.DATE_WINDOW, start),
        Step(Number.DATE_LAST, start + INTO_WINDOW),
    ]
    if not any(nudge.day >= since for nudge in sent):
        # Two who come together later are asked from that day on, whatever the coach heard with somebody else before.
        known = {nudge.number for nudge in sent}
        steps = [next_ for next_ in steps if next_.number not in known]
        steps[:1] = [replace(next_, day=max(next_.day, since)) for next_ in steps[:1]]
    return steps


def _assessment_steps(status: TalkStatus) -> list[Step]:
    work, talk = status.work, status.talk
    if not work.asked or work.submitted or talk.went_without or talk.held_at is not None:
        return []
    day, coach = status.talk_day(status.coach.diary), status.coach.diary
    last = Step(Number.BEFORE_TALK, min(day - LAST_ASK, coach.working_day_before(day, 2)))
    if work.answered:
        return [last]
    return [Step(Number.START, day - FIRST_ASK), Step(Number.SMALLEST_STEP, day - SECOND_ASK), last]


def _check_in_steps(status: TalkStatus) -> list[Step]:
    talk = status.talk
    if talk.held_at is None or talk.at is None or talk.checked_in:
        return []
    return [Step(Number.CHECK_IN, status.coach.diary.day(talk.at) + CHECK_IN_AFTER)]


def first_open_task(status: TalkStatus) -> Task | None:
    """Return the coach's first task that is not done, or None."""
    return next((task for task in (Task.DATE, Task.ASSESSMENT, Task.CHECK_IN) if steps_of(task, status)), None)


def snoozed(task: Task, status: TalkStatus) -> Snooze | None:
    """Return the coach's snooze of a task that still counts: nothing of the task was sent since."""
    sent = status.sent_to(status.coach.person_id, task)
    last = max((snooze for snooze in status.snoozes if snooze.task is task), key=lambda one: one.at, default=None)
    return None if last is None or (sent and sent[-1].at > last.at) else last


def passed_on(status: TalkStatus, now: datetime) -> Talk:
    """Return a talk whose manager passes a nudge on; raise InvalidTalk where that has to wait, or is over.

    It is there from the opening until the exchange, whatever there is to do, once in 14 days.
    """
    talk = status.talk
    if not may_pass_on(status, now):
        raise InvalidTalk("There is nothing to pass on about this talk any more.")
    if talk.passed_on_at is not None and now < talk.passed_on_at + PASSED_ON_EVERY:
        diary = status.manager.diary if status.manager else status.coach.diary
        before, again = diary.day(talk.passed_on_at), diary.day(talk.passed_on_at + PASSED_ON_EVERY)
        raise InvalidTalk(f"You passed a nudge on on {spoken(before)}; the next one can go from {spoken(again)}.")
    return replace(talk, passed_on_at=now)


def may_pass_on(status: TalkStatus, now: datetime) -> bool:
    """Say whether the manager's own nudge is there: until the exchange's day in the coach's zone, or the closing."""
    coach, talk = status.coach.diary, status.talk
    if status.manager is None or talk.held_at is not None or coach.day(now) > talk.window.closes_on:
        return False
    return talk.at is None or coach.day(now) < (status.exchange_day() or coach.day(talk.at))
