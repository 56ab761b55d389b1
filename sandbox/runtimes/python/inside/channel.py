"""This process's end of the channel to the workshop, kept out of the learner's easy reach.

Learner code shares this process and its descriptors, and nothing in a Python process is secret from
the code in it. So the key keeps accidents out, no attack: the wire decides, testimony never alone.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from json import loads
from json.encoder import encode_basestring_ascii
from typing import Any, NoReturn, Union

COMMAND_FD = 3
RELEASE_FD = 4
TELL_FD = 5

Json = Union[None, bool, int, float, str, list, dict[str, Any]]
Message = dict[str, Any]

_exit = os._exit
_look = os.fstat


def _encode(value: Json) -> str:
    """JSON by hand: what learner code may replace in `json` does not speak for it."""
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dict):
        pairs = [
            f"{encode_basestring_ascii(k)}:{_encode(v)}" for k, v in value.items() if v is not None
        ]
        return "{" + ",".join(pairs) + "}"
    return "[" + ",".join([_encode(item) for item in value]) + "]"


def _make_tell(exit_code: Callable[[], int]) -> Callable[[Message], None]:
    key = os.urandom(16).hex()
    write = os.write
    lock = threading.RLock()
    encode = _encode

    def tell(message: Message) -> None:
        """Write a message before this returns; block while the workshop has not read."""
        line = f"{key}{encode(message)}\n".encode("ascii")
        try:
            with lock:
                while line:
                    line = line[write(TELL_FD, line) :]
        except OSError:
            # The handler has closed the channel, or the workshop has gone: nobody hears anything
            # more.
            _exit(exit_code())

    return tell


def _inode(fd: int) -> int:
    try:
        return _look(fd).st_ino
    except OSError:
        return -1


class Channel:
    """Messages to the workshop and from it, a line of JSON each."""

    def __init__(self, exit_code: int) -> None:
        self._exit_code = exit_code
        self._unread = b""
        self._inodes = {fd: _inode(fd) for fd in (COMMAND_FD, TELL_FD)}
        self.tell = _make_tell(lambda: exit_code)

    def is_whole(self) -> bool:
        """Whether both of its descriptors are what they were at the begin."""
        return all(_inode(fd) == inode for fd, inode in self._inodes.items())

    def leave(self) -> NoReturn:
        """End the process: the workshop has gone, or the handler has closed the channel."""
        _exit(0 if self.is_whole() else self._exit_code)

    def read_commands(self, take: Callable[[Message], None]) -> None:
        """Take in what has come; to be called when there is something. Ends with the workshop."""
        read = os.read(COMMAND_FD, 65536)
        if not read:
            self.leave()
        *lines, self._unread = (self._unread + read).split(b"\n")
        for line in lines:
            try:
                message = loads(line)
            except ValueError:
                # The handler has read a part of it.
                _exit(self._exit_code)
            if message["type"] == "leave":
                _exit(self._exit_code)
            take(message)
