"""How a command ends: well, or with a sentence on stderr and exit code 1; never with a traceback for a mistake."""

import asyncio
from collections.abc import Callable, Coroutine

import typer

from bot.config import ConfigError
from bot.slack_api import SlackTrouble
from framework.problems import InvalidFramework
from growth.errors import GrowthError
from storage.errors import StorageError

REFUSALS = (ConfigError, GrowthError, SlackTrouble, StorageError)
"""What an operator can put right; the text of each says how."""


def finish(
    command: Coroutine[object, object, None],
    loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None,
) -> None:
    """Run a command, on asyncio's own loop unless another is given; where it is refused, say why and exit with 1."""
    try:
        with asyncio.Runner(loop_factory=loop_factory) as runner:
            runner.run(command)
    except REFUSALS as refusal:
        refuse(str(refusal))
    except InvalidFramework as invalid:
        refuse("\n".join(f"The framework file, line {problem}" for problem in invalid.problems))


def refuse(sentence: str) -> None:
    """Say on stderr what is wrong and how to put it right, and exit with 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
