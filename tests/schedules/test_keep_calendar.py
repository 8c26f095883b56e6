"""Keeping the calendar: open on the day, close when it is over for everybody, part with drafts after a warning."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from growth.cycles import CycleState
from growth.half_years import HalfYear
from growth.people import Role
from schedules import deliver_outbox, keep_calendar
from schedules.means import Means, Sent
from storage.installations import NewInstallation
from tests.harness.served import NOTE

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SPRING = datetime(2027, 1, 15, 12, tzinfo=UTC)
AUTUMN = datetime(2027, 8, 15, 12, tzinfo=UTC)


@pytest.fixture
def keep(means, clock):
    """Let the calendar job run at a moment until nothing is left to do; return how much it did."""

    async def keep(at):
        clock.now, total = at, 0
        while done := await keep_calendar.run(means, at):
            total += done
        return total

    return keep


@pytest.fixture
def kept(company):
    """Return the cycles there are, newest first."""

    async def kept():
        async with company.store.reading(company.workspace_id) as tx:
            return await tx.cycles.all()

    return kept


async def names(kept):
    return [cycle.name for cycle in await kept()]


# Opening


async def test_a_half_year_opens_on_its_day_with_every_coach(company, keep, kept):
    assert await keep(SPRING) == 1
    [cycle] = await kept()
    async with company.store.reading(company.workspace_id) as tx:
        cohort = await tx.cycles.cohort(cycle.id)
        people = {person.id: person.name for person in await tx.people.all()}
    assert (cycle.name, cycle.opens_on, cycle.opened_at) == ("2027-H1", SPRING.date(), SPRING)
    assert (cycle.window_start, cycle.window_end, cycle.closes_on) == (date(2027, 2, 1), date(2027, 3, 15), date(2027, 3, 31))  # fmt: skip
    assert cycle.framework_id == company.version.id
    assert sorted(people[member.person_id] for member in cohort) == ["Alice", "Charlie"]


async def test_it_opens_with_the_days_an_owner_gave_it(company, keep, kept):
    later = HalfYear("2027-H1", date(2027, 2, 1), date(2027, 2, 8), date(2027, 3, 1), date(2027, 3, 9))  # fmt: skip
    async with company.store.transaction(company.workspace_id) as tx:
        await tx.half_years.plan(later)
    assert await keep(SPRING) == 0
    await keep(datetime(2027, 2, 1, 12, tzinfo=UTC))
    [cycle] = await kept()
    assert (cycle.window_start, cycle.window_end, cycle.closes_on) == (later.window_start, later.window_end, later.closes_on)  # fmt: skip


async def test_running_again_opens_nothing_more(company, keep, kept):
    assert [await keep(SPRING + minutes * timedelta(minutes=1)) for minutes in range(3)] == [1, 0, 0]


async def test_two_that_run_beside_each_other_open_once(company, means, open_store, database_url, kept):
    other = Means(open_store(database_url), means.messenger)
    assert sum(await asyncio.gather(*(keep_calendar.run(each, SPRING) for each in (means, other) * 3))) == 1
    assert await names(kept) == ["2027-H1"]


@pytest.mark.parametrize(
    ("at", "opened"),
    [
        pytest.param(SPRING - DAY, [], id="the day before"),
        pytest.param(SPRING + 3 * DAY, ["2027-H1"], id="after three days of downtime"),
        pytest.param(SPRING + 14 * DAY, ["2027-H1"], id="on the last day of its grace"),
        pytest.param(SPRING + 15 * DAY, [], id="too late"),
        pytest.param(SPRING + 365 * DAY, ["2028-H1"], id="the clock was set forward a year"),
        pytest.param(AUTUMN + 370 * DAY, ["2028-H2"], id="two half-years were missed"),
    ],
)
async def test_only_what_is_still_due_opens(company, keep, kept, at, opened):
    await keep(at)
    assert await names(kept) == opened


async def test_while_a_cycle_is_open_nothing_opens(company, keep, kept, clock):
    clock.now = SPRING - DAY
    await company.opens_half_year("By hand")
    assert await keep(SPRING) == 0


async def test_after_the_one_in_its_way_it_opens_within_its_grace(company, keep, kept, clock):
    clock.now = SPRING - 30 * DAY
    by_hand = await company.opens_half_year("By hand", in_days=0, lasting=18)
    assert by_hand.closes_on == SPRING.date() + 4 * DAY
    await keep(SPRING + 5 * DAY)
    assert await names(kept) == ["2027-H1", "By hand"]


@pytest.mark.parametrize(
    ("zone", "opens_at"),
    [
        ("Pacific/Auckland", datetime(2027, 1, 14, 11, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 1, 15, 5, tzinfo=UTC)),
    ],
)
async def test_the_day_begins_in_the_zone_that_was_set(company, store, messenger, zone, opens_at):
    there = Means(store, messenger, zone)
    assert await keep_calendar.run(there, opens_at - timedelta(seconds=1)) == 0
    assert await keep_calendar.run(there, opens_at) == 1


async def test_without_one_it_begins_in_the_first_owners(company, keep):
    async with company.store.transaction(company.workspace_id) as tx:
        olga = await tx.people.by_slack("U0OLGA")
        await tx.people.update(olga.id, tz="Pacific/Auckland")
    assert await keep(datetime(2027, 1, 14, 10, 59, tzinfo=UTC)) == 0
    assert await keep(datetime(2027, 1, 14, 11, tzinfo=UTC)) == 1


async def test_each_workspace_has_its_own_calendar(company, store, keep, kept, now):
    async with store.everywhere() as everywhere:
        new = NewInstallation("T2", "xoxb-second", bot_id="B2", bot_user_id="U0BOT2")
        other = (await everywhere.installations.save(new, now)).workspace_id
    assert await keep(SPRING) == 1  # T2 has no framework yet
    async with store.reading(other) as tx:
        assert await tx.cycles.all() == []


async def test_where_the_app_is_gone_nothing_opens(company, keep, clock):
    async with company.store.everywhere() as tx:
        await tx.installations.mark_gone(company.workspace_id, "uninstalled", clock.now)
    assert await keep(SPRING) == 0


# Closing

LAST_MOMENT = datetime(2027, 4, 1, 12, tzinfo=UTC)
"""The end of 31 March where a day ends last."""


async def test_it_closes_once_its_day_is_over_for_everybody(company, keep, kept):
    await keep(SPRING)
    await keep(LAST_MOMENT - timedelta(seconds=1))
    [cycle] = await kept()
    assert (cycle.closed_at, cycle.accepts(LAST_MOMENT - timedelta(seconds=1), "Etc/GMT+12")) == (None, True)
    await keep(LAST_MOMENT)
    [cycle] = await kept()
    assert (cycle.closed_at, cycle.state(LAST_MOMENT, "")) == (LAST_MOMENT, CycleState.CLOSED)


async def test_closing_later_moves_nobodys_deadline(company, keep, kept):
    await keep(SPRING)
    [before] = await kept()
    await keep(LAST_MOMENT + 40 * DAY)
    [after] = await kept()
    for zone in ("Pacific/Kiritimati", "Europe/Stockholm", "Etc/GMT+12"):
        assert (after.deadline(zone), after.last_day(zone)) == (before.deadline(zone), before.last_day(zone))


async def test_a_day_that_was_moved_closes_on_its_new_one(company, keep, kept):
    await keep(SPRING)
    [cycle] = await kept()
    async with company.store.transaction(company.workspace_id) as tx:
        await tx.cycles.reschedule(replace(cycle, closes_on=cycle.closes_on + 7 * DAY))
    await keep(LAST_MOMENT)
    assert [each.closed_at for each in await kept()] == [None]


async def test_two_that_run_beside_each_other_close_once(company, means, open_store, database_url, keep, kept):
    await keep(SPRING)
    other = Means(open_store(database_url), means.messenger)
    assert sum(await asyncio.gather(*(keep_calendar.run(each, LAST_MOMENT) for each in (means, other)))) == 1


async def test_one_closes_and_the_next_opens_in_one_run(company, keep, kept):
    await keep(SPRING)
    assert await keep(AUTUMN) == 2
    assert [(cycle.name, cycle.closed_at) for cycle in await kept()] == [("2027-H2", None), ("2027-H1", AUTUMN)]


# Parting with drafts

WARNING = datetime(2027, 4, 23, 9, tzinfo=UTC)
"""Friday, eleven o'clock in Stockholm; the last day is a week later."""

REMOVAL = datetime(2027, 5, 1, 9, tzinfo=UTC)


class Delivery:
    """Alice's draft in the half-year that has closed, and what is said of it."""

    def __init__(self, company, means, messenger, keep) -> None:
        self.company, self.means, self.messenger, self.keep = company, means, messenger, keep

    async def passes(self, *moments) -> None:
        """Let calendar and sender run at each of these moments."""
        for moment in moments:
            await self.keep(moment)
            await deliver_outbox.run(self.means, moment)

    @property
    def told(self) -> list[str | None]:
        """Whom the bot wrote to."""
        return [message.recipient_id for message in self.messenger.given]

    async def stays(self) -> bool:
        async with self.company.store.reading(self.company.workspace_id) as tx:
            return await tx.assessments.get(self.id) is not None


@pytest.fixture
async def draft(company, means, messenger, keep, kept):
    await keep(SPRING)
    [cycle] = await kept()
    await company.answered(company.alice, cycle, 2, NOTE)
    delivery = Delivery(company, means, messenger, keep)
    delivery.id = (await company.kept(company.alice, cycle)).id
    delivery.alice = (await company.employee(company.alice)).id
    await keep(LAST_MOMENT)
    return delivery


async def test_its_author_is_told_once_and_nobody_else(draft):
    await draft.passes(WARNING - DAY, WARNING, WARNING + HOUR, WARNING + 3 * DAY)
    assert draft.told == [draft.alice]
    assert draft.messenger.given[0].payload == {"assessment": draft.id}


async def test_it_is_removed_after_its_last_day(draft):
    await draft.passes(WARNING, REMOVAL - DAY)
    assert await draft.stays()
    await draft.passes(REMOVAL)
    assert not await draft.stays()


async def test_after_downtime_it_stays_a_week_from_the_warning(draft):
    late = REMOVAL + 2 * DAY  # Monday
    await draft.passes(REMOVAL, late, late + 7 * DAY)
    assert (draft.told, await draft.stays()) == ([draft.alice], True)
    await draft.passes(late + 8 * DAY)
    assert not await draft.stays()


async def test_while_the_warning_waits_to_be_sent_it_stays(draft):
    for moment in (WARNING, REMOVAL, REMOVAL + 30 * DAY):
        await draft.keep(moment)
    assert await draft.stays()


async def test_with_a_warning_that_cannot_be_sent_it_goes_a_week_later(draft, messenger):
    messenger.says[None] = RuntimeError()
    moment = WARNING
    for _ in range(12):
        await draft.passes(moment)
        moment += deliver_outbox.LEASE
    messenger.says[None] = Sent("D1", "17.1")
    await draft.passes(REMOVAL)
    assert not await draft.stays()


async def test_the_clock_set_forward_a_year_still_warns_first(draft):
    next_year = datetime(2028, 6, 7, 9, tzinfo=UTC)  # Wednesday
    await draft.passes(next_year, next_year + 7 * DAY)
    assert (draft.told, await draft.stays()) == ([draft.alice], True)
    await draft.passes(next_year + 8 * DAY)
    assert not await draft.stays()


async def test_what_was_submitted_is_neither_told_of_nor_removed(company, keep, kept, means, messenger):
    await keep(SPRING)
    [cycle] = await kept()
    await company.answered(company.alice, cycle, 2, NOTE, submitted=True)
    await Delivery(company, means, messenger, keep).passes(LAST_MOMENT, WARNING, REMOVAL)
    assert messenger.given == []
    assert len(await company.submitted(company.alice)) == 1


async def test_drafts_of_many_are_all_told_of(company, keep, kept, means, messenger, monkeypatch):
    monkeypatch.setattr(keep_calendar, "AT_ONCE", 2)
    people = [await company.employs(name, Role.COACH, level="senior") for name in ("Dora", "Eve", "Frank")]
    await keep(SPRING)
    [cycle] = await kept()
    for person in people:
        await company.answered(person, cycle, 2, NOTE)
    await keep(LAST_MOMENT)
    assert await keep(WARNING) == 3
    await Delivery(company, means, messenger, keep).passes(WARNING)
    assert await keep(REMOVAL) == 3
