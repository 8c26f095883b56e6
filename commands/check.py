"""`trellis check`: what is set, what is missing, which scopes, people or channels don't fit, the remedy for each.

Changes nothing, and shows no secret.
"""

import os

import typer

from bot.clock import utc_now
from bot.config import SETTINGS, ConfigError, Settings, read_settings
from bot.slack_api import slack_clients
from commands.check_database import check_database, check_framework, check_people
from commands.check_slack import check_app_token, check_bot_token, check_channel, check_people_in_slack
from commands.outcome import finish
from commands.report import Report
from commands.workspace import PATIENCE

UNSET = {
    "TRELLIS_TIMEZONE": "cycle days are read in the first owner's zone",
    "TRELLIS_COMMUNITY_CHANNEL": "nothing is published",
    "TRELLIS_FRAMEWORK": "the framework that ships is used",
}

app = typer.Typer()


@app.command(epilog="Example: trellis check")
def check() -> None:
    """Say what is set, what is missing and what doesn't fit; exit with 1 where something stands in the way."""
    finish(_check())


async def _check() -> None:
    report = Report()
    try:
        settings = read_settings(os.environ)
    except ConfigError as error:
        for problem in error.problems:
            report.blocks(problem)
    else:
        check_settings(report, settings)
        await _check_outside(report, settings)
    if report.obstacles:
        count = "One of these stands" if report.obstacles == 1 else f"{report.obstacles} of these stand"
        typer.echo(f"\n{count} in the way of `trellis run`.", err=True)
        raise typer.Exit(1)
    typer.echo("\nNothing stands in the way of `trellis run`.")


def check_settings(report: Report, settings: Settings) -> None:
    """Say where each setting comes from, and which ones `trellis run` still needs."""
    for setting in SETTINGS:
        if source := settings.sources.get(setting.name):
            report.fine(f"{setting.name} is set ({source}).")
        elif setting.name in UNSET:
            report.fine(f"{setting.name} is not set: {UNSET[setting.name]}.")
    try:
        settings.for_running()
    except ConfigError as error:
        for problem in error.problems:
            report.blocks(problem)


async def _check_outside(report: Report, settings: Settings) -> None:
    check_framework(report, settings)
    async with slack_clients(settings.slack_api_url, PATIENCE) as client_for:
        client = client_for(settings.slack_bot_token)
        identity = await check_bot_token(report, client, settings) if settings.slack_bot_token else None
        if settings.slack_app_token:
            await check_app_token(report, client_for(settings.slack_app_token))
        kept = await check_database(report, settings, identity)
        if kept is not None:
            check_people(report, kept, settings, utc_now())
        if identity is not None and kept is not None:
            await check_people_in_slack(report, client, kept.people, utc_now())
        if identity is not None and settings.community_channel:
            await check_channel(report, client, settings.community_channel)
