"""Running the bot: migrate, find out who we are, build, receive by socket or HTTP, and stop in an orderly way."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from copy import copy
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build_app
from bot.config import Settings
from bot.drawing import Drawing
from bot.frameworks import publish_framework
from bot.identity import identify
from bot.messenger import SlackMessenger
from bot.receiving import patiently, receiving, serving
from bot.scheduler import Alarm
from bot.server import Health
from bot.slack_api import ClientFor, slack_clients
from growth.calendar import Clock
from schedules.means import Means
from storage.encryption import parse_keys
from storage.schema import upgrade
from storage.unit_of_work import Store

DRAIN = 20.0
"""Seconds; a supervisor usually waits 30 before it kills."""

WHILE_SOMEBODY_WAITS = 10.0
"""Seconds a call may take that a person is waiting for; the sender has more patience."""

Wake = Callable[[], None]


async def run_bot(
    settings: Settings, clock: Clock, stop: asyncio.Event, *, ready: Callable[[int], None] = lambda _: None
) -> None:
    """Run until `stop` is set. Raises what can't get better by waiting: StorageError, a refused token, a bad framework.

    `/healthz` answers 503 until the database is migrated and Slack's requests are received, and while draining.
    """
    health = Health(signing_secret="" if settings.socket_mode else settings.slack_signing_secret)
    store = Store(settings.database_url, parse_keys(settings.key), clock)
    try:
        async with (
            serving(health, settings) as port,
            slack_clients(settings.slack_api_url, reconnects=False) as client_for,
            slack_clients(settings.slack_api_url, WHILE_SOMEBODY_WAITS) as quick_client_for,
        ):
            await asyncio.to_thread(upgrade, settings.database_url)
            health.migrated = True
            client = quick_client_for(settings.slack_bot_token)
            await settle_in(store, client, settings, clock, stop)
            if stop.is_set():
                return
            async with working(store, client_for, settings, clock) as wake:
                health.app = build_app(
                    store,
                    without_token(quick_client_for("")),
                    clock,
                    signing_secret=health.signing_secret or None,
                    wake=wake,
                    timezone=settings.timezone,
                )
                async with receiving(health, settings, health.app, client, stop):
                    ready(port)
                    await stop.wait()
                    await drain(health)
    finally:
        await store.close()


async def settle_in(
    store: Store, client: AsyncWebClient, settings: Settings, clock: Clock, stop: asyncio.Event
) -> None:
    """Keep who we are in this workspace and publish its framework; wait for a Slack that can't be reached."""
    new = await patiently(lambda: identify(client, settings), stop)
    if new is None:
        return
    async with store.everywhere() as everywhere:
        installation = await everywhere.installations.save(new, clock())
    async with store.transaction(installation.workspace_id) as tx:
        await publish_framework(tx, settings, clock())


def is_request(task: asyncio.Task[Any]) -> bool:
    """Say whether a task is a request being handled: Bolt starts them and keeps no list of them."""
    code = getattr(task.get_coro(), "cr_code", None)
    return code is not None and "slack_bolt" in code.co_filename


@asynccontextmanager
async def working(store: Store, client_for: ClientFor, settings: Settings, clock: Clock) -> AsyncIterator[Wake]:
    """Run the scheduler and its sender while the block runs; give the function that wakes the sender."""
    drawing = Drawing()
    messenger = SlackMessenger(store, client_for, drawing, rate=settings.send_rate)
    alarm = Alarm(Means(store, messenger, settings.timezone), clock)
    alarm.start()
    try:
        yield alarm.wake
    finally:
        await alarm.stop()
        await drawing.close()


def without_token(client: AsyncWebClient) -> AsyncWebClient:
    """Return a client on the same session; each request brings the token of its own installation."""
    tokenless = copy(client)
    tokenless.token = None
    return tokenless


async def drain(health: Health) -> None:
    """Take nothing new and let what is under way finish, for 20 seconds at most."""
    health.draining = True
    under_way = {task for task in asyncio.all_tasks() if is_request(task)}
    if under_way:
        await asyncio.wait(under_way, timeout=DRAIN)
