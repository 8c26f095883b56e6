"""Clicks and forms in any order, any number of times, from two windows: one assessment, and the last word kept."""

import pytest

from growth.assessment import State, pages
from tests.growth.drafts import SHIPPED

PAGES = [[competency.key for competency in page.competencies] for page in pages(SHIPPED)]
FIRST, SECOND, THIRD = PAGES[0]


@pytest.fixture
async def page(alice, cycle):
    """Alice has opened the first page."""
    await alice.says("/grow assess")
    return alice.modal


async def answer(company, alice, cycle, competency):
    kept = await company.kept(alice, cycle)
    return kept.answers.get(competency) if kept else None


# In any order, any number of times


async def test_the_same_click_delivered_twice_changes_nothing_more(company, alice, cycle, page):
    click = alice.choice(FIRST, 1)
    await company.wire.deliver(click)
    once = await company.kept(alice, cycle)
    await company.wire.deliver(click)
    assert await company.kept(alice, cycle) == once


async def test_clicks_delivered_in_the_wrong_order_keep_the_last(company, alice, cycle, page):
    earlier, later = alice.choice(FIRST, 0), alice.choice(FIRST, 2)
    await company.wire.deliver(later)
    await company.wire.deliver(earlier)
    assert (await answer(company, alice, cycle, FIRST)).rating == 2


async def test_two_quick_clicks_are_both_kept_and_shown(company, alice, cycle, page):
    clicks = [alice.choice(FIRST, 3), alice.choice(SECOND, 3)]
    for click in clicks:
        await company.wire.deliver(click)
    kept = await company.kept(alice, cycle)
    assert (kept.answers[FIRST].rating, kept.answers[SECOND].rating) == (3, 3)
    assert {f"next.{FIRST}", f"next.{SECOND}"} <= set(alice.modal.fields)


async def test_clicks_at_the_same_moment_are_all_kept(company, alice, cycle, page):
    await alice.chooses(FIRST, 0)
    clicks = [alice.choice(key, 1) for key in PAGES[0]]
    await company.wire.deliver_at_once(clicks)
    kept = await company.kept(alice, cycle)
    assert [kept.answers[key].rating for key in PAGES[0]] == [1, 1, 1]


async def test_a_click_that_comes_after_next_takes_no_words_back(company, alice, cycle, page):
    for key in PAGES[0]:
        await alice.chooses(key, 1)
    late = alice.choice(FIRST, 2)
    alice.types(FIRST, "Typed after that click")
    await alice.goes_on()
    await company.wire.deliver(late)
    kept = await answer(company, alice, cycle, FIRST)
    assert (kept.rating, kept.note) == (2, "Typed after that click")
    assert alice.sees("Page 2 of 7")


async def test_a_form_sent_twice_makes_one_assessment(company, alice, cycle, page):
    for key in PAGES[0]:
        await alice.chooses(key, 1)
    form = alice.form()
    await alice.sends(form)
    once = await company.kept(alice, cycle)
    await alice.sends(form)
    assert await company.kept(alice, cycle) == once
    assert alice.sees("Page 2 of 7")


async def test_a_form_sent_twice_at_the_same_moment_makes_one_assessment(company, alice, cycle, page):
    for key in PAGES[0]:
        alice.modal.choose(f"rating.{key}", 1)
    form = alice.form()
    await company.wire.deliver_at_once([form] * 3)
    kept = await company.kept(alice, cycle)
    assert {key: found.rating for key, found in kept.answers.items()} == dict.fromkeys(PAGES[0], 1)


async def test_two_windows_on_one_form_lose_nothing(company, alice, cycle, page):
    phone = alice.on_another_device()
    await phone.says("/grow assess")
    await alice.chooses(FIRST, 2)
    alice.types(FIRST, "Written at the desk")
    await alice.chooses(SECOND, 1)
    await phone.chooses(THIRD, 0)
    kept = await company.kept(alice, cycle)
    assert (kept.answers[FIRST].rating, kept.answers[FIRST].note) == (2, "Written at the desk")
    assert [kept.answers[key].rating for key in (SECOND, THIRD)] == [1, 0]


async def test_a_page_drawn_before_another_window_wrote_clears_nothing(company, alice, cycle, page):
    phone = alice.on_another_device()
    await phone.says("/grow assess")
    phone.modal.choose(f"rating.{SECOND}", 1)
    phone.modal.choose(f"rating.{THIRD}", 0)
    as_it_was = phone.form()
    alice.types(FIRST, "Written at the desk")
    await alice.chooses(FIRST, 1)
    await phone.chooses(SECOND, 1)
    await phone.sends(as_it_was)
    kept = await answer(company, alice, cycle, FIRST)
    assert (kept.rating, kept.note) == (1, "Written at the desk")


async def test_what_another_window_wrote_can_be_cleared_once_it_is_seen(company, alice, cycle, page):
    phone = alice.on_another_device()
    await phone.says("/grow assess")
    alice.types(FIRST, "Written at the desk")
    await alice.chooses(FIRST, 1)
    await phone.chooses(SECOND, 1)
    assert phone.modal.holds(f"note.{FIRST}") == "Written at the desk"
    phone.types(FIRST, "")
    await phone.chooses(THIRD, 1)
    assert (await answer(company, alice, cycle, FIRST)).note == ""


async def test_a_reopened_page_that_shows_all_goes_on_as_it_is(company, alice, cycle, page):
    alice.types(FIRST, "Written before lunch")
    await alice.chooses(FIRST, 1)
    await alice.says("/grow assess")
    before = [block["block_id"] for block in alice.modal.view["blocks"] if block["type"] == "input"]
    await alice.chooses(SECOND, 1)
    assert before == [block["block_id"] for block in alice.modal.view["blocks"] if block["type"] == "input"]


async def test_what_was_touched_last_wins_between_two_windows(company, alice, cycle, page):
    phone = alice.on_another_device()
    await phone.says("/grow assess")
    await alice.chooses(FIRST, 0)
    await phone.chooses(FIRST, 1)
    assert (await answer(company, alice, cycle, FIRST)).rating == 1


async def test_an_old_window_sent_later_keeps_what_was_kept_since(company, alice, cycle, page):
    phone = alice.on_another_device()
    await phone.says("/grow assess")
    for key in PAGES[0]:
        await alice.chooses(key, 2)
        alice.types(key, "Written at the desk")
    await alice.goes_on()
    await phone.goes_on()
    assert (await answer(company, alice, cycle, FIRST)).note == "Written at the desk"
    assert phone.errors == {}
    assert phone.sees("Page 2 of 7")


async def test_a_page_of_a_submitted_assessment_changes_nothing(company, alice, cycle, page):
    phone = alice.on_another_device()
    await phone.says("/grow assess")
    await alice.answers_all(1)
    await alice.goes_on()
    await phone.chooses(FIRST, 3)
    kept = await company.kept(alice, cycle)
    assert (kept.state, kept.answers[FIRST].rating) == (State.SUBMITTED, 1)
    assert phone.sees("*Submitted on 23 November.*")
