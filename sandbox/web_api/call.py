"""One call of a Web API method: its arguments, read from a form or from JSON, and what a method needs to know."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.model import Conversation, Json, User
from sandbox.refusals import Refused
from sandbox.slack import Slack

# Arguments that hold JSON; forms carry them, and slack_sdk some of them always, as text.
JSON_ARGUMENTS = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
    "files": "invalid_arguments",
}
TRUE = (True, 1, "1", "true", "True")


@dataclass
class Call:
    """A method's arguments with the workspace they act on."""

    slack: Slack
    arguments: Json = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return an argument as text."""
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        """Return an argument as text.

        Raises:
            Refused: It is missing or empty.
        """
        value = self.text(name)
        if not value:
            raise Refused(error, [f"[ERROR] missing required field: {name} [json-pointer:/{name}]"])
        return value

    def number(self, name: str, default: int) -> int:
        """Return an argument as a whole number.

        Raises:
            Refused: It is none.
        """
        try:
            return int(self.text(name, str(default)) or default)
        except ValueError:
            raise Refused("invalid_arguments", [f"[ERROR] must be an integer [json-pointer:/{name}]"]) from None

    def flag(self, name: str) -> bool:
        """Return whether an argument says yes."""
        return self.arguments.get(name) in TRUE

    def json(self, name: str) -> Any:
        """Return an argument that holds JSON, or None.

        Raises:
            Refused: It is text that is no JSON.
        """
        value = self.arguments.get(name)
        if not isinstance(value, str) or (name == "metadata" and not value):
            return value
        try:
            return json.loads(value) if value else None
        except json.JSONDecodeError:
            raise Refused(JSON_ARGUMENTS[name], [f"[ERROR] must be valid JSON [json-pointer:/{name}]"]) from None

    def message(self) -> Json:
        """Return the parts of a message among the arguments."""
        return {
            "text": self.arguments.get("text"),
            "markdown_text": self.arguments.get("markdown_text"),
            "blocks": self.json("blocks"),
            "attachments": self.json("attachments"),
            "metadata": self.json("metadata"),
        }

    def user(self, name: str = "user") -> User:
        """Return the member an argument names.

        Raises:
            Refused: Nobody here has that id.
        """
        user = self.slack.people.find(self.required(name, "user_not_found"))
        if user is None:
            raise Refused("user_not_found")
        return user

    def conversation(self, name: str = "channel") -> Conversation:
        """Return the conversation an argument names by its id.

        Raises:
            Refused: There is none, or it is a direct conversation of others.
        """
        found = self.slack.conversations.by_id.get(self.required(name, "channel_not_found"))
        if found is None:
            raise Refused("channel_not_found")
        return found


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """How a method is answered, and the scopes of which the token needs one."""

    answer: Handler
    scopes: tuple[str, ...] = ()
