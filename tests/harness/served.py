"""A company's Slack over its real wire: the sandbox, served in this process, with the company's people in it."""

import asyncio
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sandbox.model import Conversation, Identity, Message, Patience, User
from sandbox.server import serving
from sandbox.workspace import SlackWorkspace

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
IDENTITY = Identity(team_id="T1", bot_id="B1", bot_user_id="U0BOT", bot_token="xoxb-first", app_token="xapp-first")
CHANNEL = "C0GENERAL"
NOTE = "Words of Alice"


@cache
def manifest() -> dict[str, Any]:
    """Return the app's manifest."""
    return yaml.safe_load(MANIFEST.read_text("utf-8"))


def local_slack() -> SlackWorkspace:
    """Return the Slack of T1, in which the bot is installed and the cast has accounts."""
    # A missed answer must show at once here, and not be mended by a second delivery.
    workspace = SlackWorkspace(manifest(), identity=IDENTITY, patience=Patience(trigger=60, retries=()))
    people = [User(f"U0{name.upper()}", name.lower(), name) for name in ("Alice", "Bob", "Charlie", "Olga")]
    members = [person.id for person in people]
    workspace.seed(people, [Conversation(CHANNEL, "channel", "general", members=[*members, IDENTITY.bot_user_id])])
    return workspace


@asynccontextmanager
async def served(workspace: SlackWorkspace, port: int = 0):
    """Serve a local Slack while the block runs and give it back."""
    async with serving(workspace, port=port):
        yield workspace


def messages_of(workspace: SlackWorkspace, slack_id: str) -> list[Message]:
    """Return what the bot said to somebody directly, oldest first."""
    [direct] = [conversation for conversation in workspace.conversations(slack_id) if conversation.kind == "im"]
    return workspace.messages(direct.id, slack_id)


def asked(workspace: SlackWorkspace, method: str) -> int:
    """Count the calls of a method of the Web API."""
    return sum(delivery.what == method for delivery in workspace.deliveries(1000))


async def eventually(holds, seconds: float = 5.0) -> bool:
    """Return whether something comes to be true in time."""
    loop = asyncio.get_running_loop()
    give_up = loop.time() + seconds
    while not holds() and loop.time() < give_up:  # noqa: ASYNC110  what is waited for knows no event
        await asyncio.sleep(0.01)
    return bool(holds())
