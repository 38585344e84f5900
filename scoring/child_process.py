"""Work in a process of its own, which ends when it takes too much memory or time, or is not wanted any more."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_ROOT = Path(__file__).parents[1]
# Arrow's own pools reserve memory ahead, which fails at a limit that what is really taken does not reach.
_POOL = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
_TICK = 0.1  # seconds between two looks: for so long work goes on that nobody wants any more
_WATCHED = sys.platform != "linux"  # where a process cannot limit its own memory
_OUT_OF_MEMORY = re.compile("memory allocation of|MemoryError|bad_alloc|malloc of size|Cannot allocate memory")
_KILLED = -9  # by the system, which does so for memory


@dataclass(frozen=True)
class Ended:
    """How a process ended. `said`: the lines of its standard error; `short_of_memory`: what it failed for."""

    output: bytes
    said: tuple[str, ...]
    code: int
    short_of_memory: bool


def run(module: str, asked: str, *data: bytes, memory_bytes: int, look: Callable[[tuple[str, ...]], object]) -> Ended:
    """Run `python -m module asked` with some bytes, one after the other, as its standard input.

    The module limits its memory itself, by `spreadsheets.process`; where its system knows no limit it is ended here.
    `look` is called again and again with the lines of standard error so far; what it raises ends the process.
    """
    said: list[str] = []
    with ThreadPoolExecutor(3) as pool, _started(module, asked) as process:
        try:
            pool.submit(_give, process.stdin, data)
            listening = pool.submit(_listen, process.stderr, said)
            output, too_large = pool.submit(_all_of, process.stdout), False
            while not _is_done(output):
                look(tuple(said))
                if _WATCHED and resident_bytes(process.pid) > memory_bytes:
                    too_large = True
                    process.kill()
            listening.result()
            code = process.wait()
        except BaseException:
            process.kill()
            raise
    short = too_large or code == _KILLED or any(map(_OUT_OF_MEMORY.search, said))
    return Ended(output.result(), tuple(said), code, code != 0 and short)


def resident_bytes(process: int) -> int:
    """How much memory a process holds, as its system's own tool tells it; 0 where there is none."""
    command = (
        ["tasklist", "/fo", "csv", "/nh", "/fi", f"pid eq {process}"]
        if sys.platform == "win32"
        else ["ps", "-o", "rss=", "-p", str(process)]
    )
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
    kilobytes = re.findall(r"\d+", told.rpartition('","')[2].replace(",", "").replace(".", ""))
    return int(kilobytes[0]) * 1024 if kilobytes else 0


def _started(module: str, asked: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", module, asked]
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=_ROOT, env={**os.environ, **_POOL}, stdin=pipe, stdout=pipe, stderr=pipe
    )


def _give(pipe: IO[bytes] | None, data: tuple[bytes, ...]) -> None:
    if pipe is not None:
        with suppress(OSError), pipe:  # it may have ended without reading to the end
            pipe.writelines(data)


def _listen(pipe: IO[bytes] | None, said: list[str]) -> None:
    said.extend(line.decode(errors="replace").rstrip() for line in pipe or ())  # each as it comes


def _all_of(pipe: IO[bytes] | None) -> bytes:
    return pipe.read() if pipe is not None else b""


def _is_done(output: Future[bytes]) -> bool:
    try:
        output.result(timeout=_TICK)
    except NotYet:
        return False
    return True
