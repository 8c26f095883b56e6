"""A workspace with a small app inside it: Ana and Maya, one channel, a Home tab, a form of two pages."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from sandbox.model import Change, Conversation, Delivery, Faults, File, Identity, Message, OpenView, User

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180"
    "5a347d6b0000000049454e44ae426082"
)


def words(text: str, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": kind, "text": text}


def option(text: str, value: str, more: str = "") -> dict[str, Any]:
    return {"text": words(text), "value": value, **({"description": words(more)} if more else {})}


def button(text: str, action_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": words(text), **more}


SCALE = [
    option("Not yet", "0", "There were occasions; I have not done it yet"),
    option("Developing", "1", "Done once or more, with help or in easy settings"),
    option("At level", "2", "Regularly, without help; others could name two times"),
    option("Beyond", "3", "In harder settings, or others learn it from me"),
    option("No occasion", "skip", "in the last six months"),
]


def chart(kind: str = "line") -> dict[str, Any]:
    cycles = ["2024-H2", "2025-H1", "2025-H2", "2026-H1"]
    values = {"Behavior": [1.2, 1.6, 1.9, 2.3], "Craft": [1.0, 1.1, 1.7, 1.8], "Impact": [0.6, 1.3, 1.3, 2.0]}
    series = [
        {"name": name, "data": [{"label": c, "value": v} for c, v in zip(cycles, row, strict=True)]}
        for name, row in values.items()
    ]
    axes = {"categories": cycles, "y_label": "Position on the framework"}
    return {
        "type": "data_visualization",
        "block_id": f"chart.{kind}",
        "title": "Your position by pillar",
        "chart": {"type": kind, "series": series, "axis_config": axes},
    }


def home_blocks() -> list[dict[str, Any]]:
    return [
        {"type": "header", "block_id": "h", "text": words("Your growth")},
        {
            "type": "section",
            "block_id": "next",
            "text": words("*Next:* finish your self-assessment. 7 of 18 answered, about 16 minutes left.", "mrkdwn"),
        },
        {
            "type": "actions",
            "block_id": "acts",
            "elements": [
                button("Continue", "open", style="primary"),
                button("Set a talk date", "talk"),
                button(
                    "Forget it",
                    "forget",
                    style="danger",
                    confirm={
                        "title": words("Forget it?"),
                        "text": words("Nothing is kept."),
                        "confirm": words("Forget"),
                        "deny": words("Keep"),
                    },
                ),
            ],
        },
        {"type": "divider", "block_id": "d"},
        {
            "type": "section",
            "block_id": "talk",
            "text": words("*Development talk* with Maya Lind · Thursday 12 March, 14:00", "mrkdwn"),
            "accessory": {
                "type": "overflow",
                "action_id": "more",
                "options": [option("Move it", "move"), option("Leave it", "leave")],
            },
        },
        chart(),
        {
            "type": "context",
            "block_id": "c",
            "elements": [words("Agile Coach since June 2024 · only you see this page", "mrkdwn")],
        },
    ]


def rating(key: str, title: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "section",
            "block_id": f"s.{key}",
            "text": words(
                f"*{title}*: designs and leads group work that ends in shared outcomes\n> Designs a half day for a mixed group, and the group leaves with a decision",
                "mrkdwn",
            ),
        },
        {
            "type": "input",
            "block_id": f"rating.{key}",
            "dispatch_action": True,
            "label": words("Where are you with this, over the last six months?"),
            "element": {"type": "radio_buttons", "action_id": "rate", "options": SCALE},
        },
        {
            "type": "input",
            "block_id": f"note.{key}",
            "optional": True,
            "label": words("An example that someone you work with would recognise"),
            "hint": words("One sentence is enough."),
            "element": {"type": "plain_text_input", "action_id": "note", "multiline": True, "max_length": 3000},
        },
    ]


def page(number: int) -> list[dict[str, Any]]:
    keys = [("facilitation", "Facilitation"), ("coaching", "Coaching")] if number == 1 else [("vision", "Vision")]
    top = {
        "type": "context",
        "block_id": f"top.{number}",
        "elements": [words(f"Page {number} of 2 · Craft · saved as you go", "mrkdwn")],
    }
    return [top, *(block for key, title in keys for block in rating(key, title))]


class FakeWorkspace:
    """Everything the pages ask of a workspace; `done` lists what a person did."""

    def __init__(self) -> None:
        self.identity = Identity()
        self.bot = User("UBOT", "trellis", "Trellis", is_bot=True)
        self.people = [
            User("UANA", "ana", "Ana Ruiz", "Agile Coach", "Europe/Berlin", color="7a4d9c"),
            User("UMAYA", "maya", "Maya Lind", "Head of Coaching", "Europe/Stockholm", color="2a6f97"),
            User("UGUEST", "gus", "Gus Guest", "Visitor", is_restricted=True, color="8a5a00"),
        ]
        everyone = [one.id for one in self.people]
        self.talks = [
            Conversation("C1", "channel", "coaching", "What we *learn* together", everyone),
            Conversation("C2", "channel", "random", members=everyone),
            *(Conversation(f"D{one}", "im", one, members=[one, "UBOT"], im_user=one) for one in everyone),
        ]
        self.said: list[Message] = []
        self.seen: dict[tuple[str, str], int] = {}
        self.homes: dict[str, OpenView] = {}
        self.stacks: dict[str, list[OpenView]] = {}
        self.kept = {"F1": File("F1", "radar.png", "Your profile", "image/png", "Behavior at Agile Coach", PNG)}
        self.faults = Faults()
        self.wire: list[Delivery] = []
        self.watchers: list[tuple[str, asyncio.Queue[Change]]] = []
        self.done: list[tuple[Any, ...]] = []
        self.pause = 0.0
        self.slack = self
        self.views = self

    # What the pages read

    def users(self) -> list[User]:
        return self.people

    def user(self, user_id: str) -> User:
        return next(one for one in [self.bot, *self.people] if one.id == user_id)

    def conversations(self, user_id: str) -> list[Conversation]:
        return [one for one in self.talks if user_id in one.members]

    def messages(self, channel_id: str, user_id: str) -> list[Message]:
        return [
            one
            for one in self.said
            if one.channel == channel_id and one.thread_ts is None and one.ephemeral_for in (None, user_id)
        ]

    def thread(self, channel_id: str, ts: str, user_id: str) -> list[Message]:
        seen = (None, user_id)
        return [
            one
            for one in self.said
            if one.channel == channel_id and ts in (one.ts, one.thread_ts) and one.ephemeral_for in seen
        ]

    def unread(self, user_id: str, channel_id: str) -> int:
        return len(self.messages(channel_id, user_id)) - self.seen.get((user_id, channel_id), 0)

    def mark_read(self, user_id: str, channel_id: str) -> None:
        self.seen[user_id, channel_id] = len(self.messages(channel_id, user_id))

    def home(self, user_id: str) -> OpenView | None:
        return self.homes.get(user_id)

    def modals(self, user_id: str) -> list[OpenView]:
        return self.stacks.get(user_id, [])

    def file(self, file_id: str) -> File | None:
        return self.kept.get(file_id)

    def deliveries(self, limit: int) -> list[Delivery]:
        return self.wire[-limit:][::-1]

    def commands(self) -> list[dict[str, str]]:
        return [{"command": "/grow", "description": "Your growth", "usage_hint": "assess | summary | note TEXT | help"}]

    def shortcuts(self) -> list[dict[str, str]]:
        return [
            {
                "type": "global",
                "name": "Add growth evidence",
                "callback_id": "evidence",
                "description": "Keep what you did",
            },
            {"type": "message", "name": "Save as evidence", "callback_id": "keep", "description": "Keep this message"},
        ]

    async def changes(self, user_id: str) -> AsyncIterator[Change]:
        watcher = (user_id, asyncio.Queue[Change]())
        self.watchers.append(watcher)
        try:
            while True:
                yield await watcher[1].get()
        finally:
            self.watchers.remove(watcher)

    # What people do

    async def open_home(self, user_id: str) -> None:
        self._note("open_home", user_id)
        self.homes.setdefault(user_id, self.view(f"VH{user_id}", "home", home_blocks()))
        self.tell("home", user_id)

    async def open_messages_tab(self, user_id: str) -> None:
        self._note("open_messages_tab", user_id)

    async def send_message(self, user_id: str, channel_id: str, text: str, thread_ts: str | None = None) -> None:
        self._note("send_message", user_id, channel_id, text, thread_ts)
        self.say(channel_id, user_id, text, thread_ts=thread_ts)

    async def slash(self, user_id: str, channel_id: str, command: str, text: str) -> None:
        self._note("slash", user_id, channel_id, command, text)
        if text == "assess":
            self.open_form(user_id)
        else:
            self.say(channel_id, "UBOT", "Try */grow assess* or */grow summary*.", ephemeral_for=user_id)

    async def global_shortcut(self, user_id: str, callback_id: str) -> None:
        self._note("global_shortcut", user_id, callback_id)

    async def message_shortcut(self, user_id: str, channel_id: str, ts: str, callback_id: str) -> None:
        self._note("message_shortcut", user_id, channel_id, ts, callback_id)

    async def press(
        self,
        user_id: str,
        container: dict[str, str],
        block_id: str,
        action_id: str,
        value: dict[str, Any],
        state: dict[str, Any],
    ) -> str | None:
        self._note("press", user_id, container, block_id, action_id, value, state)
        await asyncio.sleep(self.pause)
        if self.faults.bot_unreachable:
            return "We had some trouble connecting. Try again?"
        if action_id == "open":
            self.open_form(user_id)
        elif action_id == "talk":
            self.stacks.setdefault(user_id, []).append(
                self.view(
                    "VTALK", "modal", [{"type": "section", "block_id": "x", "text": words("Soon.")}], "Talk", None
                )
            )
            self.tell("modal", user_id)
        elif action_id == "rate" and value["selected_option"]["value"] == "3":
            view = self.stacks[user_id][-1]
            at = next(i for i, block in enumerate(view.blocks) if block["block_id"] == block_id)
            view.blocks = [
                *view.blocks[: at + 1],
                {
                    "type": "context",
                    "block_id": "next." + block_id,
                    "elements": [words("And the next level?", "mrkdwn")],
                },
                *view.blocks[at + 1 :],
            ]
            self.tell("modal", user_id)
        return None

    async def submit_view(self, user_id: str, view_id: str, state: dict[str, Any]) -> None:
        self._note("submit_view", user_id, view_id, state)
        await asyncio.sleep(self.pause)
        view = self.stacks[user_id][-1]
        note = state.get("note.facilitation", {}).get("note", {}).get("value")
        if "note.facilitation" in state and not note:
            view.errors = {"note.facilitation": "One sentence, please: what would someone have seen?"}
        elif view.blocks[0]["block_id"] == "top.1":
            view.blocks, view.errors, view.submit = page(2), {}, "Submit"
        else:
            self.stacks[user_id].pop()
        self.tell("modal", user_id)

    async def close_view(self, user_id: str, view_id: str, *, clear: bool = False) -> None:
        self._note("close_view", user_id, view_id, clear)
        self.stacks[user_id] = [] if clear else self.stacks[user_id][:-1]
        self.tell("modal", user_id)

    def clear(self, user_id: str) -> None:
        self.stacks.pop(user_id, None)

    async def uninstall(self) -> None:
        self._note("uninstall")

    async def disconnect_sockets(self) -> None:
        self._note("disconnect_sockets")

    # What tests arrange

    def say(self, channel_id: str, user_id: str, text: str, **more: Any) -> Message:
        message = Message(f"{START.timestamp() + len(self.said) * 60:.6f}", channel_id, user_id, text, **more)
        self.said.append(message)
        if message.thread_ts:
            next(one for one in self.said if one.ts == message.thread_ts).reply_count += 1
        self.tell("messages", None, channel_id)
        return message

    def open_form(self, user_id: str) -> OpenView:
        view = self.view("VFORM", "modal", page(1), "Self-assessment", "Next")
        self.stacks[user_id] = [view]
        self.tell("modal", user_id)
        return view

    def view(
        self, view_id: str, kind: Any, blocks: list[dict[str, Any]], title: str = "", submit: str | None = None
    ) -> OpenView:
        return OpenView(view_id, kind, "h1", "form", title, submit, None, blocks, "", {}, {}, None, {})

    def tell(self, kind: Any, user_id: str | None = None, ref: str = "") -> None:
        for watcher, queue in self.watchers:
            if user_id in (None, watcher):
                queue.put_nowait(Change(kind, ref))

    def _note(self, *what: Any) -> None:
        self.done.append(what)
