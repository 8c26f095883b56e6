"""Rows 5: a planner's tick among many planned nudges, and the planning of a half-year for many people.

Both run the planner itself in this process on a database of its own; nothing is sent.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

from sqlalchemy import TextClause, bindparam, text

from benchmarks.rows import THOROUGH, Effort, Figure
from benchmarks.stub_slack import BOT, BOT_USER, TEAM
from framework.loading import DEFAULT_FILE, text_of
from growth.cycles import Cycle
from growth.people import Role
from schedules import plan_nudges
from schedules.means import Means, Outcome
from storage.encryption import new_key, parse_keys
from storage.ids import new_id
from storage.installations import NewInstallation
from storage.outbox import Message
from storage.schema import upgrade
from storage.tables import agendas, manager_links
from storage.unit_of_work import Store

FEW, MANY = 10_000, 1_000_000
DUE = 100
PLANNED = (2_500, 10_000)
COACHES_EACH = 10
AT_ONCE = 20_000
A_DAY = timedelta(days=1)

NewDatabase = Callable[[], AbstractContextManager[str]]
"""Gives the URL of an empty database while a block runs."""

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT CAST(:first AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
_COLUMNS = "name, tz, roles, specialisms, deactivated, created_at, updated_at, version"
_COPY = (
    f"INSERT INTO people (id, workspace_id, slack_id, {_COLUMNS}) {_NUMBERS} "  # noqa: S608 - nothing of it is anybody's
    f"SELECT CAST(:letter AS TEXT) || i, workspace_id, CAST(:slack_id AS TEXT) || i, {_COLUMNS} FROM people, n "
    "WHERE slack_id = :slack_id"
)
_LINKS = (
    f"INSERT INTO manager_links (id, workspace_id, coach_id, manager_id, since) {_NUMBERS} SELECT 'l' || i, id, "  # noqa: S608 - as above
    "'c' || i, 'm' || (1 + i % :managers), :since FROM workspaces, n"
)
_MEMBERS = (
    f"INSERT INTO cycle_members (cycle_id, person_id, workspace_id, level, manager_id, tz, first_look) {_NUMBERS} "  # noqa: S608 - as above
    "SELECT id, 'c' || i, workspace_id, 'agile_coach', 'm' || (1 + i % :managers), 'Europe/Stockholm', FALSE "
    "FROM cycles, n"
)
_WAITING = (
    f"INSERT INTO agendas (person_id, workspace_id, due_at) {_NUMBERS} SELECT 'c' || i, id, :later FROM workspaces, n"  # noqa: S608 - as above
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """A workspace of many coaches in a half-year that opened today, ten for each manager; nobody was looked at yet."""

    store: Store
    workspace_id: str
    cycle_id: str
    size: int
    opened_at: datetime

    async def tick(self, day: int, which: random.Random) -> float:
        """Return the seconds in which the planner looks at a hundred people who are due on a day."""
        now = self.opened_at + day * A_DAY
        due = [f"c{number}" for number in which.sample(range(1, self.size + 1), DUE)]
        async with self.store.transaction(self.workspace_id) as tx:
            await tx.agendas.look_again(dict.fromkeys(due, now))
        return await self.plan(now)

    async def plan(self, now: datetime) -> float:
        """Return the seconds until the planner has nobody left to look at."""
        means = Means(self.store, Silent())
        began = perf_counter()
        while await plan_nudges.run(means, now):
            pass
        return perf_counter() - began

    async def plan_everyone(self) -> float:
        """Return the seconds in which everybody is looked at for the first time, and their first messages planned."""
        began = perf_counter()
        async with self.store.transaction(self.workspace_id) as tx:
            await tx.agendas.touch_cycle(self.cycle_id)
        await self.plan(self.opened_at + A_DAY)
        return perf_counter() - began

    async def let_wait(self) -> None:
        """Plan everybody's next look for a year from now."""
        waiting = text(_WAITING).bindparams(bindparam("later", type_=agendas.c.due_at.type))
        await _insert(self.store, self.workspace_id, waiting, self.size, later=self.opened_at + 365 * A_DAY)


class Silent:
    """Sends nothing."""

    async def send(self, message: Message, now: datetime) -> Outcome:
        """Never called: what is planned here stays in the outbox."""
        raise NotImplementedError


@asynccontextmanager
async def crowd(url: str, size: int) -> AsyncIterator[Crowd]:
    """Fill an empty database with so many coaches, and give them while the block runs."""
    await asyncio.to_thread(upgrade, url)
    opened_at = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday, ten o'clock in Stockholm
    store = Store(url, parse_keys(new_key()), lambda: opened_at)
    try:
        async with store.everywhere() as everywhere:
            new = NewInstallation(TEAM, "xoxb-bench", BOT, BOT_USER, name="Bench")
            workspace_id = (await everywhere.installations.save(new, opened_at)).workspace_id
        cycle_id = await _fill(store, workspace_id, size, opened_at)
        yield Crowd(store, workspace_id, cycle_id, size, opened_at)
    finally:
        await store.close()


async def _fill(store: Store, workspace_id: str, size: int, opened_at: datetime) -> str:
    """Keep the people and their half-year, and return its id; by the database itself, for a million take their time."""
    day, managers = opened_at.date(), max(size // COACHES_EACH, 1)
    async with store.transaction(workspace_id) as tx:
        version = await tx.frameworks.publish(text_of(DEFAULT_FILE), opened_at)
        days = (day, day + 21 * A_DAY, day + 42 * A_DAY, day + 58 * A_DAY)
        cycle = Cycle(new_id(), "2026-H1", version.id, *days, opened_at)
        await tx.cycles.add(cycle, [])
        for role in (Role.COACH, Role.MANAGER):
            await tx.people.add(f"U0{role.name}", role.value, tz="Europe/Stockholm", roles=frozenset({role}))
    for letter, role, many in (("c", Role.COACH, size), ("m", Role.MANAGER, managers)):
        await _insert(store, workspace_id, text(_COPY), many, letter=letter, slack_id=f"U0{role.name}")
    links = text(_LINKS).bindparams(bindparam("since", type_=manager_links.c.since.type))
    await _insert(store, workspace_id, links, size, managers=managers, since=day)
    await _insert(store, workspace_id, text(_MEMBERS), size, managers=managers)
    return cycle.id


async def _insert(store: Store, workspace_id: str, statement: TextClause, many: int, **values: object) -> None:
    """Run an insert of many rows, some at a time: a statement may take only so long."""
    for first in range(1, many + 1, AT_ONCE):
        async with store.transaction(workspace_id) as tx:
            await tx.people._run(statement, {"first": first, "last": min(first + AT_ONCE - 1, many), **values})


async def ticking_rows(
    engine: str, new_database: Callable[[], AbstractContextManager[str]], effort: Effort
) -> list[Figure]:
    """Return row 5 for a database engine, and how long a half-year takes to plan."""
    few, many = (FEW, MANY) if effort is THOROUGH else (1_000, 10_000)
    return [await _tick_row(engine, new_database, few, many, effort), await _planning_row(engine, new_database, effort)]


async def _tick_row(engine: str, new_database: NewDatabase, few: int, many: int, effort: Effort) -> Figure:
    which = random.Random(5)  # noqa: S311 - who is due, not a secret
    with new_database() as small, new_database() as large:
        async with crowd(small, few) as village, crowd(large, many) as city:
            for place in (village, city):
                await place.let_wait()
                await place.tick(0, which)
            days = [day for day in range(1, 2 * effort.rounds + 2) if day % 7 < 5][: effort.rounds]
            times = [(await village.tick(day, which), await city.tick(day, which)) for day in days]
    ratio = median(b / a for a, b in times)
    small_ms, large_ms = (median(column) * 1000 for column in zip(*times, strict=True))
    absolute = f"{large_ms:.0f} ms among {many:,}, {small_ms:.0f} ms among {few:,}"
    return Figure(f"5. a tick with {DUE} due, {engine}", f"{ratio:.2f}", absolute, "at most 2", met=ratio <= 2)


async def _planning_row(engine: str, new_database: NewDatabase, effort: Effort) -> Figure:
    sizes = PLANNED if effort is THOROUGH else tuple(size // 10 for size in PLANNED)
    seconds = []
    for size in sizes:
        with new_database() as url:
            async with crowd(url, size) as people:
                seconds.append(await people.plan_everyone())
    (few, many), (fast, slow) = sizes, seconds
    each = (slow / many) / (fast / few)
    absolute = f"{slow:.1f} s for {many:,}, {fast:.1f} s for {few:,}"
    return Figure(f"planning a half-year, {engine}", f"{each:.2f} each", absolute, "under 30 s", met=slow < 30)
