"""Dates as Slack writes them: the tokens of ``<!date^…>`` and the few forms the pages themselves use."""

import re
from datetime import datetime, timedelta

from sandbox.ui.reader import Reader

_TOKEN = re.compile(r"\{(\w+)\}")
_WEEKS_AHEAD = 21
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def clock_time(moment: datetime) -> str:
    """Return the time of day of a local moment, as in 09:05."""
    return f"{moment:%H:%M}"


def long_day(moment: datetime) -> str:
    """Return a local day in full, as in Monday 2 March 2026."""
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def short_day(moment: datetime) -> str:
    """Return a local day in short, as in Mon 2 Mar 2026."""
    return f"{moment:%a} {moment.day} {moment:%b %Y}"


def near_day(reader: Reader, moment: datetime) -> str:
    """Return Today, Yesterday or the day in full, as the divider between two days of messages."""
    name = _NEAR.get(_days_away(reader, moment))
    return name.capitalize() if name in {"today", "yesterday"} else long_day(reader.local(moment))


def near_time(reader: Reader, moment: datetime) -> str:
    """Return a moment's day, and its time where that day is near: today 14:00, Tue 24 Nov 10:00, 15 Jan."""
    local, away = reader.local(moment), _days_away(reader, moment)
    if away in _NEAR:
        return f"{_NEAR[away]} {clock_time(local)}"
    if away > _WEEKS_AHEAD:
        return f"{local.day} {local:%b}"
    return f"{local:%a} {local.day} {local:%b} {clock_time(local)}"


def slack_date(reader: Reader, unix: str, form: str, fallback: str) -> str:
    """Return the text of a date token in the reader's zone, or the fallback when it cannot be read.

    Args:
        reader: Whose zone and present moment count.
        unix: Seconds since 1970, as written in the token.
        form: Text holding tokens such as ``{date_short_pretty} at {time}``.
        fallback: The text after the bar.
    """
    try:
        moment = reader.local(float(unix))
    except (ValueError, OverflowError, OSError):
        return fallback
    forms = _forms(reader, moment)
    if any(token not in forms for token in _TOKEN.findall(form)):
        return fallback
    return _TOKEN.sub(lambda match: forms[match[1]], form)


def _forms(reader: Reader, moment: datetime) -> dict[str, str]:
    """Return every token Slack knows for one local moment."""
    date = f"{moment:%B} {moment.day}, {moment.year}"
    short = f"{moment:%b} {moment.day}, {moment.year}"
    long = f"{moment:%A}, {date}"
    near = _NEAR.get(_days_away(reader, moment))
    return {
        "date_num": f"{moment:%Y-%m-%d}",
        "date": date,
        "date_short": short,
        "date_long": long,
        "date_pretty": near or date,
        "date_short_pretty": near or short,
        "date_long_pretty": near or long,
        "time": clock_time(moment),
        "time_secs": f"{moment:%H:%M:%S}",
        "ago": _ago(reader.now - moment),
    }


def _days_away(reader: Reader, moment: datetime) -> int:
    """Return how many calendar days of the reader lie between now and a moment."""
    return (reader.local(moment).date() - reader.local(reader.now).date()).days


def _ago(passed: timedelta) -> str:
    """Return a rough distance in time, as in 3 days ago or in 2 hours."""
    seconds = abs(passed.total_seconds())
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        count = int(seconds // size)
        if count:
            words = f"{count} {unit}{'' if count == 1 else 's'}"
            return f"{words} ago" if passed.total_seconds() > 0 else f"in {words}"
    return "just now"
