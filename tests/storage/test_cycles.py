"""Half-years and their cohorts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from growth.cycles import Member
from storage.errors import Conflict


async def test_the_newest_open_cycle_is_the_current_one(store, workspace_id, cycle, now):
    async with store.reading(workspace_id) as tx:
        assert await tx.cycles.current(now) == cycle


async def test_a_closed_cycle_is_last_but_not_current(store, workspace_id, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.close(cycle.id, now)
        assert (await tx.cycles.current(now), await tx.cycles.last()) == (None, replace(cycle, closed_at=now))


async def test_closing_again_keeps_the_first_moment(store, workspace_id, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.close(cycle.id, now)
        await tx.cycles.close(cycle.id, now + timedelta(days=1))
        assert (await tx.cycles.get(cycle.id)).closed_at == now


async def test_a_cycle_is_found_by_its_name_whatever_its_case(store, workspace_id, cycle):
    async with store.reading(workspace_id) as tx:
        assert (await tx.cycles.named(" 2026-h2 "), await tx.cycles.named("2027-H1")) == (cycle, None)


async def test_a_second_cycle_of_the_same_name_is_a_conflict(store, workspace_id, cycle):
    with pytest.raises(Conflict):
        async with store.transaction(workspace_id) as tx:
            await tx.cycles.add(replace(cycle, id="another"), [])


async def test_who_joins_twice_stays_as_they_first_joined(store, workspace_id, cycle, ana, bob):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.join(cycle.id, [Member(ana.id, "staff", bob.id, "UTC", first_look=True)])
        assert await tx.cycles.member(cycle.id, ana.id) == Member(ana.id, "senior", None, ana.tz, first_look=False)


async def test_a_missing_level_is_filled_once_and_then_frozen(store, workspace_id, cycle, charlie):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.join(cycle.id, [Member(charlie.id, None, None, "", first_look=True)])
        await tx.cycles.fill_level(cycle.id, charlie.id, "coach")
        await tx.cycles.fill_level(cycle.id, charlie.id, "senior")
        assert [member.level for member in await tx.cycles.cohort(cycle.id) if member.first_look] == ["coach"]


async def test_who_is_not_in_the_cohort_is_no_member(store, workspace_id, cycle, charlie):
    async with store.reading(workspace_id) as tx:
        assert await tx.cycles.member(cycle.id, charlie.id) is None
