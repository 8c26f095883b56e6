"""An acknowledgement that stays given.

Where a handler fails within the 10 ms in which Bolt looks for its acknowledgement, Bolt forgets it, waits three
seconds and asks the next handler that matches: a failed `/grow assess` would be answered with help.
"""

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck


class StandingAck(AsyncAck):
    """An acknowledgement whose answer can be replaced, never taken back."""

    def __init__(self) -> None:
        self._given: BoltResponse | None = None
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt leaves its constructor untyped

    @property
    def response(self) -> BoltResponse | None:
        """What Slack is answered; None until something is."""
        return self._given

    @response.setter
    def response(self, answer: BoltResponse | None) -> None:
        self._given = answer or self._given
