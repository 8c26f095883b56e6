"""The growth summary from the message box to its last number, and what stands there where Slack draws no charts."""

from playwright.async_api import expect

from tests.browser import BROWSER, PHONE
from tests.journeys.form import say
from tests.journeys.people import KWAME, TOMAS

pytestmark = BROWSER


async def test_the_summary_comes_with_its_charts(demo, open_window):
    page = await open_window(demo.at(TOMAS, "messages"))
    box = page.get_by_role("combobox", name="Message Trellis")
    await box.press_sequentially("/gr")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown"):
        await box.press(key)
    await box.press("Enter")
    await expect(box).to_have_value("/grow summary")
    await box.press("Enter")
    await expect(page.get_by_text("Your growth summary is on its way")).to_be_visible()
    summary = page.get_by_role("article").filter(has=page.get_by_role("heading", name="Your growth, "))
    await expect(summary.get_by_role("img", name="Where you stand, cycle by cycle")).to_be_visible()
    radar = summary.locator(".block-image img")
    assert await radar.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1200
    assert "Behavior" in await radar.get_attribute("alt")

    await summary.get_by_role("button", name="Read as text").click()
    words = page.get_by_role("dialog", name="Your growth, in words")
    await expect(words.get_by_text("Where you stand, cycle by cycle")).to_be_visible()
    await expect(words.get_by_text("Your profile: where you stand")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(words).to_be_hidden()

    await summary.get_by_role("button", name="What do the numbers mean?").click()
    await expect(page.get_by_role("dialog", name="What the numbers mean").get_by_text("% overall")).to_be_visible()


async def test_where_slack_draws_no_charts_the_same_is_said_in_words(demo, open_window):
    async with demo.trouble("refuse_charts"):
        page = await open_window(demo.at(KWAME), PHONE)
        await expect(page.get_by_text("Where you stand, cycle by cycle")).to_be_visible()
        await page.get_by_role("button", name="See my summary").click()
        await expect(page.get_by_role("dialog").get_by_text("is on its way")).to_be_visible()
        await page.keyboard.press("Escape")
        await page.get_by_role("link", name="Messages").click()
        summary = page.get_by_role("article").filter(has=page.get_by_role("heading", name="Your growth, "))
        await expect(summary.get_by_text("Where you stand, cycle by cycle")).to_be_visible(timeout=15000)
        await expect(page.get_by_role("img", name="Where you stand, cycle by cycle")).to_have_count(0)
        await expect(summary.locator(".block-image img")).to_be_visible()


async def test_commands_in_words(demo, open_window):
    page = await open_window(demo.at(KWAME, "messages"))
    await say(page, "/grow framework senior")
    browser = page.get_by_role("dialog", name="Career framework")
    await expect(browser.get_by_text("Senior Agile Coach · level 3 of 4")).to_be_visible()
    await browser.get_by_role("combobox", name="Pillar").select_option("Craft")
    await expect(browser.get_by_role("heading", name="Craft")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(browser).to_be_hidden()

    await say(page, "/grow framework wizard")
    answer = page.get_by_role("dialog", name="Trellis")
    await expect(answer.get_by_text("The framework has no level “wizard”.")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(answer).to_be_hidden()

    for words in ("/grow dance", "/grow help", "/grow"):
        await say(page, words)
    await expect(page.get_by_text("“dance” isn't something /grow knows.")).to_be_visible()
    await expect(page.get_by_text("Here is what it can do:")).to_have_count(3)
