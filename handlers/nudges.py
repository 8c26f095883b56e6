"""What people answer to a nudge: later, not this time, how a check-in went; and a manager's own nudge.

Each is kept before it is answered, and the message it was pressed in is drawn anew by the planner.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from growth.courses import comes_again
from growth.diary import DAY
from growth.errors import InvalidTalk
from growth.nudges import Snooze, Task, passed_on, steps_of
from handlers.here import Here
from handlers.home import refresh_home
from handlers.talks import Seat, seat_at, settle
from handlers.timing import answer_click, answer_form, open_modal
from storage.unit_of_work import Transaction
from views import blocks, snoozes
from views.failures import NOT_YOURS, at_field, failure_view
from views.ids import Nudge as Ids
from views.ids import parse_talk_value, talk_value

View = dict[str, Any]

SNOOZED = {Task.DATE, Task.ASSESSMENT, Task.CHECK_IN}

ANSWERED = {"went_without": Task.ASSESSMENT, "checked_in": Task.CHECK_IN}
"""Which task a field of a talk answers."""

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
    days = int(about.more[1]) if about and about.more[1:] and about.more[1] in snoozes.SNOOZES else None
    shown = await answer_click(ack, snoozed(here, chosen, days))
    await settle(client, body, context, here, shown)


async def day_form(here: Here, value: object) -> View:
    """Return the form that asks until which day."""
    async with here.reading() as tx:
        asked = await own_task(tx, here, value, alone=False)
    if asked is None:
        return failure_view(NOT_YOURS)
    seat, task = asked
    return snoozes.snooze_day_form(seat.status, task, seat.viewer, here.now)


async def snoozed(here: Here, value: object, days: int | None) -> View | None:
    """Keep a snooze of so many days; return what to say where that is not possible."""
    async with here.transaction() as tx:
        asked = await own_task(tx, here, value)
        if asked is None or days is None:
            return failure_view(NOT_YOURS)
        seat, task = asked
        try:
            await keep_snooze(tx, here, seat, task, seat.viewer.diary.day(here.now) + days * DAY)
        except InvalidTalk as problem:
            return failure_view(str(problem))
    return None


async def snooze_until_day(
    ack: AsyncAck, view: View, client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Keep the day of one's own until which a task is snoozed."""
    await answer_form(ack, client, view, context, snoozed_until(here, view))
    here.wake()
    await refresh_home(client, here)


async def snoozed_until(here: Here, view: View) -> dict[str, Any]:
    """Return what Slack is to do with the form: say when it comes again, or show an error at its day."""
    carried = blocks.metadata(view)
    value = talk_value(*(str(carried.get(name)) for name in ("cycle", "coach", "task")))
    try:
        async with here.transaction() as tx:
            asked = await own_task(tx, here, value)
            if asked is None:
                return {"response_action": "update", "view": failure_view(NOT_YOURS)}
            seat, task = asked
            today = seat.viewer.diary.day(here.now)
            until = await keep_snooze(tx, here, seat, task, snoozes.read_snooze_day(view, today))
    except InvalidTalk as problem:
        return at_field(view, str(problem), problem.about)
    return {"response_action": "update", "view": snoozes.snoozed_view(until, today)}


async def keep_snooze(tx: Transaction, here: Here, seat: Seat, task: Task, until: date) -> date:
    """Keep a snooze and return the day on which the task comes again; raise InvalidTalk where it doesn't any more."""
    day = comes_again(task, seat.status, until, here.now)
    talk = seat.status.talk
    await tx.snoozes.add(talk.cycle_id, talk.coach_id, Snooze(task, day, here.now))
    await tx.agendas.touch([talk.coach_id])
    return day


async def undo_snooze(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext, here: Here
) -> None:
    """Take a snooze back."""
    shown = await answer_click(ack, without_snooze(here, body["actions"][0].get("value")))
    await settle(client, body, context, here, shown)


async def without_snooze(here: Here, value: object) -> View | None:
    """Forget a task's snooze; return what to say where that is not possible."""
    async with here.transaction() as tx:
        asked = await own_task(tx, here, value)
        if asked is None:
            return failure_view(NOT_YOURS)
        seat, task = asked
        await tx.snoozes.remove(seat.status.talk.cycle_id, seat.status.talk.coach_id, task)
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
    """Keep what a coach answers about their own talk, while it is asked; return what to say to anybody else."""
    async with here.transaction() as tx:
        seat = await own_seat(tx, here, value)
        if seat is None:
            return failure_view(NOT_YOURS)
        if all(steps_of(ANSWERED[name], seat.status) for name in fields):
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
        seat = await seat_at(tx, here, value, alone=True)
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


async def own_seat(tx: Transaction, here: Here, value: object, *, alone: bool = True) -> Seat | None:
    """Return the coach's place at the talk that a button is about, alone with it; None for anybody else."""
    seat = await seat_at(tx, here, value, alone=alone)
    return seat if seat is not None and seat.status.talk.coach_id == seat.viewer.person_id else None


async def own_task(tx: Transaction, here: Here, value: object, *, alone: bool = True) -> tuple[Seat, Task] | None:
    """Return the coach's place and the task that a button about a snooze names; None for what is not theirs."""
    about, seat = parse_talk_value(value), await own_seat(tx, here, value, alone=alone)
    if about is None or seat is None or not about.more or about.more[0] not in SNOOZED:
        return None
    return seat, Task(about.more[0])
