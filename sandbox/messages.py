"""Conversations and what was said in them: membership, order, threads, reading marks."""

from collections.abc import Iterable

from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.identifiers import fresh
from sandbox.model import Change, Conversation, Message


class Conversations:
    """All channels and direct messages of the workspace with their messages."""

    def __init__(self, clock: SandboxClock, changes: Changes, bot_user_id: str) -> None:
        self._clock = clock
        self._changes = changes
        self._bot = bot_user_id
        self._last_micros = 0
        self.by_id: dict[str, Conversation] = {}
        self.said: dict[str, list[Message]] = {}
        self.read: dict[tuple[str, str], str] = {}

    def put(self, conversation: Conversation) -> Conversation:
        """Add a conversation, or replace the one with the same id, and return it."""
        self.by_id[conversation.id] = conversation
        self.said.setdefault(conversation.id, [])
        return conversation

    def direct(self, user_id: str) -> Conversation:
        """Return the app's direct messages with a person, opening them if need be."""
        known = self.known_direct(user_id)
        if known:
            return known
        members = [user_id, self._bot]
        return self.put(Conversation(fresh("D"), "im", name=user_id, members=members, im_user=user_id))

    def known_direct(self, user_id: str) -> Conversation | None:
        """Return the app's direct messages with a person if they were ever opened."""
        return next((entry for entry in self.by_id.values() if entry.im_user == user_id), None)

    def of(self, user_id: str) -> list[Conversation]:
        """Return the conversations a person is in, channels by name first."""
        mine = [entry for entry in self.by_id.values() if user_id in entry.members]
        return sorted(mine, key=lambda entry: (entry.kind, entry.name))

    def next_ts(self) -> str:
        """Return the time of a message said now; no two messages share one, and none goes back."""
        micros = int(self._clock.now().timestamp() * 1_000_000)
        self._last_micros = max(micros, self._last_micros + 1)
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"

    def add(self, message: Message) -> Message:
        """Keep a message, count it in its thread, and tell those who see it."""
        self.said[message.channel].append(message)
        parent = self.message(message.channel, message.thread_ts) if message.thread_ts else None
        if parent and not message.ephemeral_for:
            parent.reply_count += 1
        if message.ephemeral_for is None:
            self.read[message.user, message.channel] = message.ts
        self.tell(message)
        return message

    def tell(self, message: Message) -> None:
        """Tell those who see a message that it came, changed or went."""
        seen_by = [message.ephemeral_for] if message.ephemeral_for else self.by_id[message.channel].members
        for kind in ("messages", "unread"):
            self._changes.tell(Change(kind, message.channel), *seen_by)

    def message(self, channel_id: str, ts: str | None) -> Message | None:
        """Return a message, ephemeral ones included, or None."""
        return next((entry for entry in reversed(self.said.get(channel_id, [])) if entry.ts == ts), None)

    def remove(self, message: Message) -> None:
        """Take a message away and tell those who saw it."""
        self.said[message.channel].remove(message)
        parent = self.message(message.channel, message.thread_ts) if message.thread_ts else None
        if parent and not message.ephemeral_for:
            parent.reply_count -= 1
        self.tell(message)

    def visible(self, channel_id: str, user_id: str) -> list[Message]:
        """Return what a person sees in a conversation, oldest first, thread replies included."""
        conversation = self.by_id.get(channel_id)
        if conversation is None or user_id not in conversation.members:
            return []
        return [entry for entry in self.said[channel_id] if entry.ephemeral_for in (None, user_id)]

    def top_level(self, channel_id: str, user_id: str) -> list[Message]:
        """Return what a person sees in a conversation outside threads, oldest first."""
        return [entry for entry in self.visible(channel_id, user_id) if entry.thread_ts in (None, entry.ts)]

    def thread(self, channel_id: str, ts: str, user_id: str) -> list[Message]:
        """Return a message and its replies as a person sees them, oldest first."""
        return [entry for entry in self.visible(channel_id, user_id) if ts in (entry.ts, entry.thread_ts)]

    def unread(self, user_id: str, channel_id: str) -> int:
        """Return how many messages of others came since the person last looked."""
        mark = self.read.get((user_id, channel_id), "0")
        return sum(
            float(entry.ts) > float(mark) and entry.user != user_id for entry in self.visible(channel_id, user_id)
        )

    def mark_read(self, user_id: str, channel_id: str) -> None:
        """Note that a person has seen all there is now."""
        seen = self.visible(channel_id, user_id)
        if seen and self.unread(user_id, channel_id):
            self.read[user_id, channel_id] = seen[-1].ts
            self._changes.tell(Change("unread", channel_id), user_id)

    def join(self, channel_id: str, user_ids: Iterable[str]) -> list[str]:
        """Add people to a channel and return those who weren't in it."""
        members = self.by_id[channel_id].members
        new = [user_id for user_id in user_ids if user_id not in members]
        members.extend(new)
        self._changes.tell(Change("messages", channel_id), *members)
        return new
