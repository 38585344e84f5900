"""A reader who leaves stops the work done for them."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from benchmarks.visitor import Visitor, marker
from benchmarks.worst import helpers
from tests.browser.serving import Server, start

LARGE = b"name,credentials\n" + b"a,b\n" * 1_500_000  # takes far longer to read than it takes to leave
PATIENCE = 120  # checks, a quarter of a second apart


async def _leave_while_read(server: Server) -> bool:
    """Whether the process that reads a file ends when the reader has left."""
    async with Visitor(server.url, marker(1)) as visitor:
        await visitor.open("data")
        uploading = asyncio.create_task(visitor.upload("upload_", "large.csv", LARGE))
        assert await _until(server, reading=True)
        uploading.cancel()
    return await _until(server, reading=False)


async def _until(server: Server, *, reading: bool) -> bool:
    for _ in range(PATIENCE):
        if bool(helpers(server.process)) == reading:
            return True
        await asyncio.sleep(0.25)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
def test_the_process_that_reads_a_file_ends_with_the_visit(tmp_path: Path) -> None:
    """When the connection closes, reading stops."""
    with start(tmp_path / "console.txt") as server:
        assert asyncio.run(_leave_while_read(server))
