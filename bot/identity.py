"""Which workspace a bot token belongs to, as which user it speaks, and what it may do.

Does not keep anything: a token is kept only once Slack has accepted it.
"""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.slack_api import SlackTrouble, Trouble, ask_slack
from storage.installations import NewInstallation

OAUTH_SCOPES = "x-oauth-scopes"


async def identify(client: AsyncWebClient, settings: Settings) -> NewInstallation:
    """Return what `auth.test` says of the bot token; raise SlackTrouble where it is not accepted."""
    answer = await ask_slack(client.auth_test())
    if not answer.get("team_id"):
        raise SlackTrouble(Trouble.UNKNOWN, "auth.test names no team")
    return NewInstallation(
        team_id=str(answer["team_id"]),
        bot_token=settings.slack_bot_token,
        bot_id=str(answer.get("bot_id") or ""),
        bot_user_id=str(answer.get("user_id") or ""),
        enterprise_id=str(answer.get("enterprise_id") or ""),
        name=str(answer.get("team") or ""),
        timezone=settings.timezone,
        scopes=granted_scopes(answer.headers),
    )


def granted_scopes(headers: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the scopes that an answer's headers name, None where they don't say (which is not: no scope)."""
    text = next((value for name, value in headers.items() if name.lower() == OAUTH_SCOPES), None)
    return None if text is None else frozenset(filter(None, (scope.strip() for scope in str(text).split(","))))
