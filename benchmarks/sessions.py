"""What each additional reader of one file costs in memory, whatever that reader filters and weighs.

    python -m benchmarks.sessions [--rows 10000 1000000] [--readers 12]

A server holds one file. A reader opens it, then others, one after the other, each with filters and weights that no
other has; none leaves. Memory is that of the server, with its helpers, once it has freed what it drops. Needs Linux,
where `/proc` gives a process's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks.generate import generate
from benchmarks.interaction import app_folder
from benchmarks.read_score import versions
from benchmarks.visitor import Visitor, marker
from benchmarks.worst import memory
from tests.browser.serving import Server, start

HEAD = ("clinics", "readers", "MB with the first readers", "MB for each further one")
_FIRST = 2  # readers that warm the server up
_SETTLE_SECONDS = 35.0  # the app frees memory every 30 seconds
_STATES = ("TX", "FL", "CA", "AZ", "CO", "NY")


def address(number: int) -> str:
    """The query of one reader: four filters and four weights, different for each number."""
    return urlencode([
        ("q", ("spine", "pain", "health", "care")[number % 4]),
        *(("state", state) for state in _STATES[number % 5 :]),
        ("product", "PRP"),
        *(("score", str(end)) for end in (number % 20, 100)),
        *(("who", str(26 + number)), ("what", str(24 - number % 20))),
    ])  # fmt: skip


async def measure(server: Server, readers: int) -> tuple[float, float]:
    """Megabytes with the first readers, and for each additional one."""
    async with AsyncExitStack() as stack:
        for number in range(_FIRST + readers):
            if number == _FIRST:
                await asyncio.sleep(_SETTLE_SECONDS)
                before = memory(server.process)
            visitor = await stack.enter_async_context(Visitor(server.url, marker(number)))
            await visitor.open(query=address(number))
            if visitor.errors:
                raise RuntimeError(f"reader {number}: {visitor.errors[0]}")
        await asyncio.sleep(_SETTLE_SECONDS)
        return before, (memory(server.process) - before) / readers


def table_row(rows: int, readers: int, megabytes: Sequence[float]) -> tuple[str, ...]:
    """The table's line for one file, in the order of `HEAD`."""
    first, further = megabytes
    return (f"{rows:,}", f"{readers}", f"{first:,.0f}", f"{further:.1f}")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sessions", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--readers", type=int, default=12)
    options = parser.parse_args()
    sys.stdout.write(f"{versions('streamlit')}\n\n| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}\n")
    for rows in options.rows:
        with TemporaryDirectory() as folder:
            app = app_folder(Path(folder) / "app", generate(rows))
            with start(Path(folder) / "console.txt", app) as server:
                megabytes = asyncio.run(measure(server, options.readers))
        sys.stdout.write(f"| {' | '.join(table_row(rows, options.readers, megabytes))} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
