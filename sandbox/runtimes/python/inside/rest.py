"""Rest: nothing more happens in this process until bytes come in or the clock moves.

It is proven by turns of the event loop in which nothing was due, nothing came in and no thread
worked. A handler that only polls (`asyncio.sleep(0)` for ever) counts as resting after some turns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .clock import Clock

#: Turns without anything new that prove rest.
QUIET_TURNS = 2
#: Turns in which nothing came of what was run, after which a polling handler counts as resting.
POLLING_TURNS = 60
#: How far the clock moves for a polling handler: at least so many milliseconds, and a part of the
#: time so far, for a long wait is coarser.
POLLING_STEP_MS = 1.0
POLLING_STEPS = 20


#: Let time pass whatever is seen.
FOR_GOOD = float("inf")


class Sought(NamedTuple):
    """Somebody waits for rest. With `until_ms` the clock may jump until something is seen from
    outside.
    """

    when_resting: Callable[[], None]
    until_ms: float | None
    begun_ms: float
    seen: int


class Rest:
    """Decides at each turn of the event loop whether it rests, and what follows from that."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sought: Sought | None = None
        self._quiet = 0
        self._polling = 0
        self._before = 0
        #: Changes whenever something can be seen from outside.
        self.seen: Callable[[], int] = lambda: 0
        #: When the next timer of the loop is due, in milliseconds.
        self.next_timer_ms: Callable[[], float | None] = lambda: None
        #: Whether a thread works for the handler.
        self.working: Callable[[], bool] = lambda: False
        #: To be done when everything rests, before that is told.
        self.on_rest: Callable[[], None] = lambda: None

    @property
    def sought(self) -> bool:
        """Whether anybody waits for rest."""
        return self._sought is not None

    def seek(self, when_resting: Callable[[], None], until_ms: float | None) -> None:
        """Call back once at rest."""
        self._sought = Sought(when_resting, until_ms, self._clock.now_ms, self.seen())
        self._quiet = self._polling = 0

    def leave(self) -> None:
        """Nobody waits any longer."""
        self._sought = None

    def turn(self, idle: bool) -> None:
        """Take in one turn. `idle`: nothing was due and nothing came in."""
        seen = self.seen()
        changed = seen != self._before
        self._before = seen
        if self.working():
            self._quiet = self._polling = 0
            return
        self._quiet = self._quiet + 1 if idle and not changed else 0
        self._polling = 0 if idle or changed else self._polling + 1
        if self._quiet >= QUIET_TURNS or self._polling >= POLLING_TURNS:
            self._reached()

    def _reached(self) -> None:
        polls = self._polling > 0
        self._quiet = self._polling = 0
        self.on_rest()
        sought = self._sought
        if sought is None:
            return
        now_ms = self._clock.now_ms
        seen = sought.until_ms != FOR_GOOD and self.seen() != sought.seen
        if sought.until_ms is None or seen or now_ms >= sought.until_ms:
            self._sought = None
            sought.when_resting()
        else:
            self._advance(sought, sought.until_ms, polls)

    def _advance(self, sought: Sought, until_ms: float, polls: bool) -> None:
        now_ms = self._clock.now_ms
        step = max(POLLING_STEP_MS, (now_ms - sought.begun_ms) / POLLING_STEPS)
        target = min(until_ms, now_ms + step) if polls else until_ms
        due = self.next_timer_ms()
        if due is not None or target != FOR_GOOD:
            self._clock.move_to(target if due is None else min(due, target))
        else:
            # Nothing will come of itself, however long anybody waits.
            self._sought = None
