"""Asking what is due to whom: one message a day and person, put into the outbox to be decided on again at sending.

It also has nudges drawn anew whose words have changed since they were sent: done, followed, snoozed, over.
"""

import logging
from datetime import datetime, timedelta

from growth.agenda import Agenda, Decision, decide, face
from schedules.means import Means
from storage.nudges import LiveMessage
from storage.unit_of_work import Transaction
from views.messages import NUDGE, NUDGE_UPDATE

log = logging.getLogger("trellis")

AT_ONCE = 50
"""People in one transaction; whoever calls comes again."""

WORKSPACES = 100
"""Workspaces asked about at once."""

LATER = timedelta(hours=1)
"""When somebody is looked at again for whom nothing could be decided."""


async def run(means: Means, now: datetime) -> int:
    """Look at those whose time it is, in every workspace; return how many they were."""
    async with means.store.reading_everywhere() as tx:
        workspaces = await tx.agendas_due.workspaces(now, WORKSPACES)
    return sum([await plan(means, workspace_id, now) for workspace_id in workspaces])


async def plan(means: Means, workspace_id: str, now: datetime) -> int:
    """Look at some of one workspace's people; return how many."""
    async with means.store.transaction(workspace_id) as tx:
        people = await tx.agendas.claim_due(now, AT_ONCE)
        agendas = await tx.agendas.load(people, now)
        standing = await tx.nudges.live(people)
        again = {person_id: await look_at(tx, agendas.get(person_id), now) for person_id in people}
        for message in standing:
            await follow(tx, agendas.get(message.recipient_id), message, now)
        await tx.agendas.look_again(again)
    return len(people)


async def look_at(tx: Transaction, agenda: Agenda | None, now: datetime) -> datetime | None:
    """Plan what is due to one person; return when to look again (UTC), None where nothing is to come."""
    if agenda is None:
        return None
    try:
        decision = decide(agenda, now)
    except Exception as problem:  # noqa: BLE001  one whose days can't be worked out must not keep the others waiting
        # The type only: an error's text can hold people's words.
        log.error("What is due to somebody could not be decided: %s", type(problem).__name__)  # noqa: TRY400  see above
        return now + LATER
    if decision.due:
        await put(tx, agenda, decision, now)
    return decision.look_again


async def put(tx: Transaction, agenda: Agenda, decision: Decision, now: datetime) -> None:
    """Put the message of a person's day into the outbox, unless it is there or was sent."""
    person = agenda.person
    day = person.diary.day(now)
    message_id = await tx.outbox.put_again(
        NUDGE, person.person_id, {"day": day.isoformat()}, key=f"nudge:{person.person_id}:{day}", due_at=now
    )
    if message_id is not None:
        await tx.nudges.write(message_id, person.person_id, decision.due, decision.passed, day)


async def follow(tx: Transaction, agenda: Agenda | None, message: LiveMessage, now: datetime) -> None:
    """Have a message that was sent drawn anew where one of its nudges stands differently by now."""
    if agenda is None:
        return
    faces = [face(one.nudge, agenda.talk(one.cycle_id, one.coach_id), agenda, now) for one in message.items]
    if faces != [one.shown for one in message.items]:
        key = f"{NUDGE_UPDATE}:{message.id}:{now.timestamp()}"
        await tx.outbox.put(NUDGE_UPDATE, message.recipient_id, {"message": message.id}, key=key, due_at=now)
