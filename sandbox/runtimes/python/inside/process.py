"""Puts the parts of a sandbox process together: waits for a handler, serves it, and tells how it
fares.
"""

from __future__ import annotations

import asyncio
import builtins
import faulthandler
import gc
import os
import signal
import sys
import threading
import traceback
from importlib import import_module
from types import CodeType, ModuleType
from typing import Any

from . import clock as clocks
from .calls import Calls
from .channel import COMMAND_FD, Channel, Message
from .connections import Connections
from .endings import tell_exit, watch_endings
from .guard import end_with_channel, refuse_the_rest
from .loop import VirtualLoop
from .places import FILE, fold_tracebacks
from .rest import FOR_GOOD, Rest
from .settings import read_settings
from .source import Cannot, compile_frame, compile_source, failed_import, lacks_app
from .testimony import Output, Testimony, bound_errors, locate, print_tracebacks_at_once
from .threads import Threads
from .unawaited import watch_coroutines
from .writers import Writers

#: The stack of a thread, in bytes: forty of Python's own broke a bound of 256 MiB.
STACK_BYTES = 512 * 1024

_exit = os._exit


class Process:
    """Everything that one run has one of."""

    def __init__(self, settings_text: str) -> None:
        self.settings = settings = read_settings(settings_text)
        sys.path += [path for path in settings.packages if path not in sys.path]
        # Everything that a handler of FastAPI's needs is imported while nobody waits.
        import_module("fastapi")
        from .server import Served

        self.clock = clock = clocks.Clock()
        self.rest = rest = Rest(clock)
        self.loop = loop = VirtualLoop(clock, rest)
        asyncio.set_event_loop(loop)
        self.channel = Channel(settings.channelExit)
        writers = Writers(loop, settings.writers)
        self.connections = Connections(loop, writers)
        self.testimony = testimony = Testimony(self.channel.tell, lambda: clock.now_ms)
        testimony.so_far = self.connections.so_far
        self.calls = Calls(testimony, self.connections.name_of)
        self.threads = Threads(clock, loop)
        self.output = Output(testimony, settings, self._too_much)
        bound_errors(settings.errorCharacters)
        self.output.capture()
        self.served = Served(loop, self.connections, self.output.stream("stderr", by="server"))
        self._ended_by: BaseException | None = None
        self._serving: asyncio.Task[int] | None = None
        rest.seen = lambda: self.connections.traffic() + testimony.told
        rest.working = self.threads.working
        rest.on_rest = self._on_rest
        clock.on_block = self._blocked
        loop.on_failure = self._failed

    def prepare(self) -> None:
        """Change the process into one that a handler can be loaded in."""
        os.environ.clear()
        threading.stack_size(STACK_BYTES)
        fold_tracebacks()
        print_tracebacks_at_once()
        sys.excepthook = _print_error
        watch_endings(self.testimony)
        faulthandler.register(signal.SIGUSR1, file=2, all_threads=False, chain=True)
        watch_coroutines(self.testimony)
        threading.excepthook = self._thread_failed
        self.threads.install()
        clocks.install(self.clock)
        self.loop.add_reader(COMMAND_FD, self.channel.read_commands, self._take)
        self.served.prepare()
        _add_site_builtins()
        gc.collect()
        gc.freeze()

    def _take(self, message: Message) -> None:
        kind = message["type"]
        if kind == "load":
            try:
                self._load(message["code"], message.get("framed", False))
            except BaseException as error:
                self._ended_by = error
                self.loop.stop()
        elif kind == "connection":
            self.served.connect(message["name"], message["fd"])
        elif kind == "stats":
            stats = {"handlers": self.calls.running, "timers": self.loop.handler_timers()}
            self.channel.tell({"type": "stats", "ticket": message["ticket"], "stats": stats})
        elif kind == "rest":
            self._seek_rest(message["ticket"], message.get("untilMs"))

    def _seek_rest(self, ticket: int, until_ms: float | None) -> None:
        def rested() -> None:
            told: Message = {"type": "rested", "ticket": ticket, "nowMs": self.clock.now_ms}
            told.update(self.connections.so_far())
            due = self.loop.next_timer_ms()
            if due is not None:
                told["nextMs"] = max(due, self.clock.now_ms)
            self.channel.tell(told)

        self.rest.seek(rested, until_ms)

    def _load(self, source: str, framed: bool) -> None:
        end_with_channel(self.channel)
        try:
            code, frame = compile_source(source, framed=framed)
        except Cannot as cannot:
            return self._did_not_compile(cannot.diagnostics, cannot.frame)
        refuse_the_rest()
        module = ModuleType(FILE.removesuffix(".py"))
        module.__file__ = FILE
        sys.modules[module.__name__] = module
        try:
            if frame is not None:
                exec(compile_frame(frame["text"]), module.__dict__)
            self._run_module(code, module)
        except ImportError as error:
            found = failed_import(error)
            if found is None:
                raise
            return self._did_not_compile([found])
        found = lacks_app(getattr(module, "app", None))
        if found is not None:
            return self._did_not_compile([found])
        self._serve(frame)

    def _run_module(self, code: CodeType, module: ModuleType) -> None:
        self.calls.trace(code)
        exec(code, module.__dict__)

    def _did_not_compile(self, diagnostics: Any, frame: Any = None) -> None:
        self.testimony.flush()
        told = {"type": "did-not-compile", "diagnostics": diagnostics}
        self.channel.tell({**told, "frame": frame} if frame else told)

    def _serve(self, frame: Any) -> None:
        self._serving = self.loop.create_task(self.served.serve(self.calls.watch))
        self._serving.add_done_callback(lambda task: self.loop.stop())
        self._loading = self.loop.create_task(self._tell_loaded(frame))
        # Until then nobody asks for rest, and a start may wait for a timer.
        self.rest.seek(lambda: None, FOR_GOOD)

    async def _tell_loaded(self, frame: Any) -> None:
        await self.served.serving()
        self.rest.leave()
        self.channel.tell({"type": "loaded", "frame": frame} if frame else {"type": "loaded"})

    def run(self) -> None:
        """Run until the end, and end as a program does."""
        try:
            self.channel.tell({"type": "ready"})
            self.loop.run_forever()
            self._wind_up()
        except SystemExit as error:
            tell_exit(self.testimony, error)
            raise
        except BaseException as error:
            self.testimony.testify(
                {"kind": "uncaught", "error": locate(error), "origin": "exception"}
            )
            raise
        finally:
            self.clock.stopped = True
            self.testimony.flush()

    def _wind_up(self) -> None:
        """End what is left as `asyncio.run` does, and then as the server or the module ended."""
        if self._ended_by is not None:
            raise self._ended_by
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        self.rest.seek(lambda: None, FOR_GOOD)
        self.loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        if self._serving is not None:
            sys.exit(self._serving.result())

    def _on_rest(self) -> None:
        gc.collect(1)
        self.testimony.flush()

    def _blocked(self, until_ms: float) -> None:
        self.testimony.flush()
        self.channel.tell(
            {
                "type": "blocked",
                "nowMs": self.clock.now_ms,
                "untilMs": until_ms,
                **self.connections.so_far(),
            }
        )

    def _failed(self, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.testimony.testify({"kind": "task-threw", "error": locate(error)})

    def _thread_failed(self, args: Any) -> None:
        if args.exc_value is not None:
            self.testimony.testify({"kind": "task-threw", "error": locate(args.exc_value)})
        threading.__excepthook__(args)

    def _too_much(self) -> None:
        _exit(self.settings.outputExit)


def _print_error(kind: Any, error: BaseException, trace: Any) -> None:
    traceback.print_exception(kind, error, trace)


def _add_site_builtins() -> None:
    """What `site` would have put there: `-S` leaves it out."""
    import _sitebuiltins

    for name in ("exit", "quit"):
        setattr(builtins, name, _sitebuiltins.Quitter(name, "Ctrl-D (i.e. EOF)"))


def run(settings_text: str) -> None:
    """Serve the one handler of this process."""
    process = Process(settings_text)
    process.prepare()
    for name in [name for name in sys.modules if name == "inside" or name.startswith("inside.")]:
        del sys.modules[name]
    process.run()
