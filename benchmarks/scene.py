"""A company to measure with: 40 coaches, three past half-years each, and a self-assessment half answered."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from benchmarks.interactions import TOKEN, sent_page
from benchmarks.stub_slack import BOT, BOT_USER, TEAM
from bot.clock import utc_now
from framework.loading import DEFAULT_FILE, text_of
from framework.model import Framework
from growth.answering import submit
from growth.assessment import Answer, Assessment, Purpose, pages
from growth.cycles import Cycle, Member
from growth.desk import page_of
from growth.evidence import evidence_from
from growth.people import Person, Role
from storage.encryption import parse_keys
from storage.frameworks import FrameworkVersion
from storage.ids import new_id
from storage.installations import NewInstallation
from storage.schema import upgrade
from storage.unit_of_work import Store, Transaction
from views.assessment import Backdrop, page_view
from views.ids import Assessment as Ids
from views.ids import Field, block_id

COACHES, MANAGERS, PAST_CYCLES = 40, 4, 3
ANSWERED = 9
HALF_A_YEAR = timedelta(days=182)
NOTE = "Ran the retrospective of the payments team, and two of its members took the next one over themselves."


@dataclass(frozen=True, slots=True)
class Scene:
    """A database that is ready: who the coaches are in Slack, and what their assessments are made of."""

    url: str
    coaches: tuple[str, ...]
    framework: Framework
    cycle: Cycle

    @property
    def pages(self) -> int:
        """How many pages of questions there are."""
        return len(pages(self.framework))

    def sent_page(self, coach: str, number: int, turn: int) -> bytes:
        """Return a page filled in and sent; another `turn` has other ratings and notes, and is another visit."""
        visit = f"{turn:08x}"
        view = static_page(self.framework, number, visit, cycle_id=self.cycle.id)
        return sent_page(coach, view, filled_in(self.framework, number, visit, turn), f"{coach}.{turn}")


async def set_scene(url: str, key: str) -> Scene:
    """Fill an empty database and return what is in it."""
    await asyncio.to_thread(upgrade, url)
    store = Store(url, parse_keys(key), utc_now)
    now = utc_now()
    try:
        async with store.everywhere() as everywhere:
            new = NewInstallation(TEAM, TOKEN, BOT, BOT_USER, name="Bench")
            workspace_id = (await everywhere.installations.save(new, now)).workspace_id
        async with store.transaction(workspace_id) as tx:
            return await _fill(tx, url, now)
    finally:
        await store.close()


async def _fill(tx: Transaction, url: str, now: datetime) -> Scene:
    version = await tx.frameworks.publish(text_of(DEFAULT_FILE), now)
    await tx.rosters.add(list(_people(now, version.framework)), (now - PAST_CYCLES * HALF_A_YEAR).date())
    coaches = [person for person in await tx.people.all() if person.has(Role.COACH)]
    members = [Member(coach.id, coach.level, coach.manager_id, coach.tz, first_look=False) for coach in coaches]
    for back in range(PAST_CYCLES, 0, -1):
        then = now - back * HALF_A_YEAR
        past = _cycle(f"Past {back}", version.id, then)
        await tx.cycles.add(replace(past, closed_at=then + timedelta(days=60)), members)
        for coach in coaches:
            await _take_part(tx, version, past, coach, then)
    cycle = _cycle("Now", version.id, now)
    await tx.cycles.add(cycle, members)
    for coach in coaches:
        await tx.assessments.save(_assessment(version, cycle, coach, ANSWERED), now)
    return Scene(url, tuple(coach.slack_id for coach in coaches), version.framework, cycle)


async def _take_part(tx: Transaction, version: FrameworkVersion, cycle: Cycle, coach: Person, then: datetime) -> None:
    draft = _assessment(version, cycle, coach, len(version.framework.competencies))
    kept = await tx.assessments.save(submit(version.framework, draft, then), then)
    for piece in evidence_from(kept, then, coach.tz):
        await tx.evidence.put(piece)


def _people(now: datetime, framework: Framework) -> Iterator[Person]:
    level = next(level for level in framework.levels if not level.may_specialise)
    joined = (now - 2 * PAST_CYCLES * HALF_A_YEAR).date()
    for number in range(MANAGERS):
        yield Person(
            f"m{number}", f"U0M{number:03}", f"Manager {number}", tz="Europe/Berlin", roles=frozenset({Role.MANAGER})
        )
    for number in range(COACHES):
        yield Person(
            f"c{number}",
            f"U0C{number:03}",
            f"Coach {number}",
            tz="Europe/Stockholm",
            roles=frozenset({Role.COACH}),
            level=level.key,
            level_since=joined,
            manager_id=f"m{number % MANAGERS}",
            joined_on=joined,
        )


def _cycle(name: str, framework_id: str, opened: datetime) -> Cycle:
    day, week = opened.date(), timedelta(days=7)
    return Cycle(new_id(), name, framework_id, day, day + 2 * week, day + 4 * week, day + 6 * week, opened)


def _assessment(version: FrameworkVersion, cycle: Cycle, coach: Person, answered: int) -> Assessment:
    framework, level = version.framework, coach.level or ""
    answers = {
        competency.key: Answer(competency.key, level, rating=number % 4, note=f"{NOTE} ({number})")
        for number, competency in enumerate(framework.asked()[:answered])
    }
    return Assessment(coach.id, coach.id, version.id, level, purpose=Purpose.TALK, cycle_id=cycle.id, answers=answers)


def static_page(framework: Framework, number: int, visit: str, *, cycle_id: str) -> dict[str, Any]:
    """Return a page of the assessment with nothing in it yet, as it is shown."""
    page = page_of(framework, number)
    assert page is not None
    level = next(level for level in framework.levels if not level.may_specialise)
    blank = Assessment("", "", "", level.key, purpose=Purpose.TALK, cycle_id=cycle_id)
    return page_view(framework, blank, page, Backdrop(reader="Manager 1", cycle="Now"), visit=visit)


def filled_in(framework: Framework, number: int, visit: str, turn: int) -> dict[str, Any]:
    """Return the state of a page with a rating and a note for each of its competencies."""
    page = page_of(framework, number)
    assert page is not None
    values: dict[str, Any] = {}
    for place, competency in enumerate(page.competencies):
        rating = {"type": "radio_buttons", "selected_option": {"value": str((turn + place) % 3)}}
        note = {"type": "plain_text_input", "value": f"{NOTE} ({turn})"}
        values[block_id(Field.RATING, competency.key, visit)] = {Ids.RATE: rating}
        values[block_id(Field.NOTE, competency.key, visit)] = {Ids.NOTE: note}
    return values
