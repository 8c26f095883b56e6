"""The half-years in an owner's hands: change the days of the open or the next one, or open one now.

Each request asks the database anew whether it comes from an owner; anybody else is answered as for what isn't there.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from growth.calendar import local_day
from growth.cycles import joiners, plan_cycle
from growth.errors import InvalidCycle
from growth.half_years import checked, rescheduled
from growth.hub import Stewardship
from growth.people import Role
from handlers.here import Here
from handlers.home import load_stewardship, refresh_home
from handlers.timing import answer_form, open_modal
from storage.unit_of_work import Transaction
from views import blocks, half_years
from views.failures import NOT_YOURS, at_field, failure_view
from views.half_year_reading import read_form
from views.ids import Cycle as Ids

log = logging.getLogger("trellis")

View = dict[str, Any]

Change = Callable[[Transaction, Here, View, Stewardship], Awaitable[str | None]]
"""Does what a form says; returns what to say of it, or None where what the form is about isn't there."""


def register(app: AsyncApp) -> None:
    """Bind what an owner does with half-years."""
    app.action(Ids.RESCHEDULE)(offer_days)
    app.action(Ids.PLAN)(offer_next_days)
    app.action(Ids.OPEN)(offer_opening)
    app.view(Ids.DAYS)(save_days)
    app.view(Ids.NEXT_DAYS)(save_next_days)
    app.view(Ids.NEW)(open_now)


async def offer_days(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Open the form for the days of the half-year that is open."""
    await ack()
    await open_modal(client, body, context, drawn(here, half_years.days_form))


async def offer_next_days(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Open the form for the days of the half-year that the calendar opens next."""
    await ack()
    await open_modal(client, body, context, drawn(here, half_years.next_days_form))


async def offer_opening(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Open the form that opens a half-year now."""
    await ack()
    await open_modal(client, body, context, drawn(here, half_years.opening_form))


async def drawn(here: Here, draw: Callable[[Stewardship], View]) -> View:
    """Return a form as things are now, for an owner."""
    async with here.reading() as tx:
        found = await watched_over(tx, here)
    return failure_view(NOT_YOURS) if found is None else draw(found)


async def save_days(ack: AsyncAck, view: View, client: AsyncWebClient, context: AsyncBoltContext, here: Here) -> None:
    """Give the open half-year other days."""
    await answer_form(ack, client, view, context, done(here, view, reschedule))
    await refresh_home(client, here)


async def save_next_days(
    ack: AsyncAck, view: View, client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Give the next half-year other days."""
    await answer_form(ack, client, view, context, done(here, view, plan))
    await refresh_home(client, here)


async def open_now(ack: AsyncAck, view: View, client: AsyncWebClient, context: AsyncBoltContext, here: Here) -> None:
    """Open a half-year for every coach."""
    await answer_form(ack, client, view, context, done(here, view, open_half_year))
    await refresh_home(client, here)


async def done(here: Here, view: View, change: Change) -> dict[str, Any]:
    """Return what Slack is to do with an owner's form: show an error at a field, or what holds now."""
    try:
        async with here.transaction() as tx:
            await tx.cycles.alone()
            found = await watched_over(tx, here)
            said = await change(tx, here, view, found) if found else None
            now = await watched_over(tx, here) if said else None
    except InvalidCycle as problem:
        return at_field(view, str(problem), problem.about)
    shown = failure_view(NOT_YOURS) if said is None or now is None else half_years.settled_view(now, said)
    return {"response_action": "update", "view": shown}


async def reschedule(tx: Transaction, _: Here, view: View, found: Stewardship) -> str | None:
    """Keep other days of the half-year that a form is about."""
    cycle = await tx.cycles.get(str(blocks.metadata(view).get("cycle")))
    if cycle is None:
        return None
    if found.open_cycle is None or found.open_cycle.id != cycle.id:
        return half_years.CLOSED
    days = read_form(view, half_years.DAYS, half_years.days_of(cycle))
    await tx.cycles.reschedule(rescheduled(cycle, days.window_start, days.window_end, days.closes_on, found.today))
    await tx.agendas.touch_cycle(cycle.id)
    return half_years.SAVED


async def plan(tx: Transaction, _: Here, view: View, found: Stewardship) -> str | None:
    """Keep other days of the half-year that the calendar opens next, if it still is the one that a form is about."""
    name = str(blocks.metadata(view).get("name"))
    if name != found.upcoming.name:
        return half_years.OPENED_MEANWHILE if await tx.cycles.named(name) else None
    days = read_form(view, half_years.NEXT_DAYS, found.upcoming)
    await tx.half_years.plan(checked(days, found.today))
    return half_years.SAVED


async def open_half_year(tx: Transaction, here: Here, view: View, found: Stewardship) -> str | None:
    """Open a half-year with every coach in it, unless one is open."""
    if found.open_cycle is not None:
        return half_years.OPEN_ALREADY
    new = read_form(view, half_years.NEW, found.proposed)
    cycle = plan_cycle(
        new.name,
        (new.window_start, new.window_end),
        found.today,
        await tx.cycles.all(),
        new_id=uuid4().hex,
        framework_id=(await tx.frameworks.current()).id,
        now=here.now,
    )
    await tx.cycles.add(cycle, joiners(cycle, await tx.people.all(), [], found.today))
    await tx.agendas.touch_cycle(cycle.id)
    return half_years.OPENED


async def watched_over(tx: Transaction, here: Here) -> Stewardship | None:
    """Return what an owner watches over; None for anybody else, and for one who has left."""
    person = await tx.people.by_slack(here.user_id)
    if person is None or not person.has(Role.OWNER) or not person.is_active(local_day(here.now, person.tz)):
        log.info("Somebody who is no owner asked for the half-years")
        return None
    return await load_stewardship(tx, here, await tx.people.all())
