"""App Home: draw it when it is opened and after whatever changes it, and say who sees what."""

import logging
from dataclasses import replace
from datetime import date
from typing import Any

from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from framework.model import Framework
from growth.access import Item, may_read
from growth.agenda import decide
from growth.calendar import local_day
from growth.cycles import CycleState
from growth.errors import GrowthError
from growth.half_years import upcoming
from growth.hub import Hub, Stewardship, owners, steward
from growth.people import Person, Role
from handlers.here import Here
from handlers.timing import open_modal, refusal
from storage.access_log import Access
from storage.errors import StorageError
from storage.unit_of_work import Transaction
from views.home import home_view, privacy_view
from views.ids import Home

log = logging.getLogger("trellis")

CHARTS_REFUSED = {"invalid_blocks", "invalid_arguments"}


def register(app: AsyncApp) -> None:
    """Bind what happens around App Home."""
    app.event("app_home_opened")(open_home)
    app.action(Home.SETTINGS)(show_privacy)


async def open_home(event: dict[str, Any], client: AsyncWebClient, here: Here) -> None:
    """Draw App Home each time it is opened."""
    if event.get("tab", "home") != "home":
        return
    hub, framework = await load_hub(here)
    if hub.person is None:
        hub = replace(hub, is_guest=await is_guest(client, here.user_id))
    await publish(client, here, hub, framework)
    if hub.person is not None:
        await remember_visit(here, hub, hub.person)


async def refresh_home(client: AsyncWebClient, here: Here) -> None:
    """Draw App Home after a change; where that fails, the change stands, and the next opening draws it."""
    try:
        await publish(client, here, *await load_hub(here))
    except (SlackClientError, ClientError, StorageError, TimeoutError, OSError, AttributeError) as problem:
        # AttributeError: slack_sdk expects an object where a proxy answers plain text.
        log.warning("App Home could not be drawn: %s", type(problem).__name__)


async def publish(client: AsyncWebClient, here: Here, hub: Hub, framework: Framework) -> None:
    """Draw a person's App Home; in words where Slack refuses a chart there."""
    try:
        await client.views_publish(user_id=here.user_id, view=home_view(hub, framework))
    except SlackApiError as problem:
        if refusal(problem) not in CHARTS_REFUSED or hub.summary is None:
            raise
        await client.views_publish(user_id=here.user_id, view=home_view(hub, framework, charts=False))


async def remember_visit(here: Here, hub: Hub, person: Person) -> None:
    """Keep that somebody was welcomed, and whose level a manager was shown."""
    if not (hub.first_visit or hub.coaches):
        return
    seen = [Access(person.id, coach.id, Item.LEVEL_HISTORY, allowed=True, at=here.now) for coach in hub.coaches]
    async with here.transaction() as tx:
        if hub.first_visit:
            await tx.people.mark_welcomed(person.id, here.now)
        await tx.access_log.add(*seen)


def coaches_of(manager: Person, everyone: list[Person], today: date) -> tuple[Person, ...]:
    """Return the people whose manager somebody is, as far as they may see them."""
    theirs = (other for other in everyone if other.manager_id == manager.id and other.is_active(today))
    return tuple(other for other in theirs if may_read(manager, other, Item.LEVEL_HISTORY, today))


async def load_hub(here: Here) -> tuple[Hub, Framework]:
    """Return what App Home shows this person, and the framework it speaks of."""
    async with here.reading() as tx:
        framework = await current_framework(tx)
        person = await tx.people.by_slack(here.user_id)
        today = here.now.date()
        everyone = await tx.people.all()
        if person is None or not person.is_active(local_day(here.now, person.tz)):
            return Hub(None, whom=owners(everyone, today)), framework
        is_coach = person.has(Role.COACH)
        agenda = (await tx.agendas.load([person.id], here.now)).get(person.id)
        hub = Hub(
            person=person,
            now=here.now,
            talk=agenda.own_talk if agenda else None,
            talks=agenda.talks_held if agenda else (),
            coming=decide(agenda, here.now).all if agenda else (),
            desk=await tx.desks.current(here.user_id, here.now) if is_coach else None,
            summary=await tx.summaries.of(person) if is_coach else None,
            coaches=coaches_of(person, everyone, today),
            stewardship=await load_stewardship(tx, here, everyone) if person.has(Role.OWNER) else None,
            first_visit=not person.welcomed,
            whom=owners(everyone, today),
        )
    return hub, framework


async def current_framework(tx: Transaction) -> Framework:
    """Return the framework in use; raise GrowthError before the first was published."""
    version = await tx.frameworks.current()
    if version is None:
        raise GrowthError("No framework is published here yet: start `trellis run` once.")
    return version.framework


async def load_stewardship(tx: Transaction, here: Here, everyone: list[Person]) -> Stewardship:
    """Return what an owner watches over: the half-years, who lacks something, what could not be delivered."""
    zone = here.zone(everyone)
    today = local_day(here.now, zone)
    cycles = await tx.cycles.all()
    cycle = cycles[0] if cycles else None
    return steward(
        today,
        zone,
        everyone,
        cycle=cycle,
        state=cycle.state(here.now, zone) if cycle else CycleState.CLOSED,
        cohort=len(await tx.cycles.cohort(cycle.id)) if cycle else 0,
        upcoming=upcoming(today, await tx.half_years.planned(), cycles),
        undelivered=await tx.outbox.failed(),
    )


async def is_guest(client: AsyncWebClient, slack_id: str) -> bool:
    """Say whether Slack lists somebody as a guest; not where it doesn't say."""
    try:
        user = (await client.users_info(user=slack_id)).get("user") or {}
    except SlackApiError:
        return False
    return bool(user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_stranger"))


async def show_privacy(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext) -> None:
    """Say who sees what."""
    await ack()
    await open_modal(client, body, context, _privacy())


async def _privacy() -> dict[str, Any]:
    return privacy_view()
