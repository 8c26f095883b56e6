"""Who people are, as kept."""

import asyncio
from datetime import date

from growth.people import Role


async def test_a_person_comes_back_with_level_and_manager(store, workspace_id, ana, bob):
    async with store.reading(workspace_id) as tx:
        found = await tx.people.by_slack("U1ANA")
    assert (found.level, found.level_since, found.manager_id) == ("senior", date(2025, 3, 1), bob.id)
    assert found.roles == {Role.COACH}


async def test_nobody_is_found_under_an_unknown_slack_id(store, workspace_id, ana):
    async with store.reading(workspace_id) as tx:
        assert await tx.people.by_slack("U9NOBODY") is None


async def test_everyone_comes_by_name_with_level_and_manager(store, workspace_id, ana, bob, charlie):
    async with store.reading(workspace_id) as tx:
        everyone = await tx.people.all()
    assert [(p.name, p.level, p.manager_id) for p in everyone] == [
        ("Ana", "senior", bob.id),
        ("Bob", None, None),
        ("Charlie", None, None),
    ]


async def test_a_manager_is_given_their_own_coaches_only(store, workspace_id, ana, bob, charlie):
    async with store.reading(workspace_id) as tx:
        assert [person.id for person in await tx.people.coaches_of(bob.id)] == [ana.id]


async def test_the_same_person_first_seen_twice_at_once_is_kept_once(store, workspace_id):
    async def see():
        async with store.transaction(workspace_id) as tx:
            return await tx.people.add("U4NEW", "Dana")

    first, second = await asyncio.gather(see(), see())
    assert first == second


async def test_a_change_leaves_the_other_fields_as_they_were(store, workspace_id, ana):
    async with store.transaction(workspace_id) as tx:
        await tx.people.update(ana.id, name="Ana María", left_on=date(2026, 12, 31))
        found = await tx.people.get(ana.id)
    assert (found.name, found.tz, found.left_on) == ("Ana María", "Europe/Berlin", date(2026, 12, 31))


async def test_a_day_of_leaving_can_be_taken_back(store, workspace_id, ana):
    async with store.transaction(workspace_id) as tx:
        await tx.people.update(ana.id, left_on=date(2026, 12, 31))
        await tx.people.update(ana.id, left_on=None)
        assert (await tx.people.get(ana.id)).left_on is None


async def test_half_a_surrogate_pair_in_a_name_is_replaced(store, workspace_id):
    async with store.transaction(workspace_id) as tx:
        person = await tx.people.add("U5ODD", "Eve \ud83d\x00")
    assert person.name == "Eve \ufffd\ufffd"


async def test_who_was_welcomed_stays_welcomed(store, workspace_id, ana, now):
    async with store.transaction(workspace_id) as tx:
        await tx.people.mark_welcomed(ana.id, now)
        assert (await tx.people.get(ana.id)).welcomed


async def test_the_conversation_with_a_person_is_remembered(store, workspace_id, ana):
    async with store.transaction(workspace_id) as tx:
        before = await tx.people.dm_channel(ana.id)
        await tx.people.set_dm_channel(ana.id, "D1")
        assert (before, await tx.people.dm_channel(ana.id)) == (None, "D1")
