"""The least HTTP that measures well: messages with a length over kept connections, for both ends."""

import asyncio
import re
from collections.abc import Callable

END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Messages(asyncio.Protocol):
    """Takes a stream apart into heads and bodies; `received` is called with each."""

    def __init__(self) -> None:
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Hand over every message that is complete."""
        self._buffer += data
        while (end := self._buffer.find(END_OF_HEAD)) >= 0:
            head = self._buffer[:end]
            length = _LENGTH.search(head)
            body_from = end + len(END_OF_HEAD)
            body_to = body_from + (int(length[1]) if length else 0)
            if len(self._buffer) < body_to:
                return
            body, self._buffer = self._buffer[body_from:body_to], self._buffer[body_to:]
            self.received(head, body)

    def received(self, head: bytes, body: bytes) -> None:
        """Take one message."""
        raise NotImplementedError

    def write(self, head: bytes, body: bytes) -> None:
        """Send one message with its length."""
        assert self._transport is not None
        self._transport.write(head + b"\r\nContent-Length: %d" % len(body) + END_OF_HEAD + body)

    def close(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()


class Server(Messages):
    """Answers each request with what `answer` makes of its path and body."""

    def __init__(self, answer: Callable[[str, bytes], bytes]) -> None:
        super().__init__()
        self._answer = answer

    def received(self, head: bytes, body: bytes) -> None:
        """Answer with JSON."""
        path = head.split(b" ", 2)[1].decode()
        self.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json", self._answer(path, body))


class Client(Messages):
    """One connection that asks one thing at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None

    async def ask(self, head: bytes, body: bytes) -> tuple[int, bytes]:
        """Return the status and the body of the answer; raise ConnectionError where there is none."""
        self._waiting = asyncio.get_running_loop().create_future()
        self.write(head, body)
        return await self._waiting

    def received(self, head: bytes, body: bytes) -> None:
        """Hand the answer to who waits for it."""
        if self._waiting is not None:
            self._waiting.set_result((int(head.split(b" ", 2)[1]), body))
            self._waiting = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(exc or ConnectionResetError("closed before it answered"))


async def connect(port: int) -> Client:
    """Return a connection to a port of this machine."""
    _, client = await asyncio.get_running_loop().create_connection(Client, "127.0.0.1", port)
    return client
