"""What Trellis says by itself: kept with its message, counted once that was sent, forgotten by nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest

from growth.agenda import Passed
from growth.diary import Diary
from growth.nudges import Fate, Nudge, Number, SentNudge, TalkStatus, Task, Work
from growth.talks import Party, Talk, days_of
from storage.nudges import Told

DAY = date(2026, 11, 23)
AT = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def status(ana, bob, cycle):
    """Ana's talk, as it decides what is asked of her."""
    talk = Talk(cycle.id, ana.id, bob.id, days_of(cycle), at=AT)
    return TalkStatus(talk, cycle.name, Party(ana.id, "Ana", Diary()), None, Work())


@pytest.fixture
def written(store, workspace_id, ana, now):
    """Write a message with nudges to Ana, and return its id."""

    async def write(*found, passed=(), key="nudge:1"):
        async with store.transaction(workspace_id) as tx:
            message_id = await tx.outbox.put_again("nudge", ana.id, {}, key=key, due_at=now)
            await tx.nudges.write(message_id, ana.id, found, passed, DAY)
        return message_id

    return write


@pytest.fixture
def sent(store, written, now):
    """Write a message with nudges to Ana, send it, and return its id."""

    async def send(*found, at=now, key="nudge:1"):
        message_id = await written(*found, key=key)
        async with store.everywhere() as everywhere:
            await everywhere.outbox.mark_sent(message_id, "D1", key, at)
        return message_id

    return send


@pytest.fixture
def a_date(status):
    return Nudge(Task.DATE, Number.DATE_FIRST, DAY, status)


@pytest.fixture
def a_start(status):
    return Nudge(Task.ASSESSMENT, Number.START, DAY, status)


A_DIGEST = Nudge(Task.DIGEST, Number.DIGEST, DAY)


async def items_of(store, workspace_id, message_id):
    async with store.reading(workspace_id) as tx:
        return await tx.nudges.of_message(message_id)


async def test_a_message_keeps_its_nudges_in_order(store, workspace_id, written, a_start, a_date, ana, cycle, now):
    items = await items_of(store, workspace_id, await written(a_start, a_date, A_DIGEST))
    assert [(item.nudge.task, item.cycle_id, item.coach_id) for item in items] == [
        (Task.ASSESSMENT, cycle.id, ana.id), (Task.DATE, cycle.id, ana.id), (Task.DIGEST, None, None),
    ]  # fmt: skip
    assert items[0].nudge == SentNudge(Task.ASSESSMENT, Number.START, ana.id, DAY, now, talk_at=AT)


async def test_what_gave_way_stands_in_no_message(store, workspace_id, written, a_date, status):
    passed = [Passed(status, Task.ASSESSMENT, Number.START, Fate.MERGED)]
    items = await items_of(store, workspace_id, await written(a_date, passed=passed))
    assert [item.nudge.number for item in items] == [Number.DATE_FIRST]


async def test_writing_again_replaces_what_was_written(store, workspace_id, written, a_date, a_start, ana):
    message_id = await written(a_date, A_DIGEST)
    async with store.transaction(workspace_id) as tx:
        await tx.nudges.write(message_id, ana.id, [a_start], [], DAY)
    assert [item.nudge.number for item in await items_of(store, workspace_id, message_id)] == [Number.START]


async def test_a_message_that_was_sent_is_live_until_all_in_it_is_final(store, workspace_id, sent, a_date, ana):
    message_id = await sent(a_date, A_DIGEST)
    for faces, alive in ((["over", "live"], 1), (["over", "done 1"], 1), (["over", "followed"], 0)):
        async with store.transaction(workspace_id) as tx:
            await tx.nudges.set_shown(message_id, faces)
            assert len(await tx.nudges.live([ana.id])) == alive


async def test_a_live_message_comes_whole_with_where_it_stands(store, workspace_id, sent, a_date, ana, bob):
    message_id = await sent(a_date, A_DIGEST)
    async with store.transaction(workspace_id) as tx:
        await tx.nudges.set_shown(message_id, ["over", "live"])
        [message] = await tx.nudges.live([ana.id, bob.id])
    assert (message.id, message.recipient_id, message.channel, message.ts) == (message_id, ana.id, "D1", "nudge:1")
    assert [item.shown for item in message.items] == ["over", "live"]


async def test_several_live_messages_come_one_by_one(store, workspace_id, sent, a_date, a_start, ana, now):
    later = await sent(a_start, A_DIGEST, key="nudge:2", at=now + timedelta(days=1))
    sooner = await sent(a_date)
    async with store.reading(workspace_id) as tx:
        messages = await tx.nudges.live([ana.id])
    assert [(message.id, len(message.items)) for message in messages] == [(sooner, 1), (later, 2)]


async def test_what_was_not_sent_is_not_live(store, workspace_id, written, a_date, ana):
    await written(a_date)
    async with store.reading(workspace_id) as tx:
        assert (await tx.nudges.live([ana.id]), await tx.nudges.history(ana.id, 10)) == ([], [])


async def test_a_history_begins_with_the_newest(store, workspace_id, sent, a_date, ana, now):
    tomorrow = now + timedelta(days=1)
    await sent(a_date)
    await sent(A_DIGEST, key="nudge:2", at=tomorrow)
    first, second = Told(now, Task.DATE, Number.DATE_FIRST, "Ana"), Told(tomorrow, Task.DIGEST, Number.DIGEST, None)
    async with store.reading(workspace_id) as tx:
        assert await tx.nudges.history(ana.id, 10) == [second, first]
        assert await tx.nudges.history(ana.id, 1) == [second]


async def test_a_history_is_nobody_elses(store, workspace_id, other_workspace_id, sent, a_date, ana, bob):
    message_id = await sent(a_date)
    async with store.reading(workspace_id) as tx:
        assert (await tx.nudges.history(bob.id, 10), await tx.nudges.live([bob.id])) == ([], [])
    async with store.reading(other_workspace_id) as tx:
        assert (await tx.nudges.history(ana.id, 10), await tx.nudges.of_message(message_id)) == ([], [])
