"""Readers' corrections on the command line: checked and added to the recipe, which can be saved."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from scoring.file_faults import shown_path
from scoring.recipes import Recipe, load_correction
from scoring.reports import check_corrections, contradictions, counted, with_corrections
from scoring.review import Review


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options for corrections, and for saving a recipe of what they and the other options decide."""
    command.add_argument(
        "--corrections",
        metavar="FILE",
        action="append",
        default=[],
        help="apply a correction that a reader sent (JSON, from a Clinic page) if it fits; may be repeated",
    )
    command.add_argument("--save-recipe", metavar="OUT.json", help="also write the recipe that reproduces this result")


def corrected(review: Review, paths: Sequence[str]) -> tuple[Recipe, str]:
    """The review's recipe with the corrections that can be applied, and a line on each one that cannot.

    If corrections give one field different texts, none of them is applied. Raises `BadSettings` for a file that is
    not a correction.
    """
    checked = check_corrections(review, [load_correction(path) for path in paths])
    conflicts = contradictions(checked)
    applied = [entry for entry in checked if not entry.refusal and entry.cell not in conflicts]
    lines = [f"{len(applied):,} of {counted(len(checked), 'correction')} applied."]
    for path, entry in zip(map(shown_path, paths), checked, strict=True):
        if entry.refusal:
            lines.append(f"  {path}: {entry.title}. {entry.refusal}")
        elif entry.cell in conflicts:
            lines.append(f"  {path}: {conflicts[entry.cell]}")
        else:
            lines += [
                f"  {path}: {entry.title}. {message}" for message in (entry.effect.messages if entry.effect else ())
            ]
    return with_corrections(review.recipe, applied), "\n".join(lines)
