"""Which workspace a request comes from, and with which token to answer: the installations, remembered for a minute."""

from time import monotonic

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from storage.installations import Installation, InstallationState
from storage.unit_of_work import Store

REMEMBERED_FOR = 60.0
"""Seconds; every request would otherwise begin with a query."""


class Workspaces(AsyncAuthorize):
    """Authorizes requests by the installations table, without a call to Slack."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str], tuple[float, Installation | None]] = {}

    async def find(self, enterprise_id: str | None, team_id: str | None) -> Installation | None:
        """Return the installation of a Slack team, active or not, or None."""
        key = (enterprise_id or "", team_id or "")
        remembered = self._known.get(key)
        if remembered is not None and remembered[0] > monotonic():
            return remembered[1]
        async with self._store.reading_everywhere() as tx:
            found = await tx.installations.by_team(*key)
        self._known[key] = (monotonic() + REMEMBERED_FOR, found)
        return found

    def forget(self) -> None:
        """Read every installation again at its next request."""
        self._known.clear()

    async def __call__(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_: object,
    ) -> AuthorizeResult | None:
        """Return the identity to act with, or None where the bot isn't installed (any more)."""
        found = await self.find(enterprise_id, team_id)
        if found is None or found.state is not InstallationState.ACTIVE:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=found.bot_token,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user_id,
            user_id=user_id,
        )
