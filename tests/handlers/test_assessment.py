"""The pages of the self-assessment in Slack: nothing chosen or typed is lost, whatever comes between."""

import pytest

from framework.model import SKIP
from growth.assessment import pages
from growth.people import Role
from tests.growth.drafts import SHIPPED
from tests.harness.windows import NASTY

PAGES = [[competency.key for competency in page.competencies] for page in pages(SHIPPED)]
FIRST, SECOND, THIRD = PAGES[0]


@pytest.fixture
async def page(alice, cycle):
    """Alice has opened the first page."""
    await alice.says("/grow assess")
    return alice.modal


async def reopens(person):
    """Close the modal without a word and open it again."""
    if person.has_modal:
        await person.closes()
    await person.says("/grow assess")


async def answer(company, alice, cycle, competency):
    kept = await company.kept(alice, cycle)
    return kept.answers.get(competency) if kept else None


# Opening


async def test_the_command_opens_the_first_page(alice, page):
    assert page.view["callback_id"] == "assessment.page"
    assert [field for field in page.fields if field.startswith("rating.")] == [f"rating.{key}" for key in PAGES[0]]


async def test_app_home_opens_it_too(alice, cycle):
    await alice.opens_home()
    await alice.presses("assessment.open")
    assert alice.sees("Page 1 of 7 · Impact · 0 of 18 answered, about 26 minutes left")


async def test_opening_keeps_nothing_yet(company, alice, cycle, page):
    assert await company.kept(alice, cycle) is None


async def test_every_page_is_answered_up_to_the_review(company, alice, cycle, page):
    await alice.answers_all(2)
    assert alice.modal.view["callback_id"] == "assessment.review"
    kept = await company.kept(alice, cycle)
    assert {a.rating for a in kept.answers.values()} == {2}
    assert len(kept.answers) == 18


# Nothing is lost


@pytest.mark.parametrize("value", [0, 3, SKIP])
async def test_a_choice_survives_closing_at_once(alice, page, value):
    await alice.chooses(FIRST, value)
    await reopens(alice)
    assert alice.modal.holds(f"rating.{FIRST}") == str(value)


async def test_words_typed_before_a_choice_are_kept_with_it(alice, page):
    alice.types(SECOND, NASTY)
    await alice.chooses(FIRST, 1)
    await reopens(alice)
    assert alice.modal.holds(f"note.{SECOND}") == NASTY


async def test_a_choice_leaves_the_words_before_the_persons_eyes(alice, page):
    alice.types(SECOND, "Half a thou")
    await alice.chooses(FIRST, 3)
    alice.types(SECOND, "Half a thought more")
    await alice.chooses(SECOND, 2)
    assert alice.modal.holds(f"note.{SECOND}") == "Half a thought more"


async def test_the_next_page_is_kept_and_shown(company, alice, cycle, page):
    for key in PAGES[0]:
        await alice.chooses(key, 2)
        alice.types(key, f"About {key}")
    await alice.goes_on()
    assert alice.sees("Page 2 of 7")
    assert (await answer(company, alice, cycle, THIRD)).note == f"About {THIRD}"


async def test_reopening_lands_on_the_first_unanswered_page(alice, page):
    await alice.answers_page()
    await alice.answers_page()
    await alice.chooses(PAGES[2][0], 1)
    await reopens(alice)
    assert alice.sees("Page 3 of 7 · Craft · 7 of 18 answered, about 16 minutes left")


async def test_back_keeps_what_is_on_the_page(alice, page):
    await alice.answers_page(2)
    alice.types(PAGES[1][0], "Not finished")
    await alice.presses("assessment.back")
    assert alice.sees("Page 1 of 7")
    assert alice.modal.holds(f"note.{FIRST}") == "They did it without me"
    await alice.goes_on()
    assert alice.modal.holds(f"note.{PAGES[1][0]}") == "Not finished"


async def test_back_on_the_first_page_stays_there(alice, page):
    await alice.answers_page()
    await alice.presses("assessment.back")
    assert "assessment.back" not in str(alice.modal.view["blocks"])


async def test_a_cleared_note_is_gone(company, alice, cycle, page):
    alice.types(FIRST, "Too much said")
    await alice.chooses(FIRST, 1)
    alice.types(FIRST, "")
    await alice.chooses(SECOND, 1)
    assert (await answer(company, alice, cycle, FIRST)).note == ""


async def test_fields_slack_leaves_out_of_a_form_are_kept(company, alice, cycle, page):
    await alice.answers_page(2, note="Words of page one")
    await alice.presses("assessment.back")
    alice.misses_state = True
    await alice.goes_on()
    assert alice.sees("Page 2 of 7")
    assert (await answer(company, alice, cycle, FIRST)).note == "Words of page one"


async def test_a_whole_assessment_is_made_where_slack_leaves_fields_out(alice, page):
    alice.misses_state = True
    await alice.answers_all(3)
    assert alice.modal.view["callback_id"] == "assessment.review"


async def test_nasty_words_come_back_as_they_were_typed(company, alice, cycle, page):
    await alice.chooses(FIRST, 2)
    alice.types(FIRST, NASTY)
    await alice.goes_on()
    assert (await answer(company, alice, cycle, FIRST)).note == NASTY
    await reopens(alice)
    assert alice.modal.holds(f"note.{FIRST}") == NASTY


async def test_evidence_is_attached_to_its_answer(company, alice, cycle):
    await company.keeps(alice, "The half day in May\nwith three teams", FIRST)
    await alice.says("/grow assess")
    [piece] = await company.evidence(alice)
    await alice.chooses(FIRST, 2)
    alice.attaches(FIRST, piece.id)
    await alice.goes_on()
    assert f"note.{FIRST}" not in alice.errors
    assert (await answer(company, alice, cycle, FIRST)).evidence == {piece.id}


# What Next needs


async def test_errors_stand_at_the_fields_and_what_is_there_is_kept(company, alice, cycle, page):
    await alice.chooses(FIRST, 2)
    alice.types(SECOND, "Words without a choice")
    await alice.goes_on()
    assert alice.errors == {
        f"note.{FIRST}": "One sentence or one piece of evidence, please: what would someone have seen?",
        f"rating.{SECOND}": "Please choose an answer. “No occasion” is one, too.",
        f"rating.{THIRD}": "Please choose an answer. “No occasion” is one, too.",
    }
    assert (await answer(company, alice, cycle, SECOND)).note == "Words without a choice"


async def test_a_form_with_errors_goes_on_once_they_are_gone(alice, page):
    await alice.goes_on()
    await alice.answers_page(1)
    assert alice.errors == {}
    assert alice.sees("Page 2 of 7")


async def test_an_optional_question_may_stay_empty(company, cycle):
    dana = await company.employs("Dana", Role.COACH, level="associate")
    await dana.says("/grow assess")
    seen = []
    while dana.modal.view["callback_id"] == "assessment.page":
        for field in [name for name in dana.modal.fields if name.startswith("rating.")]:
            seen.append(field)
            if field != "rating.coaching_goals":
                await dana.chooses(field.removeprefix("rating."), SKIP)
        await dana.goes_on()
    assert "rating.coaching_goals" in seen
    assert dana.sees("all 17 answered")
    assert dana.modal.view["submit"]["text"] == "Submit"


# Beyond


async def test_beyond_asks_the_next_levels_sentence(alice, page):
    await alice.chooses(FIRST, 3)
    assert f"next.{FIRST}" in alice.modal.fields
    assert alice.sees("And one level on, at Senior Agile Coach:")


async def test_changing_away_from_beyond_takes_the_next_level_along(company, alice, cycle, page):
    await alice.chooses(FIRST, 3)
    await alice.chooses(FIRST, 1, field="next")
    assert (await answer(company, alice, cycle, FIRST)).next_rating == 1
    await alice.chooses(FIRST, 1)
    assert (await answer(company, alice, cycle, FIRST)).next_rating is None
    assert f"next.{FIRST}" not in alice.modal.fields


async def test_no_occasion_for_the_next_level_is_kept_as_none(company, alice, cycle, page):
    await alice.chooses(FIRST, 3)
    await alice.chooses(FIRST, SKIP, field="next")
    assert (await answer(company, alice, cycle, FIRST)).next_rating is None


@pytest.mark.parametrize("trouble", ["hash_conflict", "not_found", "internal_error"])
async def test_next_asks_the_next_level_that_was_not_shown_in_time(company, alice, page, trouble):
    await alice.chooses(SECOND, 1)
    await alice.chooses(THIRD, 1)
    company.slack.fails["views.update"] = [trouble] * 3
    await alice.chooses(FIRST, 3)
    company.slack.fails.clear()
    assert f"next.{FIRST}" not in alice.modal.fields
    alice.types(FIRST, "Words")
    await alice.goes_on()
    assert f"next.{FIRST}" in alice.modal.fields
    assert alice.modal.holds(f"note.{FIRST}") == "Words"
    await alice.goes_on()
    assert alice.sees("Page 2 of 7")


async def test_changing_away_unseen_from_beyond_is_no_contradiction(company, alice, cycle, page):
    await alice.chooses(SECOND, 1)
    await alice.chooses(THIRD, 1)
    await alice.chooses(FIRST, 3)
    await alice.chooses(FIRST, 2, field="next")
    company.slack.fails["views.update"] = ["hash_conflict"] * 3
    await alice.chooses(FIRST, 1)
    company.slack.fails.clear()
    await alice.goes_on()
    assert alice.errors == {}
    assert (await answer(company, alice, cycle, FIRST)).next_rating is None
