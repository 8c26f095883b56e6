"""The demo as `trellis demo` plays it, in this process and in a folder of its own."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import yaml

from growth.half_years import upcoming
from sandbox.clock import SandboxClock
from sandbox.demo import Play, play
from sandbox.model import Identity
from storage.encryption import parse_keys
from storage.unit_of_work import Store
from tests.journeys.people import PRIYA

LATER = timedelta(days=80)
DAYS = ("opens_on", "window_start", "window_end", "closes_on")
MANIFEST = Path(__file__).parents[2] / "manifest.yml"


@dataclass(frozen=True)
class Demo:
    """A demo that runs: where the browser finds it, and the store that its bot writes to."""

    address: str
    store: Store

    def at(self, who: str, place: str = "home") -> str:
        """Return the address of a place as somebody sees it."""
        return f"{self.address}/?as={who}&at={place}"

    async def act(self, act: str, **said: Any) -> None:
        """Use one of the sandbox's own tools."""
        async with aiohttp.ClientSession() as session:
            answer = await session.post(f"{self.address}/ui/act/{act}?as={PRIYA}", json=said)
            assert (await answer.json())["done"]

    @asynccontextmanager
    async def trouble(self, name: str):
        """Have a switch of the sandbox on for a while."""
        await self.act("switch", name=name, value=True)
        try:
            yield
        finally:
            await self.act("switch", name=name, value=False)

    async def workspace_id(self) -> str:
        """Return the id of the workspace that is played."""
        async with self.store.reading_everywhere() as everywhere:
            return (await everywhere.installations.by_team("", Identity().team_id)).workspace_id

    async def submitted_by(self, who: str) -> list[Any]:
        """Return what somebody has submitted, the oldest first."""
        async with self.store.reading(await self.workspace_id()) as tx:
            person = await tx.people.by_slack(who)
            return await tx.assessments.submitted_of(person.id)

    async def puts_off_the_next_half_year(self) -> None:
        """Have the owner let the next half-year begin later, so that a while lies between the two."""
        async with self.store.transaction(await self.workspace_id()) as tx:
            cycles = await tx.cycles.all()
            coming = upcoming(cycles[0].window_start, await tx.half_years.planned(), cycles)
            days = {name: getattr(coming, name) + LATER for name in DAYS}
            await tx.half_years.plan(replace(coming, **days))


@asynccontextmanager
async def playing(folder):
    """Play a demo in a folder of its own and yield it."""
    what = Play(folder, 0, "small", yaml.safe_load(MANIFEST.read_text("utf-8")))
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    show = asyncio.create_task(play(what, stop, ready.set_result))
    await asyncio.wait([show, ready], return_when=asyncio.FIRST_COMPLETED)
    if show.done():
        show.result()
    store = Store(what.database_url, parse_keys(what.key), SandboxClock().now)
    try:
        yield Demo(ready.result(), store)
    finally:
        await store.close()
        stop.set()
        await show
