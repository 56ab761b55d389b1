"""The connections that this process was given, and how far each has come."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from .writers import Writers


class CountedSocket(socket.socket):
    """A connection's socket, which counts what really went through it."""

    got = 0
    gave = 0
    read_ended = False
    write_ended = False

    def recv(self, *given: Any) -> bytes:
        return self._took(super().recv(*given))

    def recv_into(self, *given: Any) -> int:
        try:
            count = super().recv_into(*given)
        except ConnectionError:
            self.read_ended = self.write_ended = True
            raise
        self.got += count
        self.read_ended = self.read_ended or count == 0
        return count

    def _took(self, data: bytes) -> bytes:
        self.got += len(data)
        self.read_ended = self.read_ended or not data
        return data

    def send(self, *given: Any) -> int:
        count = super().send(*given)
        self.gave += count
        return count

    def sendmsg(self, *given: Any) -> int:
        count = super().sendmsg(*given)
        self.gave += count
        return count

    def shutdown(self, how: int) -> None:
        super().shutdown(how)
        self.write_ended = self.write_ended or how != socket.SHUT_RD

    def close(self) -> None:
        self.read_ended = self.write_ended = True
        super().close()


class Connections:
    """All connections of the run, by the number that the workshop calls them by."""

    def __init__(self, loop: asyncio.SelectorEventLoop, writers: Writers) -> None:
        self._loop = loop
        self._writers = writers
        self._sockets: dict[str, CountedSocket] = {}
        self._transports: dict[str, asyncio.Transport] = {}
        self._by_port: dict[int, str] = {}

    def add(self, name: str, taken: CountedSocket, transport: asyncio.Transport) -> None:
        """Take a connection in. What happens on it from now on is progress."""
        self._sockets[name] = taken
        self._transports[name] = transport
        self._writers.watch(name, transport, lambda: taken.gave + self._unsent(name, taken))

    def expect(self, name: str, taken: CountedSocket) -> None:
        """Know a connection by its peer from its first byte on."""
        self._by_port[taken.getpeername()[1]] = name

    def name_of(self, client: Any | None) -> str | None:
        """Return the number of the connection that comes from this address."""
        return self._by_port.get(client[1]) if client else None

    def so_far(self) -> dict[str, Any]:
        """Return how far each connection has come, as the workshop wants it with a message."""
        progress = {name: self._progress_of(name, sock) for name, sock in self._sockets.items()}
        return {"progress": progress, "writers": self._writers.new()}

    def traffic(self) -> int:
        """Return a number that changes whenever anything came in or went out."""
        return sum(s.got + s.gave + s.read_ended + s.write_ended for s in self._sockets.values())

    def _progress_of(self, name: str, sock: CountedSocket) -> dict[str, Any]:
        unsent = self._unsent(name, sock)
        return {
            "read": sock.got,
            "written": sock.gave + unsent,
            "unsent": unsent > 0,
            "reading": not sock.read_ended and self._is_read(sock),
            "readEnded": sock.read_ended,
            "writeEnded": sock.write_ended,
        }

    def _unsent(self, name: str, sock: CountedSocket) -> int:
        return 0 if sock.write_ended else self._transports[name].get_write_buffer_size()

    def _is_read(self, sock: CountedSocket) -> bool:
        watched = self._loop._selector.get_map().get(sock.fileno())  # type: ignore[attr-defined]
        return watched is not None and bool(watched.events & 1)
