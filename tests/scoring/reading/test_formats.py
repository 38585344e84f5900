"""The formats that are read: each is recognized by how a file begins, and gives the same table."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

import scoring
from scoring import BadSettings, UnreadableFile
from scoring.reading.formats import FORMATS, format_of, is_bounded, may_grow, suffixes_in_words
from scoring.recipes import Recipe
from tests.scoring.files import DAY, WHOLE, csv_bytes, parquet_bytes, reviewed

CASES = Path(__file__).parents[2] / "cases"
ROWS = [{"name": "Harbor Spine", "state": "FL", **WHOLE}, {"name": "Cedar Pain", "state": "TX", **WHOLE}]
FILES = {
    "workbook": (CASES / "workbook.xlsx").read_bytes(),
    "Parquet": parquet_bytes({key: [row[key] for row in ROWS] for key in ROWS[0]}),
    "JSON": json.dumps(ROWS).encode(),
    "delimited text": csv_bytes(ROWS),
}
BEGINNINGS = {
    "workbook": [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"],
    "Parquet": [b"PAR1"],
    "JSON": [b"{", b"[{", b'\xef\xbb\xbf {"', b"\r\n [\n", b"[]", b"[ ", b"[["],
    "delimited text": [b"", b"name", b"[name],city", b"[1,2]", b"par1", b"PK", b'"{"', b"\x1f\x8b", b"\xff\xfe"],
}


def test_every_format_has_a_file_here() -> None:
    """These tests cover every format in the registry."""
    assert [format_.name for format_ in FORMATS] == list(FILES) == list(BEGINNINGS)


def test_the_readme_lists_the_formats() -> None:
    """The README names exactly the suffixes of all formats, as the upload and the command line do."""
    readme = (CASES.parents[1] / "README.md").read_text(encoding="utf-8")
    sentence = readme.partition("Drop a file on the **Data** page: ")[2].partition(". It says")[0]
    suffixes = re.findall(r"`(\.[a-z.]+)`", sentence)
    assert suffixes == re.findall(r"\.[a-z.]+", suffixes_in_words())
    assert sorted(suffixes) == sorted(suffix for format_ in FORMATS for suffix in format_.suffixes)


@pytest.mark.parametrize("name", FILES)
def test_a_format_is_known_by_how_a_file_begins(name: str) -> None:
    """Each beginning belongs to one format, whatever follows it; no other recognizes it except text, the fallback."""
    for data in [FILES[name], *BEGINNINGS[name]]:
        assert format_of(data).name == name
        assert [other.name for other in FORMATS[:-1] if other.recognizes(data)] == [name][: name != FORMATS[-1].name]


@pytest.mark.parametrize("name", ["Parquet", "JSON"])
def test_a_list_is_the_same_in_every_format(name: str) -> None:
    """Clinics, ids, scores and the numbers of rows do not depend on the format of the file."""
    ours, text = reviewed(FILES[name]), reviewed(FILES["delimited text"])
    assert ours.records.equals(text.records)
    assert ours.scores.equals(text.scores)
    assert ours.problems.equals(text.problems)
    assert ours.accounting == text.accounting


@pytest.mark.parametrize("name", FILES)
def test_only_a_workbook_has_sheets(name: str) -> None:
    """The setting of a sheet is refused for any other format, compressed or not."""
    if name == "workbook":
        assert len(scoring.review(FILES[name], sheet="Clinics", reviewed_on=DAY)) == 2
        return
    for data in (FILES[name], gzip.compress(FILES[name])):
        assert scoring.sheets(data) == ()
        with pytest.raises(BadSettings, match="no workbook"):
            scoring.review(data, sheet="Clinics")


@pytest.mark.parametrize("data", [b"", gzip.compress(b"")], ids=["plain", "compressed"])
def test_an_empty_file_is_refused_as_one_whatever_is_asked_of_it(data: bytes) -> None:
    """The words are the same with and without settings that depend on the content."""
    for settings in ({}, {"sheet": "Clinics"}, {"columns": {"Clinic": "name"}}, {"recipe": Recipe(encoding="cp1252")}):
        with pytest.raises(UnreadableFile, match=r"^The file is empty; "):
            scoring.review(data, **settings)


def test_which_files_need_a_process_of_their_own() -> None:
    """All but plain text may grow; only a format that relies on the size a file states is not bounded."""
    assert {name: may_grow(data) for name, data in FILES.items()} == {
        "workbook": True, "Parquet": True, "JSON": True, "delimited text": False
    }  # fmt: skip
    assert may_grow(gzip.compress(FILES["delimited text"]))
    assert [name for name, data in FILES.items() if not is_bounded(data)] == ["Parquet"]


def test_a_format_inside_gzip_is_read_unless_it_is_compressed_itself() -> None:
    """JSON in gzip is read; Parquet in gzip is refused, so that it never counts as a bounded file."""
    assert len(scoring.review(gzip.compress(FILES["JSON"]), reviewed_on=DAY)) == 2
    with pytest.raises(UnreadableFile, match="Parquet file, which is compressed itself"):
        scoring.review(gzip.compress(FILES["Parquet"]))
