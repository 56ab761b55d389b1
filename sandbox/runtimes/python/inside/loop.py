"""The event loop: asyncio's own, on the virtual clock, which knows when it rests."""

from __future__ import annotations

import asyncio
import math
import selectors
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any
from weakref import WeakSet

from .clock import Clock
from .places import FILE
from .rest import Rest

Ready = list[tuple[selectors.SelectorKey, int]]
ProtocolFactory = Callable[[], asyncio.BaseProtocol]


class RestingSelector(selectors.DefaultSelector):  # type: ignore[misc, valid-type]
    """Waits for descriptors only: the time until the next timer is for the virtual clock to
    pass.
    """

    def __init__(self, clock: Clock, rest: Rest) -> None:
        super().__init__()
        self._clock = clock
        self._rest = rest

    def select(self, timeout: float | None = None) -> Ready:
        """Return what is ready. The loop asks with no time to lose when it has something to run."""
        self._clock.new_turn()
        runs = timeout is not None and timeout <= 0
        waits = not runs and (not self._rest.sought or self._rest.working())
        ready: Ready = super().select(None if waits else 0)
        if self._rest.sought:
            self._rest.turn(idle=not runs and not ready)
        return ready


class PlaceholderServer(asyncio.AbstractServer):
    """Stands for the listener that this process must not have: its connections are handed in."""

    sockets: tuple[Any, ...] = ()

    def close(self) -> None:
        """Nothing is open."""

    def get_loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    def is_serving(self) -> bool:
        return True

    async def wait_closed(self) -> None:
        """Nothing is open."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop that keeps what `create_server` is asked to serve connections with."""

    def __init__(self, clock: Clock, rest: Rest) -> None:
        super().__init__(RestingSelector(clock, rest))
        self._clock = clock
        # A timer is due when the clock stands where it was set, whatever the sum's last digit says.
        self._clock_resolution = 1e-9
        self._handler_tasks: WeakSet[Any] = WeakSet()
        #: The moment at which timers were set last, and how many were set at it.
        self._set_at, self._set_count = 0.0, 0
        self.factory: ProtocolFactory | None = None
        #: Called with what an exception that nobody caught belongs to.
        self.on_failure: Callable[[dict[str, Any]], None] = lambda context: None
        rest.next_timer_ms = self.next_timer_ms

    def time(self) -> float:
        return self._clock.monotonic()

    def next_timer_ms(self) -> float | None:
        """Return when the next timer that still counts is due."""
        scheduled: Any = self._scheduled  # type: ignore[attr-defined]
        pending = [handle.when() for handle in scheduled if not handle.cancelled()]
        return round(min(pending) * 1000, 6) if pending else None

    def handler_timers(self) -> int:
        """Return how many pending timers the learner's code has set, itself or by what it
        called.
        """
        scheduled = self._scheduled  # type: ignore[attr-defined]
        return sum(
            not handle.cancelled() and isinstance(handle, _HandlerTimer) for handle in scheduled
        )

    def call_at(
        self, when: float, callback: Any, *args: Any, context: Any = None
    ) -> asyncio.TimerHandle:
        timer = super().call_at(self._in_turn(when), callback, *args, context=context)
        if _called_by_handler() or asyncio.current_task(self) in self._handler_tasks:
            timer.__class__ = _HandlerTimer
        return timer

    def _in_turn(self, when: float) -> float:
        """Return the same moment, and yet a later one than for the timer before. Real time passes
        between two calls, so that timers of the same length fire in the order in which they were
        set; on this clock it does not.
        """
        now = self.time()
        self._set_count = self._set_count + 1 if now == self._set_at else 0
        self._set_at = now
        return when + self._set_count * math.ulp(when) if math.isfinite(when) else when

    def create_task(self, coroutine: Any, **named: Any) -> asyncio.Task[Any]:
        task = super().create_task(coroutine, **named)
        if _called_by_handler():
            self._handler_tasks.add(task)
        return task

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        self.on_failure(context)
        super().call_exception_handler(context)

    async def create_server(self, protocol_factory: Any, *given: Any, **named: Any) -> Any:
        if self.factory is not None:
            raise PermissionError(
                "No handler listens here: it serves the connections that uvicorn has."
            )
        self.factory = protocol_factory
        return PlaceholderServer()


class _HandlerTimer(asyncio.TimerHandle):
    """A timer that the learner's code has set, itself or by what it called."""

    __slots__ = ()


def _called_by_handler() -> bool:
    """A timer of the server's own, set on the way of a call of the handler's, is not the
    handler's.
    """
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name == FILE:
            return True
        if "/uvicorn/" in name or "/websockets/" in name:
            return False
        frame = frame.f_back
    return False
