"""Checks the file names in the options of the command line: none is empty, and no output overwrites another file."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from types import MappingProxyType

from scoring.errors import BadSettings
from scoring.file_faults import shown_path
from scoring.reports import exports

TABLE_HELP = f"write {exports.suffixes_in_words()} (default: CSV, printed)"
_OUTPUTS = MappingProxyType({"-o": "output", "--problems": "problems", "--save-recipe": "save_recipe"})
_TABLES = ("-o", "--problems")
_INPUTS = MappingProxyType({
    "FILE": "file",
    "OLD": "before",
    "NEW": "after",
    "--register": "register",
    "--recipe": "recipe",
    "--recipe-before": "recipe_before",
    "--rubric": "rubric",
    "--rubric-before": "rubric_before",
    "--corrections": "corrections",
})  # fmt: skip


def check_names(options: argparse.Namespace) -> None:
    """Raise `BadSettings` if a name is empty, or if an output has the name of a file read or of another output.

    A recipe may be saved over the one that was given, because it keeps that one's decisions.
    """
    read, outputs = _named(options, _INPUTS), _named(options, _OUTPUTS)
    sheet, scheduler = _named(options, {"--sheet": "sheet"}), _named(options, {"--scheduler": "scheduler"})
    for names, kind in (
        (read, "name of a file to read"),
        (outputs, "name of a file to write"),
        (sheet, "name of a sheet"),
        (scheduler, "address of a Dask scheduler"),
    ):
        for option, name in names:
            if not name:
                raise BadSettings(f"{option}: expected the {kind}, found ''.")
    for option, path in outputs:
        if any(_is_same(path, file) for source, file in read if (option, source) != ("--save-recipe", "--recipe")):
            raise BadSettings(f"{option}: {shown_path(path)} is a file that is read; give another name to write.")
        for other, taken in outputs:
            if other != option and _is_same(path, taken):
                raise BadSettings(f"{option}: {shown_path(path)} is what {other} writes; give each a name of its own.")


def _named(options: argparse.Namespace, keys: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each option with each name given for it; some options may be repeated."""
    given = {option: getattr(options, key, None) for option, key in keys.items()}
    names = {option: value if isinstance(value, list) else [value] for option, value in given.items()}
    return [(option, name) for option, listed in names.items() for name in listed if name is not None]


def check_tables(options: argparse.Namespace) -> None:
    """Raise `BadSettings` if the suffix of an output table belongs to no format."""
    for option in _TABLES:
        if path := getattr(options, _OUTPUTS[option], None):
            exports.check_suffix(path)


def _is_same(path: str, other: str) -> bool:
    """Whether two names are, or will be, of the same file. Devices do not count: several outputs may go to one."""
    if os.path.isfile(path) and os.path.isfile(other):  # noqa: PTH113 - which a name of no file makes raise
        return os.path.samefile(path, other)  # noqa: PTH121
    return not os.path.exists(path) and _target(path) == _target(other)  # noqa: PTH110


def _target(path: str) -> str:
    """The path that a name leads to once every link in it is followed, whether a file is there or not."""
    try:
        return os.path.realpath(path)
    except ValueError:  # a NUL character, which no name of a file holds
        return path
