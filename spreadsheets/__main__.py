"""Reads a workbook from standard input and writes one of its sheets as CSV to standard output.

The request, with its limits, is JSON in the only argument. The last line of standard error is JSON too: the sheets and
notes on cells, or why the workbook is refused.
"""

from __future__ import annotations

import json
import sys
import zlib
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from python_calamine import CalamineError

from spreadsheets.book import Book, Limits
from spreadsheets.process import limit
from spreadsheets.refusals import Refused

_LONGEST_NOTE = 301  # characters of a value in a note: one more than a problem shows, so that it shows that it is cut


def main(request: dict[str, Any], workbook: BinaryIO, output: BinaryIO) -> dict[str, Any]:
    """Write the sheet's text to `output`; return the facts about the workbook, or why it is refused.

    `request`: `limits` and `memory_bytes`; `sheet`: a name, "" for the first visible one, or None for just the list of
    sheets. A name that no sheet has also gives just the list.
    """
    try:
        return _read(request, workbook, output)
    except Refused as reason:
        return {"refused": reason.code, "size": reason.size}
    except MemoryError:
        return {"refused": "memory"}
    except (
        CalamineError,
        BadZipFile,
        ParseError,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        zlib.error,
    ) as reason:
        return {"refused": "damaged", "reason": repr(reason)}


def _read(request: dict[str, Any], workbook: BinaryIO, output: BinaryIO) -> dict[str, Any]:
    limit(request["memory_bytes"])
    book = Book(workbook.read(), Limits(**request["limits"]))
    name = request["sheet"]
    answer = {"sheets": book.sheets, "has_marks": book.has_marks}
    if name is None or (name and name not in book.sheets):
        return answer
    marks = book.write(name or book.sheets[0], output)
    output.flush()
    return {**answer, "notes": grouped(marks.notes), "hidden": [marks.hidden_rows, marks.hidden_columns]}


def grouped(notes: list[tuple[int, int, str, str]]) -> list[tuple[int, str, str, list[int]]]:
    """The notes by place, code and the start of the value, in the order of places, each with its rows.

    A sheet may say one thing about each of a million cells.
    """
    rows: dict[tuple[int, str, str], list[int]] = {}
    for row, place, code, value in notes:
        rows.setdefault((place, code, value[:_LONGEST_NOTE]), []).append(row)
    return sorted(((*note, at) for note, at in rows.items()), key=lambda group: group[0])


if __name__ == "__main__":
    outcome = main(json.loads(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
    sys.stderr.write(json.dumps(outcome) + "\n")
