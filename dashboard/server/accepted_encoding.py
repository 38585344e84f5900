"""Compresses an answer only for a client that accepts it (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

_HEADER = "Accept-Encoding"
_NONE = re.compile(r"q\s*=\s*0(\.0*)?")


class AcceptedEncoding:
    """Middleware that tells the platform in plain words whether a client accepts gzip.

    The platform looks for the letters "gzip" in the header, and so would compress for a client that refuses it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with the header as "gzip" or without it."""
        if scope["type"] == "http" and _HEADER in Headers(scope=scope):
            headers = MutableHeaders(raw=list(scope["headers"]))
            accepts = _accepts_gzip(",".join(headers.getlist(_HEADER)))
            del headers[_HEADER]
            if accepts:
                headers[_HEADER] = "gzip"
            scope = {**scope, "headers": headers.raw}
        await self._app(scope, receive, send)


def _accepts_gzip(codings: str) -> bool:
    """Whether the value of the header names gzip, or any coding, with a weight above 0."""
    accepted: dict[str, bool] = {}
    for entry in codings.lower().split(","):
        coding, *parameters = (part.strip() for part in entry.split(";"))
        accepted[coding] = not any(map(_NONE.fullmatch, parameters))
    return next((accepted[coding] for coding in ("gzip", "x-gzip", "*") if coding in accepted), False)
