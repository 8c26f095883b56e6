"""Asking what is due to whom: one message a day and person, put into the outbox to be decided on again at sending.

It also has nudges drawn anew whose words have changed since they were sent: done, followed, snoozed, over.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from growth.agenda import Agenda, Decision, Shown, decide, face
from growth.nudges import Task
from growth.talks import Talk, settled
from schedules.means import Means
from storage.ids import new_id
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
        standing: dict[str, list[LiveMessage]] = defaultdict(list)
        for message in await tx.nudges.live(people):
            standing[message.recipient_id].append(message)
        looks = {person_id: look_at(agendas.get(person_id), standing[person_id], now) for person_id in people}
        for look in looks.values():
            await keep(tx, look, now)
        await tx.agendas.look_again({person_id: look.again for person_id, look in looks.items()})
    for person_id in [person_id for person_id, look in looks.items() if look.is_unsettled]:
        await settle(means, workspace_id, person_id, now)
    return len(people)


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at one person found: when to look again (UTC, None for never), what is due, and what to draw anew.

    `is_unsettled` says that a talk of theirs is not what their leave makes of it: nothing is decided before it is.
    """

    again: datetime | None = None
    agenda: Agenda | None = None
    decision: Decision | None = None
    changed: Sequence[LiveMessage] = ()
    is_unsettled: bool = False


def look_at(agenda: Agenda | None, standing: Iterable[LiveMessage], now: datetime) -> Look:
    """Return what is due to one person, and which of their messages stand differently by now."""
    if agenda is None:
        return Look()
    try:
        if any(found != talk for talk, found in own_talks(agenda)):
            return Look(now + LATER, is_unsettled=True)
        decision = decide(agenda, now)
        return Look(decision.look_again, agenda, decision, [one for one in standing if is_changed(one, agenda, now)])
    except Exception as problem:  # noqa: BLE001  one whose days can't be worked out must not keep the others waiting
        # The type only: an error's text can hold people's words.
        log.error("What is due to somebody could not be decided: %s", type(problem).__name__)  # noqa: TRY400  see above
        return Look(now + LATER)


def own_talks(agenda: Agenda) -> list[tuple[Talk, Talk]]:
    """Return a person's own talks, each with what their leave makes of it.

    The two differ where leave was known before the half-year was, or its days were changed.
    """
    person = agenda.person
    own = (status.talk for status in agenda.talks if status.talk.coach_id == person.person_id)
    return [(talk, settled(talk, person.diary)) for talk in own]


def is_changed(message: LiveMessage, agenda: Agenda, now: datetime) -> bool:
    """Say whether one of the nudges of a message that was sent stands differently than it was drawn.

    What was done stays so when its talk is over and gone.
    """
    for one in message.items:
        talk = agenda.talk(one.cycle_id, one.coach_id)
        stays = talk is None and one.nudge.task is not Task.DIGEST and one.shown.startswith(Shown.DONE)
        if not stays and face(one.nudge, talk, agenda, now) != one.shown:
            return True
    return False


async def settle(means: Means, workspace_id: str, coach_id: str, now: datetime) -> None:
    """Keep what a coach's leave makes of their talks, and have the two looked at again.

    In a transaction of its own: who changes a talk asks for it alone before any agenda.
    """
    async with means.store.transaction(workspace_id) as tx:
        await tx.talks.alone(coach_id)
        agenda = (await tx.agendas.load([coach_id], now)).get(coach_id)
        for talk, found in own_talks(agenda) if agenda else []:
            if found != talk:
                await tx.talks.keep(found)
        await tx.agendas.touch_around(coach_id)


async def keep(tx: Transaction, look: Look, now: datetime) -> None:
    """Have what a look found said, and drawn anew."""
    if look.agenda is not None and look.decision is not None and look.decision.due:
        await put(tx, look.agenda, look.decision, now)
    for message in look.changed:
        key = f"{NUDGE_UPDATE}:{message.id}:{new_id()}"
        await tx.outbox.put(NUDGE_UPDATE, message.recipient_id, {"message": message.id}, key=key, due_at=now)


async def put(tx: Transaction, agenda: Agenda, decision: Decision, now: datetime) -> None:
    """Put the message of a person's day into the outbox, unless it is there or was sent."""
    person = agenda.person
    day = person.diary.day(now)
    message_id = await tx.outbox.put_again(
        NUDGE, person.person_id, {"day": day.isoformat()}, key=f"nudge:{person.person_id}:{day}", due_at=now
    )
    if message_id is not None:
        await tx.nudges.write(message_id, person.person_id, decision.due, decision.passed, day)
