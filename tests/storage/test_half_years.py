"""The days an owner gave half-years to come, and moving those of an open cycle."""

from dataclasses import replace
from datetime import timedelta

from growth.half_years import half_year
from storage.installations import NewInstallation

SECOND = NewInstallation("T2", "xoxb-second", bot_id="B2", bot_user_id="U0BOT2")
SPRING = half_year(2027, 1)
LATER = replace(SPRING, opens_on=SPRING.opens_on + timedelta(days=7))


async def test_what_an_owner_planned_is_kept_by_name(store, workspace_id):
    async with store.transaction(workspace_id) as tx:
        await tx.half_years.plan(LATER)
    async with store.reading(workspace_id) as tx:
        assert await tx.half_years.planned() == {"2027-H1": LATER}


async def test_planning_again_replaces_what_was_planned(store, workspace_id):
    for days in (SPRING, LATER):
        async with store.transaction(workspace_id) as tx:
            await tx.half_years.plan(days)
    async with store.reading(workspace_id) as tx:
        assert await tx.half_years.planned() == {"2027-H1": LATER}


async def test_another_workspace_sees_nothing_of_it(store, workspace_id, now):
    async with store.everywhere() as everywhere:
        other = (await everywhere.installations.save(SECOND, now)).workspace_id
    for of, days in ((workspace_id, LATER), (other, SPRING)):
        async with store.transaction(of) as tx:
            await tx.half_years.plan(days)
    async with store.reading(workspace_id) as tx:
        assert await tx.half_years.planned() == {"2027-H1": LATER}


async def test_an_open_cycle_gets_other_days(store, workspace_id, cycle):
    later = replace(cycle, window_end=cycle.window_end + timedelta(days=7), closes_on=cycle.closes_on + timedelta(7))
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.reschedule(replace(later, name="Something else"))
        assert await tx.cycles.get(cycle.id) == later


async def test_a_closed_cycle_keeps_its_days(store, workspace_id, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.close(cycle.id, now)
        await tx.cycles.reschedule(replace(cycle, closes_on=cycle.closes_on + timedelta(days=7)))
        assert (await tx.cycles.get(cycle.id)).closes_on == cycle.closes_on
