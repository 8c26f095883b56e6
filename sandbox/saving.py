"""Where a demo continues: people, conversations, messages, Home tabs and files, as JSON in a folder.

Open modals and messages for one person's eyes are not kept, as little as Slack keeps them.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sandbox.model import Change, Conversation, File, Message, User
from sandbox.slack import Slack

SETTLED_AFTER = 0.5
KEPT_CHANGES = frozenset({"messages", "unread", "home"})


class Saving:
    """Keeps a workspace in a folder, half a second after it changed and at the end."""

    def __init__(self, slack: Slack, folder: Path) -> None:
        self._slack = slack
        self._folder = folder
        self._path = folder / "slack.json"
        self._planned: asyncio.TimerHandle | None = None
        slack.changes.observers.append(self._noticed)

    def load(self) -> None:
        """Fill the workspace with what was kept, if anything was."""
        if self._path.exists():
            restore(self._slack, json.loads(self._path.read_text(encoding="utf-8")), self._folder / "files")

    def save(self) -> None:
        """Write all there is now; a reader never finds half a file."""
        if self._planned:
            self._planned.cancel()
            self._planned = None
        files = self._folder / "files"
        files.mkdir(parents=True, exist_ok=True)
        for file in self._slack.files.kept.values():
            if not (files / file.id).exists():
                (files / file.id).write_bytes(file.content)
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(snapshot(self._slack)), encoding="utf-8")
        fresh.replace(self._path)

    def _noticed(self, change: Change) -> None:
        if change.kind not in KEPT_CHANGES or self._planned:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._planned = loop.call_later(SETTLED_AFTER, self.save)


def snapshot(slack: Slack) -> dict[str, Any]:
    """Return what is kept of a workspace, ready for JSON."""
    said = slack.conversations.said.values()
    return {
        "installed": slack.installed,
        "users": [asdict(user) for user in slack.people.all()],
        "conversations": [asdict(entry) for entry in slack.conversations.by_id.values()],
        "messages": [asdict(message) for messages in said for message in messages if not message.ephemeral_for],
        "read": [[*key, ts] for key, ts in slack.conversations.read.items()],
        "homes": [
            {"user_id": user_id, "view": record.open.view, "state": record.open.state}
            for user_id, record in slack.views.homes.items()
        ],
        "files": [{**asdict(file), "content": None} for file in slack.files.kept.values()],
    }


def restore(slack: Slack, kept: Mapping[str, Any], files: Path) -> None:
    """Fill a workspace with what was kept of it."""
    slack.installed = kept["installed"]
    for user in kept["users"]:
        slack.people.put(User(**user))
    for conversation in kept["conversations"]:
        slack.conversations.put(Conversation(**conversation))
    for message in kept["messages"]:
        slack.conversations.said[message["channel"]].append(Message(**message))
    slack.conversations.read = {(user_id, channel_id): ts for user_id, channel_id, ts in kept["read"]}
    for home in kept["homes"]:
        slack.views.restore_home(home["user_id"], home["view"], home["state"])
    for file in kept["files"]:
        slack.files.kept[file["id"]] = File(**{**file, "content": (files / file["id"]).read_bytes()})
