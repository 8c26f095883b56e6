"""How people's words and Slack's tokens are unreadable in the database: keys, a cipher, and a column type."""

from collections.abc import Sequence
from functools import lru_cache
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from storage.columns import keepable
from storage.errors import StorageError

REMEMBERED = 1_000
"""How many texts a process keeps open: a coach's notes are read again with each page they turn."""


class InvalidKey(StorageError):
    """TRELLIS_KEY is missing or is no key."""

    sentence = "TRELLIS_KEY is not a key. Get one with `trellis key`, and keep it: a lost key is lost words."


class UnreadableWords(StorageError):
    """Something was encrypted with a key that we don't have."""

    sentence = (
        "What is kept was written with another TRELLIS_KEY. Add that key after the present one, with a comma "
        "between, then run `trellis db rekey`."
    )


class Cipher:
    """Encrypts with the first key, reads with any of them; never shows a key."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raise InvalidKey where there is no key, or one that is none."""
        try:
            fernets = [Fernet(key) for key in keys]
            self._fernet = MultiFernet(fernets)
        except (ValueError, TypeError):
            raise InvalidKey from None
        self._first = fernets[0]
        self._opened = lru_cache(REMEMBERED)(self._open)

    def encrypt(self, words: str) -> str:
        """Return the token to keep; no words need no token. What can't be kept becomes a replacement character."""
        return self._fernet.encrypt(keepable(words).encode()).decode() if words else ""

    def decrypt(self, token: str) -> str:
        """Return the words of a token; raise UnreadableWords where no key fits."""
        return self._opened(token) if token else ""

    def renew(self, token: str) -> str:
        """Return a token of the same words under the first key, the same one if it is; raise UnreadableWords."""
        try:
            self._first.decrypt(token.encode())
        except InvalidToken:
            return self.encrypt(self.decrypt(token))
        return token

    def _open(self, token: str) -> str:
        try:
            return self._fernet.decrypt(token.encode()).decode()
        except InvalidToken:
            raise UnreadableWords from None


_ciphers: WeakKeyDictionary[Dialect, Cipher] = WeakKeyDictionary()


def use_cipher(dialect: Dialect, cipher: Cipher) -> None:
    """Let the encrypted columns of one engine (each has its own dialect) be read and written with this cipher."""
    _ciphers[dialect] = cipher


def cipher_of(dialect: Dialect) -> Cipher:
    """Return the cipher of an engine's encrypted columns."""
    return _ciphers[dialect]


class Encrypted(TypeDecorator[str]):
    """Text that only the engine's keys can read; to be compared with nothing but NULL."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the token to keep."""
        return None if value is None else cipher_of(dialect).encrypt(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the words; raise UnreadableWords where no key fits."""
        return None if value is None else cipher_of(dialect).decrypt(value)


def new_key() -> str:
    """Return a fresh random key."""
    return Fernet.generate_key().decode()


def parse_keys(text: str) -> list[str]:
    """Return the keys of a setting, the first being the one to write with; raise InvalidKey."""
    keys = [key.strip() for key in text.split(",") if key.strip()]
    Cipher(keys)
    return keys
