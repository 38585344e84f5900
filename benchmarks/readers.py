"""Many readers of one dataset: how soon each gets an answer, and what each further one costs in memory.

    python -m benchmarks.readers [--readers 100] [--replicas 1] [--pause 20] [--seconds 120] [--rows ROWS]

Readers arrive one after another within three pauses; each changes a filter or a weight about once a pause, whatever
the others do. Answers count once the last has arrived. All look at the example, or at one published file of `ROWS`
generated clinics. Replicas are processes that serve the same app; readers are assigned in turn and stay. Needs Linux,
where `/proc` gives a process's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import httpx2
import numpy as np
from websockets.exceptions import WebSocketException

from benchmarks.generate import generate
from benchmarks.load import resident, troubles
from benchmarks.read_score import versions
from benchmarks.visitor import Visitor, marker
from dashboard.filters import SEARCH, STATE
from publishing import Store, StoreLimits
from scoring.recipes import Recipe
from tests.browser.serving import Server, start

HEAD = ("clinics", "replicas", "readers", "pause s", "answers", "median ms", "95th ms", "worst ms", "errors",
        "MB with one reader", "with all", "MB a further reader")  # fmt: skip
_WORDS = ("spine", "clinic", "pain", "")
_EXAMPLE_CLINICS = 168
_WEIGHT = "who"
_AROUND = (0.5, 1.5)  # a reader's pause, as a share of the configured one
_ARRIVAL = 3  # pauses: a hundred arrivals at one moment would be another question


@dataclass
class Readers:
    """The readers' experience: seconds of each answer to a change, what went wrong, and memory in megabytes.

    `alone` and `everybody`: of all replicas, when the first reader of each had made a change, and when all had.
    """

    answers: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    alone: float = 0.0
    everybody: float = 0.0


@dataclass(frozen=True)
class Course:
    """When readers change something: about every `pause` seconds, until `end`; answers count from `begin`.

    Both are moments of `time.perf_counter`.
    """

    pause: float
    begin: float
    end: float


async def change(visitor: Visitor, random: Random) -> None:
    """Search for a word, choose states, or move a weight."""
    key = random.choice((SEARCH.key, _WEIGHT, STATE.key))
    if key == SEARCH.key:
        await visitor.change(SEARCH.key, random.choice(_WORDS))
    elif key == STATE.key:
        states = random.sample(tuple(STATE.labels()), random.randrange(4))
        await visitor.choose(STATE.control, [STATE.names()[state] for state in states])
    else:
        await visitor.change(_WEIGHT, float(random.randrange(5, 100, 5)))


async def read(visitor: Visitor, query: str, random: Random, course: Course) -> None:
    """Open the dataset, and change something about once a pause; the visitor keeps the answers that count."""
    try:
        async with visitor:
            await visitor.open(query=query)
            visitor.answers.clear()
            while True:
                pause = course.pause * random.uniform(*_AROUND)
                if time.perf_counter() + pause > course.end:
                    break
                await asyncio.sleep(pause)
                counts = time.perf_counter() >= course.begin
                await change(visitor, random)
                if not counts:
                    visitor.answers.clear()
            await asyncio.sleep(max(course.end - time.perf_counter(), 0))
    except (OSError, TimeoutError, WebSocketException, httpx2.HTTPError, LookupError) as error:
        visitor.errors.append(f"{type(error).__name__}: {error}")


async def crowd(servers: Sequence[Server], query: str, readers: int, pause: float, seconds: float) -> Readers:
    """Let the readers arrive, and make changes for some seconds after the last has arrived."""
    into, now = Readers(), time.perf_counter()
    firsts = [Visitor(server.url, marker(0)) for server in servers]
    await asyncio.gather(
        *(read(first, query, Random(0), Course(0, now, now)) for first in firsts)  # noqa: S311 - not a secret
    )
    into.alone = sum(resident(server.process) for server in servers)
    visitors = [Visitor(server.url, marker(0)) for server in islice(cycle(servers), readers)]
    begin = time.perf_counter() + _ARRIVAL * pause
    course = Course(pause, begin, begin + seconds)
    async with asyncio.TaskGroup() as reading:
        for number, visitor in enumerate(visitors, 1):
            reading.create_task(read(visitor, query, Random(number), course))  # noqa: S311 - not a secret
            await asyncio.sleep(_ARRIVAL * pause / readers)
        await asyncio.sleep(course.end - time.perf_counter() - min(1, seconds / 2))
        into.everybody = sum(resident(server.process) for server in servers)
    into.answers = [seconds for visitor in visitors for seconds in visitor.answers]
    into.errors = [error for visitor in (*firsts, *visitors) for error in visitor.errors]
    return into


@contextmanager
def served(folder: Path, replicas: int, rows: int) -> Iterator[tuple[list[Server], str]]:
    """Replicas of the app, and the dataset's query: the example, or a published file with this many rows."""
    query, environment = "", {}
    if rows:
        environment = {"CLINICS_STORE": f"sqlite:///{folder / 'published.sqlite3'}"}
        store = Store(environment["CLINICS_STORE"], StoreLimits(per_hour=1))
        receipt = store.publish(
            name="clinics.csv", data=generate(rows), recipe=Recipe().to_json(), publisher="benchmark"
        )
        store.close()
        query = f"data={receipt.dataset}"
    with ExitStack() as stack:
        logs = [folder / f"console-{number}.txt" for number in range(replicas)]
        yield [stack.enter_context(start(log, environment=environment)) for log in logs], query


def table_row(rows: int, replicas: int, readers: int, pause: float, result: Readers) -> tuple[str, ...]:
    """The table's line, in the order of `HEAD`."""
    median, late, worst = 1000 * np.percentile(result.answers or [0.0], (50, 95, 100))
    further = (result.everybody - result.alone) / max(readers, 1)
    return (
        f"{rows or _EXAMPLE_CLINICS:,}", f"{replicas}", f"{readers}", f"{pause:g}", f"{len(result.answers):,}",
        f"{median:,.0f}", f"{late:,.0f}", f"{worst:,.0f}", f"{len(result.errors)}", f"{result.alone:.0f}",
        f"{result.everybody:.0f}", f"{further:.1f}",
    )  # fmt: skip


def main() -> None:
    """Measure and print the table; fail if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.readers", description="Many readers of one dataset.")
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--replicas", type=int, default=1)
    parser.add_argument("--pause", type=float, default=20.0)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--rows", type=int, default=0)
    arguments = parser.parse_args()
    readers, replicas, pause = arguments.readers, arguments.replicas, arguments.pause
    sys.stdout.write(f"{versions('streamlit')}\n\n")
    with TemporaryDirectory() as name:
        folder = Path(name)
        with served(folder, replicas, arguments.rows) as (servers, query):
            result = asyncio.run(crowd(servers, query, readers, pause, arguments.seconds))
        consoles = [log.read_text(encoding="utf-8") for log in folder.glob("console-*.txt")]
    row = table_row(arguments.rows, replicas, readers, pause, result)
    sys.stdout.writelines(f"| {' | '.join(line)} |\n" for line in (HEAD, ["---"] * len(HEAD), row))
    wrong = [*result.errors, *(line for console in consoles for line in troubles(console))]
    if wrong:
        sys.exit("\n".join(["", *wrong[:20], f"{len(wrong)} in all."]))


if __name__ == "__main__":
    main()
