"""What the bot will say: planned once, claimed by one, never lost."""

import asyncio
from datetime import timedelta

import pytest

from storage.outbox import Receipt

MINUTE = timedelta(minutes=1)
LEASE = 5 * MINUTE


async def plan(store, workspace_id, person, due_at, *keys):
    async with store.transaction(workspace_id) as tx:
        return [await tx.outbox.put("nudge", person.id, {"cycle": "c1"}, key=key, due_at=due_at) for key in keys]


async def claim(store, now, limit=10):
    async with store.everywhere() as everywhere:
        return await everywhere.outbox.claim_due(now, limit, LEASE)


async def tell(store, action, *arguments):
    async with store.everywhere() as everywhere:
        await getattr(everywhere.outbox, action)(*arguments)


async def test_a_message_is_planned_once_per_key(store, workspace_id, ana, now):
    assert await plan(store, workspace_id, ana, now, "a", "a", "b") == [True, False, True]


async def test_a_message_planned_twice_at_once_is_one(store, workspace_id, ana, now):
    planned = await asyncio.gather(*(plan(store, workspace_id, ana, now, "a") for _ in range(2)))
    assert sorted(planned) == [[False], [True]]


async def test_a_change_that_fails_says_nothing(store, workspace_id, ana, now):
    async def fail():
        async with store.transaction(workspace_id) as tx:
            await tx.outbox.put("nudge", ana.id, {}, key="a", due_at=now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await claim(store, now) == []


@pytest.mark.parametrize("words", ["I was proud of it", "x" * 81, "line\nbreak"])
async def test_a_payload_with_words_is_refused(store, workspace_id, ana, now, words):
    async with store.transaction(workspace_id) as tx:
        with pytest.raises(ValueError, match="never words"):
            await tx.outbox.put("nudge", ana.id, {"note": words}, key="a", due_at=now)


async def test_what_is_due_is_claimed_with_its_ids(store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, "a")
    [message] = await claim(store, now)
    assert (message.kind, message.recipient_id, message.payload) == ("nudge", ana.id, {"cycle": "c1"})
    assert (message.workspace_id, message.due_at, message.attempts) == (workspace_id, now, 1)


async def test_what_is_due_later_waits(store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now + MINUTE, "a")
    assert await claim(store, now) == []


async def test_the_longest_waiting_are_claimed_first(store, workspace_id, ana, now):
    for minutes in (1, 3, 2):
        await plan(store, workspace_id, ana, now - minutes * MINUTE, str(minutes))
    assert [now - message.due_at for message in await claim(store, now, limit=2)] == [3 * MINUTE, 2 * MINUTE]


async def test_two_senders_never_claim_the_same(open_store, database_url, store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, *map(str, range(40)))
    senders = [store, open_store(database_url)]
    claimed = await asyncio.gather(*(claim(sender, now, limit=7) for sender in senders * 3))
    ids = [message.id for batch in claimed for message in batch]
    assert len(ids) == len(set(ids)) == 40
    assert all(len(batch) <= 7 for batch in claimed)


async def test_a_claimed_message_is_nobody_elses_while_leased(store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, "a")
    await claim(store, now)
    assert await claim(store, now + LEASE - MINUTE) == []


async def test_after_a_crash_the_lease_runs_out_and_tells_so(store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, "a")
    await claim(store, now)
    [again] = await claim(store, now + LEASE)
    assert again.attempts == 2


async def test_what_was_sent_is_never_sent_again(store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, "a", "b")
    first, second = await claim(store, now)
    await tell(store, "mark_sent", first.id, "D1", "17.1", now)
    await tell(store, "mark_all_sent", [Receipt(second.id, "D1", "17.2")], now)
    assert await claim(store, now + 2 * LEASE) == []


async def test_a_postponed_message_comes_back_when_said(store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, "a")
    [message] = await claim(store, now)
    await tell(store, "postpone", message.id, now + MINUTE, "ratelimited")
    assert await claim(store, now) == []
    assert [again.id for again in await claim(store, now + MINUTE)] == [message.id]


async def test_a_message_given_up_is_counted_and_stays_so(store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, "a")
    [message] = await claim(store, now)
    await tell(store, "mark_failed", message.id, "user_not_found")
    assert await claim(store, now + 2 * LEASE) == []
    async with store.reading(workspace_id) as tx:
        assert await tx.outbox.failed() == 1


async def test_a_message_not_needed_any_more_is_dropped(store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, "a")
    [message] = await claim(store, now)
    await tell(store, "drop", message.id)
    assert await claim(store, now + 2 * LEASE) == []


async def test_who_lost_the_lease_records_nothing(open_store, database_url, store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, "a")
    [message] = await claim(store, now)
    other = open_store(database_url)
    [again] = await claim(other, now + LEASE)
    await tell(store, "mark_failed", message.id, "timeout")
    await tell(other, "postpone", again.id, now + LEASE, None)
    assert len(await claim(other, now + LEASE)) == 1


async def test_uninstalling_cancels_what_was_to_be_said(store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, "a", "b")
    async with store.transaction(workspace_id) as tx:
        assert await tx.outbox.cancel_all(workspace_id) == 2
    assert await claim(store, now) == []


async def test_the_next_moment_something_is_due(store, workspace_id, ana, now):
    await plan(store, workspace_id, ana, now, "a")
    await plan(store, workspace_id, ana, now + MINUTE, "b")
    async with store.everywhere() as everywhere:
        assert await everywhere.outbox.next_due(now) == now + MINUTE
        assert await everywhere.outbox.next_due(now + MINUTE) is None


@pytest.fixture
def put_again(store, workspace_id, ana, now):
    """Plan a message about a day under the one key, perhaps again."""

    async def put(day="1", due_at=now):
        async with store.transaction(workspace_id) as tx:
            return await tx.outbox.put_again("nudge", ana.id, {"day": day}, key="a", due_at=due_at)

    return put


async def test_what_is_still_to_be_said_is_not_planned_again(store, put_again, now):
    first = await put_again()
    assert (first is not None, await put_again()) == (True, None)
    [message] = await claim(store, now)
    assert (message.id, await put_again()) == (first, None)
    await tell(store, "mark_sent", message.id, "D1", "17.1", now)
    assert await put_again() is None


@pytest.mark.parametrize("ending", [("drop",), ("mark_failed", "user_not_found")])
async def test_what_came_to_nothing_is_planned_again(store, put_again, now, ending):
    first = await put_again()
    await claim(store, now)
    action, *why = ending
    await tell(store, action, first, *why)
    assert await put_again(day="2", due_at=now + MINUTE) == first
    [message] = await claim(store, now + MINUTE)
    assert (message.id, message.payload, message.attempts) == (first, {"day": "2"}, 2)


async def test_words_are_refused_when_planned_again(put_again):
    with pytest.raises(ValueError, match="never words"):
        await put_again(day="I was proud of it")
