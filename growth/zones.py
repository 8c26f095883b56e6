"""In which zone a workspace's cycle days are read (domain rule 3.12)."""

from collections.abc import Iterable
from datetime import datetime

from growth.calendar import local_day
from growth.people import Person, Role

FALLBACK = "UTC"


def workspace_zone(chosen: str, people: Iterable[Person], now: datetime) -> str:
    """Return the zone that was set, else that of the first owner by name who is here, else UTC."""
    if chosen:
        return chosen
    owners = [person for person in people if person.has(Role.OWNER) and person.is_active(local_day(now, person.tz))]
    first = min(owners, key=lambda owner: (owner.name.casefold(), owner.id), default=None)
    return (first.tz if first else "") or FALLBACK
