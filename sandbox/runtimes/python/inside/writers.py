"""Which line of the handler's writes which bytes of a connection.

It stands beside a frame for whoever looks at it, and nothing is judged by it: so it rides on
messages that are sent anyway, and where there is too much of it the rest is left out.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any, Union

from .places import FILE, Place, begin_of_line, place_of_instruction

#: A look at the stack takes a few microseconds, so that no flood is looked at in full.
LOOKS = 2_000

#: An instruction of the learner's, or the line on which a coroutine was made.
Origin = Union[tuple[CodeType, int, int], int]

_current_task = asyncio.current_task
_frame = sys._getframe


class Writers:
    """Notes from where on another line writes, and `bound` of them in a run; then each connection
    has one more, that nobody is told."""

    def __init__(self, loop: asyncio.AbstractEventLoop, bound: int) -> None:
        self._loop = loop
        self._left = bound
        self._looks = 0
        self._last: dict[str, Origin | None] = {}
        self._untold: list[dict[str, Any]] = []

    def watch(self, name: str, transport: Any, written: Callable[[], int]) -> None:
        """Note who writes on a connection. `written`: how many bytes were so far."""
        write = transport.write

        def watched(data: Any) -> None:
            self._note(name, written)
            write(data)

        transport.write = watched

    def new(self) -> list[dict[str, Any]] | None:
        """Return those that were not told yet: each answer has to be told."""
        told, self._untold = self._untold, []
        return told or None

    def _note(self, name: str, written: Callable[[], int]) -> None:
        looks = self._looks < LOOKS and self._left > 0
        self._looks += 1
        origin = _origin_of(_frame(2), self._loop) if looks else None
        if origin == self._last.get(name):
            return
        self._last[name] = origin
        self._left -= 1
        self._untold.append({"connection": name, "from": written(), "at": _place_of(origin)})


def _origin_of(frame: FrameType | None, loop: asyncio.AbstractEventLoop) -> Origin | None:
    """Return where the learner's code is, or made what its task runs."""
    while frame is not None:
        if frame.f_code.co_filename == FILE:
            return frame.f_code, frame.f_lasti, frame.f_lineno
        frame = frame.f_back
    task = _current_task(loop)
    made = getattr(task.get_coro(), "cr_origin", None) if task else None
    return made[0][1] if made and made[0][0] == FILE else None


def _place_of(origin: Origin | None) -> Place | None:
    if origin is None:
        return None
    return begin_of_line(origin) if isinstance(origin, int) else place_of_instruction(*origin)
