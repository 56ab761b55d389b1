"""Against accidents, and no layer of the sandbox: what a handler cannot do here says so, with its
line.

Everything of this can be got around from Python. The layers are the namespaces and limits around
the process; see the workshop's own self-test.
"""

from __future__ import annotations

import os
import select
import sys
import threading
from typing import Any

from .channel import COMMAND_FD, Channel

#: How often the channel's descriptors are looked after while a handler is there, in milliseconds of
#: real time.
CHECK_MS = 50

#: Audit events, what each is, and what no handler does.
_REFUSED: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        (
            "subprocess.Popen",
            "os.system",
            "os.exec",
            "os.posix_spawn",
            "os.spawn",
            "os.fork",
            "os.forkpty",
            "pty.spawn",
        ),
        ("processes", "starts a process"),
    ),
    **dict.fromkeys(
        (
            "socket.connect",
            "socket.bind",
            "socket.sendto",
            "socket.sendmsg",
            "socket.getaddrinfo",
            "socket.gethostbyname",
        ),
        ("network", "opens a connection of its own"),
    ),
    **dict.fromkeys(
        ("ctypes.dlopen", "ctypes.dlsym", "ctypes.cdata"), ("native-code", "calls native code")
    ),
    **dict.fromkeys(
        ("gc.get_objects", "gc.get_referrers", "gc.get_referents"),
        ("heap", "looks at its own heap"),
    ),
    **dict.fromkeys(
        (
            "os.remove",
            "os.rename",
            "os.mkdir",
            "os.rmdir",
            "os.link",
            "os.symlink",
            "os.truncate",
            "os.chmod",
            "os.chown",
        ),
        ("write-files", "changes files"),
    ),
    **dict.fromkeys(
        ("os.listdir", "os.scandir", "glob.glob"), ("read-files", "looks into folders")
    ),
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Denied(RuntimeError):
    """What a handler gets that asks for what it cannot have here."""

    def __init__(self, kind: str, does: str) -> None:
        super().__init__(f"No handler {does} here.")
        self.clinic_denied = kind


class DeniedFile(Denied, PermissionError):
    """For files alone: libraries look for some that they can do without. What else they meet as an
    OSError they would hide, or try again.
    """


def refuse_the_rest() -> None:
    """From now on a handler is told what it cannot do here, instead of half doing it."""
    own = os.getpid()
    roots = tuple(os.path.abspath(path) + os.sep for path in sys.path)
    importers = ("<frozen importlib._bootstrap_external>", "<frozen zipimport>")

    def is_importing() -> bool:
        frame = sys._getframe(2)
        return frame.f_code.co_filename in importers

    def look(event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            _look_at_open(given, roots)
        elif event == "os.kill" and given[0] != own:
            raise Denied("processes", "signals another process")
        elif event in _REFUSED and not is_importing():
            raise Denied(*_REFUSED[event])

    sys.addaudithook(look)


def _look_at_open(given: tuple[Any, ...], roots: tuple[str, ...]) -> None:
    path, mode, flags = given
    if isinstance(path, int):
        return
    writes = (isinstance(mode, str) and any(c in mode for c in "wax+")) or (
        isinstance(flags, int) and flags & _WRITES
    )
    if writes:
        raise DeniedFile("write-files", "writes files")
    name = os.path.abspath(os.fsdecode(path))
    if not name.startswith(roots) and name not in ("/dev/null", "/dev/urandom"):
        raise DeniedFile("read-files", "reads files of the machine")


def end_with_channel(channel: Channel) -> None:
    """Let the process end at once when the handler has closed the channel or the workshop has
    gone.
    """
    gone = select.poll()
    gone.register(COMMAND_FD, 0)

    def watch() -> None:
        while not gone.poll(CHECK_MS) and channel.is_whole():
            pass
        channel.leave()

    threading.Thread(target=watch, name="channel", daemon=True).start()
