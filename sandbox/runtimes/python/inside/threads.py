"""Threads that work for the handler: as long as one does, the process does not rest.

A thread rests while it waits for the lock that somebody must release, or sleeps: its sleep is a timer of
the event loop, on the virtual clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import Any, Callable, Iterator

from .clock import Clock


class Threads:
    """Counts pieces of work in executors, from the moment they are handed over."""

    def __init__(self, clock: Clock, loop: asyncio.AbstractEventLoop) -> None:
        self._clock = clock
        self._loop = loop
        self._busy = 0
        self._lock = threading.Lock()
        self._here = threading.local()
        clock.sleep_in_thread = self._sleep

    def working(self) -> bool:
        """Whether a piece of work goes on that will come to its end by itself."""
        return self._busy > 0

    def install(self) -> None:
        """Count what is handed to any executor, asyncio's or anyio's."""
        self._count_executors()
        self._count_anyio()

    def _change(self, by: int) -> None:
        with self._lock:
            self._busy += by
        if by < 0 and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_nothing)

    def _sleep(self, seconds: float) -> None:
        if self._clock.stopped:
            return
        counted = getattr(self._here, "working", False)
        over = threading.Lock()
        over.acquire()

        def wake() -> None:
            if counted:
                self._change(+1)
            over.release()

        self._loop.call_soon_threadsafe(self._loop.call_later, seconds, wake)
        if counted:
            self._change(-1)
        over.acquire()

    def _count_executors(self) -> None:
        from concurrent.futures import ThreadPoolExecutor
        from concurrent.futures.thread import _WorkItem

        submit = ThreadPoolExecutor.submit
        run = _WorkItem.run

        def counted(executor: Any, function: Callable[..., Any], /, *given: Any, **named: Any) -> Any:
            self._change(+1)
            try:
                return submit(executor, function, *given, **named)
            except BaseException:
                self._change(-1)
                raise

        def worked(item: Any, *given: Any) -> None:
            # Whoever waits for the result has been told of it when this returns.
            with self._work():
                run(item, *given)
            self._change(-1)

        ThreadPoolExecutor.submit = counted  # type: ignore[method-assign]
        _WorkItem.run = worked

    def _count_anyio(self) -> None:
        from anyio._backends import _asyncio as backend

        owner = getattr(backend, "AsyncIOBackend", None)
        if owner is None:
            self._wrap_anyio(backend, lambda function: function, lambda wrapped: wrapped, 0)
        else:
            self._wrap_anyio(owner, lambda method: method.__func__, classmethod, 1)

    def _wrap_anyio(self, owner: Any, unwrap: Callable[[Any], Any], wrap: Callable[[Any], Any], at: int) -> None:
        """`at`: the position of the function among what each of the two is given."""
        run = unwrap(owner.run_sync_in_worker_thread)
        run_back = unwrap(owner.run_async_from_thread)

        async def run_counted(*given: Any, **named: Any) -> Any:
            self._change(+1)
            try:
                return await run(*given[:at], self._marked(given[at]), *given[at + 1 :], **named)
            finally:
                self._change(-1)

        def run_back_counted(*given: Any, **named: Any) -> Any:
            return run_back(*given[:at], self._in_loop(given[at]), *given[at + 1 :], **named)

        owner.run_sync_in_worker_thread = wrap(run_counted)
        owner.run_async_from_thread = wrap(run_back_counted)

    def _marked(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def marked(*given: Any) -> Any:
            with self._work():
                return function(*given)

        return marked

    def _in_loop(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """While the loop works for a thread, that thread waits."""

        async def in_loop(*given: Any) -> Any:
            self._change(-1)
            try:
                return await function(*given)
            finally:
                self._change(+1)

        return in_loop

    @contextlib.contextmanager
    def _work(self) -> Iterator[None]:
        self._here.working = True
        try:
            yield
        finally:
            self._here.working = False


def _nothing() -> None:
    """Let the loop turn once more."""
