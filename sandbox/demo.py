"""The demo: bot and sandbox in one process, a made-up company, and a clock that moves both.

What it keeps is in one folder, and continues where it was left; the bot meets the sandbox over Slack's own wire.
"""

import asyncio
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import Settings
from bot.running import run_bot
from growth.calendar import local_day, start_of_day
from growth.cycles import DRAFTS_STAY, Cycle
from growth.half_years import HalfYear, opening_day, upcoming
from growth.zones import workspace_zone
from sandbox.clock import SandboxClock
from sandbox.company import Company, Size, company, settle
from sandbox.model import Json
from sandbox.server import serving
from sandbox.ui.routes import routes
from sandbox.workspace import SlackWorkspace
from storage.encryption import new_key, parse_keys
from storage.installations import NewInstallation
from storage.schema import upgrade
from storage.unit_of_work import Store

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Play:
    """What is played where: the folder it is kept in, the port of the browser, the company's size."""

    folder: Path
    port: int
    size: Size
    manifest: Json

    @property
    def key(self) -> str:
        """The demo's own encryption key, made at the first start."""
        path = self.folder / "key"
        if not path.exists():
            path.write_text(new_key(), encoding="utf-8")
            path.chmod(0o600)
        return path.read_text(encoding="utf-8").strip()

    @property
    def database_url(self) -> str:
        """The demo's database."""
        return f"sqlite:///{self.folder / 'trellis.db'}"


async def play(what: Play, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
    """Play until `stop` is set; starting over in the browser empties the folder and begins again."""
    while True:
        over = asyncio.Event()
        waiting = [asyncio.create_task(event.wait()) for event in (stop, over)]
        curtain = asyncio.Event()
        show = asyncio.create_task(_show(what, over, curtain, ready))
        await asyncio.wait([*waiting, show], return_when=asyncio.FIRST_COMPLETED)
        curtain.set()
        for task in waiting:
            task.cancel()
        await show
        if not over.is_set():
            return
        shutil.rmtree(what.folder)


async def _show(what: Play, over: asyncio.Event, curtain: asyncio.Event, ready: Callable[[str], None]) -> None:
    what.folder.mkdir(parents=True, exist_ok=True)
    clock = SandboxClock(what.folder / "clock.json")
    workspace = SlackWorkspace(what.manifest, clock, folder=what.folder / "slack")
    actors = company(what.size)
    store = Store(what.database_url, parse_keys(what.key), clock.now)

    async def start_over() -> None:
        over.set()

    async def next_event() -> datetime | None:
        return await next_moment(store, workspace, clock.now())

    try:
        await asyncio.to_thread(upgrade, what.database_url)
        await set_the_scene(workspace, store, actors, clock.now())
        pages = routes(workspace, clock, next_event, start_over)
        async with serving(workspace, pages, port=what.port) as address:
            await _run(what, workspace, clock, address, curtain, ready)
    finally:
        await store.close()


async def _run(
    what: Play,
    workspace: SlackWorkspace,
    clock: SandboxClock,
    address: str,
    curtain: asyncio.Event,
    ready: Callable[[str], None],
) -> None:
    settings = Settings(
        database_url=what.database_url,
        slack_bot_token=workspace.identity.bot_token,
        slack_signing_secret=workspace.identity.signing_secret,
        slack_api_url=f"{address}/api/",
        port=0,
        key=what.key,
    )

    def listening(port: int) -> None:
        workspace.slack.wire.bot_url = f"http://127.0.0.1:{port}/slack/events"
        ready(address)

    await run_bot(settings, clock.now, curtain, ready=listening)


async def set_the_scene(workspace: SlackWorkspace, store: Store, actors: Company, now: datetime) -> None:
    """Put the company into the local Slack and its history into the store; what is there already stays."""
    if not workspace.users():
        workspace.seed(actors.users, actors.channels)
    identity = workspace.identity
    new = NewInstallation(
        team_id=identity.team_id,
        bot_token=identity.bot_token,
        bot_id=identity.bot_id,
        bot_user_id=identity.bot_user_id,
        name=identity.team_name,
    )
    async with store.everywhere() as tx:
        installation = await tx.installations.save(new, now)
    await settle(store, installation.workspace_id, actors, now)


async def next_moment(store: Store, workspace: SlackWorkspace, now: datetime) -> datetime | None:
    """Return when something happens next: a message that falls due, a day of the calendar; None where nothing does."""
    async with store.reading_everywhere() as tx:
        installation = await tx.installations.by_team("", workspace.identity.team_id)
        due = await tx.outbox.next_due(now)
    if installation is None:
        return due
    async with store.reading(installation.workspace_id) as tx:
        tz = workspace_zone("", await tx.people.all(), now)
        cycles = await tx.cycles.all()
        opening = start_of_next(await tx.half_years.planned(), cycles, now, tz)
        drafts = await tx.drafts.to_do(now + 2 * DRAFTS_STAY)
    days = [day for cycle in cycles if cycle.closed_at is None for day in _days_of(cycle, tz)]
    partings = [moment for draft in drafts for moment in (draft.told_from, draft.removed_from)]
    return min((at for at in (due, opening, *days, *partings) if at is not None and at > now), default=None)


def start_of_next(planned: Mapping[str, HalfYear], cycles: Sequence[Cycle], now: datetime, tz: str) -> datetime | None:
    """Return the moment at which the calendar opens the next half-year, or None while one stands in its way."""
    today = local_day(now, tz)
    opens_on = opening_day(upcoming(today, planned, cycles), today, cycles)
    return None if opens_on is None else start_of_day(opens_on, tz)


def _days_of(cycle: Cycle, tz: str) -> list[datetime]:
    days = (cycle.window_start, cycle.window_end + A_DAY, cycle.closes_on + A_DAY)
    return [*(start_of_day(day, tz) for day in days), cycle.over_at]
