"""What Slack tells us of people: a new name or zone, an account that is gone or back."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from growth.calendar import is_zone
from handlers.here import Here


def register(app: AsyncApp) -> None:
    """Bind Slack's news of people."""
    app.event("user_change")(follow_change)
    app.event("team_join")(follow_change)


async def follow_change(event: dict[str, Any], here: Here) -> None:
    """Take over a known person's name, zone and whether the account is active; most changes are none of these."""
    user = event.get("user") or {}
    if not isinstance(user, dict):
        return
    async with here.reading() as tx:
        person = await tx.people.by_slack(str(user.get("id", "")))
    if person is None:
        return
    profile = user.get("profile") or {}
    name = str(profile.get("real_name") or user.get("real_name") or person.name)
    tz = str(user.get("tz") or "")
    tz = tz if tz and is_zone(tz) else person.tz  # one that Python doesn't know would be UTC, at night for many
    gone = bool(user.get("deleted"))
    if (name, tz, gone) == (person.name, person.tz, person.deactivated):
        return
    async with here.transaction() as tx:
        await tx.people.update(person.id, name=name, tz=tz, deactivated=gone)
        await tx.agendas.touch_around(person.id)
