"""The sentences about talks and nudges, filled in: one file per language, of which English ships.

The one place where people's words are escaped on their way into them.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from views.blocks import escape

FOLDER = Path(__file__).with_name("words")


def words(key: str, **values: str | int) -> str:
    """Return a sentence for mrkdwn or for a message's text, what is filled in escaped."""
    return sentences()[key].format(**{name: _safe(value) for name, value in values.items()})


def label(key: str, **values: str | int) -> str:
    """Return a sentence for a plain text object, in which Slack parses nothing and nothing is escaped."""
    return sentences()[key].format(**values)


@cache
def sentences(language: str = "en") -> dict[str, str]:
    """Return all sentences of a language, {"nudge.start.title": sentence}."""
    read = yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8"))
    return dict(_flat(read))


def _flat(part: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in part.items():
        if isinstance(value, str):
            yield f"{before}{key}", value
        else:
            yield from _flat(value, f"{before}{key}.")


def _safe(value: str | int) -> str | int:
    """Return people's words on one line, in which nothing links, mentions or rings."""
    return escape(" ".join(value.split())) if isinstance(value, str) else value
