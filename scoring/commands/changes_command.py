"""The verb `changes` of the command line: its options, and the comparison of two files."""

from __future__ import annotations

import argparse

from scoring.commands import option_values
from scoring.commands.named_files import TABLE_HELP, check_tables
from scoring.commands.option_values import RUBRIC_HELP, Joined
from scoring.commands.verb import Commands, Outcome
from scoring.editions import EditionChanges, change_sentences, edition_changes
from scoring.reports import exports
from scoring.review import review

_EXAMPLE = """example:
  python -m scoring changes october.csv november.csv -o changes.csv
  python -m scoring changes clinics.csv clinics.csv --weights-before who=25 --weights who=50   (what weights alone move)

exit code: 0 if both files could be read, 2 if not"""


def add_parser(commands: Commands) -> argparse.ArgumentParser:
    """Add the parser of the verb."""
    parser = commands.add_parser(
        "changes",
        help="compare an earlier edition of a list with a later one",
        description="Say which clinics are new, gone or changed, and split each move in rank into what rules, weights, "
        "the clinic's own record and the other clinics did. Both files are scored by the same rules and weights "
        "unless the options say otherwise.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("before", metavar="OLD", help="the earlier file")
    parser.add_argument("after", metavar="NEW", help="the later file")
    parser.add_argument("-o", "--output", metavar="OUT", help=TABLE_HELP)
    weights = "weights of the four questions, 0-100"
    parser.add_argument("--weights", metavar="who=25,...", action=Joined, help=weights)
    parser.add_argument(
        "--weights-before", metavar="who=25,...", action=Joined, help="those of the earlier file (default: the same)"
    )
    parser.add_argument("--rubric", metavar="RUBRIC", help=RUBRIC_HELP)
    parser.add_argument("--rubric-before", metavar="RUBRIC", help="that of the earlier file (default: the same)")
    parser.add_argument("--recipe", metavar="RECIPE", help="what was decided about the later file (JSON)")
    parser.add_argument("--recipe-before", metavar="RECIPE", help="what was decided about the earlier file (JSON)")
    return parser


def run(options: argparse.Namespace) -> Outcome:
    """Compare the files, and write the table of changes."""
    check_tables(options)
    result = _compared(options)
    if options.output:
        exports.write(result.export, options.output)
    return Outcome(
        printed=b"" if options.output else exports.to_csv(result.export),
        summary="\n".join([*change_sentences(result), result.settings]),
    )


def _compared(options: argparse.Namespace) -> EditionChanges:
    weights = option_values.weights(options.weights)
    weights_before = weights if options.weights_before is None else option_values.weights(options.weights_before)
    after = review(options.after, rubric=options.rubric, weights=weights, recipe=options.recipe)
    before = review(
        options.before,
        rubric=options.rubric_before or options.rubric,
        weights=weights_before,
        recipe=options.recipe_before,
        reviewed_on=after.reviewed_on,
    )
    return edition_changes(before, after)
