"""WHAT TIME DOES. One module per job, each given `now`; rows say when, the scheduler only wakes us.

JOBS is every recurring thing on one screen. Each may run twice, late, or in two processes at once, and does no harm.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from schedules import deliver_outbox, forget_received, heal_agendas, join_cohorts, keep_calendar, plan_nudges
from schedules.means import Means


@dataclass(frozen=True, slots=True)
class Job:
    """One recurring thing: how often we ask, and whom. `run` returns how much it did; nothing left to do is 0.

    A `prompt` one is asked at once, too, when somebody has changed something, and when another prompt one has.
    """

    name: str
    every: timedelta
    run: Callable[[Means, datetime], Awaitable[int]]
    prompt: bool = False


JOBS = (
    Job("deliver_outbox", timedelta(seconds=2), deliver_outbox.run, prompt=True),
    Job("plan_nudges", timedelta(seconds=10), plan_nudges.run, prompt=True),
    Job("keep_calendar", timedelta(seconds=30), keep_calendar.run),
    Job("join_cohorts", timedelta(seconds=30), join_cohorts.run),
    Job("heal_agendas", timedelta(hours=1), heal_agendas.run),
    Job("forget_received", timedelta(hours=1), forget_received.run),
)
