"""The shapes of what Slack sends when a person does something: clicks, forms, shortcuts, commands."""

import copy
from typing import Any

from sandbox import view_state, views_stack
from sandbox.model import Conversation, Json, Message, User
from sandbox.slack import Slack
from sandbox.views_stack import Record

# What an action carries of its element, beside its ids and its value.
CARRIED = ("text", "value", "style", "url", "placeholder", "initial_option", "initial_date", "initial_time", "confirm")


class Payloads:
    """Builds payloads for one workspace."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def _common(self, user: User) -> Json:
        identity = self._slack.identity
        return {
            "team": {"id": identity.team_id, "domain": identity.domain},
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": identity.team_id},
            "api_app_id": identity.app_id,
            "token": "sandbox",
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _now(self) -> str:
        return f"{self._slack.clock.now().timestamp():.6f}"

    def _address(self, path: str) -> str:
        return f"{self._slack.base_url}{path}"

    def action(self, block: Json, element: Json, value: Json) -> Json:
        """Return the one entry of `actions`: which element, and what it holds now."""
        kind = element["type"]
        action: Json = {key: copy.deepcopy(element[key]) for key in CARRIED if key in element}
        if kind in view_state.KEYS:
            action.pop("value", None)
            action.pop("text", None)
            action |= view_state.as_sent(value)
        elif kind == "overflow":
            action["selected_option"] = value.get("selected_option")
        return action | {
            "type": kind,
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self._now(),
        }

    def clicked_in_view(self, user: User, record: Record, action: Json) -> Json:
        """Return block_actions from a modal or a Home tab."""
        from_modal = record.open.id if record.open.type == "modal" else ""
        return {
            "type": "block_actions",
            **self._common(user),
            "container": {"type": "view", "view_id": record.open.id},
            "trigger_id": self._slack.triggers.issue(user.id, from_modal),
            "view": self.view(record),
            "actions": [action],
        }

    def clicked_in_message(self, user: User, conversation: Conversation, message: Message, action: Json) -> Json:
        """Return block_actions from a message."""
        return {
            "type": "block_actions",
            **self._common(user),
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": message.channel,
                "is_ephemeral": message.ephemeral_for is not None,
            },
            "trigger_id": self._slack.triggers.issue(user.id),
            "channel": self._channel(conversation),
            "message": self._slack.described(message),
            "state": {"values": view_state.values_sent(message.state)},
            "response_url": self._response_url(user, message),
            "actions": [action],
        }

    def view(self, record: Record, *, without_inputs: bool = False) -> Json:
        """Return a view as an interaction carries it."""
        missing = self._slack.faults.missing_state
        return views_stack.payload(record, missing_state=missing, without_inputs=without_inputs)

    def submitted(self, user: User, record: Record) -> Json:
        """Return view_submission."""
        return {
            "type": "view_submission",
            **self._common(user),
            "trigger_id": self._slack.triggers.issue(user.id, record.open.id),
            "view": self.view(record),
            "response_urls": [],
        }

    def closed(self, user: User, record: Record, *, is_cleared: bool) -> Json:
        """Return view_closed, whose state leaves out the inputs."""
        return {
            "type": "view_closed",
            **self._common(user),
            "view": self.view(record, without_inputs=True),
            "is_cleared": is_cleared,
        }

    def global_shortcut(self, user: User, callback_id: str) -> Json:
        """Return a global shortcut; it has no channel and no response_url."""
        return {
            "type": "shortcut",
            **self._common(user),
            "callback_id": callback_id,
            "trigger_id": self._slack.triggers.issue(user.id),
            "action_ts": self._now(),
        }

    def message_shortcut(self, user: User, conversation: Conversation, message: Message, callback_id: str) -> Json:
        """Return a shortcut on a message."""
        return {
            "type": "message_action",
            **self._common(user),
            "callback_id": callback_id,
            "trigger_id": self._slack.triggers.issue(user.id),
            "action_ts": self._now(),
            "message_ts": message.ts,
            "message": self._slack.described(message),
            "channel": self._channel(conversation),
            "response_url": self._response_url(user, message),
        }

    def command(self, user: User, conversation: Conversation, command: str, text: str) -> Json:
        """Return a slash command's form fields."""
        identity = self._slack.identity
        path = self._slack.response_urls.issue(user.id, conversation.id)
        return {
            "token": "sandbox",
            "team_id": identity.team_id,
            "team_domain": identity.domain,
            "channel_id": conversation.id,
            "channel_name": self._channel(conversation)["name"],
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": identity.app_id,
            "is_enterprise_install": "false",
            "response_url": self._address(path),
            "trigger_id": self._slack.triggers.issue(user.id),
        }

    def _response_url(self, user: User, message: Message) -> str:
        path = self._slack.response_urls.issue(user.id, message.channel, message.ts, message.thread_ts)
        return self._address(path)

    @staticmethod
    def _channel(conversation: Conversation) -> Json:
        name = "directmessage" if conversation.kind == "im" else conversation.name
        return {"id": conversation.id, "name": name}


def app_home_opened(user: User, channel_id: str, tab: str, view: Any) -> Json:
    """Return the event of opening the app; `view` is what was published before, if anything."""
    event: Json = {"type": "app_home_opened", "user": user.id, "channel": channel_id, "tab": tab}
    return event | ({"view": view} if view and tab == "home" else {})
