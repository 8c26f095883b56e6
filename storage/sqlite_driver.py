"""SQLite on the event loop itself: what SQLAlchemy's aiosqlite dialect calls, without aiosqlite's threads.

A statement of ours takes SQLite some 20 microseconds; handing it to a thread and back, four times per statement,
took forty times as long and let a cancelled task leave its lock behind. What could make us wait is only another
process that writes: for that we sleep and try again, so that the loop goes on.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Self, TypeVar

Result = TypeVar("Result")

FIRST_PAUSE, LONGEST_PAUSE = 0.001, 0.05
FAIR_SHARE = 0.005
"""Seconds after which a long transaction lets everyone else have a turn."""


class Cursor:
    """One statement and its rows."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._patient = connection.patiently
        self._cursor = connection.cursor_of_driver()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        """Return itself: there is nothing to wait for."""
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement."""
        await self._patient(lambda: self._cursor.execute(statement, parameters))
        self._read_outcome()

    async def executemany(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement for each row of parameters."""
        await self._patient(lambda: self._cursor.executemany(statement, rows))
        self._read_outcome()

    async def fetchall(self) -> list[Any]:
        """Return the rows."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Let go of the statement."""
        self._cursor.close()

    def _read_outcome(self) -> None:
        self.description = self._cursor.description
        self.rowcount = self._cursor.rowcount
        self.lastrowid = self._cursor.lastrowid


class Connection:
    """One connection; `wait` is how many seconds it tries to get a lock that another process holds."""

    def __init__(self, path: str, wait: float, **options: Any) -> None:
        # isolation_level None: BEGIN is ours to say. timeout 0: SQLite's own waiting would stop the loop.
        self._connection: sqlite3.Connection | None = sqlite3.connect(path, timeout=0, isolation_level=None, **options)
        self._wait = wait
        self._turn_began = 0.0

    def cursor(self) -> Cursor:
        """Return a new cursor."""
        return Cursor(self)

    def cursor_of_driver(self) -> sqlite3.Cursor:
        """Return a new cursor of the driver."""
        return self._open.cursor()

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        """Define a function for SQL; SQLAlchemy defines `regexp`."""
        self._open.create_function(*arguments, **options)

    async def commit(self) -> None:
        """Commit."""
        await self.patiently(self._open.commit)

    async def rollback(self) -> None:
        """Roll back what is open, if anything is."""
        self._open.rollback()

    async def close(self) -> None:
        """Close; what is open is rolled back."""
        self.stop()

    def stop(self) -> None:
        """Close at once."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    async def patiently(self, act: Callable[[], Result]) -> Result:
        """Do something, again and again while another process is in the way; raise what SQLite raises at the end."""
        now = asyncio.get_running_loop().time
        if now() - self._turn_began > FAIR_SHARE:
            await asyncio.sleep(0)
            self._turn_began = now()
        give_up, pause = now() + self._wait, FIRST_PAUSE
        while True:
            try:
                return act()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or now() > give_up:
                    raise
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise ValueError("Connection closed")
        return self._connection


async def connect(path: str, *, timeout: float, **options: Any) -> Connection:  # noqa: ASYNC109 - the driver's name
    """Return a new connection."""
    return Connection(path, timeout, **options)
