"""Socket Mode: the app's connections, the envelopes sent over any one of them, and their acks."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.clock import SandboxClock
from sandbox.identifiers import fresh_token
from sandbox.model import Identity, Json

MOST = 10
CONNECTION_SECONDS = 3600


@dataclass(eq=False)
class Connection:
    """One open socket and the acks it owes, by envelope id."""

    socket: WebSocket
    owed: dict[str, asyncio.Future[Any]] = field(default_factory=dict)

    async def send(self, message: Json) -> None:
        """Send a message; a connection that is gone is noticed by its reader."""
        await self.socket.send_text(json.dumps(message))


class ConnectionGone(Exception):
    """The socket closed before the ack came."""


class Sockets:
    """The app's open sockets; every payload goes over one of them."""

    def __init__(self, identity: Identity, clock: SandboxClock) -> None:
        self._identity = identity
        self._clock = clock
        self._tickets: set[str] = set()
        self._open: list[Connection] = []
        self._turn = 0

    @property
    def connected(self) -> bool:
        """Return whether the app has any connection."""
        return bool(self._open)

    def ticket(self) -> str:
        """Return the secret part of an address that opens one socket, once."""
        ticket = fresh_token(32)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Speak Socket Mode with a bot until it leaves."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(4000)
            return
        self._tickets.remove(ticket)
        await socket.accept()
        connection = Connection(socket)
        if len(self._open) >= MOST:
            await connection.send({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        self._open.append(connection)
        try:
            await connection.send(self._hello())
            await self._read(connection)
        finally:
            self._forget(connection)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": self._identity.app_id},
            "debug_info": {"host": "sandbox", "approximate_connection_time": CONNECTION_SECONDS},
        }

    async def _read(self, connection: Connection) -> None:
        while True:
            try:
                message = json.loads(await connection.socket.receive_text())
            except WebSocketDisconnect:
                return
            except json.JSONDecodeError:
                continue
            owed = connection.owed.pop(message.get("envelope_id", ""), None)
            if owed and not owed.done():
                owed.set_result(message.get("payload"))

    def _forget(self, connection: Connection) -> None:
        if connection in self._open:
            self._open.remove(connection)
        for owed in connection.owed.values():
            if not owed.done():
                owed.set_exception(ConnectionGone())

    async def ask(self, kind: str, payload: Json, seconds: float, retry: Json | None = None) -> Any:
        """Send an envelope over one of the connections and return the payload of its ack, or None.

        Raises:
            ConnectionGone: There is no connection, or it closed first.
            TimeoutError: No ack came within `seconds`.
        """
        if not self._open:
            raise ConnectionGone
        self._turn += 1
        connection = self._open[self._turn % len(self._open)]
        envelope_id = fresh_token(32)
        owed: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        connection.owed[envelope_id] = owed
        envelope = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            **(retry or {}),
        }
        try:
            await connection.send(envelope)
            return await asyncio.wait_for(owed, seconds)
        except (RuntimeError, WebSocketDisconnect) as gone:
            raise ConnectionGone from gone
        finally:
            connection.owed.pop(envelope_id, None)

    async def disconnect(self, reason: str) -> None:
        """Ask every connection to come back and send nothing more over it; the bot closes it."""
        leaving, self._open = self._open, []
        for connection in leaving:
            await connection.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
