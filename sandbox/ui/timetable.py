"""How the browser's clock moves: what lies ahead, and who takes the clock there."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from sandbox.clock import SandboxClock
from sandbox.moments import Ahead


@dataclass(frozen=True)
class Timetable:
    """What lies ahead, and how the clock gets there; by itself it knows of nothing, and just moves the clock."""

    clock: SandboxClock
    look: Callable[[datetime], Awaitable[Ahead]] | None = None
    travel: Callable[[datetime], Awaitable[None]] | None = None

    async def ahead(self) -> Ahead:
        """Return what comes next, and which half-year opens next."""
        return await self.look(self.clock.now()) if self.look else Ahead()

    async def go_to(self, moment: datetime) -> None:
        """Take the clock to a moment that is not behind it."""
        if self.travel:
            await self.travel(moment)
        else:
            self.clock.move_to(moment)
