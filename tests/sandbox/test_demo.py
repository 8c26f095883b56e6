"""Where the demo's clock steps to: what the calendar opens and closes, and what becomes of a draft that was left."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from growth.half_years import half_year
from sandbox.demo import next_moment
from sandbox.workspace import SlackWorkspace
from tests.harness.company import found
from tests.harness.served import IDENTITY, NOTE, manifest

DAY = timedelta(days=1)


@pytest.fixture
def database_url(sqlite_url):
    """The demo plays on SQLite."""
    return sqlite_url


@pytest.fixture
async def company(store, clock, workspace_id):
    """A company whose first owner lives in New York."""
    company = await found(store, clock, workspace_id)
    await company.changes(company.olga, lambda tx, olga: tx.people.update(olga.id, tz="America/New_York"))
    return company


@pytest.fixture
def steps(store, company):
    """Return the moments that the clock steps to from the present on."""
    workspace = SlackWorkspace(manifest(), identity=IDENTITY)

    async def steps(count):
        moments = [company.clock.now]
        for _ in range(count):
            moments.append(await next_moment(store, workspace, moments[-1]))
        return moments[1:]

    return steps


async def test_the_clock_steps_to_the_opening_in_the_owners_zone(steps):
    assert await steps(1) == [datetime(2027, 1, 15, 5, tzinfo=UTC)]


async def test_it_steps_to_the_day_an_owner_chose(store, workspace_id, steps):
    async with store.transaction(workspace_id) as tx:
        await tx.half_years.plan(replace(half_year(2027, 1), opens_on=date(2027, 1, 20)))
    assert await steps(1) == [datetime(2027, 1, 20, 5, tzinfo=UTC)]


async def test_it_steps_through_the_days_of_what_is_open_then_to_the_next(company, steps):
    cycle = await company.opens_half_year()
    midnights = (cycle.window_start, cycle.window_end + DAY, cycle.closes_on + DAY)
    assert await steps(5) == [
        *(datetime(day.year, day.month, day.day, 5, tzinfo=UTC) for day in midnights),
        cycle.over_at,
        datetime(2027, 1, 15, 5, tzinfo=UTC),
    ]


async def test_it_steps_to_the_warning_and_the_end_of_a_draft(company, steps):
    cycle = await company.opens_half_year()
    await company.answered(company.alice, cycle, 2, NOTE)
    await company.closes_half_year(cycle)
    assert await steps(2) == [datetime(2026, 12, 16, 9, tzinfo=UTC), datetime(2026, 12, 23, 23, tzinfo=UTC)]


async def test_without_the_app_there_is_nothing_to_step_to(store):
    assert await next_moment(store, SlackWorkspace(manifest()), datetime(2026, 11, 23, tzinfo=UTC)) is None
