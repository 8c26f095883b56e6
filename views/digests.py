"""A manager's digest: what waits on them, coach by coach, and which talks have a date. Names and dates only."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from growth.agenda import Shown
from growth.digest import Digest
from growth.nudges import TalkStatus
from growth.talks import Party
from views import blocks
from views.nudge_words import Said
from views.talk_buttons import held_button, set_date_button
from views.times import both_words, date_words
from views.wording import label, words

ROWS = 10
"""Lines with a button of their own; the others' dates are set in App Home."""

LINES = 20
"""Lines of each kind that are shown."""


def digest_said(digest: Digest | None, shown: Shown, reader: Party, now: datetime) -> Said:
    """Return a digest as it stands now: its lines, that nothing waits any more, or that a newer one is there."""
    if shown is Shown.DONE:
        return Said.done(words("done.digest"))
    if shown is not Shown.LIVE or digest is None:
        return Said.of(words("shown.followed"), words("nudge.digest.title"))
    return _lines_said(digest, reader, now)


def _lines_said(digest: Digest, reader: Party, now: datetime) -> Said:
    waiting = [*_date_lines(digest, reader, now), *_view_lines(digest)]
    dated = _dated_lines(digest.dated, reader, now)
    title = words("nudge.digest.title")
    texts, shown = [f"{title}."], [blocks.section(f"*{title}*")]
    for key, lines in (("waiting", waiting), ("dated", dated)):
        if lines:
            heading = words(f"nudge.digest.{key}", count=len(lines))
            texts.append(f"{heading}: {'; '.join(_folded([text for text, _ in lines]))}.")
            shown += [blocks.section(f"*{heading}*"), *_rows(lines)]
    return Said(" ".join([*texts, words("nudge.digest.how")]), shown)


Line = tuple[str, dict[str, Any] | None]


def _date_lines(digest: Digest, reader: Party, now: datetime) -> list[Line]:
    lines: list[Line] = []
    for status in digest.without_date:
        end = date_words(status.talk.window.end, reader.diary.day(now))
        read_as = label("button.choose_for", coach=status.coach.name)
        said = words("nudge.digest.without_date", coach=status.coach.name, end=end)
        lines.append((said, set_date_button(status, key="choose", read_as=read_as)))
    return lines


def _view_lines(digest: Digest) -> list[Line]:
    return [(words("nudge.digest.without_view", coach=status.coach.name), None) for status in digest.without_view]


def _dated_lines(dated: Iterable[TalkStatus], reader: Party, now: datetime) -> list[Line]:
    """Return the talks with a date by day; one whose hour has passed can be marked held."""
    lines: list[Line] = []
    for at, status in sorted(((s.talk.at, s) for s in dated if s.talk.at), key=lambda pair: pair[0]):
        said = words("nudge.digest.date", coach=status.coach.name, when=both_words(at, reader, status.coach, now))
        read_as = label("button.held_with", coach=status.coach.name)
        lines.append((said, held_button(status, read_as=read_as) if at <= now else None))
    return lines


def _rows(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return lines as blocks: the first with their buttons, the others together."""
    with_button = [line for line in lines if line[1]][:ROWS]
    rest = [text for text, button in lines if (text, button) not in with_button]
    shown = [blocks.section(text, accessory=button) for text, button in with_button]
    return shown + [blocks.section("\n".join(part)) for part in _chunks(_folded(rest))]


def _folded(lines: Sequence[str]) -> list[str]:
    """Return as many lines as fit, and how many more there are."""
    if len(lines) <= LINES:
        return list(lines)
    return [*lines[:LINES], words("nudge.digest.more", count=len(lines) - LINES)]


def _chunks(lines: Sequence[str]) -> list[list[str]]:
    """Return lines in parts that a section holds."""
    parts: list[list[str]] = []
    for line in lines:
        if parts and len("\n".join([*parts[-1], line])) <= blocks.SECTION:
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts
