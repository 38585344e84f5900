"""Only pages of this server may open a WebSocket to it."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.refusal import refuse


class SameOrigin:
    """Middleware that answers 403 to a WebSocket whose page has another origin than the requested host.

    The platform itself accepts pages of any port of localhost, and of this machine's addresses. Origins in the
    platform's `server.corsAllowedOrigins` pass, and all pass if `server.enableCORS` is off. Programs other than
    browsers send no origin, and pass.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "websocket" and not _is_own(Headers(scope=scope)):
            await refuse(scope, receive, send, "This page may not connect to this server.", 403)
        else:
            await self._app(scope, receive, send)


def _is_own(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None or not st.get_option("server.enableCORS"):
        return True
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return False
    return (bool(host) and host == headers.get("host")) or origin in st.get_option("server.corsAllowedOrigins")
