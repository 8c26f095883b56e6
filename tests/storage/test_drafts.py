"""Drafts left in closed half-years: which there are, who was told, what removing takes and leaves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from growth.answering import as_practice
from growth.assessment import State
from growth.cycles import DRAFTS_STAY
from growth.diary import Leave
from growth.talks import Days, Deferral
from storage.drafts import warning_key
from tests.growth.drafts import rated

LEASE = timedelta(minutes=5)


@pytest.fixture
async def left(store, workspace_id, framework, cycle, draft, now):
    """Ana's draft with one answer, in the half-year that has closed."""
    async with store.transaction(workspace_id) as tx:
        kept = await tx.assessments.save(rated(framework, draft, {"coaching": 1}), now)
        await tx.cycles.close(cycle.id, now)
    return kept


@pytest.fixture
def to_do(store, workspace_id):
    """Return the drafts to do something about at a moment."""

    async def to_do(at):
        async with store.reading(workspace_id) as tx:
            return await tx.drafts.to_do(at)

    return to_do


@pytest.fixture
def remove(store, workspace_id):
    """Remove a draft as the job does and return how many that were."""

    async def remove(assessment):
        async with store.transaction(workspace_id) as tx:
            return await tx.drafts.remove([assessment.id])

    return remove


async def warn(store, workspace_id, left, now):
    async with store.transaction(workspace_id) as tx:
        payload = {"assessment": left.id}
        await tx.outbox.put("draft_leaves", left.author_id, payload, key=warning_key(left.id), due_at=now)


async def test_a_draft_of_a_closed_half_year_is_found(store, workspace_id, cycle, left, to_do, now):
    [found] = await to_do(now)
    assert (found.id, found.author_id, found.diary.tz) == (left.id, left.author_id, "Europe/Berlin")
    assert (found.cycle, found.is_empty, found.told, found.told_at) == (replace(cycle, closed_at=now), False, False, None)  # fmt: skip


async def test_one_of_an_open_half_year_is_not(store, workspace_id, framework, draft, to_do, now):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(rated(framework, draft, {"coaching": 1}), now)
    assert await to_do(now + timedelta(days=300)) == []


async def test_an_empty_one_is_found_once_its_time_is_over(store, workspace_id, cycle, draft, to_do, now):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(draft, now)
        await tx.cycles.close(cycle.id, now)
    assert await to_do(now + DRAFTS_STAY - timedelta(seconds=1)) == []
    assert [found.is_empty for found in await to_do(now + DRAFTS_STAY)] == [True]


async def test_one_that_was_told_of_waits_until_its_time_is_over(store, workspace_id, left, to_do, now):
    await warn(store, workspace_id, left, now)
    assert await to_do(now + DRAFTS_STAY - timedelta(seconds=1)) == []
    assert [(found.told, found.told_at) for found in await to_do(now + DRAFTS_STAY)] == [(True, None)]


@pytest.mark.parametrize("outcome", ["sent", "failed", "dropped"])
async def test_it_is_known_when_its_author_was_told(store, workspace_id, left, now, outcome):
    await warn(store, workspace_id, left, now)
    async with store.everywhere() as everywhere:
        [message] = await everywhere.outbox.claim_due(now, 9, LEASE)
        end = {
            "sent": everywhere.outbox.mark_sent(message.id, "D1", "1.1", now + LEASE),
            "failed": everywhere.outbox.mark_failed(message.id, "user_disabled"),
            "dropped": everywhere.outbox.drop(message.id),
        }
        await end.pop(outcome)
        for other in end.values():
            other.close()
    async with store.reading(workspace_id) as tx:
        assert (await tx.drafts.left(left.id)).told_at == (now + LEASE if outcome == "sent" else now)


async def test_one_of_a_talk_that_leave_put_off_stays_for_that(store, workspace_id, cycle, left, now):
    days = Days(now.date(), date(2027, 1, 25), date(2027, 2, 15), closes_on=date(2027, 3, 3))
    async with store.transaction(workspace_id) as tx:
        talk = await tx.talks.get(cycle.id, left.author_id)
        away = Leave(date(2026, 11, 28), date(2027, 1, 8), "the leave")
        await tx.talks.keep(replace(talk, deferral=Deferral(away, days)))
        found = await tx.drafts.left(left.id)
    assert found.stays_until() == days.closes_on + DRAFTS_STAY


async def test_removing_takes_the_answers_along(store, workspace_id, cycle, left, remove):
    assert await remove(left) == 1
    async with store.reading(workspace_id) as tx:
        assert await tx.assessments.get(left.id) is None
        assert await tx.drafts.left(left.id) is None


async def test_what_was_kept_as_practice_stays(store, workspace_id, left, remove, to_do, now):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(as_practice(left), now)
    assert (await remove(left), await to_do(now + 2 * DRAFTS_STAY)) == (0, [])


async def test_what_was_submitted_stays(store, workspace_id, left, remove, to_do, now):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(replace(left, state=State.SUBMITTED, submitted_at=now), now)
    assert (await remove(left), await to_do(now + 2 * DRAFTS_STAY)) == (0, [])


async def test_another_workspace_finds_and_removes_nothing(store, left, now):
    async with store.transaction("another") as tx:
        assert await tx.drafts.to_do(now + 2 * DRAFTS_STAY) == []
        assert (await tx.drafts.left(left.id), await tx.drafts.remove([left.id])) == (None, 0)
