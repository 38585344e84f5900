"""Everything that depends on Streamlit's internals: undocumented behavior that its next version may change.

Each section says what it depends on and which public feature would replace it; `check` verifies that it still holds.
The other half of the index document's section is `history.js` and `filter_drawer.js`. No module of this folder may be
named like one of the standard library, such as `platform`: Streamlit puts the folder first on `sys.path`. Only the
benchmarks use `streamlit.proto`, to talk to a server.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cache
from hashlib import sha256
from inspect import signature
from pathlib import Path, PurePosixPath
from threading import Thread
from types import SimpleNamespace
from typing import Any

import streamlit as st
from starlette.datastructures import Headers

try:
    from streamlit import net_util
    from streamlit.runtime import Runtime
    from streamlit.runtime.app_session import AppSession
    from streamlit.runtime.media_file_manager import MediaFileManager
    from streamlit.runtime.media_file_storage import MediaFileKind
    from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
    from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx
    from streamlit.runtime.state.query_params import QueryParams
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec
    from streamlit.web.server import server_util
    from streamlit.web.server.starlette import starlette_routes, starlette_websocket
except ImportError as error:
    raise ImportError(
        f"Streamlit {st.__version__} has moved what this app relies on: {error}. Install the version of "
        "requirements.txt, or see dashboard/streamlit_platform.py."
    ) from error


class PlatformChanged(RuntimeError):
    """The installed Streamlit lacks behavior that the app depends on. The text tells the host what has changed."""


# --- The index document -----------------------------------------------------------------------------------------------
# Depends on: `static/index.html` with one title, one inline script, and modules, which run after plain scripts.
# Replaceable by: an option of `st.App` for the document's title, for scripts in its head, and for their digests.

_STATIC = Path(st.__file__).parent / "static"
_TITLE = "<title>Streamlit</title>"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_PROGRAM = re.compile(r'<script type="module"[^>]* src="\./([^"]+)"')


@cache
def index_document() -> str:
    """The installed document of every page."""
    return (_STATIC / "index.html").read_text(encoding="utf-8")


def program() -> str:
    """The installed program of every page, which its document loads."""
    (name,) = _PROGRAM.findall(index_document())
    return (_STATIC / str(name)).read_text(encoding="utf-8")


def titled_document(name: str, head: str) -> str:
    """The document with a title, and with more markup of its head, which comes before the platform's own scripts."""
    return index_document().replace(_TITLE, f"<title>{name}</title>{head}", 1)


def inline_digests() -> tuple[str, ...]:
    """The digests of the document's inline scripts for a content security policy: base64 of SHA-256."""
    scripts = _INLINE.findall(index_document())
    return tuple(b64encode(sha256(script.encode()).digest()).decode() for script in scripts)


def _document_holds() -> bool:
    document = index_document()
    return document.count(_TITLE) == len(inline_digests()) == len(_PROGRAM.findall(document)) == 1


# --- History: what `history.js` depends on ----------------------------------------------------------------------------
# Depends on: the platform's program changes the address by `history.pushState` and `replaceState`, and the scrolling
# part of a page, dialogs, a script's state and what is yet to be drawn have test ids. Replaceable by: steps of our own.

_HISTORY_WORDS = ("pushState", "replaceState", "stMain", "stDialog", "test-script-state", "stSkeleton", "stAppSkeleton")


# --- The sidebar: what `filter_drawer.js` depends on ------------------------------------------------------------------
# Depends on: the test ids of the arrows that open and close the sidebar, which is closed at first on a phone and says
# so, and of the links in it to the pages. Replaceable by: a way to open and close the sidebar from a script.

_SIDEBAR_WORDS = ("stExpandSidebarButton", "stSidebarCollapseButton", "stSidebarNavLink", "data-collapsed")


def _in_program(words: Iterable[str]) -> bool:
    return all(map(program().__contains__, words))


# --- Addresses --------------------------------------------------------------------------------------------------------
# Depends on: the addresses of the platform's uploads, files, health check, and metrics.
# Replaceable by: an option to switch metrics off, and hooks of `st.App` that run before an upload is accepted or a
# file is served. The files of `hosting/` and the Dockerfile name the last two as well.

UPLOAD = "/_stcore/upload_file/"  # followed by the ids of the session and the file
MEDIA = "/media/"
METRICS = "/_stcore/metrics"
HEALTH = "/_stcore/health"


def _addresses_hold() -> bool:
    stand_in: Any = SimpleNamespace(stats_mgr=None)
    uploads = starlette_routes.create_upload_routes(stand_in, MemoryUploadedFileManager(UPLOAD), None)
    return (
        _paths(uploads) == {f"{UPLOAD}{{session_id}}/{{file_id}}"}
        and any("PUT" in (getattr(route, "methods", None) or ()) for route in uploads)
        and _paths(starlette_routes.create_media_routes(MemoryMediaFileStorage(MEDIA), None))
        == {f"{MEDIA}{{file_id:path}}"}
        and _paths(starlette_routes.create_metrics_routes(stand_in, None)) == {METRICS}
        and _paths(starlette_routes.create_health_routes(stand_in, None)) == {HEALTH}
    )


def _paths(routes: Iterable[object]) -> set[str]:
    return {str(getattr(route, "path", "")) for route in routes}


# --- Uploads ----------------------------------------------------------------------------------------------------------
# Depends on: the store of uploads, by session and file. Replaceable by: byte limits per session and for all.


def uploaded_bytes() -> Counter[str]:
    """Session -> bytes of uploads that the platform holds; empty if no server runs."""
    return _bytes_in(Runtime.instance().uploaded_file_mgr) if Runtime.exists() else Counter()


def _bytes_in(manager: Any) -> Counter[str]:
    stored = list(manager.file_storage.items())
    return Counter({session: sum(len(file.data) for file in list(files.values())) for session, files in stored})


def _uploads_hold() -> bool:
    manager = MemoryUploadedFileManager(UPLOAD)
    manager.add_file("session", UploadedFileRec("file", "name.csv", "text/csv", b"1234"))
    return isinstance(vars(Runtime).get("uploaded_file_mgr"), property) and _bytes_in(manager) == {"session": 4}


# --- Files behind download buttons ------------------------------------------------------------------------------------
# Depends on: a file's id depends only on content, kind, and name, so it is known before the button is drawn.
# Replaceable by: a download button that calls back, with the reader's `st.user`, before it serves its file.


def download_id(content: bytes, name: str, kind: str) -> str | None:
    """The id of the file behind a download button with this content; None if no server runs.

    From now on the file is served under `MEDIA`, for the session that is being drawn.
    """
    if not Runtime.exists():
        return None
    files = Runtime.instance().media_file_mgr
    return PurePosixPath(files.add(content, kind, f"restrict|{name}", file_name=name, is_for_static_download=True)).stem


def keeps_download(file: str) -> bool:
    """Whether the platform still serves the file with this id."""
    return Runtime.instance().media_file_mgr.read_file(file) is not None


def _downloads_hold() -> bool:
    storage = MemoryMediaFileStorage(MEDIA.rstrip("/"))
    first, again = (storage.load_and_get_id(b"1", "text/csv", MediaFileKind.DOWNLOADABLE, "a.csv") for _ in range(2))
    files = MediaFileManager(storage)
    signature(files.add).bind(b"", "", "", file_name="", is_for_static_download=True)
    return (
        isinstance(vars(Runtime).get("media_file_mgr"), property)
        and first == again == PurePosixPath(storage.get_url(first)).stem
        and storage.get_url(first).startswith(MEDIA)
        and files.read_file(first) is not None
        and files.read_file("unknown") is None
    )


# --- Joining a session ------------------------------------------------------------------------------------------------
# Depends on: a client that names a session's id joins it only with the same values of `server.trustedUserHeaders`, an
# option meant for user names. Replaceable by: sessions that are bound to their browser.


def _sessions_hold() -> bool:
    option = st.get_option("server.trustedUserHeaders")
    names = option if isinstance(option, dict) else {}
    sent = Headers(dict.fromkeys(names, "value"))
    return (
        starlette_websocket.gather_user_info(sent) == dict.fromkeys(names.values(), "value")
        and "_user_info_lock" in AppSession.matches_user_info.__code__.co_names
    )


# --- This machine's address -------------------------------------------------------------------------------------------
# Depends on: at every connection from a foreign page, the platform requests this machine's address from a server on the
# internet, by a function of `net_util` that it looks up each time; all readers would wait for the answer.
# Replaceable by: an option that allows no origins but `server.corsAllowedOrigins`.


def disable_external_address_lookup() -> None:
    """Keep the platform from requesting this machine's public address from another server."""
    net_util.get_external_ip = lambda: None


def _address_holds() -> bool:
    looked_up = server_util.is_url_from_allowed_origins.__code__.co_names
    is_by_name = vars(server_util).get("net_util") is net_util and "get_external_ip" in looked_up
    return is_by_name and net_util.get_external_ip() is None


# --- The script that runs ---------------------------------------------------------------------------------------------
# Depends on: the context of a script's thread, which another thread can be given, and in it the address that bound
# widgets read. Replaceable by: a word in `st.context` on whether a page is drawn; `st.query_params` that unbinds.


def draws_for_reader() -> bool:
    """Whether this thread runs a script that draws a page, not an API request or a plain program."""
    return get_script_run_ctx(suppress_warning=True) is not None


def for_this_page(work: Callable[..., object]) -> Callable[..., None]:
    """The work, to be called later in another thread, as a part of the page that is being drawn now.

    What it keeps for the page's reader is dropped if that reader has left by then.
    """
    context = get_script_run_ctx(suppress_warning=True)

    def as_of_this_page(*arguments: object) -> None:
        if context is None:
            return
        thread = add_script_run_ctx(Thread(target=work, args=arguments), context)
        thread.start()
        thread.join()
        if not Runtime.instance().is_active_session(context.session_id):
            Runtime.instance().media_file_mgr.clear_session_refs(context.session_id)

    return as_of_this_page


def take_out_of_address(keys: Collection[str]) -> None:
    """Remove parameters from the address of the page that is being drawn, so that bound widgets do not read them."""
    context = get_script_run_ctx(suppress_warning=True)
    if keys and context is not None:
        with context.session_state.query_params() as address:
            for key in keys:
                address.remove_param(key)
            address.set_initial_query_params_from_current()


def _script_holds() -> bool:
    signature(QueryParams.remove_param).bind(None, "key")
    signature(QueryParams.set_initial_query_params_from_current).bind(None)
    signature(add_script_run_ctx).bind(Thread(), None)
    signature(MediaFileManager.clear_session_refs).bind(None, "session")
    signature(Runtime.is_active_session).bind(None, "session")
    return "suppress_warning" in get_script_run_ctx.__code__.co_varnames


# --- The check --------------------------------------------------------------------------------------------------------

_CHECKS: dict[str, Callable[[], bool]] = {
    "the index document has no longer one title, one inline script and one program": _document_holds,
    "its program no longer keeps history, or the part of the page that scrolls, as history.js needs": lambda: (
        _in_program(_HISTORY_WORDS)
    ),
    "the sidebar is no longer opened and closed as filter_drawer.js needs": lambda: _in_program(_SIDEBAR_WORDS),
    "uploads, files, measurements or health have other addresses": _addresses_hold,
    "uploads are kept in another way, so that they cannot be counted": _uploads_hold,
    "files behind download buttons are named or kept in another way": _downloads_hold,
    "sessions are no longer distinguished by server.trustedUserHeaders": _sessions_hold,
    "the lookup of this machine's public address is not the one that was switched off": _address_holds,
    "the context of a script is no longer where it was": _script_holds,
}


def check() -> None:
    """Check the installed Streamlit before the first reader. Raises `PlatformChanged`, which names every change."""
    changes = [change for change, holds in _CHECKS.items() if not _passes(holds)]
    if changes:
        raise PlatformChanged(
            f"Streamlit {st.__version__} is not what this app relies on: {'; '.join(changes)}. Install the version of "
            "requirements.txt, or see dashboard/streamlit_platform.py."
        )


def _passes(holds: Callable[[], bool]) -> bool:
    try:
        return holds()
    except Exception:  # noqa: BLE001 - any failure is a change
        return False
