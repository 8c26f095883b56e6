"""Engines that go from one test to the next.

What takes longest in a small test is not its statements: SQLAlchemy compiles each of them anew for each engine, and
asks a server anew what it can. Connections are not kept; they belong to a test's loop.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect, event

from storage import engine
from storage.encryption import Cipher, use_cipher
from storage.engine import Engines, parse_url
from storage.sqlite_on_loop import LoopEngine


@dataclass(frozen=True)
class Lent(Engines):
    """Engines that go back to where they came from when they are closed."""

    home: list[Engines] = field(default_factory=list)

    async def dispose(self) -> None:
        """Close every connection."""
        await super().dispose()
        self.home.append(self)


class KeptEngines:
    """Its `open` stands in for `open_engines`: a store gets what an earlier one has closed."""

    def __init__(self) -> None:
        self._free: defaultdict[str, list[Engines]] = defaultdict(list)
        self._files: dict[Dialect, str] = {}

    def open(self, address: str, cipher: Cipher) -> Engines:
        """Return engines that nobody else has now; raise InvalidUrl."""
        url = parse_url(address)
        on_server = url.get_backend_name() == "postgresql"
        home = self._free[address if on_server else "any file"]
        engines = home.pop() if home else engine.open_engines(address, cipher)
        if not on_server:
            engines = self._led_to(str(Path(url.database).absolute()), engines)
        for each in (engines.writing, engines.reading):
            use_cipher(each.dialect, cipher)
        return Lent(engines.writing, engines.reading, engines.begin, home)

    def _led_to(self, file: str, engines: Engines) -> Engines:
        """Return engines of SQLite that connect to a file; what queues for them belongs to a loop, and is new."""
        writing, reading = engines.writing.sync_engine, engines.reading.sync_engine
        for each in (writing, reading):
            if each.dialect not in self._files:
                event.listen(each, "do_connect", self._connect)
            self._files[each.dialect] = file
        return Engines(
            LoopEngine(writing, 1, engine.BUSY_SECONDS),
            LoopEngine(reading, engine.READERS, engine.BUSY_SECONDS),
            engines.begin,
        )

    def _connect(self, dialect: Dialect, _record: object, _file: Sequence[str], options: dict[str, Any]) -> Any:
        return dialect.connect(self._files[dialect], **options)
