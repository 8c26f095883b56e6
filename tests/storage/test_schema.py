"""Bringing a database up to date, and refusing the ones that are not ours to touch."""

import ast
import asyncio
import shutil

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from storage import schema
from storage.engine import parse_url
from storage.errors import ForeignDatabase, SchemaTooNew
from storage.schema import HEAD, VERSION_TABLE, current, upgrade
from storage.tables import METADATA

VERSIONS = sorted(schema.MIGRATIONS.glob("versions/*.py"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """A database without any table, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return request.getfixturevalue("empty_postgresql_url")


def run(url, *statements):
    engine = create_engine(parse_url(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def read(url, query):
    engine = create_engine(parse_url(url))
    with engine.connect() as connection:
        found = connection.execute(text(query)).scalar()
    engine.dispose()
    return found


BROKEN = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer()))
    1 / 0
"""


def test_an_empty_database_becomes_current(empty_url):
    assert (current(empty_url), upgrade(empty_url), current(empty_url)) == (None, HEAD, HEAD)


def test_the_migrations_make_the_tables_of_the_code(empty_url):
    upgrade(empty_url)
    engine = create_engine(parse_url(empty_url))
    with engine.connect() as connection:
        options = {"compare_type": True, "version_table": VERSION_TABLE}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []
    engine.dispose()


def test_a_database_of_the_last_version_keeps_its_people(empty_url, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "HEAD", "0001")
        upgrade(empty_url)
    run(
        empty_url,
        "INSERT INTO workspaces VALUES ('2026-01-01', '2026-01-01', 1, 'w', '', 'T1', 'Acme', '')",
        "INSERT INTO people (created_at, updated_at, version, id, workspace_id, slack_id, name, tz, roles, specialisms,"
        " deactivated) VALUES ('2026-01-01', '2026-01-01', 1, 'p', 'w', 'U1', 'Ana', '', 'coach', '', false)",
    )
    assert upgrade(empty_url) == HEAD
    assert read(empty_url, "SELECT name FROM people") == "Ana"


def test_upgrading_twice_changes_nothing(empty_url):
    upgrade(empty_url)
    run(empty_url, "INSERT INTO received (key, received_at) VALUES ('Ev1', '2026-01-01')")
    upgrade(empty_url)
    assert read(empty_url, "SELECT count(*) FROM received") == 1


async def test_three_starts_at_once_migrate_once(empty_url):
    assert await asyncio.gather(*(asyncio.to_thread(upgrade, empty_url) for _ in range(3))) == [HEAD] * 3


def test_a_migration_that_fails_leaves_nothing(empty_url, monkeypatch, tmp_path):
    shutil.copytree(schema.MIGRATIONS, tmp_path / "migrations")
    (tmp_path / "migrations/versions/9999_broken.py").write_text(BROKEN.format(before=HEAD))
    monkeypatch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(schema, "HEAD", "9999")
    with pytest.raises(ZeroDivisionError):
        upgrade(empty_url)
    assert current(empty_url) is None


def test_a_newer_database_is_refused(empty_url):
    upgrade(empty_url)
    run(empty_url, "UPDATE trellis_schema SET version_num = '9999'")
    for question in (current, upgrade):
        with pytest.raises(SchemaTooNew, match="newer version"):
            question(empty_url)


def test_another_applications_database_is_left_alone(empty_url):
    run(empty_url, "CREATE TABLE orders (id integer)")
    with pytest.raises(ForeignDatabase, match="of its own"):
        upgrade(empty_url)
    run(empty_url, "DROP TABLE orders")
    assert current(empty_url) is None


def test_the_head_is_the_last_migration():
    assert VERSIONS[-1].name.startswith(HEAD)


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_stands_alone(path):
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import)
        for name in node.names
    } | {
        (node.module or "").split(".")[0]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
    }
    assert imported == {"alembic", "sqlalchemy"}
