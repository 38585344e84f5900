"""Lines for the person at the terminal: on standard error, whatever became of it."""

from __future__ import annotations

import os
import sys
from unicodedata import category


def tell(text: object) -> None:
    """Print a line on standard error; if that is closed or full, go on without it."""
    if sys.stderr is None:  # closed by the shell
        return
    try:
        sys.stderr.write(f"{_without_commands(str(text))}\n")
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # the interpreter's own flush, too


def _without_commands(text: str) -> str:
    """Text of files and their names, with what a terminal would obey escaped; its lines stay lines."""
    return "".join(
        c if c.isprintable() or c == "\n" or category(c) == "Zs" else c.encode("unicode_escape").decode() for c in text
    )
