"""Whether Slack would take a modal or a Home tab."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sandbox.rules.objects import plain
from sandbox.rules.shapes import Check, Finding, Place, Shape, flag, string, typed
from sandbox.rules.whole import check_blocks

TITLE = 24
PRIVATE_METADATA = 3000
VIEW_ID = 255
VIEW_BYTES = 250 * 1024
INVALID_ARGUMENTS = "invalid_arguments"
VIEW_TOO_LARGE = "view_too_large"
VIEW_SURFACES = ("modal", "home")


def an_input_needs_a_submit(value: Any, place: Place) -> None:
    """Refuse a modal that asks for input and has no way to send it."""
    has_input = any(isinstance(entry, dict) and entry.get("type") == "input" for entry in value["blocks"])
    if has_input and "submit" not in value:
        place.refuse("missing required field: submit")


EVERY_VIEW: Mapping[str, Check] = MappingProxyType(
    {
        "callback_id": string(VIEW_ID, least=0),
        "external_id": string(VIEW_ID, least=0),
        "private_metadata": string(PRIVATE_METADATA, least=0),
    },
)

VIEWS: Mapping[str, Shape] = MappingProxyType(
    {
        "modal": Shape(
            {"title": plain(TITLE), "blocks": check_blocks},
            {
                **EVERY_VIEW,
                "submit": plain(TITLE),
                "close": plain(TITLE),
                "clear_on_close": flag,
                "notify_on_close": flag,
                "submit_disabled": flag,
            },
            (an_input_needs_a_submit,),
        ),
        "home": Shape({"blocks": check_blocks}, EVERY_VIEW),
    },
)


def findings_in_view(view: Any, surface: str) -> list[Finding]:
    """Return all Slack would refuse in a view meant for "modal" or "home", with its error codes."""
    place = Place(surface, "/view")
    typed({surface: VIEWS[surface]})(view, place)
    findings = [
        finding if finding.error != "invalid_blocks" else Finding(finding.words, finding.pointer, INVALID_ARGUMENTS)
        for finding in place.findings
    ]
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        findings.insert(0, Finding(f"must be less than {VIEW_BYTES + 1} bytes", "/view", VIEW_TOO_LARGE))
    return findings


def check_view(view: Any, surface: str) -> list[str]:
    """Return in Slack's words all it would refuse in a view for "modal" or "home"; empty if it takes it."""
    if surface not in VIEW_SURFACES:
        raise ValueError(f"a view is shown as modal or home, not as {surface}")
    return [str(finding) for finding in findings_in_view(view, surface)]
