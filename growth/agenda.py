"""What Trellis says to one person, and when: everything that is due to them today in one message.

The one decision about nudges. It is taken when a message is planned, and again when it is sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from growth.calendar import end_of_day
from growth.courses import Course, course
from growth.diary import DAY
from growth.digest import Digest, digest, next_digest
from growth.nudges import Fate, Nudge, Number, SentNudge, TalkStatus, Task, snoozed, steps_of
from growth.talks import Party
from growth.telling import announcement, news

COACHES_TASKS = (Task.DATE, Task.ASSESSMENT, Task.CHECK_IN)


class Shown(StrEnum):
    """How a nudge that was sent stands in its message now."""

    LIVE = "live"
    SNOOZED = "snoozed"
    DONE = "done"
    FOLLOWED = "followed"
    OVER = "over"

    @property
    def is_final(self) -> bool:
        """Whether it stays like this."""
        return self in {Shown.FOLLOWED, Shown.OVER}


@dataclass(frozen=True, slots=True)
class Agenda:
    """A person, the talks they are one of the two of, and what they heard: `last_day` by their calendar then."""

    person: Party
    talks: tuple[TalkStatus, ...] = ()
    last_day: date | None = None
    last_at: datetime | None = None
    last_digest: date | None = None

    def talk(self, cycle_id: str | None, coach_id: str | None) -> TalkStatus | None:
        """Return the talk of a coach in a cycle, or None where the person is not one of its two (any more)."""
        return next((one for one in self.talks if (one.talk.cycle_id, one.talk.coach_id) == (cycle_id, coach_id)), None)

    @property
    def own_talk(self) -> TalkStatus | None:
        """The person's own talk as a coach, the one whose window ends last where there are several; or None."""
        own = [one for one in self.talks if one.coach.person_id == self.person.person_id]
        return max(own, key=lambda one: (one.talk.held_at is None, one.talk.window.end), default=None)

    @property
    def talks_held(self) -> tuple[TalkStatus, ...]:
        """The talks whose manager the person is."""
        mine = self.person.person_id
        return tuple(one for one in self.talks if one.manager is not None and one.manager.person_id == mine)


@dataclass(frozen=True, slots=True)
class Passed:
    """A nudge that was not sent, and what became of it."""

    status: TalkStatus
    task: Task
    number: Number
    fate: Fate


@dataclass(frozen=True, slots=True)
class Decision:
    """What is due now, what gave way to it, what else is to come, and when to look again (UTC, None for never)."""

    due: tuple[Nudge, ...] = ()
    passed: tuple[Passed, ...] = ()
    coming: tuple[Nudge, ...] = ()
    look_again: datetime | None = None

    @property
    def all(self) -> tuple[Nudge, ...]:
        """What is due now and what else is to come, by day."""
        return (*self.due, *self.coming)


def decide(agenda: Agenda, now: datetime) -> Decision:
    """Return what a person is to be sent now, and when to ask again.

    At most one message a day, in their window of a free day; `passed` names only what gives way to what is due.
    """
    diary = agenda.person.diary
    if diary.preferences.opted_out or (earliest := next_hearing(agenda, now)) is None:
        return Decision()
    today = diary.day(now)
    nudges: list[Nudge] = []
    passed: list[Passed] = []
    for status, found in _courses(agenda, earliest, today):
        nudges += [found.next] if found.next else []
        if found.next is not None and found.next.day == today:
            passed += [Passed(status, found.next.task, number, fate) for number, fate in found.passed]
    nudges += _told(agenda, earliest, now)
    digest_ = next_digest(_held_by(agenda), diary, earliest, agenda.last_digest)
    nudges = sorted([*nudges, *([digest_] if digest_ else [])], key=lambda nudge: nudge.day)
    due = tuple(nudge for nudge in nudges if nudge.day == today) if earliest == today and diary.hears(now) else ()
    coming = tuple(nudge for nudge in nudges if nudge not in due)
    moments = [diary.closes(today)] if due else [diary.opens(nudge.day) for nudge in coming]
    moments += [turn for status in agenda.talks for turn in _turns(status) if turn > now]
    return Decision(due, tuple(passed) if due else (), coming, min(moments, default=None))


def _turns(status: TalkStatus) -> Iterator[datetime]:
    """Return the moments at which what was said of a talk stands differently although nobody did anything."""
    talk = status.talk
    if talk.at is not None:
        yield talk.at
    if talk.held_at is None:
        yield end_of_day(talk.window.closes_on, status.coach.diary.tz)


def hears_before(agenda: Agenda, moment: datetime, now: datetime) -> bool:
    """Say whether a person will be sent a message before a moment, for all that is known now."""
    day = next_hearing(agenda, now)
    return day is not None and max(agenda.person.diary.opens(day), now) < moment


def next_hearing(agenda: Agenda, now: datetime) -> date | None:
    """Return the first day on which the person may be sent something: a free one whose message is still to come."""
    diary = agenda.person.diary
    today = diary.day(now)
    heard = agenda.last_day == today or (agenda.last_at is not None and diary.day(agenda.last_at) == today)
    return diary.free_from(today + DAY) if heard else diary.next_day(now)


def _mine(agenda: Agenda) -> Iterator[TalkStatus]:
    """Return the talks that the person has not muted."""
    muted = agenda.person.diary.preferences.muted_cycle
    return (status for status in agenda.talks if status.talk.cycle_id != muted)


def _held_by(agenda: Agenda) -> list[TalkStatus]:
    """Return the talks whose manager the person is, but for those they have muted."""
    muted = agenda.person.diary.preferences.muted_cycle
    return [status for status in agenda.talks_held if status.talk.cycle_id != muted]


def _courses(agenda: Agenda, earliest: date, today: date) -> Iterator[tuple[TalkStatus, Course]]:
    for status in _mine(agenda):
        if status.coach.person_id == agenda.person.person_id:
            for task in COACHES_TASKS:
                yield status, course(task, status, earliest, today)


def _told(agenda: Agenda, earliest: date, now: datetime) -> list[Nudge]:
    """Return what the person is told of dates: the talk near, else that it was set by the other."""
    found: list[Nudge] = []
    for status in _mine(agenda):
        near = announcement(status, agenda.person, now)
        if near is not None and near.day >= earliest:
            found.append(near)
        told = news(status, agenda.person, earliest, now)
        if told is not None and (near is None or told.day < near.day):
            found.append(told)
    return found


def showing(sent: SentNudge, status: TalkStatus | None, agenda: Agenda, now: datetime) -> Shown:
    """Return how a nudge of a sent message stands now; `status` is None for a digest, and for what is nobody's more."""
    if sent.task is Task.DIGEST:
        return _digest_showing(sent, agenda, now)
    if status is None:
        return Shown.OVER
    if sent.task in {Task.NEWS, Task.EXCHANGE}:
        return _told_showing(sent, status, now)
    return _asked_showing(sent, status, agenda.person.diary.day(now))


def _told_showing(sent: SentNudge, status: TalkStatus, now: datetime) -> Shown:
    if any(nudge.at > sent.at for nudge in status.told(sent.to)):
        return Shown.FOLLOWED
    talk = status.talk
    is_ahead = talk.at == sent.talk_at and (talk.at is None or now < talk.at) and talk.held_at is None
    return Shown.LIVE if is_ahead else Shown.OVER


def _asked_showing(sent: SentNudge, status: TalkStatus, today: date) -> Shown:
    if sent.round != status.talk.round:
        return Shown.OVER
    if any(nudge.at > sent.at for nudge in status.sent_to(sent.to, sent.task)):
        return Shown.FOLLOWED
    if _is_done(sent.task, status):
        return Shown.DONE
    is_closed = sent.task is not Task.CHECK_IN and today > status.talk.window.closes_on
    if is_closed or not steps_of(sent.task, status):
        return Shown.OVER
    snooze = snoozed(sent.task, status)
    return Shown.SNOOZED if snooze is not None and today <= snooze.until else Shown.LIVE


def _is_done(task: Task, status: TalkStatus) -> bool:
    """Say whether what a nudge asked for was done, or left on purpose; else it may just not be asked any more."""
    talk, work = status.talk, status.work
    if task is Task.DATE:
        return talk.at is not None
    return bool(talk.checked_in) if task is Task.CHECK_IN else work.submitted or talk.went_without


def _digest_showing(sent: SentNudge, agenda: Agenda, now: datetime) -> Shown:
    if agenda.last_digest is not None and agenda.last_digest > sent.day:
        return Shown.FOLLOWED
    return Shown.LIVE if digest_of(agenda, now).owed else Shown.DONE


def digest_of(agenda: Agenda, now: datetime) -> Digest:
    """Return what a manager's digest says now, without what they have muted."""
    diary = agenda.person.diary
    return digest(_held_by(agenda), diary, diary.day(now))


def face(sent: SentNudge, status: TalkStatus | None, agenda: Agenda, now: datetime) -> str:
    """Return a short text that changes whenever the words of a sent nudge would; it holds no names."""
    shown = showing(sent, status, agenda, now)
    if shown is Shown.LIVE and sent.task is Task.DIGEST:
        found = digest_of(agenda, now)
        return f"{shown} {len(found.without_date)} {len(found.without_view)} {len(found.dated)}"
    if shown is Shown.SNOOZED and status is not None and (snooze := snoozed(sent.task, status)) is not None:
        return f"{shown} {snooze.until:%Y%m%d}"
    if shown is Shown.DONE and status is not None and status.talk.at is not None:
        return f"{shown} {status.talk.at:%Y%m%dT%H%M}"
    return shown.value
