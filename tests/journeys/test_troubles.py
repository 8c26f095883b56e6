"""What a person meets on a bad day, and that nothing they wrote is lost by it."""

from playwright.async_api import expect

from tests.browser import BROWSER
from tests.journeys.form import form_of, open_form
from tests.journeys.people import ANA, DANIEL, HANA, INGRID, OMAR, PIOTR

pytestmark = BROWSER


async def test_two_windows_on_one_form_merge(demo, open_window):
    one, other = await open_window(demo.at(DANIEL)), await open_window(demo.at(DANIEL))
    here = await open_form(one, "Continue")
    there = await form_of(other)
    await here.radio("facilitation", "Not yet").check()
    await expect(there.radio("facilitation", "Not yet")).to_be_checked()
    await there.radio("teaching", "Developing").check()
    await expect(here.radio("teaching", "Developing")).to_be_checked()
    await here.turn()
    await here.turn("Back")
    await expect(here.radio("facilitation", "Not yet")).to_be_checked()
    await expect(here.radio("teaching", "Developing")).to_be_checked()


async def test_fields_that_slack_leaves_out_lose_nothing(demo, open_window):
    async with demo.trouble("missing_state"):
        form = await open_form(await open_window(demo.at(PIOTR)), "Continue")
        await form.answer_page("Beyond")
        for note in await form.field("note").get_by_role("textbox").all():
            await note.fill("Four teams now release on their own")
        await expect(form.field("next").first).to_be_visible()
        await form.turn()
        await form.turn("Back")
        await form.turn()
        await form.turn("Back")
        notes = form.field("note").get_by_role("textbox")
        assert {await note.input_value() for note in await notes.all()} == {"Four teams now release on their own"}
        await expect(form.field("rating").get_by_role("radio", checked=True)).to_have_count(await notes.count())


async def test_an_app_that_cannot_be_reached_loses_nothing(demo, open_window):
    form = await open_form(await open_window(demo.at(INGRID)), "Continue")
    chosen = form.field("rating").first.get_by_role("radio", name="Developing", exact=True)
    note = form.field("note").first.get_by_role("textbox")
    await note.fill("Two areas plan together now")
    async with demo.trouble("bot_unreachable"):
        await chosen.check()
        await form.answer_page()
        await form.button("Next").click()
        await expect(form.dialog.get_by_text("We had some trouble connecting. Try again?")).to_be_visible()
    await expect(chosen).to_be_checked()
    await expect(note).to_have_value("Two areas plan together now")
    await form.turn()
    await form.turn("Back")
    await expect(chosen).to_be_checked()
    await expect(note).to_have_value("Two areas plan together now")


async def test_after_closing_a_draft_may_be_kept_as_practice(closed_demo, open_window):
    page = await open_window(closed_demo.at(ANA))
    await expect(page.get_by_text("what you wrote is still in your draft.")).to_be_visible()
    await page.get_by_role("button", name="Open the draft").click()
    await page.get_by_role("dialog").get_by_role("button", name="Keep as practice").click()
    form = await form_of(page, "Practice")
    await expect(form.where).to_contain_text("7 of 18 answered")
    await expect(form.where).to_contain_text("practice: only you ever see it")


async def test_practice_from_end_to_end_is_finished_not_submitted(closed_demo, open_window):
    page = await open_window(closed_demo.at(OMAR))
    form = await open_form(page, "Practise", "Practice")
    await form.answer_the_rest()
    before = len(await closed_demo.submitted_by(OMAR))
    await form.button("Finish").click()
    await expect(form.dialog.get_by_text("Practised at Agile Coach.")).to_be_visible()
    assert len(await closed_demo.submitted_by(OMAR)) == before


async def tab_to(page, place):
    """Press Tab until the focus is at a place, or inside it."""
    for _ in range(60):
        if await place.evaluate("place => place.contains(document.activeElement)"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there.")


async def test_by_keyboard_alone(closed_demo, open_window):
    page = await open_window(closed_demo.at(HANA))
    opener = page.get_by_role("button", name="Practise", exact=True)
    await expect(opener).to_be_visible()
    await tab_to(page, opener)
    await page.keyboard.press("Enter")
    form = await form_of(page, "Practice")
    await expect(page.get_by_role("heading", name="Practice")).to_be_focused()
    await tab_to(page, form.button("Next"))
    await page.keyboard.press("Enter")
    await expect(form.where).to_contain_text("Page 1 of 7")
    first = form.field("rating").first
    await tab_to(page, first)
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await expect(first.get_by_role("radio", name="Developing")).to_be_checked()
    await expect(form.where).to_contain_text("1 of 18 answered")
    await expect(first.get_by_role("radio", name="Developing")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(form.dialog).to_be_hidden()
    await expect(opener).to_be_focused()
