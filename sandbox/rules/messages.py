"""Whether Slack would take a message: its text, blocks and metadata."""

import json
from typing import Any

from sandbox.rules.shapes import Finding, Place, Shape, string
from sandbox.rules.whole import check_blocks

LONGEST_TEXT, LONGEST_UPDATE = 40_000, 4_000
LONGEST_MARKDOWN_TEXT = 12_000
ATTACHMENTS = 100
EVENT_TYPE = 255
METADATA_BYTES = 16 * 1024


def findings_in_message(payload: dict[str, Any], *, updating: bool = False) -> list[Finding]:
    """Return all Slack would refuse in a message, with its codes; `updating` applies chat.update's limit."""
    place = Place("message")
    check_text(payload, place, LONGEST_UPDATE if updating else LONGEST_TEXT)
    if payload.get("blocks"):
        check_blocks(payload["blocks"], place.at("blocks"))
    if payload.get("metadata"):
        check_metadata(payload["metadata"], place.at("metadata"))
    if isinstance(payload.get("attachments"), list) and len(payload["attachments"]) > ATTACHMENTS:
        place.at("attachments").refuse(f"no more than {ATTACHMENTS} items allowed", "too_many_attachments")
    return place.findings


def check_text(payload: dict[str, Any], place: Place, most: int) -> None:
    """Refuse a message without words at the top level: screen readers and notifications read only those."""
    text, markdown = payload.get("text"), payload.get("markdown_text")
    if markdown is not None:
        if text or payload.get("blocks"):
            place.at("markdown_text").refuse("cannot be used with text or blocks", "markdown_text_conflict")
        string(LONGEST_MARKDOWN_TEXT)(markdown, place.at("markdown_text"))
        return
    if text is None or text == "":
        place.at("text").refuse("missing required field: text", "no_text")
    elif not isinstance(text, str):
        place.at("text").refuse("must provide a string", "invalid_arguments")
    elif len(text) > most:
        place.at("text").refuse(f"must be less than {most + 1} characters", "msg_too_long")


def check_metadata(metadata: Any, place: Place) -> None:
    """Refuse metadata that isn't an event_type and an event_payload object, or that is too large."""
    shape = Shape({"event_type": string(EVENT_TYPE), "event_payload": an_object})
    inner = Place(place.surface, place.pointer)
    shape(metadata, inner)
    for finding in inner.findings:
        place.findings.append(Finding(finding.words, finding.pointer, "invalid_metadata_format"))
    if len(json.dumps(metadata, ensure_ascii=False).encode()) > METADATA_BYTES:
        place.refuse(f"must be less than {METADATA_BYTES + 1} bytes", "metadata_too_large")


def an_object(value: Any, place: Place) -> None:
    """Check for an object with any keys."""
    if not isinstance(value, dict):
        place.refuse("must provide an object")


def check_message(payload: dict[str, Any], *, updating: bool = False) -> list[str]:
    """Return in Slack's words all it would refuse in a message; empty if it takes it.

    `payload` holds the arguments of chat.postMessage or chat.postEphemeral; with `updating`, of chat.update.
    """
    return [str(finding) for finding in findings_in_message(payload, updating=updating)]
