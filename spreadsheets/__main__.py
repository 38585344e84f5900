"""Reads a workbook from standard input and writes one of its sheets as CSV to standard output.

What is wanted, and how much is read at most, comes as JSON in the one argument. The last line of standard error is JSON
too: the sheets and what is said of cells, or why the workbook is not read.
"""

from __future__ import annotations

import json
import sys
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from python_calamine import CalamineError

from spreadsheets.book import Book, Limits
from spreadsheets.process import limit
from spreadsheets.refusals import Refused


def main(asked: dict[str, Any], workbook: BinaryIO, output: BinaryIO) -> dict[str, Any]:
    """What is said of the workbook, or why it is not read; the sheet's text is written by then.

    asked: `limits` and `memory_bytes`; `sheet`: a name, "" for the first in view, or None for the list of sheets alone.
    With a name that no sheet has, the list is all that is said.
    """
    try:
        return _read(asked, workbook, output)
    except Refused as reason:
        return {"refused": reason.code, "size": reason.size}
    except MemoryError:
        return {"refused": "memory"}
    except (CalamineError, BadZipFile, ParseError, EOFError, NotImplementedError, OSError, ValueError) as reason:
        return {"refused": "damaged", "reason": repr(reason)}


def _read(asked: dict[str, Any], workbook: BinaryIO, output: BinaryIO) -> dict[str, Any]:
    limit(asked["memory_bytes"])
    book = Book(workbook.read(), Limits(**asked["limits"]))
    name = asked["sheet"]
    said = {"sheets": book.sheets, "has_marks": book.has_marks}
    if name is None or (name and name not in book.sheets):
        return said
    marks = book.write(name or book.sheets[0], output)
    output.flush()
    return {**said, "blanked": marks.blanked}


if __name__ == "__main__":
    outcome = main(json.loads(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
    sys.stderr.write(json.dumps(outcome) + "\n")
