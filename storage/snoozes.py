"""Where coaches' wishes are kept to hear of a task of their talk on a later day."""

from typing import Any

from sqlalchemy import delete

from growth.nudges import Snooze, Task
from storage.repository import Repository
from storage.tables import snoozes


class Snoozes(Repository):
    """The snoozes of the coaches of a workspace. Changing them touches no agenda."""

    async def add(self, cycle_id: str, coach_id: str, snooze: Snooze) -> None:
        """Keep a coach's wish about a task of their talk, in place of the one before."""
        insert = self._insert(snoozes)
        changed = {name: insert.excluded[name] for name in ("until", "at")}
        row: dict[str, Any] = {"cycle_id": cycle_id, "coach_id": coach_id, "workspace_id": self._workspace_id}
        row |= {"task": snooze.task.value, "until": snooze.until, "at": snooze.at}
        upsert = insert.on_conflict_do_update(index_elements=["cycle_id", "coach_id", "task"], set_=changed)
        await self._run(upsert, row)

    async def remove(self, cycle_id: str, coach_id: str, task: Task) -> None:
        """Forget a wish."""
        await self._run(
            delete(snoozes).where(
                snoozes.c.workspace_id == self._workspace_id,
                snoozes.c.cycle_id == cycle_id,
                snoozes.c.coach_id == coach_id,
                snoozes.c.task == task.value,
            )
        )
