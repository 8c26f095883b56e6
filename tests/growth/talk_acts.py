"""What a coach and a manager may do about their talk on some day; each act says whether anything came of it."""

from dataclasses import replace

from growth.errors import GrowthError
from growth.nudges import MOST, Snooze, Task, passed_on
from growth.slots import slots
from growth.talks import dated, held
from tests.growth.company import DAY

ASKED = (Task.DATE, Task.ASSESSMENT, Task.CHECK_IN)


class TalkActs:
    """Acts upon the talks of a company; `never_set` are coaches who never set a date."""

    def __init__(self, company, random, never_set):
        self.company, self.random, self.never_set = company, random, never_set

    def chances(self):
        """Return each act with how likely it is on one day."""
        return (
            (self.set_date, 0.025), (self.work_on, 0.04), (self.submit, 0.03), (self.withdraw, 0.01),
            (self.go_without, 0.003), (self.hold, 0.2), (self.check_in, 0.005), (self.snooze, 0.02),
            (self.undo_snooze, 0.01), (self.pass_on, 0.012),
        )  # fmt: skip

    def set_date(self, key, status, now):
        coach, manager = status.coach, status.manager
        is_settled = status.talk.at is not None and self.random.random() < 0.8
        if manager is None or is_settled or key[1] in self.never_set or status.talk.is_over(coach.diary.day(now)):
            return False
        offered = (now + self.random.randrange(1, 30) * DAY,)
        if self.random.random() < 0.2:
            offered = slots(status.talk, coach, manager, (), now) or offered
        by = self.random.choice(status.parties).person_id
        try:
            self.company.change(key, talk=dated(status.talk, self.random.choice(offered), by, status.parties, now))
        except GrowthError:
            return False
        return True

    def work_on(self, key, status, _now):
        if status.work.submitted or not status.work.asked or status.work.answered == status.work.total:
            return False
        self.company.change(key, work=replace(status.work, answered=min(status.work.answered + 6, 18)))
        return True

    def submit(self, key, status, _now):
        if not status.work.answered or status.work.submitted:
            return False
        self.company.change(key, work=replace(status.work, submitted=True, withdrawn_at=None))
        return True

    def withdraw(self, key, status, now):
        if not status.work.submitted:
            return False
        self.company.change(key, work=replace(status.work, submitted=False, withdrawn_at=now))
        return True

    def go_without(self, key, status, _now):
        if status.talk.went_without or status.work.submitted:
            return False
        self.company.change(key, went_without=True)
        return True

    def hold(self, key, status, now):
        if status.talk.held_at is not None:
            return False
        try:
            self.company.change(key, talk=held(status.talk, now))
        except GrowthError:
            return False
        return True

    def check_in(self, key, status, _now):
        if status.talk.held_at is None or status.talk.checked_in:
            return False
        self.company.change(key, checked_in="keep")
        return True

    def snooze(self, key, status, now):
        """Snooze a task that was nudged, for one, three or seven days."""
        for task in ASKED:
            sent = status.sent_to(key[1], task)
            if sent and len(sent) < MOST and now - sent[-1].at < 5 * DAY:
                until = status.coach.diary.day(now) + self.random.choice((1, 3, 7)) * DAY
                self.company.change(key, snoozes=(*status.snoozes, Snooze(task, until, now)))
                return True
        return False

    def undo_snooze(self, key, status, _now):
        if not status.snoozes:
            return False
        self.company.change(key, snoozes=status.snoozes[:-1])
        return True

    def pass_on(self, key, status, now):
        try:
            self.company.change(key, talk=passed_on(status, now))
        except GrowthError:
            return False
        return True
