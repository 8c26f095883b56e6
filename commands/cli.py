"""The command `trellis`: its subcommands by name, each read only when it is called.

`trellis --help` is read often and has to be there at once, so nothing that needs Slack or a database is imported
here: a subcommand is `commands/NAME.py` with an `app`.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

SUBCOMMANDS = {
    "demo": "Try Trellis in the browser, with a made-up company and no Slack account.",
    "run": "Run the bot against Slack.",
    "check": "Say what is set, what is missing, what doesn't fit, and the remedy for each.",
    "people": "Import and list people, and note when someone leaves.",
    "cycle": "Open, list and close half-years.",
    "framework": "Check a framework file, or read the framework.",
    "db": "Bring the database up to date, or renew its encryption.",
    "key": "Print a fresh encryption key.",
    "manifest": "Print the Slack manifest for this way of running.",
}


class LazyGroup(TyperGroup):
    """Lists the subcommands without reading them, and reads the one that is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the called subcommand with what is left of the line."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, load(name) if name and listed else listed, rest


def load(name: str) -> Any:
    """Return a subcommand, read from its module."""
    subcommand = import_module(f"commands.{name}").app
    # Plain text: quicker than rich's boxes, and it can be read aloud and piped.
    subcommand.rich_markup_mode = None
    command = get_command(subcommand)
    command.params = [param for param in command.params if param.name not in {"install_completion", "show_completion"}]
    return command


app = typer.Typer(
    cls=LazyGroup,
    help="Trellis puts a career framework to work in Slack.",
    epilog="Example: trellis demo. Each command explains itself: trellis people --help.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    # A traceback with local values could show a token.
    pretty_exceptions_enable=False,
)


@app.callback()
def trellis() -> None:
    """Trellis puts a career framework to work in Slack."""


for _name, _summary in SUBCOMMANDS.items():
    app.command(_name, help=_summary)(lambda: None)


def main() -> None:
    """Run `trellis`."""
    app(prog_name="trellis")
