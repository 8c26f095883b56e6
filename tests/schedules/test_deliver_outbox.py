"""Sending what is due: each message once, whoever sends, however late, whatever the one beside it does."""

import asyncio
from datetime import timedelta

import pytest

from schedules import deliver_outbox
from schedules.deliver_outbox import AT_ONCE, LEASE, MAKINGS
from schedules.means import Later, Means, NotNeeded, Refused

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def alice(store, workspace_id):
    async with store.transaction(workspace_id) as tx:
        return await tx.people.add("U0ALICE", "Alice")


@pytest.fixture
def plan(store, workspace_id, alice, now):
    """Return the function that plans messages by their names."""

    async def plan(*names, due_at=now):
        async with store.transaction(workspace_id) as tx:
            for name in names:
                await tx.outbox.put("summary", alice.id, {"name": name}, key=name, due_at=due_at)

    return plan


async def failed(store, workspace_id):
    async with store.reading(workspace_id) as tx:
        return await tx.outbox.failed()


async def test_what_is_due_is_sent_and_what_is_not_waits(means, messenger, plan, now):
    await plan("now")
    await plan("later", due_at=now + MINUTE)
    assert await deliver_outbox.run(means, now) == 1
    assert messenger.names == ["now"]


async def test_run_twice_it_sends_once(means, messenger, plan, now):
    await plan("a", "b")
    assert [await deliver_outbox.run(means, now) for _ in range(2)] == [2, 0]
    assert sorted(messenger.names) == ["a", "b"]


async def test_run_late_it_sends_once(means, messenger, plan, now):
    await plan("a")
    for days in (7, 14):
        await deliver_outbox.run(means, now + timedelta(days=days))
    assert messenger.names == ["a"]


async def test_two_that_run_beside_each_other_send_once(means, open_store, database_url, messenger, plan, now):
    names = [str(number) for number in range(2 * AT_ONCE)]
    await plan(*names)
    other = Means(open_store(database_url), messenger)
    await asyncio.gather(*(deliver_outbox.run(each, now) for each in (means, other, means, other)))
    assert sorted(messenger.names) == sorted(names)


async def test_a_long_queue_is_sent_batch_by_batch(means, messenger, plan, now):
    await plan(*(str(number) for number in range(AT_ONCE + 1)))
    assert [await deliver_outbox.run(means, now) for _ in range(3)] == [AT_ONCE, 1, 0]


async def test_what_a_crash_left_behind_is_sent_when_its_lease_ends(
    means, open_store, database_url, messenger, plan, now
):
    await plan("a")
    async with open_store(database_url).everywhere() as crashed:
        await crashed.outbox.claim_due(now, 1, LEASE)
    assert await deliver_outbox.run(means, now + LEASE - MINUTE) == 0
    assert await deliver_outbox.run(means, now + LEASE) == 1
    assert [message.attempts for message in messenger.given] == [2]


async def test_what_may_pass_is_tried_again_when_it_said(means, messenger, plan, now):
    await plan("a")
    messenger.says["a"] = Later(now + MINUTE, "ratelimited")
    await deliver_outbox.run(means, now)
    del messenger.says["a"]
    assert [await deliver_outbox.run(means, now + step) for step in (MINUTE / 2, MINUTE, 2 * MINUTE)] == [0, 1, 0]


async def test_what_is_refused_is_given_up_and_counted(means, messenger, plan, store, workspace_id, now):
    await plan("a")
    messenger.says["a"] = Refused("user_disabled")
    for _ in range(2):
        await deliver_outbox.run(means, now)
    assert await failed(store, workspace_id) == len(messenger.given) == 1


async def test_what_nobody_needs_is_dropped_and_no_failure(means, messenger, plan, store, workspace_id, now):
    await plan("a")
    messenger.says["a"] = NotNeeded()
    for _ in range(2):
        await deliver_outbox.run(means, now)
    assert (len(messenger.given), await failed(store, workspace_id)) == (1, 0)


async def test_a_message_that_can_t_be_made_stops_no_other(means, messenger, plan, now):
    await plan("bad", "good", "fine")
    messenger.says["bad"] = ZeroDivisionError("words of Alice")
    await deliver_outbox.run(means, now)
    await deliver_outbox.run(means, now + LEASE)
    assert sorted(messenger.names) == ["bad", "bad", "fine", "good"]


async def test_a_message_that_can_t_be_made_is_given_up_at_last(means, messenger, plan, store, workspace_id, now):
    await plan("bad")
    messenger.says["bad"] = ZeroDivisionError()
    for time in range(2 * MAKINGS):
        await deliver_outbox.run(means, now + time * LEASE)
    assert len(messenger.given) == MAKINGS
    assert await failed(store, workspace_id) == 1


async def test_why_it_could_not_be_made_is_logged_without_its_words(means, messenger, plan, now, caplog):
    await plan("bad")
    messenger.says["bad"] = ZeroDivisionError("words of Alice")
    await deliver_outbox.run(means, now)
    assert "ZeroDivisionError" in caplog.text
    assert "words of Alice" not in caplog.text


async def test_what_was_to_be_said_where_the_app_is_gone_is_not_sent(means, messenger, plan, store, workspace_id, now):
    await plan("a")
    async with store.transaction(workspace_id) as tx:
        await tx.outbox.cancel_all(workspace_id)
    assert await deliver_outbox.run(means, now) == 0
    assert messenger.given == []
