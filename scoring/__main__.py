"""The command line: `python -m scoring review clinics.csv -o scored.csv`."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence

from scoring import (
    changes_command,
    check_command,
    command_options,
    command_outputs,
    list_command,
    process_memory,
    verify_command,
    why_command,
)
from scoring.command_progress import progress, tell
from scoring.corrections_command import add_options, corrected
from scoring.editions import change_sentences
from scoring.errors import BadSettings, UnreadableFile, unexpected_as_unreadable
from scoring.file_faults import shown_path, why
from scoring.reading import suffixes_in_words
from scoring.recipes import Recipe
from scoring.recognition import DATE_ORDERS, PRICE_ASSUMPTIONS, template
from scoring.reports import counted, exports, few_weights, why_not_scored
from scoring.review import Review, review
from scoring.written_file import write_bytes

_EXAMPLE = """example:
  python -m scoring review data/clinics.csv -o scored.csv --problems problems.csv
  python -m scoring review export.csv --columns "Guidance used=imaging" --weights who=40,what=30,where=15,how=15

  python -m scoring review "parts/*.csv" -o reviewed/ --engine dask

exit code: 0 if at least one clinic was scored, 2 if none was or the file cannot be read, 1 if some part of a list
cannot be read"""
_INTERRUPTED = 130  # as shells count it: 128 and the number of the signal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    options = _parser().parse_args(arguments)
    verbs = {"template": _write_template, "changes": _changes, "check": _check, "why": _why}
    try:
        command_outputs.check_outputs(options)
        return verbs.get(options.command, _review)(options)
    except BadSettings as error:
        tell(error)
        return 2
    except KeyboardInterrupt:
        tell("Interrupted.")
        return _INTERRUPTED


def _changes(options: argparse.Namespace) -> int:
    process_memory.recycle()
    command_outputs.check_tables(options)
    try:
        with progress(), unexpected_as_unreadable():
            weights = command_options.weights(options.weights)
            earlier = weights if options.weights_before is None else command_options.weights(options.weights_before)
            result = changes_command.compared(options, weights, earlier)
            table, summary = result.export, [*change_sentences(result), result.settings]
            if options.output:
                exports.write(table, options.output)
        if not options.output:
            _print_bytes(exports.to_csv(table))
    except (UnreadableFile, BadSettings) as error:
        tell(error)
        return 2
    tell("\n".join(summary))
    return 0


def _why(options: argparse.Namespace) -> int:
    process_memory.recycle()
    try:
        with progress(), unexpected_as_unreadable():
            text, nothing = why_command.explained(_reviewed(options, command_options.recipe(options)), options)
        if text:
            _print_bytes(f"{text}\n".encode())
    except (UnreadableFile, BadSettings) as error:
        nothing = str(error)
    if nothing:
        tell(nothing)
    return 2 if nothing else 0


def _review(options: argparse.Namespace) -> int:
    process_memory.recycle()
    if options.command == "review" and list_command.names_a_list(options):
        return _review_list(options)
    command_outputs.check_tables(options)
    lines = []
    try:
        with progress(), unexpected_as_unreadable():
            result = _reviewed(options, command_options.recipe(options))
            if options.command == "verify":
                checked, summary = verify_command.checked(result, options)
                result = _reviewed(options, checked)
                lines.append(summary)
            if options.corrections:
                recipe, summary = corrected(result, options.corrections)
                result = _reviewed(options, recipe)
                lines.append(summary)
            if options.problems:
                exports.write(result.problems, options.problems)
            if options.output:
                exports.write_review(result, options.output)
            if options.save_recipe:
                command_options.write_recipe(result.recipe, options.save_recipe)
        if not options.output:
            _print_bytes(exports.clinics_csv(result))
    except (UnreadableFile, BadSettings) as error:
        tell(error)
        return 2
    tell("\n".join([*lines, _summary(result, options.problems)]))
    return 0 if result.totals.scored.any() else 2


def _review_list(options: argparse.Namespace) -> int:
    try:
        with progress(), unexpected_as_unreadable():
            summary, code = list_command.reviewed(options)
    except (UnreadableFile, BadSettings) as error:
        tell(error)
        return 2
    tell(summary)
    return code


def _check(options: argparse.Namespace) -> int:
    process_memory.recycle()
    command_outputs.check_tables(options)
    try:
        with progress(), unexpected_as_unreadable():
            check = check_command.checked(options)
            if options.output:
                exports.write(check.differences, options.output)
        if not options.output and len(check.differences):
            _print_bytes(exports.to_csv(check.differences))
    except (UnreadableFile, BadSettings) as error:
        tell(error)
        return 2
    tell(check_command.summary(check, options.file))
    return 1 if len(check.differences) else 0


def _reviewed(options: argparse.Namespace, recipe: Recipe) -> Review:
    return review(
        options.file,
        rubric=options.rubric,
        weights=command_options.weights(options.weights),
        columns=command_options.columns(options.columns),
        recipe=recipe,
        sheet=options.sheet,
    )


def _write_template(options: argparse.Namespace) -> int:
    if options.output is None:
        _print_bytes(template())
    else:
        write_bytes(template(), options.output)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scoring", description="Score a directory of clinics.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    blank = commands.add_parser("template", help="write a file of headers and examples to fill in")
    blank.add_argument("-o", "--output", metavar="OUT.csv", help="where to write it (default: printed)")
    command = commands.add_parser(
        "review",
        help="read a file of clinics and score each",
        description="Read a file of clinics and score what each record states about who injects, what, where and how.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for writing in (command, verify_command.add_parser(commands)):
        _add_settings(writing)
        writing.add_argument("-o", "--output", metavar="OUT", help=_output_help())
        writing.add_argument("--problems", metavar="OUT", help="also write what was not understood")
        add_options(writing)
    list_command.add_options(command)
    _add_settings(why_command.add_parser(commands))
    changes_command.add_parser(commands, _output_help())
    check_command.add_parser(commands)
    return parser


def _add_settings(command: argparse.ArgumentParser) -> None:
    """The file, and how it is read and scored."""
    command.add_argument("file", metavar="FILE", help=suffixes_in_words())
    command.add_argument("--sheet", metavar="NAME", help="a sheet of a workbook (default: the first one with clinics)")
    command.add_argument(
        "--encoding",
        metavar="NAME",
        help="of text that is not UTF-8, such as cp1250 (default: detected by its letters)",
    )
    weights = "weights of the four questions, 0-100"
    command.add_argument("--weights", metavar="who=25,...", action=command_options.Joined, default="", help=weights)
    command.add_argument("--rubric", metavar="RUBRIC", help=command_options.RUBRIC_HELP)
    command.add_argument(
        "--columns",
        metavar="HEADER=FIELD",
        action="append",
        default=[],
        help="the field that a header of the file means; may be repeated; FIELD may list several with commas, or be "
        "empty for a column that is not used",
    )
    command.add_argument("--recipe", metavar="RECIPE", help="apply the decisions about an earlier export (JSON)")
    command.add_argument(
        "--first-row",
        choices=("header", "clinic"),
        help="what the first row is (default: what the recipe says, or header); without a header, columns are called "
        "column_1, column_2 and so on",
    )
    command.add_argument(
        "--one-row",
        choices=("clinic", "person"),
        help="what a row is (default: what the recipe says, or clinic); rows of people are grouped into clinics",
    )
    command.add_argument(
        "--dates",
        choices=[order.replace("_", "-") for order in DATE_ORDERS],
        help="how to read dates that may be either, such as 03/04/2025 (default: what the recipe says, or what the "
        "other dates of the column show)",
    )
    command.add_argument(
        "--prices",
        choices=[assumption.replace("_", "-") for assumption in PRICE_ASSUMPTIONS],
        action="append",
        default=[],
        help="what to assume about prices that leave it unsaid; may be repeated: that 1.200 is 1,200 and 12,50 is "
        "12.50, that amounts without a currency are US dollars, that prices per level or vial are for a treatment",
    )


def _output_help() -> str:
    return f"write {exports.suffixes_in_words()} (default: CSV, printed)"


def _print_bytes(content: bytes) -> None:
    """Print it, as far as it is read. Raises `BadSettings` if it cannot be printed."""
    if sys.stdout is None:  # closed by the shell
        raise BadSettings("The result could not be printed: the standard output is closed.")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # send the interpreter's own flush nowhere
        if not isinstance(error, BrokenPipeError):  # whose reader has stopped reading
            raise BadSettings(f"The result could not be printed: {why(error)}.") from None


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


if __name__ == "__main__":
    sys.exit(main())
