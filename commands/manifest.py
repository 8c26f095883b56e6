"""`trellis manifest`: the Slack app as YAML, for Socket Mode or for HTTP, from the one manifest.yml."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer
import yaml

MANIFEST = Path(__file__).parent.parent / "manifest.yml"
EVENTS_PATH = "/slack/events"

app = typer.Typer()


@app.command(epilog="Example: trellis manifest --http https://trellis.example.com")
def manifest(
    *,
    socket: Annotated[bool, typer.Option("--socket", help="For Socket Mode: no address needed. The default.")] = False,
    http: Annotated[str, typer.Option(metavar="URL", help="For HTTP: where Slack reaches this bot.")] = "",
) -> None:
    """Print the manifest to paste at api.slack.com/apps: Create New App, From a manifest."""
    if socket and http:
        raise typer.BadParameter("Choose one: --socket, or --http URL.")
    slack_app = yaml.safe_load(MANIFEST.read_text("utf-8"))
    if http:
        slack_app = over_http(slack_app, _events_url(http))
    typer.echo(yaml.safe_dump(slack_app, sort_keys=False, allow_unicode=True, width=100), nl=False)


def over_http(slack_app: dict[str, Any], url: str) -> dict[str, Any]:
    """Return the Socket Mode manifest changed so that Slack sends everything to one address."""
    slack_app["settings"]["socket_mode_enabled"] = False
    slack_app["settings"]["event_subscriptions"]["request_url"] = url
    slack_app["settings"]["interactivity"]["request_url"] = url
    for command in slack_app["features"]["slash_commands"]:
        command["url"] = url
    return slack_app


def _events_url(text: str) -> str:
    """Return the address that answers Slack below a public one."""
    parts = urlsplit(text)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or any(map(str.isspace, text)):
        raise typer.BadParameter(
            "Slack needs an address that begins with https://, such as https://trellis.example.com."
        )
    return text.rstrip("/").removesuffix(EVENTS_PATH) + EVENTS_PATH
