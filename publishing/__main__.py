"""For hosts of the app: take down a published dataset that was reported.

    python -m publishing take-down DATASET --store URL

DATASET is the value of `data=` in its link, URL the value of `CLINICS_STORE`.
"""

from __future__ import annotations

import sys
from contextlib import closing

from publishing.errors import StoreUnavailable
from publishing.store import Store
from scoring.argument_parser import ArgumentParser
from scoring.interruption import ENDED, INTERRUPTED
from scoring.standard_error import tell
from scoring.wording import shown_value


def main(argv: list[str] | None = None) -> int:
    """Run the command. Returns 0, or 2 with a sentence on standard error if it cannot be done.

    The system may end it at any moment, because the database keeps a change whole or not at all.
    """
    parser = ArgumentParser(prog="python -m publishing", description="Manage published datasets.")
    command = parser.add_subparsers(required=True).add_parser("take-down", help="withdraw a dataset without its code")
    command.add_argument("dataset", help="the value of data= in the link")
    command.add_argument("--store", metavar="URL", required=True, help="the value of CLINICS_STORE")
    arguments = parser.parse_args(argv)
    try:
        with closing(Store(arguments.store, must_exist=True)) as store:
            done = store.take_down(arguments.dataset)
    except StoreUnavailable as reason:
        tell(reason)
        return 2
    except KeyboardInterrupt:
        tell(ENDED)
        return INTERRUPTED
    if not done:
        shown = shown_value(arguments.dataset)
        tell(f"Nothing is published as {shown}; give what stands after data= in its link.")
        return 2
    tell(f"{arguments.dataset} is taken down; its link says that it was withdrawn.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
