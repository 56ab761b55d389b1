"""uvicorn itself, serving the learner's app on connections that are handed in."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
import uvicorn.lifespan.on
import uvicorn.protocols.http.auto
import uvicorn.protocols.websockets.auto

from .calls import App
from .connections import Connections, CountedSocket
from .launch import Launch
from .loop import VirtualLoop

#: What uvicorn's command line ends with when the app's own start failed.
STARTUP_FAILURE = 3


class ClinicServer(uvicorn.Server):
    """uvicorn's server but for its waiting: it ticks when a connection comes and not ten times a
    second.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._over = asyncio.Event()
        self.serving = asyncio.Event()
        self.signals: list[int] = []

    async def main_loop(self) -> None:
        """Serve until somebody asks for the end."""
        await self.on_tick(0)
        self.serving.set()
        await self._over.wait()

    def end(self, sent: int) -> None:
        """Take a signal as uvicorn does."""
        self.signals.append(sent)
        self.handle_exit(signal.Signals(sent), None)
        self._over.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Those signals are taken by the event loop here: a waiting loop would not notice them."""
        yield

    def install_signal_handlers(self) -> None:
        """As `capture_signals`, in older versions."""

    @property
    def ends_by_signal(self) -> bool:
        """Whether this version of uvicorn ends by the signal that it was sent."""
        return hasattr(uvicorn.Server, "capture_signals")


class Served:
    """The app, served."""

    def __init__(self, loop: VirtualLoop, connections: Connections, log_stream: Any) -> None:
        self._loop = loop
        self._connections = connections
        # As the command line does it: the log is set up before the learner's module is loaded.
        self._config = uvicorn.Config("handler:app")
        self._log_stream = log_stream
        _mark_log(log_stream)
        self._launch = Launch()
        self._server: ClinicServer | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def prepare(self) -> None:
        """Before the learner's module is loaded, which may want to take signals itself."""
        self._launch.install()
        for sent in (signal.SIGTERM, signal.SIGINT):
            self._loop.add_signal_handler(sent, self._end, sent)

    async def serve(self, watch: Callable[[App], App]) -> int:
        """Serve the loaded module's app until the end. Return the exit code."""
        config = self._config
        # A configuration of the handler's own has set up the log anew.
        _mark_log(self._log_stream)
        self._launch.apply(config)
        config.load()
        config.loaded_app = watch(config.loaded_app)
        self._server = ClinicServer(config)
        if self._signalled is not None:
            self._server.end(self._signalled)
        # Of a kind that the sandbox lets a process have; nobody listens on it.
        with socket.socket(getattr(socket, "AF_UNIX", socket.AF_INET)) as placeholder:
            await self._server.serve(sockets=[placeholder])
        if not self._server.started:
            return STARTUP_FAILURE
        if self._server.ends_by_signal and self._server.signals:
            sent = self._server.signals[0]
            signal.signal(sent, signal.SIG_DFL)
            signal.raise_signal(sent)
        return 0

    async def serving(self) -> None:
        """Return when connections can be taken."""
        while self._server is None:
            await asyncio.sleep(0)
        await self._server.serving.wait()

    def connect(self, name: str, fd: int) -> None:
        """Take a connection that this process inherited."""
        taken = CountedSocket(fileno=fd)
        self._connections.expect(name, taken)
        task = self._loop.create_task(self._accept(name, taken))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(self, name: str, taken: CountedSocket) -> None:
        if self._server is not None:
            await self._server.on_tick(0)
        if self._loop.factory is None:
            taken.close()
            return
        transport, _ = await self._loop.connect_accepted_socket(self._loop.factory, taken)
        self._connections.add(name, taken, transport)

    _signalled: int | None = None

    def _end(self, sent: int) -> None:
        self._signalled = sent
        if self._server is not None:
            self._server.end(sent)


def _mark_log(stream: Any) -> None:
    """Let uvicorn's own log lines be known as the server's."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        for handler in logging.getLogger(name).handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(stream)
