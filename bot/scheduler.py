"""Waking the jobs: APScheduler with a memory job store; the rows decide what is due."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import STATE_RUNNING

from bot.clock import utc_now
from growth.calendar import Clock
from schedules import JOBS, Job
from schedules.means import Means

log = logging.getLogger("trellis")

GRACE = timedelta(hours=1)
AT_ONCE = 3
"""Wakings of one job that APScheduler lets through; one that is awake is only told to look again."""

PARTING = 20.0
"""Seconds a job under way gets to finish."""


class Alarm:
    """Wakes every job in its turn. The jobs are given `clock`'s time; when they are woken is real time."""

    def __init__(self, means: Means, clock: Clock) -> None:
        self._means = means
        self._clock = clock
        self._under_way: set[asyncio.Task[Any]] = set()
        self._prompt = [job.name for job in JOBS if job.prompt]
        self._awake: set[str] = set()
        self._again: set[str] = set()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"misfire_grace_time": int(GRACE.total_seconds()), "coalesce": True, "max_instances": AT_ONCE},
        )
        self._scheduler.add_listener(_say_failure, EVENT_JOB_ERROR)

    def start(self) -> None:
        """Wake every job now, and then in its turn."""
        for job in JOBS:
            seconds = job.every.total_seconds()
            self._scheduler.add_job(
                self._run, "interval", seconds=seconds, id=job.name, args=[job], next_run_time=utc_now()
            )
        self._scheduler.start()

    def wake(self, *, but: str = "") -> None:
        """Wake the prompt jobs, but for one: somebody has changed something, or that one has."""
        for name in self._prompt:
            if name != but:
                self._scheduler.modify_job(name, next_run_time=utc_now())

    async def stop(self) -> None:
        """Wake nobody any more and let who is awake finish."""
        self._scheduler.pause()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=PARTING)
        self._scheduler.shutdown(wait=False)

    async def _run(self, job: Job) -> None:
        if job.name in self._awake:
            self._again.add(job.name)
            return
        self._awake.add(job.name)
        # A task of its own: at its shutdown APScheduler cancels what it runs itself.
        task = asyncio.ensure_future(self._work_off(job))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.shield(task)

    async def _work_off(self, job: Job) -> None:
        """Ask a job until it has nothing left to do, each time with the time it is by then."""
        did = 0
        try:
            while self._scheduler.state == STATE_RUNNING:
                self._again.discard(job.name)
                done = await job.run(self._means, self._clock())
                did += done
                if not done and job.name not in self._again:
                    break
        finally:
            self._awake.discard(job.name)
        if did and job.prompt and self._scheduler.state == STATE_RUNNING:
            self.wake(but=job.name)


def _say_failure(event: JobExecutionEvent) -> None:
    # The type only: an error's text can hold people's words.
    log.error("The job %s failed: %s", event.job_id, type(event.exception).__name__)
