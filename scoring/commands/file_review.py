"""The file that a verb reviews: the options for reading and scoring it, and its review."""

from __future__ import annotations

import argparse

from scoring.commands import option_values
from scoring.reading import suffixes_in_words
from scoring.recipes import Recipe
from scoring.recognition import DATE_ORDERS, PRICE_ASSUMPTIONS
from scoring.review import Review, review


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the file, and the options for reading and scoring it."""
    parser.add_argument("file", metavar="FILE", help=suffixes_in_words())
    parser.add_argument("--sheet", metavar="NAME", help="a sheet of a workbook (default: the first one with clinics)")
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        help="of text that is not UTF-8, such as cp1250 (default: detected by its letters)",
    )
    weights = "weights of the four questions, 0-100"
    parser.add_argument("--weights", metavar="who=25,...", action=option_values.Joined, help=weights)
    parser.add_argument("--rubric", metavar="RUBRIC", help=option_values.RUBRIC_HELP)
    parser.add_argument(
        "--columns",
        metavar="HEADER=FIELD",
        action="append",
        default=[],
        help="the field that a header of the file means; may be repeated; FIELD may list several with commas, or be "
        "empty for a column that is not used",
    )
    parser.add_argument("--recipe", metavar="RECIPE", help="apply the decisions about an earlier export (JSON)")
    parser.add_argument(
        "--first-row",
        choices=("header", "clinic"),
        help="what the first row is (default: what the recipe says, or header); without a header, columns are called "
        "column_1, column_2 and so on",
    )
    parser.add_argument(
        "--one-row",
        choices=("clinic", "person"),
        help="what a row is (default: what the recipe says, or clinic); rows of people are grouped into clinics",
    )
    parser.add_argument(
        "--dates",
        choices=[order.replace("_", "-") for order in DATE_ORDERS],
        help="how to read dates that may be either, such as 03/04/2025 (default: what the recipe says, or what the "
        "other dates of the column show)",
    )
    parser.add_argument(
        "--prices",
        choices=[assumption.replace("_", "-") for assumption in PRICE_ASSUMPTIONS],
        action="append",
        default=[],
        help="what to assume about prices that leave it unsaid; may be repeated: that 1.200 is 1,200 and 12,50 is "
        "12.50, that amounts without a currency are US dollars, that prices per level or vial are for a treatment",
    )


def reviewed(options: argparse.Namespace, recipe: Recipe) -> Review:
    """The review of the file under a recipe. Raises `UnreadableFile`, `BadSettings`."""
    return review(
        options.file,
        rubric=options.rubric,
        weights=option_values.weights(options.weights),
        columns=option_values.columns(options.columns),
        recipe=recipe,
        sheet=options.sheet,
    )
