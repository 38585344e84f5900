"""The verb `template` of the command line: a file of headers and examples."""

from __future__ import annotations

import argparse
from pathlib import Path

from scoring.commands.verb import Commands, Outcome
from scoring.errors import BadSettings
from scoring.file_faults import shown_path
from scoring.recognition import template
from scoring.written_file import write_bytes


def add_parser(commands: Commands) -> argparse.ArgumentParser:
    """Add the parser of the verb."""
    parser = commands.add_parser("template", help="write a file of headers and examples to fill in")
    parser.add_argument("-o", "--output", metavar="OUT.csv", help="where to write it (default: printed)")
    return parser


def run(options: argparse.Namespace) -> Outcome:
    """Write the template, or print it."""
    if options.output is None:
        return Outcome(template())
    if Path(options.output).suffix.lower() not in ("", ".csv", ".txt"):
        raise BadSettings(f"{shown_path(options.output)}: the template is CSV; give a name that ends in .csv.")
    write_bytes(template(), options.output)
    return Outcome()
