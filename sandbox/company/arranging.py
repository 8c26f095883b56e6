"""What the company's people have done about their talks since the open cycle began, one after the other.

They do it by the bot's own handlers, as they would in Slack; between two acts the bot does what it does.
"""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from growth.calendar import Clock
from growth.cycles import Cycle
from growth.diary import DAY, Leave
from growth.leave import with_leave
from growth.nudges import Task
from growth.people import Person
from growth.talks import LASTS, Party
from handlers.away import keep_leave
from handlers.here import Here
from handlers.nudges import keep_snooze
from handlers.talks import Seat, marked_held, seat_at, set_date
from sandbox.company.half_years import Days
from sandbox.company.model import Coach, Company
from storage.unit_of_work import Store, Transaction
from views.ids import talk_value

DATES_WERE_SET, LEAVE_WAS_TOLD, SNOOZED_ON = -12, -6, -5
"""On which days, from this week's Monday on."""

AFTERNOON = 16
"""At which hour of their own clock people do these things."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody did, and when (UTC)."""

    at: datetime
    do: Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Arrangements:
    """The acts of a company whose open cycle began some weeks ago."""

    store: Store
    workspace_id: str
    cycle: Cycle
    days: Days
    clock: Clock
    people: dict[str, Person] = field(default_factory=dict)

    async def begin(self) -> None:
        """Let the bot look at everybody of the open cycle."""
        async with self.store.transaction(self.workspace_id) as tx:
            await tx.agendas.touch_cycle(self.cycle.id)

    async def acts(self, company: Company, now: datetime) -> list[Act]:
        """Return what was done before `now`, in order."""
        async with self.store.reading(self.workspace_id) as tx:
            self.people.update({person.name: person for person in await tx.people.all()})
            parties = {name: await _party(tx, person) for name, person in self.people.items()}
        found = [act for coach in company.coaches for act in self._of(coach, parties)]
        return sorted((act for act in found if act.at < now), key=lambda act: act.at)

    def _of(self, coach: Coach, parties: dict[str, Party]) -> Iterator[Act]:
        story, diary = coach.story.talk, parties[coach.name].diary
        if story.day is not None and coach.manager:
            at = self._suits(story.day, story.hour, parties[coach.name], parties[coach.manager])
            chooser = coach.manager if story.by_manager else coach.name
            yield Act(diary.at(self._day(DATES_WERE_SET), AFTERNOON), partial(self._set_date, coach, chooser, at))
            if story.held:
                yield Act(at + 2 * LASTS, partial(self._mark_held, coach))
        if story.away is not None:
            first, last = map(self._day, story.away)
            leave = Leave(first, last)
            yield Act(diary.at(self._day(LEAVE_WAS_TOLD), AFTERNOON), partial(self._go_away, coach, leave))
        if story.snoozed is not None:
            until = self._day(story.snoozed)
            yield Act(diary.at(self._day(SNOOZED_ON), AFTERNOON), partial(self._snooze, coach, until))

    def _day(self, number: int) -> date:
        return self.days.monday + timedelta(days=number)

    def _suits(self, number: int, hour: int, coach: Party, manager: Party) -> datetime:
        """Return the first moment at an hour of the coach's clock, from a day on, on which both work."""
        day = self._day(number)
        while not (coach.diary.is_free(day) and manager.diary.is_free(manager.diary.day(coach.diary.at(day, hour)))):
            day += DAY
        return coach.diary.at(day, hour)

    async def _set_date(self, coach: Coach, chooser: str, at: datetime) -> None:
        here = self._here(chooser)
        async with here.transaction() as tx:
            await set_date(tx, here, await self._seat(tx, here, coach), at)

    async def _mark_held(self, coach: Coach) -> None:
        await marked_held(self._here(coach.name), self._about(coach))

    async def _go_away(self, coach: Coach, leave: Leave) -> None:
        here, person = self._here(coach.name), self.people[coach.name]
        async with here.transaction() as tx:
            await keep_leave(tx, here, person, with_leave(await tx.leaves.of(person.id), leave))

    async def _snooze(self, coach: Coach, until: date) -> None:
        here = self._here(coach.name)
        async with here.transaction() as tx:
            await keep_snooze(tx, here, await self._seat(tx, here, coach), Task.DATE, until)

    def _here(self, name: str) -> Here:
        return Here(self.store, self.workspace_id, self.people[name].slack_id, self.clock())

    def _about(self, coach: Coach) -> str:
        return talk_value(self.cycle.id, self.people[coach.name].id)

    async def _seat(self, tx: Transaction, here: Here, coach: Coach) -> Seat:
        seat = await seat_at(tx, here, self._about(coach))
        if seat is None:
            raise LookupError(coach.name)
        return seat


async def _party(tx: Transaction, person: Person) -> Party:
    return Party(person.id, person.name, (await tx.diaries.of([person.id]))[person.id])
