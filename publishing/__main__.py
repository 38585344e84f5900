"""For hosts of the app: take down a published dataset that was reported.

    python -m publishing take-down DATASET --store URL

DATASET is the value of `data=` in its link, URL the value of `CLINICS_STORE`.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import closing

from publishing.errors import StoreUnavailable
from publishing.store import Store


def main(argv: list[str] | None = None) -> int:
    """Run the command. Returns 0, or 2 with a sentence on standard error if it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m publishing", description="Manage published datasets.")
    command = parser.add_subparsers(required=True).add_parser("take-down", help="withdraw a dataset without its code")
    command.add_argument("dataset", help="the value of data= in the link")
    command.add_argument("--store", metavar="URL", required=True, help="the value of CLINICS_STORE")
    arguments = parser.parse_args(argv)
    try:
        with closing(Store(arguments.store, must_exist=True)) as store:
            done = store.take_down(arguments.dataset)
    except StoreUnavailable as reason:
        print(reason, file=sys.stderr)
        return 2
    if not done:
        print(
            f"Nothing is published as {arguments.dataset!r}; give what stands after data= in its link.", file=sys.stderr
        )
        return 2
    print(f"{arguments.dataset} is taken down; its link says that it was withdrawn.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
