"""`/grow`: which word was said, and help for anything else."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from handlers.timing import open_modal
from views.help import help_message, help_view
from views.ids import COMMAND, Home


def register(app: AsyncApp) -> None:
    """Bind help; it answers whatever no other feature of `/grow` did, so it is registered last."""
    app.command(COMMAND)(show_help)
    app.action(Home.HELP)(open_help)


def says(word: str) -> Callable[..., Any]:
    """Return a matcher for `/grow WORD …`."""

    async def matches(command: dict[str, Any]) -> bool:
        return first_word(command) == word

    return matches


def first_word(command: dict[str, Any]) -> str:
    """Return the first word after `/grow`, in lower case."""
    return (str(command.get("text") or "").split(maxsplit=1) or [""])[0].casefold()


def rest(command: dict[str, Any]) -> str:
    """Return what follows the first word."""
    words = str(command.get("text") or "").split(maxsplit=1)
    return words[1].strip() if len(words) > 1 else ""


async def show_help(ack: AsyncAck, command: dict[str, Any]) -> None:
    """Say what `/grow` can do; only the person who asked sees it."""
    word = first_word(command)
    await ack(**help_message("" if word == "help" else word))


async def open_help(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
    """Say the same in a modal, from App Home."""
    await ack()
    await open_modal(client, body, context, _help())


async def _help() -> dict[str, Any]:
    return help_view()
