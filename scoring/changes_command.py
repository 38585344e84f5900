"""The verb `changes` of the command line: its options, and the comparison of two files."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from scoring.command_options import RUBRIC_HELP, Joined
from scoring.editions import EditionChanges, edition_changes
from scoring.review import review

_EXAMPLE = """example:
  python -m scoring changes october.csv november.csv -o changes.csv
  python -m scoring changes clinics.csv clinics.csv --weights who=50   (what other weights alone would move)

exit code: 0 if both files could be read, 2 if not"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser], output: str) -> None:
    """Add the verb. `output`: the help of its option for a file to write."""
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
    parser.add_argument("-o", "--output", metavar="OUT", help=output)
    weights = "weights of the four questions, 0-100"
    parser.add_argument("--weights", metavar="who=25,...", action=Joined, default="", help=weights)
    parser.add_argument(
        "--weights-before", metavar="who=25,...", action=Joined, default=None, help="those of the earlier file"
    )
    parser.add_argument("--rubric", metavar="RUBRIC", help=RUBRIC_HELP)
    parser.add_argument("--rubric-before", metavar="RUBRIC", help="that of the earlier file")
    parser.add_argument("--recipe", metavar="RECIPE", help="what was decided about the later file (JSON)")
    parser.add_argument("--recipe-before", metavar="RECIPE", help="what was decided about the earlier file (JSON)")


def compared(
    options: argparse.Namespace, weights: Mapping[str, float], weights_before: Mapping[str, float]
) -> EditionChanges:
    """What changed between the files of the options. Raises `UnreadableFile`, `BadSettings`."""
    after = review(options.after, rubric=options.rubric, weights=weights, recipe=options.recipe)
    before = review(
        options.before,
        rubric=options.rubric_before or options.rubric,
        weights=weights_before,
        recipe=options.recipe_before,
        reviewed_on=after.reviewed_on,
    )
    return edition_changes(before, after)
