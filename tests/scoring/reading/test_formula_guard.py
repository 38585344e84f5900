"""Formulas in text: whatever a file holds, no cell of an export runs, and reading it again loses nothing."""

from __future__ import annotations

import csv
import io
import unicodedata
from codecs import BOM_UTF8
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from scoring import CANONICAL, review
from scoring.reading.formula_guard import GUARD, needs_guard, unguarded
from scoring.recognition.columns.template import template
from scoring.reports import exports

DAY = date(2026, 11, 1)
PAYLOADS = (
    "=1+1", '=HYPERLINK("http://e.example","x")', "+1+1", "-1+2", "@SUM(A1)", "=cmd|' /C calc'!A0",
    "\t=1+1", "\r=1+1", "\n=1+1", "\v=1+1", "\f=1+1", "\x1c=1+1", "\x85=1+1", "\u2028=1+1", "\xa0=1+1", "\u3000=1+1",
    "\u200b=1+1", "\ufeff=1+1", "\uff1d1+1", "\uff0b1", "\uff0d1+1", "\uff20x", "\ufe66x", "\t1", "- none", "-", "-1e5",
)  # fmt: skip
BREAKS = ("\r", "\n", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
HARMLESS = ("-1", "+1.5", " -12,5", "007", "1e5", "O'Brien", "'twas", "a=b", "5%", "\uff11", "", "'", '"', "x")
CELLS = (
    *PAYLOADS,
    *HARMLESS,
    *(f"B{end}=1+1" for end in BREAKS),
    *(f"B{end}" for end in BREAKS),
    "'=1",
    "''=1",
    "' =1",
    "'-1",
)

pieces = st.sampled_from((*CELLS, *BREAKS, GUARD, '"', ",", ";", "\t", " ", "PRP", "MD", "\U0001f4a9"))
texts = st.one_of(st.sampled_from(CELLS), st.lists(pieces, max_size=4).map("".join))
names = texts.map(lambda text: f"{text}A")
odd_headers = st.sampled_from(
    ("score", "tier", "score_in_file", "name_in_file", "Unnamed: 3", "column_22", "zip", "guidance")
)
others = st.lists(st.one_of(texts, odd_headers), min_size=3, max_size=3, unique=True)


def runs(cell: str) -> bool:
    """Whether a spreadsheet would run a cell: its first visible sign opens a formula, and it is not a number."""
    seen = cell.lstrip("".join(map(chr, range(0x21))) + "\x7f\x85\xa0\u200b\u2028\u2029\u3000\ufeff")
    if unicodedata.normalize("NFKC", seen[:1]) not in ("=", "+", "-", "@"):
        return False
    return not all(sign.isdigit() or sign in "+-., " for sign in cell) or not seen[1:2].isdigit() or "-" in seen[1:]


def written(rows: list[list[str]]) -> bytes:
    """A CSV file in which every cell is quoted."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def cells_of(content: bytes) -> list[list[str]]:
    """Every cell of a CSV file as Python reads it, headers included."""
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


@st.composite
def hostile_files(draw: st.DrawFn) -> bytes:
    """A file with every column and three others, in which any cell or header may be a formula."""
    headers = [*CANONICAL, *draw(others)]
    drawn = st.lists(texts, min_size=len(headers), max_size=len(headers))
    rows = draw(st.lists(drawn, min_size=1, max_size=3))
    for row in rows:
        row[CANONICAL.index("name")] = draw(names)
    return written([headers, *rows])


@given(st.lists(texts, min_size=1))
def test_the_guard_comes_off_as_it_went_on(cells: list[str]) -> None:
    """Any text is unchanged by adding and removing the guard, and every text that would run gets one."""
    needed = needs_guard(pa.array(cells)).to_pylist()
    safe = [f"{GUARD}{cell}" if needs else cell for cell, needs in zip(cells, needed, strict=True)]
    assert unguarded(pa.array(safe)).to_pylist() == cells
    assert unguarded(pa.array(safe).dictionary_encode()).to_pylist() == cells
    assert not any(map(runs, safe))


@pytest.mark.parametrize("column", [*CANONICAL, "=own", "\uff1down"])
def test_no_column_lets_a_formula_through(column: str) -> None:
    """In every column, ids and codes included, text that would run gets the guard."""
    header, *rows = cells_of(exports.to_csv(pd.DataFrame({column: [*PAYLOADS, "x"]}, dtype="str")))
    assert not any(runs(text) for row in (header, *rows) for text in row)
    assert rows == [*([f"{GUARD}{cell}"] for cell in PAYLOADS), ["x"]]


def test_numbers_and_plain_text_stay_as_they_are() -> None:
    """Text that would not run is written unchanged."""
    assert [row[0] for row in cells_of(exports.to_csv(pd.DataFrame({"notes": HARMLESS}, dtype="str")))[1:]] == [
        *HARMLESS
    ]


@pytest.mark.parametrize("end", BREAKS)
@pytest.mark.parametrize("place", ["cell", "header", "object"])
def test_a_line_end_inside_a_cell_starts_no_row(place: str, end: str) -> None:
    """Every cell or header with a line end of any kind is quoted, so that no program reads its rest as a row."""
    text = f"B{end}=1+1"
    kind = "object" if place == "object" else "str"
    frame = pd.DataFrame({text if place == "header" else "name": [text if place != "header" else "x", "y"]}, dtype=kind)
    content = exports.to_csv(frame).decode()
    assert f'"{text}"' in content
    outside = "".join(content.split('"')[::2])
    assert len(outside.splitlines()) == 3


@pytest.fixture
def hostile() -> pd.DataFrame:
    """A frame whose every cell and header is hostile, with each kind of text column."""
    cells = pd.Series(CELLS, dtype="str")
    kinds = {"clinic_id": "str", "=own": "object", "'=own": "category", "B\r=own": "str"}
    return pd.DataFrame({header: cells.astype(kind) for header, kind in kinds.items()})


def test_every_reader_of_csv_finds_every_cell(hostile: pd.DataFrame) -> None:
    """Python, pandas and Arrow each read exactly the guarded cells, none of which runs."""
    content = exports.to_csv(hostile)
    safe = [list(exports.guarded(hostile).columns), *exports.guarded(hostile).to_numpy().tolist()]
    assert not any(runs(cell) for row in safe for cell in row)
    assert cells_of(content) == safe
    in_pandas = pd.read_csv(io.BytesIO(content), dtype="str", header=None, keep_default_na=False, engine="python")
    assert in_pandas.to_numpy().tolist() == safe
    in_arrow = pyarrow.csv.read_csv(
        io.BytesIO(content),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(safe[0], pa.string())),
    )
    assert [in_arrow.column_names, *map(list, zip(*in_arrow.to_pydict().values(), strict=True))] == safe


def test_a_workbook_holds_every_cell_as_text(hostile: pd.DataFrame, tmp_path: Path) -> None:
    """Openpyxl reads exactly the guarded cells, all of them as text: no formula, no link, nothing cut."""
    exports.write(hostile, tmp_path / "hostile.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "hostile.xlsx").active
    safe = [list(exports.guarded(hostile).columns), *exports.guarded(hostile).to_numpy().tolist()]
    written = [[unescape(str(cell.value or "")) for cell in row] for row in sheet.iter_rows()]
    assert written == safe
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_parquet_holds_text_as_it_is(hostile: pd.DataFrame, tmp_path: Path) -> None:
    """Programs that read Parquet do not run text, so nothing in it is changed."""
    exports.write(hostile, tmp_path / "hostile.parquet")
    back = pd.read_parquet(tmp_path / "hostile.parquet")
    assert back.astype("str").to_numpy().tolist() == hostile.astype("str").to_numpy().tolist()
    assert list(back.columns) == list(hostile.columns)


def test_no_cell_of_the_problems_or_the_template_runs() -> None:
    """Other files are guarded in the same way: the list of problems, and the template's examples."""
    file = written([["name", "products", "npi", "as_of"], *[["A", f"=1+{n}", "@x", "=2"] for n in range(3)]])
    problems = cells_of(exports.to_csv(review(file, reviewed_on=DAY).problems))
    assert any(cell.startswith("'=1+") for row in problems for cell in row)
    assert not any(runs(cell) for row in (*problems, *cells_of(template().removeprefix(BOM_UTF8))) for cell in row)


@settings(max_examples=25)  # a file holds up to 72 generated cells
@given(hostile_files())
@example(written([[*CANONICAL, "'=x"], ["'=1", "A\r=1+1", *["''=1"] * 19, "\u2028"]]))
@example(written([[*CANONICAL, "'", "x"], ["' B", *["'"] * 21], ["B", *["x"] * 22]]))
@example(written([[*CANONICAL, "&amp;amp;"], ["&amp;amp; B", *["&#38;#61;1+1"] * 20, "&amp;amp;amp;"]]))
def test_an_export_that_is_read_is_exported_alike(file: bytes) -> None:
    """Exporting what was read from an export gives the same bytes, whatever it holds, and no cell runs."""
    first = exports.to_csv(exports.export_frame(review(file, reviewed_on=DAY)))
    assert not any(runs(cell) for row in cells_of(first) for cell in row)
    assert exports.to_csv(exports.export_frame(review(first, reviewed_on=DAY))) == first
