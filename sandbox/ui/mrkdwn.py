"""Slack's mrkdwn as safe HTML: everything is escaped first, and only what Slack knows becomes markup."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from sandbox.ui.dates import slack_date
from sandbox.ui.emoji import glyph
from sandbox.ui.reader import Reader

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_QUOTE = re.compile(r"^(?:>|&gt;) ?")
_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<angle>[^<>\n]+)>"
    r"|(?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^\s_](?:[^\n]*?[^\s_])?)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])"
    r"|(?<![\w:]):(?P<emoji>[a-z0-9_+-]+):"
    r"|(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?)'\"])"
)
_STYLES = {"bold": Markup("b"), "italic": Markup("i"), "strike": Markup("s")}
_LOUD = {"channel", "here", "everyone"}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|slack://)", re.IGNORECASE)


def mrkdwn(reader: Reader, text: str, *, verbatim: bool = False) -> Markup:
    """Return mrkdwn as HTML.

    Args:
        reader: Names mentions and dates.
        text: As Slack carries it, with ``&``, ``<`` and ``>`` escaped where a person typed them.
        verbatim: Leave bare web addresses as text; written ``<…>`` still works, as in Slack.
    """
    parts = []
    for index, part in enumerate(_FENCE.split(text)):
        if index % 2:
            parts.append(Markup("<pre>{}</pre>").format(unescaped(part)))
        elif part.strip("\n"):
            parts.append(_lines(reader, part.strip("\n") if index else part.rstrip("\n"), verbatim))
    return Markup("").join(parts)


def plain(text: str, *, emoji: bool = True) -> Markup:
    """Return plain_text as HTML: escaped, with line breaks and, unless switched off, known emoji."""
    parts = re.split(r":([a-z0-9_+-]+):", text) if emoji else [text]
    shown = [escape(glyph(part) if index % 2 else part) for index, part in enumerate(parts)]
    return Markup("").join(shown).replace("\n", Markup("<br>"))


def unescaped(text: str) -> str:
    """Return text with Slack's three escapes undone, ready to be escaped for HTML."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def link(address: str, label: str) -> Markup:
    """Return a link that opens a new tab; an address that a browser could run becomes plain text."""
    if not _SAFE_LINK.match(address):
        return escape(label)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(address, label)


def person_pill(reader: Reader, user_id: str) -> Markup:
    """Return a mention of one person, marked when it is the reader."""
    own = " own" if user_id == reader.id else ""
    return Markup('<span class="mention{}">@{}</span>').format(own, reader.person(user_id))


def channel_pill(reader: Reader, channel_id: str) -> Markup:
    """Return a mention of a channel."""
    return Markup('<span class="mention">#{}</span>').format(reader.channel(channel_id))


def loud_pill(name: str) -> Markup:
    """Return a mention that rings everybody, so striking that an injected one cannot be overlooked."""
    return Markup('<span class="mention loud" title="Notifies everyone">@{}</span>').format(name)


def _lines(reader: Reader, text: str, verbatim: bool) -> Markup:  # noqa: FBT001 - passed straight through
    """Return lines joined by breaks, neighbouring quoted lines gathered in one quotation."""
    blocks: list[tuple[bool, list[Markup]]] = []
    for line in text.split("\n"):
        quoted = bool(_QUOTE.match(line))
        if not blocks or blocks[-1][0] != quoted:
            blocks.append((quoted, []))
        blocks[-1][1].append(_inline(reader, _QUOTE.sub("", line), verbatim))
    shown = Markup("")
    for quoted, lines in blocks:
        body = Markup("<br>").join(lines)
        shown += Markup("<blockquote>{}</blockquote>").format(body) if quoted else body
    return shown


def _inline(reader: Reader, text: str, verbatim: bool) -> Markup:  # noqa: FBT001 - passed straight through
    """Return one line with its code, links, mentions, emphasis and emoji."""
    shown, end = Markup(""), 0
    for match in _INLINE.finditer(text):
        shown += escape(unescaped(text[end : match.start()]))
        shown += _span(reader, match, verbatim)
        end = match.end()
    return shown + escape(unescaped(text[end:]))


def _span(reader: Reader, match: re.Match[str], verbatim: bool) -> Markup:  # noqa: FBT001 - passed through
    """Return the HTML of one matched piece of a line."""
    kind, text = match.lastgroup or "", match[match.lastgroup or 0]
    if kind == "code":
        return Markup("<code>{}</code>").format(unescaped(text))
    if kind == "angle":
        return _angle(reader, text)
    if kind == "emoji":
        return escape(glyph(text))
    if kind == "url":
        return escape(unescaped(text)) if verbatim else link(unescaped(text), unescaped(text))
    return Markup("<{0}>{1}</{0}>").format(_STYLES[kind], _inline(reader, text, verbatim))


def _angle(reader: Reader, text: str) -> Markup:
    """Return what stands between angle brackets: a mention, a date, or a link with its label."""
    target, _, label = text.partition("|")
    for sign, pill in _PILLS.items():
        if target.startswith(sign):
            return pill(reader, target.removeprefix(sign))
    if target.startswith("!"):
        return _command(reader, target[1:], unescaped(label))
    if not label and not _SAFE_LINK.match(target):
        return escape(f"<{unescaped(text)}>")
    return link(unescaped(target), unescaped(label or target.removeprefix("mailto:")))


_PILLS: dict[str, Callable[[Reader, str], Markup]] = {"@": person_pill, "#": channel_pill}


def _command(reader: Reader, command: str, label: str) -> Markup:
    """Return a ``<!…>`` piece: a loud mention, a user group, or a date in the reader's zone."""
    if command in _LOUD:
        return loud_pill(command)
    if command.startswith("subteam^"):
        return loud_pill(label.removeprefix("@") or command.removeprefix("subteam^"))
    name, *parts = command.split("^")
    if name == "date" and len(parts) >= 2:  # noqa: PLR2004 - a moment and a form, perhaps a link
        text = slack_date(reader, parts[0], unescaped(parts[1]), label)
        return link(parts[2], text) if parts[2:] else escape(text)
    return escape(label or f"<!{command}>")
