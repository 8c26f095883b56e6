"""SQLite on the event loop: nobody who waits or works long stops the others."""

import asyncio
import sqlite3

import pytest


@pytest.fixture
def store(open_store, sqlite_url):
    return open_store(sqlite_url)


async def longest_pause_during(work):
    """Return the longest time, in seconds, for which the loop did not get round while some work was done."""
    loop, longest = asyncio.get_running_loop(), 0.0
    task = asyncio.ensure_future(work)
    before = loop.time()
    while not task.done():
        await asyncio.sleep(0)
        longest, before = max(longest, loop.time() - before), loop.time()
    await task
    return longest


async def test_the_loop_goes_on_while_another_process_writes(store, sqlite_url, now):
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    asyncio.get_running_loop().call_later(0.3, other.close)

    async def write():
        async with store.everywhere() as everywhere:
            return await everywhere.received.first_time("Ev1", now)

    assert await longest_pause_during(write()) < 0.2


async def test_a_long_transaction_gives_others_their_turn(store, now):
    async def write():
        async with store.everywhere() as everywhere:
            for number in range(2000):
                await everywhere.received.first_time(str(number), now)

    assert await longest_pause_during(write()) < 0.2


async def test_rows_of_a_statement_come_back_in_order(store, now):
    async with store.everywhere() as everywhere:
        for number in range(5):
            await everywhere.received.first_time(f"Ev{number}", now)
        connection = everywhere._scope.connection
        found = await connection.exec_driver_sql("SELECT key FROM received ORDER BY key DESC")
        assert found.scalars().all() == ["Ev4", "Ev3", "Ev2", "Ev1", "Ev0"]


async def test_a_closed_store_opens_again_when_used(store, now):
    for _ in range(2):
        async with store.everywhere() as everywhere:
            await everywhere.received.first_time("Ev1", now)
        await store.close()


async def test_a_store_used_in_two_loops_fails_in_neither(store, sqlite_url, open_store, now):
    async def write(key):
        other = open_store(sqlite_url)
        async with other.everywhere() as everywhere:
            new = await everywhere.received.first_time(key, now)
        await other.close()
        return new

    assert await write("Ev1")
    assert await asyncio.to_thread(asyncio.run, write("Ev2"))
