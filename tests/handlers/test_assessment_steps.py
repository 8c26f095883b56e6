"""Around the questions: specialisms, submitting, taking back, closing, practice, a first look."""

import asyncio
from datetime import date, timedelta

import pytest

from framework.model import SKIP
from growth.assessment import Purpose, State, pages
from growth.people import LevelReason, Role
from tests.framework.files import ENGINEERING
from tests.growth.drafts import LADDER, SHIPPED
from tests.harness.windows import NASTY

FIRST, SECOND, THIRD = (competency.key for competency in pages(SHIPPED)[0].competencies)


@pytest.fixture
async def dana(company, cycle):
    """A Senior Agile Coach, who may specialise."""
    return await company.employs("Dana", Role.COACH, level="senior", manager=company.bob)


@pytest.fixture
async def review(alice, cycle):
    """Alice has answered everything and looks at the review."""
    await alice.says("/grow assess")
    await alice.answers_all(2)


# A whole assessment


async def test_an_agile_coach_submits(company, alice, cycle, review):
    await alice.goes_on()
    assert alice.sees("*Submitted on 23 November.* Bob sees it once both of you have submitted, not before.")
    kept = await company.kept(alice, cycle)
    assert (kept.state, kept.submitted_at) == (State.SUBMITTED, company.clock.now)


async def test_app_home_follows_at_once(alice, review):
    await alice.goes_on()
    await alice.closes()
    assert alice.sees("your self-assessment is submitted")


async def test_a_senior_chooses_specialisms_first(company, cycle, dana):
    await dana.says("/grow assess")
    assert dana.modal.view["callback_id"] == "assessment.specialisms"
    await dana.ticks("facilitation")
    await dana.goes_on()
    await dana.answers_all(3)
    await dana.goes_on()
    kept = await company.kept(dana, cycle)
    assert (kept.state, kept.specialisms) == (State.SUBMITTED, {"facilitation"})
    assert (kept.answers["facilitation"].ref_level, kept.answers["coaching"].ref_level) == ("senior", "agile_coach")


async def test_an_engineer_goes_the_same_way(company):
    await company.uses(ENGINEERING)
    cycle = await company.opens_half_year()
    erin = await company.employs("Erin", Role.COACH, level="principal")
    await erin.says("/grow assess")
    await erin.ticks(*(c.key for c in LADDER.specialisable[:2]))
    await erin.goes_on()
    await erin.answers_all(2)
    await erin.goes_on()
    kept = await company.kept(erin, cycle)
    assert (kept.state, len(kept.answers)) == (State.SUBMITTED, len(LADDER.competencies))


# Specialisms


async def test_too_few_specialisms_are_an_error_at_their_field(company, cycle, dana):
    await dana.says("/grow assess")
    await dana.goes_on()
    assert dana.errors == {"specialisms": "Choose at least 1: it is read at your own level."}
    assert await company.kept(dana, cycle) is None


async def test_a_ticked_specialism_survives_closing_at_once(company, cycle, dana):
    await dana.says("/grow assess")
    await dana.ticks("facilitation")
    await dana.closes()
    await dana.says("/grow assess")
    assert dana.sees("Page 1 of 7")
    assert (await company.kept(dana, cycle)).specialisms == {"facilitation"}


async def test_ticks_delivered_in_the_wrong_order_keep_the_last(company, cycle, dana):
    await dana.says("/grow assess")
    ticks = [
        dana.click(dana.modal, *dana.modal.tick("specialisms", *keys)) for keys in (["coaching"], ["facilitation"])
    ]
    for tick in reversed(ticks):
        await company.wire.deliver(tick)
    assert (await company.kept(dana, cycle)).specialisms == {"facilitation"}


async def test_specialisms_prefilled_from_the_roster_go_on_untouched(company, cycle, dana):
    await company.changes(dana, lambda tx, d: tx.people.update(d.id, specialisms=frozenset({"coaching"})))
    dana.misses_state = True
    await dana.says("/grow assess")
    await dana.goes_on()
    assert dana.errors == {}
    assert (await company.kept(dana, cycle)).specialisms == {"coaching"}


async def test_a_changed_specialism_asks_again_before_submitting(company, cycle, dana):
    await dana.says("/grow assess")
    await dana.ticks("facilitation")
    await dana.goes_on()
    await dana.answers_all(2, note="The half day in May")
    while dana.modal.view["callback_id"] != "assessment.specialisms":
        await dana.presses("assessment.back")
    await dana.ticks("coaching")
    await dana.goes_on()
    assert dana.sees("16 of 18 answered")
    assert dana.sees(SHIPPED.competency("coaching").expectations["senior"].sentence)
    kept = (await company.kept(dana, cycle)).answers["facilitation"]
    assert (kept.rating, kept.note) == (2, "The half day in May")


# Submitting


async def test_submitting_twice_is_one_submission(company, alice, cycle, review):
    form = alice.form()
    await alice.sends(form)
    once = await company.kept(alice, cycle)
    company.clock.move(timedelta(minutes=1))
    await alice.sends(form)
    assert await company.kept(alice, cycle) == once
    assert alice.sees("*Submitted on 23 November.*")


async def test_submitting_at_the_same_moment_twice_is_one_submission(company, alice, cycle, review):
    form = alice.form()
    await asyncio.gather(*(company.wire.deliver_only(form) for _ in range(3)))
    assert [taken.state for taken in await company.submitted(alice)] == [State.SUBMITTED]


async def test_what_became_incomplete_in_another_window_is_said_and_shown(company, alice, cycle, review):
    form = alice.form()
    phone = alice.on_another_device()
    await phone.says("/grow assess")
    for _ in range(7):
        await phone.presses("assessment.back")
    phone.types(FIRST, "")
    await phone.chooses(FIRST, 2)
    await alice.sends(form)
    assert alice.sees("1 of your answers still need a choice or an example.")
    assert alice.sees("Page 1 of 7")
    assert (await company.kept(alice, cycle)).is_draft


async def test_nobody_but_alice_gets_to_see_what_she_submitted(company, alice, bob, charlie, olga, review):
    await alice.goes_on()
    before = len(company.slack.calls)
    for other in (bob, charlie, olga):
        await other.opens_home()
        await other.says("/grow assess")
        await other.says("/grow summary")
    shown = str([call.arguments for call in company.slack.calls[before:]])
    assert "Your coaches" in shown
    assert "They did it without me" not in shown + str(company.slack.answers)


# Beyond keeps its note as evidence


async def test_notes_of_beyond_become_evidence_when_submitted(company, alice, cycle):
    await alice.says("/grow assess")
    await alice.chooses(FIRST, 3)
    await alice.answers_page(3, note=NASTY)
    await alice.answers_all(SKIP)
    assert await company.evidence(alice) == []
    await alice.goes_on()
    pieces = await company.evidence(alice)
    assert {tuple(piece.competencies) for piece in pieces} == {(FIRST,), (SECOND,), (THIRD,)}
    assert {piece.text for piece in pieces} == {NASTY}


async def test_taking_back_and_submitting_again_doubles_no_evidence(company, alice, cycle):
    await alice.says("/grow assess")
    await alice.answers_page(3)
    await alice.answers_all(SKIP)
    await alice.goes_on()
    await alice.presses("assessment.withdraw")
    assert await company.evidence(alice) == []
    await alice.goes_on()
    assert len(await company.evidence(alice)) == 3


async def test_what_was_taken_back_is_a_draft_with_every_answer(company, alice, cycle, review):
    before = await company.kept(alice, cycle)
    await alice.goes_on()
    await alice.presses("assessment.withdraw")
    assert alice.modal.view["callback_id"] == "assessment.review"
    kept = await company.kept(alice, cycle)
    assert (kept.state, kept.answers) == (State.DRAFT, before.answers)


# Closing


async def test_a_page_answered_after_closing_is_kept_and_says_so(company, alice, cycle):
    await alice.says("/grow assess")
    await alice.chooses(FIRST, 2)
    await company.closes_half_year(cycle)
    company.clock.move(timedelta(minutes=1))
    alice.types(FIRST, "Typed before I knew")
    await alice.goes_on()
    assert (await company.kept(alice, cycle)).answers[FIRST].note == "Typed before I knew"
    assert alice.sees("2026-H2 has closed. What you write here is kept in your draft")


async def test_a_choice_after_closing_is_kept_and_says_so(company, alice, cycle):
    await alice.says("/grow assess")
    await company.closes_half_year(cycle)
    await alice.chooses(FIRST, 1)
    assert (await company.kept(alice, cycle)).answers[FIRST].rating == 1
    assert alice.sees("2026-H2 has closed.")
    assert "assessment.keep" in str(alice.modal.view["blocks"])


async def test_submitting_after_closing_keeps_the_draft(company, alice, cycle, review):
    await company.closes_half_year(cycle)
    await alice.goes_on()
    assert alice.sees("2026-H2 closed on 23 November. What you wrote is in your draft: nothing is lost")
    assert (await company.kept(alice, cycle)).is_draft


async def test_a_cycle_closes_at_the_end_of_its_last_day(company, alice, cycle, review):
    company.clock.now = cycle.deadline("Europe/Stockholm", "Europe/Stockholm") - timedelta(seconds=1)
    await alice.goes_on()
    assert (await company.kept(alice, cycle)).state is State.SUBMITTED


async def test_a_draft_left_by_a_closed_cycle_is_kept_as_practice(company, alice, cycle):
    await alice.says("/grow assess")
    await alice.answers_page(1)
    await alice.closes()
    await company.closes_half_year(cycle)
    await alice.says("/grow assess")
    await alice.presses("assessment.keep")
    assert alice.sees("practice: only you ever see it")
    practice = await company.kept(alice)
    assert (practice.purpose, len(practice.answers)) == (Purpose.PRACTICE, 3)
    assert await company.kept(alice, cycle) is None


async def test_keeping_a_page_as_practice_keeps_the_words_on_it(company, alice, cycle):
    await alice.says("/grow assess")
    await company.closes_half_year(cycle)
    await alice.chooses(FIRST, 1)
    alice.types(FIRST, "Typed since")
    await alice.presses("assessment.keep")
    assert (await company.kept(alice)).answers[FIRST].note == "Typed since"


async def test_a_practice_under_way_is_never_replaced_by_a_draft(company, alice):
    await alice.says("/grow assess")
    await alice.chooses(FIRST, 0)
    cycle = await company.opens_half_year()
    phone = alice.on_another_device()
    await phone.says("/grow assess")
    await phone.chooses(FIRST, 3)
    await company.closes_half_year(cycle)
    await phone.chooses(FIRST, 1)
    await phone.presses("assessment.keep")
    assert phone.sees("You have a practice under way already")
    assert (await company.kept(alice)).answers[FIRST].rating == 0
    assert (await company.kept(alice, cycle)).answers[FIRST].rating == 1


async def test_a_submission_is_not_taken_back_after_closing(company, alice, cycle, review):
    await alice.goes_on()
    press = alice.press(alice.modal, "assessment.withdraw")
    await company.closes_half_year(cycle)
    await company.wire.deliver(press)
    assert (await company.kept(alice, cycle)).state is State.SUBMITTED
    assert "assessment.withdraw" not in str(alice.modal.view["blocks"])


async def test_a_month_after_closing_practice_begins_anew(company, alice, cycle):
    await alice.says("/grow assess")
    await alice.chooses(FIRST, 1)
    await alice.closes()
    company.clock.now = cycle.deadline("Europe/Stockholm") + timedelta(days=30, seconds=1)
    await alice.says("/grow assess")
    assert alice.sees("practice: only you ever see it")


# Practice


async def test_without_a_half_year_one_practises(company, alice):
    await alice.says("/grow assess")
    assert alice.modal.view["title"]["text"] == "Practice"
    await alice.answers_all(3)
    assert alice.modal.view["submit"]["text"] == "Finish"
    await alice.goes_on()
    assert alice.sees("*Practised at Agile Coach.* Only you see this.")
    assert await company.submitted(alice) == []
    assert await company.evidence(alice) == []


async def test_a_practice_can_be_left_and_found_again(alice):
    await alice.says("/grow assess")
    await alice.answers_page(1)
    await alice.closes()
    await alice.says("/grow assess")
    assert alice.sees("Page 2 of 7")


async def test_a_finished_practice_makes_room_for_the_next(company, alice):
    await alice.says("/grow assess")
    await alice.answers_all(SKIP)
    await alice.goes_on()
    await alice.presses("assessment.open")
    assert alice.sees("Page 1 of 7 · Impact · 0 of 18 answered")


async def test_finishing_a_practice_twice_begins_no_other(company, alice):
    await alice.says("/grow assess")
    await alice.answers_all(SKIP)
    form = alice.form()
    await alice.sends(form)
    await alice.sends(form)
    assert await company.kept(alice) is None


async def test_two_first_clicks_at_once_make_one_practice(company, alice):
    await alice.says("/grow assess")
    clicks = [alice.choice(key, 1) for key in (FIRST, SECOND, THIRD)]
    await asyncio.gather(*(company.wire.deliver_only(click) for click in clicks))
    assert {a.rating for a in (await company.kept(alice)).answers.values()} == {1}


async def test_a_practice_becomes_the_first_answers_of_a_half_year(company, alice):
    await alice.says("/grow assess")
    await alice.answers_page(2, note="Practised")
    await alice.closes()
    cycle = await company.opens_half_year()
    await alice.says("/grow assess")
    await alice.presses("assessment.take_over")
    assert alice.sees("Page 2 of 7")
    kept = await company.kept(alice, cycle)
    assert (len(kept.answers), kept.answers[FIRST].note) == (3, "Practised")
    assert await company.kept(alice) is None


async def test_words_typed_before_taking_over_are_kept(company, alice):
    await alice.says("/grow assess")
    await alice.chooses(FIRST, 1)
    await alice.closes()
    cycle = await company.opens_half_year()
    await alice.says("/grow assess")
    alice.types(SECOND, "Typed just now")
    await alice.presses("assessment.take_over")
    kept = await company.kept(alice, cycle)
    assert (kept.answers[FIRST].rating, kept.answers[SECOND].note) == (1, "Typed just now")


async def test_a_practice_that_was_not_taken_over_stays(company, alice):
    await alice.says("/grow assess")
    await alice.chooses(FIRST, 1)
    await alice.closes()
    await company.opens_half_year()
    await alice.says("/grow assess")
    await alice.chooses(FIRST, 0)
    assert (await company.kept(alice)).answers[FIRST].rating == 1


# Without a level


@pytest.fixture
async def finn(company):
    """A coach nobody has given a level yet."""
    return await company.employs("Finn", Role.COACH)


async def test_a_coach_without_a_level_is_told_whom_to_ask_and_may_practise(company, finn):
    await finn.says("/grow assess")
    assert finn.sees("Nobody has told Trellis your level yet. Olga can set it.")
    finn.modal.choose("level", "senior")
    await finn.goes_on()
    await finn.ticks("coaching")
    await finn.goes_on()
    assert finn.sees("practice: only you ever see it")
    assert (await company.kept(finn)).level == "senior"


async def test_a_level_must_be_chosen_to_practise(finn):
    await finn.says("/grow assess")
    await finn.goes_on()
    assert finn.errors == {"level": "Please choose a level to practise at."}


async def test_a_practice_at_a_chosen_level_is_found_again(finn):
    await finn.says("/grow assess")
    finn.modal.choose("level", "associate")
    await finn.goes_on()
    await finn.answers_page(1)
    await finn.closes()
    await finn.says("/grow assess")
    assert finn.sees("Page 2 of 7")


async def test_a_level_given_during_the_half_year_opens_it(company, cycle, finn):
    await finn.says("/grow assess")
    assert finn.modal.view["callback_id"] == "assessment.level"
    await finn.closes()
    since = date(2026, 11, 1)
    await company.changes(finn, lambda tx, f: tx.people.set_level(f.id, "associate", since, LevelReason.HIRE))
    await finn.says("/grow assess")
    await finn.chooses(FIRST, 1)
    assert (await company.kept(finn, cycle)).level == "associate"


async def test_a_level_the_framework_lacks_is_said_with_whom_to_ask(company, cycle):
    gail = await company.employs("Gail", Role.COACH, level="wizard")
    await gail.says("/grow assess")
    assert gail.sees("Your level isn't part of the framework in use here any more. Olga can set your new one")


async def test_a_promotion_in_an_open_half_year_does_not_change_its_level(company, alice, cycle):
    await alice.says("/grow assess")
    await alice.chooses(FIRST, 1)
    today = company.clock.now.date()
    await company.changes(alice, lambda tx, a: tx.people.set_level(a.id, "senior", today, LevelReason.PROMOTION))
    await alice.chooses(SECOND, 1)
    kept = await company.kept(alice, cycle)
    assert (kept.level, len(kept.answers)) == ("agile_coach", 2)


# New in the half-year


async def test_a_joiner_takes_a_first_look_and_may_leave_everything_out(company):
    hugo = await company.employs("Hugo", Role.COACH, level="associate", joined_on=date(2026, 11, 2))
    cycle = await company.opens_half_year()
    await hugo.says("/grow assess")
    while hugo.modal.view["callback_id"] == "assessment.page":
        await hugo.goes_on()
    await hugo.goes_on()
    kept = await company.kept(hugo, cycle)
    assert (kept.purpose, kept.state, kept.answers) == (Purpose.BASELINE, State.SUBMITTED, {})


async def test_who_comes_after_the_opening_joins_with_their_first_answer(company, cycle):
    iris = await company.employs("Iris", Role.COACH, level="associate")
    await iris.says("/grow assess")
    await iris.chooses(FIRST, 1)
    async with company.store.reading(company.workspace_id) as tx:
        member = await tx.cycles.member(cycle.id, (await company.employee(iris)).id)
    assert member.level == "associate"


async def test_who_comes_after_the_window_practises_until_the_next(company, cycle):
    company.clock.move(timedelta(days=25))
    iris = await company.employs("Iris", Role.COACH, level="associate")
    await iris.says("/grow assess")
    assert iris.sees("practice: only you ever see it")
