"""Leaving a workspace: an uninstalled or revoked app stops everything there."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from handlers.here import Here
from storage.installations import InstallationState


def register(app: AsyncApp) -> None:
    """Bind the events of being uninstalled; both come in any order, possibly twice."""
    app.event("app_uninstalled")(stop)
    app.event("tokens_revoked")(stop_when_ours)


async def stop(body: dict[str, Any], here: Here, forget_installations: Callable[[], None]) -> None:
    """Forget the token and everything still to be said; what people wrote stays for a reinstall or an operator."""
    await _stop(body, here, InstallationState.UNINSTALLED)
    forget_installations()


async def stop_when_ours(
    event: dict[str, Any], body: dict[str, Any], here: Here, forget_installations: Callable[[], None]
) -> None:
    """Stop where it is the bot's own token that was revoked, not a person's."""
    if (event.get("tokens") or {}).get("bot"):
        await _stop(body, here, InstallationState.REVOKED)
        forget_installations()


async def _stop(body: dict[str, Any], here: Here, state: InstallationState) -> None:
    # Slack's own time of the event: one that arrives after a reinstall is about the installation before it.
    happened = body.get("event_time")
    at = datetime.fromtimestamp(happened, UTC) if isinstance(happened, int) else here.now
    async with here.transaction() as tx:
        if await tx.installations.mark_gone(here.workspace_id, state, at):
            await tx.outbox.cancel_all(here.workspace_id)
