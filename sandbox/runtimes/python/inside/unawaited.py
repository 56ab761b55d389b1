"""Coroutines that were never awaited: Python's own warning, with the line of the learner's call."""

from __future__ import annotations

import sys
import warnings
from typing import Any

from .places import FILE, call_on_line
from .testimony import Testimony, cut


def watch_coroutines(testimony: Testimony) -> None:
    """Tell of each one that the learner's file makes and throws away, and warn as Python does."""
    sys.set_coroutine_origin_tracking_depth(1)
    warn = warnings._warn_unawaited_coroutine  # type: ignore[attr-defined]
    shown: dict[Any, Any] = {}

    def warn_and_tell(coroutine: Any) -> None:
        (file, line, _) = (coroutine.cr_origin or [("", 0, "")])[0]
        if file != FILE:
            return warn(coroutine)
        call, at = call_on_line(line, coroutine.__name__)
        fact = {"kind": "never-awaited", "call": cut(call or coroutine.__qualname__), "at": at}
        testimony.testify(fact)
        # As Python shows it where nobody asked for the coroutine's origin.
        said = f"coroutine '{coroutine.__qualname__}' was never awaited"
        warnings.warn_explicit(said, RuntimeWarning, FILE, line, registry=shown)

    warnings._warn_unawaited_coroutine = warn_and_tell  # type: ignore[attr-defined]
