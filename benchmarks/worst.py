"""Three readers upload the worst files within the limits, while a fourth looks at the example.

    python -m benchmarks.worst [--files gzip cells ...]

For `published`, programs request one clinic of each of three large, different datasets from the API at the same time.

Reports the peak memory of the server and its helpers together, the fourth reader's worst answer, and the memory in use
after the three have left. Needs Linux, where `/proc` gives a process's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import io
import re
import sys
import time
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import httpx2
import xlsxwriter
from websockets.exceptions import WebSocketException

from benchmarks.load import TTL_SECONDS, passer_by
from benchmarks.visitor import Visitor, marker
from dashboard.filters import SEARCH
from publishing import Store, StoreLimits
from scoring.recipes import Recipe
from tests.browser.serving import Server, start

HEAD = ("file", "MB", "seconds", "answers", "worst ms", "MB start", "peak", "after")
READERS = 3
_SHEET = "xl/worksheets/sheet1.xml"
_UNPACKED = 190_000_000  # bytes, a little less than the limit
_PAUSE = 0.3
_SETTLE_SECONDS = 35.0  # the app frees memory every 30 seconds
_MOST_MEGABYTES, _MOST_SECONDS = 2_000, 2.0
_LONGEST_SECONDS = 600.0  # that a program retries; each of three files is read for at most a minute
PUBLISHED = "published"


def _rows() -> bytes:
    return gzip.compress(b"name,credentials\n" + b"a,b\n" * 1_999_999)


def _distinct() -> bytes:
    return b"name,credentials\n" + b"".join(b"Clinic %d,x%d y%d\n" % (n, n, n) for n in range(1_150_000))


def _plain(first: int = 0) -> bytes:
    row = b"Clinic %d,Boston,MA,MD; PM&R,PRP,disc,CT,some note %d\n"
    return b"name,city,state,credentials,products,targets,imaging,notes\n" + b"".join(
        row % (n, n) for n in range(first, first + 750_000)
    )


def _one_name() -> bytes:
    return gzip.compress(b"name,credentials\n" + b"Harbor Spine,MD\n" * 1_900_000)


def _pairs() -> bytes:
    return b"name,credentials\n" + b"".join(b"Clinic %d,MD\n" % n * 2 for n in range(950_000))


def _workbook(content: bytes) -> bytes:
    """A workbook with one row, and this content before the end of the row."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write_row(0, 0, ["name", "credentials"])
    bomb = io.BytesIO()
    with ZipFile(made) as old, ZipFile(bomb, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"</row>", content + b"</row>", 1) if name == _SHEET else part)
    return bomb.getvalue()


FILES: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "gzip": ("rows.csv.gz", _rows),
    "distinct": ("distinct.csv", _distinct),
    "plain": ("plain.csv", _plain),
    "one name": ("one_name.csv.gz", _one_name),
    "pairs": ("pairs.csv", _pairs),
    "cell": ("cell.xlsx", lambda: _workbook(b'<c t="str"><v>' + b"A" * _UNPACKED + b"</v></c>")),
    "cells": ("cells.xlsx", lambda: _workbook(b"<c><v>1</v></c>" * (_UNPACKED // 15))),
}


@dataclass
class Course:
    """The results for one kind of file; answers in seconds, memory in megabytes."""

    start: float
    seconds: float = 0.0
    answers: list[float] = field(default_factory=list)
    peak: float = 0.0
    after: float = 0.0


def family(process: int, parents: Mapping[int, int]) -> set[int]:
    """A process and its descendants, from each process's parent."""
    members = {process}
    while more := {child for child, parent in parents.items() if parent in members} - members:
        members |= more
    return members


def helpers(process: int) -> set[int]:
    """The descendants of a process."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue  # it has just ended
    return family(process, parents) - {process}


def memory(process: int) -> float:
    """The memory of a process and its descendants (PSS: shared memory is divided), in megabytes."""
    return sum(map(proportional_share, {process, *helpers(process)}))


def proportional_share(process: int) -> float:
    """The memory of one process (PSS), in megabytes; 0 where it has ended."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    kilobytes = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(kilobytes[1]) * 1024 / 1e6 if kilobytes else 0.0


async def upload_and_look(url: str, number: int, name: str, data: bytes) -> None:
    """Upload a file, wait for its summary, open the first page, and leave."""
    async with Visitor(url, marker(number)) as visitor:
        await visitor.open("data")
        await visitor.upload("upload_", name, data)
        await visitor.go("")


async def request_until_served(url: str, dataset: str) -> None:
    """Request a clinic of a published dataset from the API, retrying while other files are read first."""
    async with asyncio.timeout(_LONGEST_SECONDS), httpx2.AsyncClient(timeout=_LONGEST_SECONDS) as client:
        while True:
            response = await client.get(f"{url}/api/datasets/{dataset}.csv", params={"rows": 1})
            if response.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
                response.raise_for_status()
                return
            await asyncio.sleep(_PAUSE)


async def look(url: str, course: Course, done: asyncio.Event) -> None:
    """Search the example repeatedly until the other readers are done."""
    async with Visitor(url, marker(0)) as visitor:
        await visitor.open()
        opening = len(visitor.answers)
        word = ""
        while not done.is_set():
            await asyncio.sleep(_PAUSE)
            word = "" if word else "spine"
            await visitor.change(SEARCH.key, word)
        course.answers += visitor.answers[opening:]


async def _watch(process: int, course: Course) -> None:
    while True:
        course.peak = max(course.peak, await asyncio.to_thread(memory, process))
        await asyncio.sleep(0.1)


async def course_of(server: Server, name: str, readers: Iterable[Coroutine[None, None, None]]) -> Course:
    """Run three readers and the fourth at once."""
    course, done = Course(memory(server.process)), asyncio.Event()
    watching = asyncio.create_task(_watch(server.process, course))
    looking = asyncio.create_task(look(server.url, course, done))
    began = time.perf_counter()
    results = await asyncio.gather(*readers, return_exceptions=True)
    course.seconds = time.perf_counter() - began
    done.set()
    await looking
    watching.cancel()
    for result in results:
        if isinstance(result, (OSError, TimeoutError, WebSocketException, httpx2.HTTPError, LookupError)):
            sys.stderr.write(f"{name}: {result!r}\n")
        elif result is not None:
            raise result
    await asyncio.sleep(TTL_SECONDS + 1)
    await passer_by(server.url)
    await asyncio.sleep(_SETTLE_SECONDS)
    course.after = memory(server.process)
    return course


def publish(address: str) -> tuple[int, list[str]]:
    """Publish a large file for each reader. Returns the size of one in bytes, and the ids of their datasets."""
    store = Store(address, StoreLimits())
    try:
        files = [_plain(number) for number in range(READERS)]
        receipts = [
            store.publish(name="plain.csv", data=data, recipe=Recipe().to_json(), publisher="benchmark")
            for data in files
        ]
    finally:
        store.close()
    return len(files[0]), [receipt.dataset for receipt in receipts]


def table_row(name: str, size: int, course: Course) -> tuple[str, ...]:
    """The table's line for one kind of file, in the order of `HEAD`."""
    return (
        name, f"{size / 1e6:.2f}", f"{course.seconds:.0f}", f"{len(course.answers)}",
        f"{1000 * max(course.answers, default=0.0):,.0f}", f"{course.start:.0f}", f"{course.peak:.0f}",
        f"{course.after:.0f}",
    )  # fmt: skip


def _readers(kind: str, url: str, store: str) -> tuple[int, list[Coroutine[None, None, None]]]:
    """The size of one file in bytes, and each reader's coroutine."""
    if kind == PUBLISHED:
        size, datasets = publish(store)
        return size, [request_until_served(url, dataset) for dataset in datasets]
    name, made = FILES[kind]
    data = made()
    return len(data), [upload_and_look(url, number, name, data) for number in range(1, READERS + 1)]


def main() -> None:
    """Measure and print the table; fail beyond the promised memory or answer time."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--files", nargs="+", choices=[*FILES, PUBLISHED], default=[*FILES, PUBLISHED])
    kinds: list[str] = arguments.parse_args().files
    too_much = False
    sys.stdout.write(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}\n")
    with TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/published.sqlite3"
        environment = {
            "CLINICS_STORE": store,
            "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(TTL_SECONDS),
        }
        with start(Path(folder) / "console.txt", environment=environment) as server:
            asyncio.run(passer_by(server.url))
            for kind in kinds:
                size, readers = _readers(kind, server.url, store)
                course = asyncio.run(course_of(server, kind, readers))
                sys.stdout.write(f"| {' | '.join(table_row(kind, size, course))} |\n")
                sys.stdout.flush()
                too_much |= course.peak > _MOST_MEGABYTES or max(course.answers, default=0.0) > _MOST_SECONDS
    if too_much:
        sys.exit("More memory, or a later answer, than is promised.")


if __name__ == "__main__":
    main()
