"""Days passing at a company: planner and sender do what is due, each time somebody has to be looked at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.messenger import SlackMessenger
from schedules import deliver_outbox, plan_nudges
from schedules.means import Means
from storage.installations import NewInstallation
from tests.harness.company import Company
from tests.harness.slack import TEAM


def actions_in(message: dict[str, Any]) -> list[str]:
    """Return the ids of what can be pressed in a message, in order."""
    places = [[*block.get("elements", []), block.get("accessory") or {}] for block in message["blocks"]]
    return [element["action_id"] for elements in places for element in elements if "action_id" in element]


@dataclass
class Days:
    """The clock of a company, with the bot at work. `lag` is how long after a moment somebody looks."""

    company: Company
    lag: timedelta = timedelta()

    def __post_init__(self) -> None:
        client = self.company.slack.client
        messenger = SlackMessenger(self.company.store, lambda _: client, None, rate=1e9)  # nothing is drawn here
        self.means = Means(self.company.store, messenger)

    async def begin(self) -> "Days":
        """Install the bot, and return these days."""
        new = NewInstallation(team_id=TEAM, bot_token="xoxb-first", bot_id="B1", bot_user_id="U0BOT", name="Acme")
        async with self.company.store.everywhere() as tx:
            await tx.installations.save(new, self.now)
        return self

    async def work(self) -> int:
        """Do what is due now; return how much that was."""
        total = 0
        while done := await plan_nudges.run(self.means, self.now) + await deliver_outbox.run(self.means, self.now):
            total += done
        return total

    async def pass_until(self, moment: datetime) -> None:
        """Let time pass, with everything done as it falls due."""
        await self.work()
        while (following := await self._next(moment)) is not None:
            self.clock.now = following
            await self.work()
        self.clock.now = max(self.now, moment)
        await self.work()

    async def stop_until(self, moment: datetime) -> None:
        """Let time pass while the bot is down."""
        self.clock.now = moment

    async def _next(self, end: datetime) -> datetime | None:
        async with self.company.store.reading_everywhere() as tx:
            found = [await tx.agendas_due.next_due(self.now), await tx.outbox.next_due(self.now)]
        moments = [moment + self.lag for moment in found if moment is not None]
        following = min(moments, default=end)
        return following if self.now < following < end else None

    @property
    def clock(self) -> Any:
        """The company's clock."""
        return self.company.clock

    @property
    def now(self) -> datetime:
        """What time it is."""
        return self.company.clock.now
