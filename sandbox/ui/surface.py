"""One surface that blocks are drawn on (a Home tab, a modal view or a message), as the templates see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from sandbox.ui import fields
from sandbox.ui.charts import Chart, chart
from sandbox.ui.markdown import markdown
from sandbox.ui.mrkdwn import mrkdwn, plain
from sandbox.ui.reader import Reader
from sandbox.ui.rich_text import rich_text

_DRAWN = {
    *("actions", "alert", "card", "carousel", "container", "context", "context_actions", "data_table"),
    *("data_visualization", "divider", "file", "header", "image", "input", "markdown", "rich_text"),
    *("section", "table", "video"),
}
_ELEMENTS = {
    **dict.fromkeys(("plain_text_input", "rich_text_input", "number_input"), "text"),
    **dict.fromkeys(("email_text_input", "url_text_input"), "text"),
    **dict.fromkeys(("radio_buttons", "checkboxes"), "choices"),
    **dict.fromkeys(("static_select", "users_select", "conversations_select", "channels_select"), "select"),
    **dict.fromkeys(("multi_static_select", "multi_users_select"), "choices"),
    **dict.fromkeys(("multi_conversations_select", "multi_channels_select"), "choices"),
    **dict.fromkeys(("external_select", "multi_external_select"), "external"),
    **dict.fromkeys(("datepicker", "timepicker", "datetimepicker"), "moment"),
    **dict.fromkeys(("button", "workflow_button", "icon_button"), "button"),
    "overflow": "overflow",
    "file_input": "file",
    "image": "image",
    "feedback_buttons": "feedback",
}


@dataclass(frozen=True)
class Surface:
    """Where blocks are drawn, and for whom.

    Attributes:
        name: Unique on the page and the same for every version of the view or message.
        container: What an action on it names: a view_id, or a channel and ts.
        reader: The person looking.
        blocks: The blocks from top to bottom.
        state: What the person has chosen and typed, by block_id and action_id.
        errors: Sentences to stand at a field, by block_id.
    """

    name: str
    container: Mapping[str, str]
    reader: Reader
    blocks: Sequence[dict[str, Any]]
    state: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def text(self, piece: Mapping[str, Any] | None) -> Markup:
        """Return a text object as HTML."""
        if not piece:
            return Markup("")
        if piece.get("type") == "rich_text":
            return rich_text(self.reader, dict(piece))
        if piece.get("type") == "mrkdwn":
            return mrkdwn(self.reader, piece.get("text", ""), verbatim=bool(piece.get("verbatim")))
        return plain(piece.get("text", ""), emoji=piece.get("emoji", True))

    def cell(self, piece: Mapping[str, Any]) -> Markup:
        """Return a cell of a table: raw text, a number, or rich text."""
        if piece.get("type") == "rich_text":
            return rich_text(self.reader, dict(piece))
        value = piece.get("text", piece.get("value", piece.get("number", "")))
        return escape(value)

    def rich(self, block: dict[str, Any]) -> Markup:
        """Return a rich_text block as HTML."""
        return rich_text(self.reader, block)

    def markdown(self, text: str) -> Markup:
        """Return the text of a markdown block as HTML."""
        return markdown(text)

    def chart(self, block: dict[str, Any]) -> Chart:
        """Return the drawing of a chart block."""
        return chart(block)

    def template(self, block: Mapping[str, Any]) -> str:
        """Return the template that draws a block; a kind that Slack does not have gets one that says so."""
        kind = str(block.get("type"))
        return f"blocks/{kind if kind in _DRAWN else 'unknown'}.html"

    def element_template(self, element: Mapping[str, Any]) -> str:
        """Return the template that draws an element."""
        return f"elements/{_ELEMENTS.get(str(element.get('type')), 'unknown')}.html"

    def field(self, block: Mapping[str, Any], element: fields.Element) -> fields.Field:
        """Return an element of a block with its present value."""
        return fields.field(self.name, block, element, self.state, self.errors)

    def choices(
        self, element: fields.Element, held: fields.Field
    ) -> list[tuple[dict[str, Any] | None, list[fields.Choice]]]:
        """Return the options of a choosing element, in groups."""
        return fields.choices(self.reader, element, held)

    def local_moment(self, held: fields.Field) -> str:
        """Return a date and time value as the browser's own field wants it."""
        return fields.local_moment(self.reader, held)

    def image_source(self, image: Mapping[str, Any]) -> str:
        """Return the sandbox's own address of an uploaded image; empty for one out on the internet."""
        held = image.get("slack_file") or {}
        file_id = held.get("id") or next(
            (part for part in str(held.get("url", "")).split("/") if part.startswith("F")), ""
        )
        return f"/ui/files/{quote(file_id)}" if file_id else ""

    def dom_id(self, *parts: str) -> str:
        """Return an id on the page for something of this surface."""
        return quote(".".join((self.name, *parts)), safe=".-_")
