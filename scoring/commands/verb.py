"""What every verb of the command line provides, and the outcome of running one."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name


@dataclass(frozen=True)
class Outcome:
    """What goes to standard output, the summary for standard error ("" for none), and the exit code."""

    printed: bytes = b""
    summary: str = ""
    code: int = 0


class Verb(Protocol):
    """A module of a verb."""

    def add_parser(self, commands: Commands, /) -> argparse.ArgumentParser:
        """Add the parser of the verb, and return it."""

    def run(self, options: argparse.Namespace, /) -> Outcome:
        """Do what the options say, and write the files that they name. Raises `UnreadableFile`, `BadSettings`."""
