"""Restricts the files behind download buttons, which the platform serves to anyone while a reader has them in view.

A file made from an upload opens only for the uploading browser; a file made from a published dataset, while that is
open. A file's name is a hash of its content, so whoever has the content can find the name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from os.path import splitext
from threading import Lock

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import streamlit_platform
from dashboard.datasets import published_datasets
from dashboard.parameters import EXAMPLE
from dashboard.server import browser_cookie
from dashboard.server.refusal import refuse
from dashboard.streamlit_platform import MEDIA
from publishing import About

_MOST = 1_000  # entries before those are dropped whose file the platform no longer has


@dataclass
class _Readers:
    """Who may open a file: these browsers, by key, and everyone while one of these published datasets is open."""

    browsers: set[str] = field(default_factory=set)
    datasets: set[str] = field(default_factory=set)


_readers: dict[str, _Readers] = {}
_lock = Lock()


def restrict(content: bytes, name: str, kind: str, dataset: str | None) -> None:
    """Restrict a file to this reader's browser, or to the time while a published dataset is open.

    `content`, `name`, and `kind` are those of the button; `dataset` is the published source, None for an upload.
    Call it while a page is drawn, before the button.
    """
    file = streamlit_platform.download_id(content, name, kind)
    if file is None:
        return
    browser = str(st.user.get("browser", ""))
    with _lock:
        if len(_readers) >= _MOST:
            for stale in [file_id for file_id in _readers if not streamlit_platform.keeps_download(file_id)]:
                del _readers[stale]
        readers = _readers.setdefault(file, _Readers())
        if dataset is None:
            readers.browsers.add(browser)
        else:
            readers.datasets.add(dataset)


def forget() -> None:
    """Drop all entries, as when the platform restarts."""
    with _lock:
        _readers.clear()


class OpenDownloads:
    """Middleware that answers 410 to a download that the client may not, or no longer, open; 503 if it cannot tell."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say that the file is gone, or that nobody can tell while the store is unavailable."""
        readers = _readers.get(_file_id(scope)) if _is_media(scope) else None
        if readers is None:
            await self._app(scope, receive, send)
            return
        send = _not_stored(send)
        if browser_cookie.key(scope) in readers.browsers:
            await self._app(scope, receive, send)
            return
        is_open = await run_in_threadpool(_is_open, readers)
        if is_open:
            await self._app(scope, receive, send)
        elif is_open is None:
            await refuse(scope, receive, send, "This file cannot be looked up now; try again in a few minutes.", 503)
        else:
            await refuse(scope, receive, send, "This file is no longer open; download it again from its page.", 410)


def _is_media(scope: Scope) -> bool:
    return scope["type"] == "http" and MEDIA in scope["path"]


def _file_id(scope: Scope) -> str:
    """The id of the requested file, cut from the address as the platform does it."""
    name: str = scope["path"].rpartition(MEDIA)[2]
    return splitext(name)[0]  # noqa: PTH122 - paths differ on a dot at the end


def _not_stored(send: Send) -> Send:
    """No cache keeps an answer: another browser may not open it, and later nobody may."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Cache-Control"] = "no-store"
        await send(message)

    return sending


def _is_open(readers: _Readers) -> bool | None:
    """Whether everyone may open the file; None if it depends on a store that is unavailable."""
    if EXAMPLE in readers.datasets:
        return True
    answers = [published_datasets.about(dataset) for dataset in readers.datasets.copy()]
    if any(isinstance(answer, About) for answer in answers):
        return True
    return None if None in answers else False
