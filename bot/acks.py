"""An acknowledgement that stays given.

Where a handler fails within the 10 ms in which Bolt looks for its acknowledgement, Bolt forgets it, waits three
seconds and asks the next handler that matches: a failed `/grow assess` would be answered with help.
"""

from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck

from bot.json_text import written


class StandingAck(AsyncAck):
    """An acknowledgement whose answer can be replaced, never taken back."""

    def __init__(self) -> None:
        self._given: BoltResponse | None = None
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt leaves its constructor untyped

    async def __call__(self, *said: Any, **action: Any) -> BoltResponse:
        """Answer; a form's response_action, which often carries a whole view, is quickly written."""
        if "response_action" not in action:
            return await super().__call__(*said, **action)
        self.response = answer = BoltResponse(status=200, body=written(action))
        return answer

    @property
    def response(self) -> BoltResponse | None:
        """What Slack is answered; None until something is."""
        return self._given

    @response.setter
    def response(self, answer: BoltResponse | None) -> None:
        self._given = answer or self._given
