"""How a process comes to its end: by the learner's own call, which nobody can ask about
afterwards.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from .places import place_of_frame, place_of_traceback
from .testimony import Testimony, cut

#: What ends the process, and what it is known by.
_DOORS: list[tuple[Any, str]] = [
    (os, "_exit"),
    (os, "abort"),
    (os, "kill"),
    (os, "killpg"),
    (signal, "raise_signal"),
]


def watch_endings(testimony: Testimony) -> None:
    """Say where the handler ends the process, before it does."""
    for module, name in _DOORS:
        if hasattr(module, name):
            setattr(
                module,
                name,
                _watched(testimony, getattr(module, name), f"{module.__name__}.{name}"),
            )


def _watched(testimony: Testimony, door: Callable[..., Any], name: str) -> Callable[..., Any]:
    def watched(*given: Any) -> Any:
        at = place_of_frame(sys._getframe(1))
        if at is not None:
            call = f"{name}({', '.join(repr(each)[:100] for each in given)})"
            testimony.testify({"kind": "ending", "call": cut(call), "at": at})
        return door(*given)

    watched.__name__ = watched.__qualname__ = name.split(".")[1]
    return watched


def tell_exit(testimony: Testimony, error: SystemExit) -> None:
    """Say where `sys.exit` was called, once nothing has caught it."""
    at = place_of_traceback(error.__traceback__)
    if at is not None:
        shown = "" if error.code is None else repr(error.code)[:100]
        testimony.testify({"kind": "ending", "call": f"sys.exit({shown})", "at": at})
