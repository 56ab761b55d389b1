"""What this process tells about itself: output, and what became of the handler."""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from .channel import Message
from .places import place_of_frame, place_of_traceback, units
from .settings import Settings

Fact = dict[str, Any]


class Testimony:
    """Tells facts in the order in which they happen, each with how far the connections had come."""

    def __init__(self, tell: Callable[[Message], None], now_ms: Callable[[], float]) -> None:
        self._tell = tell
        self._now_ms = now_ms
        self.told = 0
        #: How far the connections have come, as parts of a message.
        self.so_far: Callable[[], dict[str, Any]] = dict
        #: Writes out what has been printed so far.
        self.flush: Callable[[], None] = lambda: None

    def testify(self, fact: Fact, connection: str | None = None) -> None:
        """Tell a fact."""
        if fact["kind"] != "output":
            self.flush()
        self.told += 1
        self._tell(
            {
                "type": "told",
                "fact": fact,
                "connection": connection,
                "nowMs": self._now_ms(),
                **self.so_far(),
            }
        )


#: The longest message or stack that is told, in UTF-16 units; set once from the settings.
_longest = {"error": 4096}


def bound_errors(characters: int) -> None:
    """Tell no longer texts than that in the description of an error."""
    _longest["error"] = characters


def cut(text: str) -> str:
    """Cut a text to what may be told. The end stays: there Python says what it was."""
    most = _longest["error"]
    if units(text) <= most:
        return text
    # Each character has two units at most.
    return text[: most // 8] + " … " + text[-(most // 4) :]


def locate(error: BaseException) -> Fact:
    """Describe an error for a fact, whatever its own methods do."""
    try:
        stack = "".join(traceback.format_exception(type(error), error, error.__traceback__))
        message = str(error)
    except BaseException:
        stack = message = "an error that cannot be read"
    located = {
        "name": cut(type(error).__name__),
        "message": cut(message),
        "stack": cut(stack),
        "at": place_of_traceback(error.__traceback__) or _place_of_syntax_error(error),
    }
    means = meaning_of(error)
    return {**located, "means": means} if means else located


def meaning_of(error: BaseException) -> Fact | None:
    """Return what an error means where the runtime itself knows it."""
    if isinstance(error, MemoryError):
        return {"kind": "memory-refused"}
    denied = getattr(error, "clinic_denied", None) or _kept_from(error)
    return {"kind": "denied", "what": denied} if isinstance(denied, str) else None


def _kept_from(error: BaseException) -> str | None:
    """Return what the layers around the process kept a standard module from."""
    module = _innermost_module(error.__traceback__)
    if isinstance(error, PermissionError) and module == "socket":
        return "network"
    # It has tried to write in every folder that it knows.
    if isinstance(error, FileNotFoundError) and module == "tempfile":
        return "write-files"
    return None


def _innermost_module(trace: TracebackType | None) -> str | None:
    while trace and trace.tb_next:
        trace = trace.tb_next
    return trace.tb_frame.f_globals.get("__name__") if trace else None


def _place_of_syntax_error(error: BaseException) -> dict[str, int] | None:
    if isinstance(error, SyntaxError) and error.filename == "handler.py" and error.lineno:
        return {"line": error.lineno, "column": error.offset or 1}
    return None


class _Told(io.RawIOBase):
    """Where a stream's bytes end: each piece is a fact."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._take = write

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        taken = bytes(data)
        self._take(taken.decode("utf-8", "replace"))
        return len(taken)


class Output:
    """Standard output and standard error, told over the channel, within the bound of a run."""

    def __init__(
        self, testimony: Testimony, settings: Settings, too_much: Callable[[], None]
    ) -> None:
        self._testimony = testimony
        self._at_most = settings.outputBytes
        self._write_bytes = settings.writeBytes
        # Each character of Python's has two of the workshop's at most.
        self._piece = settings.pieceCharacters // 2
        self._too_much = too_much
        self._written = 0
        self._streams: list[io.TextIOWrapper] = []

    def capture(self) -> None:
        """Put streams of ours in the place of the process's own."""
        sys.stdout = sys.__stdout__ = self.stream("stdout")
        sys.stderr = sys.__stderr__ = self.stream("stderr")
        self._testimony.flush = self.flush

    def stream(self, name: str, by: str | None = None) -> io.TextIOWrapper:
        """Make a stream that is written out at the end of each line, as Python's own."""
        raw = _Told(lambda text: self._tell(name, text, by))
        text = io.TextIOWrapper(
            io.BufferedWriter(raw), "utf-8", "backslashreplace", line_buffering=True
        )
        self._streams.append(text)
        return text

    def flush(self) -> None:
        """Write out what was printed without the end of a line."""
        for stream in self._streams:
            try:
                stream.flush()
            except ValueError:
                pass  # The handler has closed it.

    def _tell(self, name: str, text: str, by: str | None) -> None:
        self._written += max(len(text), self._write_bytes)
        too_much = self._written > self._at_most
        at = place_of_frame(sys._getframe(1)) if too_much else None
        # One character more than a run may write is enough to be too much.
        told = text[: self._at_most + 1]
        for begin in range(0, len(told), self._piece):
            piece = told[begin : begin + self._piece]
            self._testimony.testify(
                {"kind": "output", "stream": name, "text": piece, "at": at, "by": by}
            )
        if too_much:
            self._too_much()


def print_tracebacks_at_once() -> None:
    """Let a traceback that is printed be one piece of output."""

    def print_at_once(
        self: traceback.TracebackException, *, file: Any = None, chain: bool = True, **named: Any
    ) -> None:
        print(
            "".join(self.format(chain=chain, **named)),
            file=sys.stderr if file is None else file,
            end="",
        )

    traceback.TracebackException.print = print_at_once  # type: ignore[method-assign]
    if sys.version_info < (3, 11):
        # There it asks no method for it.
        def print_exception(
            *given: Any, limit: Any = None, file: Any = None, chain: bool = True
        ) -> None:
            # By position: the error or its three parts, then the limit and the file.
            error = given[:3]
            limit = given[3] if len(given) > 3 else limit
            file = given[4] if len(given) > 4 else file
            text = "".join(traceback.format_exception(*error, limit=limit, chain=chain))
            print(text, file=sys.stderr if file is None else file, end="")

        traceback.print_exception = print_exception  # type: ignore[assignment]
