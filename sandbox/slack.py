"""ONE WORKSPACE with all it consists of, and the few things that several of its parts do: post, grant, refuse."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox import view_state
from sandbox.changes import Changes
from sandbox.clock import SandboxClock
from sandbox.delivery import Wire
from sandbox.events import Events
from sandbox.files import Files
from sandbox.inspector import Inspector
from sandbox.messages import Conversations
from sandbox.model import Faults, Identity, Json, Message, Patience
from sandbox.people import People
from sandbox.rate_limits import RateLimits
from sandbox.refusals import Refused, refuse_findings
from sandbox.response_urls import ResponseUrls
from sandbox.rules.messages import findings_in_message
from sandbox.rules.views import findings_in_view
from sandbox.socket_mode import Sockets
from sandbox.triggers import Triggers
from sandbox.views_stack import Views

SLACKBOT = "USLACKBOT"
CHART = "data_visualization"


class Slack:
    """The parts of a workspace, each reachable by name, for those who act on them."""

    def __init__(self, manifest: Json, clock: SandboxClock, identity: Identity, patience: Patience) -> None:
        self.manifest, self.clock, self.identity, self.patience = manifest, clock, identity, patience
        self.base_url = ""
        self.installed = True
        self.faults = Faults()
        self.changes = Changes()
        self.inspector = Inspector(clock, self.changes)
        self.people = People(identity, clock)
        self.conversations = Conversations(clock, self.changes, identity.bot_user_id)
        self.views = Views(identity, clock, self.changes)
        self.files = Files()
        self.triggers = Triggers(clock, patience)
        self.response_urls = ResponseUrls(clock, patience)
        self.limits = RateLimits(clock)
        self.sockets = Sockets(identity, clock)
        self.wire = Wire(identity, clock, patience, self.faults, self.inspector, self.sockets)
        self.events = Events(identity, clock, patience, self.wire, frozenset(self.subscriptions()))

    def setting(self, *keys: str) -> Any:
        """Return what stands in the manifest under these keys, or an empty object."""
        value: Any = self.manifest
        for key in keys:
            value = value.get(key, {})
        return value

    def subscriptions(self) -> list[str]:
        """Return the events the app subscribed to."""
        return list(self.setting("settings", "event_subscriptions").get("bot_events", []))

    def scopes(self) -> list[str]:
        """Return the scopes that are granted now."""
        asked: list[str] = self.setting("oauth_config", "scopes").get("bot", [])
        return [
            scope
            for scope in asked
            if scope not in self.faults.withheld_scopes
            and (self.faults.history_scope or not scope.endswith(":history"))
        ]

    def app_home(self, tab: str) -> bool:
        """Return whether the app's "home" or "messages" tab is switched on."""
        return bool(self.setting("features", "app_home").get(f"{tab}_tab_enabled", False))

    def check_view(self, view: Any, surface: str) -> None:
        """Return when Slack takes a view for this surface.

        Raises:
            Refused: It doesn't.
        """
        refuse_findings(findings_in_view(view, surface))
        self._check_blocks(view["blocks"], "invalid_arguments", "/view/blocks")

    def check_message(self, payload: Mapping[str, Any], *, updating: bool = False) -> None:
        """Return when Slack takes a message.

        Raises:
            Refused: It doesn't.
        """
        refuse_findings(findings_in_message(dict(payload), updating=updating))
        self._check_blocks(payload.get("blocks") or [], "invalid_blocks", "/blocks")

    def _check_blocks(self, blocks: list[Json], error: str, pointer: str) -> None:
        """Refuse charts where they aren't released, and images from files that aren't here."""
        for index, block in enumerate(blocks):
            if block["type"] == CHART and self.faults.refuse_charts:
                raise Refused(error, [f"[ERROR] unsupported type: {CHART} [json-pointer:{pointer}/{index}]"])
            for source in slack_files(block):
                if not self._has_file(source):
                    raise Refused(error, [f"[ERROR] invalid slack file [json-pointer:{pointer}/{index}]"])

    def _has_file(self, source: Json) -> bool:
        if "id" in source:
            return source["id"] in self.files.kept
        return any(source["url"].endswith(file.url) for file in self.files.kept.values())

    def post(
        self,
        channel_id: str,
        user_id: str,
        payload: Mapping[str, Any],
        *,
        thread_ts: str | None = None,
        ephemeral_for: str | None = None,
        files: Iterable[str] = (),
    ) -> Message:
        """Return a message after it was said; `payload` holds its text, blocks and metadata, checked before."""
        blocks = view_state.completed(payload.get("blocks") or [])
        message = Message(
            ts=self.conversations.next_ts(),
            channel=channel_id,
            user=user_id,
            text=payload.get("text") or "",
            blocks=blocks,
            metadata=payload.get("metadata") or None,
            thread_ts=thread_ts,
            ephemeral_for=ephemeral_for,
            files=list(files),
            state=view_state.first_state(blocks),
        )
        return self.conversations.add(message)

    def slackbot_says(self, user_id: str, channel_id: str, words: str) -> None:
        """Show a person something that Slack itself says, in the conversation where they are."""
        self.post(channel_id, SLACKBOT, {"text": words}, ephemeral_for=user_id)

    def announce(self, message: Message) -> None:
        """Send the message event for something that was said, if the app subscribed to it and may read it."""
        conversation = self.conversations.by_id[message.channel]
        kind = "im" if conversation.kind == "im" else "channels"
        may_read = f"{kind}:history" in self.scopes()
        if may_read and self.identity.bot_user_id in conversation.members and not message.ephemeral_for:
            event = {**self.described(message), "channel": message.channel}
            event["channel_type"] = "im" if kind == "im" else "channel"
            self.events.later(event, f"message.{kind}")

    def described(self, message: Message, *, with_metadata: bool = False) -> Json:
        """Return a message as Slack's API describes it."""
        described: Json = {
            "type": "message",
            "ts": message.ts,
            "user": message.user,
            "text": message.text,
            "team": self.identity.team_id,
        }
        if message.user == self.identity.bot_user_id:
            described |= {"bot_id": self.identity.bot_id, "app_id": self.identity.app_id}
        if message.blocks:
            described["blocks"] = message.blocks
        if message.thread_ts:
            described["thread_ts"] = message.thread_ts
        if message.edited:
            described["edited"] = {"user": message.user, "ts": message.ts}
        if message.reply_count:
            described |= {"reply_count": message.reply_count, "thread_ts": message.ts}
        if message.files:
            described["files"] = [self.file_described(file_id) for file_id in message.files]
        if message.metadata and with_metadata:
            described["metadata"] = message.metadata
        return described

    def file_described(self, file_id: str) -> Json:
        """Return a file as Slack's API describes it."""
        file = self.files.kept[file_id]
        return {
            "id": file.id,
            "name": file.name,
            "title": file.title,
            "mimetype": file.mimetype,
            "filetype": file.name.rpartition(".")[2],
            "size": len(file.content),
            "alt_txt": file.alt_text,
            "user": file.user,
            "url_private": f"{self.base_url}{file.url}",
            "permalink": f"{self.base_url}{file.url}",
            "channels": list(file.shared_in),
        }


def slack_files(value: Any) -> list[Json]:
    """Return every slack_file object inside a block."""
    if isinstance(value, list):
        return [found for entry in value for found in slack_files(entry)]
    if not isinstance(value, dict):
        return []
    own = [value["slack_file"]] if isinstance(value.get("slack_file"), dict) else []
    return own + [found for entry in value.values() for found in slack_files(entry)]
