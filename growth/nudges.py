"""Which nudge comes next, and on which day, for each of a person's tasks (domain rule 3.11).

Nothing is planned ahead and kept: each answer is worked out anew from what is so at `now`, so that a moved date, a
leave, another zone or a stop of days needs no mending. Only what was sent is remembered. The manager's digest:
`growth.digest`; what one person gets in one message: `growth.agenda`.
"""

from collections.abc import Iterable, Sequence
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
    """How far the coach's self-assessment is. `asked` is False for who has no level yet: it can't be submitted."""

    answered: int = 0
    total: int = 0
    submitted: bool = False
    asked: bool = True


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
        mine = (nudge for nudge in self.sent if nudge.to == person_id and nudge.round == self.talk.round)
        return sorted((nudge for nudge in mine if nudge.task in tasks), key=lambda nudge: nudge.at)


@dataclass(frozen=True, slots=True)
class Nudge:
    """A nudge to come on a person's day."""

    task: Task
    number: Number
    day: date
    status: TalkStatus | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What comes next of one task, and what will not come any more."""

    next: Nudge | None = None
    passed: tuple[tuple[Number, Fate], ...] = ()


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
    start = talk.window.start
    return [
        Step(Number.DATE_FIRST, max(start - BEFORE_WINDOW, talk.window.since)),
        Step(Number.DATE_WINDOW, start),
        Step(Number.DATE_LAST, start + INTO_WINDOW),
    ]


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


def course(task: Task, status: TalkStatus, earliest: date, today: date) -> Course:
    """Return what the coach hears next of a task; `earliest` is the first day on which anything may be sent to them."""
    steps = steps_of(task, status)
    sent = status.sent_to(status.coach.person_id, task)
    if not steps or len(sent) >= MOST:
        return Course()
    since = _since(task, status)
    ahead = [step for step in steps if not _is_behind(step, steps, sent, status.talk)]
    late = tuple((step.number, Fate.DROPPED) for step in ahead if step.day < since)
    ahead = [step for step in ahead if step.day >= since]
    if (snooze := snoozed(task, status)) is not None:
        if (found := _after_snooze(task, status, steps, snooze, earliest)) is not None:
            merged = tuple((step.number, Fate.MERGED) for step in ahead if step.day < found.day)
            return Course(found, (*late, *merged))
        ahead = [step for step in ahead if step.day > snooze.until]
    elif ahead and _is_passed_on(task, status):
        ahead[0] = Step(ahead[0].number, min(ahead[0].day, today))
    if sent:
        earliest = max(earliest, sent[-1].day + APART)
    found, passed = _meeting(task, status, ahead, earliest, today)
    return Course(found, (*late, *passed))


def snoozed(task: Task, status: TalkStatus) -> Snooze | None:
    """Return the coach's snooze of a task that still counts: nothing of the task was sent since."""
    sent = status.sent_to(status.coach.person_id, task)
    last = max((snooze for snooze in status.snoozes if snooze.task is task), key=lambda one: one.at, default=None)
    return None if last is None or (sent and sent[-1].at > last.at) else last


def _since(task: Task, status: TalkStatus) -> date:
    """Return the day from which a task's nudges are due; one whose own day was before it is never sent."""
    talk, diary = status.talk, status.coach.diary
    if task is Task.CHECK_IN and talk.held_at is not None:
        return diary.day(talk.held_at)
    if talk.at is not None and talk.set_at is not None:
        return max(diary.day(talk.set_at), talk.window.since)
    return talk.window.since


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


def _end(task: Task, status: TalkStatus) -> date:
    """Return the coach's first day on which a task's nudges are of no use any more."""
    if task is Task.ASSESSMENT:
        return status.exchange_day() or status.talk_day(status.coach.diary)
    if task is Task.CHECK_IN:
        return status.talk_day(status.coach.diary) + CHECK_IN_UNTIL
    return status.talk.window.closes_on + DAY


def _after_snooze(
    task: Task, status: TalkStatus, steps: Sequence[Step], snooze: Snooze, earliest: date
) -> Nudge | None:
    """Return the latest nudge due by the end of a snooze, on that day, at the latest the day before the exchange."""
    diary, end = status.coach.diary, _end(task, status)
    until = min(snooze.until, diary.free_until(end - DAY, diary.day(snooze.at)) or snooze.until)
    known = {nudge.number for nudge in status.sent_to(status.coach.person_id, task)}
    due = [step for step in steps if step.number in known or _since(task, status) <= step.day <= until]
    day = diary.free_from(max(until, earliest))
    if not due or day is None or day >= end:
        return None
    return Nudge(task, due[-1].number, day, status)


def _is_passed_on(task: Task, status: TalkStatus) -> bool:
    """Say whether the manager passed a nudge on that this task's next one is to answer."""
    passed_on_at = status.talk.passed_on_at
    if passed_on_at is None or first_open_task(status) is not task:
        return False
    answers = status.sent_to(status.coach.person_id, Task.DATE, Task.ASSESSMENT, Task.CHECK_IN)
    return not answers or answers[-1].at < passed_on_at


def _meeting(
    task: Task, status: TalkStatus, ahead: Iterable[Step], earliest: date, today: date
) -> tuple[Nudge | None, list[tuple[Number, Fate]]]:
    """Return the next nudge once all have slid to free days, and those that give way to it or would come too late.

    Where several meet, or come less than two days apart, the last of them is sent.
    """
    diary, end = status.coach.diary, _end(task, status)
    coming: list[tuple[Step, date]] = []
    passed: list[tuple[Number, Fate]] = []
    for step in ahead:
        day = diary.free_from(max(step.day, earliest))
        if day is None or day >= end:
            passed.append((step.number, Fate.DROPPED))
        else:
            coming.append((step, day))
    for n, (step, day) in enumerate(coming):
        if n + 1 < len(coming) and coming[n + 1][1] - day < APART:
            missed = (diary.free_from(step.day) or day) < today
            passed.append((step.number, Fate.DROPPED if missed else Fate.MERGED))
        else:
            return Nudge(task, step.number, day, status), passed
    return None, passed


def announcement(status: TalkStatus, party: Party, now: datetime) -> Nudge | None:
    """Return the nudge that tells one of the two of the talk on the last working day before it, if it is to come.

    It slides back, never forward, and is bound by no budget. Its hour must come after the date was set and before
    the talk starts.
    """
    talk, diary = status.talk, party.diary
    eve = status.exchange_day()
    if talk.at is None or talk.set_at is None or talk.held_at is not None or status.manager is None or eve is None:
        return None
    if any(nudge.talk_at == talk.at for nudge in status.sent_to(party.person_id, Task.EXCHANGE)):
        return None
    day = diary.free_until(min(eve, diary.day(talk.at)), diary.day(talk.set_at))
    if day is not None and diary.opens(day) >= talk.at:
        day = diary.free_until(day - DAY, diary.day(talk.set_at))
    if day is None or diary.opens(day) <= talk.set_at or now >= min(diary.closes(day), talk.at):
        return None
    return Nudge(Task.EXCHANGE, Number.TALK_NEAR, day, status)


def news(status: TalkStatus, party: Party, earliest: date) -> Nudge | None:
    """Return the message that tells one of the two of the date the other set, if nothing has told them yet."""
    talk = status.talk
    if talk.at is None or talk.set_at is None or talk.set_by == party.person_id or talk.held_at is not None:
        return None
    told = status.sent_to(party.person_id, Task.NEWS, Task.EXCHANGE)
    day = party.diary.free_from(earliest)
    if (told and told[-1].at >= talk.set_at) or day is None or party.diary.opens(day) >= talk.at:
        return None
    return Nudge(Task.NEWS, Number.DATE_SET, day, status)


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
