"""Draws the Vega-Lite specification on standard input, as JSON, and writes the picture to standard output.

The only argument is JSON: `kind`, "svg" or "png", and `memory_bytes`. It loads little, because it is started for every
picture. Any failure ends it with a line on standard error and an exit code other than 0.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import vl_convert

from spreadsheets.process import limit

_PIXELS = 2  # of a PNG, per pixel of the specification: sharp in print at the width of a column of text
_ROWS = frozenset(("datasets", "values"))  # these hold text and numbers, never an address
_ADDRESSES = frozenset(("url", "href"))


def addresses(specification: Any) -> Iterator[str]:
    """The keys of a specification with which a picture would load something, or lead somewhere."""
    if isinstance(specification, list):
        for part in specification:
            yield from addresses(part)
    elif isinstance(specification, dict):
        yield from _ADDRESSES & specification.keys()
        for key, part in specification.items():
            if key not in _ROWS:
                yield from addresses(part)


def picture(specification: dict[str, Any], kind: str) -> bytes:
    """The picture as a file. Raises `ValueError` for a specification that cannot be drawn or names an address."""
    if named := sorted(set(addresses(specification))):
        raise ValueError(f"The specification names addresses, by {', '.join(named)}.")
    if kind == "svg":
        return vl_convert.vegalite_to_svg(specification, allowed_base_urls=[]).encode()
    return vl_convert.vegalite_to_png(specification, scale=_PIXELS, ppi=72, allowed_base_urls=[])


if __name__ == "__main__":
    request = json.loads(sys.argv[1])
    limit(request["memory_bytes"])
    sys.stdout.buffer.write(picture(json.load(sys.stdin.buffer), request["kind"]))
