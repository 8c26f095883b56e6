"""THE SANDBOX AS A PERSON USES IT: what each member sees, what they can do, and what changes for them.

The browser and the tests stand on this. The bot knows nothing of it: it meets the same workspace over the Web API,
signed requests and sockets.
"""

from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

from sandbox.acts import Acts
from sandbox.clock import SandboxClock
from sandbox.model import (
    Change,
    Conversation,
    Delivery,
    Faults,
    File,
    Identity,
    Json,
    Message,
    OpenView,
    Patience,
    User,
)
from sandbox.refusals import Refused
from sandbox.saving import Saving
from sandbox.slack import Slack
from sandbox.view_state import State
from sandbox.views_stack import Record


class SlackWorkspace:
    """One workspace with one app installed.

    Every act returns the words Slack itself shows where the app didn't answer, else None.
    """

    def __init__(
        self,
        manifest: Json,
        clock: SandboxClock | None = None,
        *,
        identity: Identity | None = None,
        bot_url: str = "",
        folder: Path | None = None,
        patience: Patience | None = None,
    ) -> None:
        """Open a workspace.

        Args:
            manifest: The app's manifest: its commands, shortcuts, scopes, events and tabs.
            clock: The sandbox's clock; a new one without memory by default.
            identity: Ids, names and secrets; invented ones by default.
            bot_url: Where the app takes signed requests; empty while it comes by socket.
            folder: Where the workspace is kept; None keeps nothing.
            patience: How long Slack waits; Slack's own times by default.
        """
        self.clock = clock or SandboxClock()
        self.slack = Slack(manifest, self.clock, identity or Identity(), patience or Patience())
        self.slack.wire.bot_url = bot_url
        self.clock.listeners.append(lambda: self.slack.changes.tell(Change("clock")))
        self._acts = Acts(self.slack)
        self._saving = Saving(self.slack, folder) if folder else None
        if self._saving:
            self._saving.load()

    # What is there.

    @property
    def faults(self) -> Faults:
        """What is switched on to trouble the bot; set its attributes."""
        return self.slack.faults

    @property
    def bot(self) -> User:
        """The app's own member."""
        return self.slack.people.bot

    @property
    def identity(self) -> Identity:
        """The workspace's and the app's ids, and the tokens that a bot is run with."""
        return self.slack.identity

    @property
    def installed(self) -> bool:
        """Whether the app is installed."""
        return self.slack.installed

    @property
    def base_url(self) -> str:
        """The address this workspace is served at, without a slash; set it when serving begins."""
        return self.slack.base_url

    @base_url.setter
    def base_url(self, address: str) -> None:
        self.slack.base_url = address.rstrip("/")

    def users(self) -> list[User]:
        """Return the people, without the bot, in the order they came."""
        return self.slack.people.all()

    def user(self, user_id: str) -> User:
        """Return a member or the bot.

        Raises:
            KeyError: Nobody here has that id.
        """
        return self.slack.people.get(user_id)

    def conversations(self, user_id: str) -> list[Conversation]:
        """Return the channels a person is in, by name, and then the app's direct messages with them."""
        self.slack.conversations.direct(user_id)
        return self.slack.conversations.of(user_id)

    def unread(self, user_id: str, channel_id: str) -> int:
        """Return how many messages of others came since the person last looked."""
        return self.slack.conversations.unread(user_id, channel_id)

    def mark_read(self, user_id: str, channel_id: str) -> None:
        """Note that a person has seen all there is in a conversation now."""
        self.slack.conversations.mark_read(user_id, channel_id)

    def messages(self, channel_id: str, user_id: str) -> list[Message]:
        """Return what a person sees in a conversation outside threads, oldest first."""
        return self.slack.conversations.top_level(channel_id, user_id)

    def thread(self, channel_id: str, ts: str, user_id: str) -> list[Message]:
        """Return a message and its replies as a person sees them, oldest first."""
        return self.slack.conversations.thread(channel_id, ts, user_id)

    def home(self, user_id: str) -> OpenView | None:
        """Return a person's Home tab, or None while nothing was published."""
        record = self.slack.views.homes.get(user_id)
        return record.open if record else None

    def modals(self, user_id: str) -> list[OpenView]:
        """Return a person's open modals, the topmost last."""
        return [record.open for record in self.slack.views.stacks.get(user_id, [])]

    def file(self, file_id: str) -> File | None:
        """Return a file, or None."""
        return self.slack.files.kept.get(file_id)

    def deliveries(self, limit: int = 50) -> list[Delivery]:
        """Return the newest exchanges between Slack and the bot, the newest first."""
        return self.slack.inspector.last(limit)

    def commands(self) -> list[Json]:
        """Return the app's slash commands as in the manifest."""
        return list(self.slack.setting("features").get("slash_commands", []))

    def shortcuts(self) -> list[Json]:
        """Return the app's shortcuts as in the manifest."""
        return list(self.slack.setting("features").get("shortcuts", []))

    def changes(self, user_id: str) -> AsyncIterator[Change]:
        """Yield what changes for a person from now on, without end."""
        return self.slack.changes.of(user_id)

    # What a person does.

    async def open_home(self, user_id: str) -> None:
        """Open the app's Home tab."""
        await self._acts.open_app(self.user(user_id), "home")

    async def open_messages_tab(self, user_id: str) -> None:
        """Open the app's messages."""
        await self._acts.open_app(self.user(user_id), "messages")

    async def send_message(
        self,
        user_id: str,
        channel_id: str,
        text: str,
        thread_ts: str | None = None,
    ) -> str | None:
        """Write a message, or a reply in a thread."""
        return await self._acts.say(self.user(user_id), self._conversation(user_id, channel_id), text, thread_ts)

    async def slash(self, user_id: str, channel_id: str, command: str, text: str = "") -> str | None:
        """Send a slash command, such as "/grow" with the text "assess"."""
        channel = self._conversation(user_id, channel_id)
        return await self._acts.command(self.user(user_id), channel, command, text)

    async def global_shortcut(self, user_id: str, callback_id: str) -> str | None:
        """Use a shortcut that stands nowhere in particular."""
        return await self._acts.global_shortcut(self.user(user_id), callback_id)

    async def message_shortcut(self, user_id: str, channel_id: str, ts: str, callback_id: str) -> str | None:
        """Use a shortcut on a message."""
        channel, message = self._conversation(user_id, channel_id), self._message(user_id, channel_id, ts)
        return await self._acts.message_shortcut(self.user(user_id), channel, message, callback_id)

    async def press(
        self,
        user_id: str,
        container: Json,
        block_id: str,
        action_id: str,
        value: Json | None = None,
        state: State | None = None,
    ) -> str | None:
        """Use an element: press a button, choose an option, leave a field that dispatches.

        Args:
            user_id: Who does it.
            container: Where it stands: {"view_id": ...}, {"home": True} or {"channel": ..., "ts": ...}.
            block_id: The block it stands in.
            action_id: Its own id.
            value: What it holds now, as in Slack's state ({"selected_option": ...}); nothing for a button.
            state: What all elements there hold in the person's browser, by block_id and action_id.
        """
        user, ids = self.user(user_id), (block_id, action_id)
        if "channel" in container:
            message = self._message(user_id, container["channel"], container["ts"])
            return await self._acts.press_in_message(user, message, ids, value or {}, state or {})
        shown = self.home(user_id)
        view_id = container.get("view_id") or (shown.id if shown else "")
        return await self._acts.press_in_view(user, view_id, ids, value or {}, state or {})

    async def submit_view(self, user_id: str, view_id: str, state: State | None = None) -> str | None:
        """Send the topmost modal with what its fields hold in the person's browser."""
        record = self._modal(user_id, view_id)
        self.slack.views.remember(record, state or {})
        return await self._acts.forms.submit(self.user(user_id), record)

    async def close_view(self, user_id: str, view_id: str, *, clear: bool = False) -> None:
        """Cancel a modal, or with `clear` close the whole stack as the X does."""
        await self._acts.forms.close(self.user(user_id), self._modal(user_id, view_id), clear=clear)

    # What the person at the sandbox arranges.

    def seed(self, users: Iterable[User], conversations: Iterable[Conversation] = ()) -> None:
        """Put people and conversations in place without telling the bot."""
        for user in users:
            self.slack.people.put(user)
        for conversation in conversations:
            self.slack.conversations.put(conversation)

    async def add_user(self, user: User) -> None:
        """Let a person join the workspace."""
        self.slack.people.put(user)
        await self.slack.events.send({"type": "team_join", "user": self.slack.people.described(user)})

    async def update_user(self, user_id: str, **changes: Any) -> User:
        """Change a person's name, zone, or whether they are still here, and return them."""
        user = self.slack.people.change(user_id, **changes)
        event = {"type": "user_change", "user": self.slack.people.described(user, with_locale=True)}
        await self.slack.events.send(event)
        return user

    async def uninstall(self) -> None:
        """Remove the app: its token ends, and it is told so twice."""
        self.slack.installed = False
        await self.slack.events.send({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.bot.id]}})
        await self.slack.events.send({"type": "app_uninstalled"})

    def install(self) -> None:
        """Install the app again with the scopes of its manifest."""
        self.slack.installed = True

    async def use_bot(self, address: str) -> bool:
        """Send everything to another bot if its address answers Slack's challenge; return whether it does."""
        return await self.slack.events.verified(address)

    async def retry_last_event(self) -> None:
        """Send the last event once more, with the headers of a retry."""
        await self.slack.events.repeat_last()

    async def disconnect_sockets(self, reason: str = "refresh_requested") -> None:
        """Ask every socket to connect anew ("warning", "refresh_requested"), as Slack does every few hours."""
        await self.slack.sockets.disconnect(reason)

    async def close(self) -> None:
        """Stop what goes on in the background and keep what there is."""
        await self.slack.events.background.stop()
        await self.slack.wire.close()
        if self._saving:
            self._saving.save()

    def _conversation(self, user_id: str, channel_id: str) -> Conversation:
        conversation = self.slack.conversations.by_id.get(channel_id)
        if conversation is None or user_id not in conversation.members:
            raise Refused("channel_not_found")
        return conversation

    def _message(self, user_id: str, channel_id: str, ts: str) -> Message:
        visible = self.slack.conversations.visible(channel_id, user_id)
        message = next((entry for entry in visible if entry.ts == ts), None)
        if message is None:
            raise Refused("message_not_found")
        return message

    def _modal(self, user_id: str, view_id: str) -> Record:
        record = self.slack.views.find(view_id)
        if record is None or record.user_id != user_id:
            raise Refused("not_found")
        return record
