"""The self-assessment's questions: open it, choose, go on, go back. Every step is kept before it is answered."""

from secrets import token_hex
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from framework.model import Framework
from growth.answering import Change, record
from growth.assessment import Assessment, answer_to, asks_next_level, gaps
from growth.desk import Desk, Standing, first_number, landing, page_of, review_number
from growth.errors import InvalidAnswer
from handlers.grow import says
from handlers.here import Here
from handlers.timing import answer_click, answer_form, open_modal, replace_view
from views import blocks
from views.assessment_desk import desk_view, gap_errors
from views.assessment_reading import asked_next, is_current, read_page
from views.ids import COMMAND, Field, block_id
from views.ids import Assessment as Ids


def register(app: AsyncApp) -> None:
    """Bind what a coach does on the pages of a self-assessment; what is done most often is looked for first."""
    app.action(Ids.RATE)(choose)
    app.view(Ids.PAGE)(go_on)
    app.command(COMMAND, matchers=[says("assess")])(open_form)
    app.action(Ids.OPEN)(open_form)
    app.action(Ids.RATE_NEXT)(choose)
    app.action(Ids.BACK)(go_back)


def new_visit() -> str:
    """Return the name of a new visit of a page."""
    return token_hex(4)


async def open_form(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Open the self-assessment on the page where it stands."""
    await ack()
    await open_modal(client, body, context, opening(here))


async def opening(here: Here) -> dict[str, Any]:
    """Return the modal a coach's self-assessment opens with now."""
    async with here.reading() as tx:
        desk = await tx.desks.current(here.user_id, here.now)
    return desk_view(desk, new_visit())


async def choose(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    """Keep a choice as it is made, with what is typed on the page, and show what follows from it."""
    view = body["view"]
    shown = await answer_click(ack, keep_choice(here, view, body["actions"][0].get("action_ts", "")))
    if shown is None or await replace_view(client, view["id"], shown, view.get("hash")):
        return
    # Two quick clicks: the answer to the other one was shown first, and knows nothing of this one.
    again = await page_as_kept(here, view)
    if again is not None:
        await replace_view(client, view["id"], again)


async def keep_choice(here: Here, view: dict[str, Any], action_ts: str) -> dict[str, Any] | None:
    """Return the page as it stands after a click, or None where a newer click has been kept already."""
    carried = blocks.metadata(view)
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, carried, here.now)
        if is_open(desk):
            if desk.position.is_outdated(carried["visit"], action_ts):
                return None
            framework, work = desk.ready
            changes = changes_in(view, desk)
            visit = carried["visit"] if knows_all(view, desk) else new_visit()
            work = record(framework, work, changes)
            desk = desk.with_work(await tx.assessments.save(work, here.now, visit=visit, action_ts=action_ts))
            return desk_view(desk, visit, carried["page"])
    return desk_view(desk, carried.get("visit", new_visit()), carried.get("page"))


def knows_all(view: dict[str, Any], desk: Desk) -> bool:
    """Say whether a page shows all that other windows have stored of it; if not, it goes on as a new visit.

    What it has empty would otherwise count as cleared in this one's next delivery.
    """
    carried = blocks.metadata(view)
    framework, work = desk.ready
    page = page_of(framework, carried["page"])
    if page is None or desk.position.visit == carried["visit"]:
        return True
    return is_current(view, {c.key: answer_to(framework, work, c.key) for c in page.competencies})


async def page_as_kept(here: Here, view: dict[str, Any]) -> dict[str, Any] | None:
    """Return the page of a view as it is kept now, or None once the person has moved on from it."""
    carried = blocks.metadata(view)
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, carried, here.now)
    if not is_open(desk) or desk.position.has_left(carried["visit"]):
        return None
    return desk_view(desk, carried["visit"], carried["page"])


async def go_on(
    ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Keep a page; then the next one, or what this one still lacks."""
    await answer_form(ack, client, view, context, turn_page(here, view))


async def turn_page(here: Here, view: dict[str, Any]) -> dict[str, Any]:
    """Return what Slack is to do with a page that was sent: show errors, the same page, or the next."""
    carried = blocks.metadata(view)
    visit = carried.get("visit", "")
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, carried, here.now)
        if not is_open(desk):
            return {"response_action": "update", "view": desk_view(desk, new_visit())}
        framework, work = desk.ready
        try:
            changes = changes_in(view, desk)
            work = record(framework, work, changes)
        except InvalidAnswer as problem:
            return _errors({block_id(Field.RATING, problem.competency, visit): str(problem)})
        page = page_of(framework, carried["page"])
        missing = gaps(framework, work, page.competencies) if page and desk.accepts else {}
        unseen = unseen_question(framework, work, view)
        closes = not missing and not unseen
        desk = desk.with_work(await tx.assessments.save(work, here.now, visit=visit, close_visit=closes))
    if missing:
        return _errors(gap_errors(missing, visit))
    if unseen:
        return {"response_action": "update", "view": desk_view(desk, visit, carried["page"])}
    number = number_after(framework, work, carried["page"])
    return {"response_action": "update", "view": desk_view(desk, new_visit(), number)}


def number_after(framework: Framework, work: Assessment, number: int) -> int:
    """Return the page that follows; the review only when nothing is missing before it."""
    if number + 1 == review_number(framework) and gaps(framework, work):
        return landing(framework, work)
    return number + 1


def unseen_question(framework: Framework, work: Assessment, view: dict[str, Any]) -> bool:
    """Say whether a Beyond of this page has not been shown its next level yet (Slack's update came too late)."""
    page = page_of(framework, blocks.metadata(view)["page"])
    if page is None or not view.get("blocks"):
        return False
    seen = asked_next(view)
    return any(
        c.key not in seen and asks_next_level(framework, answer_to(framework, work, c.key)) for c in page.competencies
    )


async def go_back(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    """Keep what is on the page and show the one before."""
    view = body["view"]
    shown = await answer_click(ack, page_before(here, view))
    if shown is not None:
        await replace_view(client, view["id"], shown)


async def page_before(here: Here, view: dict[str, Any]) -> dict[str, Any]:
    """Return the page before the one in `view`, once what that one holds is kept."""
    carried = blocks.metadata(view)
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, carried, here.now)
        if not is_open(desk):
            return desk_view(desk, new_visit())
        framework, work = desk.ready
        if page_of(framework, carried["page"]) is not None:
            changes = changes_in(view, desk)
            work = record(framework, work, changes)
            work = await tx.assessments.save(work, here.now, visit=carried["visit"], close_visit=True)
    number = max(carried["page"] - 1, first_number(framework, work))
    return desk_view(desk.with_work(work), new_visit(), number)


def changes_in(view: dict[str, Any], desk: Desk) -> dict[str, Change]:
    """Return what a page changes; all it holds where this visit wrote last, or was drawn again as it had been typed."""
    carried = blocks.metadata(view)
    return read_page(view, same_visit=desk.position.visit == carried["visit"] or "typed" in carried)


def is_open(desk: Desk) -> bool:
    """Say whether there is a draft on the desk to write into."""
    return desk.standing is Standing.READY and desk.work is not None and desk.work.is_draft


def _errors(found: dict[str, str]) -> dict[str, Any]:
    return {"response_action": "errors", "errors": found}
