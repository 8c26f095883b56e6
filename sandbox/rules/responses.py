"""Whether Slack would take a bot's answer to a submitted form."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sandbox.rules.shapes import Check, Place, Shape, one_of, string
from sandbox.rules.views import check_view

ANSWERS = ("errors", "update", "push", "clear")


def anything(value: Any, place: Place) -> None:
    """Accept a part that is checked by other means."""


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "errors": Shape({"errors": anything}),
        "update": Shape({"view": anything}),
        "push": Shape({"view": anything}),
        "clear": Shape(),
    },
)


def input_block_ids(view: Mapping[str, Any]) -> set[str]:
    """Return the block_ids of a view's input blocks, the only ones an error can stand at."""
    blocks = view.get("blocks") or []
    return {entry["block_id"] for entry in blocks if entry.get("type") == "input" and entry.get("block_id")}


def errors_at(block_ids: set[str]) -> Check:
    """Return a check for errors that name these input blocks and say something."""

    def check(value: Any, place: Place) -> None:
        if not isinstance(value, dict) or not value:
            place.refuse("must provide an object with one or more errors")
            return
        for block_id, words in value.items():
            if block_id not in block_ids:
                place.at(block_id).refuse("is not the block_id of an input block of the submitted view")
            else:
                string()(words, place.at(block_id))

    return check


def check_response(action: Any, submitted_view: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the body that answers a view_submission; empty if Slack takes it.

    An empty body ({}, "" or None) closes the view. Any finding makes Slack show its generic trouble text.
    """
    if action in ({}, "", None):
        return []
    place = Place("modal")
    if not isinstance(action, dict) or "response_action" not in action:
        place.refuse("missing required field: response_action")
        return [str(finding) for finding in place.findings]
    kind = action["response_action"]
    one_of(*ANSWERS)(kind, place.at("response_action"))
    if not place.findings:
        SHAPES[kind]({key: entry for key, entry in action.items() if key != "response_action"}, place)
    if not place.findings and kind == "errors":
        errors_at(input_block_ids(submitted_view))(action["errors"], place.at("errors"))
    words = [str(finding) for finding in place.findings]
    return words or (check_view(action["view"], "modal") if kind in ("update", "push") else [])
