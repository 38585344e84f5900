"""How fast a list is reviewed in parts on workers of Dask, and how much memory each of its processes takes.

    python -m benchmarks.engine LIST.csv OUT/ [--workers 2] [--engine dask]

Prints the stages with their seconds, then seconds, CPU seconds, the load of the machine meanwhile, and the most
memory: of all processes together, and of each (resident; pages of files that they map count for each).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
from collections import defaultdict
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import psutil

ROOT = Path(__file__).parents[1]
_EVERY = 0.25  # seconds between two samples of the processes


class Use(NamedTuple):
    """What a process used: its peak MB, and CPU seconds."""

    megabytes: float
    seconds: float


class Watch:
    """Samples a process and its descendants until it ends. `most`: peak MB of all together."""

    def __init__(self, process: int) -> None:
        self.uses: dict[str, Use] = defaultdict(lambda: Use(0.0, 0.0))
        self.most = 0.0
        self.loads: list[float] = []
        self._root = psutil.Process(process)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> None:
        """Stop sampling."""
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(_EVERY):
            total = 0.0
            try:
                processes = [self._root, *self._root.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            for process in processes:
                try:
                    megabytes = process.memory_info().rss / 1e6
                    spent = process.cpu_times()
                except psutil.NoSuchProcess:
                    continue
                name = "client" if process == self._root else f"process {process.pid}"
                before = self.uses[name]
                self.uses[name] = Use(max(before.megabytes, megabytes), spent.user + spent.system)
                total += megabytes
            self.most = max(self.most, total)
            self.loads.append(os.getloadavg()[0])


def measure(source: Path, output: Path, engine: str, workers: int) -> list[str]:
    """Review a list and describe what it took, in lines."""
    command = [sys.executable, "-m", "scoring", "review", str(source), "-o", f"{output}/", "--engine", engine]
    command += ["--workers", str(workers)] if engine == "dask" else []
    start, stage, lines = monotonic(), "", []
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        watch = Watch(process.pid)
        for line in process.stderr or ():
            name = line.partition(":")[0].strip()
            if name != stage:
                lines.append(f"{monotonic() - start:7.1f} s  {line.strip()}")
                stage = name
    watch.end()
    seconds = monotonic() - start
    spent = sum(use.seconds for use in watch.uses.values())
    load = sum(watch.loads) / max(len(watch.loads), 1)
    lines.append(f"{seconds:.1f} s, {spent:.1f} s of processors, load {load:.1f}, {watch.most:,.0f} MB in all")
    ordered = sorted(watch.uses.items(), key=lambda item: -item[1].megabytes)
    return [*lines, *(f"  {name}: {use.megabytes:,.0f} MB, {use.seconds:.1f} s" for name, use in ordered)]


def main() -> None:
    """Measure the list of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--engine", choices=("single", "dask"), default="dask")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    sys.stdout.write("\n".join(measure(options.source, options.output, options.engine, options.workers)) + "\n")


if __name__ == "__main__":
    main()
