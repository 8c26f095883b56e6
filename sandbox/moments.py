"""When something happens next in the demo: what the bot is to look at, what it will really say, what opens or closes.

Only reads. It tells moments, never to whom or about what: whoever looks at the clock may be anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from growth.agenda import decide
from growth.calendar import local_day, start_of_day
from growth.cycles import DRAFTS_STAY, Cycle
from growth.half_years import HalfYear, opening_day, upcoming
from growth.zones import workspace_zone
from storage.unit_of_work import Store, Transaction

A_DAY = timedelta(days=1)

LOOKS = 60
"""How often it is asked anew whether something is said, before nothing near is assumed."""


@dataclass(frozen=True, slots=True)
class Event:
    """A moment (UTC) at which something happens, and what, in a few words without names of people."""

    at: datetime
    what: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes next, and when the calendar opens a half-year; None where nothing is to come."""

    next: Event | None = None
    opening: Event | None = None


@dataclass(frozen=True, slots=True)
class Moments:
    """What lies ahead of the app that is installed as `team_id`."""

    store: Store
    team_id: str

    async def next_look(self, now: datetime) -> datetime | None:
        """Return when the bot has something to look at next, whether or not it leads to anything."""
        async with self.store.reading_everywhere() as tx:
            found = [await tx.outbox.next_due(now), await tx.agendas_due.next_due(now)]
        found += [event.at for event in await self._calendar(now)]
        return min((at for at in found if at is not None and at > now), default=None)

    async def ahead(self, now: datetime) -> Ahead:
        """Return what comes next as things stand: a message, an opening, a closing."""
        events = await self._calendar(now)
        async with self.store.reading_everywhere() as tx:
            due = await tx.outbox.next_due(now)
        said = [at for at in (due, await self._next_said(now)) if at is not None]
        events += [Event(at, "A message") for at in said]
        opening = [event for event in events if event.what.endswith(" opens")]
        return Ahead(min(events, key=lambda event: event.at, default=None), opening[0] if opening else None)

    async def _calendar(self, now: datetime) -> list[Event]:
        """Return the days of the calendar that are to come, and those of drafts that were left."""
        workspace_id = await self._workspace()
        if workspace_id is None:
            return []
        async with self.store.reading(workspace_id) as tx:
            tz = workspace_zone("", await tx.people.all(), now)
            cycles = await tx.cycles.all()
            found = _opening(await tx.half_years.planned(), cycles, now, tz)
            drafts = await tx.drafts.to_do(now + 2 * DRAFTS_STAY)
        for cycle in cycles:
            found += _days_of(cycle, tz) if cycle.closed_at is None else []
        for draft in drafts:
            found.append(Event(draft.told_from, "A message"))
            found.append(Event(draft.removed_from, "What was left in drafts goes"))
        return [event for event in found if event.at > now]

    async def _next_said(self, now: datetime) -> datetime | None:
        """Return when somebody is sent something by itself next, if nothing is changed before."""
        workspace_id = await self._workspace()
        if workspace_id is None:
            return None
        async with self.store.reading(workspace_id) as tx:
            return await next_said(tx, [person.id for person in await tx.people.all()], now)

    async def _workspace(self) -> str | None:
        async with self.store.reading_everywhere() as tx:
            installation = await tx.installations.by_team("", self.team_id)
        return installation.workspace_id if installation else None


async def next_said(tx: Transaction, people: Sequence[str], now: datetime) -> datetime | None:
    """Return the first moment after `now` at which something is due to one of these people; None where none is near.

    A look that leads to nothing only says when to look again, so it is passed over.
    """
    looks = {
        person_id: decide(agenda, now).look_again for person_id, agenda in (await tx.agendas.load(people, now)).items()
    }
    for _ in range(LOOKS):
        moment = min((at for at in looks.values() if at is not None), default=None)
        if moment is None:
            return None
        those = [person_id for person_id, at in looks.items() if at == moment]
        decided = {one: decide(agenda, moment) for one, agenda in (await tx.agendas.load(those, moment)).items()}
        if any(decision.due for decision in decided.values()):
            return moment
        looks |= {one: _later(decided[one].look_again if one in decided else None, moment) for one in those}
    return None


def _later(again: datetime | None, moment: datetime) -> datetime | None:
    """Return when to look again, None where that would be no later."""
    return again if again is not None and again > moment else None


def _opening(planned: Mapping[str, HalfYear], cycles: Sequence[Cycle], now: datetime, tz: str) -> list[Event]:
    """Return when the calendar opens the next half-year; nothing while one stands in its way for too long."""
    today = local_day(now, tz)
    found = upcoming(today, planned, cycles)
    opens_on = opening_day(found, today, cycles)
    return [] if opens_on is None else [Event(start_of_day(opens_on, tz), f"{found.name} opens")]


def _days_of(cycle: Cycle, tz: str) -> list[Event]:
    """Return when a cycle's talks begin, and when it has closed for everybody."""
    return [
        Event(start_of_day(cycle.window_start, tz), f"The weeks for talks of {cycle.name} begin"),
        Event(cycle.over_at, f"{cycle.name} closes"),
    ]
