"""How the workspace says no: an error code of Slack's, with the messages and keys that go with it."""

from collections.abc import Iterable
from typing import Any

from sandbox.rules.shapes import Finding


class Refused(Exception):
    """Slack refuses the call.

    `more` are further keys of the answer, such as needed and provided.
    """

    def __init__(self, error: str, messages: Iterable[str] = (), **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = list(messages)
        self.more = more

    def answer(self) -> dict[str, Any]:
        """Return the body Slack answers with."""
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
            body["errors"] = [line.removeprefix("[ERROR] ") for line in self.messages]
        return body


def refuse_findings(findings: list[Finding]) -> None:
    """Raise with all that was found, under the first one's code; return when nothing was found."""
    if findings:
        raise Refused(findings[0].error, [str(finding) for finding in findings])
