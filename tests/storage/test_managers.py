"""Who holds whose talks."""

import asyncio
from datetime import date

from sqlalchemy import select

from storage.tables import manager_links

DAY = date(2026, 5, 4)


async def links(store):
    async with store._engines.reading.connect() as connection:
        found = select(manager_links.c.manager_id, manager_links.c.since, manager_links.c.until)
        return [tuple(row) for row in await connection.execute(found.order_by(manager_links.c.since))]


async def test_a_new_manager_ends_the_former_ones_link(store, workspace_id, ana, bob, charlie):
    async with store.transaction(workspace_id) as tx:
        await tx.people.set_manager(ana.id, charlie.id, DAY)
        assert await tx.people.coaches_of(bob.id) == []
    assert await links(store) == [(bob.id, date(2025, 3, 1), DAY), (charlie.id, DAY, None)]


async def test_the_same_manager_again_changes_nothing(store, workspace_id, ana, bob):
    before = await links(store)
    async with store.transaction(workspace_id) as tx:
        await tx.people.set_manager(ana.id, bob.id, DAY)
    assert await links(store) == before


async def test_a_coach_can_be_without_manager(store, workspace_id, ana, bob):
    async with store.transaction(workspace_id) as tx:
        await tx.people.set_manager(ana.id, None, DAY)
        assert (await tx.people.get(ana.id)).manager_id is None


async def test_links_never_overlap_even_when_dated_back(store, workspace_id, ana, bob, charlie):
    async with store.transaction(workspace_id) as tx:
        await tx.people.set_manager(ana.id, charlie.id, date(2020, 1, 1))
    assert await links(store) == [
        (bob.id, date(2025, 3, 1), date(2025, 3, 1)),
        (charlie.id, date(2025, 3, 1), None),
    ]


async def test_two_managers_at_once_leave_one(store, workspace_id, ana, bob, charlie):
    async def give(manager):
        async with store.transaction(workspace_id) as tx:
            await tx.people.set_manager(ana.id, manager, DAY)

    await asyncio.gather(give(charlie.id), give(None), return_exceptions=True)
    assert len([link for link in await links(store) if link[2] is None]) <= 1
