"""Slack's rich_text as safe HTML: sections, lists, quotations and code, and the spans inside them."""

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup, escape

from sandbox.ui.dates import slack_date
from sandbox.ui.emoji import glyph
from sandbox.ui.mrkdwn import channel_pill, link, loud_pill, person_pill
from sandbox.ui.reader import Reader

Piece = dict[str, Any]
_TAGS = {
    "bold": Markup("b"),
    "italic": Markup("i"),
    "strike": Markup("s"),
    "underline": Markup("u"),
    "code": Markup("code"),
}


def rich_text(reader: Reader, block: Piece) -> Markup:
    """Return a rich_text block (or the value of a rich text input) as HTML."""
    shown = Markup("")
    for element in block.get("elements", []):
        draw = _ELEMENTS.get(element.get("type", ""))
        shown += draw(reader, element) if draw else Markup("")
    return shown


def rich_words(block: Piece | None) -> str:
    """Return the bare words of a rich_text value, sections joined by line breaks, for a plain text field."""
    if not block:
        return ""
    return "\n".join("".join(_words(element)) for element in block.get("elements", []))


def _words(element: Piece) -> Iterable[str]:
    for piece in element.get("elements", []):
        if "elements" in piece:
            yield from (*_words(piece), "\n")
        else:
            yield piece.get("text", "")


def _spans(reader: Reader, pieces: Iterable[Piece]) -> Markup:
    return Markup("").join(_span(reader, piece) for piece in pieces)


def _span(reader: Reader, piece: Piece) -> Markup:
    """Return one span with its emphasis."""
    draw = _SPANS.get(piece.get("type", ""))
    shown = draw(reader, piece) if draw else escape(piece.get("text", ""))
    for style, tag in _TAGS.items():
        if piece.get("style", {}).get(style):
            shown = Markup("<{0}>{1}</{0}>").format(tag, shown)
    return shown


def _text(_reader: Reader, piece: Piece) -> Markup:
    return escape(piece.get("text", "")).replace("\n", Markup("<br>"))


def _date(reader: Reader, piece: Piece) -> Markup:
    unix, form = str(piece.get("timestamp", "")), piece.get("format", "{date}")
    return escape(slack_date(reader, unix, form, piece.get("fallback", unix)))


_SPANS: dict[str, Callable[[Reader, Piece], Markup]] = {
    "text": _text,
    "link": lambda _, piece: link(piece.get("url", ""), piece.get("text") or piece.get("url", "")),
    "user": lambda reader, piece: person_pill(reader, piece.get("user_id", "")),
    "channel": lambda reader, piece: channel_pill(reader, piece.get("channel_id", "")),
    "usergroup": lambda _, piece: loud_pill(piece.get("usergroup_id", "")),
    "broadcast": lambda _, piece: loud_pill(piece.get("range", "channel")),
    "emoji": lambda _, piece: escape(glyph(piece.get("name", ""))),
    "date": _date,
    "color": lambda _, piece: escape(piece.get("value", "")),
}


def _section(reader: Reader, element: Piece) -> Markup:
    return Markup('<div class="rich-line">{}</div>').format(_spans(reader, element.get("elements", [])))


def _list(reader: Reader, element: Piece) -> Markup:
    """Return a list; a deeper indent only moves it, as Slack sends nested lists one after another."""
    ordered = element.get("style") == "ordered"
    items = Markup("").join(
        Markup("<li>{}</li>").format(_spans(reader, item.get("elements", []))) for item in element.get("elements", [])
    )
    indent = min(int(element.get("indent", 0)), 5)
    start = int(element.get("offset", 0)) + 1
    numbering = Markup(' start="{}"').format(start) if ordered and start > 1 else Markup("")
    tag = Markup("ol") if ordered else Markup("ul")
    return Markup('<{0} class="indent-{1}"{2}>{3}</{0}>').format(tag, indent, numbering, items)


_ELEMENTS: dict[str, Callable[[Reader, Piece], Markup]] = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_quote": lambda reader, element: Markup("<blockquote>{}</blockquote>").format(
        _spans(reader, element.get("elements", []))
    ),
    "rich_text_preformatted": lambda reader, element: Markup("<pre>{}</pre>").format(
        _spans(reader, element.get("elements", []))
    ),
}
