"""What people answer to a nudge: later, not this time, how a check-in went; and a manager's own nudge.

Each is kept before it is answered, and the message it was pressed in is drawn anew by the planner.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from growth.diary import DAY
from growth.errors import InvalidTalk
from growth.nudges import Snooze, Task, passed_on, steps_of
from handlers.here import Here
from handlers.home import refresh_home
from handlers.talks import Seat, errors, seat_at
from handlers.timing import answer_click, answer_form, open_modal
from storage.unit_of_work import Transaction
from views import blocks, snoozes
from views.failures import NOT_YOURS, failure_view
from views.ids import Nudge as Ids
from views.ids import parse_talk_value, talk_value

View = dict[str, Any]

SNOOZED = {Task.DATE, Task.ASSESSMENT, Task.CHECK_IN}

CHECKED_IN = {Ids.CHECK_IN_KEEP: "keep", Ids.CHECK_IN_CHANGE: "change", Ids.CHECK_IN_DROP: "drop"}


def register(app: AsyncApp) -> None:
    """Bind the answers to nudges."""
    app.action(Ids.SNOOZE)(snooze)
    app.view(Ids.SNOOZE_DAY)(snooze_until_day)
    app.action(Ids.UNDO_SNOOZE)(undo_snooze)
    app.action(Ids.GO_WITHOUT)(go_without)
    for answer in CHECKED_IN:
        app.action(answer)(check_in)
    app.action(Ids.PASS_ON)(pass_on)


async def snooze(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Have a task come again later; for a day of one's own, ask which."""
    chosen = (body["actions"][0].get("selected_option") or {}).get("value")
    about = parse_talk_value(chosen)
    if about is not None and about.more[1:] == (snoozes.ANOTHER_DAY,):
        await ack()
        await open_modal(client, body, context, day_form(here, chosen))
        return
    days = int(about.more[1]) if about and len(about.more) > 1 and about.more[1] in snoozes.SNOOZES else None
    shown = await answer_click(ack, snoozed(here, chosen, days))
    await settle(client, body, context, here, shown)


async def day_form(here: Here, value: object) -> View:
    """Return the form that asks until which day."""
    async with here.reading() as tx:
        seat = await own_seat(tx, here, value)
    about = parse_talk_value(value)
    if seat is None or about is None:
        return failure_view(NOT_YOURS)
    return snoozes.snooze_day_form(seat.status, Task(about.more[0]), seat.viewer, here.now)


async def snoozed(here: Here, value: object, days: int | None) -> View | None:
    """Keep a snooze of so many days; return what to say where that is not possible."""
    async with here.transaction() as tx:
        seat = await own_seat(tx, here, value)
        if seat is None or days is None:
            return failure_view(NOT_YOURS)
        await keep_snooze(tx, here, seat, task_of(value), seat.viewer.diary.day(here.now) + days * DAY)
    return None


async def snooze_until_day(
    ack: AsyncAck, view: View, client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Keep the day of one's own until which a task is snoozed."""
    await answer_form(ack, client, view, context, snoozed_until(here, view))
    here.wake()
    await refresh_home(client, here)


async def snoozed_until(here: Here, view: View) -> dict[str, Any]:
    """Return what Slack is to do with the form: close it, or show an error at its day."""
    carried = blocks.metadata(view)
    value = talk_value(*(str(carried.get(name)) for name in ("cycle", "coach", "task")))
    async with here.transaction() as tx:
        seat = await own_seat(tx, here, value)
        if seat is None:
            return {"response_action": "update", "view": failure_view(NOT_YOURS)}
        try:
            until = snoozes.read_snooze_day(view, seat.viewer.diary.day(here.now))
        except InvalidTalk as problem:
            return errors(view, problem)
        await keep_snooze(tx, here, seat, task_of(value), until)
    return {"response_action": "clear"}


async def keep_snooze(tx: Transaction, here: Here, seat: Seat, task: Task, until: date) -> None:
    """Keep a snooze of a task that is still to be done; of one that is done there is nothing to snooze."""
    if not steps_of(task, seat.status):
        return
    talk = seat.status.talk
    await tx.snoozes.add(talk.cycle_id, talk.coach_id, Snooze(task, until, here.now))
    await tx.agendas.touch([talk.coach_id])


async def undo_snooze(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Take a snooze back."""
    shown = await answer_click(ack, without_snooze(here, body["actions"][0].get("value")))
    await settle(client, body, context, here, shown)


async def without_snooze(here: Here, value: object) -> View | None:
    """Forget a task's snooze; return what to say where that is not possible."""
    async with here.transaction() as tx:
        seat = await own_seat(tx, here, value)
        if seat is None:
            return failure_view(NOT_YOURS)
        await tx.snoozes.remove(seat.status.talk.cycle_id, seat.status.talk.coach_id, task_of(value))
        await tx.agendas.touch([seat.viewer.person_id])
    return None


async def go_without(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Leave the self-assessment this time; it stays where it is, and nothing more is said of it."""
    shown = await answer_click(ack, changed(here, body["actions"][0].get("value"), went_without=True))
    await settle(client, body, context, here, shown)


async def check_in(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Keep how a check-in went."""
    pressed = body["actions"][0]
    answer = CHECKED_IN[Ids(pressed["action_id"])]
    shown = await answer_click(ack, changed(here, pressed.get("value"), checked_in=answer))
    await settle(client, body, context, here, shown)


async def changed(here: Here, value: object, **fields: Any) -> View | None:
    """Keep what a coach says of their own talk; return what to say where that is not possible."""
    async with here.transaction() as tx:
        seat = await own_seat(tx, here, value)
        if seat is None:
            return failure_view(NOT_YOURS)
        await tx.talks.keep(replace(seat.status.talk, **fields))
        await tx.agendas.touch([seat.viewer.person_id])
    return None


async def pass_on(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Pass a manager's nudge on, whatever there is to do; the answer is always the same."""
    await ack()
    await open_modal(client, body, context, passed(here, body["actions"][0].get("value")))
    here.wake()
    await refresh_home(client, here)


async def passed(here: Here, value: object) -> View:
    """Return what a manager reads, which says nothing of where the coach stands."""
    async with here.transaction() as tx:
        seat = await seat_at(tx, here, value)
        manager = seat.status.manager if seat else None
        if seat is None or manager is None or manager.person_id != seat.viewer.person_id:
            return failure_view(NOT_YOURS)
        try:
            talk = passed_on(seat.status, here.now)
        except InvalidTalk as problem:
            return failure_view(str(problem))
        await tx.talks.keep(talk)
        await tx.agendas.touch([talk.coach_id])
    return snoozes.passed_on_view(seat.status)


async def own_seat(tx: Transaction, here: Here, value: object) -> Seat | None:
    """Return the coach's place at the talk that a button is about; None for anybody else."""
    about = parse_talk_value(value)
    seat = await seat_at(tx, here, value)
    if seat is None or about is None or seat.status.talk.coach_id != seat.viewer.person_id:
        return None
    return seat if not about.more or about.more[0] in SNOOZED else None


def task_of(value: object) -> Task:
    """Return the task that a button's value names; `own_seat` has checked it."""
    about = parse_talk_value(value)
    return Task(about.more[0] if about else "")


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
