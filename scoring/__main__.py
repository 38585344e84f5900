"""The command line: `python -m scoring review clinics.csv -o scored.csv`. Its verbs are in `scoring/commands/`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from scoring import process_memory
from scoring.argument_parser import ArgumentParser
from scoring.commands import VERBS, Commands, Outcome, check_names, print_bytes, progress
from scoring.errors import BadSettings, UnreadableFile, unexpected_as_unreadable
from scoring.interruption import ENDED, INTERRUPTED, EndRequested, end_in_order
from scoring.standard_error import tell


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    options = _parser().parse_args(arguments)
    process_memory.recycle()
    try:
        check_names(options)
        with progress(), unexpected_as_unreadable():
            outcome: Outcome = options.run(options)
        if outcome.printed:
            print_bytes(outcome.printed)
        if outcome.summary:
            tell(outcome.summary)
    except (UnreadableFile, BadSettings) as error:
        tell(error)
        return 2
    except KeyboardInterrupt as error:
        tell(ENDED)
        return error.exit_code if isinstance(error, EndRequested) else INTERRUPTED
    return outcome.code


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = ArgumentParser(
        prog="python -m scoring", description="Score a directory of clinics."
    )
    commands: Commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    for verb in VERBS:
        verb.add_parser(commands).set_defaults(run=verb.run)
    return parser


if __name__ == "__main__":
    end_in_order()
    sys.exit(main())
