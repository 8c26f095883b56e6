"""PostgreSQL's connections, kept at hand between transactions that follow soon.

SQLAlchemy's pool lends one through a greenlet and takes it back through a task, which takes as long as a statement and
lets every other request go first. How many there are, who waits for one, and when one is too old, stays its decision.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

KEPT = 30.0
"""Seconds after which a connection goes back to the pool, which knows whether it still serves."""


class KeptConnections:
    """An engine whose connections stay open for the next one who asks."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._at_hand: list[tuple[AsyncConnection, float]] = []
        self._asking = 0

    @property
    def dialect(self) -> Dialect:
        """The engine's dialect."""
        return self._engine.dialect

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection while the block runs; what is not committed then is rolled back. Raise PoolTimeout."""
        connection, since = await self._take()
        async with AsyncExitStack() as unless_well:
            # What broke this one may have broken the others, too: the pool finds out.
            unless_well.push_async_callback(self._give_back)
            unless_well.push_async_exit(connection)
            yield connection
            if connection.in_transaction():
                await connection.rollback()
            unless_well.pop_all()
        self._at_hand.append((connection, since))
        if self._asking:
            await self._give_back()

    async def dispose(self) -> None:
        """Close every connection."""
        await self._give_back()
        await self._engine.dispose()

    async def _take(self) -> tuple[AsyncConnection, float]:
        now = asyncio.get_running_loop().time()
        if self._at_hand and self._at_hand[-1][1] > now - KEPT:
            return self._at_hand.pop()
        await self._give_back()
        self._asking += 1
        try:
            return await self._engine.connect(), now
        finally:
            self._asking -= 1

    async def _give_back(self) -> None:
        while self._at_hand:
            connection, _ = self._at_hand.pop()
            await connection.close()
