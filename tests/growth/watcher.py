"""What must hold of every message, whatever happens: judged from plain facts, without the engine's own rules.

Only what was left unsaid asks the engine again: whether something was still due when a quiet window was over.
"""

from collections import Counter, defaultdict
from datetime import timedelta

from growth.calendar import zone
from growth.nudges import Task
from growth.public_holidays import holiday_name

DAY = timedelta(days=1)
ASKING = (Task.DATE, Task.ASSESSMENT, Task.CHECK_IN)
LAST_SECOND = timedelta(seconds=1)
CLEAR_ENOUGH = 3
"""Undisturbed days of a coach after which a pair without a date must have been reminded."""


class Watcher:
    """Sees what is sent in a company; `broken` says which invariant was broken, by whom, and when."""

    def __init__(self, company):
        self.company = company
        self.broken = []
        self.messages = Counter()
        self.days = set()
        self.versions = Counter()
        self.at_opening = {}
        self.clear = defaultdict(set)
        self.done = set()
        self.history = defaultdict(list)

    def expect(self, holds, invariant, *detail):
        """Note that an invariant was broken, unless it holds."""
        if not holds:
            self.broken.append((invariant, *map(str, detail)))

    # What is sent

    def sent(self, agenda, due, now):
        """Judge one message; `agenda` is how things stood just before."""
        person = agenda.person
        self._judge_time(person, now)
        for nudge in due:
            self.messages[nudge.task] += 1
            self._judge_need(agenda, nudge, now)
            if nudge.task in ASKING:
                self._judge_budget(person, nudge, now)
            if nudge.status is not None:
                self._judge_double(person, nudge, now)

    def _judge_time(self, person, now):
        diary = person.diary
        here = now.astimezone(zone(diary.tz))
        today, hours = here.date(), here.hour + here.minute / 60 - diary.preferences.hour
        self.expect(0 <= hours < 4, "in the window", person, now)
        works = today.weekday() in diary.preferences.working_days
        self.expect(works and not holiday_name(diary.preferences.country, today), "on a working day", person, now)
        away = any(leave.first <= today <= leave.last for leave in diary.leave)
        self.expect(not away, "never while away", person, now)
        self.expect((person.person_id, today) not in self.days, "one message a day", person, now)
        self.days.add((person.person_id, today))

    def _judge_need(self, agenda, nudge, now):
        status, mine = nudge.status, agenda.person.person_id
        chosen = agenda.person.diary.preferences
        self.expect(not chosen.opted_out, "never after opting out", mine, now)
        if status is None:
            self.expect(
                any(self._is_owed(one, mine, now) for one in agenda.talks), "a digest owes something", mine, now
            )
            return
        self.expect(chosen.muted_cycle != status.talk.cycle_id, "never of a muted cycle", mine, now)
        self.expect(self._is_open(nudge, now), "never after completion", nudge, now)
        self.expect(
            nudge.task not in ASKING or mine == status.talk.coach_id, "a coach's task to the coach", mine, nudge
        )

    def _is_owed(self, status, manager_id, now):
        talk = status.talk
        today = now.astimezone(zone(status.manager.diary.tz)).date() if status.manager else None
        is_theirs = talk.manager_id == manager_id and talk.at is None and talk.held_at is None
        return is_theirs and talk.window.since <= today <= talk.window.end

    def _is_open(self, nudge, now):
        talk, work = nudge.status.talk, nudge.status.work
        today = now.astimezone(zone(nudge.status.coach.diary.tz)).date()
        if nudge.task is Task.CHECK_IN:
            return bool(talk.held_at) and not talk.checked_in and now - talk.at > 88 * DAY
        if nudge.number == "gone":
            return talk.held_at is None and talk.at is None and talk.deferral is not None and now < talk.deferral.had
        if nudge.task in {Task.NEWS, Task.EXCHANGE}:
            return talk.held_at is None and talk.at is not None and now < talk.at
        if talk.held_at is not None or today > talk.window.closes_on:
            return False
        if nudge.task is Task.DATE:
            return talk.at is None and nudge.status.manager is not None
        is_past = talk.at is not None and now >= talk.at
        is_fresh = not work.answered or nudge.number == "4"
        return work.asked and not work.submitted and not talk.went_without and is_fresh and not is_past

    def _judge_budget(self, person, nudge, now):
        status = nudge.status
        past = self.history[person.person_id, status.talk.cycle_id, nudge.task]
        today = now.astimezone(zone(person.diary.tz)).date()
        if past:
            day, at, *_ = past[-1]
            asked = any(snooze.task is nudge.task and snooze.at >= at for snooze in status.snoozes)
            self.expect(asked or today - day >= 2 * DAY, "two days apart", person, nudge, now)
        same = [round_ for _, _, round_ in past if round_ == status.talk.round]
        self.expect(len(same) < 3, "at most three", person, nudge, now)
        past.append((today, now, status.talk.round))

    def _judge_double(self, person, nudge, now):
        status, talk = nudge.status, nudge.status.talk
        if nudge.task is Task.NEWS:
            told = [one for one in status.sent if one.to == person.person_id and one.task in {Task.NEWS, Task.EXCHANGE}]
            # A date that was set since and is void as well is another one.
            is_another = talk.at is None and bool(told) and talk.set_at > told[-1].at
            self.expect(not told or told[-1].talk_at != talk.at or is_another, "none doubled", person, nudge, now)
            return
        asked = tuple(snooze.at for snooze in status.snoozes if snooze.task is nudge.task)
        about = (talk.round, asked) if nudge.task in ASKING else talk.at
        key = person.person_id, talk.cycle_id, talk.coach_id, nudge.number, about
        self.expect(key not in self.done, "none doubled", person, nudge, now)
        self.done.add(key)

    # What is not sent

    def touched(self, person_id):
        """Know that something changed for a person."""
        self.versions[person_id] += 1

    def looks_again(self, now, decision):
        """Judge when the engine wants to be asked again; return whether that is later."""
        self.expect(decision.look_again > now, "look again later", now, decision.look_again)
        return decision.look_again > now

    def window_opens(self, person_id):
        """Remember how a person's window began."""
        self.at_opening[person_id] = self.versions[person_id]

    def window_closes(self, person_id, now, *, ask):
        """Judge whether anything due was left unsaid in a window in which nothing changed; ask the engine if told to."""
        person = self.company.people.get(person_id)
        if person is None or now < person.diary.closes(person.diary.day(now)) - LAST_SECOND:
            return
        if self.at_opening.get(person_id) != self.versions[person_id]:
            return
        if ask:
            self.expect(not self.company.decide(person_id, now).due, "none lost", person, now)
        for status in self.company.talks.values():
            if status.talk.coach_id == person_id and self._is_clear(status, now):
                self.clear[self._pair(status)].add(now.date())

    def _is_clear(self, status, now):
        diary, talk = status.coach.diary, status.talk
        today = now.astimezone(zone(diary.tz)).date()
        snoozed = any(snooze.task is Task.DATE for snooze in status.snoozes)
        quiet = snoozed or diary.preferences.opted_out or diary.preferences.muted_cycle == talk.cycle_id
        undated = talk.at is None and talk.held_at is None and status.manager is not None
        first = max(talk.window.since, talk.window.start)
        return undated and not quiet and first <= today <= talk.window.end and diary.is_free(today)

    def _pair(self, status):
        return status.talk.cycle_id, status.talk.coach_id, status.talk.round, status.talk.window.since

    def closed(self, status):
        """Judge, once a talk's days are over, whether a pair without a date was reminded of it."""
        if status.talk.at is not None or status.manager is None:
            return
        past = self.history[status.talk.coach_id, status.talk.cycle_id, Task.DATE]
        days = [day for day, _, round_ in past if round_ == status.talk.round]
        reminded = len(days) == 3 or any(day >= status.talk.window.since for day in days)
        enough = len(self.clear[self._pair(status)]) >= CLEAR_ENOUGH
        self.expect(reminded or not enough, "no pair without a date left unreminded", status)
