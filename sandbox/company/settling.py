"""How an empty store becomes the made-up company's: framework, people, three past half-years, and one open cycle.

Goes through the repositories and the rules of `growth`, so that whatever is there could have come from Slack.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from framework.loading import DEFAULT_FILE, text_of
from growth.calendar import end_of_day, start_of_day
from growth.cycles import Cycle, Member, member_of, plan_cycle
from growth.evidence import Evidence
from growth.people import Person
from sandbox.company.answers import Sitting
from sandbox.company.half_years import Days
from sandbox.company.hiring import hire
from sandbox.company.model import OLDEST, Coach, Company
from sandbox.company.sittings import keep_evidence, sit
from storage.ids import new_id
from storage.unit_of_work import Store, Transaction

_MORNING = timedelta(hours=9)


async def settle(store: Store, workspace_id: str, company: Company, now: datetime) -> Cycle | None:
    """Fill a workspace with the company's people and history as of `now` (UTC), in one transaction.

    A workspace that has had a cycle stays as it is, and None is returned, else the open cycle. The same company at the
    same moment always has the same story. What has been arranged since the opening: `sandbox.company.arranging`.
    """
    async with store.transaction(workspace_id) as tx:
        if await tx.cycles.last() is not None:
            return None
        return await _fill(tx, company, Days.seen_from(now, company.tz))


async def _fill(tx: Transaction, company: Company, days: Days) -> Cycle:
    first_day = start_of_day(days.half_year(OLDEST).opens_on, company.tz)
    version = await tx.frameworks.publish(text_of(DEFAULT_FILE), first_day)
    people = await hire(tx, company, days)
    pieces = {
        coach.name: await keep_evidence(tx, version.framework, coach, people[coach.name], days)
        for coach in company.coaches
    }
    cycles: list[Cycle] = []
    for back in range(OLDEST, -1, -1):
        cycle = _cycle(days, back, version.id, cycles, company.tz)
        cycles.append(cycle)
        sittings = [
            Sitting(
                coach, people[coach.name], cycle, _member(cycle, coach, people, back), back, _tags(pieces, coach, back)
            )
            for coach in company.coaches
            if coach.takes_part(back)
        ]
        await tx.cycles.add(cycle, [sitting.member for sitting in sittings])
        for sitting in sittings:
            await sit(tx, version.framework, sitting)
    return cycles[-1]


def _cycle(days: Days, back: int, framework_id: str, existing: list[Cycle], tz: str) -> Cycle:
    """Return the cycle of a half-year: the calendar's, closed on its day, or for 0 the one opened by hand."""
    found = days.half_year(back) if back else days.open_days
    cycle = plan_cycle(
        found.name,
        (found.window_start, found.window_end),
        found.opens_on,
        existing,
        new_id=new_id(),
        framework_id=framework_id,
        now=start_of_day(found.opens_on, tz) + _MORNING,
        closes_on=found.closes_on,
    )
    return replace(cycle, closed_at=end_of_day(cycle.closes_on, tz)) if back else cycle


def _member(cycle: Cycle, coach: Coach, people: Mapping[str, Person], back: int) -> Member:
    """Return a coach as they were when they entered a cycle's cohort."""
    manager_id = people[coach.manager].id if coach.manager else None
    person = replace(people[coach.name], level=coach.story.level(back), manager_id=manager_id)
    return member_of(cycle, person, cycle.opens_on)


def _tags(pieces: Mapping[str, Mapping[int, Evidence]], coach: Coach, back: int) -> list[Evidence]:
    """Return the evidence a coach tags their answers with; that of the open cycle is left for them to choose."""
    return [pieces[coach.name][back]] if back and back in pieces[coach.name] else []
