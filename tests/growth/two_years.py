"""Two years of a company, drawn from a seed: what sixty people in twelve zones do, and a planner that stops now and then.

It plans, queues and sends as the bot does: a look plans one message per person and local day, which is decided anew
when it is sent. `tests.growth.watcher` judges each message, and what should have been said and was not.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from growth.calendar import start_of_day
from growth.diary import Diary, Preferences
from growth.half_years import half_year
from growth.leave import away, came_back, with_leave
from growth.nudges import TalkStatus, Work
from growth.talks import Days, Party, Talk, settled
from tests.growth.company import DAY, Company
from tests.growth.talk_acts import TalkActs
from tests.growth.watcher import Watcher

ZONES = (
    "America/New_York", "Europe/Stockholm", "Australia/Sydney", "Australia/Lord_Howe", "America/Santiago", "UTC",
    "Africa/Cairo", "Asia/Kolkata", "Pacific/Auckland", "America/Los_Angeles", "Pacific/Chatham", "Mars/Olympus_Mons",
)  # fmt: skip
"""Two hemispheres, a half-hour DST, two changes at midnight, quarter hours, and a name nobody knows."""

COUNTRIES = ("", "", "SE", "US", "IN", "BR", "JP")
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
LIKELIEST = 0.4
"""How likely it is at most that somebody does anything at all on a day."""

ASKED_AGAIN = 0.1
"""Of how many windows it is asked whether something was left unsaid; all would take most of the time."""


class TwoYears:
    """One company's two years; `run` returns what its watcher saw."""

    def __init__(self, seed: int, people: int = 60) -> None:
        self.random = Random(seed)  # noqa: S311 - drawn again from the same seed
        self.company = Company()
        self.watcher = Watcher(self.company)
        self.queue: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self.order, self.ids = count(), count()
        self.outages = self.draw_outages()
        self.looks: dict[str, int] = {}
        self.outbox: set[tuple[str, date]] = set()
        self.managers: dict[str, str | None] = {}
        self.together: dict[str, date] = {}
        self.never: set[str] = set()
        self.talk_acts = TalkActs(self.company, self.random, self.never).chances()
        self.own_acts = self.own_chances()
        self.cycle: tuple[str, Days] | None = None
        for n in range(people):
            self.hire(START, holds_talks=n < people // 6)

    def run(self):
        """Live through it all."""
        for year in (2026, 2027):
            for half in (1, 2):
                days = half_year(year, half)
                self.at(start_of_day(days.opens_on, "UTC"), self.opener(days))
                self.at(start_of_day(days.closes_on + 2 * DAY, "UTC") + HOUR, self.close)
        self.at(START, self.live_a_day)
        while self.queue:
            now, _, happen = heappop(self.queue)
            happen(now)
        return self.watcher

    def at(self, when, happen):
        """Let something happen, if it still falls into these years."""
        if when < END:
            heappush(self.queue, (when, next(self.order), happen))

    def draw_outages(self):
        """Return about forty times at which nothing runs, from minutes to five days."""
        found, now = [], START
        while now < END:
            now += timedelta(days=self.random.expovariate(1 / 18))
            length = timedelta(hours=self.random.choice((0.2, 1, 3, 5, 9, 24, 60, 120)))
            found.append((now, now + length))
            now += length
        return found

    def after_outage(self, when):
        """Return the first moment from `when` on at which something runs."""
        return next((end for begin, end in self.outages if begin <= when < end), when)

    # Looking, planning, sending

    def touch(self, now, *people):
        for person_id in people:
            if person_id in self.company.people:
                self.watcher.touched(person_id)
                self.look_at(now + self.random.random() * 10 * SECOND, person_id)

    def look_at(self, when, person_id):
        """Let the planner look at a person then, instead of whenever else it would have."""
        self.looks[person_id] = number = next(self.order)
        self.at(self.after_outage(when), lambda now: self.look(now, person_id, number))

    def look(self, now, person_id, number):
        if self.looks.get(person_id) != number or person_id not in self.company.people:
            return
        decision = self.company.decide(person_id, now)
        if decision.due:
            key = person_id, self.company.people[person_id].diary.day(now)
            if key not in self.outbox:
                self.outbox.add(key)
                wait = self.random.choice((0, 1, 20, 300, 7000)) * self.random.random() * SECOND
                self.at(self.after_outage(now + wait), lambda now: self.send(now, key))
        if decision.look_again is not None and self.watcher.looks_again(now, decision):
            self.look_at(decision.look_again, person_id)

    def send(self, now, key):
        self.outbox.discard(key)
        person_id, _ = key
        if person_id in self.company.people:
            before = self.company.agenda(person_id)
            if due := self.company.send(person_id, now):
                self.watcher.sent(before, due, now)

    # What a day brings

    def live_a_day(self, now):
        self.at(now + DAY, self.live_a_day)
        for person_id in list(self.company.people):
            self.live_own_day(person_id, now)
        for key, status in list(self.company.talks.items()):
            self.live_talk_day(key, now)
            self.watch(status, now)
            if now.date() == status.talk.window.closes_on + 2 * DAY:
                self.watcher.closed(status)
        if self.random.random() < 0.03:
            self.at(now + self.random.random() * DAY, self.hire)

    def watch(self, status, now):
        """Let the watcher compare the beginning of somebody's next window with its end."""
        ask = self.random.random() < ASKED_AGAIN
        party = self.random.choice(status.parties) if ask else status.coach
        opens, closes = party.diary.opens(now.date() + DAY), party.diary.closes(now.date() + DAY)
        is_quiet = not any(begin < closes and opens < end for begin, end in self.outages)
        if is_quiet and (ask or status.talk.at is None):
            self.at(opens, lambda _: self.watcher.window_opens(party.person_id))
            self.at(closes - SECOND, lambda now: self.watcher.window_closes(party.person_id, now, ask=ask))

    def live_own_day(self, person_id, now):
        self.perhaps(self.own_acts, now, lambda act, now: self.do_own(act, person_id, now))

    def own_chances(self):
        return (
            (self.go_away, 0.012), (self.come_back, 0.03), (self.change_choices, 0.006), (self.mute, 0.002),
            (self.opt_out, 0.002), (self.hear_all, 0.02), (self.move_zone, 0.002), (self.change_manager, 0.002),
            (self.leave, 0.0007),
        )  # fmt: skip

    def perhaps(self, acts, now, do):
        drawn = self.random.random()
        for act, chance in acts if drawn < LIKELIEST else ():
            drawn -= chance
            if drawn < 0:
                self.at(now + self.random.random() * DAY, lambda now, act=act: do(act, now))
                return

    def do_own(self, act, person_id, now):
        if person_id in self.company.people:
            sharing = self.others(person_id)
            act(person_id, now)
            self.touch(now, person_id, *sharing, *self.others(person_id))

    def others(self, person_id):
        """Return whoever shares a talk with somebody."""
        talks = self.company.talks.values()
        sharing = [status for status in talks if person_id in (status.talk.coach_id, status.talk.manager_id)]
        return sorted({party.person_id for status in sharing for party in status.parties})

    def live_talk_day(self, key, now):
        self.perhaps(self.talk_acts, now, lambda act, now: self.do_talk(act, key, now))

    def do_talk(self, act, key, now):
        status = self.company.talks.get(key)
        if status is not None and act(key, status, now):
            self.touch(now, *(party.person_id for party in status.parties))

    # People

    def hire(self, now, *, holds_talks=False):
        person_id = f"p{next(self.ids)}"
        working = frozenset({6, 0, 1, 2, 3}) if self.random.random() < 0.1 else frozenset(range(5))
        chosen = Preferences(self.random.choice((10, 10, 10, 7, 8, 13, 17)), working, country=self.random.choice(COUNTRIES))  # fmt: skip
        self.company.people[person_id] = Party(person_id, person_id.upper(), Diary(self.random.choice(ZONES), chosen))
        if self.random.random() < 0.15:
            self.never.add(person_id)
        others = [manager for manager in self.managers.values() if manager] or ["p0"]
        managers = [f"p{n}" for n in range(10) if f"p{n}" in self.company.people and f"p{n}" != person_id]
        self.managers[person_id] = None if holds_talks else self.random.choice(managers or others)
        self.together[person_id] = now.date()
        self.join(person_id, now)
        self.touch(now, person_id, *self.others(person_id))

    def live_differently(self, person_id, **changes):
        party = self.company.people[person_id]
        self.company.live_as(person_id, replace(party.diary, **changes))
        self.settle(person_id)

    def choose(self, person_id, **chosen):
        diary = self.company.people[person_id].diary
        self.live_differently(person_id, preferences=replace(diary.preferences, **chosen))

    def settle(self, person_id):
        for key, status in self.company.talks.items():
            if status.talk.coach_id == person_id:
                self.company.talks[key] = replace(status, talk=settled(status.talk, status.coach.diary))

    def go_away(self, person_id, now):
        diary = self.company.people[person_id].diary
        first = diary.day(now) + self.random.randrange(20) * DAY
        new = away(first, first + self.random.choice((0, 2, 6, 13, 27, 60)) * DAY, diary.day(now))
        lately = (leave for leave in diary.leave if now.date() - leave.last < 400 * DAY)
        leaves = with_leave(lately, new)
        named = (leave if leave.id else replace(leave, id=f"l{next(self.ids)}") for leave in leaves)
        self.live_differently(person_id, leave=tuple(named))

    def come_back(self, person_id, now):
        diary = self.company.people[person_id].diary
        self.live_differently(person_id, leave=came_back(diary.leave, diary.day(now)))

    def change_choices(self, person_id, _now):
        self.choose(person_id, hour=self.random.choice((7, 10, 12, 17)), country=self.random.choice(COUNTRIES))

    def mute(self, person_id, _now):
        self.choose(person_id, muted_cycle=self.cycle[0] if self.cycle else "")

    def opt_out(self, person_id, _now):
        self.choose(person_id, opted_out=True)

    def hear_all(self, person_id, _now):
        self.choose(person_id, opted_out=False, muted_cycle="")

    def move_zone(self, person_id, _now):
        self.live_differently(person_id, tz=self.random.choice(ZONES))

    def change_manager(self, person_id, now):
        managers = [p for p in self.company.people if int(p[1:]) < 10 and p != person_id]
        if self.managers[person_id] is None or not managers:
            return
        self.together[person_id] = now.date()
        self.managers[person_id] = self.random.choice(managers)
        self.seat(person_id)

    def seat(self, person_id):
        """Give a coach's talks the manager they have now."""
        manager = self.company.people.get(self.managers[person_id] or "")
        for key, status in self.company.talks.items():
            if status.talk.coach_id == person_id:
                days = replace(status.talk.days, since=max(status.talk.days.since, self.together[person_id]))
                talk = replace(status.talk, manager_id=manager.person_id if manager else None, days=days)
                self.company.talks[key] = replace(status, talk=talk, manager=manager)

    def leave(self, person_id, _now):
        del self.company.people[person_id]
        for key in [key for key in self.company.talks if key[1] == person_id]:
            del self.company.talks[key]
        for coach_id, manager_id in self.managers.items():
            if manager_id == person_id:
                self.seat(coach_id)

    def opener(self, days):
        def open_(now):
            self.cycle = days.name, Days(days.opens_on, days.window_start, days.window_end, days.closes_on)
            for person_id in list(self.company.people):
                self.join(person_id, now)
                self.touch(now, person_id)

        return open_

    def join(self, person_id, now):
        if self.cycle is None or self.managers[person_id] is None or now.date() > self.cycle[1].end:
            return
        name, days = self.cycle
        since = max(days.since, self.together[person_id])
        manager = self.company.people.get(self.managers[person_id])
        coach = self.company.people[person_id]
        talk = Talk(name, person_id, manager.person_id if manager else None, replace(days, since=since))
        work = Work(total=18, asked=self.random.random() < 0.95)
        self.company.talks[name, person_id] = TalkStatus(settled(talk, coach.diary), name, coach, manager, work)

    def close(self, now):
        """Forget the talks that are over, but not those that leave put off, nor those held."""
        self.cycle = None
        for key, status in list(self.company.talks.items()):
            talk = status.talk
            is_lasting = talk.held_at is not None and not talk.checked_in and now - talk.held_at < 455 * DAY
            if not is_lasting and (talk.deferral is None or now.date() > talk.window.closes_on):
                del self.company.talks[key]
                self.touch(now, *(party.person_id for party in status.parties))
