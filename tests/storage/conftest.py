"""The cast and the half-year that storage tests work with: Ana, her manager Bob, and Charlie, who must never see."""

from datetime import date

import pytest

from framework.loading import DEFAULT_FILE, text_of
from growth.assessment import Assessment, Purpose
from growth.cycles import Member, plan_cycle
from growth.people import LevelReason, Role
from storage.ids import new_id
from storage.installations import NewInstallation

COACH = frozenset({Role.COACH})


@pytest.fixture
async def ana(store, workspace_id):
    """A Senior coach."""
    async with store.transaction(workspace_id) as tx:
        person = await tx.people.add("U1ANA", "Ana", roles=COACH, tz="Europe/Berlin")
        await tx.people.set_level(person.id, "senior", date(2025, 3, 1), LevelReason.HIRE)
        return await tx.people.get(person.id)


@pytest.fixture
async def bob(store, workspace_id, ana):
    """Ana's manager."""
    async with store.transaction(workspace_id) as tx:
        person = await tx.people.add("U2BOB", "Bob", roles=frozenset({Role.MANAGER}))
        await tx.people.set_manager(ana.id, person.id, date(2025, 3, 1))
        return person


@pytest.fixture
async def charlie(store, workspace_id):
    """Another coach, who has nothing to do with Ana."""
    async with store.transaction(workspace_id) as tx:
        return await tx.people.add("U3CHARLIE", "Charlie", roles=COACH)


@pytest.fixture
async def other_workspace_id(store, now):
    """The id of another workspace, T2."""
    async with store.everywhere() as everywhere:
        new = NewInstallation("T2", "xoxb-second", bot_id="B2", bot_user_id="U0BOT2")
        return (await everywhere.installations.save(new, now)).workspace_id


@pytest.fixture
async def version(store, workspace_id, now):
    """The shipped framework, published."""
    async with store.transaction(workspace_id) as tx:
        return await tx.frameworks.publish(text_of(DEFAULT_FILE), now)


@pytest.fixture
async def cycle(store, workspace_id, version, ana, now):
    """The open half-year, with Ana in its cohort."""
    window = (date(2026, 11, 30), date(2026, 12, 18))
    planned = plan_cycle("2026-H2", window, now.date(), [], new_id=new_id(), framework_id=version.id, now=now)
    async with store.transaction(workspace_id) as tx:
        await tx.cycles.add(planned, [Member(ana.id, "senior", None, ana.tz, first_look=False)])
    return planned


@pytest.fixture
def draft(ana, version, cycle):
    """Ana's assessment of the half-year, before anything was kept of it."""
    return Assessment(ana.id, ana.id, version.id, "senior", Purpose.TALK, cycle_id=cycle.id)


@pytest.fixture
def practice(ana, version):
    """A practice of Ana's, before anything was kept of it."""
    return Assessment(ana.id, ana.id, version.id, "senior", Purpose.PRACTICE)


@pytest.fixture
def keys_asked(framework):
    return [competency.key for competency in framework.asked()]
