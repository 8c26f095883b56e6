"""Who is in the workspace, and how users.info and the events describe them."""

import re
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.clock import SandboxClock
from sandbox.model import Identity, Json, User


class People:
    """The members of the workspace, the app's bot among them."""

    def __init__(self, identity: Identity, clock: SandboxClock) -> None:
        self._identity = identity
        self._clock = clock
        self.bot = User(
            id=identity.bot_user_id,
            name=identity.bot_name,
            real_name=identity.bot_real_name,
            is_bot=True,
            color="2f6f5e",
        )
        self._members: dict[str, User] = {}

    def all(self) -> list[User]:
        """Return the people, the bot not among them, in the order they came."""
        return list(self._members.values())

    def find(self, user_id: str) -> User | None:
        """Return a member or the bot, or None."""
        return self.bot if user_id == self.bot.id else self._members.get(user_id)

    def get(self, user_id: str) -> User:
        """Return a member or the bot.

        Raises:
            KeyError: Nobody here has that id.
        """
        user = self.find(user_id)
        if user is None:
            raise KeyError(user_id)
        return user

    def put(self, user: User) -> None:
        """Add a member, or replace the one with the same id."""
        self._members[user.id] = user

    def change(self, user_id: str, **changes: Any) -> User:
        """Return the member after changing some of their properties."""
        user = replace(self.get(user_id), **changes)
        self.put(user)
        return user

    def described(self, user: User, *, with_email: bool = False, with_locale: bool = False) -> Json:
        """Return a member as Slack's API describes them."""
        profile: Json = {
            "title": user.title,
            "real_name": user.real_name,
            "display_name": user.name,
            "avatar_hash": "",
            "status_text": "",
            "team": self._identity.team_id,
        }
        if with_email and user.email:
            profile["email"] = user.email
        described: Json = {
            "id": user.id,
            "team_id": self._identity.team_id,
            "name": user.name,
            "deleted": user.deleted,
            "profile": profile,
            "is_bot": user.is_bot,
            "is_app_user": False,
            "updated": int(self._clock.now().timestamp()),
        }
        if not user.deleted:
            described |= self._present(user)
        if with_locale:
            described["locale"] = user.locale
        return described

    def _present(self, user: User) -> Json:
        """Return what Slack only tells of members who are still here."""
        offset = self._clock.now().astimezone(ZoneInfo(user.tz)).utcoffset()
        return {
            "color": user.color,
            "real_name": user.real_name,
            "tz": user.tz,
            "tz_label": user.tz.rpartition("/")[2].replace("_", " "),
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": user.is_restricted,
            "is_ultra_restricted": False,
        }

    def escaped_mentions(self, text: str) -> str:
        """Return text with @name written as <@ID|name>, as a command with should_escape receives it."""
        by_name = {user.name: user.id for user in [*self.all(), self.bot]}

        def mention(found: re.Match[str]) -> str:
            name = found[1]
            return f"<@{by_name[name]}|{name}>" if name in by_name else found[0]

        return re.sub(r"@([\w.\-]+)", mention, text)
