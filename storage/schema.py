"""Whether a database's schema is ours and up to date, and how it gets there.

These functions block: call them in a thread where an event loop runs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from storage.engine import connect_arguments, parse_url
from storage.errors import DatabaseDamaged, ForeignDatabase, SchemaTooNew, SchemaTooOld, storage_error

HEAD = "0005"
"""The revision this version of Trellis works with: the last one of storage/migrations/versions."""

VERSION_TABLE = "trellis_schema"
MIGRATIONS = Path(__file__).with_name("migrations")
VERSION = text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 - a constant of ours
_ONE_AT_A_TIME = 0x7265_6C6C_6973
"""Names the lock that replicas take on PostgreSQL while one of them migrates."""


def current(url: str) -> str | None:
    """Return the revision of a database, or None where it is empty; raise StorageError."""
    with _connection(url, begin="BEGIN") as connection:
        return _revision(connection)


def upgrade(url: str) -> str:
    """Bring a database up to date, an empty one included, and return its revision; raise StorageError.

    All or nothing, and one process at a time: another that starts meanwhile waits, then finds nothing to do.
    """
    with _connection(url) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        if _revision(connection) != HEAD:
            _migrate(connection)
    return HEAD


def require_head(revision: str) -> None:
    """Raise SchemaTooOld or SchemaTooNew unless a database is exactly at our revision."""
    if revision < HEAD:
        raise SchemaTooOld
    if revision > HEAD:
        raise SchemaTooNew


def _revision(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        if tables:
            raise ForeignDatabase
        return None
    revision = connection.execute(VERSION).scalar()
    if revision is not None and revision > HEAD:
        raise SchemaTooNew
    return None if revision is None else str(revision)


def _migrate(connection: Connection) -> None:
    # Imported here because it costs a fifth of a second, and most starts find nothing to migrate.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config(attributes={"connection": connection, "version_table": VERSION_TABLE})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, HEAD)
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise DatabaseDamaged


@contextmanager
def _connection(address: str, *, begin: str = "BEGIN IMMEDIATE") -> Iterator[Connection]:
    """Give a connection of its own, with foreign keys off on SQLite: its rebuilt tables would lose their rows."""
    url = parse_url(address)
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=connect_arguments(url))
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _leave_begin_to_us)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        if (known := storage_error(error)) is None:
            raise
        raise known from None


def _leave_begin_to_us(connection: Any, _record: object) -> None:
    connection.isolation_level = None
