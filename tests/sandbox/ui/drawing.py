"""Draws blocks as one reader sees them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.ui.reader import Reader
from sandbox.ui.surface import Surface
from sandbox.ui.templating import render

READER = Reader(
    id="UANA",
    now=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    zone=ZoneInfo("Europe/Berlin"),
    people={"UANA": "Ana Ruiz", "UMAYA": "Maya Lind"},
    channels={"C1": "coaching"},
)


def draw(*blocks, state=None, errors=None):
    """Return the HTML of blocks in a view V1, white space between tags left out."""
    surface = Surface("V1", {"view_id": "V1"}, READER, blocks, state or {}, errors or {})
    return " ".join(render("blocks.html", surface=surface).split()).replace("> <", "><")


def draw_element(element, **more):
    """Return the HTML of one element in an input block `b`."""
    block = {
        "type": "input",
        "block_id": "b",
        "label": {"type": "plain_text", "text": "Label"},
        "element": {"action_id": "a", **element},
    }
    return draw(block, **more)
