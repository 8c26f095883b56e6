"""Looking after those whom nobody looks at any more: whoever a change forgot to touch is seen again within a week."""

from datetime import datetime

from schedules.means import Means


async def run(means: Means, now: datetime) -> int:
    """Make those of open half-years due again who have no moment, or one too far ahead; return 0: once is enough."""
    for workspace_id in await means.workspaces():
        async with means.store.transaction(workspace_id) as tx:
            await tx.agendas.heal(now)
    return 0
