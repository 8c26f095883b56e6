"""Slack delivers some things twice; they count once."""

import asyncio
from datetime import timedelta

import pytest

DAY = timedelta(days=1)


async def receive(store, workspace_id, key, now):
    async with store.transaction(workspace_id) as tx:
        return await tx.received.first_time(key, now)


async def test_a_delivery_is_new_only_once(store, workspace_id, now):
    assert [await receive(store, workspace_id, "Ev1", now) for _ in range(2)] == [True, False]


async def test_of_two_deliveries_at_once_one_is_new(store, workspace_id, now):
    both = await asyncio.gather(*(receive(store, workspace_id, "Ev1", now) for _ in range(2)))
    assert sorted(both) == [False, True]


async def test_a_delivery_that_could_not_be_handled_stays_new(store, workspace_id, now):
    async def fail():
        async with store.transaction(workspace_id) as tx:
            await tx.received.first_time("Ev1", now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await receive(store, workspace_id, "Ev1", now)


async def test_old_deliveries_are_forgotten(store, workspace_id, now):
    await receive(store, workspace_id, "old", now - 2 * DAY)
    await receive(store, workspace_id, "new", now)
    async with store.everywhere() as everywhere:
        assert await everywhere.received.forget_before(now - DAY) == 1
    assert not await receive(store, workspace_id, "new", now)
