"""Sending what is due: claim it, send it outside any transaction, record what came of it.

A crash between sending and recording is found again when the lease runs out. Does not render (see `bot.messenger`).
"""

import asyncio
from datetime import datetime, timedelta

from schedules.means import Later, Means, NotNeeded, Outcome, Refused, Sent
from storage.outbox import Message

AT_ONCE = 20

LEASE = timedelta(minutes=5)
"""Longer than the calls of one message can take together (five of 30 s), plus 30 s."""


async def run(means: Means, now: datetime) -> int:
    """Send everything that is due once; return how many messages were claimed."""
    claimed = 0
    while True:
        async with means.store.everywhere() as tx:
            due = await tx.outbox.claim_due(now, AT_ONCE, LEASE)
        if not due:
            return claimed
        claimed += len(due)
        await asyncio.gather(*(deliver(means, message, now) for message in due))


async def deliver(means: Means, message: Message, now: datetime) -> None:
    """Send one message and record what it came to."""
    await record(means, message, await means.messenger.send(message, now), now)


async def record(means: Means, message: Message, outcome: Outcome, now: datetime) -> None:
    """Write down what became of a message."""
    async with means.store.everywhere() as tx:
        match outcome:
            case Sent(channel, ts):
                await tx.outbox.mark_sent(message.id, channel, ts, now)
            case NotNeeded():
                await tx.outbox.drop(message.id)
            case Later(until, why):
                await tx.outbox.postpone(message.id, until, why)
            case Refused(why):
                await tx.outbox.mark_failed(message.id, why)
