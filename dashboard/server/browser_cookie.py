"""Recognizes a browser by a cookie, so that only the browser that began a session joins it or opens its downloads.

The platform lets any client that names a session's id join it, to resume a lost connection. It also compares the
headers in `server.trustedUserHeaders`: here a header that only this server sets, from the cookie.
"""

from __future__ import annotations

import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "clinics_browser"
HEADER = "X-Clinics-Browser"  # as in .streamlit/config.toml
_BYTES = 16  # 128 random bits cannot be guessed
_KEY = re.compile(r"[\w-]{22}", re.ASCII)


class KnownBrowser:
    """Middleware that gives each browser a cookie with its page, and marks each WebSocket with its browser's key.

    A WebSocket without the cookie gets a new key, so it joins no session.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with the header, or its answer with the cookie."""
        if scope["type"] == "websocket":
            headers = MutableHeaders(raw=list(scope["headers"]))
            headers[HEADER] = key(scope) or _new_key()  # replaces any value that the client sent
            scope = {**scope, "headers": headers.raw}
        elif scope["type"] == "http" and key(scope) is None:
            send = _with_cookie(scope, send)
        await self._app(scope, receive, send)


def key(scope: Scope) -> str | None:
    """The key of the requesting browser; None without the cookie."""
    cookie = cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE, "")
    return cookie if _KEY.fullmatch(cookie) else None


def _new_key() -> str:
    return secrets.token_urlsafe(_BYTES)


def _with_cookie(scope: Scope, send: Send) -> Send:
    secure = "; Secure" if scope.get("scheme") == "https" else ""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers["cache-control"] = "private, no-cache"  # from a shared cache, others would get this key
                headers.append("set-cookie", f"{COOKIE}={_new_key()}; Path=/; HttpOnly; SameSite=Lax{secure}")
        await send(message)

    return sending
