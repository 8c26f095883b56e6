"""Somebody as the workspace's directory describes them, and whether Trellis can be for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from growth.calendar import is_zone

SYSTEM_IDS = frozenset({"USLACKBOT", "USLACK"})
"""Slack's own voices, which its directory does not mark as bots."""

JOINERS = "\u200c\u200d"
"""Invisible, but part of how some names are spelled."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One account. `tz` is an IANA name or empty; `email` is empty where the app may not read it."""

    slack_id: str
    name: str
    tz: str = ""
    email: str = ""
    deleted: bool = False
    is_bot: bool = False
    is_guest: bool = False

    @property
    def refusal(self) -> str:
        """Why this account can't take part, "" where it can."""
        if self.is_bot:
            return "is a bot"
        if self.deleted:
            return "is deactivated in Slack"
        return "is a guest in Slack" if self.is_guest else ""


def read_profile(user: Mapping[str, Any]) -> Profile:
    """Return the profile in a user object, as `users.info`, `users.list`, `team_join` and `user_change` carry it."""
    details = user.get("profile") or {}
    names = (details.get("real_name"), user.get("real_name"), details.get("display_name"), user.get("name"))
    tz = str(user.get("tz") or "")
    return Profile(
        slack_id=str(user["id"]),
        name=next((name for name in map(_plain, names) if name), str(user["id"])),
        tz=tz if is_zone(tz) else "",
        email=str(details.get("email") or "").strip().casefold(),
        deleted=bool(user.get("deleted")),
        is_bot=bool(user.get("is_bot")) or user["id"] in SYSTEM_IDS,
        is_guest=any(user.get(mark) for mark in ("is_restricted", "is_ultra_restricted", "is_stranger")),
    )


def _plain(name: Any) -> str:
    """Return a name on one line, without control characters or marks that turn the writing direction."""
    kept = (c if c.isprintable() or c in JOINERS else " " for c in str(name or ""))
    return " ".join("".join(kept).split())
