"""Where development talks are kept: their dates, what came of them, and what leave made of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from growth.calendar import local_day
from growth.diary import DAY
from growth.talks import Talk
from storage import talk_queries as queries
from storage.among import among
from storage.people import People
from storage.repository import Repository, Scope
from storage.tables import manager_links, people, talks
from storage.talk_queries import Place, place_of

_LINKS = select(manager_links.c.coach_id, manager_links.c.manager_id).where(
    manager_links.c.workspace_id == bindparam("workspace_id"),
    among(manager_links.c.manager_id, "person_ids"),
    manager_links.c.until.is_(None),
)
_BOOKED = (
    select(talks.c.coach_id, talks.c.at)
    .where(
        talks.c.workspace_id == bindparam("workspace_id"),
        among(talks.c.coach_id, "coach_ids"),
        talks.c.at > bindparam("after"),
        talks.c.held_at.is_(None),
    )
    .order_by(talks.c.at)
)
_ALONE = (
    select(people.c.id)
    .where(people.c.workspace_id == bindparam("workspace_id"), people.c.id == bindparam("coach_id"))
    .with_for_update(key_share=True)
)


class Talks(Repository):
    """The talks of a workspace: one for each coach of a cycle's cohort. Changing one touches no agenda."""

    def __init__(self, scope: Scope, people: People) -> None:
        super().__init__(scope)
        self._people = people

    async def get(self, cycle_id: str, coach_id: str) -> Talk | None:
        """Return a coach's talk in a cycle, with the manager they have now; None for who is not in its cohort."""
        row = await self._row(queries.OF_PAIR, cycle_id=cycle_id, coach_id=coach_id)
        return await self._talk(place_of(row), self._scope.now) if row else None

    async def of_coach(self, coach_id: str, now: datetime) -> Talk | None:
        """Return a coach's live talk: in the newest cycle that is open, or deferred and not closed yet; or None."""
        rows = await self._rows(queries.OF_COACH, coach_id=coach_id, yesterday=now.date() - DAY)
        coach = await self._people.get(coach_id) if rows else None
        for place in map(place_of, rows):
            talk = await self._talk(place, now)
            if coach is not None and (place.cycle.closed_at is None or not talk.is_over(local_day(now, coach.tz))):
                return talk
        return None

    async def alone(self, coach_id: str) -> None:
        """Let nobody else change a coach's talks until this transaction ends; ask before reading one to be kept."""
        await self._rows(_ALONE, coach_id=coach_id)

    async def keep(self, talk: Talk) -> None:
        """Keep what is known of a talk. Whose it is and its cycle's days are not kept: they are found anew."""
        insert = self._insert(talks)
        changed: dict[str, Any] = {name: insert.excluded[name] for name in (*queries.COLUMNS, "updated_at")}
        changed["version"] = talks.c.version + 1
        row = {"cycle_id": talk.cycle_id, "coach_id": talk.coach_id, "workspace_id": self._workspace_id}
        upsert = insert.on_conflict_do_update(index_elements=["cycle_id", "coach_id"], set_=changed)
        await self._run(upsert, row | queries.columns_of(talk) | self._stamps())

    async def booked(self, person_ids: Iterable[str], after: datetime) -> dict[str, list[datetime]]:
        """Return {person id: dates in UTC, in order} of talks to come in which people are the coach or the manager."""
        wanted = set(person_ids)
        held_by = {row.coach_id: row.manager_id for row in await self._rows(_LINKS, person_ids=wanted)}
        booked = defaultdict(list)
        for coach_id, at in await self._rows(_BOOKED, coach_ids=wanted | held_by.keys(), after=after):
            for person_id in {coach_id, held_by.get(coach_id)} & wanted:
                booked[person_id].append(at)
        return dict(booked)

    async def _talk(self, place: Place, now: datetime) -> Talk:
        manager = await self._people.get(place.manager_id) if place.manager_id else None
        return place.talk(manager_is_here=manager is not None and manager.is_active(local_day(now, manager.tz)))
