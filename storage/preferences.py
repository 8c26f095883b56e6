"""Where people's choices are kept: at which hour they hear from Trellis, when they work, and what they want of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from growth.diary import Preferences
from storage.repository import Repository
from storage.tables import preferences

_CHOICES = ("hour", "working_days", "works_from", "works_until", "country", "muted_cycle", "opted_out")
CHOICES = tuple(preferences.c[name] for name in _CHOICES)
"""What `preferences_of` reads."""

_OF_PERSON = select(*CHOICES).where(
    preferences.c.workspace_id == bindparam("workspace_id"), preferences.c.person_id == bindparam("person_id")
)


class PeoplesPreferences(Repository):
    """The preferences of the people of a workspace."""

    async def of(self, person_id: str) -> Preferences:
        """Return what a person chose; what is so for everybody where they chose nothing yet."""
        row = await self._row(_OF_PERSON, person_id=person_id)
        return preferences_of(row) if row else Preferences()

    async def keep(self, person_id: str, chosen: Preferences) -> None:
        """Keep what a person chose, in place of what they chose before. It touches no agenda."""
        insert = self._insert(preferences)
        changed: dict[str, Any] = {name: insert.excluded[name] for name in (*_CHOICES, "updated_at")}
        changed["version"] = preferences.c.version + 1
        row = {"person_id": person_id, "workspace_id": self._workspace_id} | _columns_of(chosen) | self._stamps()
        await self._run(insert.on_conflict_do_update(index_elements=["person_id"], set_=changed), row)


def preferences_of(row: Sequence[Any]) -> Preferences:
    """Return the preferences that a row of `CHOICES` holds; of NULLs alone those that are so for everybody."""
    hour, working_days, works_from, works_until, country, muted_cycle, opted_out = row
    if hour is None:
        return Preferences()
    days = frozenset(map(int, working_days))
    return Preferences(hour, days, works_from, works_until, country, muted_cycle or "", opted_out)


def _columns_of(chosen: Preferences) -> dict[str, Any]:
    row = {name: getattr(chosen, name) for name in _CHOICES}
    days = "".join(map(str, sorted(chosen.working_days)))
    return row | {"working_days": days, "muted_cycle": chosen.muted_cycle or None}
