"""The demo: bot and sandbox in one process, a made-up company, and a clock that moves both.

What it keeps is in one folder, and continues where it was left; the bot meets the sandbox over Slack's own wire.
"""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.config import Settings
from bot.running import run_bot
from sandbox.clock import SandboxClock
from sandbox.company import Company, Size, company, settle
from sandbox.company.arranging import Arrangements
from sandbox.company.half_years import Days
from sandbox.model import Json
from sandbox.moments import Moments
from sandbox.passing import Passing
from sandbox.server import serving
from sandbox.ui.routes import routes
from sandbox.ui.timetable import Timetable
from sandbox.workspace import SlackWorkspace
from storage.encryption import new_key, parse_keys
from storage.installations import NewInstallation
from storage.schema import upgrade
from storage.unit_of_work import Store


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
    moments = Moments(store, workspace.identity.team_id)
    passing = Passing(store, clock, moments)

    async def start_over() -> None:
        over.set()

    try:
        await asyncio.to_thread(upgrade, what.database_url)
        arrangements = await set_the_scene(workspace, store, actors, clock)
        pages = routes(workspace, clock, Timetable(clock, moments.ahead, passing.go_to), start_over)
        async with serving(workspace, pages, port=what.port) as address, passing.reaching(address):
            if arrangements is not None:
                await remember(workspace, arrangements, actors, clock, passing)
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


async def set_the_scene(
    workspace: SlackWorkspace, store: Store, actors: Company, clock: SandboxClock
) -> Arrangements | None:
    """Put the company into the local Slack and its history into the store; what is there already stays.

    Return what its people have arranged since, or None where that lies behind them.
    """
    if not workspace.users():
        workspace.seed(actors.users, actors.channels)
    identity, now = workspace.identity, clock.now()
    new = NewInstallation(
        team_id=identity.team_id,
        bot_token=identity.bot_token,
        bot_id=identity.bot_id,
        bot_user_id=identity.bot_user_id,
        name=identity.team_name,
    )
    async with store.everywhere() as tx:
        installation = await tx.installations.save(new, now)
    cycle = await settle(store, installation.workspace_id, actors, now)
    days = Days.seen_from(now, actors.tz)
    return None if cycle is None else Arrangements(store, installation.workspace_id, cycle, days, clock.now)


async def remember(
    workspace: SlackWorkspace, arrangements: Arrangements, actors: Company, clock: SandboxClock, passing: Passing
) -> None:
    """Go through the weeks since the open half-year began: what people arranged, and what the bot said to them.

    They have read it all; nothing of it waits for the demo's first day.
    """
    now = clock.now()
    acts = await arrangements.acts(actors, now)
    with clock.looking_back(arrangements.cycle.opened_at):
        await arrangements.begin()
        await passing.catch_up()
        for act in acts:
            await passing.go_to(act.at)
            await act.do()
            await passing.catch_up()
        await passing.go_to(now)
    for user in workspace.users():
        for conversation in workspace.conversations(user.id):
            workspace.mark_read(user.id, conversation.id)
    workspace.slack.inspector.forget()
