"""The files that the options of the command line write: named so that each can be written, and none is lost."""

from __future__ import annotations

import argparse
import os
from types import MappingProxyType

from scoring.errors import BadSettings
from scoring.file_faults import shown_path
from scoring.reports import exports

TABLE_HELP = f"write {exports.suffixes_in_words()} (default: CSV, printed)"
_OUTPUTS = MappingProxyType({"-o": "output", "--problems": "problems", "--save-recipe": "save_recipe"})
_TABLES = ("-o", "--problems")
_INPUTS = ("file", "before", "after", "register", "recipe", "recipe_before", "rubric", "rubric_before")


def check_outputs(options: argparse.Namespace) -> None:
    """Raise `BadSettings` if an output has no name, or that of a file that is read, or that of another output.

    A recipe may be saved over the one that was given, as it holds what that one decides.
    """
    given = vars(options)
    outputs = {option: given[name] for option, name in _OUTPUTS.items() if given.get(name) is not None}
    read = [given[name] for name in _INPUTS if given.get(name)] + given.get("corrections", [])
    for option, path in outputs.items():
        if not path:
            raise BadSettings(f"{option}: expected the name of a file to write, found ''.")
        kept = [file for file in read if option != "--save-recipe" or file != given.get("recipe")]
        if any(_is_same(path, file) for file in kept):
            raise BadSettings(f"{option}: {shown_path(path)} is a file that is read; give another name to write.")
        for other, taken in outputs.items():
            if other != option and _is_same(path, taken):
                raise BadSettings(f"{option}: {shown_path(path)} is what {other} writes; give each a name of its own.")


def check_tables(options: argparse.Namespace) -> None:
    """Raise `BadSettings` if an output that is a table has the suffix of no format."""
    for option in _TABLES:
        if path := getattr(options, _OUTPUTS[option], None):
            exports.check_suffix(path)


def _is_same(path: str, other: str) -> bool:
    """Whether two names are of one file, or will be; devices take what several write."""
    if os.path.isfile(path) and os.path.isfile(other):  # noqa: PTH113 - which a name of no file makes raise
        return os.path.samefile(path, other)  # noqa: PTH121
    return not os.path.exists(path) and os.path.abspath(path) == os.path.abspath(other)  # noqa: PTH100, PTH110
