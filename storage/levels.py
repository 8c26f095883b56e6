"""Which level a person had when: a history that only grows, without overlaps and without holes (domain rule 1.2)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update

from growth.calendar import spoken
from growth.errors import GrowthError
from growth.people import LevelEntry, LevelReason
from storage.ids import new_id
from storage.repository import AnyRow, Repository
from storage.tables import level_history

_HISTORY = (
    select(level_history)
    .where(
        level_history.c.workspace_id == bindparam("workspace_id"),
        level_history.c.person_id == bindparam("person_id"),
        level_history.c.until.is_(None) | (level_history.c.until > level_history.c.since),
    )
    .order_by(level_history.c.since)
)


class InvalidLevelChange(GrowthError):
    """A level would begin before the one it follows."""


class Levels(Repository):
    """The level history of people."""

    async def level_history(self, person_id: str) -> list[LevelEntry]:
        """Return what holds today of a person's levels, oldest first; `until` is the first day of the next one."""
        rows = await self._rows(_HISTORY, person_id=person_id)
        return [LevelEntry(row.level, row.since, row.until, LevelReason(row.reason)) for row in rows]

    async def set_level(self, person_id: str, level: str, since: date, reason: LevelReason) -> None:
        """Add a level from a local day on; a correction replaces the present entry instead of following it.

        Does nothing where it is so already. Raise InvalidLevelChange where it would begin before the one it follows.
        """
        history = await self._rows(_HISTORY, person_id=person_id)
        present = history[-1] if history else None
        if present is None:
            await self._add_level(person_id, level, since, reason)
        elif reason is LevelReason.CORRECTION:
            if (present.level, present.since) != (level, since):
                await self._correct(person_id, history, level, since)
        elif present.level != level:
            _require_after(present, since)
            await self._close(present.id, since)
            await self._add_level(person_id, level, since, reason)

    async def _correct(self, person_id: str, history: Sequence[AnyRow], level: str, since: date) -> None:
        """Close the wrong entry on its first day, and let the one before it last until the corrected day."""
        wrong = history[-1]
        if len(history) > 1:
            _require_after(history[-2], since)
            await self._close(history[-2].id, since)
        await self._close(wrong.id, wrong.since)
        await self._add_level(person_id, level, since, LevelReason.CORRECTION, corrects_id=wrong.id)

    async def _close(self, entry_id: str, until: date) -> None:
        await self._run(update(level_history).where(level_history.c.id == entry_id).values(until=until))

    async def _add_level(
        self, person_id: str, level: str, since: date, reason: LevelReason, corrects_id: str | None = None
    ) -> None:
        entry: dict[str, Any] = {
            "id": new_id(),
            "workspace_id": self._workspace_id,
            "person_id": person_id,
            "level": level,
        }
        entry |= {"since": since, "reason": reason.value, "corrects_id": corrects_id}
        await self._run(self._insert(level_history), entry)


def _require_after(before: AnyRow, since: date) -> None:
    if since <= before.since:
        raise InvalidLevelChange(
            f"The level before it began on {spoken(before.since, year=True)}: give a later day, "
            "or say that it is a correction."
        )
