"""Waking the jobs: APScheduler with a memory job store; the rows decide what is due."""

import logging
from collections.abc import Callable
from datetime import timedelta

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import utc_now
from growth.calendar import Clock
from schedules import JOBS, Job
from schedules.means import Means

log = logging.getLogger("trellis")

SENDER = "deliver_outbox"
GRACE = timedelta(hours=1)


def build_scheduler(means: Means, clock: Clock) -> tuple[AsyncIOScheduler, Callable[[], None]]:
    """Return the scheduler, not started, and a function that wakes the sender at once.

    The jobs are given `clock`'s time; when they are woken is real time.
    """
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"misfire_grace_time": int(GRACE.total_seconds()), "coalesce": True, "max_instances": 1},
    )
    for job in JOBS:
        scheduler.add_job(
            _once,
            "interval",
            seconds=job.every.total_seconds(),
            id=job.name,
            args=[job, means, clock],
            next_run_time=utc_now(),
        )
    scheduler.add_listener(_say_failure, EVENT_JOB_ERROR)

    def wake() -> None:
        scheduler.modify_job(SENDER, next_run_time=utc_now())

    return scheduler, wake


async def _once(job: Job, means: Means, clock: Clock) -> None:
    await job.run(means, clock())


def _say_failure(event: JobExecutionEvent) -> None:
    # The type only: an error's text can hold people's words.
    log.error("The job %s failed: %s", event.job_id, type(event.exception).__name__)
