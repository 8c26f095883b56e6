"""What people arranged about their talks by the demo's first day, whatever day of the year that is."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.clock import SandboxClock
from sandbox.company import company, settle
from sandbox.company.arranging import Arrangements
from sandbox.company.half_years import Days
from storage.schema import upgrade
from storage.unit_of_work import Store
from tests.sandbox.company.seen import installed

DAYS = [
    datetime(2027, 1, 1, 0, 5, tzinfo=UTC),
    datetime(2027, 5, 6, 12, tzinfo=UTC),
    datetime(2027, 7, 4, 23, tzinfo=UTC),
    datetime(2027, 12, 29, 9, tzinfo=UTC),
]


@pytest.fixture(params=DAYS, ids=[f"{day:%a %d %b}" for day in DAYS])
async def story(request, tmp_path, keys):
    """The talks of a demo that starts on a day, by the coach's first name, and the moment it starts."""
    url, clock = f"sqlite:///{tmp_path / 'company.db'}", SandboxClock()
    upgrade(url)
    clock.move_to(request.param)
    store = Store(url, keys, clock.now)
    try:
        yield await arranged(store, clock), request.param
    finally:
        await store.close()


async def arranged(store, clock):
    now, actors = clock.now(), company()
    workspace_id = await installed(store)
    cycle = await settle(store, workspace_id, actors, now)
    arrangements = Arrangements(store, workspace_id, cycle, Days.seen_from(now, actors.tz), clock.now)
    for act in await arrangements.acts(actors, now):
        with clock.looking_back(act.at):
            await act.do()
    async with store.reading(workspace_id) as tx:
        people = [person.id for person in await tx.people.all()]
        agendas = await tx.agendas.load(people, now)
    own = {one.person.name.split()[0]: one.own_talk for one in agendas.values()}
    return {name: status for name, status in own.items() if status}


async def test_everything_has_happened_by_the_first_day(story):
    talks, now = story
    assert talks["Kavya"].talk.held_at < now
    assert talks["Kwame"].talk.at < now
    assert talks["Kwame"].talk.held_at is None
    assert now < talks["Daniel"].talk.at < now + timedelta(days=14)
    assert [name for name, status in talks.items() if status.talk.deferral] == ["Piotr"]
    assert talks["Lucía"].snoozes[0].until > now.date()


async def test_some_have_no_date_yet(story):
    talks, _ = story
    waiting = {name for name, status in talks.items() if status.talk.at is None}
    assert waiting == {"Ana", "Lucía", "Mei", "Piotr", "Hana", "Omar", "Noah", "Zainab", "Marek"}
