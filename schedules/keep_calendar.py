"""Keeping the calendar: half-years open and close on their days, and drafts left in closed ones leave after a warning.

Asks what is due and does that, whatever was missed: downtime opens nothing twice, and nothing that is too late.
"""

import logging
from datetime import date, datetime
from uuid import uuid4

from growth.cycles import Cycle, joiners, plan_cycle
from growth.drafts import LeftDraft
from growth.half_years import HalfYear, due
from schedules.means import Means
from storage.drafts import warning_key
from storage.errors import Conflict
from storage.frameworks import NoFramework
from storage.unit_of_work import Transaction
from views.messages import DRAFT_LEAVES

log = logging.getLogger("trellis")

AT_ONCE = 200
"""Drafts in one transaction; whoever calls comes again."""


async def run(means: Means, now: datetime) -> int:
    """Do what the calendar says in every workspace; return how much that was."""
    return sum([await keep(means, workspace_id, now) for workspace_id in await means.workspaces()])


async def keep(means: Means, workspace_id: str, now: datetime) -> int:
    """Do what the calendar says in one workspace; return how many half-years and drafts that touched."""
    async with means.store.reading(workspace_id) as tx:
        cycles = await tx.cycles.all()
        people = [] if means.timezone else await tx.people.all()
        opening = due(means.today(people, now), await tx.half_years.planned(), cycles)
    closed = await close(means, workspace_id, now) if any(is_over(cycle, now) for cycle in cycles) else 0
    opened = await open_due(means, workspace_id, now) if opening else 0
    return closed + opened + await part_with_drafts(means, workspace_id, now)


def is_over(cycle: Cycle, now: datetime) -> bool:
    """Say whether a cycle is to be closed: its last day is over for everybody."""
    return cycle.closed_at is None and now >= cycle.over_at


async def close(means: Means, workspace_id: str, now: datetime) -> int:
    """Close what is over; return how many cycles that was."""
    async with means.store.transaction(workspace_id) as tx:
        await tx.cycles.alone()
        over = [cycle for cycle in await tx.cycles.all() if is_over(cycle, now)]
        for cycle in over:
            await tx.cycles.close(cycle.id, now)
            await tx.agendas.touch_cycle(cycle.id)
    return len(over)


async def open_due(means: Means, workspace_id: str, now: datetime) -> int:
    """Open what is due with every coach in it; return 1, or 0 where somebody else did or there is no framework."""
    try:
        async with means.store.transaction(workspace_id) as tx:
            await tx.cycles.alone()
            people = await tx.people.all()
            today = means.today(people, now)
            half_year = due(today, await tx.half_years.planned(), await tx.cycles.all())
            if half_year is None:
                return 0
            cycle = await planned(tx, half_year, today, now)
            await tx.cycles.add(cycle, joiners(cycle, people, [], today))
            await tx.agendas.touch_cycle(cycle.id)
    except (Conflict, NoFramework):
        return 0
    return 1


async def planned(tx: Transaction, half_year: HalfYear, today: date, now: datetime) -> Cycle:
    """Return the cycle of a half-year that is due, about the framework in use; raise NoFramework before the first."""
    return plan_cycle(
        half_year.name,
        (half_year.window_start, half_year.window_end),
        today,
        await tx.cycles.all(),
        new_id=uuid4().hex,
        framework_id=(await tx.frameworks.current()).id,
        now=now,
        closes_on=half_year.closes_on,
    )


async def part_with_drafts(means: Means, workspace_id: str, now: datetime) -> int:
    """Plan the warnings that are due, remove the drafts whose time is over; return how many of both."""
    async with means.store.reading(workspace_id) as tx:
        found = await tx.drafts.to_do(now)
        to_tell = [draft for draft in found if draft.is_to_be_told_of(now)][:AT_ONCE]
        agendas = await tx.agendas.load({draft.author_id for draft in to_tell}, now) if to_tell else {}
    # One message a day: who had theirs hears of it on another.
    heard = {person_id for person_id, agenda in agendas.items() if agenda.last_day == agenda.person.diary.day(now)}
    to_tell = [draft for draft in to_tell if draft.author_id not in heard]
    to_remove = [draft.id for draft in found if draft.is_to_be_removed(now)][:AT_ONCE]
    if not to_tell and not to_remove:
        return 0
    async with means.store.transaction(workspace_id) as tx:
        told = sum([await tell(tx, draft, now) for draft in to_tell])
        removed = await tx.drafts.remove(to_remove) if to_remove else 0
    log.info("Drafts of closed half-years: %d warnings planned, %d removed", told, removed)
    return told + removed


async def tell(tx: Transaction, draft: LeftDraft, now: datetime) -> bool:
    """Plan the one warning about a draft; say whether it is new."""
    return await tx.outbox.put(
        DRAFT_LEAVES, draft.author_id, {"assessment": draft.id}, key=warning_key(draft.id), due_at=now
    )
