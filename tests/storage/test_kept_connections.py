"""Connections to PostgreSQL are lent again at once, never twice, and never with something left undone."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage import engine, kept_connections
from storage.encryption import Cipher

WHO = text("SELECT pg_backend_pid()")


@pytest.fixture
async def writing(keys, postgresql_url, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    engines = engine.open_engines(postgresql_url, Cipher(keys))
    yield engines.writing
    await engines.dispose()


async def who(connections, pause=0.0):
    async with connections.connect() as connection:
        found = (await connection.execute(WHO)).scalar_one()
        await asyncio.sleep(pause)
        return found


async def test_the_next_one_gets_the_same_connection(writing):
    assert await who(writing) == await who(writing)


async def test_two_at_once_get_two(writing):
    one, another = await asyncio.gather(who(writing, 0.01), who(writing, 0.01))
    assert one != another


async def test_more_than_there_are_wait_for_one_another(writing):
    found = await asyncio.gather(*(who(writing, 0.01) for _ in range(40)))
    assert len(set(found)) == 8


async def test_who_waits_too_long_is_told(writing):
    found = await asyncio.gather(*(who(writing, 0.6) for _ in range(9)), return_exceptions=True)
    assert [type(one) for one in found].count(PoolTimeout) == 1


async def test_what_was_not_committed_is_gone(writing):
    async with writing.connect() as connection:
        await connection.execute(text("SET LOCAL search_path = 'nowhere'"))
    async with writing.connect() as connection:
        assert not connection.in_transaction()
        assert (await connection.execute(text("SHOW search_path"))).scalar_one() != "nowhere"


async def test_after_a_failure_the_pool_decides(writing):
    await asyncio.gather(*(who(writing, 0.01) for _ in range(3)))

    async def fail():
        async with writing.connect():
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert writing._engine.pool.checkedout() == 0


async def test_what_was_kept_for_long_goes_back(writing, monkeypatch):
    await asyncio.gather(*(who(writing, 0.01) for _ in range(3)))
    monkeypatch.setattr(kept_connections, "KEPT", 0.0)
    async with writing.connect():
        assert writing._engine.pool.checkedout() == 1
