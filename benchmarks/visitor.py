"""A simulated reader without a browser, who speaks the platform's protocol and inspects what arrives.

The protocol is `streamlit.proto`: a browser sends the state of its widgets, the server answers with elements to draw
and reports when the script has run.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

import httpx2
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from dashboard.clinic_list import no_matches

MARKER = re.compile(rb"zx[a-p]{4}xz", re.IGNORECASE)
_COOKIE = "_streamlit_xsrf"
_MOST_SECONDS = 240.0  # for an answer: three large files are read in sequence, each for at most a minute
_LETTERS = "abcdefghijklmnop"


def marker(number: int) -> str:
    """A word for one of 65,536 files, of letters only, so that no rendering changes it; no marker contains another."""
    return f"zx{''.join(_LETTERS[number >> shift & 15] for shift in (12, 8, 4, 0))}xz"


@dataclass
class Watch:
    """Checks one reader's bytes: whether the `own` marker was received, and in `crossings` the markers of others."""

    own: str
    own_received: bool = False
    received: int = 0
    crossings: list[str] = field(default_factory=list)

    def look(self, payload: bytes) -> None:
        """Search received bytes of any kind."""
        self.received += len(payload)
        markers = {word.decode().lower() for word in MARKER.findall(payload)}
        self.own_received |= self.own in markers
        self.crossings += sorted(markers - {self.own})


class Visitor:
    """A reader of the app at `url`. `errors`: what went wrong, in words; `answers`: seconds of each answer.

    `lost`: how many of the requested `downloads` the server had dropped before they were fetched.
    """

    def __init__(self, url: str, own: str) -> None:
        self.watch = Watch(own)
        self.errors: list[str] = []
        self.answers: list[float] = []
        self.metrics: dict[str, str] = {}
        self.downloads = self.lost = 0
        self._url = url
        self._http = httpx2.AsyncClient(base_url=url, timeout=_MOST_SECONDS)
        self._socket: ClientConnection | None = None
        self._session = ""
        self._query = ""
        self._page = ""
        self._file = ""  # the address of the first offered file
        self._pages: dict[str, str] = {}  # path -> hash
        self._widgets: dict[str, str] = {}  # key -> id
        self._states: dict[str, WidgetState] = {}  # key -> value

    async def __aenter__(self) -> Self:
        """Fetch the page, as a browser would, and connect."""
        for path in ("/", "/_stcore/health"):
            self.watch.look((await self._http.get(path)).content)
        token = self._http.cookies.get(_COOKIE) or ""
        self._socket = await connect(
            f"{self._url.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=[Subprotocol(word) for word in ("streamlit", token) if word],
            additional_headers={"Cookie": f"{_COOKIE}={token}"} if token else {},
            origin=self._url,  # type: ignore[arg-type]
            max_size=None,
            open_timeout=_MOST_SECONDS,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave."""
        if self._socket is not None:
            await self._socket.close()
        await self._http.aclose()

    async def open(self, page: str = "", query: str = "") -> None:
        """Open an address: the path of a page ("" for the first) and a query string."""
        self._query = query
        await self._run(page_name=page)

    async def go(self, page: str) -> None:
        """Go to a page by its path."""
        self._page = self._pages[page]
        await self._run()

    async def change(self, key: str, value: str | float) -> None:
        """Change the value of a widget, by its key in the app, and the address with it."""
        state = WidgetState(id=self._widgets[key])
        if isinstance(value, str):
            state.string_value = value
        else:
            state.double_array_value.data.append(value)
        self._states[key] = state
        other_pairs = [pair for pair in parse_qsl(self._query) if pair[0] != key]  # the browser keeps the address
        word = value if isinstance(value, str) else f"{value:g}"
        self._query = urlencode([*other_pairs, *[(key, word)] * bool(word)])
        await self._run()

    async def choose(self, key: str, words: Sequence[str]) -> None:
        """Choose words in a list, by its key in the app; the server then changes the address."""
        state = WidgetState(id=self._widgets[key])
        state.string_array_value.data.extend(words)
        state.string_array_value.SetInParent()
        self._states[key] = state
        await self._run()

    async def upload(self, key: str, name: str, data: bytes) -> None:
        """Upload a file to an uploader, by a prefix of its key in the app."""
        widget = next(identifier for widget_key, identifier in self._widgets.items() if widget_key.startswith(key))
        request = BackMsg()
        request.file_urls_request.request_id = name
        request.file_urls_request.session_id = self._session
        request.file_urls_request.file_names.append(name)
        await self._send(request)
        urls = FileURLs()
        async with asyncio.timeout(_MOST_SECONDS):
            while not urls.upload_url:
                message = await self._receive()
                if message.WhichOneof("type") == "file_urls_response":
                    urls = message.file_urls_response.file_urls[0]
        response = await self._http.put(
            urls.upload_url,
            files={"file": (name, data, "text/csv")},
            headers={"X-Xsrftoken": self._http.cookies.get(_COOKIE) or ""},
        )
        self.watch.look(response.content)
        if response.is_error:
            self.errors.append(f"upload: {response.status_code} {response.text[:200]}")
            return
        state = WidgetState(id=widget)
        file_info = state.file_uploader_state_value.uploaded_file_info.add()
        file_info.name, file_info.size, file_info.file_id = name, len(data), urls.file_id
        file_info.file_urls.CopyFrom(urls)
        await self._run(once=state)

    async def download(self, key: str) -> bytes | None:
        """Open a part of the page that offers a file, fetch it, and close the part; None if the server dropped it."""
        await self._open(key, wide=True)
        response = await self._http.get(self._file)
        self.watch.look(response.content)
        self.downloads += 1
        self.lost += response.is_error
        await self._open(key, wide=False)
        return None if response.is_error else bytes(response.content)

    async def _open(self, key: str, *, wide: bool) -> None:
        self._states[key] = WidgetState(id=self._widgets[key], bool_value=wide)
        await self._run()

    async def _run(self, *, page_name: str = "", once: WidgetState | None = None) -> None:
        """Run the script, and receive its whole answer."""
        request = BackMsg()
        client = request.rerun_script
        client.query_string, client.page_script_hash, client.page_name = self._query, self._page, page_name
        client.context_info.url = f"{self._url}/{page_name}"
        client.context_info.timezone, client.context_info.locale = "UTC", "en-US"
        client.widget_states.SetInParent()
        client.widget_states.widgets.extend(self._states.values())
        if once is not None:
            client.widget_states.widgets.append(once)
        self.metrics, self._file = {}, ""
        began = time.perf_counter()
        await self._send(request)
        async with asyncio.timeout(_MOST_SECONDS):
            while not self._ended(await self._receive()):
                pass
        self.answers.append(time.perf_counter() - began)

    def _ended(self, message: ForwardMsg) -> bool:
        if message.WhichOneof("type") != "script_finished":
            return False
        if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self.errors.append("the script could not be run")
        return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN

    async def _send(self, message: BackMsg) -> None:
        if self._socket is None:
            raise RuntimeError("the visitor has not come in")
        await self._socket.send(message.SerializeToString())

    async def _receive(self) -> ForwardMsg:
        if self._socket is None:
            raise RuntimeError("the visitor has not come in")
        payload = await self._socket.recv()
        return self.hear(payload if isinstance(payload, bytes) else payload.encode())

    def hear(self, payload: bytes) -> ForwardMsg:
        """Search one message, and apply its content."""
        self.watch.look(payload)
        message: ForwardMsg = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._session = message.new_session.initialize.session_id
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "session_event" and message.session_event.WhichOneof("type") == "script_compilation_exception":
            self.errors.append(f"script: {message.session_event.script_compilation_exception.message[:200]}")
        elif kind == "page_not_found":
            self.errors.append("the page was not found")
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._draw(message.delta.new_element)
        elif kind == "delta" and message.delta.add_block.popover.id:
            self._know(message.delta.add_block.popover.id)
        elif kind == "ref_hash":
            self.errors.append("the server took a message for one that is kept here")
        return message

    def _draw(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind is None:
            return
        drawn: Any = getattr(element, kind)
        if kind == "exception":
            self.errors.append(f"exception: {drawn.type} {drawn.message[:200]}")
        elif kind == "alert" and drawn.format == Alert.ERROR:
            self.errors.append(f"on the screen: {drawn.title} {drawn.body[:200]}")
        elif kind == "alert" and drawn.title == no_matches.TITLE:
            self.metrics["Clinics"] = "0"  # the page has no figures then
        elif kind == "metric":
            self.metrics[drawn.label] = drawn.body
        elif kind == "download_button":
            self._file = self._file or drawn.url
        elif getattr(drawn, "id", ""):
            self._know(drawn.id)

    def _know(self, widget: str) -> None:
        self._widgets[_key(widget)] = widget


def _key(widget: str) -> str:
    """The key that the app gave a widget, from its id: `$$ID-`, a digest, and the key."""
    return widget.rpartition("-")[2] if widget.count("-") < 2 else widget.split("-", 2)[2]
