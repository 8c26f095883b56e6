"""Sending what is due: claim it, send it outside any transaction, record what came of it.

A crash between sending and recording is found again when the lease runs out. Does not render (see `bot.messenger`).
"""

import asyncio
import logging
from datetime import datetime, timedelta

from schedules.means import Later, Means, NotNeeded, Outcome, Refused, Sent
from storage.outbox import Message
from views.messages import NUDGE

log = logging.getLogger("trellis")

AT_ONCE = 20

MAKINGS = 12
"""How often it is tried to make a message that can't be made: something in it is wrong."""

LEASE = timedelta(minutes=5)
"""Longer than the calls of one message can take together (five of 30 s), plus 30 s."""


async def run(means: Means, now: datetime) -> int:
    """Send a batch of what is due; return how many messages it had.

    Only a batch, because its lease lasts from `now` on: whoever calls comes again with a later one.
    """
    async with means.store.everywhere() as tx:
        due = await tx.outbox.claim_due(now, AT_ONCE, LEASE)
    done = await asyncio.gather(*(deliver(means, message, now) for message in due), return_exceptions=True)
    for problem in done:
        if problem is not None:
            raise problem
    return len(due)


async def deliver(means: Means, message: Message, now: datetime) -> None:
    """Send one message and record what it came to."""
    try:
        outcome = await means.messenger.send(message, now)
    except Exception as problem:  # noqa: BLE001  one message that can't be made must not keep the others waiting
        outcome = unmade(message, type(problem).__name__, now)
    await record(means, message, outcome, now)


def unmade(message: Message, why: str, now: datetime) -> Outcome:
    """Return what becomes of a message that could not be made, for an error of this type."""
    log.error("A %s could not be made: %s", message.kind, why)
    return Later(now + LEASE, why) if message.attempts < MAKINGS else Refused(why)


async def record(means: Means, message: Message, outcome: Outcome, now: datetime) -> None:
    """Write down what became of a message. Who was sent a nudge is looked at again: the one before it is followed."""
    async with means.store.transaction(message.workspace_id) as tx:
        match outcome:
            case Sent(channel, ts):
                await tx.outbox.mark_sent(message.id, channel, ts, now)
                if message.kind == NUDGE and message.recipient_id:
                    await tx.agendas.touch([message.recipient_id])
            case NotNeeded():
                await tx.outbox.drop(message.id)
            case Later(until, why):
                await tx.outbox.postpone(message.id, until, why)
            case Refused(why):
                await tx.outbox.mark_failed(message.id, why)
