"""App Home of an owner: the half-years, who lacks something, what could not be delivered. Never content."""

from typing import Any

from growth.hub import Stewardship
from views import blocks
from views.half_years import home_blocks

NAMES_SHOWN = 10


def owner_blocks(found: Stewardship) -> list[dict[str, Any]]:
    """Return what an owner watches over."""
    shown = [blocks.header("Looking after Trellis"), *home_blocks(found)]
    for names, what, remedy in (
        (found.without_manager, "without a manager", "They can assess themselves, but there is nobody to talk with."),
        (found.without_level, "without a level", "They can only practise until they have one."),
        (found.without_zone, "without a time zone", "Trellis takes UTC until Slack knows theirs."),
    ):
        if names:
            shown.append(blocks.section(f"*{len(names)} {what}:* {_named(names)}\n{remedy}"))
    if found.undelivered:
        shown.append(
            blocks.section(f"*{found.undelivered} messages could not be delivered.* `trellis check` says why.")
        )
    return [
        *shown,
        blocks.context("People and levels come from `trellis people import`. You see no answers, and no notes."),
    ]


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(blocks.escape(name) for name in names[:NAMES_SHOWN])
    return shown if len(names) <= NAMES_SHOWN else f"{shown} and {len(names) - NAMES_SHOWN} more"
