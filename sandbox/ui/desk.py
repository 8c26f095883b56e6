"""One person's desk in the workspace: what they see of the app, the channels and the messages, ready to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.clock import SandboxClock
from sandbox.model import Conversation, File, Message, OpenView, User
from sandbox.slack import SLACKBOT
from sandbox.ui.reader import Reader
from sandbox.ui.surface import Surface
from sandbox.workspace import SlackWorkspace

_TOGETHER_SECONDS = 300
_SLACKBOT = User(SLACKBOT, "slackbot", "Slackbot", color="4a5a53")


@dataclass(frozen=True)
class Line:
    """A message as it stands in a list.

    Attributes:
        message: What was said.
        author: Who said it.
        at: When, in the reader's zone.
        surface: Its blocks, or None where it has only text.
        opens_day: Whether it is the first of its day.
        follows: Whether the same person said the line above within five minutes.
        files: Uploads that came with it.
        private: Whether only the reader sees it.
    """

    message: Message
    author: User
    at: datetime
    surface: Surface | None
    opens_day: bool
    follows: bool
    files: Sequence[File]

    @property
    def private(self) -> bool:
        """Return whether only the reader sees it."""
        return bool(self.message.ephemeral_for)


@dataclass(frozen=True)
class Desk:
    """The workspace as one person sees it at this moment."""

    workspace: SlackWorkspace
    clock: SandboxClock
    user: User

    @cached_property
    def reader(self) -> Reader:
        """Return who reads: the person, the names they know, their zone and the sandbox's present."""
        return Reader(
            id=self.user.id,
            now=self.clock.now(),
            zone=_zone(self.user.tz),
            people={one.id: one.real_name or one.name for one in self.workspace.users()},
            channels={one.id: one.name for one in self.channels},
        )

    @cached_property
    def channels(self) -> list[Conversation]:
        """Return the person's channels by name."""
        mine = self.workspace.conversations(self.user.id)
        return sorted((one for one in mine if one.kind == "channel"), key=lambda one: one.name)

    @cached_property
    def app_conversation(self) -> Conversation:
        """Return the person's direct conversation with the app."""
        mine = self.workspace.conversations(self.user.id)
        return next(one for one in mine if one.kind == "im")

    def conversation(self, conversation_id: str) -> Conversation | None:
        """Return one of the person's conversations, or None when it is not theirs."""
        mine = self.workspace.conversations(self.user.id)
        return next((one for one in mine if one.id == conversation_id), None)

    def unread(self, conversation: Conversation) -> int:
        """Return how many messages of a conversation the person has not seen."""
        return self.workspace.unread(self.user.id, conversation.id)

    def home(self) -> Surface | None:
        """Return the person's Home tab, or None until the app has published one."""
        view = self.workspace.home(self.user.id)
        return self._view(view) if view else None

    def modals(self) -> list[tuple[OpenView, Surface]]:
        """Return the person's open modal views, the visible one last."""
        return [(view, self._view(view)) for view in self.workspace.modals(self.user.id)]

    def lines(self, channel_id: str) -> list[Line]:
        """Return a conversation's messages, oldest first."""
        return self._lines(self.workspace.messages(channel_id, self.user.id))

    def thread(self, channel_id: str, ts: str) -> list[Line]:
        """Return a thread: the message it hangs on, then the replies."""
        return self._lines(self.workspace.thread(channel_id, ts, self.user.id))

    def _view(self, view: OpenView) -> Surface:
        container = {"view_id": view.id}
        return Surface(view.id, container, self.reader, view.blocks, view.state, view.errors)

    def _lines(self, messages: Sequence[Message]) -> list[Line]:
        lines: list[Line] = []
        for message in messages:
            lines.append(self._line(message, lines[-1] if lines else None))
        return lines

    def _line(self, message: Message, above: Line | None) -> Line:
        at = self.reader.local(message.ts)
        opens_day = above is None or above.at.date() != at.date()
        return Line(
            message=message,
            author=self._author(message.user),
            at=at,
            surface=self._blocks(message),
            opens_day=opens_day,
            follows=not opens_day and above is not None and _together(above, message),
            files=[one for one in map(self.workspace.file, message.files) if one],
        )

    def _author(self, user_id: str) -> User:
        return _SLACKBOT if user_id == SLACKBOT else self.workspace.user(user_id)

    def _blocks(self, message: Message) -> Surface | None:
        if not message.blocks:
            return None
        container = {"channel": message.channel, "ts": message.ts}
        name = f"{message.channel}-{message.ts}"
        return Surface(name, container, self.reader, message.blocks, message.state)


def _together(above: Line, message: Message) -> bool:
    close = float(message.ts) - float(above.message.ts) < _TOGETHER_SECONDS
    same = above.message.user == message.user
    return close and same and bool(above.message.ephemeral_for) == bool(message.ephemeral_for)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
