"""People, their talks and what they were sent, as the store would keep it: enough to ask the engine of nudges anew.

`walk` goes from one look to the next; whatever is due is sent at that moment.
"""

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta

from growth.agenda import Agenda, Decision, decide
from growth.calendar import zone
from growth.diary import Diary, Leave, Preferences
from growth.nudges import SentNudge, Snooze, TalkStatus, Task, Work
from growth.talks import Days, Party, Talk

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
STOCKHOLM, NEW_YORK, SYDNEY = "Europe/Stockholm", "America/New_York", "Australia/Sydney"

HALF = Days(date(2026, 1, 15), date(2026, 2, 1), date(2026, 3, 15), date(2026, 3, 31))
"""The first half of 2026; 15 January is a Thursday, 1 February a Sunday, 15 March a Sunday."""


def utc(text):
    """Return a moment of 2026 in UTC: "12 Mar 14:00"."""
    return datetime.strptime(f"2026 {text}", "%Y %d %b %H:%M").replace(tzinfo=UTC)


def here(text, tz):
    """Return a moment of 2026 by the clocks of a zone."""
    return datetime.strptime(f"2026 {text}", "%Y %d %b %H:%M").replace(tzinfo=zone(tz)).astimezone(UTC)


def day(text):
    """Return a day of 2026: "12 Mar"."""
    return datetime.strptime(f"2026 {text}", "%Y %d %b").replace(tzinfo=UTC).date()


def leave(first, last, leave_id="leave"):
    """Return leave in 2026."""
    return Leave(day(first), day(last), leave_id)


def diary(tz=STOCKHOLM, *leaves, **chosen):
    """Return a diary; `chosen` are preferences."""
    return Diary(tz, Preferences(**chosen), leaves)


def status_of(coach=None, manager=None, *, work=None, **talk):
    """Return Cleo's talk with Max; `talk` says what is known of it. A date is set when the cycle opens."""
    coach, manager = coach or diary(), manager or diary(hour=11)
    if talk.get("at") is not None:
        opening = datetime.combine(HALF.since, datetime.min.time(), UTC)
        talk = {"set_at": opening, "set_by": "cleo"} | talk
    return TalkStatus(
        Talk("half", "cleo", "max", **{"days": HALF} | talk),
        "2026-H1",
        Party("cleo", "Cleo", coach),
        Party("max", "Max", manager),
        work or Work(total=18),
    )


@dataclass
class Company:
    """Who talks with whom, by (cycle, coach); and per person the last message and the last digest."""

    talks: dict[tuple[str, str], TalkStatus] = field(default_factory=dict)
    people: dict[str, Party] = field(default_factory=dict)
    last: dict[str, tuple[date, datetime]] = field(default_factory=dict)
    digests: dict[str, date] = field(default_factory=dict)

    def add(self, status):
        """Begin with a talk and its two people."""
        self.talks[status.talk.cycle_id, status.talk.coach_id] = status
        self.people |= {party.person_id: party for party in status.parties}
        return self

    def change(self, key=("half", "cleo"), **changes):
        """Change what is known of a talk: fields of the status, else of the talk itself."""
        status = self.talks[key]
        names = {one.name for one in fields(status)}
        of_status = {name: value for name, value in changes.items() if name in names}
        of_talk = {name: value for name, value in changes.items() if name not in names}
        found = replace(status, **of_status)
        self.talks[key] = replace(found, talk=replace(found.talk, **of_talk))

    def live_as(self, person_id, new):
        """Give a person another diary."""
        self.people[person_id] = party = replace(self.people[person_id], diary=new)
        for key, status in self.talks.items():
            if status.talk.coach_id == person_id:
                self.talks[key] = replace(status, coach=party)
            elif status.manager is not None and status.manager.person_id == person_id:
                self.talks[key] = replace(status, manager=party)

    def snooze(self, task, until, at, key=("half", "cleo")):
        """Let the coach snooze a task until a day."""
        self.change(key, snoozes=(*self.talks[key].snoozes, Snooze(task, until, at)))

    def agenda(self, person_id):
        """Return what the engine is asked about."""
        mine = [s for s in self.talks.values() if person_id in (s.talk.coach_id, s.talk.manager_id)]
        last_day, last_at = self.last.get(person_id, (None, None))
        return Agenda(self.people[person_id], tuple(mine), last_day, last_at, self.digests.get(person_id))

    def decide(self, person_id, now) -> Decision:
        """Return what is due to a person."""
        return decide(self.agenda(person_id), now)

    def send(self, person_id, now):
        """Send what is due to a person now; return those nudges."""
        decision = self.decide(person_id, now)
        if decision.due:
            today = self.people[person_id].diary.day(now)
            self.last[person_id] = (today, now)
            for nudge in decision.due:
                self._keep(person_id, nudge, today, now)
        return decision.due

    def _keep(self, person_id, nudge, today, now):
        if nudge.task is Task.DIGEST:
            self.digests[person_id] = today
            return
        key = nudge.status.talk.cycle_id, nudge.status.talk.coach_id
        talk = nudge.status.talk
        sent = SentNudge(nudge.task, nudge.number, person_id, today, now, talk.round, talk.at)
        self.talks[key] = replace(self.talks[key], sent=(*self.talks[key].sent, sent))

    def walk(self, person_id, start, until, *, down=()):
        """Return [(when, what was sent)] of one person between two moments; while `down`, nobody looks or sends."""
        heard = []
        now = start
        while now is not None and now < until:
            now = next((end for begin, end in down if begin <= now < end), now)
            if due := self.send(person_id, now):
                heard.append((now, due))
            now = self.decide(person_id, now).look_again
        return heard


def heard(company, person_id="cleo", start="15 Jan 00:00", until="1 Apr 00:00", down=(), tz=None):
    """Return what somebody hears in 2026, each message as "26 Feb 10:00 2": by their clock, or that of `tz`."""
    clock = zone(tz or company.people[person_id].diary.tz)
    outages = [(utc(begin), utc(end)) for begin, end in down]
    messages = company.walk(person_id, utc(start), utc(until), down=outages)
    return [
        f"{at.astimezone(clock):%-d %b %H:%M} {'+'.join(sorted(nudge.number for nudge in due))}" for at, due in messages
    ]


def story(*args, **kwargs):
    """Return a company of Cleo and Max."""
    return Company().add(status_of(*args, **kwargs))
