"""Columns that blanks set apart are cut where the headers begin, or not at all."""

import pytest

from scoring.reading.aligned_text import with_tabs

TABLE = "NAME       CITY    ST\nElm Spine  Reno    NV\nOak        Carson\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cells_are_cut_where_the_headers_begin(end: str) -> None:
    """A cell may hold single blanks or nothing, and a line may end early."""
    text = with_tabs(TABLE.replace("\n", end).encode())
    assert text is not None
    assert text.decode().split("\n") == ["NAME\tCITY\tST", "Elm Spine\tReno\tNV", "Oak\tCarson\t"]


@pytest.mark.parametrize(
    "text",
    [
        "NAME       CITY    ST\nElm Spine and Joint  Reno    NV\n",
        "NAME, A    CITY    ST\nElm        Reno    NV\n",
        "NAME CITY ST\nElm Reno NV\n",
        "NAME       CITY\nElm        Reno\n",
        "NAME       CITY    ST\n",
        'NAME       CITY    ST\n"Elm"      Reno    NV\n',
        "",
    ],
)
def test_what_is_not_aligned_is_left_alone(text: str) -> None:
    """A cell across two columns, a usual separator, single blanks, two columns, no rows, quotes: no such table."""
    assert with_tabs(text.encode()) is None


def test_bytes_that_are_not_utf8_are_left_alone() -> None:
    """Where characters cannot be counted, nothing is cut."""
    assert with_tabs(TABLE.replace("Reno", "Peña").encode("cp1252")) is None
