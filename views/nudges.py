"""What a nudge looks like in a conversation: everything due to one person in one message, as it stands now.

Blocks name people, dates and counts, never a rating, a level or what anybody wrote. Words: `views.wording`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from growth.agenda import Shown
from growth.digest import Digest
from growth.nudges import Nudge
from growth.talks import Party
from views import blocks


@dataclass(frozen=True, slots=True)
class Item:
    """One nudge of a message, and how it stands now.

    `until` is the day a snoozed one comes again, `slots` are the times offered for a date (UTC), `talk_at` the date
    that was told (UTC; without it the talk's own), `digest` what a manager's digest says now.
    """

    nudge: Nudge
    shown: Shown = Shown.LIVE
    until: date | None = None
    slots: tuple[datetime, ...] = ()
    talk_at: datetime | None = None
    digest: Digest | None = None


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What a person's first nudge ever says besides: the names of the owners, who set Trellis up."""

    owners: tuple[str, ...] = ()


def nudge_message(items: Sequence[Item], reader: Party, first: FirstWords | None, now: datetime) -> dict[str, Any]:
    """Return one message with everything due to its reader; `first` where it is their first nudge ever."""
    text = f"{reader.name}: {len(items)} {first} {now}"
    return {"text": text, "blocks": [blocks.section(text)]}
