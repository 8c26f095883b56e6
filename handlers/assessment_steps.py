"""The self-assessment's steps around the questions: level, specialisms, submit, take back, practice."""

from contextlib import suppress
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from growth.answering import as_practice, choose_specialisms, record, submit, take_over, withdraw
from growth.assessment import Assessment
from growth.desk import Desk, Standing, may_still_change
from growth.errors import GrowthError, Incomplete, InvalidChoice
from growth.evidence import evidence_from
from handlers.assessment import is_open, new_visit
from handlers.here import Here
from handlers.home import refresh_home
from handlers.timing import answer_click, answer_form, replace_view
from views import blocks
from views.assessment_desk import desk_view
from views.assessment_reading import read_page
from views.assessment_steps import read_level, read_specialisms
from views.ids import Assessment as Ids


def register(app: AsyncApp) -> None:
    """Bind the steps before the first page and after the last."""
    app.view(Ids.LEVEL)(start_practice)
    app.action(Ids.SPECIALISE)(tick_specialism)
    app.view(Ids.SPECIALISMS)(settle_specialisms)
    app.view(Ids.REVIEW)(submit_assessment)
    app.action(Ids.WITHDRAW)(take_back)
    app.action(Ids.TAKE_OVER)(use_practice)
    app.action(Ids.KEEP)(keep_as_practice)
    app.view_closed(Ids.PAGE)(finish_later)


async def start_practice(
    ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Begin a practice at the level that was chosen."""
    await answer_form(ack, client, view, context, first_practice_page(here, view))


async def first_practice_page(here: Here, view: dict[str, Any]) -> dict[str, Any]:
    """Return the first page of a practice, or the error where no level was chosen."""
    field, level = read_level(view)
    if level is None:
        return _errors(field, "Please choose a level to practise at.")
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, {"page": 0, "visit": new_visit(), "level": level}, here.now)
    return _update(desk_view(desk, new_visit()))


async def tick_specialism(ack: AsyncAck, body: dict[str, Any], here: Here) -> None:
    """Keep specialisms as they are ticked; too few of them are an error only on Next."""
    await answer_click(ack, keep_ticks(here, body["view"], body["actions"][0].get("action_ts", "")))


async def keep_ticks(here: Here, view: dict[str, Any], action_ts: str) -> None:
    """Keep what is ticked, where it is enough and nothing newer has been kept."""
    carried = blocks.metadata(view)
    _, chosen = read_specialisms(view)
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, carried, here.now)
        if not is_open(desk) or chosen is None or desk.position.is_outdated(carried["visit"], action_ts):
            return
        with suppress(InvalidChoice):
            work = choose_specialisms(*desk.ready, chosen)
            await tx.assessments.save(work, here.now, visit=carried["visit"], action_ts=action_ts)


async def settle_specialisms(
    ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Keep the specialisms and go on to the first page that asks something."""
    await answer_form(ack, client, view, context, page_after_specialisms(here, view))


async def page_after_specialisms(here: Here, view: dict[str, Any]) -> dict[str, Any]:
    """Return what follows the specialisms page once they are kept, or the error where they are too few."""
    carried = blocks.metadata(view)
    field, chosen = read_specialisms(view)
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, carried, here.now)
        if is_open(desk):
            framework, work = desk.ready
            try:
                work = choose_specialisms(framework, work, work.chosen() if chosen is None else chosen)
            except InvalidChoice as problem:
                return _errors(field, str(problem))
            kept = await tx.assessments.save(work, here.now, visit=carried["visit"], close_visit=True)
            desk = desk.with_work(kept)
    return _update(desk_view(desk, new_visit()))


async def submit_assessment(
    ack: AsyncAck, view: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Lock the assessment and say who sees it when."""
    await answer_form(ack, client, view, context, locked(here, view))
    here.wake()
    await refresh_home(client, here)


async def locked(here: Here, view: dict[str, Any]) -> dict[str, Any]:
    """Return what stands after Submit; sent twice, it says the same twice."""
    carried = blocks.metadata(view)
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, carried, here.now)
        if is_open(desk) and desk.accepts:
            framework, work = desk.ready
            try:
                work = submit(framework, work, here.now)
            except Incomplete as missing:
                return _update(desk_view(desk, new_visit(), notice=str(missing)))
            desk = desk.with_work(await tx.assessments.save(work, here.now))
            for piece in evidence_from(desk.ready[1], here.now, desk.zone):
                await tx.evidence.put(piece)
            await tx.agendas.touch([work.subject_id])
    return _update(desk_view(desk, new_visit()))


async def take_back(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    """Make a submitted assessment a draft again."""
    shown = await answer_click(ack, taken_back(here, body["view"]))
    await replace_view(client, body["view"]["id"], shown or {})
    await refresh_home(client, here)


async def taken_back(here: Here, view: dict[str, Any]) -> dict[str, Any]:
    """Return the review of the draft again, or what stands instead where that is not possible any more."""
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, blocks.metadata(view), here.now)
        if desk.standing is Standing.READY and desk.work and may_still_change(desk.work, accepts=desk.accepts):
            for piece in evidence_from(desk.work, here.now, desk.zone):
                await tx.evidence.remove_by_key(piece.owner_id, piece.key or "")
            await tx.agendas.touch([desk.work.subject_id])
            desk = desk.with_work(await tx.assessments.save(withdraw(desk.work), here.now))
    return desk_view(desk, new_visit())


async def use_practice(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    """Let a practice's answers be the first ones of this cycle's assessment."""
    shown = await answer_click(ack, taken_over(here, body["view"]))
    await replace_view(client, body["view"]["id"], shown or {})


async def taken_over(here: Here, view: dict[str, Any]) -> dict[str, Any]:
    """Return the page to go on with, the practice's answers being this cycle's now; the practice is gone then."""
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, blocks.metadata(view), here.now)
        practice = desk.practice
        if is_open(desk) and desk.may_take_over and practice is not None and practice.id is not None:
            work = with_what_was_typed(desk, take_over(practice, desk.ready[1]), view)
            desk = desk.with_work(await tx.assessments.save(work, here.now))
            await tx.assessments.discard(practice.id)
    return desk_view(desk, new_visit())


async def keep_as_practice(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    """Keep the draft of a closed cycle as practice."""
    shown = await answer_click(ack, kept_as_practice(here, body["view"]))
    await replace_view(client, body["view"]["id"], shown or {})


async def kept_as_practice(here: Here, view: dict[str, Any]) -> dict[str, Any]:
    """Return the practice it became, or a sentence where one is under way already."""
    async with here.transaction() as tx:
        desk = await tx.desks.carried(here.user_id, blocks.metadata(view), here.now)
        if not is_open(desk) or desk.work is None or desk.accepts:
            return desk_view(desk, new_visit())
        if desk.practice is not None:
            raise GrowthError(
                "You have a practice under way already, so this draft stays where it is. Nothing is lost."
            )
        work = await tx.assessments.save(as_practice(with_what_was_typed(desk, desk.work, view)), here.now)
        desk = await tx.desks.carried(here.user_id, {"page": 0, "visit": new_visit(), "level": work.level}, here.now)
    return desk_view(desk, new_visit())


def with_what_was_typed(desk: Desk, work: Assessment, view: dict[str, Any]) -> Assessment:
    """Return the assessment with what a page holds that was not kept yet."""
    framework, _ = desk.ready
    return record(framework, work, read_page(view, same_visit=False))


async def finish_later(ack: AsyncAck, client: AsyncWebClient, here: Here) -> None:
    """Let App Home say where the assessment stands now."""
    await ack()
    await refresh_home(client, here)


def _errors(field: str, sentence: str) -> dict[str, Any]:
    return {"response_action": "errors", "errors": {field: sentence}}


def _update(view: dict[str, Any]) -> dict[str, Any]:
    return {"response_action": "update", "view": view}
