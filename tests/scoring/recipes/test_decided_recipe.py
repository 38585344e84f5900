"""Files of one list, decided on together: each row is read as in one file of all."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scoring import BadSettings, Review, UnreadableFile, review
from scoring.limits import Clock, Limits
from scoring.reading import RecordRange, record_ranges
from scoring.recipes import Recipe, decided_recipe, load_recipe
from tests.scoring.files import DAY, Row

_CELLS = {
    "name": ("Andes Spine", "Rïver Clinic", "Bay, Pain\nCenter", 'The "Back" Place', "Elm St. Orthopedics"),
    "state": ("TX", "CA", "Ontario", ""),
    "city": ("Austin", "Bend", ""),
    "credentials": ("MD; PM&R", "DO", "nurse practitioner", "chiropractor; MD", ""),
    "products": ("PRP", "BMC; PRP", "exosomes", "stem cells", ""),
    "targets": ("disc", "facet; SI joint", ""),
    "imaging": ("fluoroscopy", "ultrasound; CT", "none", ""),
    "Price": ("900", "1.200 €", "€ 12,50", "$1,500-2,000", "850 EUR", ""),
    "as_of": ("03/04/2025", "25/04/2025", "04/25/2025", "2025-05-31", ""),
    "postal_code": ("02114.0", "78701.0", "97701", ""),
    "guidance used": ("CT", "x-ray", "by feel", ""),
    "PRP": ("yes", "no", "", "on request"),
    "Fluoroscopy": ("x", "", "no", "Y"),
    "remark": ("PRP", "a note", ""),
}
_NEEDED = ("name", "products")
_SYNONYMS = {"name": "Clinic name", "credentials": "Who injects?", "as_of": "Last updated"}
_ROWS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in _CELLS.items()}), min_size=2, max_size=14
)


def made(rows: Sequence[Row], headers: Sequence[str], encoding: str = "utf-8", names: Row | None = None) -> bytes:
    """A CSV of these rows under these headers, some of them renamed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([(names or {}).get(header, header) for header in headers])
    writer.writerows([[row.get(header, "") for header in headers] for row in rows])
    return text.getvalue().encode(encoding)


def rows_read(result: Review) -> pd.DataFrame:
    """What a review makes of each row: what it states, its place, date and price, points and flags."""
    read, profiles = result.understood, result.profiles
    coded = {**read.stated, "state": read.state, "country": read.country, "as_of": read.as_of, "price": read.price}
    columns = {name: [str(column.values[code]) for code in column.codes] for name, column in coded.items()}
    points = {name: getattr(profiles, name)[profiles.codes].tolist() for name in ("low", "high", "flags")}
    texts = result.records[["name", "city", "postal_code", "imaging", "products"]].fillna("")
    return pd.DataFrame({**columns, **points, **texts.add_prefix("text_")})


def decided(parts: Sequence[bytes | RecordRange]) -> Recipe:
    """The recipe of these parts, written and read again."""
    return load_recipe(decided_recipe(parts).recipe.to_json().encode())


def part_by_part(parts: Sequence[bytes | RecordRange], recipe: Recipe) -> pd.DataFrame:
    """What reviews of the parts make of their rows."""
    return pd.concat([rows_read(review(part, recipe=recipe, reviewed_on=DAY)) for part in parts], ignore_index=True)


def codes(data: bytes | RecordRange, recipe: Recipe | None = None) -> list[str]:
    """The codes of the problems of a file."""
    return review(data, recipe=recipe, reviewed_on=DAY).problems["code"].to_list()


@st.composite
def lists(draw: st.DrawFn) -> tuple[list[bytes], bytes]:
    """The parts of a list, whose headers differ, and the list as one file."""
    rows = draw(_ROWS)
    count = draw(st.integers(1, min(4, len(rows))))
    cuts = draw(st.lists(st.integers(1, len(rows) - 1), min_size=count - 1, max_size=count - 1, unique=True))
    plain = all("€" not in row["Price"] for row in rows)  # with euros, accents say too little about the encoding
    encoding = draw(st.sampled_from(["utf-8", "cp1252"])) if plain else "utf-8"
    parts, united = [], []
    for start, stop in pairwise([0, *sorted(cuts), len(rows)]):
        absent = draw(st.sets(st.sampled_from(["PRP", "Fluoroscopy", "as_of", "state", "remark"]), max_size=2))
        headers = draw(st.permutations([name for name in _CELLS if name not in absent]))
        renamed = draw(st.sets(st.sampled_from(sorted(_SYNONYMS))))
        here = [{name: cell for name, cell in row.items() if name not in absent} for row in rows[start:stop]]
        parts.append(made(here, headers, encoding, {name: _SYNONYMS[name] for name in renamed}))
        united += here
    return parts, made(united, list(_CELLS), encoding)


@given(lists())
@settings(max_examples=25, deadline=None, phases=[Phase.generate])
def test_each_part_is_read_as_in_the_whole(files: tuple[list[bytes], bytes]) -> None:
    """Whatever the order and names of its headers, and those that it lacks, a part states what the whole list states.

    The whole list reads the same with the recipe of its parts as without it.
    """
    parts, whole = files
    recipe = decided(parts)
    expected = rows_read(review(whole, reviewed_on=DAY))
    pd.testing.assert_frame_equal(part_by_part(parts, recipe), expected)
    pd.testing.assert_frame_equal(rows_read(review(whole, recipe=recipe, reviewed_on=DAY)), expected)


_HEAD = "name,city,products,PRP,as_of,Price,zip\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A,,BMC,,03/04/2025,,\n", "B,,BMC,,25/04/2025,,\n"),  # only the second shows the order of dates
        ("A,,BMC,,25/04/2025,,\nB,,,,03/04/2025,,\n", "C,,BMC,,04/25/2025,,\n"),  # both orders: dates stay open
        ("A,,BMC,yes,,,\n", "B,,BMC,ask us,,,\nC,,BMC,no,,,\nD,,BMC,no,,,\nE,,BMC,no,,,\n"),  # a yes/no column
        ("A,,BMC,,,850,\n", "B,,BMC,,,€ 900,\nC,,BMC,,,€ 20,\n"),  # prices in euros
        ("A,,BMC,,,1.200,\n", 'B,,BMC,,,"2.400,50",\n'),  # a decimal comma
        ("A,Bend,BMC,,,,\n", "Bend,,,,,,\nC,,BMC,,,,\n"),  # a heading that is a city of another part
        ("A,Bend,BMC,,,,\n", "Bend Total,,,,,900,\nC,,BMC,,,,\n"),  # a subtotal of a city of another part
    ],
)
def test_a_part_follows_what_another_shows(first: str, second: str) -> None:
    """What the cells of one part show about a column applies to the rows of every part."""
    parts = [(_HEAD + first).encode(), (_HEAD + second).encode()]
    alone = part_by_part(parts, Recipe())
    expected = rows_read(review((_HEAD + first + second).encode(), reviewed_on=DAY))
    pd.testing.assert_frame_equal(part_by_part(parts, decided(parts)), expected)
    assert not alone.equals(expected)


def test_ids_keep_a_fraction_that_not_all_ids_of_a_list_have() -> None:
    """A part whose ids all end in .0 keeps them if another part has ids without."""
    parts = [b"clinic_id,name,products\n02114.0,A,BMC\n", b"clinic_id,name,products\n2114,B,BMC\n"]
    recipe = decided(parts)
    ids = [review(part, recipe=recipe, reviewed_on=DAY).scores["clinic_id"].tolist() for part in parts]
    assert ids == [["02114.0"], ["2114"]]
    assert review(parts[0], reviewed_on=DAY).scores["clinic_id"].tolist() == ["02114"]


def test_each_file_is_read_in_its_own_encoding() -> None:
    """Files in other encodings, and one that is no text, change nothing in a file; each guess is reported."""
    names = {"cp1252": "Clínica Ñ", "cp1250": "Łódź Kręgosłup Świętokrzyskie", "utf-16": "Żółw", "utf-8": "Gdańsk"}
    parts = [made([{"name": name, "products": "PRP"}], _NEEDED, encoding) for encoding, name in names.items()]
    noise = bytes(range(128, 256)) * 40
    recipe = decided([noise, *parts])
    assert recipe.encoding is None
    assert part_by_part(parts, recipe)["text_name"].tolist() == list(names.values())
    for part in parts:
        assert [code for code in codes(part, recipe) if "encoding" in code] == [
            code for code in codes(part) if "encoding" in code
        ]


@pytest.mark.parametrize("encoding", ["cp1250", "cp1252", "utf-8"])
def test_ranges_of_a_file_are_read_in_its_encoding(encoding: str) -> None:
    """A range with one word beyond ASCII, or none, is read as the whole file is, and one of them reports the guess."""
    words = {"cp1250": "Świętokrzyskie Łódź", "cp1252": "Clínica Ñandú Über", "utf-8": "Łódź Ċ"}[encoding]
    rows = [{"name": f"{words} {number}" if number > 90 else "Plain Spine", "products": "PRP"} for number in range(150)]
    rows[60] = {"name": "Garçon" if encoding != "cp1250" else "Gdańsk", "products": "PRP"}
    whole = made(rows, _NEEDED, encoding)
    if encoding == "utf-8":
        whole = whole.replace("Garçon".encode(), b"Gar\xe7on")
    recipe, ranges = recipe_of_ranges(whole, 700)
    assert len(ranges) > 3
    assert recipe.encoding is None
    pd.testing.assert_frame_equal(part_by_part(ranges, recipe), rows_read(review(whole, reviewed_on=DAY)))
    told = [code for part in ranges for code in codes(part, recipe) if "encoding" in code]
    assert told == [code for code in codes(whole) if "encoding" in code]


@pytest.mark.parametrize(("encoding", "expected"), [("cp1250", 0), ("utf-8", 1)])
def test_an_encoding_that_a_person_chose_is_unused_for_a_file_and_not_for_a_range(encoding: str, expected: int) -> None:
    """ASCII ranges of a file to which the choice applies report nothing; a file in UTF-8 reports it once."""
    rows = [{"name": "Łódź" if number == 140 else "Plain Spine", "products": "PRP"} for number in range(150)]
    _, ranges = recipe_of_ranges(made(rows, _NEEDED, encoding), 700)
    told = [code for part in ranges for code in codes(part, Recipe(encoding="cp1250"))]
    assert told.count("recipe_encoding_unused") == expected
    assert part_by_part(ranges, Recipe(encoding="cp1250"))["text_name"][140] == "Łódź"


def test_next_months_file_is_read_the_same_way() -> None:
    """A later file is read by the recipe; the file decides the rest, and evidence against the recipe is reported."""
    recipe = decided([(_HEAD + "A,,BMC,yes,25/04/2025,€ 9,\nB,,BMC,no,25/04/2025,€ 8,\n").encode()])
    later = "Fluoroscopy,Clinic name,products,PRP,as_of\nyes,C,BMC,ask,04/25/2025\nno,D,BMC,yes,03/04/2025\n"
    result = review(later.encode(), recipe=recipe, reviewed_on=DAY)
    assert result.records["imaging"].fillna("").tolist() == ["Fluoroscopy", ""]
    assert result.records["products"].tolist() == ["BMC", "BMC; PRP"]
    assert str(result.understood.as_of.values[result.understood.as_of.codes[1]]) == "2025-04-03"
    kinds = set(result.problems["code"])
    assert {"column_yes_no", "yes_no_not_understood", "recipe_dates_contradicted"} <= kinds


def test_prices_that_speak_against_the_list_are_reported() -> None:
    """A later file in euros, or with decimal points, is read as decided and has a problem that says so."""
    dollars = decided([(_HEAD + "A,,BMC,,,$900,\n").encode()])
    assert "recipe_prices_contradicted" in codes((_HEAD + "A,,BMC,,,€ 900,\nB,,BMC,,,850,\n").encode(), dollars)
    assert "recipe_prices_contradicted" not in codes((_HEAD + "A,,BMC,,,850,\n").encode(), dollars)
    comma = decided([(_HEAD + 'A,,BMC,,,"2.400,50",\nB,,BMC,,,1.200,\n').encode()])
    assert "recipe_prices_contradicted" in codes((_HEAD + "A,,BMC,,,1.200,\nB,,BMC,,,99.50,\n").encode(), comma)


def test_the_list_decides_between_rivals_and_a_lone_one_is_used() -> None:
    """All parts together choose one of two columns for a field; a part that has only the other is read by that."""
    both = "name,imaging,guidance\n" + "".join(f"{name},CT,later\n" for name in "ABCD")
    lone = "name,guidance\nE,ultrasound\nF,later\n"
    parts = [both.encode(), lone.encode()]
    read = part_by_part(parts, decided(parts))
    assert read["text_imaging"].tolist() == ["CT"] * 4 + ["ultrasound", "later"]


def test_settings_of_a_person_take_precedence_over_what_the_list_shows() -> None:
    """A column that a person assigns or sets aside stays so, in the decision and when the recipe is changed later."""
    data = b"name,imaging,Mystery,PRP\nA,CT,none,yes\nB,CT,none,no\n"
    assigned = decided_recipe([data], Recipe(columns={"Mystery": ("imaging",), "PRP": ()})).recipe
    assert part_by_part([data], assigned)["text_imaging"].tolist() == ["none", "none"]
    assert part_by_part([data], assigned)["text_products"].tolist() == ["", ""]
    later = decided([data]).model_copy(update={"columns": {"Mystery": ("imaging",), "PRP": ()}})
    pd.testing.assert_frame_equal(part_by_part([data], later), part_by_part([data], assigned))


def test_a_part_that_cannot_be_read_is_named_and_the_others_decide() -> None:
    """A part without clinics is in `unread`; with no other part there is nothing to decide."""
    good = (_HEAD + "A,,BMC,,25/04/2025,,\n").encode()
    result = decided_recipe([b"", good, b"%PDF-1.4"])
    assert sorted(result.unread) == [0, 2]
    assert result.recipe.whole_list is not None
    assert result.recipe.whole_list.dates == "day_first"
    with pytest.raises(UnreadableFile, match="PDF"):
        decided_recipe([b"%PDF-1.4"])


@pytest.mark.parametrize(
    "content",
    [
        '{"columns": {"columns": [], "fields": {"imaging": [0]}}}',
        '{"columns": {"columns": [], "fields": {"Imaging": []}}}',
        '{"columns": {"columns": [{"headers": [["prp", 1]], "yes_no": ["state", "PRP"]}], "fields": {}}}',
        '{"columns": {"columns": [{"headers": [["prp", 1]], "passed_over": "x"}], "fields": {}}}',
        '{"dates": "sideways"}',
    ],
)
def test_a_decision_on_what_there_is_not_is_refused(content: str) -> None:
    """A recipe whose decision names missing fields or columns says which."""
    with pytest.raises(BadSettings, match="whole_list"):
        load_recipe(f'{{"whole_list": {content}}}'.encode())


def recipe_of_ranges(data: bytes, size: int) -> tuple[Recipe, tuple[RecordRange, ...]]:
    """The recipe and the ranges of a file."""
    with tempfile.NamedTemporaryFile(suffix=".csv", delete=False) as file:
        file.write(data)
    ranges = record_ranges(file.name, size, Clock(Limits())).ranges
    return decided(ranges), ranges


def test_ranges_of_a_file_are_read_as_the_file() -> None:
    """Rows that describe columns, headings and notices are no clinics in ranges either, and rows keep their numbers."""
    rows = [{"name": f'Cliníc "{number}"\nEast', "city": "Bend", "products": "PRP"} for number in range(120)]
    rows[0] = {"name": "Name of the clinic", "city": "City", "products": "Which products?"}
    rows[70] = {"name": "Bend", "city": "", "products": ""}
    rows[-1] = {"name": "© 2025 Exported by List Co. All rights reserved", "city": "", "products": ""}
    whole = made(rows, ("name", "city", "products"), "cp1252")
    recipe, ranges = recipe_of_ranges(whole, 900)
    expected = review(whole, reviewed_on=DAY)
    assert len(ranges) > 3
    assert len(expected) == 117
    pd.testing.assert_frame_equal(part_by_part(ranges, recipe), rows_read(expected))
    numbers = [row for part in ranges for row in review(part, recipe=recipe, reviewed_on=DAY).understood.rows]
    assert numbers == expected.understood.rows.tolist()
