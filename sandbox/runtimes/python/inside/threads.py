"""Threads that work for the handler: as long as one does, the process does not rest.

A thread that sleeps rests: its sleep is a timer of the event loop, on the virtual clock. Work that
waits for a thread to be free rests as long as they all do.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import thread as executors
from typing import Any
from weakref import WeakKeyDictionary

from .clock import Clock


class _Load:
    """What one executor has to do."""

    def __init__(self) -> None:
        self.queued = 0
        self.running = 0


class Threads:
    """Counts pieces of work in threads, from the moment they are handed over."""

    def __init__(self, clock: Clock, loop: asyncio.AbstractEventLoop) -> None:
        self._clock = clock
        self._loop = loop
        self._awake = 0
        self._loads: WeakKeyDictionary[ThreadPoolExecutor, _Load] = WeakKeyDictionary()
        self._lock = threading.Lock()
        self._here = threading.local()
        clock.sleep_in_thread = self._sleep

    def working(self) -> bool:
        """Whether a piece of work goes on, or begins at once."""
        with self._lock:
            waiting = [
                (load, pool._max_workers) for pool, load in self._loads.items() if load.queued
            ]
            return self._awake > 0 or any(load.running < most for load, most in waiting)

    def install(self) -> None:
        """Count what is handed to any executor, asyncio's or anyio's."""
        self._count_executors()
        self._count_anyio()

    def _change(self, by: int) -> None:
        with self._lock:
            self._awake += by
        if by < 0:
            self._let_turn()

    def _let_turn(self) -> None:
        if not self._loop.is_closed():
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
        submit = ThreadPoolExecutor.submit
        run = executors._WorkItem.run

        def counted(
            pool: Any, function: Callable[..., Any], /, *given: Any, **named: Any
        ) -> Future[Any]:
            job = self._queue(pool)

            def begun(*given: Any, **named: Any) -> Any:
                self._begin(job)
                return function(*given, **named)

            try:
                future = submit(pool, begun, *given, **named)
            except BaseException:
                self._drop(job)
                raise
            future.add_done_callback(lambda done: self._drop(job))
            return future

        def worked(item: Any, *given: Any) -> None:
            self._here.job = None
            run(item, *given)
            # Whoever waits for the result has been told of it by now.
            self._end()

        ThreadPoolExecutor.submit = counted  # type: ignore[method-assign]
        executors._WorkItem.run = worked

    def _queue(self, pool: ThreadPoolExecutor) -> dict[str, Any]:
        with self._lock:
            load = self._loads.setdefault(pool, _Load())
            load.queued += 1
        return {"load": load, "queued": True}

    def _drop(self, job: dict[str, Any]) -> None:
        """It is done. If it never began, it was cancelled."""
        with self._lock:
            job["load"].queued -= job["queued"]
            job["queued"] = False

    def _begin(self, job: dict[str, Any]) -> None:
        with self._lock:
            job["load"].queued -= 1
            job["queued"] = False
            job["load"].running += 1
            self._awake += 1
        self._here.job = job
        self._here.working = True

    def _end(self) -> None:
        job = self._here.job
        if job is None:
            return
        self._here.working = False
        with self._lock:
            job["load"].running -= 1
            self._awake -= 1
        self._let_turn()

    def _count_anyio(self) -> None:
        from anyio._backends import _asyncio as backend

        owner = getattr(backend, "AsyncIOBackend", None)
        if owner is None:
            self._wrap_anyio(backend, lambda function: function, lambda wrapped: wrapped, 0)
        else:
            self._wrap_anyio(owner, lambda method: method.__func__, classmethod, 1)

    def _wrap_anyio(
        self, owner: Any, unwrap: Callable[[Any], Any], wrap: Callable[[Any], Any], at: int
    ) -> None:
        """`at`: the position of the function among what each of the two is given."""
        from anyio import CapacityLimiter
        from anyio.to_thread import current_default_thread_limiter

        run = unwrap(owner.run_sync_in_worker_thread)
        run_back = unwrap(owner.run_async_from_thread)

        async def run_counted(*given: Any, **named: Any) -> Any:
            # To wait for a thread to be free is no work yet.
            async with named.pop("limiter", None) or current_default_thread_limiter():
                self._change(+1)
                try:
                    marked = self._marked(given[at])
                    return await run(
                        *given[:at], marked, *given[at + 1 :], limiter=CapacityLimiter(1), **named
                    )
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
