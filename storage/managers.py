"""Who holds whose development talks, and since when."""

from datetime import date

from sqlalchemy import bindparam, select, update

from storage.ids import new_id
from storage.repository import Repository
from storage.tables import manager_links

_OPEN = select(manager_links).where(
    manager_links.c.workspace_id == bindparam("workspace_id"),
    manager_links.c.coach_id == bindparam("coach_id"),
    manager_links.c.until.is_(None),
)


class ManagerLinks(Repository):
    """The managers of coaches: at most one at a time, without overlaps."""

    async def set_manager(self, person_id: str, manager_id: str | None, since: date) -> None:
        """Give a coach a manager from a local day on, or none; the former one's link ends there.

        Does nothing where it is so already. Does not look for circles (`growth.people.find_circle`).
        """
        present = await self._row(_OPEN, coach_id=person_id)
        if (present and present.manager_id) == manager_id:
            return
        if present is not None:
            since = max(since, present.since)
            await self._run(update(manager_links).where(manager_links.c.id == present.id).values(until=since))
        if manager_id is not None:
            link = {"id": new_id(), "workspace_id": self._workspace_id, "coach_id": person_id, "manager_id": manager_id}
            await self._run(self._insert(manager_links), link | {"since": since})
