"""The verb `why` of the command line: its options, the clinics that they name, and what it prints."""

from __future__ import annotations

import argparse
import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from scoring.commands import file_review
from scoring.commands.option_values import recipe
from scoring.commands.verb import Commands, Outcome
from scoring.errors import BadSettings
from scoring.limits import LONGEST_NAME
from scoring.recognition import folded
from scoring.reports import (
    explain_pair,
    listed_at_most,
    pair_record,
    pair_sentences,
    position_of,
    quoted,
    term_sentences,
)
from scoring.review import Review
from scoring.wording import cut

_MOST_NAMED = 5  # ids that a sentence lists
_EXAMPLE = """example:
  python -m scoring why data/clinics.csv --between "Zumbro Lane Spine" "Flatstone Sports & Physiatry"
  python -m scoring why clinics.csv --between 12 44 --weights who=40,what=30,where=15,how=15 --json

exit code: 0 if both clinics have a score, 2 if one has none or the file cannot be read"""


def add_parser(commands: Commands) -> argparse.ArgumentParser:
    """Add the parser of the verb."""
    parser = commands.add_parser(
        "why",
        help="say why one clinic ranks above another, and what would swap them",
        description="Divide the difference of two clinics' scores by question, down to the terms that make it, and say "
        "which weights or which open answers would swap the two.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--between", metavar="CLINIC", nargs=2, required=True, help="two clinics, by id, or by name if it is unique"
    )
    parser.add_argument("--json", action="store_true", help="print numbers for a program instead of sentences")
    file_review.add_options(parser)
    return parser


def run(options: argparse.Namespace) -> Outcome:
    """Compare two clinics of the file; unless both have a score, say why, and print JSON only."""
    text, nothing = _explained(file_review.reviewed(options, recipe(options)), options)
    return Outcome(f"{text}\n".encode() if text else b"", nothing, 2 if nothing else 0)


def _explained(review: Review, options: argparse.Namespace) -> tuple[str, str]:
    """What to print, and why there is nothing to compare ("" if there is)."""
    first, second = (_position(review, text) for text in options.between)
    if first == second:
        raise BadSettings(f"--between: expected two clinics, found {quoted(options.between[1])} twice.")
    explanation = explain_pair(review, first, second)
    sentences = pair_sentences(explanation)
    if options.json:
        text = json.dumps(pair_record(explanation), indent=2)
    else:
        terms = [f"  {sentence}" for sentence in term_sentences(explanation)]
        text = "\n".join(map(_printable, (sentences[0], *terms, *sentences[1:])))
    if explanation.pair is None:
        return text if options.json else "", _printable(" ".join(sentences))
    return text, ""


def _position(review: Review, text: str) -> int:
    """The position of the clinic with this id, or else with this name, ignoring case and accents."""
    position = position_of(review, text)
    if position is not None:
        return position
    names = folded(pc.utf8_trim_whitespace(review.understood.known["name"].cast(pa.large_string())))
    try:
        sought = folded(pa.array([text.strip()], pa.large_string()))[0]
    except UnicodeEncodeError:  # half of a surrogate pair, which no file holds
        raise _no_clinic(text) from None
    positions = np.flatnonzero(pc.equal(names, sought).fill_null(fill_value=False))
    if len(positions) == 1:
        return int(positions[0])
    if not len(positions) or not text.strip():
        raise _no_clinic(text)
    ids = review.understood.known["clinic_id"].take(pa.array(positions)).to_pylist()
    raise BadSettings(
        f"--between: {len(positions):,} clinics are named {_named(text)}; name one by its id: "
        f"{_printable(listed_at_most(ids, _MOST_NAMED))}."
    )


def _no_clinic(text: str) -> BadSettings:
    return BadSettings(f"--between: no clinic of this file has the id or the name {_named(text)}.")


def _named(text: str) -> str:
    return quoted(cut(_printable(text), LONGEST_NAME))


def _printable(text: str) -> str:
    """Text of a record without control sequences for a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)
