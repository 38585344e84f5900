"""The verb `review` of the command line: a file of clinics scored, or a list of files in parts."""

from __future__ import annotations

import argparse

from scoring.commands import list_in_parts, written_review
from scoring.commands.file_review import reviewed
from scoring.commands.named_files import check_tables
from scoring.commands.option_values import recipe
from scoring.commands.verb import Commands, Outcome

_EXAMPLE = """example:
  python -m scoring review data/clinics.csv -o scored.csv --problems problems.csv
  python -m scoring review export.csv --columns "Guidance used=imaging" --weights who=40,what=30,where=15,how=15

  python -m scoring review "parts/*.csv" -o reviewed/ --engine dask

exit code: 0 if at least one clinic was scored, 2 if none was or the file cannot be read, 1 if some part of a list
cannot be read"""


def add_parser(commands: Commands) -> argparse.ArgumentParser:
    """Add the parser of the verb."""
    parser = commands.add_parser(
        "review",
        help="read a file of clinics and score each",
        description="Read a file of clinics and score what each record states about who injects, what, where and how.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    written_review.add_options(parser)
    list_in_parts.add_options(parser)
    return parser


def run(options: argparse.Namespace) -> Outcome:
    """Review the file, or the list, and write what the options name."""
    if list_in_parts.names_a_list(options):
        return list_in_parts.reviewed_list(options)
    check_tables(options)
    return written_review.written(reviewed(options, recipe(options)), options)
