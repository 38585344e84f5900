"""What the platform measures of itself is nobody's but the host's."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.refusal import refuse
from dashboard.streamlit_platform import METRICS


class NoMeasurements:
    """Middleware that answers 404 where the platform tells how many sessions there are and what its caches hold."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say that there is nothing."""
        if scope["type"] == "http" and scope["path"].rstrip("/").endswith(METRICS):
            await refuse(scope, receive, send, "Not found", 404)
        else:
            await self._app(scope, receive, send)
