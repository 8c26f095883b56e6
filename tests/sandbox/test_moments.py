"""What lies ahead in the demo: what is really said, what the calendar opens and closes, what becomes of drafts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from growth.diary import Preferences
from growth.half_years import half_year
from sandbox.moments import Moments
from tests.harness.company import found
from tests.harness.served import IDENTITY, NOTE

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
def moments(store, company):
    return Moments(store, IDENTITY.team_id)


@pytest.fixture
def steps(moments, company):
    """Return what the clock steps to from the present on, as long as nobody does anything."""

    async def steps(count):
        events, now = [], company.clock.now
        for _ in range(count):
            events.append((await moments.ahead(now)).next)
            now = events[-1].at
        return events

    return steps


async def test_the_clock_steps_to_the_opening_in_the_owners_zone(moments, company):
    opening = (await moments.ahead(company.clock.now)).opening
    assert (opening.at, opening.what) == (datetime(2027, 1, 15, 5, tzinfo=UTC), "2027-H1 opens")


async def test_it_steps_to_the_day_an_owner_chose(store, workspace_id, moments, company):
    async with store.transaction(workspace_id) as tx:
        await tx.half_years.plan(replace(half_year(2027, 1), opens_on=date(2027, 1, 20)))
    assert (await moments.ahead(company.clock.now)).opening.at == datetime(2027, 1, 20, 5, tzinfo=UTC)


async def test_it_steps_to_what_is_really_said(company, steps):
    await company.opens_half_year()
    [first] = await steps(1)
    assert (first.at, first.what) == (datetime(2026, 11, 24, 9, tzinfo=UTC), "A message")


async def test_looks_that_lead_to_nothing_are_passed_over(company, moments):
    await company.opens_half_year()
    now = company.clock.now
    await company.changes(company.alice, lambda tx, alice: tx.agendas.touch([alice.id]))
    await company.changes(company.alice, lambda tx, alice: tx.agendas.look_again({alice.id: now + DAY / 8}))
    assert await moments.next_look(now) == now + DAY / 8
    assert (await moments.ahead(now)).next.at > now + DAY / 8


async def test_where_nobody_is_told_anything_it_steps_through_the_calendar(company, steps):
    cycle = await company.opens_half_year()
    for person in (company.alice, company.bob, company.charlie, company.olga):
        await company.changes(person, lambda tx, one: tx.preferences.keep(one.id, Preferences(opted_out=True)))
    first = datetime.combine(cycle.window_start, datetime.min.time(), UTC).replace(hour=5)
    assert [event.at for event in await steps(3)] == [first, cycle.over_at, datetime(2027, 1, 15, 5, tzinfo=UTC)]


async def test_it_steps_to_the_warning_and_the_end_of_a_draft(company, steps):
    cycle = await company.opens_half_year()
    await company.answered(company.alice, cycle, 2, NOTE)
    await company.closes_half_year(cycle)
    assert [event.at for event in await steps(2)] == [
        datetime(2026, 12, 16, 9, tzinfo=UTC),
        datetime(2026, 12, 23, 23, tzinfo=UTC),
    ]


async def test_without_the_app_there_is_nothing_to_step_to(store):
    nowhere = Moments(store, "T0NOBODY")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert await nowhere.next_look(now) is None
    assert (await nowhere.ahead(now)).next is None
