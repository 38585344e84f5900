"""Headers on every response: what may be loaded, from where, and what search engines must not index."""

from __future__ import annotations

from functools import cache
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import streamlit_platform
from dashboard.parameters import DATA, EXAMPLE

_STATIC = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}


@cache
def policy() -> str:
    """The content security policy: nothing from other machines, and no scripts but the platform's and the app's.

    The platform's one inline script is allowed by the digest of the installed file.
    """
    digests = " ".join(f"'sha256-{digest}'" for digest in streamlit_platform.inline_digests())
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {digests}".rstrip(),
            "style-src 'self' 'unsafe-inline'",  # the platform writes its styles into the page
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


class SafeHeaders:
    """Middleware that adds the headers to every response, without replacing any that it has."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**_STATIC, "Content-Security-Policy": policy(), **_of_link(scope)}.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


def _of_link(scope: Scope) -> dict[str, str]:
    """A header that keeps uploaded and published datasets, and the API, out of search engines."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    theirs = any(word != EXAMPLE for word in query.get(DATA, ()))
    return {"X-Robots-Tag": "noindex, nofollow"} if theirs or scope["path"].startswith("/api/") else {}
