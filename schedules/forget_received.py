"""Forgetting which events Slack delivered, once it will not deliver them again."""

from datetime import datetime, timedelta

from schedules.means import Means

KEPT_FOR = timedelta(days=3)
"""Slack repeats an event for 24 hours at most; a clock that is off by a day does no harm either."""


async def run(means: Means, now: datetime) -> int:
    """Forget old deliveries; return how many."""
    async with means.store.everywhere() as tx:
        return await tx.received.forget_before(now - KEPT_FOR)
