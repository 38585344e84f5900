"""Limits the connections of each address, and keeps file descriptors in reserve for everything else."""

from __future__ import annotations

import logging
from collections import Counter

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import settings
from dashboard.server import file_descriptors
from dashboard.server.network import network_of
from dashboard.server.refusal import refuse
from dashboard.streamlit_platform import HEALTH, UPLOAD

_RESERVED = 4  # a quarter of the descriptors is reserved for pages, downloads, the store, and the health check
_ALARM = 16  # below a sixteenth, the reserve is running out too, and the health check fails
_log = logging.getLogger(__name__)


class ConnectionLimit:
    """Middleware that refuses WebSockets and uploads beyond the limits of an address or of the server.

    429 if the address has `CLINICS_CONNECTIONS_PER_ADDRESS`, 503 if descriptors run short; once few are left, the
    health check answers 503 too. The address is the reader's if the server trusts its proxy, else the proxy's.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: Counter[str] = Counter()
        self._refused: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counted while it lasts, or refuse it."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path.endswith(HEALTH) and _is_short(_ALARM):
            await refuse(scope, receive, send, "Too many connections are open.", 503)
        elif scope["type"] == "websocket" or (scope["type"] == "http" and UPLOAD in path):
            await self._serve_counted(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _serve_counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = network_of(scope)
        if self._open[address] >= settings.connections_per_address():
            self._note(address)
            await refuse(scope, receive, send, "Too many connections are open from your address.", 429)
            return
        if _is_short(_RESERVED):
            self._note("")
            await refuse(scope, receive, send, "Too many connections are open; try again in a few minutes.", 503)
            return
        self._refused -= {address, ""}
        self._open[address] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    def _note(self, address: str) -> None:
        """Log a refusal once per address, until the address is admitted again."""
        if address not in self._refused:
            self._refused.add(address)
            why = (
                f"{address} holds {self._open[address]}"
                if address
                else f"{file_descriptors.free()} descriptors are left"
            )
            _log.warning("Connections are refused: %s", why)


def _is_short(share: int) -> bool:
    return file_descriptors.free() < file_descriptors.limit() // share
