"""Forgetting deliveries: only those that Slack won't repeat, and twice does no harm."""

from datetime import timedelta

from schedules import forget_received
from schedules.forget_received import KEPT_FOR

DAY = timedelta(days=1)


async def is_new(store, key, now):
    async with store.everywhere() as tx:
        return await tx.received.first_time(key, now)


async def test_an_event_of_yesterday_is_still_recognised(means, store, now):
    await is_new(store, "event:Ev1", now - DAY)
    assert await forget_received.run(means, now) == 0
    assert not await is_new(store, "event:Ev1", now)


async def test_after_days_it_is_forgotten_once(means, store, now):
    await is_new(store, "event:Ev1", now - KEPT_FOR - DAY)
    assert [await forget_received.run(means, now) for _ in range(2)] == [1, 0]


async def test_run_late_it_keeps_what_came_meanwhile(means, store, now):
    late = now + timedelta(days=30)
    await is_new(store, "event:Ev1", now)
    await is_new(store, "event:Ev2", late)
    assert await forget_received.run(means, late) == 1
    assert not await is_new(store, "event:Ev2", late)
