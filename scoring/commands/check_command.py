"""The verb `check` of the command line: an export recomputed, and what differs."""

from __future__ import annotations

import argparse
from collections import Counter

from scoring.commands.named_files import check_tables
from scoring.commands.verb import Commands, Outcome
from scoring.file_faults import shown_path
from scoring.reports import ExportCheck, check_export, counted, exports, listed
from scoring.rubric import load_rubric

_EXAMPLE = """example:
  python -m scoring check scored.xlsx
  python -m scoring check scored.csv -o differences.csv

exit code: 0 if nothing differs, 1 if something does, 2 if the file cannot be read or is not an export"""


def add_parser(commands: Commands) -> argparse.ArgumentParser:
    """Add the parser of the verb."""
    parser = commands.add_parser(
        "check",
        help="recompute an export from this program and say what differs",
        description="Recompute the scores, grades and ranks of an export (CSV, JSON, Parquet, workbook) from the "
        "records and the settings that it states, and list each cell that differs: row, column, what is stated, and "
        "what was computed.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="an export: what `review -o` wrote, or what the pages saved")
    parser.add_argument("--rubric", metavar="RUBRIC.toml", help="the rubric of the export, if not a shipped one")
    parser.add_argument("-o", "--output", metavar="OUT", help="where to write the differences (default: printed)")
    return parser


def run(options: argparse.Namespace) -> Outcome:
    """Check the file, and write what differs."""
    check_tables(options)
    rubric = load_rubric(options.rubric) if options.rubric else None
    check = check_export(options.file, rubric=rubric)
    differs = len(check.differences) > 0
    if options.output:
        exports.write(check.differences, options.output)
    return Outcome(
        printed=exports.to_csv(check.differences) if differs and not options.output else b"",
        summary=_summary(check, options.file),
        code=1 if differs else 0,
    )


def _summary(check: ExportCheck, file: str) -> str:
    """The result of the check, in sentences."""
    settings, file = check.settings, shown_path(file)
    weights = ", ".join(f"{question} {weight:g}" for question, weight in settings.weights.items())
    clinics = counted(len(check.review), "clinic")
    number = len(check.differences)
    if number:
        columns = Counter(check.differences["column"])
        often = listed([f"{column} {times:,}" for column, times in columns.most_common()], "and")
        rows = check.differences["row"].nunique()
        verb = "differs" if number == 1 else "differ"
        lines = [f"{file}: {counted(number, 'cell')} in {counted(rows, 'row')} of {clinics} {verb}: {often}."]
    else:
        lines = [f"{file}: {clinics} recomputed; nothing differs in {listed(list(check.compared), 'and')}."]
    for reason in dict.fromkeys(check.left_out.values()):
        columns_left = listed([column for column, why in check.left_out.items() if why == reason], "and")
        lines.append(f"  Not compared: {columns_left} ({reason}).")
    lines += [f"  Made with another {name}: {versions}." for name, versions in check.strayed.items()]
    lines.append(f"  Weights {weights}; {check.review.versions}; reviewed on {settings.reviewed_on}.")
    return "\n".join(lines)
