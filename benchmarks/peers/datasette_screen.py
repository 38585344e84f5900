"""Datasette, which shows a SQLite file in a browser, with facets, filters and sorts, all by the server."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import time
from collections.abc import Mapping
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Page

from benchmarks.measurement import STEP_SECONDS, Contender, NotMeasured
from benchmarks.peers.screen import HTTP_BYTES, QUESTION_POINTS, WEIGHT, Answer, ClinicFile, Screen, Served

CONTENDER = Contender(
    "Datasette",
    "Gets our points with the clinics, as it recognizes no cell, in an indexed SQLite table. Shows a page of it by "
    "score with facets of five columns; filters by a word in the name; other weights are a query without facets.",
    lacks="no recognition, no problems, no doubts, no rank intervals, no tiers, no charts; facets count whole cells, "
    "not terms; each change loads a page",
    more="any SQL, an API for every table, plugins; a file larger than memory",
)
FACETS = ("state", "credentials", "products", "targets", "imaging")
# Its time limits are lifted, as a facet that exceeds one is left out; the browser keeps nothing between changes.
_SETTINGS = {
    "sql_time_limit_ms": 1000 * STEP_SECONDS,
    "facet_time_limit_ms": 1000 * STEP_SECONDS,
    "suggest_facets": 0,
    "default_cache_ttl": 0,
}
_SAYS_WHERE = re.compile(r"running on (http://127\.0\.0\.1:\d+)")
_LISTED = {"_facet": FACETS, "_sort_desc": "score"}
_SCORE = " + ".join(f":{question} * {question}_points" for question in QUESTION_POINTS)


def fill(path: Path, clinics: ClinicFile) -> None:
    """Write the clinics as a table with an index for each facet and for the score."""
    frame = clinics.scored.rename(columns={question: f"{question}_points" for question in QUESTION_POINTS})
    columns = ", ".join(f'"{name}" {"TEXT" if frame[name].dtype == "str" else "REAL"}' for name in frame)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"CREATE TABLE clinics (id INTEGER PRIMARY KEY, {columns})")
        places = ", ".join("?" * len(frame.columns))
        rows = zip(*(frame[name].tolist() for name in frame), strict=True)
        names = ", ".join(f'"{name}"' for name in frame)
        database.executemany(f"INSERT INTO clinics ({names}) VALUES ({places})", rows)  # noqa: S608 - our own names
        for name in (*FACETS, "score"):
            database.execute(f'CREATE INDEX "by_{name}" ON clinics ("{name}")')


def _install(_folder: Path, clinics: ClinicFile) -> None:
    """Prepare our points; the import into SQLite is timed."""
    _ = clinics.scored


def _serve(python: str, stack: ExitStack, folder: Path, clinics: ClinicFile) -> Served:
    fill(folder / "clinics.db", clinics)
    command = [python, "-m", "datasette", "serve", "--port", "0", "clinics.db"]
    for name, value in _SETTINGS.items():
        command += ["--setting", name, f"{value:.0f}"]
    console = folder / "console.txt"
    log = stack.enter_context(console.open("wb"))
    try:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)  # noqa: S603
    except FileNotFoundError:
        raise NotMeasured(f"not measured: there is no {python}") from None
    stack.enter_context(server)
    stack.callback(server.terminate)
    return Served(_address(server, console), server.pid)


def _address(server: subprocess.Popen[bytes], console: Path) -> str:
    """The address that the server reports."""
    deadline = time.monotonic() + STEP_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if match := _SAYS_WHERE.search(console.read_text(encoding="utf-8")):
            return match[1]
        time.sleep(0.05)
    lines = console.read_text(encoding="utf-8").splitlines() or ["it did not start"]
    raise NotMeasured(f"failed: {lines[-1][:120]}")


def _open(page: Page, address: str) -> Answer:
    return _loaded(page, f"{address}/clinics/clinics?{urlencode(_LISTED, doseq=True)}")


def _filter(page: Page, word: str) -> Answer:
    query = {**_LISTED, "name__contains": word} if word else _LISTED
    return _loaded(page, f"{_server(page)}/clinics/clinics?{urlencode(query, doseq=True)}")


def _weigh(page: Page, weight: int) -> Answer:
    query = ranked({**dict.fromkeys(QUESTION_POINTS, WEIGHT), "who": weight})
    return _loaded(page, f"{_server(page)}/clinics?{urlencode(query)}")


def _server(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}"


def _loaded(page: Page, address: str) -> Answer:
    """Load an address; the page's own clock says when it was drawn."""
    response = page.goto(address)
    if response is None or not response.ok:
        raise NotMeasured(f"failed: status {response.status if response else 'unknown'}")
    if page.get_by_text("timed out").count():
        raise NotMeasured("failed: a facet timed out")
    milliseconds: float = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    return Answer(milliseconds, page.evaluate(HTTP_BYTES) / 1000)


def ranked(weights: Mapping[str, int]) -> dict[str, object]:
    """The query parameters for the clinics with the best scores under these weights."""
    sql = f"SELECT name, city, state, ({_SCORE}) / {sum(weights.values())}.0 AS score FROM clinics ORDER BY score DESC LIMIT 100"  # noqa: E501, S608 - our own names
    return {"sql": sql, **weights}


def screen(python: str) -> Screen:
    """Datasette in a peer's Python."""
    return Screen(CONTENDER, _install, partial(_serve, python), _open, _filter, _weigh)
