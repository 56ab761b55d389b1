"""The virtual clock: the event loop, `time` and `datetime` run on it.

It stands still until the workshop lets it jump. A blocking wait on the main thread (`time.sleep`, a
loop that only reads the clock) takes virtual time too: the process blocks until the workshop has
done what it wanted to do meanwhile. In another thread it is a timer of the event loop.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from .channel import RELEASE_FD

#: A loop may read the clock this often in one turn before each further read costs it time, in ms:
#: each costs a way to the workshop and back, too.
READS_A_TURN = 2_000
READ_COSTS_MS = 10.0

_real_sleep = time.sleep
_fromtimestamp = datetime.fromtimestamp
_formatters = {name: getattr(time, name) for name in ("localtime", "gmtime", "ctime")}
_asctime, _strftime = time.asctime, time.strftime


class Clock:
    """Milliseconds since the process was loaded, as the workshop counts them."""

    def __init__(self) -> None:
        self.now_ms = 0.0
        self._begun = time.time()
        self._reads = 0
        self._main = threading.get_ident()
        #: Tells that a blocking wait has begun.
        self.on_block: Callable[[float], None] = lambda until_ms: None
        #: Waits in another thread, for so many seconds.
        self.sleep_in_thread: Callable[[float], None] = _real_sleep
        self.stopped = False

    def monotonic(self) -> float:
        """Seconds on the loop's clock."""
        return self.now_ms / 1000

    def wall(self) -> float:
        """Seconds since 1970."""
        return self._begun + self.now_ms / 1000

    def move_to(self, ms: float) -> None:
        """Move forward; never back. Exactly there: whoever waits for a moment of which the last
        digits were rounded off would wait for ever.
        """
        self.now_ms = max(self.now_ms, ms)

    def new_turn(self) -> None:
        """Let the next turn of the event loop read for nothing again."""
        self._reads = 0

    def sleep(self, seconds: float) -> None:
        """Stand for `time.sleep`."""
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        if threading.get_ident() != self._main:
            self.sleep_in_thread(float(seconds))
        elif seconds > 0 and not self.stopped:
            self.block(self.now_ms + float(seconds) * 1000)

    def block(self, until_ms: float) -> None:
        """Hold the main thread until the workshop lets it go."""
        until_ms = round(until_ms, 6)
        self.on_block(until_ms)
        os.read(RELEASE_FD, 1)
        self.move_to(until_ms)

    def charge(self) -> None:
        """Count a reading of the clock by learner code."""
        if threading.get_ident() != self._main:
            return
        self._reads += 1
        if self._reads > READS_A_TURN and not self.stopped:
            self.block(self.now_ms + READ_COSTS_MS)


def install(clock: Clock) -> None:
    """Let `time` and `datetime` follow the clock, whatever name a handler knows them by."""
    for name, read in (
        ("time", clock.wall),
        ("monotonic", clock.monotonic),
        ("perf_counter", clock.monotonic),
    ):
        setattr(time, name, _reader(clock, read, name))
        setattr(
            time,
            f"{name}_ns",
            _reader(clock, lambda read=read: int(read() * 1_000_000_000), f"{name}_ns"),
        )
    time.sleep = _named(lambda seconds: clock.sleep(seconds), "sleep")  # type: ignore[assignment]
    _install_formats(clock)
    _install_datetime(clock)


def _reader(clock: Clock, read: Callable[[], Any], name: str) -> Callable[[], Any]:
    def reader() -> Any:
        clock.charge()
        return read()

    return _named(reader, name)


def _named(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    function.__name__ = function.__qualname__ = name
    function.__module__ = "time"
    return function


def _install_formats(clock: Clock) -> None:
    def at(name: str) -> Callable[..., Any]:
        real = _formatters[name]
        return _named(lambda seconds=None: real(clock.wall() if seconds is None else seconds), name)

    for name in _formatters:
        setattr(time, name, at(name))
    local = _formatters["localtime"]
    time.asctime = _named(
        lambda t=None: _asctime(local(clock.wall()) if t is None else t), "asctime"
    )
    time.strftime = _named(  # type: ignore[assignment]
        lambda form, t=None: _strftime(form, local(clock.wall()) if t is None else t), "strftime"
    )


def _install_datetime(clock: Clock) -> None:
    """`today` asks `time.time` already. The class is written in C, and a class of our own in its
    place would be unknown to pydantic: so its own dictionary gets the two others."""

    def now(cls: type, tz: Any | None = None) -> datetime:
        """Return the current date and time."""
        clock.charge()
        return cls.fromtimestamp(clock.wall(), tz)  # type: ignore[attr-defined, no-any-return]

    def utcnow(cls: type) -> datetime:
        """Return the current date and time in UTC, without a time zone."""
        clock.charge()
        found = cls.fromtimestamp(clock.wall(), timezone.utc)  # type: ignore[attr-defined]
        return found.replace(tzinfo=None)  # type: ignore[no-any-return]

    for contents in gc.get_referents(datetime.__dict__):
        if isinstance(contents, dict):
            contents["now"] = classmethod(now)
            contents["utcnow"] = classmethod(utcnow)
