"""The right to open a view: given with each thing a person does, good for three seconds and for one use."""

from dataclasses import dataclass

from sandbox.clock import SandboxClock
from sandbox.identifiers import fresh_token
from sandbox.model import Patience
from sandbox.refusals import Refused

KEPT = 2000


@dataclass
class Trigger:
    """What a trigger id stands for; `from_modal` is the view whose interaction gave it, or empty."""

    user_id: str
    issued: float
    from_modal: str = ""
    used: bool = False


class Triggers:
    """Issues trigger ids and takes them back."""

    def __init__(self, clock: SandboxClock, patience: Patience) -> None:
        self._clock = clock
        self._patience = patience
        self._issued: dict[str, Trigger] = {}

    def issue(self, user_id: str, from_modal: str = "") -> str:
        """Return a new trigger id, counting from now."""
        if len(self._issued) >= KEPT:
            del self._issued[next(iter(self._issued))]
        trigger_id = f"{fresh_token(12)}.{fresh_token(12)}.{fresh_token(32)}"
        self._issued[trigger_id] = Trigger(user_id, self._clock.ticks(), from_modal)
        return trigger_id

    def check(self, trigger_id: str) -> Trigger:
        """Return what the id stands for, leaving it unused.

        Raises:
            Refused: It is unknown, was used before, or is older than three seconds of real time.
        """
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._clock.ticks() - trigger.issued > self._patience.trigger:
            raise Refused("expired_trigger_id")
        return trigger
