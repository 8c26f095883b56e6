"""How often each method may be called, per method and workspace, and how long to wait above that."""

import math
from collections import deque
from collections.abc import Mapping
from types import MappingProxyType

from sandbox.clock import SandboxClock

MINUTE = 60.0
TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
MANY = 600
POSTS = 300

PER_MINUTE: Mapping[str, int] = MappingProxyType(
    {
        "auth.test": MANY,
        "apps.connections.open": TIER_1 * 10,
        "bots.info": TIER_3,
        "chat.delete": TIER_3,
        "chat.getPermalink": MANY,
        "chat.postEphemeral": TIER_4,
        "chat.postMessage": POSTS,
        "chat.update": TIER_3,
        "conversations.history": TIER_3,
        "conversations.info": TIER_3,
        "conversations.join": TIER_3,
        "conversations.list": TIER_2,
        "conversations.members": TIER_4,
        "conversations.open": TIER_3,
        "dnd.teamInfo": TIER_2,
        "files.completeUploadExternal": TIER_4,
        "files.getUploadURLExternal": TIER_4,
        "files.info": TIER_4,
        "team.info": TIER_3,
        "users.info": TIER_4,
        "users.list": TIER_2,
        "views.open": TIER_4,
        "views.publish": TIER_4,
        "views.push": TIER_4,
        "views.update": TIER_4,
    },
)
PER_CHANNEL_SECOND = "chat.postMessage"


class RateLimits:
    """Counts calls in sliding windows of real time."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._calls: dict[str, deque[float]] = {}

    def wait(self, method: str, channel: str | None = None) -> int | None:
        """Return for how many whole seconds the caller must wait, or None and count the call."""
        windows = [(method, PER_MINUTE.get(method, TIER_3), MINUTE)]
        if method == PER_CHANNEL_SECOND and channel:
            windows.append((f"{method} {channel}", 1, 1.0))
        now = self._clock.ticks()
        for key, most, seconds in windows:
            calls = self._calls.setdefault(key, deque())
            while calls and calls[0] <= now - seconds:
                calls.popleft()
            if len(calls) >= most:
                return max(1, math.ceil(calls[0] + seconds - now))
        for key, _, _ in windows:
            self._calls[key].append(now)
        return None
