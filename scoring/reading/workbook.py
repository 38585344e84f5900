"""Workbooks to rows of text, as a spreadsheet shows them: nothing in a workbook is run or looked up.

They are read in a process of its own, `python -m spreadsheets`, whatever they are made of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scoring import child_process
from scoring.errors import BadSettings, UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog, finding

_DO_THIS = "save the list of clinics as CSV (comma separated, UTF-8) and try again."
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # a zip archive, and the container of old office files
_REFUSED = {
    "damaged": f"This workbook could not be opened; it may be damaged, or have a password. Open it, and {_DO_THIS}",
    "damaged_archive": f"This is a spreadsheet or a zip archive that is damaged; {_DO_THIS}",
    "document": f"This is a Word document, not a list; {_DO_THIS}",
    "archive": f"This is a zip archive, not a CSV file; unpack it, or {_DO_THIS}",
    "password": f"This workbook has a password; open it, and {_DO_THIS}",
    "no_sheets": "The workbook has no sheet with cells; save the list of clinics as CSV and try again.",
    "parts": f"The workbook has {{size:,}} parts, more than are read; {_DO_THIS}",
    "sheets": f"The workbook has {{size:,}} sheets, more than are read; {_DO_THIS}",
}

_OTHER_KINDS = ("damaged_archive", "document", "archive")


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet as UTF-8 CSV.

    `blanked`: cells that were left blank: row (from 1), place (from 0), code and value.
    """

    data: bytes
    blanked: tuple[tuple[int, int, str, str], ...]


def may_be_workbook(data: bytes) -> bool:
    """Whether the bytes begin like a workbook: nothing more is looked at in this process."""
    return data.startswith(_MAGIC)


class _NoWorkbook(UnreadableFile):
    """The bytes are something else."""


def sheet_names(data: bytes, limits: Limits) -> tuple[str, ...]:
    """The names of a workbook's sheets: those in view, then hidden ones; none for something else.

    Raises `UnreadableFile` for a workbook that cannot be opened.
    """
    try:
        said, _ = _read(data, None, limits)
    except _NoWorkbook:
        return ()
    return tuple(said["sheets"])


def read_sheet(data: bytes, sheet: str | None, problems: ProblemLog, limits: Limits) -> Sheet:
    """One sheet, the first in view unless another is named. Raises `UnreadableFile`, or `BadSettings` for the name."""
    said, text = _read(data, sheet or "", limits)
    names = said["sheets"]
    if sheet is not None and sheet not in names:
        raise BadSettings(f"sheet: the workbook has no sheet {sheet!r}. Its sheets: {', '.join(names)}.")
    if sheet is None and len(names) > 1:
        problems.add("", finding("sheet_chosen", names[0], found=len(names), rest=", ".join(names[1:])))
    if text and not said["has_marks"]:
        problems.add("", finding("workbook_of_values"))
    return Sheet(text, tuple((row, place, code, value) for row, place, code, value in said["blanked"]))


def _read(data: bytes, sheet: str | None, limits: Limits) -> tuple[Mapping[str, Any], bytes]:
    """What is said of a workbook, and the text of a sheet: of the first for "", of none for None."""
    limits.check_packed(len(data))
    clock = Clock(limits)
    clock.check()
    asked = {
        "sheet": sheet,
        "memory_bytes": limits.memory_bytes,
        "limits": {"text_bytes": limits.text_bytes, "rows": limits.rows, "columns": limits.columns},
    }
    ended = child_process.run(
        "spreadsheets", json.dumps(asked), data, memory_bytes=limits.memory_bytes, look=lambda _: clock.check()
    )
    if ended.short_of_memory:
        raise limits.out_of_memory()
    if ended.code:
        raise UnreadableFile(_REFUSED["damaged"])
    said = json.loads(ended.said[-1])
    if "refused" in said:
        _refuse(said["refused"], said.get("size", 0), limits)
    return said, ended.output


def _refuse(code: str, size: int, limits: Limits) -> None:
    """Raise `UnreadableFile` in the words of the limit, or of the code."""
    if code == "memory":
        raise limits.out_of_memory()
    checks = {"unpacked": limits.check_unpacked, "rows": limits.check_rows, "columns": limits.check_columns}
    if code in checks:
        checks[code](size)
    raise (_NoWorkbook if code in _OTHER_KINDS else UnreadableFile)(_REFUSED[code].format(size=size))
