"""From DATABASE_URL to engines: one that writes and one that only reads, for SQLite or PostgreSQL."""

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import create_async_engine

from storage.encryption import Cipher, use_cipher
from storage.errors import InvalidUrl
from storage.kept_connections import KeptConnections
from storage.sqlite_on_loop import LoopEngine

BUSY_SECONDS = 8
"""How long a transaction waits for a lock or a connection before `DatabaseBusy`."""

READERS = 4

_EVERY_CONNECTION = ("PRAGMA foreign_keys=ON", "PRAGMA synchronous=NORMAL")
_WRITER = ("PRAGMA journal_mode=WAL", *_EVERY_CONNECTION)
_READER = (*_EVERY_CONNECTION, "PRAGMA query_only=ON")
_SERVER = (
    f"SET lock_timeout='{BUSY_SECONDS}s'",
    "SET statement_timeout='30s'",
    "SET idle_in_transaction_session_timeout='60s'",
)


@dataclass(frozen=True)
class Engines:
    """`writing` begins its transactions ready to write; `reading` sees what is committed, statement by statement."""

    writing: KeptConnections | LoopEngine
    reading: KeptConnections | LoopEngine
    begin: str | None = None
    """What a writer says first, where the driver doesn't say it by itself."""

    async def dispose(self) -> None:
        """Close every connection."""
        await self.writing.dispose()
        await self.reading.dispose()


def parse_url(text: str) -> URL:
    """Return the URL with the driver that serves both async and sync use; raise InvalidUrl.

    `sqlite:///x.db` is a file beside the working folder, `sqlite:////x.db` an absolute path.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise InvalidUrl from None
    if url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}:
        return url.set(drivername="sqlite")
    if url.drivername.split("+")[0] in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    raise InvalidUrl


def connect_arguments(url: URL) -> dict[str, Any]:
    """Return how long the driver waits: for the server, or for SQLite's lock."""
    return {"connect_timeout" if url.get_backend_name() == "postgresql" else "timeout": BUSY_SECONDS}


def open_engines(text: str, cipher: Cipher) -> Engines:
    """Return the engines of a database; nothing is opened before the first transaction. Raise InvalidUrl."""
    url = parse_url(text)
    engines = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    for engine in (engines.writing, engines.reading):
        use_cipher(engine.dialect, cipher)
    return engines


def _sqlite(url: URL) -> Engines:
    """Return a writer with a single connection, because SQLite has a single writer, and a few readers.

    Writers queue for that connection in order of arrival, which is fairer and quicker than SQLite's own waiting.
    `BEGIN IMMEDIATE` because a transaction that reads first and writes later is refused at once when another has
    written in between.
    """
    options: dict[str, Any] = {
        # SQLite's own waiting would stop the loop, and BEGIN is ours to say.
        "connect_args": {"timeout": 0, "isolation_level": None},
        "hide_parameters": True,
        "json_deserializer": orjson.loads,
    }
    writing = _prepared(create_engine(url, pool_size=1, **options), _WRITER)
    reading = _prepared(create_engine(url, pool_size=READERS, **options), _READER)
    return Engines(
        LoopEngine(writing, 1, BUSY_SECONDS), LoopEngine(reading, READERS, BUSY_SECONDS), begin="BEGIN IMMEDIATE"
    )


def _postgresql(url: URL) -> Engines:
    """Return two pools; READ COMMITTED sees as much in one statement as AUTOCOMMIT does, at fewer round trips."""
    from storage.lean_cursor import LeanCursor  # noqa: PLC0415  with it comes psycopg, which SQLite has no use for

    options: dict[str, Any] = {
        "connect_args": connect_arguments(url) | {"cursor_factory": LeanCursor},
        "hide_parameters": True,
        "json_deserializer": orjson.loads,
        "max_overflow": 0,
        "pool_size": 8,
        "pool_recycle": 1800,
        "pool_timeout": BUSY_SECONDS,
    }
    writing = create_async_engine(url, **options)
    reading = create_async_engine(url, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True, **options)
    _prepared(writing.sync_engine, _SERVER)
    _prepared(reading.sync_engine, (*_SERVER, "SET default_transaction_read_only=on"))
    return Engines(KeptConnections(writing), KeptConnections(reading))


def _prepared(engine: Engine, at_connect: tuple[str, ...]) -> Engine:
    """Return an engine whose connections begin with these statements."""

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for statement in at_connect:
            cursor.execute(statement)
        cursor.close()
        connection.commit()  # on PostgreSQL, a SET that is not committed is undone with the next rollback

    return engine
