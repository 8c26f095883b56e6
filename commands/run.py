"""`trellis run`: the bot against Slack, by Socket Mode or HTTP."""

import asyncio
import gc
import signal

import typer

try:
    from uvloop import new_event_loop
except ImportError:  # there is none for Windows
    from asyncio import new_event_loop  # type: ignore[assignment]  # the same, named more widely

from bot.clock import utc_now
from bot.logs import set_up_logs
from bot.running import run_bot
from commands.outcome import finish
from commands.workspace import settings_here

app = typer.Typer()

GARBAGE = 20_000
"""New objects after which Python looks for unused ones; its own 700 costs a tenth of every request."""


@app.command(epilog="Example: SLACK_APP_TOKEN=xapp-... SLACK_BOT_TOKEN=xoxb-... TRELLIS_KEY=... trellis run")
def run() -> None:
    """Run the bot: by Socket Mode where SLACK_APP_TOKEN is set, else over HTTP (POST /slack/events)."""
    finish(_run(), new_event_loop)


async def _run() -> None:
    settings = settings_here()
    settings.for_running()
    set_up_logs(settings.log)
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    spare_the_collector()
    way = "Socket Mode" if settings.socket_mode else "HTTP"
    typer.echo(f"Trellis is starting by {way}; http://{settings.address}/healthz says when it is ready.")
    await run_bot(settings, utc_now, stop, ready=lambda _: typer.echo("Trellis is ready."))
    typer.echo("Trellis has stopped.")


def spare_the_collector() -> None:
    """Leave what was read in to start out of every collection, and collect less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE)
