"""The measurements of a comparison as files: a table in Markdown with its charts, and the same as CSV."""

from __future__ import annotations

import csv
import io
import os
import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measurement import OURS, Contender, Measurement

HEAD = ("rows", "contender", "seconds", "x ours", "MB", "KB received")
_CPU = Path("/proc/cpuinfo")


def machine() -> str:
    """Day, processor, cores, memory, system, and how busy it was: what figures depend on, in one line."""
    model = re.search(r"^model name\s*: (.+)$", _CPU.read_text(), re.MULTILINE) if _CPU.exists() else None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {model[1] if model else platform.machine()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GB, {platform.system()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def table(measurements: Iterable[Measurement]) -> list[str]:
    """The lines of a Markdown table, one a measurement; what was not measured says why."""
    return [
        *(f"| {' | '.join(cells)} |" for cells in (HEAD, ["---"] * len(HEAD))),
        *(f"| {' | '.join(_cells(line))} |" for line in measurements),
    ]


def _cells(line: Measurement) -> tuple[str, ...]:
    name = f"{line.contender} {line.version}".rstrip()
    if line.seconds is None:
        return (f"{line.rows:,}", name, line.reason, "-", "-", "-")
    return (
        f"{line.rows:,}",
        name,
        digits(line.seconds),
        "-" if line.ratio is None else digits(line.ratio),
        *("-" if value is None else f"{value:,.0f}" for value in (line.megabytes, line.kilobytes)),
    )


def digits(value: float) -> str:
    """Three digits, and never a power of ten."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value >= 0.001 else f"{value:.4f}"


def ahead(measurements: Iterable[Measurement]) -> list[str]:
    """A line for each measurement in which another was faster than ours."""
    return [
        f"- {line.task}, {line.rows:,} rows: {line.contender} took {digits(line.ratio)} times our time"
        for line in measurements
        if line.contender != OURS and line.ratio is not None and line.ratio < 1
    ]


def report(
    measurements: Sequence[Measurement],
    contenders: Sequence[Contender],
    machines: Sequence[str],
    charts: Mapping[str, str],
) -> str:
    """All of it as one page of Markdown. `charts`: task -> the name of its picture; `machines`: before and after."""
    lines = ["# Beside other programs", "", "`make bench` measures this and writes this page."]
    lines += ["The machine before and after, and our versions:", ""]
    lines += [f"- {line}" for line in machines]
    lines += [
        "",
        "The same clinics in one run, contenders by turns: medians, and the ratio to ours of each round. A step that",
        "takes more than a minute is stopped. Memory is the peak of the process, or of a screen that of its server and",
        "browser after the step.",
    ]
    for task in dict.fromkeys(line.task for line in measurements):
        lines += ["", f"## {task.capitalize()}", ""]
        if task in charts:
            lines += [f"![{task.capitalize()}: seconds against rows, both on logarithmic scales]({charts[task]})", ""]
        lines += table(line for line in measurements if line.task == task)
    lines += ["", "## Where another is ahead", "", *(ahead(measurements) or ["Nowhere in this run."])]
    lines += ["", "## What each was asked", ""]
    lines += ["| contender | does | lacks beside ours | has more |", "| --- | --- | --- | --- |"]
    lines += [f"| {who.name} | {who.task} | {who.lacks} | {who.more} |" for who in contenders]
    return "\n".join(lines) + "\n"


def to_csv(measurements: Iterable[Measurement]) -> str:
    """All measurements, unrounded, a column a field."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(Measurement)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(line) for line in measurements)
    return text.getvalue()
