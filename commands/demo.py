"""`trellis demo`: bot and sandbox in one process, to try Trellis in the browser without a Slack account."""

import asyncio
import os
import shutil
import signal
import socket
import webbrowser
from pathlib import Path
from typing import Annotated

import typer
import yaml

from bot.config import ConfigError
from bot.logs import set_up_logs
from commands.manifest import MANIFEST
from commands.outcome import finish
from sandbox.company import Size
from sandbox.demo import Play, play

app = typer.Typer()

FOLDER = Path(".trellis")
SIZES: tuple[Size, ...] = ("small", "large")


@app.command(epilog="Example: trellis demo --fresh --no-browser")
def demo(
    port: Annotated[int, typer.Option(help="Where the browser finds it.")] = 4747,
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over, instead of where it was left.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address only.")] = False,
    company: Annotated[str, typer.Option(help="small: 14 coaches; large: 40.")] = "small",
) -> None:
    """Try Trellis in the browser: act as anyone in a made-up company, and move its clock."""
    size = next((size for size in SIZES if size == company), None)
    if size is None:
        raise typer.BadParameter(f"Choose one of {', '.join(SIZES)}.")
    folder = (FOLDER if size == "small" else FOLDER / size).resolve()
    what = Play(folder, port, size, yaml.safe_load(MANIFEST.read_text("utf-8")))
    finish(_play(what, fresh=fresh, open_browser=not no_browser))


def require_free(port: int) -> None:
    """Raise ConfigError where something listens on the port already: perhaps another demo."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as problem:
        raise ConfigError(
            f"Port {port} can't be used ({os.strerror(problem.errno or 0)}). Stop what runs there, or choose another: "
            "trellis demo --port 4748"
        ) from None


async def _play(what: Play, *, fresh: bool, open_browser: bool) -> None:
    require_free(what.port)
    set_up_logs("warning")
    if fresh:
        # Only now: a demo that runs on this port plays in this folder.
        shutil.rmtree(what.folder, ignore_errors=True)
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)

    def ready(address: str) -> None:
        typer.echo(f"Trellis is ready: open {address} in a browser. Ctrl+C stops it; it continues where it was left.")
        if open_browser:
            webbrowser.open(address)

    await play(what, stop, ready)
