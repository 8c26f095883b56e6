"""A coach's self-assessment from the first page to Done, as it is done in the browser."""

import re

import pytest
from playwright.async_api import expect

from tests.browser import BROWSER, PHONE, WIDE
from tests.journeys.form import open_form
from tests.journeys.people import ANA, DANIEL, LUCIA, MAREK, NOAH, OMAR, ZAINAB

pytestmark = BROWSER

EXAMPLE = "One sentence or one piece of evidence, please: what would someone have seen?"


@pytest.mark.parametrize(
    ("who", "size", "begin"), [(OMAR, WIDE, "Start"), (NOAH, PHONE, "Continue")], ids=["wide", "phone"]
)
async def test_a_whole_self_assessment_with_a_reload(demo, open_window, who, size, begin):
    page = await open_window(demo.at(who), size)
    form = await open_form(page, begin)
    await form.answer_page()
    place = await form.turn()
    before = answered_in(place)
    first = form.field("rating").first.get_by_role("radio", name="Not yet", exact=True)
    await first.check()
    await expect(form.where).to_contain_text(f"{before + 1} of ")

    await page.reload()
    await expect(page.get_by_text(f"{before + 1} of ")).to_be_visible()
    form = await open_form(page, "Continue")
    await expect(form.where).to_contain_text(place.partition("·")[0])
    await expect(first).to_be_checked()

    await form.answer_the_rest()
    await form.button("Submit").click()
    await expect(form.dialog.get_by_text(re.compile("Submitted on"))).to_be_visible()
    await form.button("Close").click()
    await expect(page.get_by_text("your self-assessment is submitted.")).to_be_visible()


def answered_in(place):
    """Return how many answers the page says there are."""
    return int(re.search(r"(\d+) of \d+ answered", place)[1])


async def test_what_is_missing_is_said_at_its_field(demo, open_window):
    form = await open_form(await open_window(demo.at(DANIEL)), "Continue")
    await form.button("Next").click()
    await expect(form.error("rating", "facilitation")).to_have_text("Please complete this required field.")
    await form.radio("facilitation", "At level").check()
    await form.radio("teaching", "Developing").check()
    await form.note("facilitation").fill("")
    await form.button("Next").click()
    await expect(form.error("note", "facilitation")).to_have_text(EXAMPLE)
    await expect(form.note("facilitation")).to_be_focused()


async def test_beyond_asks_the_next_level_and_back_keeps_all(demo, open_window):
    form = await open_form(await open_window(demo.at(ANA), PHONE), "Continue")
    await form.radio("coaching", "Beyond").check()
    await expect(form.field("next", "coaching")).to_be_visible()
    await expect(form.dialog.get_by_text("And one level on, at Senior Agile Coach:")).to_be_visible()
    await form.radio("coaching", "Developing", asked="next").check()
    await form.note("coaching").fill("Three leads <set> their own goals & kept them")
    await form.turn()
    await form.turn("Back")
    await expect(form.radio("coaching", "Beyond")).to_be_checked()
    await expect(form.radio("coaching", "Developing", asked="next")).to_be_checked()
    await expect(form.note("coaching")).to_have_value("Three leads <set> their own goals & kept them")


async def test_a_specialism_changed_is_asked_again(demo, open_window):
    form = await open_form(await open_window(demo.at(LUCIA)), "Continue")
    while "Before page 1" not in await form.turn("Back"):
        pass
    crafts = form.field("specialisms")
    await crafts.get_by_role("checkbox", name="Facilitation").uncheck()
    await form.button("Next").click()
    await expect(form.error("specialisms")).to_have_text("Please complete this required field.")
    await crafts.get_by_role("checkbox", name="Teaching").check()
    await form.turn()
    await expect(form.field("rating", "facilitation.").get_by_role("radio", checked=True)).to_have_count(0)
    await expect(form.dialog.get_by_text("At Agile Coach: not one of your specialisms")).to_have_count(1)


async def test_a_coach_without_a_level_practises_at_one(demo, open_window):
    page = await open_window(demo.at(MAREK), PHONE)
    await page.get_by_role("button", name="Practise").click()
    dialog = page.get_by_role("dialog", name="Practice")
    await dialog.get_by_role("button", name="Start").click()
    await expect(dialog.get_by_text("Please complete this required field.")).to_be_visible()
    await dialog.get_by_role("radio", name="Senior Agile Coach").check()
    await dialog.get_by_role("button", name="Start").click()
    await expect(dialog.get_by_text("At Senior Agile Coach you may go deep.")).to_be_visible()


async def test_two_clicks_on_submit_make_one(demo, open_window):
    before = len(await demo.submitted_by(ZAINAB))
    form = await open_form(await open_window(demo.at(ZAINAB)), "Start")
    while "Last page" not in await form.turn():
        pass
    await form.button("Submit").dblclick()
    await expect(form.dialog.get_by_text(re.compile("Submitted on"))).to_be_visible()
    assert len(await demo.submitted_by(ZAINAB)) == before + 1
