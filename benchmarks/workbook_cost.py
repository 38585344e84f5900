"""What a workbook with live formulas costs: writing it, its size, and checking it.

    python -m benchmarks.workbook_cost [--rows 5000 10000] [--runs 3] [--seed 7]

The example comes first, then generated files. Where LibreOffice is installed, also how long it takes to start, open
the workbook and compute every formula.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import scoring
from benchmarks.generate import generate
from benchmarks.nearby_clinics import milliseconds
from benchmarks.read_score import versions
from scoring.reports import check_export, exports

HEAD = ("clinics", "profiles", "with formulas", "KB", "write ms", "check ms", "LibreOffice ms")
_EXAMPLE = Path(__file__).parents[1] / "data" / "clinics.csv"


def table_row(content: bytes, runs: int) -> tuple[str, ...]:
    """The line of the table for one file of clinics; medians of the runs."""
    review = scoring.review(content)
    review.scores  # noqa: B018 - made once, and not part of what is timed
    book = exports.workbook_bytes(review)
    times = [
        median(milliseconds(lambda: exports.workbook_bytes(review), runs)),
        median(milliseconds(lambda: check_export(book), runs)),
    ]
    recalculated = _recalculated_ms(book)
    return (
        f"{len(review):,}",
        f"{len(review.profiles):,}",
        "yes" if len(review) <= exports.MOST_LIVE else "no",
        f"{len(book) / 1000:,.0f}",
        *(f"{time:,.0f}" for time in times),
        "" if recalculated is None else f"{recalculated:,.0f}",
    )


def _recalculated_ms(book: bytes) -> float | None:
    """How long LibreOffice takes from its start until the workbook is written again; None if it is missing."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(book)
        profile = f"-env:UserInstallation={Path(folder).as_uri()}/profile"
        command = [program, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
        command += [f"{folder}/out", str(path)]
        return milliseconds(lambda: subprocess.run(command, check=True, capture_output=True), 1)[0]  # noqa: S603


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workbook_cost")
    parser.add_argument("--rows", type=int, nargs="*", default=[5_000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    files = [_EXAMPLE.read_bytes(), *(generate(rows, options.seed) for rows in options.rows)]
    lines = [HEAD, ("---",) * len(HEAD), *(table_row(content, options.runs) for content in files)]
    sys.stdout.write("".join(f"| {' | '.join(line)} |\n" for line in lines))
    sys.stdout.write(f"\n{versions()}\n")


if __name__ == "__main__":
    main()
