"""The composition of one Bolt app: who asks, what every handler gets, what is told when something fails."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from secrets import token_hex
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.acks import StandingAck
from bot.failures import show_failure
from bot.workspaces import Workspaces
from growth.calendar import Clock
from handlers import FEATURES
from handlers.here import Here
from storage.unit_of_work import Store

CLAIM = 1.5
"""Seconds in which an event is recognised as a repeated one, or taken for new."""

Next = Callable[[], Awaitable[Any]]

NOT_INSTALLED = "Trellis isn't set up in this workspace. Ask whoever looks after your Slack apps."


def build_app(
    store: Store,
    client: AsyncWebClient,
    clock: Clock,
    *,
    signing_secret: str | None = None,
    wake: Callable[[], None] = lambda: None,
) -> AsyncApp:
    """Return the app; without a signing secret it takes requests from a socket only. `wake` hurries the sender."""
    workspaces = Workspaces(store)

    async def say_where_and_when(context: AsyncBoltContext, next: Next) -> Any:  # noqa: A002  Bolt names it
        installation = await workspaces.find(context.enterprise_id, context.team_id)
        if installation is None:
            return BoltResponse(status=200, body="")
        context["ack"] = StandingAck()
        context["here"] = Here(store, installation.workspace_id, context.user_id or "", clock(), wake)
        context["forget_installations"] = workspaces.forget
        return await next()

    async def drop_repeats(body: dict[str, Any], context: AsyncBoltContext, next: Next) -> Any:  # noqa: A002  Bolt names it
        event_id = body.get("event_id") if body.get("type") == "event_callback" else None
        if isinstance(event_id, str):
            # Slack waits three seconds, a locked database can take longer. What events do here may be done twice.
            with suppress(TimeoutError):
                async with asyncio.timeout(CLAIM), context["here"].transaction() as tx:
                    if not await tx.received.first_time(f"event:{event_id}", clock()):
                        return BoltResponse(status=200, body="")
        return await next()

    app = AsyncApp(
        client=client,
        authorize=workspaces,  # type: ignore[arg-type]  # Bolt takes an AsyncAuthorize, and says a function
        # A socket needs none, and HTTP is not served without one; Bolt wants one either way.
        signing_secret=signing_secret or token_hex(32),
        raise_error_for_unhandled_request=True,
        attaching_conversation_kwargs_enabled=False,
        user_facing_authorize_error_message=NOT_INSTALLED,
    )
    app.use(say_where_and_when)
    app.use(drop_repeats)
    for feature in FEATURES:
        feature.register(app)
    app.error(show_failure)
    return app
