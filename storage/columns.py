"""Column types of ours that need no key: a set of keys. Encrypted text is in `storage.encryption`."""

from collections.abc import Iterable

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator


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
