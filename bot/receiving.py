"""Receiving what Slack sends: over two sockets that watch each other's gaps, or over HTTP; and `/healthz` in both."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from typing import TypeVar

import aiohttp
import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import ConfigError, Settings
from bot.failures import odd_shapes_forgiven
from bot.server import Health, build_server
from bot.slack_api import SlackTrouble, Trouble, ask_slack

log = logging.getLogger("trellis")

Answer = TypeVar("Answer")

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
SOCKETS = 2
"""While Slack refreshes one connection, the other one receives."""

CONNECTING = 10.0
"""Seconds a connection may take to come about."""

WATCH = 5.0
GIVEN_UP_AFTER = 120.0
"""Seconds without a connection after which a socket is made anew."""

GRACE = 10
KEPT_ALIVE = 75
"""Seconds an idle connection is kept; longer than most proxies keep theirs, or they would find it closed."""

PARTING = 2.0
"""Seconds Slack gets to close a connection in return."""


class QuietServer(uvicorn.Server):
    """Uvicorn, which leaves the signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@asynccontextmanager
async def serving(health: Health, settings: Settings) -> AsyncIterator[int]:
    """Serve HTTP while the block runs and give the port; raise ConfigError where the port is taken."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        listening = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
        # asyncio does this for sockets it makes itself; without it an answer in two parts waits 40 ms for the peer.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as problem:
        why, _, _ = str(problem.strerror).partition(" (while")  # then comes the address once more
        raise ConfigError(f"Nothing can listen on {settings.address} ({why}). Set another PORT or HOST.") from None
    config = uvicorn.Config(
        build_server(health),
        log_level="warning",
        access_log=False,
        lifespan="off",
        # Slack opens no websocket to us; asked for one, uvicorn would hand the connection over and stumble at the end.
        ws="none",
        timeout_keep_alive=KEPT_ALIVE,
        timeout_graceful_shutdown=GRACE,
    )
    server = QuietServer(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield int(listening.getsockname()[1])
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def receiving(
    health: Health, settings: Settings, app: AsyncApp, client: AsyncWebClient, stop: asyncio.Event
) -> AsyncIterator[None]:
    """Receive requests while the block runs; `health.receiving` says whether we do."""
    if not settings.socket_mode:
        health.receiving = True
        yield
        return
    sockets = Sockets(health, app, settings.slack_app_token, client)
    watching: asyncio.Task[None] | None = None
    try:
        await sockets.connect(stop)
        watching = asyncio.create_task(sockets.watch())
        yield
    finally:
        health.receiving = False
        if watching is not None:
            watching.cancel()
        await sockets.close()


async def patiently(ask: Callable[[], Awaitable[Answer]], stop: asyncio.Event) -> Answer | None:
    """Return Slack's answer, asking again with longer and longer pauses; None when told to stop meanwhile.

    Raises SlackTrouble for a token that Slack does not accept.
    """
    asking = asyncio.ensure_future(_until_answered(ask))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if asking.done():
        return asking.result()
    asking.cancel()
    await asyncio.wait({asking})
    return None


async def _until_answered(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    pause = FIRST_PAUSE
    while True:
        try:
            return await ask()
        except SlackTrouble as trouble:
            if trouble.kind is Trouble.INSTALL_GONE:
                raise
            wait = trouble.wait or pause
            log.warning("Slack can't be reached yet (%s); next try in %.0f s", trouble.code, wait)
            await asyncio.sleep(wait)
            pause = min(pause * 2, LONGEST_PAUSE)


class Acknowledging(AsyncSocketModeHandler):
    """Acknowledges what Bolt trips over too, or Slack would bring it again and again."""

    async def handle(  # type: ignore[override]  # as Bolt's own handler narrows it
        self, client: SocketModeClient, req: SocketModeRequest
    ) -> None:
        """Take one envelope."""
        with odd_shapes_forgiven():
            # A task of its own, known by where it comes from: slack_sdk's own task also serves to reconnect, and
            # who stops waits for requests only.
            await asyncio.create_task(super().handle(client, req))
            return
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))


class Sockets:
    """The connections of Socket Mode, each made anew when it stays broken."""

    def __init__(self, health: Health, app: AsyncApp, app_token: str, client: AsyncWebClient) -> None:
        self._health = health
        self._app = app
        self._app_token = app_token
        self._client = client
        self._handlers: list[AsyncSocketModeHandler] = []
        self._broken_since: dict[int, float] = {}

    async def connect(self, stop: asyncio.Event) -> None:
        """Open every connection, waiting for a Slack that can't be reached."""
        for _ in range(SOCKETS):
            handler = await patiently(self._open, stop)
            if handler is not None:
                self._handlers.append(handler)
                self._health.receiving = True

    async def watch(self) -> None:
        """Keep `health.receiving` true to what is, and replace a connection that doesn't come back."""
        while True:
            await asyncio.sleep(WATCH)
            connected = [await handler.client.is_connected() for handler in self._handlers]
            self._health.receiving = any(connected)
            for index, is_connected in enumerate(connected):
                await self._mend(index, is_connected=is_connected)

    async def close(self) -> None:
        """Close every connection; one that Slack doesn't close in return is left."""
        closing = [asyncio.ensure_future(handler.client.close()) for handler in self._handlers]
        if closing:
            await asyncio.wait(closing, timeout=PARTING)

    async def _open(self) -> AsyncSocketModeHandler:
        # Asked for here and not by the handler: it would try a refused token for ever.
        try:
            answer = await ask_slack(self._client.apps_connections_open(app_token=self._app_token))
        except SlackTrouble as trouble:
            if trouble.kind is not Trouble.INSTALL_GONE:
                raise
            raise ConfigError(
                f"Slack does not accept SLACK_APP_TOKEN ({trouble.code}). Make a new one under Basic Information, "
                "App-Level Tokens, with the scope connections:write, and set it."
            ) from None
        handler = Acknowledging(self._app, self._app_token, web_client=self._client)
        handler.client.wss_uri = answer["url"]
        # slack_sdk takes HTTPS_PROXY for every address, a Slack on this machine included.
        handler.client.proxy = self._client.proxy
        async with AsyncExitStack() as unless_connected:
            unless_connected.push_async_callback(handler.client.close)
            # With a limit: the address is good for a single use, and slack_sdk would try it for ever.
            await ask_slack(asyncio.wait_for(handler.client.connect(), CONNECTING))
            unless_connected.pop_all()
        return handler

    async def _mend(self, index: int, *, is_connected: bool) -> None:
        now = asyncio.get_running_loop().time()
        if is_connected:
            self._broken_since.pop(index, None)
        elif now - self._broken_since.setdefault(index, now) > GIVEN_UP_AFTER:
            self._broken_since[index] = now
            with suppress(SlackTrouble, ConfigError, aiohttp.ClientError, OSError):
                await self._handlers[index].client.close()
                self._handlers[index] = await self._open()
