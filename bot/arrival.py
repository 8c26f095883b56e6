"""What happens to every request before a feature sees it: where and when it is, and whether it came before.

Classes, because Bolt gathers thirty arguments for a function of ours and hands these what they ask for.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from slack_bolt import BoltResponse
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.acks import StandingAck
from bot.workspaces import Workspaces
from growth.calendar import Clock
from handlers.here import Here
from storage.unit_of_work import Store

CLAIM = 1.5
"""Seconds in which an event is recognised as a repeated one, or taken for new."""

TURNS = 3
"""In which a request gets from here to its handler, and a handler's call to Slack out of the house."""

Next = Callable[[], Awaitable[BoltResponse]]


class OneByOne(AsyncMiddleware):
    """Begins requests in the order they came, a few turns of the loop apart.

    They need the processor more than they wait. Begun together, all of a burst would be answered when the last one
    is; begun one by one, the first is answered while the last one waits. Nothing is held longer than those turns.
    """

    def __init__(self) -> None:
        self._gate = asyncio.Lock()
        self._opening: set[asyncio.Task[None]] = set()

    async def async_process(self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Next) -> BoltResponse:  # noqa: A002, ARG002  Bolt names them
        """Wait for one's turn, and let the next one follow soon."""
        await self._gate.acquire()
        opening = asyncio.create_task(self._open_soon())
        self._opening.add(opening)
        opening.add_done_callback(self._opening.discard)
        return await next()

    async def _open_soon(self) -> None:
        for _ in range(TURNS):
            await asyncio.sleep(0)
        self._gate.release()


class WhereAndWhen(AsyncMiddleware):
    """Gives every handler its `here`; what comes from a workspace without an installation goes nowhere."""

    def __init__(
        self, store: Store, workspaces: Workspaces, clock: Clock, wake: Callable[[], None], timezone: str
    ) -> None:
        self._store = store
        self._workspaces = workspaces
        self._clock = clock
        self._wake = wake
        self._timezone = timezone

    async def async_process(self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Next) -> BoltResponse:  # noqa: A002, ARG002  Bolt names them
        """Add to the context what handlers ask for."""
        context = req.context
        installation = await self._workspaces.find(context.enterprise_id, context.team_id)
        if installation is None:
            return BoltResponse(status=200, body="")
        context["ack"] = StandingAck()
        context["here"] = Here(
            self._store,
            installation.workspace_id,
            context.user_id or "",
            self._clock(),
            self._wake,
            self._timezone,
        )
        context["forget_installations"] = self._workspaces.forget
        return await next()


class OnlyOnce(AsyncMiddleware):
    """Lets an event through the first time Slack delivers it."""

    async def async_process(self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Next) -> BoltResponse:  # noqa: A002, ARG002  Bolt names them
        """Answer a repeated event at once."""
        event_id = req.body.get("event_id") if req.body.get("type") == "event_callback" else None
        if isinstance(event_id, str) and not await self._is_first(event_id, req.context["here"]):
            return BoltResponse(status=200, body="")
        return await next()

    async def _is_first(self, event_id: str, here: Here) -> bool:
        # Slack waits three seconds, a locked database can take longer. What events do here may be done twice.
        with suppress(TimeoutError):
            async with asyncio.timeout(CLAIM), here.transaction() as tx:
                return await tx.received.first_time(f"event:{event_id}", here.now)
        return True
