"""How time passes in the demo: from one moment at which the bot has something to do to the next, each one done at once.

The bot itself wakes its jobs by real time. They may run twice and beside each other, so the demo runs them whenever
the clock has moved: a jump of weeks leaves out nothing that would have happened on the way.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.drawing import Drawing
from bot.messenger import SlackMessenger
from bot.slack_api import slack_clients
from sandbox.clock import SandboxClock
from sandbox.moments import Moments
from schedules import JOBS
from schedules.means import Means
from storage.unit_of_work import Store

MOMENTS = 2000
"""Through how many moments one move goes; what comes after them is only caught up with."""

ROUNDS = 50
RATE = 1000.0
"""Messages a second: the local Slack counts them only where that is switched on."""


class Passing:
    """Moves the clock, and has the bot's jobs done wherever it comes by; nothing is done outside `reaching`."""

    def __init__(self, store: Store, clock: SandboxClock, moments: Moments) -> None:
        self._store = store
        self._clock = clock
        self._moments = moments
        self._means: Means | None = None

    @asynccontextmanager
    async def reaching(self, address: str) -> AsyncIterator[None]:
        """Reach the local Slack at an address while the block runs."""
        async with slack_clients(f"{address}/api/", reconnects=False) as client_for, Drawing() as drawing:
            self._means = Means(self._store, SlackMessenger(self._store, client_for, drawing, rate=RATE))
            try:
                yield
            finally:
                self._means = None

    async def go_to(self, moment: datetime) -> None:
        """Move the clock to a moment, through all at which the bot has something to do.

        It stays where it is, and the bot catches up, where that moment has passed.
        """
        for _ in range(MOMENTS):
            look = await self._moments.next_look(self._clock.now())
            if look is None or look >= moment:
                break
            await self._stand_at(look)
        await self._stand_at(moment)

    async def _stand_at(self, moment: datetime) -> None:
        # Real time passes as well, so a near moment may have gone by.
        self._clock.advance(max(moment - self._clock.now(), timedelta()))
        await self.catch_up()

    async def catch_up(self) -> None:
        """Have everything done that is due now."""
        if self._means is None:
            return
        for _ in range(ROUNDS):
            if not sum([await job.run(self._means, self._clock.now()) for job in JOBS]):
                return
