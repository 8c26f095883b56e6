"""Around the questions: specialisms, submitting, and the evidence that Beyond leaves."""

from datetime import timedelta

import pytest

from framework.model import SKIP
from growth.assessment import State, pages
from growth.people import Role
from tests.framework.files import ENGINEERING
from tests.growth.drafts import LADDER, SHIPPED
from tests.harness.windows import NASTY

FIRST, SECOND, THIRD = (competency.key for competency in pages(SHIPPED)[0].competencies)


@pytest.fixture
async def dana(company, cycle):
    """A Senior Agile Coach, who may specialise."""
    return await company.employs("Dana", Role.COACH, level="senior", manager=company.bob)


# A whole assessment


async def test_an_agile_coach_answers_page_by_page_and_submits(company, alice, cycle):
    await alice.says("/grow assess")
    await alice.answers_all(2)
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
    await company.wire.deliver_at_once([form] * 3)
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
