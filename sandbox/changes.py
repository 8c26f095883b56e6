"""Who must draw something again: each page open on a person is told what changed for them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager

from sandbox.model import Change

Watcher = tuple[str, asyncio.Queue[Change | None]]
Observer = Callable[[Change], None]


class Changes:
    """Passes changes to the pages that watch."""

    def __init__(self) -> None:
        self._watchers: list[Watcher] = []
        self.observers: list[Observer] = []

    def tell(self, change: Change, *user_ids: str) -> None:
        """Pass a change to the pages of these people; to every page when none is named."""
        for observer in self.observers:
            observer(change)
        for user_id, queue in self._watchers:
            if not user_ids or user_id in user_ids:
                queue.put_nowait(change)

    def end(self) -> None:
        """Let every page that watches now come to its end."""
        for _, queue in self._watchers:
            queue.put_nowait(None)

    @contextmanager
    def _watching(self, user_id: str) -> Iterator[asyncio.Queue[Change | None]]:
        watcher: Watcher = (user_id, asyncio.Queue())
        self._watchers.append(watcher)
        try:
            yield watcher[1]
        finally:
            self._watchers.remove(watcher)

    async def of(self, user_id: str) -> AsyncIterator[Change]:
        """Yield what changes for a person, from now until the caller stops listening or everything ends."""
        with self._watching(user_id) as queue:
            while (change := await queue.get()) is not None:
                yield change
