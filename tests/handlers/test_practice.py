"""Practice, a missing level, and who is new in the half-year."""

from datetime import date, timedelta

import pytest

from framework.model import SKIP
from growth.assessment import Purpose, State, pages
from growth.people import LevelReason, Role
from tests.growth.drafts import SHIPPED

FIRST, SECOND, THIRD = (competency.key for competency in pages(SHIPPED)[0].competencies)


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
    await company.wire.deliver_at_once(clicks)
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
