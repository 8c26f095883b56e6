"""The date of a talk: offer times, set or move it, mark the talk held. Either of the two may; nobody else can.

Each request asks the database anew whose talk it is; anybody else is answered as for what isn't there.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from growth.agenda import Agenda, hears_before
from growth.errors import InvalidTalk
from growth.nudges import TalkStatus
from growth.slots import slots
from growth.talks import LASTS, Party, Talk, dated, held
from handlers.here import Here
from handlers.home import refresh_home
from handlers.timing import answer_click, answer_form, open_modal
from storage.ids import new_id
from storage.unit_of_work import Transaction
from views import blocks, talks
from views.failures import NOT_YOURS, at_field, failure_view
from views.ids import Talk as Ids
from views.ids import parse_talk_value, talk_value
from views.messages import TALK_RECEIPT
from views.talk_buttons import parse_moment

log = logging.getLogger("trellis")

View = dict[str, Any]

NOBODY_YET = "There is nobody yet to hold this talk with. Whoever looks after Trellis here can say who is your manager."


@dataclass(frozen=True, slots=True)
class Seat:
    """One of the two at their talk."""

    agenda: Agenda
    status: TalkStatus

    @property
    def viewer(self) -> Party:
        """Who sits here."""
        return self.agenda.person

    @property
    def other(self) -> Party | None:
        """Who sits opposite, if anybody."""
        return next((party for party in self.status.parties if party.person_id != self.viewer.person_id), None)


def register(app: AsyncApp) -> None:
    """Bind what the two do about their talk's date."""
    app.action(Ids.SET_DATE)(offer_dates)
    for slot in (Ids.SLOT_1, Ids.SLOT_2, Ids.SLOT_3):
        app.action(slot)(take_slot)
    app.view(Ids.SET_DATE)(save_date)
    app.action(Ids.HELD)(mark_held)


async def seat_at(tx: Transaction, here: Here, value: object, *, alone: bool = False) -> Seat | None:
    """Return the person's place at the talk that a button or a form is about; None for anybody but the two.

    `alone` lets nobody else change the talk until the transaction ends: for who is to keep it.
    """
    about = parse_talk_value(value)
    if about is not None and alone:
        await tx.talks.alone(about.coach_id)
    person = await tx.people.by_slack(here.user_id)
    agenda = (await tx.agendas.load([person.id], here.now)).get(person.id) if person and about else None
    status = agenda.talk(about.cycle_id, about.coach_id) if agenda and about else None
    if agenda is not None and status is not None:
        return Seat(agenda, status)
    log.info("Somebody asked for a talk that is not theirs, or no longer there")
    return None


async def offer_dates(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Open the form for a talk's date."""
    await ack()
    await open_modal(client, body, context, dates(here, body["actions"][0].get("value")))


async def dates(here: Here, value: object) -> View:
    """Return the form with three times for both; what else there is to say where no date can be set."""
    async with here.reading() as tx:
        seat = await seat_at(tx, here, value)
        if seat is None:
            return failure_view(NOT_YOURS)
        status = seat.status
        if status.manager is None:
            return failure_view(NOBODY_YET)
        if status.talk.held_at is not None:
            return talks.held_view(status, seat.viewer, here.now)
        offered = await offered_times(tx, status, here.now)
    return talks.date_form(status, seat.viewer, offered, here.now)


async def offered_times(tx: Transaction, status: TalkStatus, now: datetime) -> tuple[datetime, ...]:
    """Return up to three times (UTC) that may suit both of a talk; none where the coach has no manager."""
    if status.manager is None:
        return ()
    return slots(status.talk, status.coach, status.manager, await booked_by(tx, status, now), now)


async def booked_by(tx: Transaction, status: TalkStatus, now: datetime) -> list[datetime]:
    """Return the dates (UTC) of the other talks of the two."""
    booked = await tx.talks.booked([party.person_id for party in status.parties], now - LASTS)
    return [at for dates in booked.values() for at in dates if at != status.talk.at]


async def take_slot(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Set the date to a time that a message offered; where one stands by now, say so instead of moving it."""
    shown = await answer_click(ack, taken(here, body["actions"][0].get("value")))
    await settle(client, body, context, here, shown)


async def settle(
    client: AsyncWebClient, body: dict[str, Any], context: AsyncBoltContext, here: Here, shown: View | None
) -> None:
    """Let what changed be seen: the message by the planner, App Home now; or say why nothing changed."""
    if shown is not None:
        await open_modal(client, body, context, _ready(shown))
    here.wake()
    await refresh_home(client, here)


async def _ready(view: View) -> View:
    return view


async def taken(here: Here, value: object) -> View | None:
    """Return what to say of a slot that was pressed, or None where its message says it all."""
    about = parse_talk_value(value)
    at = parse_moment(about.more[0]) if about and about.more else None
    async with here.transaction() as tx:
        seat = await seat_at(tx, here, value, alone=True)
        if seat is None or at is None:
            return failure_view(NOT_YOURS)
        if seat.status.talk.at is not None:
            is_same = seat.status.talk.at == at
            return None if is_same else talks.date_stands(seat.status, seat.viewer, here.now)
        try:
            await set_date(tx, here, seat, at)
        except InvalidTalk as problem:
            return failure_view(str(problem))
    return None


async def save_date(ack: AsyncAck, view: View, client: AsyncWebClient, context: AsyncBoltContext, here: Here) -> None:
    """Set or move the date."""
    await answer_form(ack, client, view, context, saved(here, view))
    here.wake()
    await refresh_home(client, here)


async def saved(here: Here, view: View) -> dict[str, Any]:
    """Return what Slack is to do with the form: show an error at a field, or the date that holds now.

    Where the other set a date while it was open, theirs stands and is shown.
    """
    carried = blocks.metadata(view)
    value = talk_value(*(str(carried.get(name)) for name in ("cycle", "coach")))
    try:
        async with here.transaction() as tx:
            seat = await seat_at(tx, here, value, alone=True)
            if seat is None:
                return {"response_action": "update", "view": failure_view(NOT_YOURS)}
            at = talks.read_date_form(view, seat.viewer.diary.tz)
            if seat.status.talk.at not in {None, at, parse_moment(carried.get("had"))}:
                shown = talks.date_stands(seat.status, seat.viewer, here.now)
                return {"response_action": "update", "view": shown}
            await set_date(tx, here, seat, at)
            seat = await seat_at(tx, here, value) or seat
    except InvalidTalk as problem:
        return at_field(view, str(problem), "" if talks.takes_offered(view) else problem.about)
    return {"response_action": "update", "view": talks.date_saved(seat.status, seat.viewer, here.now)}


async def set_date(tx: Transaction, here: Here, seat: Seat, at: datetime) -> None:
    """Keep a date; raise InvalidTalk with the remedy. Sent twice, it is kept and told of once."""
    status = seat.status
    if status.talk.at == at:
        return
    talk = dated(status.talk, at, seat.viewer.person_id, status.parties, here.now)
    if any(abs(other - at) < LASTS for other in await booked_by(tx, status, here.now)):
        raise InvalidTalk("One of you has another development talk then: choose another time.", "time")
    await tx.talks.keep(talk)
    await tx.agendas.touch([party.person_id for party in status.parties])
    await tell(tx, here, seat, talk)


async def tell(tx: Transaction, here: Here, seat: Seat, talk: Talk) -> None:
    """Give who set a date their receipt; the other too, where they would else hear of it after the talk."""
    await put_receipt(tx, here, talk, seat.viewer.person_id)
    if seat.other is not None and talk.at is not None:
        await tell_in_time(tx, here, talk, talk.at, seat.other.person_id)


async def tell_in_time(tx: Transaction, here: Here, talk: Talk, at: datetime, person_id: str) -> None:
    """Tell one of the two at once of a date they would else hear of only after it."""
    agenda = (await tx.agendas.load([person_id], here.now)).get(person_id)
    if agenda is not None and here.now < at and not hears_before(agenda, at, here.now):
        await put_receipt(tx, here, talk, person_id)


async def put_receipt(tx: Transaction, here: Here, talk: Talk, person_id: str) -> None:
    """Have one of the two told how a talk's date stands."""
    about = {"cycle": talk.cycle_id, "coach": talk.coach_id}
    key = f"{TALK_RECEIPT}:{talk.cycle_id}:{talk.coach_id}:{person_id}:{new_id()}"
    await tx.outbox.put(TALK_RECEIPT, person_id, about, key=key, due_at=here.now)


async def mark_held(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Mark a talk held."""
    await ack()
    await open_modal(client, body, context, marked_held(here, body["actions"][0].get("value")))
    here.wake()
    await refresh_home(client, here)


async def marked_held(here: Here, value: object) -> View:
    """Return what stands once a talk is marked held; marked twice, it says the same twice."""
    async with here.transaction() as tx:
        seat = await seat_at(tx, here, value, alone=True)
        if seat is None:
            return failure_view(NOT_YOURS)
        try:
            talk = held(seat.status.talk, here.now)
        except InvalidTalk as problem:
            return failure_view(str(problem))
        await tx.talks.keep(talk)
        await tx.agendas.touch([party.person_id for party in seat.status.parties])
        seat = await seat_at(tx, here, value) or seat
    return talks.held_view(seat.status, seat.viewer, here.now)
