"""The calls of the learner's endpoint: when each began, where it returned, what it threw.

An ASGI wrapper around the whole app sees the end. When the endpoint's own code begins, and the line
at which it returns, only Python can say: `sys.monitoring` from 3.12 on, for the learner's code
objects alone; before that `sys.settrace`.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextvars import ContextVar
from types import CodeType, FrameType
from typing import Any

from .places import FILE, Place, place_of_frame, place_of_instruction
from .testimony import Testimony, cut, locate

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


class Call:
    """One connection's way through the app."""

    def __init__(self, scope: Scope, connection: str | None) -> None:
        self.scope = scope
        self.connection = connection
        self.started = False
        self.returned_at: Place | None = None
        #: It was accepted, the app has not closed it, and no goodbye of the client's was seen.
        self.open = False
        #: Receives that wait, and whether it was told that there were two.
        self.waiting = 0
        self.reads_twice = False

    def is_endpoint(self, code: CodeType) -> bool:
        """Whether this is the code of the function, or of the method, that the route leads to."""
        endpoint = self.scope.get("endpoint")
        if endpoint is None:
            return False
        if inspect.isclass(endpoint):
            return code.co_name in ("dispatch", "on_connect", "on_receive", "on_disconnect")
        return getattr(inspect.unwrap(endpoint), "__code__", None) is code


_current: ContextVar[Call | None] = ContextVar("call", default=None)


class Calls:
    """All calls that run, and the testimony about them."""

    def __init__(self, testimony: Testimony, name_of: Callable[[Any], str | None]) -> None:
        self._testimony = testimony
        self._name_of = name_of
        self.running = 0

    def watch(self, app: App) -> App:
        """Return an app that does the same, and tells how it fares."""

        async def watched(scope: Scope, receive: Any, send: Any) -> None:
            if scope["type"] == "websocket":
                await self._serve(app, scope, receive, send)
            else:
                await self._pass_on(app, scope, receive, send)

        return watched

    async def _serve(self, app: App, scope: Scope, receive: Any, send: Any) -> None:
        call = Call(scope, self._name_of(scope.get("client")))
        _current.set(call)

        async def sent(message: dict[str, Any]) -> None:
            if message["type"] == "websocket.accept":
                self._start(call)
            await send(message)
            if message["type"] in ("websocket.accept", "websocket.close"):
                call.open = message["type"] == "websocket.accept"

        async def received() -> Any:
            call.waiting += 1
            if call.waiting > 1 and not call.reads_twice:
                call.reads_twice = True
                at = place_of_frame(sys._getframe(1))
                self._testimony.testify({"kind": "reads-twice", "at": at}, call.connection)
            try:
                message = await receive()
            finally:
                call.waiting -= 1
            if message["type"] == "websocket.disconnect":
                call.open = False
            return message

        self.running += 1
        try:
            await app(scope, received, sent)
        except BaseException as error:
            self._end(call, {"kind": "handler-threw", "error": locate(error)})
            raise
        finally:
            self.running -= 1
        self._end(call, {"kind": "handler-returned", "at": call.returned_at})

    async def _pass_on(self, app: App, scope: Scope, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        except Exception as error:
            lifespan = scope["type"] == "lifespan"
            fact = (
                {"origin": "exception", "kind": "uncaught"}
                if lifespan
                else {"kind": "handler-threw"}
            )
            name = None if lifespan else self._name_of(scope.get("client"))
            self._testimony.testify({**fact, "error": locate(error)}, name)
            raise

    def _start(self, call: Call) -> None:
        if call.started:
            return
        call.started = True
        client_id = next(iter(call.scope.get("path_params", {}).values()), None)
        fact = {
            "kind": "handler-started",
            "clientId": None if client_id is None else cut(str(client_id)),
        }
        self._testimony.testify(fact, call.connection)

    def _end(self, call: Call, fact: dict[str, Any]) -> None:
        if call.started:
            told = {**fact, "leftOpen": True} if call.open else fact
            self._testimony.testify(told, call.connection)

    def began(self, code: CodeType) -> None:
        """Some code of the learner's begins."""
        call = _current.get()
        if call is not None and not call.started and call.is_endpoint(code):
            self._start(call)

    def returned(self, code: CodeType, at: Place) -> None:
        """Some code of the learner's returns, or waits."""
        call = _current.get()
        if call is not None and call.is_endpoint(code):
            call.returned_at = at

    def trace(self, module: CodeType) -> None:
        """Watch the learner's functions from now on."""
        if sys.version_info >= (3, 12):
            _monitor(self, module)
        else:
            _trace(self)


def _monitor(calls: Calls, module: CodeType) -> None:
    monitoring = sys.monitoring  # type: ignore[attr-defined, unused-ignore]
    events = monitoring.events
    tool = monitoring.PROFILER_ID
    monitoring.use_tool_id(tool, "socket-clinic")
    monitoring.register_callback(tool, events.PY_START, lambda code, offset: calls.began(code))

    def returned(code: CodeType, offset: int, value: Any) -> None:
        calls.returned(code, place_of_instruction(code, offset, code.co_firstlineno))

    monitoring.register_callback(tool, events.PY_RETURN, returned)
    for code in _functions(module):
        monitoring.set_local_events(tool, code, events.PY_START | events.PY_RETURN)


def _functions(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _functions(constant)


def _trace(calls: Calls) -> None:
    def within(frame: FrameType, event: str, value: Any) -> Any:
        if event == "return":
            calls.returned(
                frame.f_code, place_of_instruction(frame.f_code, frame.f_lasti, frame.f_lineno)
            )
        return within

    def trace(frame: FrameType, event: str, value: Any) -> Any:
        if frame.f_code.co_filename != FILE:
            return None
        frame.f_trace_lines = False
        calls.began(frame.f_code)
        return within

    sys.settrace(trace)
