"""Keeps the platform's metrics from everyone but the host."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.refusal import refuse
from dashboard.streamlit_platform import METRICS


class NoMeasurements:
    """Middleware that answers 404 at the platform's metrics, which reveal sessions and caches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 404."""
        if scope["type"] == "http" and scope["path"].rstrip("/").endswith(METRICS):
            await refuse(scope, receive, send, "Not found", 404)
        else:
            await self._app(scope, receive, send)
