"""Ids as Slack gives them: a letter that says what it is, then capitals and digits."""

import secrets
import string

_LETTERS = string.ascii_uppercase + string.digits


def fresh(prefix: str, length: int = 10) -> str:
    """Return a new id such as V0K3J9XQ2LM."""
    return prefix + "0" + "".join(secrets.choice(_LETTERS) for _ in range(length - 1))


def fresh_token(length: int = 24) -> str:
    """Return a new unguessable word for an address or a hash."""
    return secrets.token_urlsafe(length)[:length]
