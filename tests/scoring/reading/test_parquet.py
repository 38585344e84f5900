"""Parquet: how values become text, what is left out with a problem, and limits that hold before memory is spent."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import scoring
from scoring import Limits, UnreadableFile
from scoring.limits import Clock
from scoring.reading.parquet_footer import column_sizes
from scoring.reports import exports
from scoring.reports.exports import export_frame
from tests.scoring.files import DAY, parquet_bytes, reviewed

NEEDED = {"name": ["A", "B"], "imaging": ["CT", "CT"]}
EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (pa.array([900.0, None]), "900"),
        (pa.array([0.1 + 0.2, None]), "0.3"),
        (pa.array([1e20, None]), "100000000000000000000"),
        (pa.array([2.0**53 + 2, None]), "9007199254740994"),
        (pa.array([27.962, None], pa.float32()), "27.962"),
        (pa.array([2**62, None]), str(2**62)),
        (pa.array([True, None]), "yes"),
        (pa.array([date(2026, 5, 31), None]), "2026-05-31"),
        (pa.array([1_780_185_600 * 10**9, None], pa.timestamp("ns")), "2026-05-31"),
        (pa.array([1_780_228_800_000, None], pa.timestamp("ms")), "2026-05-31 12:00:00"),
        (pa.array([1_780_185_600 * 10**9 + 500, None], pa.timestamp("ns")), "2026-05-31 00:00:00.0000005"),
        (pa.array([253_402_300_800, None], pa.timestamp("s")), "10000-01-01"),
        (pa.array([2**62, None], pa.timestamp("ms")), "146140482-04-24 15:36:27.904"),
        (pa.array([-62_135_596_800, None], pa.timestamp("s")), "0001-01-01"),
        (pa.array([0, None], pa.timestamp("s", "America/New_York")), "1969-12-31 19:00:00-05:00"),
        (pa.array([253_402_300_800, None], pa.timestamp("s", "+05:30")), "10000-01-01 05:30:00+05:30"),
        (pa.array([-(10**10), None], pa.timestamp("s", "America/New_York")), "1653-02-10 01:17:18-04:56:02"),
        (pa.array([[0, 60], None], pa.list_(pa.timestamp("s"))), "1970-01-01; 1970-01-01 00:01:00"),
        (pa.array([time(6), None]), "06:00:00"),
        (pa.array([1, None], pa.time64("ns")), "00:00:00.000000001"),
        (pa.array([Decimal("900.50"), None]), "900.5"),
        (pa.array([Decimal("9E+5"), None], pa.decimal128(9, 0)), "900000"),
        (pa.array([Decimal(10**37 + 1), None], pa.decimal128(38, 0)), str(10**37 + 1)),
        (pa.array([3_000_000, None], pa.date32()), "10183-09-21"),
        (pa.array(["", "x"]).dictionary_encode(), None),
        (pa.array(["PRP", None], pa.large_string()), "PRP"),
        (pa.array(["PRP", None]).dictionary_encode(), "PRP"),
        (pa.array([b"PRP", None]), "PRP"),
        (pa.array([["PRP", None, "BMC"], None]), "PRP; BMC"),
        (pa.array([[1.0, 2.5], []]), "1; 2.5"),
        (pa.array([["PRP", "BMC"], None], pa.list_(pa.string(), 2)), "PRP; BMC"),
        (pa.array([[], ["x"]]), None),
    ],
)
def test_a_value_becomes_text_as_a_workbook_shows_it(value: pa.Array, text: str | None) -> None:
    """Numbers have all digits and no exponent, dates are ISO, yes or no are words, lists have semicolons."""
    for options in ({}, {"use_dictionary": False}, {"row_group_size": 1}):
        found = reviewed(parquet_bytes({**NEEDED, "other": value}, **options)).records["other"]
        assert found.astype(object).where(found.notna(), None).iloc[0] == text


@pytest.mark.parametrize(
    "value", [[{"a": "b"}, None], [[["x"]], None], pa.array([b"ab", None], pa.binary(2)), [[{"a": 1}], None]]
)
def test_a_column_without_plain_text_is_left_out_and_reported(value: Any) -> None:
    """Records and lists inside lists, and bytes, have no text: the column is named, and the others are read."""
    review = reviewed(parquet_bytes({**NEEDED, "other": value}))
    assert "other" not in review.records
    (problem,) = review.problems[review.problems["code"] == "column_not_read"].to_dict("records")
    assert (problem["row"], problem["column"]) == (1, "other")


@pytest.mark.parametrize(
    ("value", "code", "rows", "texts"),
    [
        ([1.0, float("nan"), float("inf")], "number_not_finite", [3, 4], ["1", None, None]),
        ([[1.0, float("nan"), 2.0], [], [float("-inf")] * 2], "number_not_finite", [2, 4], ["1; 2", None, None]),
        (pa.array([0, -(2**63), None], pa.timestamp("us")), "time_out_of_range", [3], ["1970-01-01", None, None]),
        (pa.array([-1, 0, 86_400_000], pa.time32("ms")), "time_out_of_range", [2, 4], [None, "00:00:00", None]),
        (
            pa.array([2**63 - 1, 1 - 2**63, 0], pa.timestamp("ns", "+05:30")),
            "time_out_of_range",
            [2],
            [None, "1677-09-21 05:42:43.145224193+05:30", "1970-01-01 05:30:00+05:30"],
        ),
    ],
    ids=["numbers", "lists", "moments", "times of day", "moments in a zone"],
)
def test_a_value_that_is_none_of_its_kind_is_a_problem(
    value: Any, code: str, rows: list[int], texts: list[str | None]
) -> None:
    """An impossible value is not stated and reported at its row, inside a list too; it never becomes another value."""
    names = {"name": ["A", "B", "C"], "imaging": ["CT"] * 3}
    for options in ({}, {"row_group_size": 1}):
        review = reviewed(parquet_bytes({**names, "other": value}, **options))
        found = review.records["other"]
        assert found.astype(object).where(found.notna(), None).to_list() == texts
        assert review.problems.loc[review.problems["code"] == code, "row"].to_list() == rows


@pytest.mark.parametrize("nested", [False, True])
def test_times_in_an_unknown_zone_are_read_in_utc_and_reported(*, nested: bool) -> None:
    """An unknown time zone refuses nothing: its moments are certain, and the column is reported once."""
    kind = pa.timestamp("s", "Mars/Base")
    value = pa.array([[0], [60]], pa.list_(kind)) if nested else pa.array([0, 60], kind)
    review = reviewed(parquet_bytes({**NEEDED, "other": value}, row_group_size=1))
    assert review.records["other"].to_list() == ["1970-01-01", "1970-01-01 00:01:00+00:00"]
    (problem,) = review.problems[review.problems["code"] == "time_zone_unknown"].to_dict("records")
    assert (problem["row"], problem["column"], problem["value"]) == (1, "other", "Mars/Base")


def test_a_moment_of_twelve_bytes_is_of_any_year() -> None:
    """Moments as older programs write them (INT96) keep their day even if nanoseconds cannot hold it."""
    days = pa.array([-62_135_596_800 * 10**6, 253_402_236_000 * 10**6], pa.timestamp("us"))
    data = parquet_bytes({**NEEDED, "other": days}, use_deprecated_int96_timestamps=True)
    assert reviewed(data).records["other"].to_list() == ["0001-01-01", "9999-12-31 06:00:00"]


def test_an_encrypted_file_is_refused_as_one() -> None:
    """A Parquet file whose footer is encrypted is not read as text."""
    plain = parquet_bytes(NEEDED)
    with pytest.raises(UnreadableFile, match="may be damaged or encrypted"):
        scoring.review(b"PARE" + plain[4:-4] + b"PARE")


def test_numbers_that_are_not_finite_and_lost_characters_are_problems() -> None:
    """They are reported at their rows, across row groups too."""
    odd = {
        "name": ["A", "B\0", "C"],
        "imaging": [b"CT", b"\xff", b"CT"],
        "price_usd": [1.0, float("nan"), float("inf")],
    }
    problems = reviewed(parquet_bytes(odd, row_group_size=1)).problems
    assert problems.loc[problems["code"] == "number_not_finite", "row"].to_list() == [3, 4]
    assert {"characters_lost", "nul_bytes"} <= set(problems["code"])


NOT_UTF8 = pa.Array.from_buffers(
    pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0\4\0\0\0"), pa.py_buffer(b"\xff\xfe" * 2)]
)


@pytest.mark.parametrize("options", [{}, {"use_dictionary": False}, {"store_schema": False}])
@pytest.mark.parametrize(
    "value",
    [
        NOT_UTF8,
        NOT_UTF8.cast(pa.large_string(), safe=False),
        pa.ListArray.from_arrays(pa.array([0, 1, 2], pa.int32()), NOT_UTF8),
        pa.DictionaryArray.from_arrays(pa.array([0, 1], pa.int32()), NOT_UTF8),
    ],
    ids=["text", "large text", "lists", "dictionary"],
)
def test_text_that_is_not_utf8_is_a_problem(value: pa.Array, options: dict[str, Any]) -> None:
    """Declared text that is not UTF-8 is read like bytes: lost characters are reported, and nothing fails."""
    review = reviewed(parquet_bytes({**NEEDED, "other": value}, **options))
    assert review.records["other"].to_list() == ["\ufffd\ufffd"] * 2
    lost = review.problems[review.problems["code"] == "characters_lost"]
    assert lost["column"].to_list() == ["other"]


@pytest.mark.parametrize("options", [{}, {"store_schema": False}])
def test_a_name_that_is_not_utf8_is_refused(options: dict[str, Any]) -> None:
    """A file whose column names are damaged is refused in a sentence."""
    data = parquet_bytes({**NEEDED, "xyzw": ["a", "b"]}, **options).replace(b"xyzw", b"\xff\xfe\xffw")
    with pytest.raises(UnreadableFile, match="may be damaged or encrypted"):
        scoring.review(data)


def test_an_export_as_parquet_has_the_same_export(tmp_path: Path) -> None:
    """Anything written is read back without loss, including text that looks guarded."""
    first = scoring.review(EXAMPLE, reviewed_on=DAY)
    exports.write(export_frame(first), tmp_path / "out.parquet")
    again = scoring.review(tmp_path / "out.parquet", reviewed_on=DAY)
    pd.testing.assert_frame_equal(export_frame(again), export_frame(first))
    guarded = reviewed(parquet_bytes({**NEEDED, "other": ["'=1+1", "'x"]}))
    assert guarded.records["other"].to_list() == ["'=1+1", "'x"]


LONG = "x" * 100_000


@pytest.mark.parametrize(
    ("columns", "limits", "says"),
    [
        ({"name": ["A"] * 50}, Limits(rows=50), "more than 50 rows"),
        ({str(n): ["A"] for n in range(6)}, Limits(columns=5), "has 6 columns and the limit is 5"),
        ({"name": ["A"] * 90, "imaging": ["CT"] * 90}, Limits(cells=100), "the limit is 100 cells"),
        ({"name": ["A"] * 1_000, "n": [1.5] * 1_000}, Limits(text_bytes=8_000), "unpacks to more"),
        ({"name": [LONG] * 1_000}, Limits(text_bytes=1_000_000), "unpacks to more"),
        ({"name": [[LONG] * 10] * 100}, Limits(text_bytes=1_000_000), "unpacks to more"),
        ({"name": pa.array([b"x" * 9_000] * 1_000, pa.binary(9_000))}, Limits(text_bytes=1_000_000), "unpacks to more"),
        ({"name": ["A"]}, Limits(seconds=-1), "longer than"),
        ({"name": ["A"]}, Limits(text_bytes=100), "The file has"),
    ],
)
def test_limits_hold(columns: dict[str, Any], limits: Limits, says: str) -> None:
    """Rows, columns, cells, bytes and time are limited; a long text that all rows share counts in each of them."""
    with pytest.raises(UnreadableFile, match=says):
        scoring.review(parquet_bytes(columns, compression="zstd"), limits=limits)


def test_a_shared_text_beyond_the_limit_takes_no_memory() -> None:
    """A file of some kilobytes that represents 20 GB of text is refused before the text is made."""
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 200_000, pa.int32()), pa.array([LONG]))
    before = pa.total_allocated_bytes()
    data = parquet_bytes({"name": column}, compression="zstd")
    assert len(data) < 100_000
    with pytest.raises(UnreadableFile, match="unpacks to more than 200 MB"):
        scoring.review(data)
    assert pa.total_allocated_bytes() - before < 50_000_000


@pytest.mark.parametrize("cut", [4, 100, 2_000])
def test_a_damaged_file_is_refused(cut: int) -> None:
    """A file that is cut short, or whose footer was changed, is refused in a sentence."""
    data = parquet_bytes({**NEEDED, "notes": [str(list(range(900))), "x"]}, compression="none")
    for damaged in (data[:-cut], data[:-cut] + b"\xff" * cut):
        with pytest.raises(UnreadableFile, match="may be damaged or encrypted"):
            scoring.review(damaged)


def test_a_file_without_records_is_refused() -> None:
    """A schema alone is not a list of clinics."""
    with pytest.raises(UnreadableFile, match="holds no records"):
        scoring.review(parquet_bytes({"name": pa.array([], pa.string())}))


DAMAGE = """
import sys
from scoring import UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog
from scoring.reading import ReadOptions, read_table
whole = sys.stdin.buffer.read()
footer = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
for at in range(footer, len(whole)):
    data = whole[:at] + bytes([whole[at] ^ 32]) + whole[at + 1 :]
    try:
        read_table(data, ReadOptions(), ProblemLog(), Clock(Limits()))
    except UnreadableFile:
        pass
"""


def test_no_damaged_byte_of_a_footer_ends_the_process() -> None:
    """A file with any byte of its footer changed is read or refused, and never ends the process."""
    data = parquet_bytes({"name": ["A", "B"], "imaging": ["CT", "x"]})
    root = Path(__file__).parents[3]
    ended = subprocess.run([sys.executable, "-c", DAMAGE], cwd=root, input=data, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("options", [{}, {"compression": "zstd", "row_group_size": 2}, {"write_page_index": True}])
def test_the_sizes_in_a_footer_are_those_that_arrow_reads(options: dict[str, Any]) -> None:
    """Values and bytes of each column chunk match Arrow's own reader, for lists and for many columns too."""
    columns = {"tags": [["a", "b"], None, ["c"]], "price": [1.5, None, 2], **{f"c{n}": ["x"] * 3 for n in range(20)}}
    data = parquet_bytes(columns, **options)
    metadata = pq.read_metadata(io.BytesIO(data))
    groups = [metadata.row_group(place).to_dict()["columns"] for place in range(metadata.num_row_groups)]
    expected = [[(chunk["num_values"], chunk["total_uncompressed_size"]) for chunk in chunks] for chunks in groups]
    assert list(column_sizes(data, Clock(Limits()))) == expected


@pytest.mark.parametrize(
    "error",
    [pa.ArrowMemoryError("malloc of size 536870912 failed"), OSError("Couldn't deserialize thrift: std::bad_alloc")],
    ids=["values", "footer"],
)
def test_no_memory_is_no_damage(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Arrow has the errors of damaged files for a lack of memory, too; the file is not said to be damaged then."""

    def read_metadata(_file: Any) -> None:
        raise error

    data = io.BytesIO()
    pq.write_table(pa.table({"name": ["A"], "imaging": ["CT"]}), data)
    monkeypatch.setattr(pq, "read_metadata", read_metadata)
    with pytest.raises(MemoryError):
        scoring.review(data.getvalue())
