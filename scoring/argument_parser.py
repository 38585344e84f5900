"""The arguments of a command, and what is wrong with them on a line that can be shown."""

from __future__ import annotations

import argparse
from typing import NoReturn

from scoring.wording import abridged, on_one_line


class ArgumentParser(argparse.ArgumentParser):
    """A parser whose errors repeat no long argument whole, and no command of a terminal; so are those of its verbs."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the error, and end the program with code 2."""
        super().error(abridged(on_one_line(message)))
