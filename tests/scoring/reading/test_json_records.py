"""JSON lists of records: which are read, how their values become text, and what is refused."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any, Literal, TypeAlias

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring import Limits, UnreadableFile
from scoring.limits import Clock
from scoring.problems import ProblemLog
from scoring.reading import ReadOptions, as_text, encodings
from scoring.reading.formats import format_of
from scoring.reading.json_objects import JsonObject
from scoring.reading.json_records import _Columns, read_json
from scoring.reading.json_stream import records_in
from scoring.recipes.recipe import Recipe
from tests.scoring.files import reviewed

Form: TypeAlias = Literal["split", "columns", "index", "records", "table", "list"]
RECORD = {"name": "A", "imaging": "CT"}
SMALL = Limits(text_bytes=4_000, rows=50, columns=5)


def cells(data: str | bytes) -> dict[str, list[str | None]]:
    """The cells of a JSON file by header."""
    raw = data.encode() if isinstance(data, str) else data
    table = read_json(raw, ReadOptions(), ProblemLog(), Clock(Limits()))
    return {
        header: as_text(column).to_pylist() for header, column in zip(table.headers, table.columns, strict=True)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('"CT"', "CT"),
        ('""', None),
        ("null", None),
        ("true", "yes"),
        ("false", "no"),
        ("900", "900"),
        ("900.0", "900"),
        ("27.9620", "27.962"),
        ("-0.5", "-0.5"),
        ("1e3", "1000"),
        ("1E-7", "0.0000001"),
        ("9" * 5_000, "9" * 5_000),
        ('["CT", null, 2, true]', "CT; 2; yes"),
        ("[]", None),
        ('[["CT", 1.0]]', '[["CT", 1]]'),
        ('{"a": {"b": null}, "c": 1e3, "d": "\\u00e9"}', '{"a": {"b": null}, "c": 1000, "d": "é"}'),
    ],
)
def test_a_value_becomes_text_as_a_workbook_shows_it(value: str, text: str | None) -> None:
    """Numbers have all digits and no exponent, lists have semicolons, and nested values stay JSON."""
    assert cells(f'[{{"name": "A", "x": {value}}}, {{"x": "y"}}]')["x"] == [text, "y"]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e999999999"])
def test_a_number_that_is_not_finite_is_a_problem(value: str) -> None:
    """It is read as not stated and reported at its row and column; the largest exponent takes no memory."""
    problems = reviewed(f'[{json.dumps(RECORD)}, {{"name": "B", "imaging": "CT", "price_usd": {value}}}]').problems
    (row,) = problems[problems["code"] == "number_not_finite"].to_dict("records")
    assert (row["row"], row["column"]) == (3, "price_usd")


def test_nothing_of_a_record_is_lost() -> None:
    """A repeated key gets two columns, a key that comes late gets blanks before it, and null is a blank row."""
    review = reviewed('[{"name": "A", "imaging": "CT", "name": "B"}, null, {"name": "C", "late": "x"}]')
    assert review.records["name_in_file"].iloc[0] == "B"
    assert review.records["late"].fillna("").to_list() == ["", "x"]
    assert {"header_not_used", "blank_row"} <= set(review.problems["code"])


def test_characters_that_are_none_are_reported() -> None:
    """JSON may escape half of a surrogate pair, or NUL; both are problems, and neither stops the reading."""
    problems = reviewed('[{"name": "A\\ud800", "imaging": "CT"}, {"name": "B\\u0000", "imaging": "CT"}]').problems
    assert {"characters_lost", "nul_bytes"} <= set(problems["code"])


# Where a key, or a text that becomes a header, can be in a file; "KEY" stands for it.
KEYED = {
    "records": '[{"name": "A", "imaging": "CT", "KEY": "x"}]',
    "a damaged cell": '[{"name": "A", "imaging": "CT", "KEY": "\\ud800"}]',
    "no number": '[{"name": "A", "imaging": "CT", "KEY": NaN}]',
    "lines": '{"name": "A", "imaging": "CT"}\n{"name": "B", "KEY": NaN}',
    "nested": '[{"name": "A", "imaging": "CT", "x": {"KEY": ["KEY", NaN]}}]',
    "packed": '[{"name": "A", "imaging": "CT", "fields": {"KEY": NaN}}]',
    "beside the list": '{"KEY": 1, "list": [{"name": "A", "imaging": "CT"}]}',
    "beside an inner list": '{"KEY": 1, "in": {"KEY": 2, "list": [{"name": "A", "imaging": "CT"}]}}',
    "of the list": '{"KEY": [{"name": "A", "imaging": "CT"}], "x": 1}',
    "two lists": '{"KEY": [{"name": "A"}], "b": [{"name": "A"}]}',
    "ids": '{"KEY": {"name": "A", "imaging": "CT"}, "KEY2": {"name": "B", "imaging": "CT"}}',
    "columns": '{"name": ["A"], "imaging": ["CT"], "KEY": [NaN]}',
    "columns of two lengths": '{"name": ["A"], "imaging": ["CT"], "KEY": []}',
    "columns by row": '{"name": {"KEY": "A"}, "imaging": {"KEY": "CT"}}',
    "rows under headers": '{"columns": ["name", "imaging", "KEY"], "data": [["A", "CT", NaN]]}',
    "no name": '[{"KEY": "A", "KEY2": "CT"}]',
}  # fmt: skip
ODD_KEYS = {"half a pair": "k\\ud800", "NUL": "k\\u0000", "a long one": "k" * 10_000}


@pytest.mark.parametrize("key", ODD_KEYS.values(), ids=list(ODD_KEYS))
@pytest.mark.parametrize("text", KEYED.values(), ids=list(KEYED))
def test_every_key_can_be_shown_and_names_its_column(text: str, key: str) -> None:
    """Wherever a key is, what is said of it is short and can be written, and a problem names the header of a column."""
    review = None
    try:
        review = reviewed(text.replace("KEY", key))
    except UnreadableFile as refusal:
        sentence = str(refusal)
    if review is None:
        assert sentence.isprintable()
        assert len(sentence) < 1_000
        return
    for frame in (review.records, review.problems):
        assert b"\0" not in frame.to_csv().encode()
    named = review.problems.loc[review.problems["code"].isin({"number_not_finite", "characters_lost"}), "column"]
    headers = {"id", *review.records}  # the id is under its canonical header there
    assert {column[:100] for column in named} <= {header[:100] for header in headers}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"name": "A"}', "no list of records"),
        (b'{"name": ["A", "B"], "imaging": ["CT"]}', "do not hold the same rows (name 2, imaging 1)"),
        (b'{"name": {"0": "A"}, "imaging": {"1": "CT"}}', "do not hold the same rows"),
        (b'{"columns": ["name", "imaging"], "data": [["A"]]}', "no list of records"),
        (b'{"name": {"en": "A"}, "imaging": "CT"}', "no list of records"),
        (b"[[1, 2], [3, 4]]", "no list of records"),
        (b'[{"name": "A"}, 7]', "no list of records"),
        (b'{"a": [{"x": 1}], "b": [{"y": 1}]}', "several lists of records (a, b)"),
        (b"[]", "holds no records"),
        (b"[{}]", "holds no records"),
        (b'[{"name": "A"', "cut short"),
        (b'[{"name": "A"} {"name": "B"}]', "damaged"),
        (b'[{"name": "A"}] x', "damaged"),
        (b"{", "damaged"),
        (b"{7: 8}", "damaged"),
        (b'{"a" 8}', "damaged"),
        (b'[{"a": ' + b"[" * 200_000, "lists inside lists"),
        (b'{"a": ' * 200_000, "lists inside lists"),
    ],
)
def test_what_is_no_list_of_records_is_refused(data: bytes, says: str) -> None:
    """One sentence says what the file is, and what to do."""
    with pytest.raises(UnreadableFile) as refused:
        scoring.review(data)
    assert says in str(refused.value)
    assert str(refused.value).endswith("try again.")


ELM, OAK = '{"name": "Elm", "products": "PRP"}', '{"name": "Oak", "products": "BMAC"}'
PACKED = {
    "an object a line": f"{ELM}\n{OAK}\n",
    "an object a line, line ends of Windows": f"{ELM}\r\n\r\n{OAK}",
    "a record under each key": f'{{"a": {ELM}, "b": {OAK}}}',
    "a list in objects": f'{{"data": {{"clinics": {{"total": 2, "edges": [{{"node": {ELM}}}, {{"node": {OAK}}}]}}}}}}',
    "a list in one of several objects": f'{{"meta": {{"page": 1}}, "result": {{"items": [{ELM}, {OAK}]}}}}',
    "fields in an object": f'{{"records": [{{"id": "r1", "fields": {ELM}}}, {{"id": "r2", "fields": {OAK}}}]}}',
    "features": f'{{"type": "FeatureCollection", "features": [{{"properties": {ELM}}}, {{"properties": {OAK}}}]}}',
}


@pytest.mark.parametrize("text", PACKED.values(), ids=list(PACKED))
def test_records_are_read_however_they_are_packed(text: str) -> None:
    """A list may be inside objects, and each of its records may be inside an object, under a key, or on a line."""
    review = reviewed(text)
    assert review.records["name"].tolist() == ["Elm", "Oak"]
    assert review.records["products"].tolist() == ["PRP", "BMAC"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"])
@pytest.mark.parametrize("text", PACKED.values(), ids=list(PACKED))
def test_json_is_the_same_in_every_encoding(text: str, encoding: str) -> None:
    """With a mark, as PowerShell writes it, or without: the cells are those of UTF-8, and a guess is reported."""
    accented = text.replace("Elm", "Clínica del Álamo")
    problems = ProblemLog()
    data = accented.encode(encoding)
    assert format_of(data).name == "JSON"
    table = format_of(data).read(data, ReadOptions(), problems, Clock(Limits()))
    assert [as_text(column).to_pylist() for column in table.columns] == list(cells(accented).values())
    told = set(problems.frame()["code"]) & {"encoding_guessed", "encoding_unclear"}
    assert len(told) == (encoding not in ("utf-16", "utf-32"))


def test_the_encoding_of_json_can_be_chosen() -> None:
    """JSON that is neither UTF-8 nor UTF-16 offers encodings as a CSV does, and is read in the chosen one."""
    data = f"[{ELM}, {OAK}]".replace("Elm", "Łódź").encode("cp1250")
    assert "cp1250" in encodings(data)
    assert reviewed(data, recipe=Recipe(encoding="cp1250")).records["name"].tolist() == ["Łódź", "Oak"]
    assert encodings(f"[{ELM}]".encode("utf-16-le")) == {}


def test_a_key_is_the_id_of_its_record() -> None:
    """A record's key is not lost; the record's own id takes precedence."""
    text = f'{{"a": {ELM}, "b": {{"id": "own", "name": "Oak", "products": "PRP"}}}}'
    assert reviewed(text).records["clinic_id"].tolist() == ["a", "own"]


def test_a_point_is_two_coordinates() -> None:
    """GeoJSON puts longitude before latitude; other shapes stay as they are."""
    place = '"geometry": {"type": "Point", "coordinates": [-82.5, 27.9]}'
    shape = '"geometry": {"type": "Polygon", "coordinates": [[[0, 1]]]}'
    text = f'[{{"properties": {ELM}, {place}}}, {{"properties": {OAK}, {shape}}}]'
    records = reviewed(text).records
    assert records["latitude"].fillna("").tolist() == ["27.9", ""]
    assert records["longitude"].fillna("").tolist() == ["-82.5", ""]
    assert "Polygon" in records["geometry"].tolist()[1]


@pytest.mark.parametrize("keys", [None, ["a1", "b2"]])
@pytest.mark.parametrize("form", ["split", "columns", "index", "records", "table", "list"])
def test_every_form_of_a_data_frame_is_read(form: Form, keys: list[str] | None) -> None:
    """In every form that pandas writes, rows are clinics; keys that say something are ids."""
    frame = pd.DataFrame({"name": ["Elm", "Oak"], "products": ["PRP", ""], "imaging": ["CT", "US"]}, index=keys)
    text = json.dumps(frame.to_dict("list")) if form == "list" else frame.to_json(orient=form)
    records = reviewed(text).records
    assert records[["name", "products", "imaging"]].fillna("").to_numpy().tolist() == frame.to_numpy().tolist()
    if keys and form in ("split", "columns", "index"):
        assert records["clinic_id"].tolist() == keys


@pytest.mark.parametrize(
    "text", ['{"name": "Elm", "imaging": ["CT", "US"]}\n', '[{"name": "Elm", "imaging": "CT; US"}]']
)
def test_a_single_record_is_a_list(text: str) -> None:
    """A part of a JSON-lines file may hold one record, by itself or in a list."""
    assert reviewed(text).records[["name", "imaging"]].to_numpy().tolist() == [["Elm", "CT; US"]]


def test_lists_that_were_joined_are_read() -> None:
    """Several lists of records, one after another, are one list."""
    text = f"[{ELM}]\n[{OAK}]"
    assert reviewed(text).records["name"].tolist() == reviewed(f"[{ELM}, {OAK}]").records["name"].tolist()


UNCLEAR = {
    "one object": f'{{"a": {ELM}}}',
    "an object beside a number": f'{{"a": {ELM}, "b": 1}}',
    "two lists": f'{{"a": {{"x": [{ELM}]}}, "b": {{"y": [{OAK}]}}}}',
    "a list in many objects": '{"a": ' * 7 + f"[{ELM}]" + "}" * 7,
}


@pytest.mark.parametrize("text", UNCLEAR.values(), ids=list(UNCLEAR))
def test_where_it_is_not_clear_what_the_records_are_none_are_read(text: str) -> None:
    """One object, objects beside other values, two lists, or a list in many objects: each is refused in a sentence."""
    with pytest.raises(UnreadableFile, match="no list of records"):
        scoring.review(text.encode())


@pytest.mark.parametrize(
    ("data", "limits", "says"),
    [
        (json.dumps([RECORD] * 50), SMALL, "more than 50 rows"),
        (json.dumps([dict.fromkeys("abcdef", 1)]), SMALL, "has 6 columns and the limit is 5"),
        (json.dumps([RECORD] * 3), replace(SMALL, text_bytes=20), "The file has"),
        (json.dumps([{f"k{n}": 1 for n in range(400)}] + [{}] * 1_000), Limits(text_bytes=20_000), "unpacks to more"),
        (json.dumps([RECORD]), Limits(seconds=-1), "longer than"),
    ],
)  # fmt: skip
def test_limits_hold(data: str, limits: Limits, says: str) -> None:
    """Rows, columns, bytes and time are limited, and so are cells, even those that records do not name."""
    with pytest.raises(UnreadableFile, match=says):
        scoring.review(data.encode(), limits=limits)


class Counted(Clock):
    """A clock that counts how often it is checked."""

    asked_for = 0

    def check(self) -> None:
        """Count."""
        self.asked_for += 1


@pytest.mark.parametrize(
    ("before", "piece", "after"),
    [
        ('{"x": [{"name": "A"}], ', '"": [null]', "}"),
        ("[", '{"name": "A"}', "]"),
        ("", '{"name": "A"}\n', ""),
        ('[{"name": "A", "x": [', "1", "]}]"),
        ('[{"name": "A", "x": [', "1.5", "]}]"),
        ('[{"name": "A", "x": [', '{"a": []}', "]}]"),
    ],
)
def test_the_clock_is_asked_at_every_value(before: str, piece: str, after: str) -> None:
    """Keys beside the list, records, and numbers and objects inside a record: time may be up at any of them."""
    clock = Counted(Limits())
    text = before + (piece if piece.endswith("\n") else f"{piece}, ") * 999 + piece.strip() + after
    read_json(text.encode(), ReadOptions(), ProblemLog(), clock)
    assert clock.asked_for >= 1_000


class CopiesCounted(str):
    """A text that counts how many of its characters are copied."""

    copied = 0

    def __getitem__(self, place: Any) -> str:
        """Count what is returned."""
        part = super().__getitem__(place)
        self.copied += len(part)
        return part


@pytest.mark.parametrize("piece", ['"": [1]', '"": [ ]', '"": 1', '"": {"a": 1}'])
def test_the_rest_of_an_object_is_not_copied_at_each_key(piece: str) -> None:
    """The copied characters grow with the keys, not with the number of keys times the text."""
    text = CopiesCounted("{" + ", ".join([piece] * 500) + "}")
    with suppress(UnreadableFile):
        list(records_in(text, ProblemLog(), Clock(Limits())))
    assert 500 < text.copied < 10_000


class LookUpsCounted(str):
    """A key that counts how often it is looked up."""

    count = 0
    __eq__ = str.__eq__

    def __hash__(self) -> int:
        """Count a look-up."""
        self.count += 1
        return super().__hash__()


def test_a_repeated_key_is_looked_up_a_few_times() -> None:
    """The look-ups grow with the repeats of a key in a record, not with their square."""
    key = LookUpsCounted("notes")
    _Columns(ProblemLog(), Clock(Limits())).add(JsonObject([(key, "x")] * 400))
    assert 400 < key.count < 4_000


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(
    st.lists(st.dictionaries(TEXT, TEXT | st.none() | st.booleans(), min_size=1), min_size=1, max_size=9), st.booleans()
)
def test_every_text_of_a_list_comes_back(records: list[dict[str, Any]], escaped: bool) -> None:  # fmt: skip
    """Whatever keys and texts records have, each text is in its column and row; blank ones are null."""
    keys = list(dict.fromkeys(key for record in records for key in record))
    found = cells(json.dumps([{"name": "A", "\ufeffkeep": "x"}, *records], ensure_ascii=escaped))
    words = {True: "yes", False: "no", "": None}
    for key in keys:
        wanted = [words.get(record.get(key), record.get(key)) for record in records]  # type: ignore[arg-type]
        if any(cell and cell.strip() for cell in wanted) and key.strip():
            assert wanted in ([found[key][1:]] if key in found else [column[1:] for column in found.values()])


@pytest.mark.parametrize("data", [b'["name","credentials"]\n["Alpha","MD"]\n', b'["Alpha", "MD"]'])
def test_lists_of_cells_are_no_records(data: bytes) -> None:
    """A list on each line, or one list of texts, is refused as JSON; its brackets do not end up in cells."""
    with pytest.raises(UnreadableFile, match="no list of records"):
        reviewed(data)
