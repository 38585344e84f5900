"""Columns separated by blanks are cut where the headers begin, or not at all."""

import subprocess
import sys
from pathlib import Path

import pytest

from scoring import Limits, UnreadableFile
from scoring.limits import Clock
from scoring.reading.aligned_text import with_tabs
from tests.scoring.files import reviewed

ROOT = Path(__file__).parents[3]
CLOCK = Clock(Limits(seconds=10**9))  # it runs from when the file is imported

TABLE = "NAME       CITY    ST\nElm Spine  Reno    NV\nOak        Carson\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_cells_are_cut_where_the_headers_begin(end: str) -> None:
    """A cell may hold single blanks or nothing, and a line may end early."""
    text = with_tabs(TABLE.replace("\n", end).encode(), CLOCK)
    assert text is not None
    assert text.decode().split("\n") == ["NAME\tCITY\tST", "Elm Spine\tReno\tNV", "Oak\tCarson\t"]


ROSTER = "CLINIC     CITY    DEGREE\n---------  ------  ------\nElm Spine  Reno    MD\nOak        Carson  DO\n"


@pytest.mark.parametrize("above", ["   STATE BOARD\n\n", "Licensees, active      Page 1\n"])
@pytest.mark.parametrize("below", ["", "\nTOTAL LICENSEES: 2\n", "\n\nEnd of report\n2 rows\n\n"])
def test_titles_and_notes_around_aligned_columns_are_not_cut(above: str, below: str) -> None:
    """A printed roster has titles above its header and counts below; its columns are cut, and these stay whole."""
    text = with_tabs((above + ROSTER + below).encode(), CLOCK)
    assert text is not None
    lines = [line for line in text.decode().split("\n") if line.strip()]
    at = lines.index("CLINIC\tCITY\tDEGREE")
    assert lines[:at] == [above.strip()]
    assert lines[at + 2 : at + 4] == ["Elm Spine\tReno\tMD", "Oak\tCarson\tDO"]
    assert lines[at + 4 :] == [line for line in below.split("\n") if line]


def test_a_roster_to_print_is_read_without_its_titles_and_counts() -> None:
    """Titles, lines of dashes and the count below a printed roster are no clinics, and each is reported."""
    review = reviewed(f"STATE BOARD\n\n{ROSTER}\nTOTAL LICENSEES: 2\n")
    assert review.records["name"].tolist() == ["Elm Spine", "Oak"]
    assert {"lines_above_header", "columns_aligned", "line_row", "total_row"} <= set(review.problems["code"])


@pytest.mark.parametrize(
    "text",
    [
        "A title\nNAME       CITY    ST\nElm        Reno    NV\n",
        "one; two\n" + ROSTER,
        "a,b,c\n" + ROSTER,
        ROSTER + "\nElm Spine and Joint  x\n",
        ROSTER + "Elm Spine and Joint\n",
    ],
)
def test_what_may_be_no_title_or_note_is_not_cut(text: str) -> None:
    """Below a title the header must name clinics; other separators above it, or cells across columns, cut nothing."""
    assert with_tabs(text.encode(), CLOCK) is None


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
    """A cell across two columns, a usual separator, single blanks, two columns, no rows, quotes: not aligned text."""
    assert with_tabs(text.encode(), CLOCK) is None


def test_bytes_that_are_not_utf8_are_left_alone() -> None:
    """If characters cannot be counted, nothing is cut."""
    assert with_tabs(TABLE.replace("Reno", "Peña").encode("cp1252"), CLOCK) is None


def test_many_lines_are_cut_like_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines cut one by one have the same cells as lines cut together."""
    data = TABLE.encode() + b"Bay        Tampa   FL\n" * 9
    together = with_tabs(data, CLOCK)
    monkeypatch.setattr("scoring.reading.aligned_text._CELLS_AT_ONCE", 8)
    assert together is not None
    assert with_tabs(data, CLOCK) == together


@pytest.mark.parametrize(
    ("columns", "lines", "limits", "says"),
    [
        (501, b"x\n", Limits(), "has 501 columns and the limit is 500"),
        (10, b"x\n" * 100, Limits(cells=500), "the limit is 500 cells"),
        (10, "x\u2028".encode() * 100, Limits(cells=500), "the limit is 500 cells"),
        (10, b"x\v" * 100, Limits(rows=50), "more than 50 rows"),
        (10, b"x\n" * 100, Limits(seconds=-1), "longer than"),
    ],
)
def test_limits_hold_before_anything_is_cut(
    columns: int, lines: bytes, limits: Limits, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text with more columns, cells or lines than allowed, or out of time, is refused before it is cut."""
    monkeypatch.setattr("pyarrow.compute.utf8_slice_codeunits", None)
    with pytest.raises(UnreadableFile, match=says):
        with_tabs(b"name" + b"  a" * (columns - 1) + b"\n" + lines, Clock(limits))


@pytest.mark.parametrize("asked_before", [0, 1, 5, 9, 10, 15])
def test_the_clock_is_asked_for_every_column(asked_before: int) -> None:
    """Time may be up at any column, while columns are compared or cut."""

    class Ending(Clock):
        """A clock whose time is up after a number of steps."""

        left = asked_before

        def check(self) -> None:
            """Count a step."""
            self.left -= 1
            if self.left < 0:
                raise UnreadableFile("time is up")

    with pytest.raises(UnreadableFile, match="time is up"):
        with_tabs(b"name" + b"  a" * 9 + b"\nx\n", Ending(Limits()))


PEAK = """
from benchmarks.process_peak import peak_megabytes
from scoring import Limits
from scoring.limits import Clock
from scoring.reading.aligned_text import with_tabs
from tests.scoring.files import reviewed

clock = Clock(Limits(seconds=10**9))
with_tabs(b"name  city  state\\nx\\n", clock)
before = peak_megabytes()
with_tabs(b"name" + b"  a" * 399 + b"\\n" + b"x\\n" * 50_000, clock)
print(peak_megabytes() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units elsewhere")
def test_short_lines_below_many_columns_take_little_memory() -> None:
    """Cutting takes little memory beyond its result: a tab for each of 20 million cells, in parts and joined."""
    done = subprocess.run([sys.executable, "-c", PEAK], cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 75
