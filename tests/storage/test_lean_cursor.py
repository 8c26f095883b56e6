"""The cursor that SQLAlchemy gets on PostgreSQL says of its columns what psycopg's own says."""

import pytest
from psycopg import AsyncConnection, AsyncCursor

from storage.lean_cursor import LeanCursor

STATEMENT = "SELECT 1 AS one, 'x'::text AS word, now() AS moment, NULL::date AS \"a day\""


@pytest.fixture
async def described(postgresql_server):
    """Return what a kind of cursor says of the columns of a statement: names and types."""

    async def describe(kind, statement):
        async with await AsyncConnection.connect(postgresql_server, cursor_factory=kind) as connection:
            cursor = await connection.execute(statement)
            return cursor.description and [tuple(column[:2]) for column in cursor.description]

    return describe


async def test_names_and_types_are_those_of_psycopg(described):
    assert await described(LeanCursor, STATEMENT) == await described(AsyncCursor, STATEMENT)


async def test_what_gives_no_rows_describes_none(described):
    assert await described(LeanCursor, "SET lock_timeout='1s'") is None


async def test_before_a_statement_there_is_nothing_to_describe(postgresql_server):
    async with await AsyncConnection.connect(postgresql_server) as connection:
        assert LeanCursor(connection).description is None
