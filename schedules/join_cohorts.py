"""Letting coaches who came after a cycle opened join its cohort, while its talk window is not over."""

from datetime import datetime

from growth.cycles import joiners
from schedules.means import Means


async def run(means: Means, now: datetime) -> int:
    """Add who is missing from the open cycles' cohorts; return how many joined."""
    return sum([await join(means, workspace_id, now) for workspace_id in await means.workspaces()])


async def join(means: Means, workspace_id: str, now: datetime) -> int:
    """Add who is missing from one workspace's open cycle, and freeze levels that were not known; count both."""
    async with means.store.reading(workspace_id) as tx:
        cycle = await tx.cycles.current(now)
        if cycle is None:
            return 0
        people = await tx.people.all()
        cohort = await tx.cycles.cohort(cycle.id)
    missing = joiners(cycle, people, cohort, means.today(people, now))
    levels = {person.id: person.level for person in people}
    found = {member.person_id: levels.get(member.person_id) for member in cohort if member.level is None}
    known = {person_id: level for person_id, level in found.items() if level is not None}
    if missing or known:
        async with means.store.transaction(workspace_id) as tx:
            await tx.cycles.join(cycle.id, missing)
            await tx.agendas.touch(
                [*(one.person_id for one in missing), *(one.manager_id for one in missing if one.manager_id), *known]
            )
            for person_id, level in known.items():
                await tx.cycles.fill_level(cycle.id, person_id, level)
    return len(missing) + len(known)
