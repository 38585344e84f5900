"""Many readers at once: whether each gets responses and only their own data, and whether the server frees memory.

    python -m benchmarks.load [--users 50] [--seconds 120] [--clinics 150] [--rounds 2]

Half of the readers upload a file, half open a published one. The clinics' names in every file contain its marker, which
is searched for in all bytes that other readers receive. Needs Linux, where `/proc` gives a process's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import io
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

import httpx2
from websockets.exceptions import WebSocketException

from benchmarks.generate import generate
from benchmarks.read_score import versions
from benchmarks.visitor import Visitor, marker
from dashboard.filters import SEARCH, STATE
from publishing import Store, StoreLimits
from scoring.recipes import Recipe
from tests.browser.serving import Server, start

HEAD = ("round", "users", "seconds", "answers", "median ms", "worst ms", "opened ms", "errors", "crossings",
        "downloads lost", "MB start", "peak", "after")  # fmt: skip
TTL_SECONDS = 10  # how long the platform keeps the session of a reader who left; its default is 120
_SETTLE_SECONDS = 35.0  # the app frees memory every 30 seconds
_PAUSE = (1.0, 3.0)
_DOWNLOADS = 0.1  # share of changes that are followed by a download
_WORDS = ("spine", "clinic", "pain", "no such place")
_TROUBLE = re.compile("warn|traceback|error|exception|critical|deprecat", re.IGNORECASE)
_WEIGHT = "who"


@dataclass(frozen=True)
class ReaderFile:
    """A reader's file: its marker, number of clinics, bytes, and dataset id if it is published."""

    own: str
    clinics: int
    data: bytes = field(repr=False)
    dataset: str | None = None


@dataclass
class Round:
    """The results of one round; answers in seconds, memory in megabytes. `opened`: until the file is first seen.

    `lost`: how many of the `downloads` the server no longer had.
    """

    users: int
    seconds: float
    opened: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    crossings: list[str] = field(default_factory=list)
    downloads: int = 0
    lost: int = 0
    start: float = 0.0
    peak: float = 0.0
    after: float = 0.0


def files_of(sizes: Sequence[int]) -> list[ReaderFile]:
    """Generated files with these numbers of clinics; every clinic's name contains the marker of its file."""
    rows = csv.DictReader(io.StringIO(generate(sum(sizes)).decode()))
    return [
        ReaderFile(marker(number), size, _with_marker(marker(number), list(islice(rows, size))))
        for number, size in enumerate(sizes, 1)
    ]


def _with_marker(own: str, rows: Sequence[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows({**row, "name": f"{own} {row['name']}"} for row in rows)
    return out.getvalue().encode()


def published(store: Store, file: ReaderFile) -> ReaderFile:
    """The same file, published."""
    receipt = store.publish(name=f"{file.own}.csv", data=file.data, recipe=Recipe().to_json(), publisher="benchmark")
    return ReaderFile(file.own, file.clinics, file.data, receipt.dataset)


def miscounted(visitor: Visitor, file: ReaderFile, *, filtered: bool) -> str:
    """What is wrong with the number of clinics on the screen, or ""; a filter may lower the number."""
    count = visitor.metrics.get("Clinics", "none").replace(",", "")
    right = count.isdigit() and (int(count) <= file.clinics if filtered else int(count) == file.clinics)
    return "" if right else f"{count} clinics of {file.clinics} {'with' if filtered else 'without'} a filter"


async def visit(url: str, file: ReaderFile, seconds: float, into: Round) -> None:
    """Open the reader's file, change filters and weights for some seconds once it is shown, and leave."""
    random, visitor = Random(file.own), Visitor(url, file.own)  # noqa: S311 - not a secret
    began = time.perf_counter()
    try:
        async with visitor:
            await _look(visitor, file)
            into.opened.append(time.perf_counter() - began)
            opening = len(visitor.answers)
            await _change(visitor, file, random, time.perf_counter() + seconds)
            into.answers += visitor.answers[opening:]
    except (OSError, TimeoutError, WebSocketException, httpx2.HTTPError, LookupError) as error:
        visitor.errors.append(f"{type(error).__name__}: {error}")
    into.downloads, into.lost = into.downloads + visitor.downloads, into.lost + visitor.lost
    if not visitor.watch.own_received:
        visitor.errors.append("the own marker was not received")
    into.errors += [f"{file.own}: {error}" for error in visitor.errors]
    into.crossings += [f"{file.own} received {foreign}" for foreign in visitor.watch.crossings]


async def _look(visitor: Visitor, file: ReaderFile) -> None:
    if file.dataset:
        await visitor.open(query=f"data={file.dataset}")
    else:
        await visitor.open("data")
        await visitor.upload("upload_", f"{file.own}.csv", file.data)
        await visitor.go("")
    if wrong := miscounted(visitor, file, filtered=False):
        visitor.errors.append(wrong)
    await _download(visitor)


async def _download(visitor: Visitor) -> None:
    """Download the clinics on the screen, and check their number."""
    file = await visitor.download("download")
    rows = None if file is None else len(list(csv.DictReader(io.StringIO(file.decode("utf-8-sig")))))
    if rows is not None and f"{rows:,}" != visitor.metrics["Clinics"]:
        visitor.errors.append(f"{rows} clinics in the download of {visitor.metrics['Clinics']}")


async def _change(visitor: Visitor, file: ReaderFile, random: Random, until: float) -> None:
    """Randomly search, choose states, and change a weight; about half of the time no clinic is filtered out."""
    word, states = "", list[str]()
    while True:
        await asyncio.sleep(random.uniform(*_PAUSE))
        if time.perf_counter() >= until:
            return
        key = random.choice((SEARCH.key, _WEIGHT, STATE.key))
        if key == SEARCH.key:
            word = random.choice(("", file.own, random.choice(_WORDS)))
            await visitor.change(SEARCH.key, word)
        elif key == STATE.key:
            states = random.choice(([], [], random.sample(tuple(STATE.labels()), 3)))
            await visitor.choose(STATE.control, [STATE.names()[state] for state in states])
        else:
            await visitor.change(_WEIGHT, float(random.randrange(5, 100, 5)))
        if wrong := miscounted(visitor, file, filtered=bool(states) or word not in ("", file.own)):
            visitor.errors.append(wrong)
        elif visitor.metrics["Clinics"] != "0" and random.random() < _DOWNLOADS:
            await _download(visitor)


async def passer_by(url: str) -> None:
    """Open the example and leave: the platform drops old sessions when it adds a new one."""
    async with Visitor(url, marker(0)) as visitor:
        await visitor.open()


async def crowd(server: Server, files: Sequence[ReaderFile], seconds: float) -> Round:
    """Run all readers at once, each with their own file, and wait until the server has dropped their sessions."""
    into = Round(len(files), seconds, start=resident(server.process))
    watching = asyncio.create_task(_watch(server.process, into))
    await asyncio.gather(*(visit(server.url, file, seconds, into) for file in files))
    await asyncio.sleep(TTL_SECONDS + 1)
    watching.cancel()
    await passer_by(server.url)
    await asyncio.sleep(_SETTLE_SECONDS)
    into.after = resident(server.process)
    return into


async def _watch(process: int, into: Round) -> None:
    while True:
        into.peak = max(into.peak, resident(process))
        await asyncio.sleep(0.25)


def resident(process: int) -> float:
    """The resident memory of a process (RSS), in megabytes."""
    status = Path(f"/proc/{process}/status").read_text()
    match = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(match[1]) * 1024 / 1e6 if match else 0.0


def troubles(console: str) -> list[str]:
    """The lines of a server's console that report a problem."""
    return [line.strip() for line in console.splitlines() if _TROUBLE.search(line)]


@contextmanager
def served(folder: Path, files: Sequence[ReaderFile]) -> Iterator[tuple[Server, list[ReaderFile], list[str]]]:
    """Publish every other file, and serve the app. Yields server, files, and, once it has ended, its complaints."""
    address, log, complaints = f"sqlite:///{folder / 'published.sqlite3'}", folder / "console.txt", list[str]()
    store = Store(address, StoreLimits(per_hour=len(files) + 1))
    reader_files = [published(store, file) if number % 2 else file for number, file in enumerate(files)]
    store.close()
    environment = {"CLINICS_STORE": address, "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(TTL_SECONDS)}
    with start(log, environment=environment) as server:
        yield server, reader_files, complaints
    complaints += troubles(log.read_text(encoding="utf-8"))


def run(folder: Path, users: int, seconds: float, clinics: int, rounds: int) -> tuple[list[Round], list[str]]:
    """Warm the server up with two readers, then run the rounds, each with its own files.

    Returns the rounds, and what went wrong during the warm-up or on the server's console.
    """
    files = files_of([clinics + number % users for number in range(2 + rounds * users)])
    with served(folder, files) as (server, reader_files, complaints):
        warm = asyncio.run(crowd(server, reader_files[:2], min(seconds, 10.0)))
        results = [
            asyncio.run(crowd(server, reader_files[2 + turn * users : 2 + (turn + 1) * users], seconds))
            for turn in range(rounds)
        ]
    return results, [*complaints, *warm.errors, *warm.crossings]


def table_row(number: int, result: Round) -> tuple[str, ...]:
    """The table's line for a round, in the order of `HEAD`."""
    answers = [1000 * seconds for seconds in result.answers] or [0.0]
    return (
        f"{number}", f"{result.users}", f"{result.seconds:g}", f"{len(result.answers):,}", f"{median(answers):,.0f}",
        f"{max(answers):,.0f}", f"{1000 * median(result.opened or [0.0]):,.0f}", f"{len(result.errors)}",
        f"{len(result.crossings)}", f"{result.lost} of {result.downloads}", f"{result.start:.0f}", f"{result.peak:.0f}",
        f"{result.after:.0f}",
    )  # fmt: skip


def main() -> None:
    """Measure and print the table; fail if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description="Many readers at once.")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--clinics", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    out = sys.stdout
    out.write(f"{versions('streamlit')} {arguments.clinics} clinics a file and up.\n\n")
    with TemporaryDirectory() as folder:
        rounds, wrong = run(Path(folder), arguments.users, arguments.seconds, arguments.clinics, arguments.rounds)
    rows = [table_row(number, result) for number, result in enumerate(rounds, 1)]
    out.writelines(f"| {' | '.join(line)} |\n" for line in (HEAD, ["---"] * len(HEAD), *rows))
    wrong += [line for result in rounds for line in (*result.errors, *result.crossings)]
    wrong += [f"{result.lost} downloads were lost" for result in rounds if result.lost]
    if wrong:
        sys.exit("\n".join(["", *wrong[:20], f"{len(wrong)} in all."]))


if __name__ == "__main__":
    main()
