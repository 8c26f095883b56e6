"""The values a workspace is made of, as the browser and the tests see them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]
Surface = Literal["home", "modal"]


@dataclass
class User:
    """One member; `tz` is an IANA name, `locale` like en-US, `color` six hex digits without the hash.

    `undisturbed` are the full hours of every day, on their clock, between which Slack keeps them undisturbed: (22, 8).
    """

    id: str
    name: str
    real_name: str
    title: str = ""
    tz: str = "Europe/Stockholm"
    locale: str = "en-US"
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    color: str = "4b6e8f"
    email: str = ""
    undisturbed: tuple[int, int] | None = None


@dataclass
class Conversation:
    """A channel, or the direct messages of the app with one person (`im_user`)."""

    id: str
    kind: Literal["channel", "im"]
    name: str = ""
    topic: str = ""
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    im_user: str = ""


@dataclass
class Message:
    """One message; `ts` is its id in the channel and its time in Unix seconds.

    `ephemeral_for` names the only person who sees it, `files` holds file ids, `edited` says that it was changed.
    """

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    ephemeral_for: str | None = None
    files: list[str] = field(default_factory=list)
    edited: bool = False
    reply_count: int = 0
    state: Json = field(default_factory=dict)


@dataclass
class OpenView:
    """A modal or a Home tab as the person has it before them.

    `state` holds an element's present value by block_id and action_id, as Slack sends it. `errors` are the app's
    sentences by block_id; `notice` is what Slack itself says about trouble. `view` is the payload as Slack keeps it.
    """

    id: str
    type: Surface
    hash: str
    callback_id: str
    title: str
    submit: str | None
    close: str | None
    blocks: list[Json]
    private_metadata: str
    errors: dict[str, str]
    state: dict[str, dict[str, Json]]
    notice: str | None
    view: Json


@dataclass
class File:
    """A file kept by the workspace; `url` is where a browser finds its bytes."""

    id: str
    name: str
    title: str
    mimetype: str
    alt_text: str
    content: bytes
    user: str = ""
    url: str = ""
    shared_in: list[str] = field(default_factory=list)


@dataclass
class Delivery:
    """One exchange on the wire: who asked whom for what, the answer, and how long it took."""

    id: int
    at: datetime
    direction: Literal["to_bot", "to_slack"]
    what: str
    request: Any
    response: Any = None
    status: int | None = None
    ms_to_ack: float | None = None
    error: str | None = None


@dataclass
class Faults:
    """What can be switched on to see a bot meet a bad day.

    Attributes:
        missing_state: Untouched inputs whose initial value came by an update are absent from the state.
        rate_limits: Answer 429 above Slack's limits.
        bot_unreachable: Nothing reaches the bot.
        slow_ms: Every answer of the Web API waits this long.
        fail_next: The next call of a method fails with this HTTP status or this error code, once.
        refuse_charts: Blocks of the type data_visualization are refused, as where they aren't released yet.
        history_scope: Whether scopes that read history are granted as the manifest asks.
        withheld_scopes: Scopes that are not granted although the manifest asks for them.
    """

    missing_state: bool = False
    rate_limits: bool = False
    bot_unreachable: bool = False
    slow_ms: int = 0
    fail_next: dict[str, int | str] = field(default_factory=dict)
    refuse_charts: bool = False
    history_scope: bool = True
    withheld_scopes: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Change:
    """Something a page should draw again; `ref` is a channel, view or user id, or empty."""

    kind: Literal["home", "modal", "messages", "unread", "inspector", "clock"]
    ref: str = ""


@dataclass(frozen=True)
class Identity:
    """Who the workspace and the app are, and the secrets between them. All invented."""

    team_id: str = "T0TRELLIS"
    team_name: str = "Northwind"
    domain: str = "northwind"
    app_id: str = "A0TRELLIS"
    bot_id: str = "B0TRELLIS"
    bot_user_id: str = "U0TRELLIS"
    bot_name: str = "trellis"
    bot_real_name: str = "Trellis"
    bot_token: str = "xoxb-sandbox-not-a-secret"  # noqa: S105  opens nothing but this sandbox
    app_token: str = "xapp-sandbox-not-a-secret"  # noqa: S105  opens nothing but this sandbox
    signing_secret: str = "sandbox-not-a-secret"  # noqa: S105  opens nothing but this sandbox


@dataclass
class Patience:
    """How long Slack waits, in seconds of real time; tests change it while it runs."""

    ack: float = 3.0
    trigger: float = 3.0
    response_url: float = 1800.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
