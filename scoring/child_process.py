"""Work in a child process, ended when it takes too much memory or time, or is no longer needed."""

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
# Arrow's own pools reserve memory ahead of use, which fails at a limit that actual use does not reach.
_POOL = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
_TICK = 0.1  # seconds between two checks: how long work may continue after it is no longer needed
_WATCHED = sys.platform != "linux"  # where a process cannot limit its own memory
_OUT_OF_MEMORY = re.compile(
    "memory allocation of|MemoryError|bad_alloc|malloc of size|Cannot allocate memory"
    "|can't start new thread|Failed to launch worker thread"  # because a thread needs its own memory
)
_KILLED = -9  # by the system, which does so when memory runs out


@dataclass(frozen=True)
class Ended:
    """How a process ended.

    `error_lines`: from its standard error. `short_of_memory`: whether it failed for lack of memory.
    """

    output: bytes
    error_lines: tuple[str, ...]
    code: int
    short_of_memory: bool


def run(
    module: str, argument: str, *data: bytes, memory_bytes: int, look: Callable[[tuple[str, ...]], object]
) -> Ended:
    """Run `python -m module argument` with the pieces of `data`, in order, as its standard input.

    The module limits its own memory with `spreadsheets.process`; if the system has no such limit, the process is
    ended here. `look` is called repeatedly with the lines of standard error so far; if it raises, the process ends.
    """
    error_lines: list[str] = []
    with ThreadPoolExecutor(3) as pool, _started(module, argument) as process:
        try:
            pool.submit(_feed, process.stdin, data)
            listening = pool.submit(_listen, process.stderr, error_lines)
            output, too_large = pool.submit(_read_all, process.stdout), False
            while not _is_done(output):
                look(tuple(error_lines))
                if _WATCHED and resident_bytes(process.pid) > memory_bytes:
                    too_large = True
                    process.kill()
            listening.result()
            code = process.wait()
        except BaseException:
            process.kill()
            raise
    short = too_large or code == _KILLED or any(map(says_no_memory, error_lines))
    return Ended(output.result(), tuple(error_lines), code, code != 0 and short)


def says_no_memory(text: str) -> bool:
    """Whether the message of an error says that memory ran out, in any of the words that libraries have for it."""
    return _OUT_OF_MEMORY.search(text) is not None


def resident_bytes(process: int) -> int:
    """How many bytes of memory a process holds, according to a tool of its system; 0 if there is no such process."""
    command = (
        ["tasklist", "/fo", "csv", "/nh", "/fi", f"pid eq {process}"]
        if sys.platform == "win32"
        else ["ps", "-o", "rss=", "-p", str(process)]
    )
    listing = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
    kilobytes = re.findall(r"\d+", listing.rpartition('","')[2].replace(",", "").replace(".", ""))
    return int(kilobytes[0]) * 1024 if kilobytes else 0


def _started(module: str, argument: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", module, argument]
    pipe = subprocess.PIPE
    # The folder alone does not do: Python leaves it out of its path where PYTHONSAFEPATH is set.
    paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, **_POOL, "PYTHONPATH": paths}
    return subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=_ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=pipe
    )


def _feed(pipe: IO[bytes] | None, data: tuple[bytes, ...]) -> None:
    if pipe is not None:
        with suppress(OSError), pipe:  # it may have ended without reading to the end
            pipe.writelines(data)


def _listen(pipe: IO[bytes] | None, error_lines: list[str]) -> None:
    error_lines.extend(line.decode(errors="replace").rstrip() for line in pipe or ())  # each line as it arrives


def _read_all(pipe: IO[bytes] | None) -> bytes:
    return pipe.read() if pipe is not None else b""


def _is_done(output: Future[bytes]) -> bool:
    try:
        output.result(timeout=_TICK)
    except NotYet:
        return False
    return True
