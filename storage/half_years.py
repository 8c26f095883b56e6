"""Where the days are kept that an owner gave half-years which the calendar has yet to open."""

from dataclasses import asdict

from sqlalchemy import bindparam, select

from growth.half_years import HalfYear
from storage.repository import Repository
from storage.tables import half_years

_DAYS = ("opens_on", "window_start", "window_end", "closes_on")
_ALL = select(*(half_years.c[name] for name in ("name", *_DAYS))).where(
    half_years.c.workspace_id == bindparam("workspace_id")
)


class HalfYears(Repository):
    """The half-years of a workspace that have days of their own, past ones included."""

    async def planned(self) -> dict[str, HalfYear]:
        """Return {name: half-year} of what an owner gave other days than the shipped ones."""
        return {row.name: HalfYear(*row) for row in await self._rows(_ALL)}

    async def plan(self, half_year: HalfYear) -> None:
        """Keep the days of a half-year, in place of those that were kept under its name."""
        row = asdict(half_year) | {"workspace_id": self._workspace_id}
        insert = self._insert(half_years)
        changed = {name: insert.excluded[name] for name in (*_DAYS, "updated_at")} | {
            "version": half_years.c.version + 1
        }
        replace = insert.on_conflict_do_update(index_elements=["workspace_id", "name"], set_=changed)
        await self._run(replace, row | self._stamps())
