"""Bytes to a table: a file's format, encoding and dialect, one reader for each format, and repair of broken rows.

In: a path, bytes or a binary file, and limits. Out: a `Table` of text, and problems. Open `formats.py` first, then the
format that you need:

- Formats, one module each: `delimited_text`, `workbook`, `json_records`, `parquet`. `file_format` is what they have in
  common; `source` is the bytes before any of them, `table` what they return, `artifacts` what all of them leave out,
  `other_files` what is none of them.
- Delimited text: `encoding` (by `joined_encodings`), `encoding_guess` (by `latin_script` and `character_sets`),
  `aligned_text`, `wrapped_rows`, `dialect`, `header_row`, `arrow_csv`, `csv_rows`, `ragged_rows`, `repair`;
  `record_ranges` (by `record_ends`, `file_encoding`) cuts a large one.
  `workbook` uses some of them, because its sheets come from a separate process as delimited text.
- JSON: `json_records`, `json_stream`, `json_objects`, `json_columns`. Parquet: `parquet`, `parquet_footer`.
- `formula_guard`: which text a spreadsheet would run; exports use it too. `html_entities`: characters written in HTML.
  `lookup_cells`: choices with ;# between.
"""

from scoring.reading.encoding import UTF8
from scoring.reading.encoding_guess import ENCODINGS, encoding_named
from scoring.reading.file_format import Excerpt, FirstRow, ReadOptions
from scoring.reading.formats import encodings, is_bounded, may_grow, read_table, suffixes_in_words
from scoring.reading.formula_guard import GUARD, needs_guard
from scoring.reading.html_entities import as_read
from scoring.reading.record_ranges import HAS_CHANGED, FileState, RecordRange, RecordRanges, record_ranges
from scoring.reading.source import fingerprint, read_bytes
from scoring.reading.table import (
    NO_CLINICS,
    WHOLE_FILE,
    Column,
    FileEnds,
    Table,
    as_dictionary,
    as_text,
    blank_cells,
    cells_at,
    may_hold,
    semicolons,
    whole,
    with_texts,
)
from scoring.reading.workbook import sheets, sheets_in

__all__ = [
    "ENCODINGS",
    "GUARD",
    "HAS_CHANGED",
    "NO_CLINICS",
    "UTF8",
    "WHOLE_FILE",
    "Column",
    "Excerpt",
    "FileEnds",
    "FileState",
    "FirstRow",
    "ReadOptions",
    "RecordRange",
    "RecordRanges",
    "Table",
    "as_dictionary",
    "as_read",
    "as_text",
    "blank_cells",
    "cells_at",
    "encoding_named",
    "encodings",
    "fingerprint",
    "is_bounded",
    "may_grow",
    "may_hold",
    "needs_guard",
    "read_bytes",
    "read_table",
    "record_ranges",
    "semicolons",
    "sheets",
    "sheets_in",
    "suffixes_in_words",
    "whole",
    "with_texts",
]
