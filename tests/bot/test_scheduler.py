"""Waking the jobs: at once, in their turn, when called; with the clock's time; and stopping without breaking one off."""

import asyncio
from datetime import timedelta

import pytest
from freezegun import freeze_time

from bot import scheduler
from bot.scheduler import Alarm
from schedules import Job
from tests.harness.served import eventually

OFTEN, SELDOM = timedelta(seconds=0.05), timedelta(hours=1)


class Work:
    """A job that notes when it was run; `does` holds what it returns or raises, then nothing more."""

    def __init__(self) -> None:
        self.moments = []
        self.does = []
        self.under_way = self.most_under_way = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.done = 0

    async def run(self, _, now):
        self.moments.append(now)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await self.gate.wait()
        self.under_way -= 1
        self.done += 1
        found = self.does.pop(0) if self.does else 0
        if isinstance(found, Exception):
            raise found
        return found

    @property
    def runs(self) -> int:
        return len(self.moments)


@pytest.fixture
async def work():
    return Work()


@pytest.fixture
async def start(monkeypatch, clock):
    """Return the function that starts an alarm for one job; it is stopped at the end."""
    started = []

    def start(work, every=SELDOM, name="deliver_outbox", *others):
        monkeypatch.setattr(scheduler, "JOBS", (Job(name, every, work.run, prompt=True), *others))
        alarm = Alarm(None, clock)
        alarm.start()
        started.append(alarm)
        return alarm

    yield start
    for alarm in started:
        if alarm._scheduler.running:
            await alarm.stop()


async def test_every_job_is_woken_at_the_start(start, work):
    start(work)
    assert await eventually(lambda: work.runs == 1)


async def test_a_job_is_woken_in_its_turn(start, work):
    start(work, OFTEN)
    assert await eventually(lambda: work.runs >= 3)


async def test_jobs_are_given_the_clocks_time(start, work, clock, now):
    start(work, OFTEN)
    await eventually(lambda: work.runs)
    later = clock.move(timedelta(days=30))
    assert await eventually(lambda: later in work.moments)
    assert work.moments[0] == now


async def test_a_job_is_woken_although_the_clock_is_years_away(start, work, clock):
    with freeze_time("2031-01-01", real_asyncio=True):
        start(work)
        assert await eventually(lambda: work.runs == 1)
    assert work.moments == [clock.now]


async def test_the_sender_is_woken_when_something_is_due(start, work):
    alarm = start(work)
    await eventually(lambda: work.done)
    alarm.wake()
    assert await eventually(lambda: work.runs == 2, seconds=1)


async def test_what_one_prompt_job_did_wakes_the_others_but_not_itself(start, work):
    planner = Work()
    alarm = start(work, SELDOM, "deliver_outbox", Job("plan_nudges", SELDOM, planner.run, prompt=True))
    await eventually(lambda: work.done and planner.done)
    planner.does = [3]
    alarm.wake()
    assert await eventually(lambda: work.runs == 3, seconds=1)
    assert planner.runs == 3


async def test_a_job_that_is_woken_while_it_runs_runs_once_more(start, work):
    work.gate.clear()
    alarm = start(work)
    await eventually(lambda: work.runs == 1)
    alarm.wake()
    work.gate.set()
    assert await eventually(lambda: work.runs == 2, seconds=1)


async def test_a_job_that_is_not_prompt_waits_for_its_turn(start, work):
    seldom = Work()
    alarm = start(work, SELDOM, "deliver_outbox", Job("forget_received", SELDOM, seldom.run))
    await eventually(lambda: work.done and seldom.done)
    alarm.wake()
    await eventually(lambda: work.runs == 2)
    assert seldom.runs == 1


async def test_a_job_goes_on_until_nothing_is_left_by_the_time_it_is(start, work, clock, now):
    work.does = [20, 20, 3]
    work.gate.clear()
    start(work)
    await eventually(lambda: work.runs)
    later = clock.move(timedelta(minutes=10))
    work.gate.set()
    assert await eventually(lambda: work.done == 4)
    assert work.moments == [now, later, later, later]


async def test_a_job_never_runs_beside_itself(start, work):
    work.gate.clear()
    alarm = start(work, OFTEN)
    await eventually(lambda: work.runs)
    alarm.wake()
    await asyncio.sleep(0.15)
    work.gate.set()
    assert await eventually(lambda: work.runs >= 2)
    assert work.most_under_way == 1


async def test_a_job_that_fails_goes_on_next_time(start, work):
    work.does = [ZeroDivisionError()]
    start(work, OFTEN)
    assert await eventually(lambda: work.runs >= 2)


async def test_a_failure_is_logged_by_its_type_only(start, work, caplog):
    work.does = [ZeroDivisionError("words of Alice")]
    start(work, name="join_cohorts")
    await eventually(lambda: caplog.records)
    ours = [record.getMessage() for record in caplog.records if record.name == "trellis"]
    assert ours == ["The job join_cohorts failed: ZeroDivisionError"]


async def test_stopping_lets_a_job_under_way_finish(start, work):
    work.gate.clear()
    alarm = start(work)
    await eventually(lambda: work.runs)
    stopping = asyncio.create_task(alarm.stop())
    await asyncio.sleep(0.05)
    assert not stopping.done()
    work.gate.set()
    await stopping
    assert work.done == 1


async def test_stopping_ends_a_long_queue_after_its_batch(start, work):
    work.does = [20] * 1000
    work.gate.clear()
    alarm = start(work)
    await eventually(lambda: work.runs)
    stopping = asyncio.create_task(alarm.stop())
    await asyncio.sleep(0)
    work.gate.set()
    await stopping
    assert work.runs == 1


async def test_stopping_does_not_wait_for_ever(start, work, monkeypatch):
    monkeypatch.setattr(scheduler, "PARTING", 0.05)
    work.gate.clear()
    alarm = start(work)
    await eventually(lambda: work.runs)
    async with asyncio.timeout(1):
        await alarm.stop()
    work.gate.set()


async def test_once_stopped_nobody_is_woken(start, work):
    alarm = start(work, OFTEN)
    await eventually(lambda: work.runs)
    await alarm.stop()
    runs = work.runs
    await asyncio.sleep(0.15)
    assert work.runs == runs


async def test_who_asks_for_the_sender_after_the_end_does_no_harm(start, work):
    alarm = start(work)
    await eventually(lambda: work.done)
    await alarm.stop()
    alarm.wake()
    assert work.runs == 1
