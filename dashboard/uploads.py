"""A read-only instance refuses uploads at the door: their bytes never reach its memory, whatever a browser sends."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import settings

_UPLOAD = "/_stcore/upload_file/"
_READING = {"GET", "HEAD", "OPTIONS"}


class NoUploads:
    """Middleware that answers 403 to an upload while `CLINICS_READ_ONLY` is set; all else passes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it without reading what it carries."""
        uploads = scope["type"] == "http" and _UPLOAD in scope["path"] and scope["method"] not in _READING
        if uploads and settings.read_only():
            await PlainTextResponse("This instance takes no uploads.", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)
