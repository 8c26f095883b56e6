"""A person's own settings: when Trellis may speak to them, when they are away, what comes next and what was sent."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from growth.agenda import Agenda, decide
from growth.errors import InvalidLeave, InvalidPreferences
from growth.leave import came_back, with_leave
from growth.people import Person
from handlers.away import diary_of, keep_leave, whoever
from handlers.here import Here
from handlers.home import refresh_home
from handlers.timing import answer_form, open_modal
from storage.unit_of_work import Transaction
from views import settings, settings_reading
from views.failures import NOT_YOURS, at_field, failure_view
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


async def own_agenda(tx: Transaction, here: Here, *, alone: bool = False) -> tuple[Person, Agenda] | None:
    """Return who asks, and what Trellis has to say to them; None for who is unknown or has left."""
    person = await whoever(tx, here, alone=alone)
    if person is None:
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
            found = await own_agenda(tx, here, alone=True)
            if found is None:
                return {"response_action": "update", "view": failure_view(NOT_YOURS)}
            person, agenda = found
            diary = agenda.person.diary
            await tx.preferences.keep(person.id, settings_reading.read_settings_form(view, diary.preferences))
            leave = settings_reading.read_away(view, diary.day(here.now))
            await keep_leave(tx, here, person, with_leave(diary.leave, leave) if leave else diary.leave)
            _, agenda = await own_agenda(tx, here) or found
            shown_now = settings.settings_saved(agenda.person, await outlook(tx, here, agenda), here.now)
    except (InvalidPreferences, InvalidLeave) as problem:
        return at_field(view, str(problem), problem.about)
    return {"response_action": "update", "view": shown_now}


async def come_back(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """End leave, or take it back, from a person's settings."""
    await ack()
    await open_modal(client, body, context, back(here, body["actions"][0].get("value")))
    here.wake()
    await refresh_home(client, here)


async def back(here: Here, leave_id: object) -> View:
    """Return a person's settings once the leave they are on has ended, or the one named, still to come, is gone."""
    async with here.transaction() as tx:
        person = await whoever(tx, here)
        if person is not None:
            diary = await diary_of(tx, person)
            today = diary.day(here.now)
            other = tuple(leave for leave in diary.leave if leave.id != leave_id or leave.first <= today)
            await keep_leave(tx, here, person, other if other != diary.leave else came_back(diary.leave, today))
    return await shown(here)
