"""What lies on a coach's desk, and who waits while somebody writes on it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from growth.assessment import State
from growth.cycles import DRAFTS_STAY
from growth.desk import Reader, Standing
from tests.growth.drafts import rated


@pytest.fixture
def desk_of(store, workspace_id, now):
    """Return somebody's desk at a moment."""

    async def lay(slack_id, at=now):
        async with store.reading(workspace_id) as tx:
            return await tx.desks.current(slack_id, at)

    return lay


def form(cycle_id, page=1):
    """Return what a page of a cycle's form carries."""
    return {"page": page, "visit": "v1", "cycle": cycle_id}


async def test_a_coach_sits_with_who_holds_their_talks_and_their_half_year(desk_of, cycle, ana, bob):
    desk = await desk_of("U1ANA")
    assert (desk.person.id, desk.reader, desk.cycle) == (ana.id, Reader("Bob", ""), cycle)


async def test_without_a_manager_nobody_reads(desk_of, cycle):
    assert (await desk_of("U1ANA")).reader is None


async def test_after_a_half_year_without_answers_there_is_practice(desk_of, cycle, now):
    desk = await desk_of("U1ANA", now + timedelta(days=60))
    assert (desk.standing, desk.cycle, desk.work.cycle_id) == (Standing.READY, None, None)


async def test_a_draft_stays_on_the_desk_for_a_while_after_closing(
    store, workspace_id, desk_of, cycle, draft, framework, now
):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(rated(framework, draft, {"coaching": 1}), now)
    closed = cycle.deadline("Europe/Berlin")
    assert (await desk_of("U1ANA", closed)).cycle == cycle
    assert (await desk_of("U1ANA", closed + DRAFTS_STAY)).cycle is None


async def test_somebody_unknown_is_told_whom_to_ask(desk_of, ana):
    assert (await desk_of("U9NOBODY")).standing is Standing.UNKNOWN


async def test_who_came_after_the_opening_has_a_place(desk_of, cycle, charlie):
    assert (await desk_of("U3CHARLIE")).standing is Standing.NO_LEVEL


async def test_a_cycle_of_elsewhere_lays_nothing(store, workspace_id, cycle, ana, now):
    async with store.transaction(workspace_id) as tx:
        desk = await tx.desks.carried("U1ANA", form("nothing"), now)
    assert desk.standing is Standing.NOTHING_THERE


async def test_another_workspace_lays_nothing(store, cycle, ana, now):
    async with store.transaction("another") as tx:
        desk = await tx.desks.carried("U1ANA", form(cycle.id), now)
    assert desk.standing is Standing.UNKNOWN


async def test_last_time_lies_only_beside_what_is_answered(
    store, workspace_id, cycle, draft, framework, keys_asked, now
):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(replace(draft, state=State.SUBMITTED, submitted_at=now), now)
        later = replace(cycle, id="later", name="2027-H1", opened_at=now + timedelta(days=1))
        await tx.cycles.add(later, [])
        desk = await tx.desks.carried("U1ANA", form("later"), now + timedelta(days=1))
        answered = desk.with_work(rated(framework, desk.work, {keys_asked[0]: 1}))
        assert (await tx.desks.around(desk, 1)).before is None
        assert (await tx.desks.around(answered, 1)).before is not None
        assert (await tx.desks.around(answered, 2)).before is None


async def test_who_waits_for_a_desk_sees_what_was_written_on_it(
    open_store, database_url, store, workspace_id, framework, draft, keys_asked, now
):
    other = open_store(database_url)

    async def wait_and_read():
        async with other.transaction(workspace_id) as tx:
            return await tx.desks.carried("U1ANA", form(draft.cycle_id), now)

    async with store.transaction(workspace_id) as tx:
        desk = await tx.desks.carried("U1ANA", form(draft.cycle_id), now)
        waiting = asyncio.create_task(wait_and_read())
        await asyncio.sleep(0.1)
        await tx.assessments.save(rated(framework, desk.work, {keys_asked[0]: 1}), now)
    assert keys_asked[0] in (await waiting).work.answers
