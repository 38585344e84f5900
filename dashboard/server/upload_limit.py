"""Limits uploads: none in a read-only instance, and only as much as fits. Refused uploads are never read."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import settings
from dashboard.server.network import network_of
from dashboard.streamlit_platform import UPLOAD, uploaded_bytes

# In files of the largest accepted size. Files that were read are kept elsewhere, so these limits are for pending ones.
_MOST_OF_A_VISIT = 2  # a second file while the first is still being freed
_MOST_OF_AN_ADDRESS = 4  # so that no address takes the room of all, with however many visits
_MOST_OF_ALL = 6  # 300 MB by default
_NUMBER = re.compile("[0-9]{1,15}")
_READING = {"GET", "HEAD", "OPTIONS"}


class NoUploads:
    """Middleware that answers 403 to an upload while `CLINICS_READ_ONLY` is set."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it without reading its body."""
        uploads = scope["type"] == "http" and UPLOAD in scope["path"] and scope["method"] not in _READING
        if uploads and settings.read_only():
            await PlainTextResponse("Uploads are turned off on this site.", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class BoundedUploads:
    """Middleware that answers 413 to an upload beyond the limit of its visit, its address, or all visits together.

    The platform keeps an uploaded file until the app takes it, or else until the visit ends.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._coming: Counter[str] = Counter()  # visit -> bytes of running uploads
        self._address_of: dict[str, str] = {}  # visit -> where its pending uploads come from

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it without reading its body."""
        if scope["type"] != "http" or UPLOAD not in scope["path"] or scope["method"] != "PUT":
            await self._app(scope, receive, send)
            return
        visit = scope["path"].partition(UPLOAD)[2].partition("/")[0]
        size = _size(Headers(scope=scope))
        address = network_of(scope)
        pending = uploaded_bytes() + self._coming
        self._address_of = {known: whence for known, whence in self._address_of.items() if pending[known]}
        of_address = sum(pending[known] for known, whence in self._address_of.items() if whence == address)
        held = ((pending[visit], _MOST_OF_A_VISIT), (of_address, _MOST_OF_AN_ADDRESS), (pending.total(), _MOST_OF_ALL))
        largest = settings.limits().packed_bytes
        if any(held_bytes + size > most * largest for held_bytes, most in held):
            await PlainTextResponse("Too much is being uploaded at once; try again later.", 413)(scope, receive, send)
            return
        self._address_of.setdefault(visit, address)
        self._coming[visit] += size
        try:
            with suppress(ClientDisconnect):  # a reader who closes the page is no fault of the program
                await self._app(scope, receive, send)
        finally:
            self._coming[visit] -= size
            self._coming += Counter()  # drops visits without a running upload


def _size(headers: Headers) -> int:
    """The declared size of a request's body in bytes; the size of two files if it declares none."""
    length = headers.get("content-length", "")
    return int(length) if _NUMBER.fullmatch(length) else 2 * settings.limits().packed_bytes
