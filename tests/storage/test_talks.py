"""Talks: there without a row, kept with their dates and deferrals, found with the manager of now."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from growth.cycles import Member
from growth.diary import Leave
from growth.talks import Days, Deferral, Talk

AT = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
AWAY = Leave(date(2026, 11, 28), date(2027, 1, 8), "the leave")
AFTER = Days(date(2027, 1, 11), date(2027, 1, 25), date(2027, 2, 15), date(2027, 3, 3))


@pytest.fixture
def talk_of(store, workspace_id, cycle):
    """Return the talk of somebody in the half-year."""

    async def get(person):
        async with store.reading(workspace_id) as tx:
            return await tx.talks.get(cycle.id, person.id)

    return get


@pytest.fixture
def keep(store, workspace_id, talk_of):
    """Keep something of somebody's talk, and return the talk."""

    async def change(person, **known):
        talk = replace(await talk_of(person), **known)
        async with store.transaction(workspace_id) as tx:
            await tx.talks.keep(talk)
        return talk

    return change


@pytest.fixture
def live_talk_of(store, workspace_id, now):
    """Return the live talk of somebody at a moment."""

    async def get(person, at=now):
        async with store.reading(workspace_id) as tx:
            return await tx.talks.of_coach(person.id, at)

    return get


async def test_a_talk_is_there_before_anything_is_known_of_it(talk_of, ana, bob, cycle):
    days = Days(cycle.opens_on, cycle.window_start, cycle.window_end, cycle.closes_on)
    assert await talk_of(ana) == Talk(cycle.id, ana.id, bob.id, days)


async def test_who_is_not_in_the_cohort_has_no_talk(talk_of, charlie):
    assert await talk_of(charlie) is None


async def test_a_talk_is_kept_with_all_that_is_known(talk_of, keep, ana, bob, now):
    first = await keep(ana, at=AT, set_at=now, set_by=bob.id)
    assert await talk_of(ana) == first
    again = await keep(ana, held_at=LATER, passed_on_at=now, went_without=True, checked_in="keep")
    assert await talk_of(ana) == replace(
        first, held_at=LATER, passed_on_at=now, went_without=True, checked_in="keep"
    ) == again  # fmt: skip


async def test_a_deferral_is_kept_and_taken_back(talk_of, keep, ana):
    deferred = await keep(ana, deferral=Deferral(AWAY, AFTER, had=AT))
    assert await talk_of(ana) == deferred
    await keep(ana, deferral=None, at=AT)
    assert (await talk_of(ana)).deferral is None


async def test_who_joined_later_was_asked_later(store, workspace_id, talk_of, charlie, cycle):
    joined_on = cycle.opens_on + timedelta(days=9)
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.join(cycle.id, [Member(charlie.id, None, None, "", first_look=False, joined_on=joined_on)])
    assert (await talk_of(charlie)).days.since == joined_on


async def test_a_new_manager_was_asked_later(store, workspace_id, talk_of, ana, bob, charlie, cycle):
    since = cycle.opens_on + timedelta(days=5)
    async with store.transaction(workspace_id) as tx:
        await tx.people.set_manager(ana.id, charlie.id, since)
    talk = await talk_of(ana)
    assert (talk.manager_id, talk.days.since) == (charlie.id, since)


async def test_a_manager_who_has_left_holds_no_talks(store, workspace_id, talk_of, ana, bob, now):
    async with store.transaction(workspace_id) as tx:
        await tx.people.update(bob.id, left_on=now.date() - timedelta(days=1))
    assert (await talk_of(ana)).manager_id is None


async def test_the_live_talk_is_of_the_open_cycle(live_talk_of, ana, charlie, cycle):
    assert (await live_talk_of(ana)).cycle_id == cycle.id
    assert await live_talk_of(charlie) is None


async def test_a_closed_cycle_has_no_live_talk(store, workspace_id, live_talk_of, ana, cycle, now):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.close(cycle.id, now)
    assert await live_talk_of(ana) is None


async def test_a_deferred_talk_lives_on_until_its_own_closing(store, workspace_id, live_talk_of, keep, ana, cycle, now):
    deferred = await keep(ana, deferral=Deferral(AWAY, AFTER))
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.close(cycle.id, now)
    last_minute = datetime(2027, 3, 3, 22, 59, tzinfo=UTC)  # in Berlin, where Ana is
    assert await live_talk_of(ana, last_minute) == deferred
    assert await live_talk_of(ana, last_minute + timedelta(minutes=1)) is None


async def test_a_deferred_talk_that_was_held_lives_no_more(store, workspace_id, live_talk_of, keep, ana, cycle, now):
    await keep(ana, deferral=Deferral(AWAY, AFTER), at=AT, held_at=AT)
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.close(cycle.id, now)
    assert await live_talk_of(ana) is None


async def test_dates_to_come_are_known_of_both(store, workspace_id, keep, ana, bob, charlie, now):
    await keep(ana, at=AT)
    async with store.reading(workspace_id) as tx:
        assert await tx.talks.booked([ana.id, bob.id, charlie.id], now) == {ana.id: [AT], bob.id: [AT]}
        assert await tx.talks.booked([bob.id], now) == {bob.id: [AT]}
        assert await tx.talks.booked([ana.id], AT) == {}


async def test_a_talk_that_was_held_books_nothing(store, workspace_id, keep, ana, now):
    await keep(ana, at=AT, held_at=now)
    async with store.reading(workspace_id) as tx:
        assert await tx.talks.booked([ana.id], now) == {}


async def test_two_who_change_a_talk_wait_for_each_other(store, open_store, database_url, workspace_id, ana, cycle):
    async def change(through, **known):
        async with through.transaction(workspace_id) as tx:
            await tx.talks.alone(ana.id)
            await tx.talks.keep(replace(await tx.talks.get(cycle.id, ana.id), **known))

    await asyncio.gather(change(store, at=AT), change(open_store(database_url), went_without=True))
    async with store.reading(workspace_id) as tx:
        talk = await tx.talks.get(cycle.id, ana.id)
    assert (talk.at, talk.went_without) == (AT, True)


async def test_another_workspace_sees_no_talk(store, other_workspace_id, keep, ana, cycle, now):
    await keep(ana, at=AT)
    async with store.reading(other_workspace_id) as tx:
        assert (await tx.talks.get(cycle.id, ana.id), await tx.talks.of_coach(ana.id, now)) == (None, None)
        assert await tx.talks.booked([ana.id], now) == {}
