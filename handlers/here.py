"""Where and when a request happens: its workspace, its person, its one reading of the clock, and the store."""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from growth.people import Person
from growth.zones import workspace_zone
from storage.unit_of_work import Store, Transaction


@dataclass(frozen=True, slots=True)
class Here:
    """What every handler needs; the middleware of `bot.app` makes one for each request."""

    store: Store
    workspace_id: str
    user_id: str
    now: datetime
    wake: Callable[[], None] = lambda: None
    """Hurries the sender, once something to be said has been committed."""
    timezone: str = ""
    """The zone that was set for the workspace's cycle days; empty where none was."""

    def zone(self, people: Iterable[Person]) -> str:
        """Return the zone in which the workspace's cycle days are read."""
        return workspace_zone(self.timezone, people, self.now)

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """Open a transaction of this workspace; it commits when the block ends."""
        return self.store.transaction(self.workspace_id)

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """Open a transaction of this workspace that only reads."""
        return self.store.reading(self.workspace_id)
