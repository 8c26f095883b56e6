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

SENDER = "deliver_outbox"
GRACE = timedelta(hours=1)
PARTING = 20.0
"""Seconds a job under way gets to finish."""


class Alarm:
    """Wakes every job in its turn. The jobs are given `clock`'s time; when they are woken is real time."""

    def __init__(self, means: Means, clock: Clock) -> None:
        self._means = means
        self._clock = clock
        self._under_way: set[asyncio.Task[Any]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"misfire_grace_time": int(GRACE.total_seconds()), "coalesce": True, "max_instances": 1},
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

    def wake(self) -> None:
        """Wake the sender: something is due now."""
        self._scheduler.modify_job(SENDER, next_run_time=utc_now())

    async def stop(self) -> None:
        """Wake nobody any more and let who is awake finish."""
        self._scheduler.pause()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=PARTING)
        self._scheduler.shutdown(wait=False)

    async def _run(self, job: Job) -> None:
        # A task of its own: at its shutdown APScheduler cancels what it runs itself.
        task = asyncio.ensure_future(self._work_off(job))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.shield(task)

    async def _work_off(self, job: Job) -> None:
        """Ask a job until it has nothing left to do, each time with the time it is by then."""
        while await job.run(self._means, self._clock()) and self._scheduler.state == STATE_RUNNING:
            pass


def _say_failure(event: JobExecutionEvent) -> None:
    # The type only: an error's text can hold people's words.
    log.error("The job %s failed: %s", event.job_id, type(event.exception).__name__)
