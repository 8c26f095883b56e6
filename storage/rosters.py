"""Where many new people are kept at once: a statement per table, where `People` takes several per person.

SQLite has one writer, so an import of thousands may not hold it long enough to keep a running bot waiting.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from growth.people import LevelReason, Person
from storage.ids import new_id
from storage.repository import Repository
from storage.tables import level_history, manager_links, people


class Rosters(Repository):
    """Whole rosters of a workspace."""

    async def add(self, newcomers: Collection[Person], today: date) -> dict[str, str]:
        """Keep new people and return {the id they came with: their id}; raise Conflict where one is known already.

        Their level begins on its `level_since` as a hire. A manager, one of them or known before, begins today.
        """
        ids = {person.id: new_id() for person in newcomers}
        await self._add_all(people, [self._person(person, ids[person.id]) for person in newcomers])
        await self._add_all(
            level_history,
            [
                self._dated(person.level_since or today)
                | {"person_id": ids[person.id], "level": person.level, "reason": LevelReason.HIRE.value}
                for person in newcomers
                if person.level is not None
            ],
        )
        await self._add_all(
            manager_links,
            [
                self._dated(today)
                | {"coach_id": ids[person.id], "manager_id": ids.get(person.manager_id, person.manager_id)}
                for person in newcomers
                if person.manager_id is not None
            ],
        )
        return ids

    def _person(self, person: Person, person_id: str) -> dict[str, Any]:
        row = {field: getattr(person, field) for field in ("slack_id", "name", "tz", "roles", "specialisms")}
        row |= {"joined_on": person.joined_on, "left_on": person.left_on, "deactivated": person.deactivated}
        return row | {"id": person_id, "workspace_id": self._workspace_id} | self._stamps()

    def _dated(self, since: date) -> dict[str, Any]:
        return {"id": new_id(), "workspace_id": self._workspace_id, "since": since}

    async def _add_all(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            await self._run(self._insert(table), rows)
