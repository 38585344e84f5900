"""Writes a review as the options of `review` and `verify` say, and sums it up."""

from __future__ import annotations

import argparse
from collections import Counter

from scoring.commands import correction_options, file_review
from scoring.commands.named_files import TABLE_HELP
from scoring.commands.option_values import write_recipe
from scoring.commands.verb import Outcome
from scoring.file_faults import shown_path
from scoring.reports import counted, exports, few_weights, why_not_scored
from scoring.review import Review


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the file, and the options for reading and scoring it, for corrections, and for outputs."""
    file_review.add_options(parser)
    parser.add_argument("-o", "--output", metavar="OUT", help=TABLE_HELP)
    parser.add_argument("--problems", metavar="OUT", help="also write what was not understood")
    correction_options.add_options(parser)


def written(result: Review, options: argparse.Namespace, *lines: str) -> Outcome:
    """The outcome of a review, corrected and written as the options say. `lines`: of the summary so far."""
    said = list(lines)
    if options.corrections:
        recipe, summary = correction_options.corrected(result, options.corrections)
        result = file_review.reviewed(options, recipe)
        said.append(summary)
    if options.problems:
        exports.write(result.problems, options.problems)
    if options.output:
        exports.write_review(result, options.output)
    if options.save_recipe:
        write_recipe(result.recipe, options.save_recipe)
    return Outcome(
        printed=b"" if options.output else exports.clinics_csv(result),
        summary="\n".join([*said, _summary(result, options.problems)]),
        code=0 if result.totals.scored.any() else 2,
    )


def _summary(result: Review, problems_file: str | None) -> str:
    scored = result.scored
    count = len(result)
    if not scored:
        little = "their records do not state enough; fill in at least two of credentials, products, targets and imaging"
        return f"None of {counted(count, 'clinic')} could be scored: {few_weights(result) or little}."
    lines = [f"{counted(count, 'clinic')}: {scored:,} scored, {count - scored:,} not scored."]
    if joined := result.accounting.joined:
        lines.append(f"  {counted(joined, 'further row')} of a person joined to a clinic.")
    if scored < count:
        lines += [f"  {number:,}: {reason}" for reason, number in why_not_scored(result)]
    kinds = Counter(result.problem_table.texts["code"].to_pylist())
    if kinds:
        listed = ", ".join(f"{code} {number:,}" for code, number in kinds.most_common(5))
        reference = f"see {shown_path(problems_file)}" if problems_file else "--problems OUT.csv lists them"
        lines.append(
            f"{counted(sum(kinds.values()), 'problem')} ({listed}{', ...' if len(kinds) > 5 else ''}); {reference}."
        )
    lines.append(
        f"File {result.fingerprint[:12]}, recipe {result.recipe_fingerprint[:12]}; {result.versions}; "
        f"reviewed on {result.reviewed_on}."
    )
    return "\n".join(lines)
