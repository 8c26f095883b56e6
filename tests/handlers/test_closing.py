"""A half-year that closes: what is answered afterwards is kept, says so, and can be kept as practice."""

from datetime import timedelta

from growth.assessment import Purpose, State, pages
from tests.growth.drafts import SHIPPED

FIRST = pages(SHIPPED)[0].competencies[0].key


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


async def test_once_a_left_draft_is_removed_practice_begins_anew(company, alice, cycle):
    await alice.says("/grow assess")
    await alice.chooses(FIRST, 1)
    await alice.closes()
    await company.closes_half_year(cycle)
    left = await company.kept(alice, cycle)
    async with company.store.transaction(company.workspace_id) as tx:
        await tx.drafts.remove([left.id])
    await alice.says("/grow assess")
    assert alice.sees("practice: only you ever see it")
