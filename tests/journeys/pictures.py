"""Draws docs/images anew from the demo: `python -m tests.journeys.pictures`, at the width of a desk and of a phone."""

import asyncio
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.browser import CHROMIUM, PHONE, QUIET, WIDE
from tests.journeys.demo import Demo, playing
from tests.journeys.form import Form, open_form, say
from tests.journeys.people import ANA, KAVYA, MAYA, PRIYA

IMAGES = Path(__file__).parents[2] / "docs" / "images"
TALL = 1400
"""Pixels; at a desk both charts of the summary stand in one picture, and a whole question with its error."""

NOTES = {
    "At level": "Checkout runs its own review now; I only came to the first two.",
    "Beyond": "Returns and Pricing took our agreement over without me.",
}
ANSWERS = ("At level", "Developing", "At level", "Beyond")


@dataclass(frozen=True)
class Album:
    """The pictures of one width."""

    browser: Browser
    demo: Demo
    size: tuple[int, int]

    async def open(self, who: str, place: str = "home", height: int = 0) -> Page:
        """Open somebody's window."""
        width, usual = self.size
        page = await self.browser.new_page(viewport={"width": width, "height": height or usual})
        await page.goto(self.demo.at(who, place))
        await expect(page.locator("main .block, main .composer").first).to_be_visible()
        return page

    async def take(self, page: Page, name: str) -> None:
        """Keep what the window shows."""
        await page.mouse.move(0, 0)
        await page.wait_for_timeout(500)
        picture = Image.open(BytesIO(await page.screenshot())).convert("RGB")
        palette = picture.quantize(256, kmeans=4, dither=Image.Dither.NONE)
        palette.save(IMAGES / f"{name}-{self.size[0]}.png", "PNG", optimize=True)


async def draw(album: Album) -> None:
    """Take all pictures of one width."""
    await take_homes(album)
    await take_talks(album)
    await take_assessment(album)
    await take_summary(album)


async def take_homes(album: Album) -> None:
    """App Home of a coach and of the owner, and the framework."""
    await album.take(await album.open(PRIYA), "owner")
    page = await album.open(ANA)
    await album.take(page, "home")
    await page.get_by_role("button", name="Browse the framework").click()
    await expect(page.get_by_role("dialog", name="Career framework")).to_be_visible()
    await album.take(page, "framework")


async def take_talks(album: Album) -> None:
    """A nudge, the form for a talk's date, a manager's digest, and a person's settings."""
    page = await album.open(ANA, "messages")
    await album.take(page, "nudge")
    await page.get_by_role("button", name="Another time").click()
    await expect(page.get_by_role("dialog", name="A date for your talk")).to_be_visible()
    await album.take(page, "date")
    await album.take(await album.open(MAYA, "messages"), "digest")
    page = await album.open(KAVYA)
    await page.get_by_role("button", name="Settings", exact=True).click()
    await expect(page.get_by_role("dialog", name="Settings")).to_be_visible()
    await album.take(page, "settings")


async def take_assessment(album: Album) -> None:
    """A page with something missing, the question after Beyond, and the review."""
    page = await album.open(ANA, height=1000 if album.size == WIDE else 0)
    form = await open_form(page, "Continue")
    await form.radio("coaching", "At level").check()
    await form.note("coaching").fill("")
    await form.button("Next").click()
    await expect(form.error("note", "coaching")).to_be_visible()
    await show(
        form.dialog.get_by_text("Coaching: Helps people") if album.size == WIDE else form.field("rating", "coaching.")
    )
    await album.take(page, "assessment")

    await form.radio("coaching", "Beyond").check()
    await expect(form.field("next", "coaching.")).to_be_visible()
    await form.note("coaching").fill(NOTES["Beyond"])
    await form.radio("coaching", "Developing", asked="next").check()
    await show(form.radio("coaching", "Beyond"))
    await album.take(page, "beyond")

    while "Last page" not in await form.turn():
        await answer_page(form)
    await album.take(page, "review")


async def answer_page(form: Form) -> None:
    """Give the unanswered competencies of a page believable answers."""
    scales = form.field("rating")
    for number in range(await scales.count()):
        scale, answer = scales.nth(number), ANSWERS[number % len(ANSWERS)]
        if await scale.get_by_role("radio", checked=True).count():
            continue
        await scale.get_by_role("radio", name=answer, exact=True).check()
        await form.page.wait_for_timeout(300)
        note = form.field("note").nth(number).get_by_role("textbox")
        if answer in NOTES and not await note.input_value():
            await note.fill(NOTES[answer])


async def take_summary(album: Album) -> None:
    """The summary with its charts, and all of it as text."""
    page = await album.open(ANA, "messages", TALL if album.size == WIDE else 0)
    await say(page, "/grow summary")
    summary = page.get_by_role("article").filter(has=page.get_by_role("heading", name="Your growth, "))
    await expect(summary.locator(".block-image img")).to_be_visible(timeout=30000)
    await page.wait_for_timeout(1000)
    await show(
        summary.get_by_text("Next to grow into" if album.size == WIDE else "Where you stand, cycle by cycle").first
    )
    await album.take(page, "summary")
    await page.set_viewport_size({"width": album.size[0], "height": album.size[1]})
    await summary.get_by_role("button", name="Read as text").click()
    await expect(page.get_by_role("dialog", name="Your growth, in words")).to_be_visible()
    await album.take(page, "words")


async def show(place: Locator) -> None:
    """Scroll a place to the top of what is around it."""
    await place.evaluate("place => place.scrollIntoView({block: 'start'})")


async def main() -> None:
    """Draw every picture, each width from a demo of its own."""
    IMAGES.mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for size in (WIDE, PHONE):
            with TemporaryDirectory() as folder:
                async with playing(Path(folder)) as demo:
                    await draw(Album(browser, demo, size))
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
