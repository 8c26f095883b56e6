"""Assessments and their answers: what is kept, in which order, and that there is never a second one."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from growth.answering import Change, as_practice, choose_specialisms, record, take_over
from growth.assessment import Answer, Purpose, State
from growth.desk import FormPosition
from growth.errors import InvalidChoice, NotOpen

KEY, OTHER = "value_delivery", "feedback"
WORDS = 'Ran the "retro" <!channel> & more; \u200d👩🏽\u200d💻 \u202e ' + "x" * 2950


def answered(framework, assessment, *keys, choice=2, note="We did it"):
    return record(framework, assessment, {key: Change(choice=choice, note=note) for key in keys})


async def save(store, workspace_id, assessment, now, **form):
    async with store.transaction(workspace_id) as tx:
        return await tx.assessments.save(assessment, now, **form)


async def load(store, workspace_id, assessment_id):
    async with store.reading(workspace_id) as tx:
        return await tx.assessments.get(assessment_id)


async def test_an_assessment_comes_back_as_it_was_kept(store, workspace_id, framework, draft, keys_asked, now):
    drafted = choose_specialisms(framework, draft, [framework.specialisable[0].key])
    drafted = answered(framework, drafted, *keys_asked[:3], choice=3, note=WORDS)
    drafted = record(framework, drafted, {keys_asked[0]: Change(next_choice=1, evidence=frozenset({"e1", "e2"}))})
    kept = await save(store, workspace_id, drafted, now)
    assert await load(store, workspace_id, kept.id) == replace(drafted, id=kept.id, started_at=now)


async def test_specialisms_not_chosen_differ_from_none_chosen(store, workspace_id, draft, now):
    kept = await save(store, workspace_id, draft, now)
    assert (await load(store, workspace_id, kept.id)).specialisms is None
    await save(store, workspace_id, replace(kept, specialisms=frozenset()), now)
    assert (await load(store, workspace_id, kept.id)).specialisms == frozenset()


async def test_a_later_save_changes_what_it_changed_only(store, workspace_id, framework, draft, keys_asked, now):
    one, two = keys_asked[:2]
    kept = await save(store, workspace_id, answered(framework, draft, one, two), now)
    await save(store, workspace_id, answered(framework, kept, two, note="Again"), now)
    found = await load(store, workspace_id, kept.id)
    assert (found.answers[one].note, found.answers[two].note) == ("We did it", "Again")


async def test_a_cleared_note_is_kept_as_cleared(store, workspace_id, framework, draft, keys_asked, now):
    kept = await save(store, workspace_id, answered(framework, draft, keys_asked[0]), now)
    await save(store, workspace_id, record(framework, kept, {keys_asked[0]: Change(note="")}), now)
    assert (await load(store, workspace_id, kept.id)).answers[keys_asked[0]].note == ""


async def test_two_first_saves_at_once_make_one_assessment(store, workspace_id, framework, draft, keys_asked, now):
    one, two = keys_asked[:2]
    saves = [save(store, workspace_id, answered(framework, draft, key), now) for key in (one, two)]
    first, second = await asyncio.gather(*saves)
    assert first.id == second.id
    assert set((await load(store, workspace_id, first.id)).answers) == {one, two}


async def test_two_practices_begun_at_once_are_one(store, workspace_id, framework, practice, keys_asked, now):
    saves = [save(store, workspace_id, answered(framework, practice, key), now) for key in keys_asked[:2]]
    first, second = await asyncio.gather(*saves)
    assert first.id == second.id


async def test_two_pages_saved_at_once_are_both_kept(store, workspace_id, framework, draft, keys_asked, now):
    kept = await save(store, workspace_id, draft, now)

    async def page(key):
        async with store.transaction(workspace_id) as tx:
            stored = await tx.assessments.for_update(kept.id)
            await asyncio.sleep(0.02)
            await tx.assessments.save(answered(framework, stored, key), now)

    await asyncio.gather(*(page(key) for key in keys_asked[:6]))
    assert set((await load(store, workspace_id, kept.id)).answers) == set(keys_asked[:6])


async def test_who_waited_for_a_change_sees_its_answers(
    open_store, database_url, store, workspace_id, framework, draft, keys_asked, now
):
    kept = await save(store, workspace_id, draft, now)
    other = open_store(database_url)

    async def wait_and_read():
        async with other.transaction(workspace_id) as tx:
            return await tx.assessments.for_update(kept.id)

    async with store.transaction(workspace_id) as tx:
        stored = await tx.assessments.for_update(kept.id)
        waiting = asyncio.create_task(wait_and_read())
        await asyncio.sleep(0.1)
        await tx.assessments.save(answered(framework, stored, keys_asked[0]), now)
    assert keys_asked[0] in (await waiting).answers


async def test_a_late_first_save_never_reopens_what_was_submitted(
    store, workspace_id, framework, draft, keys_asked, now
):
    await save(store, workspace_id, replace(draft, state=State.SUBMITTED, submitted_at=now), now)
    with pytest.raises(NotOpen):
        await save(store, workspace_id, answered(framework, draft, keys_asked[0]), now)


async def test_a_discarded_assessment_takes_no_more_answers(store, workspace_id, practice, now):
    kept = await save(store, workspace_id, practice, now)
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.discard(kept.id)
    with pytest.raises(NotOpen, match="discarded"):
        await save(store, workspace_id, kept, now)


async def test_what_was_submitted_cannot_be_discarded(store, workspace_id, draft, now):
    kept = await save(store, workspace_id, replace(draft, state=State.SUBMITTED, submitted_at=now), now)
    async with store.transaction(workspace_id) as tx:
        await tx.assessments.discard(kept.id)
        assert await tx.assessments.get(kept.id) is not None


async def test_the_form_remembers_who_wrote_last(store, workspace_id, draft, now):
    kept = await save(store, workspace_id, draft, now, visit="first", action_ts="17.5")
    await save(store, workspace_id, kept, now, visit="second", close_visit=True)
    async with store.reading(workspace_id) as tx:
        assert await tx.assessments.form_position(kept.id) == FormPosition("second", "17.5", "second")


async def test_the_form_of_nothing_stands_nowhere(store, workspace_id):
    async with store.reading(workspace_id) as tx:
        assert await tx.assessments.form_position("nothing") == FormPosition()


async def test_a_practice_is_no_assessment_of_the_cycle(store, workspace_id, practice, cycle, ana, now):
    kept = await save(store, workspace_id, practice, now)
    async with store.reading(workspace_id) as tx:
        assert await tx.assessments.for_cycle(ana.id, cycle.id) is None
        assert (await tx.assessments.practice_draft(ana.id)).id == kept.id


async def test_a_practice_is_taken_over_and_discarded(
    store, workspace_id, framework, practice, draft, keys_asked, ana, now
):
    kept = await save(store, workspace_id, answered(framework, practice, keys_asked[0]), now)
    async with store.transaction(workspace_id) as tx:
        taken = await tx.assessments.save(take_over(kept, draft), now)
        await tx.assessments.discard(kept.id)
    async with store.reading(workspace_id) as tx:
        assert await tx.assessments.practice_draft(ana.id) is None
        assert set((await tx.assessments.get(taken.id)).answers) == {keys_asked[0]}


async def test_a_draft_left_over_can_be_kept_as_practice(store, workspace_id, draft, ana, cycle, now):
    kept = await save(store, workspace_id, draft, now)
    await save(store, workspace_id, as_practice(kept), now)
    async with store.reading(workspace_id) as tx:
        assert (await tx.assessments.practice_draft(ana.id)).id == kept.id
        assert await tx.assessments.for_cycle(ana.id, cycle.id) is None


async def test_a_second_open_practice_is_refused_in_words(store, workspace_id, draft, practice, now):
    await save(store, workspace_id, practice, now)
    kept = await save(store, workspace_id, draft, now)
    with pytest.raises(InvalidChoice, match="practice open"):
        await save(store, workspace_id, as_practice(kept), now)


async def test_history_holds_what_was_submitted_oldest_first(store, workspace_id, draft, practice, cycle, ana, now):
    earlier = replace(cycle, id="earlier", name="2026-H1", opened_at=now - timedelta(days=180), closed_at=now)
    submitted = replace(draft, state=State.SUBMITTED, submitted_at=now, answers={KEY: Answer(KEY, "senior", 1)})
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.add(earlier, [])
        second = await tx.assessments.save(submitted, now)
        first = await tx.assessments.save(replace(submitted, cycle_id="earlier", purpose=Purpose.BASELINE), now)
        await tx.assessments.save(practice, now)
        assert await tx.assessments.submitted_of(ana.id) == [(first, earlier), (second, cycle)]


async def test_a_draft_is_no_history(store, workspace_id, draft, ana, now):
    await save(store, workspace_id, draft, now)
    async with store.reading(workspace_id) as tx:
        assert await tx.assessments.submitted_of(ana.id) == []


async def test_nobody_gets_anothers_assessment_as_their_own(store, workspace_id, draft, cycle, charlie, now):
    await save(store, workspace_id, draft, now)
    async with store.reading(workspace_id) as tx:
        assert await tx.assessments.for_cycle(charlie.id, cycle.id) is None
        assert await tx.assessments.submitted_of(charlie.id) == []
