"""Years of a company in the database, drawn from a seed: handlers' own steps, all the jobs, outages, a Slack that fails.

`tests.growth.watcher` judges each message that arrives, whether or not the bot learned of it.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from random import Random

from bot.messenger import SlackMessenger
from growth.agenda import decide
from growth.answering import submit
from growth.calendar import zone
from growth.errors import GrowthError
from growth.leave import away, came_back, with_leave
from growth.nudges import Task
from growth.people import LevelReason, Role
from growth.slots import slots
from handlers.away import keep_leave
from handlers.here import Here
from handlers.nudges import changed, keep_snooze, own_seat, passed
from handlers.talks import marked_held, seat_at, set_date
from schedules import deliver_outbox, heal_agendas, join_cohorts, keep_calendar, plan_nudges
from schedules.means import Means
from storage.installations import NewInstallation
from tests.growth.drafts import SHIPPED, filled
from tests.growth.two_years import COUNTRIES, ZONES
from tests.growth.watcher import Watcher
from tests.harness.company import HIRED
from tests.harness.slack import NO_CONNECTION, TEAM
from views.ids import talk_value
from views.messages import NUDGE

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OF_TEN_COACHES = 10


class WatchedMessenger:
    """Sends by the real messenger, and lets the watcher see each nudge that arrives."""

    def __init__(self, years) -> None:
        self._years = years
        client = years.company.slack.client
        self._real = SlackMessenger(years.company.store, lambda _: client, None, rate=1e9)

    async def send(self, message, now):
        if message.kind != NUDGE:
            return await self._real.send(message, now)
        async with self._years.company.store.reading(message.workspace_id) as tx:
            agenda = (await tx.agendas.load([message.recipient_id], now)).get(message.recipient_id)
        outcome = await self._real.send(message, now)
        if agenda is not None and self._years.has_arrived(message.id):
            self._years.watcher.sent(agenda, decide(agenda, now).due, now)
        return outcome


class KeptYears:
    """One company's years in a database."""

    def __init__(self, company, seed: int, people: int, days: int) -> None:
        self.company = company
        self.random = Random(seed)  # noqa: S311 - drawn again from the same seed
        self.people, self.days = people, days
        self.watcher = Watcher(None)
        self.names: list[str] = []
        self.read: Counter[str] = Counter()
        self.standing: set[str] = set()
        self.arrived: set[str] = set()
        self.means = Means(company.store, WatchedMessenger(self), timezone="Europe/Stockholm")

    @property
    def now(self):
        return self.company.clock.now

    async def run(self) -> Watcher:
        """Live through it all; return what the watcher saw."""
        new = NewInstallation(team_id=TEAM, bot_token="xoxb-first", bot_id="B1", bot_user_id="U0BOT", name="Acme")
        async with self.company.store.everywhere() as tx:
            await tx.installations.save(new, self.now)
        for n in range(self.people):
            await self.hire(n)
        end = self.now + self.days * DAY
        while self.now < end:
            await self.live_a_day()
        posted = [one["metadata"]["event_payload"]["id"] for one in self.posts()]
        self.watcher.expect(len(posted) == len(set(posted)), "nothing posted twice", posted)
        return self.watcher

    def posts(self):
        return [one for channel in self.company.slack.messages.values() for one in channel]

    def has_arrived(self, message_id: str) -> bool:
        """Say whether a message stands in Slack that did not before."""
        for channel, posts in self.company.slack.messages.items():
            self.standing |= {one["metadata"]["event_payload"]["id"] for one in posts[self.read[channel] :]}
            self.read[channel] = len(posts)
        is_new = message_id in self.standing and message_id not in self.arrived
        if is_new:
            self.arrived.add(message_id)
        return is_new

    # The course of time

    async def live_a_day(self) -> None:
        """Do what a day brings, then let the bot work through it, unless it is down."""
        midnight = self.now
        for name in list(self.names):
            for act, chance in self.acts():
                if self.random.random() < chance:
                    with suppress(GrowthError):
                        await act(name)
        if self.random.random() < 0.02:
            await self.hire(len(self.names) + 1000)
        is_down = self.random.random() < 0.06
        await self.work(midnight + DAY * (1 if not is_down else self.random.choice((1, 1, 2, 4))), is_down=is_down)

    async def work(self, until, *, is_down: bool) -> None:
        """Let the bot look and send whenever somebody is due until a moment; while it is down, let time pass."""
        if is_down:
            self.company.clock.now = until
        if self.random.random() < 0.1:
            self.company.slack.fails["chat.postMessage"] = ["internal_error", NO_CONNECTION]
        for job in (keep_calendar, join_cohorts, heal_agendas):
            while await job.run(self.means, self.now):
                pass
        await self.say()
        while (following := await self.next_moment(until)) is not None:
            self.company.clock.now = following + timedelta(seconds=self.random.choice((0, 5, 20, 4000)))
            await self.say()
        self.company.clock.now = max(self.now, until)

    async def say(self) -> None:
        while await plan_nudges.run(self.means, self.now) + await deliver_outbox.run(self.means, self.now):
            pass

    async def next_moment(self, end):
        async with self.company.store.reading_everywhere() as tx:
            found = [await tx.agendas_due.next_due(self.now), await tx.outbox.next_due(self.now)]
        following = min((moment for moment in found if moment is not None), default=end)
        return following if following < end else None

    # People and what they do

    async def hire(self, n: int) -> None:
        name = f"P{n}"
        async with self.company.store.transaction(self.company.workspace_id) as tx:
            role = Role.MANAGER if n < max(self.people // OF_TEN_COACHES, 1) else Role.COACH
            person = await tx.people.add(f"U0{name}", name, tz=self.random.choice(ZONES), roles=frozenset({role}))
            chosen = await tx.preferences.of(person.id)
            hour, country = self.random.choice((10, 10, 7, 13, 17)), self.random.choice(COUNTRIES)
            await tx.preferences.keep(person.id, replace(chosen, hour=hour, country=country))
            if role is Role.COACH:
                await tx.people.set_level(person.id, "agile_coach", HIRED, LevelReason.HIRE)
        self.names.append(name)
        if role is Role.COACH:
            await self.gets_a_manager(name)

    def acts(self):
        return (
            (self.gets_a_manager, 0.003), (self.goes_away, 0.012), (self.comes_back, 0.02), (self.moves, 0.003),
            (self.chooses, 0.004), (self.sets_a_date, 0.02), (self.holds, 0.05), (self.snoozes, 0.02),
            (self.goes_without, 0.003), (self.checks_in, 0.004), (self.passes_on, 0.02), (self.submits, 0.01),
            (self.leaves, 0.0007),
        )  # fmt: skip

    def at(self, name: str) -> Here:
        return Here(self.company.store, self.company.workspace_id, f"U0{name}", self.now)

    async def gets_a_manager(self, name: str) -> None:
        managers = self.names[: max(self.people // OF_TEN_COACHES, 1)]
        if name in managers:
            return
        async with self.company.store.transaction(self.company.workspace_id) as tx:
            person = await tx.people.by_slack(f"U0{name}")
            manager = await tx.people.by_slack(f"U0{self.random.choice(managers)}")
            await tx.people.set_manager(person.id, manager.id, self.now.date())
            await tx.agendas.touch_all()

    async def goes_away(self, name: str) -> None:
        async with self.company.store.transaction(self.company.workspace_id) as tx:
            person = await tx.people.by_slack(f"U0{name}")
            diary = (await tx.diaries.of([person.id]))[person.id]
            first = diary.day(self.now) + self.random.randrange(20) * DAY
            new = away(first, first + self.random.choice((0, 2, 6, 13, 27, 60)) * DAY, diary.day(self.now))
            await keep_leave(tx, self.at(name), person, with_leave(diary.leave, new))

    async def comes_back(self, name: str) -> None:
        async with self.company.store.transaction(self.company.workspace_id) as tx:
            person = await tx.people.by_slack(f"U0{name}")
            diary = (await tx.diaries.of([person.id]))[person.id]
            await keep_leave(tx, self.at(name), person, came_back(diary.leave, diary.day(self.now)))

    async def moves(self, name: str) -> None:
        async with self.company.store.transaction(self.company.workspace_id) as tx:
            person = await tx.people.by_slack(f"U0{name}")
            await tx.people.update(person.id, tz=self.random.choice(ZONES))
            await tx.agendas.touch([person.id])

    async def chooses(self, name: str) -> None:
        async with self.company.store.transaction(self.company.workspace_id) as tx:
            person = await tx.people.by_slack(f"U0{name}")
            chosen, cycle = await tx.preferences.of(person.id), await tx.cycles.current(self.now)
            muted = cycle.id if cycle and self.random.random() < 0.3 else ""
            opted_out = self.random.random() < 0.2
            await tx.preferences.keep(person.id, replace(chosen, hour=self.random.choice((7, 10, 17)), muted_cycle=muted, opted_out=opted_out))  # fmt: skip
            await tx.agendas.touch([person.id])

    async def value(self, name: str, *more: str) -> str | None:
        """Return the value of a button about one of somebody's talks."""
        async with self.company.store.reading(self.company.workspace_id) as tx:
            person = await tx.people.by_slack(f"U0{name}")
            agenda = (await tx.agendas.load([person.id], self.now)).get(person.id)
        if agenda is None or not agenda.talks:
            return None
        talk = self.random.choice(agenda.talks).talk
        return talk_value(talk.cycle_id, talk.coach_id, *more)

    async def sets_a_date(self, name: str) -> None:
        here, value = self.at(name), await self.value(name)
        async with here.transaction() as tx:
            seat = await seat_at(tx, here, value)
            if seat is None or seat.status.manager is None:
                return
            status = seat.status
            offered = slots(status.talk, status.coach, status.manager, [], self.now)
            own = self.now + timedelta(days=self.random.randrange(1, 40), hours=self.random.randrange(24))
            await set_date(
                tx, here, seat, self.random.choice(offered) if offered and self.random.random() < 0.7 else own
            )

    async def holds(self, name: str) -> None:
        await marked_held(self.at(name), await self.value(name))

    async def snoozes(self, name: str) -> None:
        here, task = self.at(name), self.random.choice((Task.DATE, Task.ASSESSMENT))
        value = await self.value(name, task)
        async with here.transaction() as tx:
            if (seat := await own_seat(tx, here, value)) is not None:
                until = seat.viewer.diary.day(self.now) + self.random.choice((1, 3, 7)) * DAY
                await keep_snooze(tx, here, seat, task, until)

    async def goes_without(self, name: str) -> None:
        await changed(self.at(name), await self.value(name), went_without=True)

    async def checks_in(self, name: str) -> None:
        await changed(self.at(name), await self.value(name), checked_in="keep")

    async def passes_on(self, name: str) -> None:
        await passed(self.at(name), await self.value(name))

    async def submits(self, name: str) -> None:
        async with self.company.store.transaction(self.company.workspace_id) as tx:
            desk = await tx.desks.current(f"U0{name}", self.now)
            if (
                desk.cycle is None
                or not desk.accepts
                or desk.work is None
                or not desk.work.is_draft
                or desk.work.answers
            ):
                return
            work = replace(filled(SHIPPED, "agile_coach", 2, note="As seen"), **{
                field: getattr(desk.work, field) for field in ("subject_id", "author_id", "framework_id", "cycle_id")
            })  # fmt: skip
            await tx.assessments.save(submit(SHIPPED, work, self.now), self.now)
            await tx.agendas.touch([desk.work.subject_id])

    async def leaves(self, name: str) -> None:
        if name in self.names[: max(self.people // OF_TEN_COACHES, 1)]:
            return
        async with self.company.store.transaction(self.company.workspace_id) as tx:
            person = await tx.people.by_slack(f"U0{name}")
            await tx.people.update(person.id, left_on=self.now.astimezone(zone(person.tz)).date() - DAY)
            await tx.agendas.touch_all()
        self.names.remove(name)
