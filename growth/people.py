"""Who people are to Trellis: roles, level, manager, and what that makes of them today."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a person does here; one person may hold several."""

    COACH = "coach"
    MANAGER = "manager"
    OWNER = "owner"
    HR = "hr"
    PANEL = "panel"


class LevelReason(StrEnum):
    """Why a row of level history began."""

    HIRE = "hire"
    PROMOTION = "promotion"
    CORRECTION = "correction"
    MIGRATION = "migration"


@dataclass(frozen=True, slots=True)
class LevelEntry:
    """One stretch of level history; `until` is None for the present one. Both are local calendar days."""

    level: str
    since: date
    until: date | None
    reason: LevelReason


@dataclass(frozen=True, slots=True)
class Person:
    """One person of one workspace, as of now. `level` is a level key, `tz` an IANA name or empty."""

    id: str
    slack_id: str
    name: str
    tz: str = ""
    roles: frozenset[Role] = frozenset()
    level: str | None = None
    level_since: date | None = None
    specialisms: frozenset[str] = frozenset()
    manager_id: str | None = None
    joined_on: date | None = None
    left_on: date | None = None
    deactivated: bool = False
    welcomed: bool = False

    def has(self, role: Role) -> bool:
        """Say whether the person holds a role."""
        return role in self.roles

    def is_active(self, today: date) -> bool:
        """Say whether the person is here on a local day: not left, not deactivated in Slack."""
        return not self.deactivated and (self.left_on is None or today <= self.left_on)

    def is_coach(self, today: date) -> bool:
        """Say whether the framework is about this person on a local day."""
        return Role.COACH in self.roles and self.is_active(today)


def find_circle(managers: dict[str, str]) -> list[str] | None:
    """Return the people of a circle in {person: manager}, in order, or None where there is none."""
    clear: set[str] = set()
    for start in managers:
        path: list[str] = []
        person: str | None = start
        while person is not None and person not in clear:
            if person in path:
                return path[path.index(person) :]
            path.append(person)
            person = managers.get(person)
        clear.update(path)
    return None
