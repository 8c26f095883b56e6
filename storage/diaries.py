"""People's diaries, of many people at once: their zone, what they chose, and their leave."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select

from growth.diary import Diary, Leave
from storage.among import among
from storage.json_rows import rows_of
from storage.preferences import CHOICES, preferences_of
from storage.repository import Repository
from storage.tables import leaves, people, preferences

_LEAVE = rows_of(
    leaves.c.first,
    leaves.c.last,
    leaves.c.id,
    where=(leaves.c.workspace_id == people.c.workspace_id) & (leaves.c.person_id == people.c.id),
)
DIARY = (people.c.tz, *CHOICES, _LEAVE)
"""What `diary_of` reads."""

_OF_PEOPLE: Select[Any] = (
    select(people.c.id, *DIARY)
    .outerjoin(preferences, preferences.c.person_id == people.c.id)
    .where(people.c.workspace_id == bindparam("workspace_id"), among(people.c.id, "person_ids"))
)


class Diaries(Repository):
    """The diaries of the people of a workspace."""

    async def of(self, person_ids: Iterable[str]) -> dict[str, Diary]:
        """Return {person id: diary}, in one statement; who is not of this workspace is left out."""
        rows = await self._rows(_OF_PEOPLE, person_ids=list(person_ids))
        return {row[0]: diary_of(row[1:]) for row in rows}


def diary_of(row: Sequence[Any]) -> Diary:
    """Return the diary that a row of `DIARY` holds; leave is in order."""
    tz, *chosen, leave = row
    away = (Leave(date.fromisoformat(first), date.fromisoformat(last), id_) for first, last, id_ in leave or ())
    return Diary(tz, preferences_of(chosen), tuple(sorted(away, key=lambda one: (one.first, one.id))))
