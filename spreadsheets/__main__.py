"""Reads a workbook from standard input and writes one of its sheets as CSV to standard output.

The request, with its limits, is JSON in the only argument. The last line of standard error is JSON too: the sheets and
the cells that were left blank, or why the workbook is not read.
"""

from __future__ import annotations

import json
import sys
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from python_calamine import CalamineError

from spreadsheets.book import Book, Limits
from spreadsheets.process import limit
from spreadsheets.refusals import Refused


def main(request: dict[str, Any]) -> dict[str, Any]:
    """Write the sheet's text, and return the facts about the workbook. Raises `Refused`.

    `request`: `limits` and `memory_bytes`; `sheet`: a name, "" for the first visible one, or None for the list of
    sheets alone. A name that no sheet has also gives the list alone.
    """
    limit(request["memory_bytes"])
    book = Book(sys.stdin.buffer.read(), Limits(**request["limits"]))
    name = request["sheet"]
    answer = {"sheets": book.sheets, "has_marks": book.has_marks}
    if name is None or (name and name not in book.sheets):
        return answer
    marks = book.write(name or book.sheets[0], sys.stdout.buffer)
    sys.stdout.flush()
    return {**answer, "blanked": marks.blanked}


if __name__ == "__main__":
    try:
        outcome = main(json.loads(sys.argv[1]))
    except Refused as reason:
        outcome = {"refused": reason.code, "size": reason.size}
    except MemoryError:
        outcome = {"refused": "memory"}
    except (CalamineError, BadZipFile, ParseError, EOFError, NotImplementedError, OSError, ValueError) as reason:
        outcome = {"refused": "damaged", "reason": repr(reason)}
    sys.stderr.write(json.dumps(outcome) + "\n")
