"""What the workshop says when it starts a process: where the packages are, and the bounds of a
run.
"""

from __future__ import annotations

import json
from typing import NamedTuple


class Settings(NamedTuple):
    """The names are those of the JSON object; the bounds are declared in the workshop's limits."""

    #: Folders of installed packages, in the order in which they are searched.
    packages: list[str]
    outputBytes: int
    writeBytes: int
    pieceCharacters: int
    errorCharacters: int
    channelExit: int
    outputExit: int
    writers: int


def read_settings(text: str) -> Settings:
    """Raise KeyError or TypeError where one is missing: that is an error of the workshop's."""
    return Settings(**json.loads(text))
