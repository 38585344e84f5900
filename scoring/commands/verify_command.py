"""The verb `verify` of the command line: a review, with what a register of providers says about its people."""

from __future__ import annotations

import argparse
from datetime import date

from scoring.commands import written_review
from scoring.commands.file_review import reviewed
from scoring.commands.named_files import check_tables
from scoring.commands.option_values import recipe
from scoring.commands.verb import Commands, Outcome
from scoring.errors import BadSettings
from scoring.recipes import Recipe
from scoring.register import check_register, summary
from scoring.review import Review
from scoring.wording import shown_value

_EXAMPLE = """example:
  python -m scoring verify clinics.csv --register npidata_pfile_20050523-20261108.csv -o scored.csv
  python -m scoring review clinics.csv --recipe checked.json   (after --save-recipe checked.json)

exit code: 0 if at least one clinic was scored, 2 if none was or a file cannot be read"""


def add_parser(commands: Commands) -> argparse.ArgumentParser:
    """Add the parser of the verb."""
    parser = commands.add_parser(
        "verify",
        help="check who injects against a register of providers, and score each clinic",
        description="Look the people of a file up in a register in the layout of the NPPES monthly file, and review "
        "the file with the trainings that it lists as verified. The register holds what providers report of "
        "themselves.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--register", metavar="FILE", required=True, help="the NPPES file or an extract: CSV, .gz, .zip"
    )
    parser.add_argument(
        "--register-date",
        metavar="DATE",
        help="the date of the register (default: that of its file name, or of its newest entry)",
    )
    written_review.add_options(parser)
    return parser


def run(options: argparse.Namespace) -> Outcome:
    """Review the file, check it against the register, and write the review with the results."""
    check_tables(options)
    checked, lines = _checked(reviewed(options, recipe(options)), options)
    return written_review.written(reviewed(options, checked), options, lines)


def _checked(review: Review, options: argparse.Namespace) -> tuple[Recipe, str]:
    """The review's recipe with what the register gives, and a summary."""
    check = check_register(review, options.register, as_of=_day(options.register_date))
    return review.recipe.model_copy(update={"register_check": check}), summary(check, len(review))


def _day(setting: str | None) -> date | None:
    try:
        return None if setting is None else date.fromisoformat(setting)
    except ValueError:
        shown = shown_value(setting)
        raise BadSettings(f"--register-date: expected a date such as 2026-11-08, found {shown}.") from None
