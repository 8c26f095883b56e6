"""When to look at whom: touched in the same transaction as the cause, claimed by one, healed where it was forgotten."""

import asyncio
from datetime import timedelta

import pytest

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def touch(store, workspace_id):
    """Have people looked at."""

    async def touch(*people):
        async with store.transaction(workspace_id) as tx:
            await tx.agendas.touch([person.id for person in people])

    return touch


@pytest.fixture
def claim(store, workspace_id, now):
    """Claim who is due at a moment."""

    async def claim(at=now, limit=10, through=store):
        async with through.transaction(workspace_id) as tx:
            return await tx.agendas.claim_due(at, limit)

    return claim


@pytest.fixture
def look_again(store, workspace_id):
    """Say when to look at somebody again."""

    async def look(person, when):
        async with store.transaction(workspace_id) as tx:
            await tx.agendas.look_again({person.id: when})

    return look


async def test_who_was_touched_is_due(touch, claim, ana, bob):
    assert await claim() == []
    await touch(ana)
    assert await claim() == [ana.id]


async def test_who_was_looked_at_is_due_when_said(touch, claim, look_again, ana, now):
    await touch(ana)
    await look_again(ana, now + HOUR)
    assert (await claim(now + HOUR - timedelta(seconds=1)), await claim(now + HOUR)) == ([], [ana.id])


async def test_who_was_looked_at_for_good_waits_to_be_touched(touch, claim, look_again, ana, now):
    await touch(ana)
    await look_again(ana, None)
    assert await claim(now + 900 * DAY) == []
    await touch(ana, ana)
    assert await claim() == [ana.id]


async def test_the_longest_due_come_first(touch, claim, clock, ana, bob, charlie):
    await touch(charlie)
    later = clock.move(HOUR)
    await touch(charlie, ana)  # who waits already keeps their turn
    clock.move(HOUR)
    await touch(bob)
    assert await claim(later + HOUR, limit=2) == [charlie.id, ana.id]


async def test_a_change_that_fails_touches_nobody(store, workspace_id, claim, ana):
    async def fail():
        async with store.transaction(workspace_id) as tx:
            await tx.agendas.touch([ana.id])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await claim() == []


async def test_two_planners_look_at_different_people(
    open_store, database_url, store, workspace_id, touch, ana, bob, now
):
    await touch(ana, bob)

    async def plan(through):
        async with through.transaction(workspace_id) as tx:
            people = await tx.agendas.claim_due(now, 1)
            await asyncio.sleep(0.05)
            await tx.agendas.look_again(dict.fromkeys(people))
        return people

    claimed = await asyncio.gather(plan(store), plan(open_store(database_url)))
    assert sorted(person for people in claimed for person in people) == sorted([ana.id, bob.id])


async def test_who_is_touched_while_being_looked_at_is_due_again(
    open_store, database_url, store, workspace_id, touch, claim, ana, now
):
    await touch(ana)
    other = open_store(database_url)

    async def change():
        async with other.transaction(workspace_id) as tx:
            await tx.agendas.touch([ana.id])

    async with store.transaction(workspace_id) as tx:
        await tx.agendas.claim_due(now, 1)
        changing = asyncio.create_task(change())
        await asyncio.sleep(0.05)
        await tx.agendas.look_again({ana.id: now + DAY})
    await changing
    assert await claim() == [ana.id]


@pytest.mark.parametrize("whose", ["ana", "bob"])
async def test_who_changes_touches_those_they_have_talks_with(
    store, workspace_id, claim, ana, bob, charlie, whose
):  # fmt: skip
    person = {"ana": ana, "bob": bob}[whose]
    async with store.transaction(workspace_id) as tx:
        await tx.agendas.touch_around(person.id)
    assert sorted(await claim()) == sorted([ana.id, bob.id])


async def test_who_was_looked_at_by_a_clock_that_was_ahead_is_healed(store, workspace_id, clock, cycle, ana, bob, now):
    async with store.transaction(workspace_id) as tx:
        await tx.agendas.heal(now)
    ahead = clock.move(60 * DAY)
    async with store.transaction(workspace_id) as tx:
        await tx.agendas.look_again(dict.fromkeys([ana.id, bob.id], ahead + DAY))
        assert await tx.agendas.heal(now) == 2


async def test_a_cycle_touches_its_cohort_and_their_managers(store, workspace_id, claim, cycle, ana, bob, charlie):
    async with store.transaction(workspace_id) as tx:
        assert await tx.agendas.touch_cycle(cycle.id) == 2
    assert sorted(await claim()) == sorted([ana.id, bob.id])


async def test_a_cycle_touches_those_who_wait_for_another_day(store, workspace_id, claim, look_again, cycle, ana, now):
    async with store.transaction(workspace_id) as tx:
        await tx.agendas.touch_cycle(cycle.id)
        await tx.agendas.look_again({ana.id: None})
        await tx.agendas.touch_cycle(cycle.id)
    assert await claim() == [ana.id]


async def test_former_managers_are_not_touched(store, workspace_id, claim, cycle, ana, bob, charlie, now):
    async with store.transaction(workspace_id) as tx:
        await tx.people.set_manager(ana.id, charlie.id, now.date())
        await tx.agendas.touch_cycle(cycle.id)
    assert sorted(await claim()) == sorted([ana.id, charlie.id])


async def test_touching_all_concerns_one_workspace(
    store, workspace_id, other_workspace_id, touch, look_again, ana, now
):
    async with store.transaction(other_workspace_id) as tx:
        guest = await tx.people.add("U9GUEST", "Gus")
        await tx.agendas.touch([guest.id])
        await tx.agendas.look_again({guest.id: None})
    await touch(ana)
    await look_again(ana, now + DAY)
    async with store.transaction(workspace_id) as tx:
        assert await tx.agendas.touch_all() == 1
    async with store.reading_everywhere() as everywhere:
        assert await everywhere.agendas_due.workspaces(now, 10) == [workspace_id]


async def test_healing_finds_who_was_never_touched(store, workspace_id, claim, cycle, ana, bob, charlie, now):
    async with store.transaction(workspace_id) as tx:
        assert await tx.agendas.heal(now) == 2
        assert await tx.agendas.heal(now) == 0
    assert sorted(await claim()) == sorted([ana.id, bob.id])


@pytest.mark.parametrize("when", [None, timedelta(days=60)])
async def test_healing_looks_once_a_week_at_who_waits(store, workspace_id, cycle, ana, bob, clock, now, when):
    async with store.transaction(workspace_id) as tx:
        await tx.agendas.heal(now)
        await tx.agendas.look_again(dict.fromkeys([ana.id, bob.id], when and now + when))
        assert await tx.agendas.heal(now + 7 * DAY - HOUR) == 0
        assert await tx.agendas.heal(now + 7 * DAY) == 2


async def test_in_a_closed_cycle_nothing_is_healed(store, workspace_id, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.close(cycle.id, now)
        assert await tx.agendas.heal(now) == 0


async def test_workspaces_come_by_who_waits_longest(store, workspace_id, other_workspace_id, touch, clock, ana, now):
    async with store.transaction(other_workspace_id) as tx:
        await tx.agendas.touch([(await tx.people.add("U9GUEST", "Gus")).id])
    later = clock.move(HOUR)
    await touch(ana)
    async with store.reading_everywhere() as everywhere:
        assert await everywhere.agendas_due.workspaces(now, 10) == [other_workspace_id]
        assert await everywhere.agendas_due.workspaces(later, 10) == [other_workspace_id, workspace_id]
        assert await everywhere.agendas_due.workspaces(later, 1) == [other_workspace_id]


async def test_where_the_bot_is_gone_nobody_is_due(store, workspace_id, touch, ana, now):
    await touch(ana)
    async with store.everywhere() as everywhere:
        await everywhere.installations.mark_gone(workspace_id, "uninstalled", now)
        assert await everywhere.agendas_due.workspaces(now, 10) == []
        assert await everywhere.agendas_due.next_due(now - HOUR) is None


async def test_the_next_moment_somebody_is_looked_at(store, touch, look_again, ana, bob, now):
    await touch(ana, bob)
    await look_again(ana, now + DAY)
    await look_again(bob, now + HOUR)
    async with store.reading_everywhere() as everywhere:
        assert await everywhere.agendas_due.next_due(now) == now + HOUR
        assert await everywhere.agendas_due.next_due(now + HOUR) == now + DAY
        assert await everywhere.agendas_due.next_due(now + DAY) is None


async def test_nobody_of_another_workspace_is_claimed(store, other_workspace_id, touch, ana, now):
    await touch(ana)
    async with store.transaction(other_workspace_id) as tx:
        assert await tx.agendas.claim_due(now, 10) == []
