"""How a handler's file starts uvicorn by itself, and what of that holds here.

Real projects say it at their end: `uvicorn.run(app, ws_max_size=65536)`. Nothing is started by it,
since the workshop serves the app; what it says of the server is taken over.
"""

from __future__ import annotations

import functools
import inspect
from typing import Any

import uvicorn
import uvicorn.main

#: What of it reaches a connection. The rest is about ports, processes and logs.
KEPT = (
    "ws_max_size",
    "ws_max_queue",
    "ws_ping_interval",
    "ws_ping_timeout",
    "ws_per_message_deflate",
    "timeout_graceful_shutdown",
)


class Launch:
    """The handler's own start of a server."""

    def __init__(self) -> None:
        self._settings: dict[str, Any] = {}

    def install(self) -> None:
        """Stand in for what starts a server, before the handler's module is loaded."""
        signature = inspect.signature(uvicorn.run)

        @functools.wraps(uvicorn.run)
        def run(*given: Any, **named: Any) -> None:
            signature.bind(*given, **named)
            self._keep(named)

        @functools.wraps(uvicorn.Server.run)
        def run_server(server: uvicorn.Server, *_given: Any, **_named: Any) -> None:
            self._keep(vars(server.config))

        uvicorn.run = uvicorn.main.run = run
        uvicorn.Server.run = run_server  # type: ignore[method-assign]

    def apply(self, config: uvicorn.Config) -> None:
        """Set up the server as the handler's file says."""
        for name, value in self._settings.items():
            setattr(config, name, value)

    def _keep(self, said: dict[str, Any]) -> None:
        self._settings.update({name: said[name] for name in KEPT if name in said})
