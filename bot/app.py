"""The composition of one Bolt app: who asks, what every handler gets, what is told when something fails."""

import logging
from collections.abc import Callable
from secrets import token_hex

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.arrival import OneByOne, OnlyOnce, WhereAndWhen
from bot.failures import show_failure
from bot.workspaces import Workspaces
from growth.calendar import Clock
from handlers import FEATURES
from storage.unit_of_work import Store

NOT_INSTALLED = "Trellis isn't set up in this workspace. Ask whoever looks after your Slack apps."


def build_app(
    store: Store,
    client: AsyncWebClient,
    clock: Clock,
    *,
    signing_secret: str | None = None,
    wake: Callable[[], None] = lambda: None,
    timezone: str = "",
) -> AsyncApp:
    """Return the app; without a signing secret it takes requests from a socket only.

    `wake` hurries the sender; `timezone` is the zone that was set for cycle days, empty where none was.
    """
    workspaces = Workspaces(store)
    app = AsyncApp(
        name="trellis",  # else Bolt looks through the whole call stack for one
        # Bolt gives its many loggers the level of this one; else it gives them the root's.
        logger=logging.getLogger("slack_bolt"),
        client=client,
        authorize=workspaces,  # type: ignore[arg-type]  # Bolt takes an AsyncAuthorize, and says a function
        # A socket needs none, and HTTP is not served without one; Bolt wants one either way.
        signing_secret=signing_secret or token_hex(32),
        raise_error_for_unhandled_request=True,
        attaching_conversation_kwargs_enabled=False,
        user_facing_authorize_error_message=NOT_INSTALLED,
    )
    app.use(OneByOne())
    app.use(WhereAndWhen(store, workspaces, clock, wake, timezone))
    app.use(OnlyOnce())
    for feature in FEATURES:
        feature.register(app)
    app.error(show_failure)
    return app
