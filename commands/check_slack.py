"""Whether Slack takes our tokens, grants the scopes, knows our people and lets us into the channel."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot.config import HOW_TO_GET, Settings
from bot.identity import identify
from bot.slack_api import SlackTrouble, Trouble, ask_slack
from commands.lookup import find_profiles
from commands.report import Report
from growth.calendar import local_day
from growth.people import Person
from growth.roster_check import slack_findings
from storage.installations import NewInstallation

NEEDED = {
    "chat:write": "messages",
    "commands": "/grow",
    "im:write": "opening conversations with people",
    "users:read": "names and time zones",
    "files:write": "charts as pictures",
}
OPTIONAL = {
    "im:history": "after a crash, finding out what was sent already",
    "users:read.email": "importing people by address",
    "dnd:read": "keeping reminders back while somebody is not to be disturbed",
}
REINSTALL = "Add it under OAuth & Permissions, Bot Token Scopes, and install the app again."


async def check_bot_token(report: Report, client: AsyncWebClient, settings: Settings) -> NewInstallation | None:
    """Return who Slack says we are, None where it doesn't."""
    try:
        identity = await identify(client, settings)
    except SlackTrouble as trouble:
        report.blocks(f"auth.test: {trouble}")
        return None
    report.fine(f"Slack takes the bot token: {identity.name} ({identity.team_id}), as {identity.bot_user_id}.")
    check_scopes(report, identity.scopes)
    return identity


def check_scopes(report: Report, granted: frozenset[str] | None) -> None:
    """Say which scopes are missing and what for."""
    if granted is None:
        report.note("Slack does not say which scopes the app has; a missing one shows when it is needed.")
        return
    for scope, purpose in NEEDED.items():
        if scope not in granted:
            report.blocks(f"The scope {scope} is missing ({purpose}). {REINSTALL}")
    for scope, purpose in OPTIONAL.items():
        if scope not in granted:
            report.note(f"The optional scope {scope} is missing ({purpose}). If you want that: {REINSTALL}")
    if set(NEEDED) <= granted:
        report.fine("The app has every scope it needs.")


async def check_app_token(report: Report, client: AsyncWebClient) -> None:
    """Say whether Slack would open a socket."""
    try:
        await ask_slack(client.apps_connections_open(app_token=client.token or ""))
    except SlackTrouble as trouble:
        refused = f"Slack does not take SLACK_APP_TOKEN ({trouble.code}): {HOW_TO_GET['SLACK_APP_TOKEN']}."
        report.blocks(f"apps.connections.open: {trouble if trouble.may_pass else refused}")
    else:
        report.fine("Slack opens a socket for the app token.")


async def check_people_in_slack(
    report: Report, client: AsyncWebClient, people: Sequence[Person], now: datetime
) -> None:
    """Say who is here but not a member in Slack (any more)."""
    here = [person for person in people if person.is_active(local_day(now, person.tz))]
    try:
        profiles = {profile.slack_id: profile for profile in await find_profiles(client, {p.slack_id for p in here})}
    except SlackTrouble as trouble:
        report.note(f"People could not be compared with Slack: {trouble}")
        return
    for finding in slack_findings(here, profiles):
        report.note(finding)


async def check_channel(report: Report, client: AsyncWebClient, channel: str) -> None:
    """Say whether the community channel can be posted to, as far as our scopes let us see."""
    invite = "Invite the app there: /invite @Trellis."
    try:
        found = (await ask_slack(client.conversations_info(channel=channel))).get("channel") or {}
    except SlackTrouble as trouble:
        if trouble.kind is Trouble.SCOPE or trouble.code == "unknown_method":
            report.note(f"TRELLIS_COMMUNITY_CHANNEL: our scopes do not show whether the app is in it. {invite}")
        else:
            report.note(f"TRELLIS_COMMUNITY_CHANNEL {channel}: {trouble}")
        return
    if found.get("is_archived"):
        report.note(f"TRELLIS_COMMUNITY_CHANNEL {channel} is archived. Choose another, or unarchive it.")
    elif not found.get("is_member", True):
        report.note(f"TRELLIS_COMMUNITY_CHANNEL {channel}: the app is not in it. {invite}")
    else:
        report.fine("The community channel is open to the app.")
