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
QUOTE_BEGINS, QUOTE_ENDS = "<!-- make bench writes from here -->", "<!-- to here -->"
_CPU = Path("/proc/cpuinfo")


def machine() -> str:
    """Day, processor, cores, memory, system, and load: what the figures depend on, in one line."""
    model = re.search(r"^model name\s*: (.+)$", _CPU.read_text(), re.MULTILINE) if _CPU.exists() else None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {model[1] if model else platform.machine()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GB, {platform.system()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"
    )


def table(measurements: Iterable[Measurement]) -> list[str]:
    """The lines of a Markdown table, one per measurement; what was not measured says why."""
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
    """Three digits, and never an exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value >= 0.001 else f"{value:.4f}"


def ahead(measurements: Iterable[Measurement]) -> list[str]:
    """A line for each task and size at which others were faster: which contenders, and their share of our time."""
    faster: dict[tuple[str, int], list[str]] = {}
    for line in measurements:
        if line.contender != OURS and line.ratio is not None and line.ratio < 1:
            faster.setdefault((line.task, line.rows), []).append(f"{line.contender} {digits(line.ratio)}")
    return [f"- {task}, {rows:,} rows: {', '.join(names)} of our time" for (task, rows), names in faster.items()]


def summary(measurements: Sequence[Measurement]) -> list[str]:
    """The lines of a Markdown table: each task at the largest size at which ours was measured, and what others took."""
    lines = ["| task | clinics | ours | others, in our time |", "| --- | --- | --- | --- |"]
    for task in dict.fromkeys(line.task for line in measurements):
        of_task = [line for line in measurements if line.task == task]
        ours = [line for line in of_task if line.contender == OURS and line.seconds is not None]
        if not ours:
            continue
        last = max(ours, key=lambda line: line.rows)
        others = [line for line in of_task if line.rows == last.rows and line.contender != OURS]
        lines.append(
            f"| {task} | {last.rows:,} | {digits(last.seconds or 0.0)} s | {'; '.join(map(_beside, others))} |"
        )
    return lines


def _beside(line: Measurement) -> str:
    return f"{line.contender} {line.reason}" if line.ratio is None else f"{line.contender} {digits(line.ratio)} x"


def quoted(page: str, lines: Sequence[str]) -> str:
    """A page with these lines between its markers, replacing the old ones. Raises `ValueError` without markers."""
    before, begin, rest = page.partition(QUOTE_BEGINS)
    _, end, after = rest.partition(QUOTE_ENDS)
    if not (begin and end):
        raise ValueError(f"the page has no {QUOTE_BEGINS} and {QUOTE_ENDS}")
    return "\n".join([before + begin, *lines, end + after])


def report(
    measurements: Sequence[Measurement],
    contenders: Mapping[str, Sequence[Contender]],
    machines: Sequence[str],
    charts: Mapping[str, str],
) -> str:
    """All of it as one page of Markdown. `charts`: task -> the name of its picture; `machines`: before and after.

    `contenders`: what was done -> who did it.
    """
    lines = ["# Beside other programs", "", "`make bench` measures this and writes this page."]
    lines += ["The machine before and after, and our versions:", ""]
    lines += [f"- {line}" for line in machines]
    lines += [
        "",
        "The same clinics in one run, contenders by turns: medians, and the ratio to ours of each round. A step that",
        "takes more than a minute is stopped. Memory is the peak of the process, or of a screen that of its server and",
        "browser after the step.",
    ]
    lines += ["", *summary(measurements)]
    for task in dict.fromkeys(line.task for line in measurements):
        lines += ["", f"## {task.capitalize()}", ""]
        if task in charts:
            lines += [f"![{task.capitalize()}: seconds against rows, both on logarithmic scales]({charts[task]})", ""]
        lines += table(line for line in measurements if line.task == task)
    lines += ["", "## Where another is ahead", "", *(ahead(measurements) or ["Nowhere in this run."])]
    lines += ["", "## What each was asked", ""]
    lines += ["| task | contender | does | lacks beside ours | has more |", "| --- | --- | --- | --- | --- |"]
    for task, group in contenders.items():
        lines += [f"| {task} | {who.name} | {who.task} | {who.lacks} | {who.more} |" for who in group]
    return "\n".join(lines) + "\n"


def to_csv(measurements: Iterable[Measurement]) -> str:
    """All measurements, unrounded, one column per field."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(Measurement)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(line) for line in measurements)
    return text.getvalue()
