"""Joining an open cycle afterwards: coaches who came later, levels found later; never twice, never too late."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from growth.calendar import end_of_day
from growth.people import LevelReason, Role
from schedules import join_cohorts
from schedules.means import Means

DAY = timedelta(days=1)


@pytest.fixture
async def cycle(company):
    """The half-year that is open now, with Alice and Charlie in its cohort."""
    return await company.opens_half_year()


@pytest.fixture
def moment(company, clock):
    """A moment at which the cycle is open."""
    return clock.now


async def levels(company, cycle):
    """Return who is in the cohort, with their frozen levels."""
    async with company.store.reading(company.workspace_id) as tx:
        names = {person.id: person.name for person in await tx.people.all()}
        return {names[member.person_id]: member.level for member in await tx.cycles.cohort(cycle.id)}


async def test_a_coach_who_came_later_joins_once(company, means, cycle, moment):
    await company.employs("Dora", Role.COACH, level="senior")
    assert [await join_cohorts.run(means, moment) for _ in range(2)] == [1, 0]
    assert (await levels(company, cycle))["Dora"] == "senior"


async def test_who_is_no_coach_or_has_left_stays_out(company, means, cycle, moment):
    await company.employs("Dora", Role.MANAGER)
    await company.employs("Eve", Role.COACH, level="senior", left_on=moment.date() - DAY)
    assert await join_cohorts.run(means, moment) == 0


async def test_two_that_run_beside_each_other_add_once(company, means, open_store, database_url, cycle, moment):
    await company.employs("Dora", Role.COACH, level="senior")
    other = Means(open_store(database_url), means.messenger)
    await asyncio.gather(*(join_cohorts.run(each, moment) for each in (means, other)))
    assert sorted(await levels(company, cycle)) == ["Alice", "Charlie", "Dora"]


async def test_after_the_talks_nobody_joins_any_more(company, means, cycle, moment):
    await company.employs("Dora", Role.COACH, level="senior")
    assert await join_cohorts.run(means, moment + timedelta(days=23)) == 0


async def test_the_last_day_ends_in_the_workspaces_zone(company, means, cycle, clock):
    await company.employs("Dora", Role.COACH, level="senior")
    midnight = end_of_day(cycle.window_end, "America/New_York")
    assert await join_cohorts.run(replace(means, timezone="America/New_York"), midnight) == 0
    assert await join_cohorts.run(replace(means, timezone="America/New_York"), midnight - timedelta(seconds=1)) == 1


async def test_without_an_open_cycle_nothing_happens(company, means, moment):
    assert await join_cohorts.run(means, moment) == 0


async def test_a_level_found_later_is_frozen_and_stays(company, means, cycle, moment):
    dora = await company.employs("Dora", Role.COACH)
    await join_cohorts.run(means, moment)
    for level, since in (("senior", date(2026, 11, 1)), ("director", date(2026, 11, 20))):
        await company.changes(dora, lambda tx, d, at=(level, since): tx.people.set_level(d.id, *at, LevelReason.HIRE))
        await join_cohorts.run(means, moment)
    assert (await levels(company, cycle))["Dora"] == "senior"


async def test_where_the_app_is_gone_nobody_joins(company, means, cycle, moment):
    await company.employs("Dora", Role.COACH, level="senior")
    async with company.store.everywhere() as tx:
        await tx.installations.mark_gone(company.workspace_id, "uninstalled", moment)
    assert await join_cohorts.run(means, moment) == 0
