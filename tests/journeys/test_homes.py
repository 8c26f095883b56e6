"""App Home for everyone who may open it, and what of Ana's nobody else ever sees."""

import pytest
from playwright.async_api import expect

from tests.browser import BROWSER, PHONE
from tests.journeys.form import open_form
from tests.journeys.people import ANA, BEATRIZ, ELIF, INGRID, JAMES, MAYA, PRIYA, ZAINAB

pytestmark = BROWSER

HERS = "Three leads <set> their own goals & kept them"


@pytest.mark.parametrize(
    ("who", "says", "buttons"),
    [
        (BEATRIZ, "It doesn't know you yet. If you should be part of it, Priya Nair can add you.", 1),
        (ELIF, "It is for members of this workspace; guests have no part in it.", 0),
        (MAYA, "What they write stays theirs until both of you have submitted.", 10),
        (PRIYA, "1 without a level: Marek Novák", 4),
        (INGRID, "Marek Novák · no level yet", 13),
    ],
    ids=["unknown", "guest", "manager", "owner", "coach and manager"],
)
async def test_home_says_what_this_is_for_each(demo, open_window, who, says, buttons):
    page = await open_window(demo.at(who), PHONE)
    home = page.get_by_role("region", name="Home")
    await expect(home.get_by_text(says)).to_be_visible()
    await expect(home.locator(".block-actions").get_by_role("button")).to_have_count(buttons)


async def test_the_first_visit_says_what_trellis_asks_and_never_does(closed_demo, open_window):
    page = await open_window(closed_demo.at(ZAINAB), PHONE)
    await expect(page.get_by_text("It never ranks or compares anyone")).to_be_visible()
    await page.get_by_role("button", name="Who sees what").click()
    await expect(page.get_by_role("dialog", name="Who sees what").get_by_text("Anyone else: nothing.")).to_be_visible()


async def test_nobody_else_sees_anything_of_hers(demo, open_window):
    form = await open_form(await open_window(demo.at(ANA)), "Continue")
    await form.answer_page()
    await form.field("note").last.get_by_role("textbox").fill(HERS)
    await form.turn()
    page = await open_window(demo.at(MAYA))
    for other in (MAYA, PRIYA, JAMES, BEATRIZ, ELIF):
        await page.goto(demo.at(other))
        await expect(page.locator("main .block").first).to_be_visible()
        homes = await page.locator("main").inner_html()
        await page.get_by_role("link", name="Messages").click()
        await expect(page.get_by_role("combobox", name="Message Trellis")).to_be_visible()
        shown = homes + await page.locator("main").inner_html()
        assert "leads &lt;set&gt;" not in shown
        assert "answered, about" not in shown
