"""A person's own settings: when Trellis may speak to them, when they are away, what comes next and what was sent."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from growth.agenda import Agenda, decide
from growth.errors import InvalidLeave, InvalidPreferences
from growth.leave import with_leave
from growth.people import Person
from handlers.away import is_back, keep_leave
from handlers.here import Here
from handlers.home import refresh_home
from handlers.timing import answer_form, open_modal
from storage.unit_of_work import Transaction
from views import settings, settings_reading
from views.failures import NOT_YOURS, failure_view, form_errors
from views.ids import Settings as Ids

View = dict[str, Any]

REMEMBERED = 20
"""Messages that are listed as sent."""


def register(app: AsyncApp) -> None:
    """Bind a person's own settings."""
    app.action(Ids.OPEN)(open_settings)
    app.view(Ids.FORM)(save_settings)
    app.action(Ids.BACK)(come_back)


async def open_settings(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Open a person's settings."""
    await ack()
    await open_modal(client, body, context, shown(here))


async def shown(here: Here) -> View:
    """Return a person's settings as they are."""
    async with here.reading() as tx:
        found = await own_agenda(tx, here)
        if found is None:
            return failure_view(NOT_YOURS)
        return settings.settings_form(found[1].person, await outlook(tx, here, found[1]), here.now)


async def own_agenda(tx: Transaction, here: Here) -> tuple[Person, Agenda] | None:
    """Return who asks, and what Trellis has to say to them; None for who is unknown or has left."""
    person = await tx.people.by_slack(here.user_id)
    if person is None or not person.is_active(here.now.date()):
        return None
    agenda = (await tx.agendas.load([person.id], here.now)).get(person.id)
    return None if agenda is None else (person, agenda)


async def outlook(tx: Transaction, here: Here, agenda: Agenda) -> settings.Outlook:
    """Return what comes next for a person and what was sent to them."""
    cycle = await tx.cycles.current(here.now)
    return settings.Outlook(
        cycle=(cycle.id, cycle.name) if cycle else None,
        coming=decide(agenda, here.now).all,
        sent=await tx.nudges.history(agenda.person.person_id, REMEMBERED),
    )


async def save_settings(
    ack: AsyncAck, view: View, client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Keep a person's settings."""
    await answer_form(ack, client, view, context, saved(here, view))
    here.wake()
    await refresh_home(client, here)


async def saved(here: Here, view: View) -> dict[str, Any]:
    """Return what Slack is to do with the form: show an error at a field, or what holds now."""
    try:
        async with here.transaction() as tx:
            found = await own_agenda(tx, here)
            if found is None:
                return {"response_action": "update", "view": failure_view(NOT_YOURS)}
            person, agenda = found
            diary = agenda.person.diary
            await tx.preferences.keep(person.id, settings_reading.read_settings_form(view, diary.preferences))
            if (leave := settings_reading.read_away(view, diary.day(here.now))) is not None:
                await keep_leave(tx, here, person, with_leave(diary.leave, leave))
            await tx.agendas.touch([person.id])
            _, agenda = await own_agenda(tx, here) or found
            shown_now = settings.settings_saved(agenda.person, await outlook(tx, here, agenda), here.now)
    except (InvalidPreferences, InvalidLeave) as problem:
        return errors(view, problem)
    return {"response_action": "update", "view": shown_now}


async def come_back(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """End a person's leave from their settings."""
    await ack()
    await open_modal(client, body, context, back(here))
    here.wake()
    await refresh_home(client, here)


async def back(here: Here) -> View:
    """Return a person's settings once their leave has ended."""
    async with here.transaction() as tx:
        person = await tx.people.by_slack(here.user_id)
        if person is not None:
            await is_back(tx, here, person)
    return await shown(here)


def errors(view: View, problem: InvalidPreferences | InvalidLeave) -> dict[str, Any]:
    """Return the answer that shows a sentence at the field it is about, else at the form's first."""
    fields = {block.get("block_id") for block in view.get("blocks") or [] if block.get("type") == "input"}
    about = getattr(problem, "about", "")
    found = {about: str(problem)} if about in fields else form_errors(view, str(problem))
    return {"response_action": "errors", "errors": found or {}}
