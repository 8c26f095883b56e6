"""What lies on a coach's desk, and who waits while somebody writes on it."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from growth.assessment import Answer, State
from growth.cycles import Member
from growth.desk import Reader, Standing
from growth.diary import Leave
from growth.evidence import Evidence
from growth.talks import Days, Deferral
from tests.growth.drafts import rated

AWAY = Leave(date(2026, 11, 28), date(2027, 1, 8), "the leave")
AFTER = Days(date(2027, 1, 11), date(2027, 1, 25), date(2027, 2, 15), date(2027, 3, 3))
MINUTE = timedelta(minutes=1)
LAST_MINUTE = datetime(2027, 3, 3, 22, 59, tzinfo=UTC)
"""Of that closing day, in Berlin."""


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


async def test_a_draft_stays_on_the_desk_until_it_is_removed(
    store, workspace_id, desk_of, cycle, draft, framework, now
):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(rated(framework, draft, {"coaching": 1}), now)
        kept = await tx.assessments.for_cycle(draft.subject_id, cycle.id)
    long_after = cycle.deadline("Europe/Berlin") + timedelta(days=300)
    assert (await desk_of("U1ANA", long_after)).cycle == cycle
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.discard(kept.id)
    assert (await desk_of("U1ANA", long_after)).cycle is None


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


async def test_last_time_is_the_newest_of_the_others(store, workspace_id, desk_of, draft, cycle, keys_asked, now):
    key = keys_asked[0]
    noted = {key: Answer(key, "senior", 1, note="Long ago")}
    submitted = replace(draft, state=State.SUBMITTED, submitted_at=now, answers=noted)
    async with store.transaction(workspace_id) as tx:
        for days in (400, 200):
            await tx.cycles.add(replace(cycle, id=str(days), name=str(days), opened_at=now - timedelta(days=days)), [])
            await tx.assessments.save(replace(submitted, cycle_id=str(days), specialisms={f"{days}"}), now)
        await tx.assessments.save(submitted, now)
    last = (await desk_of("U1ANA")).before
    assert (last.specialisms, last.answers) == ({"200"}, {key: Answer(key, "senior", 1)})


async def test_before_the_first_there_is_no_last_time(store, workspace_id, desk_of, draft, now):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(replace(draft, state=State.SUBMITTED, submitted_at=now), now)
    assert (await desk_of("U1ANA")).before is None


async def test_a_practice_recalls_the_last_talk(
    store, workspace_id, desk_of, draft, practice, framework, keys_asked, now
):
    async with store.transaction(workspace_id) as tx:
        submitted = replace(rated(framework, draft, {keys_asked[0]: 1}), state=State.SUBMITTED, submitted_at=now)
        await tx.assessments.save(submitted, now)
        await tx.assessments.save(practice, now)
    desk = await desk_of("U1ANA", now + timedelta(days=60))
    assert (desk.work.cycle_id, set(desk.before.answers)) == (None, {keys_asked[0]})


async def test_a_skipped_answer_comes_back_as_skipped(store, workspace_id, desk_of, draft, framework, keys_asked, now):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(rated(framework, draft, {keys_asked[0]: "skip", keys_asked[1]: 0}), now)
    answers = (await desk_of("U1ANA")).work.answers
    assert (answers[keys_asked[0]].skipped, answers[keys_asked[1]].skipped) == (True, False)


async def publish(tx, framework, version, now, **changed):
    """Publish another version of a framework, with some keys called otherwise: `renamed={old: new}`."""
    renamed = changed.pop("renamed", {})
    competencies = tuple(replace(c, key=renamed.get(c.key, c.key)) for c in framework.competencies)
    later = replace(framework, version=version, competencies=competencies, became=renamed, **changed)
    return tx.frameworks._remember(await tx.frameworks._add(version, version, now), later)


async def half_years_on(tx, cycle, version, now):
    """Open the next half-year with a version; return what a page of it carries."""
    later = replace(cycle, id="later", name="later", framework_id=version.id, opened_at=now + timedelta(days=2))
    await tx.cycles.add(later, [])
    return form("later")


async def test_last_time_and_evidence_follow_two_renames(store, workspace_id, cycle, draft, framework, ana, now):
    rating = rated(framework, draft, {"facilitation": 1})
    submitted = replace(rating, specialisms={"facilitation"}, state=State.SUBMITTED, submitted_at=now)
    piece = Evidence("e1", ana.id, now.date(), "The half day", frozenset({"facilitation"}))
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(submitted, now)
        await tx.evidence.put(piece)
        second = await publish(tx, framework, "1.1.0", now + timedelta(hours=1), renamed={"facilitation": "group_work"})
        third = await publish(
            tx, second.framework, "1.2.0", now + timedelta(hours=2), renamed={"group_work": "leading_groups"}
        )
        carried = await half_years_on(tx, cycle, third, now)
        desk = await tx.desks.carried("U1ANA", carried, now + timedelta(days=2))
    assert (set(desk.before.answers), desk.before.specialisms) == ({"leading_groups"}, {"leading_groups"})
    assert [found.text for found in desk.evidence["leading_groups"]] == ["The half day"]


async def test_a_key_that_was_dropped_and_came_back_has_no_last_time(store, workspace_id, cycle, draft, framework, now):
    submitted = replace(rated(framework, draft, {"facilitation": 1}), state=State.SUBMITTED, submitted_at=now)
    without = tuple(c for c in framework.competencies if c.key != "facilitation")
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(submitted, now)
        dropped = {"competencies": without, "dropped": frozenset({"facilitation"})}
        at = now + timedelta(hours=1)
        later = replace(framework, version="1.1.0", **dropped)
        tx.frameworks._remember(await tx.frameworks._add("1.1.0", "1.1.0", at), later)
        third = await publish(tx, framework, "1.2.0", now + timedelta(hours=2))
        desk = await tx.desks.carried("U1ANA", await half_years_on(tx, cycle, third, now), now + timedelta(days=2))
    assert desk.before.answers == {}


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


# A talk that leave put off


@pytest.fixture
def put_off(store, workspace_id, ana, cycle, now):
    """Put Ana's talk off until after her leave, and close the half-year for everybody."""

    async def put_off():
        async with store.transaction(workspace_id) as tx:
            talk = await tx.talks.get(cycle.id, ana.id)
            days = replace(AFTER, since=cycle.opens_on)
            await tx.talks.keep(replace(talk, deferral=Deferral(AWAY, days)))
            await tx.cycles.close(cycle.id, now)

    return put_off


async def test_a_talk_put_off_keeps_its_pages_open_until_its_own_closing(desk_of, put_off, cycle, ana):
    await put_off()
    desk = await desk_of("U1ANA", LAST_MINUTE)
    assert (desk.cycle.id, desk.accepts, desk.cycle.closes_on) == (cycle.id, True, AFTER.closes_on)
    assert (await desk_of("U1ANA", LAST_MINUTE + MINUTE)).cycle is None


async def test_what_was_begun_for_a_talk_put_off_closes_with_it(
    store, workspace_id, desk_of, put_off, cycle, draft, framework, now
):
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.save(rated(framework, draft, {"coaching": 1}), now)
    await put_off()
    open_, closed = [await desk_of("U1ANA", at) for at in (LAST_MINUTE, LAST_MINUTE + MINUTE)]
    assert (open_.accepts, closed.accepts, closed.cycle.id) == (True, False, cycle.id)


async def test_a_form_of_a_talk_put_off_can_be_kept_until_its_own_closing(store, workspace_id, put_off, cycle, ana):
    await put_off()
    async with store.transaction(workspace_id) as tx:
        desks = [await tx.desks.carried("U1ANA", form(cycle.id), at) for at in (LAST_MINUTE, LAST_MINUTE + MINUTE)]
    assert [desk.accepts for desk in desks] == [True, False]


async def test_for_everybody_else_the_half_year_has_closed(store, workspace_id, desk_of, put_off, cycle, charlie):
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.join(cycle.id, [Member(charlie.id, "senior", None, "", first_look=False)])
    await put_off()
    assert (await desk_of("U3CHARLIE")).cycle is None


async def test_a_newer_half_year_takes_its_place(store, workspace_id, desk_of, put_off, cycle, ana, now):
    await put_off()
    later = now + timedelta(days=60)
    newer = replace(cycle, id="newer", name="2027-H1", opened_at=later, closes_on=date(2027, 6, 30))
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.add(newer, [Member(ana.id, "senior", None, ana.tz, first_look=False)])
    assert (await desk_of("U1ANA", later + MINUTE)).cycle == newer
