"""A list in parts for the verb `review`: its options, and the folder that it is written to."""

from __future__ import annotations

import argparse
import glob
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scoring.commands import option_values
from scoring.commands.verb import Outcome
from scoring.engine import (
    RECIPE,
    ListSettings,
    LocalRunner,
    Runner,
    dask_workers,
    is_folder,
    is_there,
    parts_of,
    review_list,
    summary_text,
)
from scoring.errors import BadSettings
from scoring.file_faults import shown_path
from scoring.recipes import Recipe, load_recipe
from scoring.reports import exports
from scoring.review import today
from scoring.rubric import load_rubric
from scoring.scores import checked_weights

_MOST_OF_A_CORE = 4  # workers: a second one on a core only uses memory, and a thousand use all of it
_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for a list in parts."""
    parts = parser.add_argument_group(
        "a list in parts",
        "FILE may be a pattern in quotes, such as 'parts/*.csv', or a folder; then OUT is a folder too. An earlier "
        "result in it is replaced once the new one is complete.",
    )
    parts.add_argument(
        "--engine",
        choices=("single", "dask"),
        help="review the parts in this process (default), or on Dask workers (see requirements-dask.txt)",
    )
    parts.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster that shares these folders; local workers if left out"
    )
    parts.add_argument("--workers", metavar="N", type=int, help="number of local Dask workers (default: one per core)")


def names_a_list(options: argparse.Namespace) -> bool:
    """Whether to review a list in parts: its options are given, FILE means several, or the output is a folder."""
    several = is_folder(options.file) or (glob.has_magic(options.file) and not is_there(options.file))
    return bool(options.engine or _is_of_dask(options) or several or _is_folder(options.output or ""))


def reviewed_list(options: argparse.Namespace) -> Outcome:
    """Review the list and write its folder.

    Raises `UnreadableFile` if no part can be read, `BadSettings` for options that cannot be used.
    """
    _refuse(options)
    rubric = load_rubric(options.rubric)
    settings = ListSettings(
        rubric=rubric,
        weights=checked_weights(option_values.weights(options.weights), rubric),
        reviewed_on=today(),
        recipe=_recipe(options),
        columns=option_values.columns(options.columns),
    )
    parts = parts_of(options.file, settings.recipe)
    with _runner(options) as runner:
        manifest = review_list(parts, Path(options.output), settings, runner)
    if options.save_recipe:
        option_values.write_recipe(load_recipe(Path(options.output) / RECIPE), options.save_recipe)
    code = 1 if manifest.errors else 0
    return Outcome(summary=summary_text(manifest), code=code if manifest.scored else 2)


def _is_folder(output: str) -> bool:
    return output.endswith(_SEPARATORS) or (output != "" and is_folder(output))


def _is_of_dask(options: argparse.Namespace) -> bool:
    return options.scheduler is not None or options.workers is not None


def _refuse(options: argparse.Namespace) -> None:
    if options.engine != "dask" and _is_of_dask(options):
        raise BadSettings("--scheduler and --workers are of Dask; add --engine dask.")
    output = options.output or ""
    if not output or (Path(output).suffix.lower() in exports.WRITERS and not _is_folder(output)):
        kind = "is a folder" if is_folder(options.file) else "is reviewed in parts"
        raise BadSettings(f"{shown_path(options.file)} {kind}, and the result is a folder too: name it with -o OUT/.")
    if options.problems:
        raise BadSettings("--problems: the problems of a list in parts are written into its folder.")
    if options.corrections:
        raise BadSettings("--corrections: they are of single clinics; apply them to a file of their own.")
    if options.workers is not None and (options.workers < 1 or options.scheduler):
        raise BadSettings("--workers: expected a number from 1, for local workers only.")
    if (options.workers or 0) > (most := _MOST_OF_A_CORE * (os.cpu_count() or 1)):
        raise BadSettings(f"--workers: expected {most} at most, as each keeps a core of this machine busy.")


def _recipe(options: argparse.Namespace) -> Recipe:
    """The recipe of the options, including their columns and sheet."""
    recipe = option_values.recipe(options)
    columns = {header: tuple(fields) for header, fields in option_values.columns(options.columns).items()}
    update = {"columns": {**recipe.columns, **columns}, "sheet": options.sheet or recipe.sheet}
    return load_recipe(recipe.model_copy(update=update))


@contextmanager
def _runner(options: argparse.Namespace) -> Iterator[Runner]:
    if options.engine != "dask":
        yield LocalRunner()
        return
    with dask_workers(options.scheduler, options.workers) as runner:
        yield runner
