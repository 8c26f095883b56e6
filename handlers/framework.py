"""The framework, level by level: open it at one's own level or the one named, and look around."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from framework.model import Framework
from handlers.grow import rest, says
from handlers.here import Here
from handlers.home import current_framework
from handlers.timing import open_modal, replace_view
from views.failures import failure_view, no_such_level
from views.framework import framework_view, read_framework_view
from views.ids import COMMAND
from views.ids import Framework as Ids


def register(app: AsyncApp) -> None:
    """Bind browsing the framework."""
    app.command(COMMAND, matchers=[says("framework")])(open_level)
    app.action(Ids.OPEN)(open_level)
    app.action(Ids.CHOOSE_LEVEL)(look_at)
    app.action(Ids.CHOOSE_PILLAR)(look_at)
    app.action(Ids.CHOOSE_DETAIL)(look_at)


async def open_level(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Open the framework at the level that was named, else at one's own."""
    await ack()
    wanted = rest(body) if body.get("command") else ""
    await open_modal(client, body, context, opening(here, wanted))


async def opening(here: Here, wanted: str) -> dict[str, Any]:
    """Return the framework's modal at a level; a name it lacks gets a sentence with the names it has."""
    framework, own = await in_use(here)
    level = framework.find_level(wanted) if wanted else None
    if wanted and level is None:
        return failure_view(no_such_level(framework, wanted))
    return framework_view(framework, level.key if level else own or framework.levels[0].key, own)


async def look_at(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    """Show the level, the pillar or the detail that was chosen."""
    await ack()
    framework, own = await in_use(here)
    chosen = read_framework_view(framework, body["view"])
    shown = framework_view(framework, chosen.level, own, pillar=chosen.pillar, detail=chosen.detail)
    await replace_view(client, body["view"]["id"], shown)


async def in_use(here: Here) -> tuple[Framework, str | None]:
    """Return the framework in use, and the key of the person's own level where they have one in it."""
    async with here.reading() as tx:
        framework = await current_framework(tx)
        person = await tx.people.by_slack(here.user_id)
    own = person.level if person else None
    return framework, own if any(level.key == own for level in framework.levels) else None
