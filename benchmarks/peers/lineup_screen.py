"""LineUp, which ranks a table in the browser by a weighted sum."""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Page

from benchmarks.measurement import Contender, NotMeasured
from benchmarks.peers.screen import HTTP_BYTES, QUIET_MS, Answer, ClinicFile, Screen, Served

CONTENDER = Contender(
    "lineupjs",
    "Gets our points with the clinics, as it recognizes no cell; shows them with a weighted sum, sorted by it. The "
    "filter and the weights are set by its own calls, without the dialogs that a reader opens for them; not animated.",
    lacks="no recognition, no problems, no doubts, no rank intervals, no tiers; every row is sent to the browser",
    more="every row is in the browser: it scrolls through all, needs no server, groups, nests, and compares rankings",
)
PACKAGE = Path(__file__).with_name("node_modules") / "lineupjs"
_PAGE = Path(__file__).with_name("lineup_page.html")
_QUIET = """
(quiet) => noted.messages && performance.now() - Math.max(noted.changed, noted.received) > quiet
"""


def version() -> str:
    """The version that npm installed. Raises `NotMeasured` if there is none."""
    package = PACKAGE / "package.json"
    if not package.exists():
        raise NotMeasured("not measured: npm has not installed it")
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, *_parts: Any) -> None:
        """Log nothing."""


def _install(folder: Path, clinics: ClinicFile) -> None:
    """Our points as JSON, column by column, beside the page and the package."""
    version()
    columns = clinics.scored.to_dict(orient="list")
    (folder / "clinics.json").write_text(json.dumps(columns), encoding="utf-8")
    shutil.copy2(_PAGE, folder / "index.html")
    for name in ("LineUpJS.js", "LineUpJS.css"):
        shutil.copy2(PACKAGE / "build" / name, folder / name)


def _serve(stack: ExitStack, folder: Path, _clinics: ClinicFile) -> Served:
    server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(folder))))
    Thread(target=server.serve_forever, daemon=True).start()
    stack.callback(server.shutdown)
    return Served(f"http://127.0.0.1:{server.server_port}")


def _open(page: Page, address: str) -> Answer:
    page.goto(address)
    return _settled(page, 0.0)


def _act(function: str, page: Page, value: str | int) -> Answer:
    """Call a function of the page."""
    before: float = page.evaluate(HTTP_BYTES)
    page.evaluate(function, value)
    return _settled(page, before)


def _settled(page: Page, bytes_before: float) -> Answer:
    page.wait_for_function(_QUIET, arg=QUIET_MS, polling=100)
    noted = page.evaluate("noted")
    received = page.evaluate(HTTP_BYTES) - bytes_before
    return Answer(max(noted["changed"], noted["received"]) - noted["begun"], received / 1000)


SCREEN = Screen(
    CONTENDER,
    _install,
    _serve,
    _open,
    partial(_act, "filterByWord"),
    partial(_act, "weigh"),
    recorded_root="#lineup",
)
