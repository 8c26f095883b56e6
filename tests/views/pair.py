"""Two people and their talk, in as few words as a message's test needs: Ana in New York, Maya in Stockholm."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from growth.diary import Diary, Preferences
from growth.nudges import Nudge, Number, SentNudge, TalkStatus, Task, Work
from growth.talks import Days, Party, Talk
from sandbox.rules import check_message, check_view

NOW = datetime(2026, 2, 26, 15, 0, tzinfo=UTC)
"""Thursday 26 February, 10:00 in New York and 16:00 in Stockholm."""

AT = datetime(2026, 3, 12, 13, 0, tzinfo=UTC)
"""Thursday 12 March, 14:00 in Stockholm and 09:00 in New York, where summer time has begun."""

ANA = Party("ana", "Ana", Diary("America/New_York"))
MAYA = Party("maya", "Maya", Diary("Europe/Stockholm"))
WINDOW = Days(date(2026, 1, 15), date(2026, 2, 1), date(2026, 3, 15), date(2026, 3, 31))
SET = {"at": AT, "set_at": datetime(2026, 2, 1, tzinfo=UTC), "set_by": "maya"}
TASKS = {
    Number.DATE_FIRST: Task.DATE,
    Number.DATE_WINDOW: Task.DATE,
    Number.DATE_LAST: Task.DATE,
    Number.START: Task.ASSESSMENT,
    Number.SMALLEST_STEP: Task.ASSESSMENT,
    Number.BEFORE_TALK: Task.ASSESSMENT,
    Number.TALK_NEAR: Task.EXCHANGE,
    Number.CHECK_IN: Task.CHECK_IN,
    Number.DATE_SET: Task.NEWS,
}


def status(*, coach=ANA, manager=MAYA, work=None, sent=(), snoozes=(), view_owed=False, **talk) -> TalkStatus:
    """Return a talk of Ana with Maya, without a date unless it is given."""
    whose = Talk("cycle", coach.person_id, manager.person_id if manager else None, WINDOW)
    return TalkStatus(
        replace(whose, **talk), "2026-H1", coach, manager, work or Work(0, 18), tuple(sent), tuple(snoozes), view_owed
    )


def nudge(number: Number, found: TalkStatus | None, day: date = date(2026, 2, 26)) -> Nudge:
    """Return a nudge of the table as it goes out."""
    return Nudge(TASKS.get(number, Task.DIGEST), number, day, found)


def was_sent(number: Number, day: date, to: str = "ana") -> SentNudge:
    """Return a nudge that was sent on a day."""
    return SentNudge(TASKS[number], number, to, day, datetime(day.year, day.month, day.day, 15, tzinfo=UTC))


def named(party: Party, name: str) -> Party:
    """Return the same person under another name."""
    return replace(party, name=name)


def choosing(party: Party, **preferences: Any) -> Party:
    """Return the same person with other preferences."""
    return replace(party, diary=replace(party.diary, preferences=Preferences(**preferences)))


def taken(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message that Slack takes, also where it replaces one."""
    assert check_message({**message, "channel": "D1"}) == []
    assert check_message({**message, "channel": "D1", "ts": "1.0"}, updating=True) == []
    return message


def opened(view: dict[str, Any]) -> dict[str, Any]:
    """Return a modal that Slack opens."""
    assert check_view(view, "modal") == []
    return view


def pressable(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every button and select, in order."""
    found = []
    for block in drawn["blocks"]:
        found += block.get("elements", []) if block["type"] == "actions" else []
        found += [block["accessory"]] if "accessory" in block else []
    return found


def labels(drawn: dict[str, Any]) -> list[str]:
    """Return what stands on every button and select, in order."""
    return [(element.get("text") or element["placeholder"])["text"] for element in pressable(drawn)]


def words(drawn: dict[str, Any]) -> str:
    """Return all that blocks say, without what stands on buttons."""
    texts = []
    for block in drawn["blocks"]:
        texts += [block["text"]["text"]] if "text" in block else []
        texts += [element["text"] for element in block.get("elements", []) if element["type"] == "mrkdwn"]
    return "\n".join(texts)
