"""SQLite on the event loop itself: SQLAlchemy's ordinary engine, with as much of its async face as a Store uses.

A statement of ours takes SQLite some 20 microseconds; handing it to a thread and back, or through a greenlet, takes
longer than that. What could make us wait is only another process that writes: for that we sleep and try again, so
that the loop goes on.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from sqlite3 import SQLITE_BUSY
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Dialect, Engine, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

Result = TypeVar("Result")

FIRST_PAUSE, LONGEST_PAUSE = 0.001, 0.05
FAIR_SHARE = 0.005
"""Seconds after which a long transaction lets everyone else have a turn."""


class LoopConnection:
    """One connection; `wait` is how many seconds it tries to get a lock that another process holds."""

    def __init__(self, connection: Connection, wait: float) -> None:
        self._connection = connection
        self._wait = wait
        self._turn_began = asyncio.get_running_loop().time()

    @property
    def dialect(self) -> Dialect:
        """The engine's dialect."""
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement, for each row of parameters where there are several."""
        await self._give_turns()
        return await patiently(lambda: self._connection.execute(statement, parameters), self._wait)

    async def exec_driver_sql(self, statement: str) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement as it is written."""
        return await patiently(lambda: self._connection.exec_driver_sql(statement), self._wait)

    async def begin(self) -> None:
        """Begin a transaction."""
        self._connection.begin()

    async def commit(self) -> None:
        """Commit."""
        await patiently(self._connection.commit, self._wait)

    async def _give_turns(self) -> None:
        now = asyncio.get_running_loop().time
        if now() - self._turn_began > FAIR_SHARE:
            await asyncio.sleep(0)
            self._turn_began = now()


class LoopEngine:
    """An engine whose `connections` are waited for in order of arrival, for `wait` seconds at most."""

    def __init__(self, engine: Engine, connections: int, wait: float) -> None:
        self.sync_engine = engine
        self._wait = wait
        self._free = asyncio.Semaphore(connections)
        self._idle: list[Connection] = []

    @property
    def dialect(self) -> Dialect:
        """The engine's dialect."""
        return self.sync_engine.dialect

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[LoopConnection]:
        """Give a connection while the block runs; what is not committed then is rolled back. Raise PoolTimeout."""
        await self._take_one()
        try:
            # Kept here, because a pool takes as long to lend a connection as SQLite to run a statement.
            connection = self._idle.pop() if self._idle else await patiently(self.sync_engine.connect, self._wait)
            with ExitStack() as unless_well:
                unless_well.callback(connection.close)
                yield LoopConnection(connection, self._wait)
                connection.rollback()
                unless_well.pop_all()
                self._idle.append(connection)
        finally:
            self._free.release()

    async def dispose(self) -> None:
        """Close every connection."""
        while self._idle:
            self._idle.pop().close()
        self.sync_engine.dispose()

    async def _take_one(self) -> None:
        if not self._free.locked():
            await self._free.acquire()
            return
        try:
            await asyncio.wait_for(self._free.acquire(), self._wait)
        except TimeoutError:
            raise PoolTimeout("Every connection is in use.") from None


async def patiently(act: Callable[[], Result], wait: float) -> Result:
    """Do something, again and again while another process is in the way; raise what SQLite raises at the end."""
    now = asyncio.get_running_loop().time
    give_up, pause = now() + wait, FIRST_PAUSE
    while True:
        try:
            return act()
        except DBAPIError as error:
            if getattr(error.orig, "sqlite_errorcode", None) != SQLITE_BUSY or now() > give_up:
                raise
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
