"""What a person does in Slack: opens the app, writes, commands, clicks, uses shortcuts.

Each act ends when the app has answered or three seconds have passed, and returns what Slack itself then says, if
anything.
"""

from typing import Any

from sandbox import view_state, views_stack
from sandbox.command_answers import CommandAnswers
from sandbox.forms import TROUBLE, Forms
from sandbox.model import Conversation, Json, Message, User
from sandbox.payloads import Payloads, app_home_opened
from sandbox.refusals import Refused
from sandbox.slack import Slack

TURNED_OFF = "Sending messages to this app has been turned off."


class Acts:
    """The acts of everyone in the workspace."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._payloads = Payloads(slack)
        self._commands = CommandAnswers(slack)
        self.forms = Forms(slack, self._payloads)

    async def open_app(self, user: User, tab: str) -> None:
        """Open the app's "home" or "messages" tab."""
        if not self._slack.installed:
            return
        known = self._slack.views.homes.get(user.id)
        view = views_stack.payload(known) if known else None
        channel = self._slack.conversations.direct(user.id)
        await self._slack.events.send(app_home_opened(user, channel.id, tab, view))

    async def say(self, user: User, channel: Conversation, text: str, thread_ts: str | None) -> str | None:
        """Write a message."""
        read_only = self._slack.setting("features", "app_home").get("messages_tab_read_only_enabled", False)
        if channel.kind == "im" and read_only:
            return TURNED_OFF
        message = self._slack.post(channel.id, user.id, {"text": escaped(text)}, thread_ts=thread_ts)
        if self._slack.installed:
            self._slack.announce(message)
        return None

    async def command(self, user: User, channel: Conversation, command: str, text: str) -> str | None:
        """Send a slash command and show what the app answers."""
        offered = {entry["command"]: entry for entry in self._slack.setting("features").get("slash_commands", [])}
        if command == "/invite":
            return self._invite(channel, text)
        if command not in offered or not self._slack.installed:
            return self._commands.unknown(user, channel, command)
        if offered[command].get("should_escape"):
            text = self._slack.people.escaped_mentions(text)
        payload = self._payloads.command(user, channel, command, text)
        answer = await self._slack.wire.send("slash_commands", command, payload)
        return self._commands.show(user, channel, command, answer)

    def _invite(self, channel: Conversation, text: str) -> str | None:
        """Bring the app into a channel."""
        identity = self._slack.identity
        if text.lstrip("@").lower() not in (identity.bot_name.lower(), identity.bot_real_name.lower()):
            return f"There is nobody called {text}."
        if self._slack.conversations.join(channel.id, [identity.bot_user_id]):
            event = {"type": "member_joined_channel", "user": identity.bot_user_id, "channel": channel.id}
            self._slack.events.later({**event, "channel_type": "C", "team": identity.team_id})
        return None

    async def global_shortcut(self, user: User, callback_id: str) -> str | None:
        """Use a shortcut that stands nowhere in particular."""
        payload = self._payloads.global_shortcut(user, callback_id)
        return await self._interact(f"shortcut {callback_id}", payload)

    async def message_shortcut(
        self,
        user: User,
        channel: Conversation,
        message: Message,
        callback_id: str,
    ) -> str | None:
        """Use a shortcut on a message."""
        payload = self._payloads.message_shortcut(user, channel, message, callback_id)
        words = await self._interact(f"message_action {callback_id}", payload)
        if words:
            self._slack.slackbot_says(user.id, channel.id, words)
        return words

    async def press_in_view(
        self,
        user: User,
        view_id: str,
        ids: tuple[str, str],
        value: Json,
        state: view_state.State,
    ) -> str | None:
        """Use an element of a modal or a Home tab."""
        record = self._slack.views.find(view_id)
        found = view_state.find_element(record.open.blocks, *ids) if record else None
        if record is None or found is None or record.user_id != user.id:
            raise Refused("not_found")
        block, element = found
        self._slack.views.remember(record, with_value(state, ids, element, value))
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
        action = self._payloads.action(block, element, record.open.state.get(ids[0], {}).get(ids[1], value))
        payload = self._payloads.clicked_in_view(user, record, action)
        words = await self._interact(f"block_actions {element['action_id']}", payload)
        if (words or record.open.notice) and self._slack.views.find(view_id) is record:
            self._slack.views.notice(record, words, record.open.errors)
        return words

    async def press_in_message(
        self,
        user: User,
        message: Message,
        ids: tuple[str, str],
        value: Json,
        state: view_state.State,
    ) -> str | None:
        """Use an element of a message."""
        found = view_state.find_element(message.blocks, *ids)
        if found is None:
            raise Refused("not_found")
        block, element = found
        message.state = view_state.filled_in(message.state, with_value(state, ids, element, value), message.blocks)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return None
        action = self._payloads.action(block, element, message.state.get(ids[0], {}).get(ids[1], value))
        channel = self._slack.conversations.by_id[message.channel]
        payload = self._payloads.clicked_in_message(user, channel, message, action)
        words = await self._interact(f"block_actions {element['action_id']}", payload)
        if words:
            self._slack.slackbot_says(user.id, channel.id, words)
        return words

    async def _interact(self, what: str, payload: Json) -> str | None:
        if not self._slack.installed:
            return TROUBLE
        answer = await self._slack.wire.send("interactive", what, payload)
        return TROUBLE if answer.error else None


def with_value(state: view_state.State, ids: tuple[str, str], element: Json, value: Json) -> view_state.State:
    """Return what a browser holds, with the element that was just used."""
    if element["type"] not in view_state.KEYS or not value:
        return state
    block_id, action_id = ids
    held: dict[str, Any] = {"type": element["type"], **value}
    return {**state, block_id: {**state.get(block_id, {}), action_id: held}}


def escaped(text: str) -> str:
    """Return what a person typed as Slack keeps it: no typed character can become a mention."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
