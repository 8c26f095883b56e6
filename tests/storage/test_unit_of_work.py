"""Transactions: all or nothing, one workspace only, readers that never write or wait."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from growth.evidence import Evidence
from storage.errors import DatabaseUnwritable
from storage.installations import NewInstallation
from storage.outbox import Outbox


@pytest.fixture
async def elsewhere(store, now):
    """Another workspace."""
    async with store.everywhere() as everywhere:
        new = NewInstallation("T2", "xoxb-other", bot_id="B2", bot_user_id="U0BOT")
        return (await everywhere.installations.save(new, now)).workspace_id


async def test_what_raises_keeps_nothing(store, workspace_id):
    async def fail():
        async with store.transaction(workspace_id) as tx:
            await tx.people.add("U1", "Ana")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with store.reading(workspace_id) as tx:
        assert await tx.people.all() == []


async def test_a_reader_cannot_write(store, workspace_id):
    with pytest.raises(DatabaseUnwritable):
        async with store.reading(workspace_id) as tx:
            await tx.people.add("U1", "Ana")


async def test_a_reader_does_not_wait_for_a_writer(store, workspace_id):
    async with store.transaction(workspace_id) as writing:
        await writing.people.add("U1", "Ana")
        async with asyncio.timeout(1), store.reading(workspace_id) as reading:
            assert await reading.people.all() == []


async def test_forty_writers_at_once_all_get_their_turn(store, workspace_id):
    async def write(number):
        async with store.transaction(workspace_id) as tx:
            await tx.people.all()
            await tx.people.add(f"U{number}", f"Person {number}")

    await asyncio.gather(*(write(number) for number in range(40)))
    async with store.reading(workspace_id) as tx:
        assert len(await tx.people.all()) == 40


async def test_two_processes_writing_at_once_both_succeed(open_store, database_url, store, workspace_id):
    async def write(process, number):
        async with process.transaction(workspace_id) as tx:
            await tx.people.all()
            await asyncio.sleep(0.01)
            await tx.people.add(f"U{number}", "Somebody")

    other = open_store(database_url)
    await asyncio.gather(*(write((store, other)[number % 2], number) for number in range(10)))
    async with store.reading(workspace_id) as tx:
        assert len(await tx.people.all()) == 10


async def test_a_cancelled_writer_leaves_the_store_usable(store, workspace_id):
    async def write():
        async with store.transaction(workspace_id) as tx:
            for number in range(1000):
                await tx.people.add(f"U{number}", "Somebody")

    writing = asyncio.create_task(write())
    await asyncio.sleep(0.05)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    async with asyncio.timeout(5), store.transaction(workspace_id) as tx:
        assert await tx.people.all() == []


async def test_another_workspace_sees_nothing(store, workspace_id, elsewhere, ana, cycle, draft, now):
    async with store.transaction(workspace_id) as tx:
        kept = await tx.assessments.save(draft, now)
        await tx.evidence.put(Evidence("", ana.id, now.date(), "Words", frozenset({"a"})))
    async with store.reading(elsewhere) as tx:
        seen = [
            await tx.people.get(ana.id),
            await tx.people.by_slack(ana.slack_id),
            await tx.cycles.get(cycle.id),
            await tx.cycles.last(),
            await tx.cycles.member(cycle.id, ana.id),
            await tx.assessments.get(kept.id),
            await tx.assessments.for_cycle(ana.id, cycle.id),
        ]
        lists = [
            await tx.people.all(),
            await tx.people.level_history(ana.id),
            await tx.cycles.cohort(cycle.id),
            await tx.evidence.of(ana.id),
            await tx.frameworks.all(),
        ]
    assert seen == [None] * len(seen)
    assert lists == [[]] * len(lists)


async def test_another_workspace_changes_nothing(store, workspace_id, elsewhere, ana, cycle, draft, now):
    async with store.transaction(workspace_id) as tx:
        kept = await tx.assessments.save(draft, now)
    async with store.transaction(elsewhere) as tx:
        await tx.people.update(ana.id, name="Someone else")
        await tx.cycles.close(cycle.id, now)
        await tx.cycles.fill_level(cycle.id, ana.id, "staff")
        await tx.assessments.discard(kept.id)
    async with store.reading(workspace_id) as tx:
        assert await tx.people.get(ana.id) == ana
        assert await tx.cycles.last() == cycle
        assert await tx.assessments.get(kept.id) == kept


async def test_the_same_slack_id_is_another_person_elsewhere(store, workspace_id, elsewhere, ana):
    async with store.transaction(elsewhere) as tx:
        assert (await tx.people.add(ana.slack_id, "Anaïs")).id != ana.id


async def test_content_needs_a_workspace(store):
    async with store.everywhere() as everywhere:
        assert not hasattr(everywhere, "assessments")
        with pytest.raises(LookupError):
            await Outbox(everywhere._scope).failed()


async def test_an_error_of_the_database_shows_no_words(store, workspace_id, ana):
    with pytest.raises(DBAPIError) as problem:
        async with store.transaction(workspace_id) as tx:
            await tx._scope.connection.execute(text("SELECT nonsense(:words)"), {"words": "secret words"})
    assert "secret" not in str(problem.value)
