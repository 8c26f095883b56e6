"""Column types of ours that need no key: words, and a set of keys. Encrypted text is in `storage.encryption`."""

import re
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import ColumnElement, Dialect, String, Text, literal_column
from sqlalchemy.types import TypeDecorator

_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""What neither UTF-8 nor PostgreSQL can keep: NUL and halves of surrogate pairs."""


def keepable(words: str) -> str:
    """Return what people typed with a replacement character for each character that can't be kept."""
    return _UNKEEPABLE.sub("\ufffd", words)


def written(value: StrEnum) -> ColumnElement[str]:
    """Return a value of ours as a part of a statement's text.

    SQLite prepares a statement anew, each time it runs, for a parameter that decides whether a partial index serves.
    """
    return literal_column(f"'{value.value}'", String())


class Words(TypeDecorator[str]):
    """What people typed or named, in the clear."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the text to keep."""
        return None if value is None else keepable(value)


class KeySet(TypeDecorator[frozenset[str]]):
    """A set of keys or ids, kept as one sorted line with spaces between: "coaching teaching".

    NULL is kept apart from the empty set: "not chosen yet" is not "none chosen".
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the line to keep; raise ValueError for a key with white space in it."""
        if value is None:
            return None
        keys = sorted(value)
        if any(not key or key.split() != [key] for key in keys):
            raise ValueError("A key is a word without spaces.")
        return " ".join(keys)

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[str] | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return the set that was kept."""
        return None if value is None else frozenset(value.split())
