"""In which hours Slack keeps a person undisturbed, as `dnd.teamInfo` tells of them: now, or the next time."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.model import Json, User

A_DAY = timedelta(days=1)
NEVER: Json = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}


def dnd_of(user: User, now: datetime) -> Json:
    """Return when a person's hours of every day begin and end, in Unix seconds: those that hold now, else the next.

    They are read on the person's own clock, and go over midnight where they end earlier than they begin.
    """
    if user.undisturbed is None:
        return dict(NEVER)
    first, last = user.undisturbed
    today = now.astimezone(ZoneInfo(user.tz)).date()
    for day in (today - A_DAY, today, today + A_DAY):
        start, end = (datetime.combine(day, time(hour), ZoneInfo(user.tz)) for hour in (first, last))
        if last <= first:
            end = datetime.combine(day + A_DAY, time(last), ZoneInfo(user.tz))
        if now < end:
            break
    return {"dnd_enabled": True, "next_dnd_start_ts": int(start.timestamp()), "next_dnd_end_ts": int(end.timestamp())}
