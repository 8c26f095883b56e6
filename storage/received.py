"""Which deliveries of Slack's were acted on already: a repeated one does nothing."""

from datetime import datetime

from sqlalchemy import delete

from storage.repository import Repository
from storage.tables import received


class Received(Repository):
    """The keys of deliveries, such as an event id; unique over all workspaces."""

    async def first_time(self, key: str, now: datetime) -> bool:
        """Remember a delivery and say whether it is new; where the transaction rolls back, it stays new."""
        row = {"key": key, "workspace_id": self._scope.workspace_id, "received_at": now}
        return await self._insert_if_new(received, row)

    async def forget_before(self, moment: datetime) -> int:
        """Forget deliveries that Slack will not repeat any more; return how many."""
        return (await self._run(delete(received).where(received.c.received_at < moment))).rowcount
