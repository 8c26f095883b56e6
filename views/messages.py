"""Direct messages by kind of outbox row: what they say, as blocks and as plain text for lock screens."""

from datetime import date
from typing import Any

from growth.calendar import spoken
from views import blocks
from views.ids import Assessment as Ids

SUMMARY = "summary"
DRAFT_LEAVES = "draft_leaves"
NUDGE = "nudge"
NUDGE_UPDATE = "nudge_update"
TALK_RECEIPT = "talk_receipt"


def draft_leaves(cycle: str, stays_until: date, *, opens: bool) -> dict[str, Any]:
    """Return the one warning before a draft of a closed half-year is removed.

    `opens` says whether the draft is what the button would open: something newer may stand in its place.
    """
    words = (
        f"{blocks.escape(cycle)} has closed, and a self-assessment you began in it was never submitted. It stays with "
        f"you until {spoken(stays_until)}; after that day it is removed. Only you can see it, and nothing is asked of "
        "you."
    )
    if not opens:
        return {"text": words, "blocks": [blocks.section(words)]}
    words += " To hold on to what you wrote, open it and choose Keep as practice."
    return {
        "text": words,
        "blocks": [blocks.section(words), blocks.actions(blocks.button("Open my draft", Ids.OPEN))],
    }
