"""The problems: every code of the catalogue occurs, in plain sentences, in one table with fixed columns."""

from __future__ import annotations

import io
import re
import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from scoring.problem_catalogue import CATALOGUE
from scoring.problems import COLUMNS, ProblemLog, finding, findings
from scoring.recognition.columns.own_columns import SCORE_COLUMNS
from tests.scoring.files import CODES_OF_FILES, parquet_bytes, reviewed

CASES = Path(__file__).parents[1] / "cases"
MANY = "; ".join(f"unlisted {a}{b}" for a in "ABC" for b in string.ascii_uppercase)

# The placeholders that the sentences of the catalogue may contain.
DETAILS = frozenset(
    {"clinics", "count", "expected", "field", "header", "near", "new_id", "other_row"}
    | {"reason", "rest", "setting", "settings", "terms", "value"}
)


def workbook(cells: Mapping[str, str], struck: str = "", merged: str = "") -> bytes:
    """A workbook of two clinics with further cells, one of them struck out, or some of them merged."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["name", "imaging", "products"], ["A", "CT"], ["B", "CT"]):
        sheet.append(row)
    for place, text in cells.items():
        sheet[place] = text
    if struck:
        sheet[struck].font = Font(strike=True)
    if merged:
        sheet.merge_cells(merged)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


# code: a file that shows it, and the row, column and value that the problem names.
FILES: dict[str, tuple[str | bytes, int, str, str]] = {
    "encoding_guessed": (b"name,imaging\nCaf\xe9,CT\n", 0, "", "Windows-1252 (Western European)"),
    "encoding_unclear": (b"name,imaging\nPe\xf1a,CT\n", 0, "", "Windows-1252 (Western European)"),
    "columns_aligned": ("name   city   imaging\nA      Reno   CT\n", 0, "", ""),
    "lookup_cells": ("name,imaging,products\nA,CT,PRP;#BMAC\n", 1, "", ""),
    "html_entities": ("name,imaging\nA &amp; B,CT\n", 1, "", ""),
    "struck_out": (workbook({"C2": "PRP"}, struck="C2"), 2, "products", "PRP"),
    "merged_cell": (workbook({"D1": "city", "D2": "Reno"}, merged="D2:D3"), 3, "city", "Reno"),
    "hidden_cells": ((CASES / "workbook_hidden.xlsx").read_bytes(), 0, "", "city"),
    "notice_row": ("name,imaging\nA,CT\nCopyright 2026,\n", 3, "name", "Copyright 2026"),
    "encoding_mixed": ("name,imaging\n\u00c9t\u00e9 \u00e0 Gen\u00e8ve,CT\n".encode() + b"Caf\xe9,CT\n", 0, "", ""),
    "characters_lost": (b"\xff\xfe" + "name,imaging\nA,CT\n".encode("utf-16-le")[:-1], 0, "", "UTF-16"),
    "sheet_chosen": ((CASES / "workbook_two_sheets.xlsx").read_bytes(), 0, "", "Clinics"),
    "lines_above_header": ("Our clinics\n\nname,imaging\nA,CT\n", 1, "", "Our clinics"),
    "rows_in_cell": ('name,notes,imaging\nA,x,"CT\nB,x,"CT\n', 2, "imaging", ""),
    "workbook_of_values": ((CASES / "workbook.xls").read_bytes(), 0, "", ""),
    "cell_error": ((CASES / "workbook_errors.xlsx").read_bytes(), 2, "imaging", "#N/A"),
    "formula_without_result": ((CASES / "workbook_formula.xlsx").read_bytes(), 2, "imaging", ""),
    "header_again": ("name,imaging\nA,CT\nname,imaging\n", 3, "", ""),
    "header_joined": ("name,imaging\nA,CTname,imaging\nB,CT\n", 2, "", ""),
    "header_too_short": ("name,imaging\nA,CT,x\nB,CT,y\n", 1, "", ""),
    "index_column": (",name,imaging\n0,A,CT\n", 1, "", ""),
    "description_row": ("name,imaging\nName of clinic,How guided?\nA,CT\n", 2, "", ""),
    "line_row": ("name,imaging\n----,---\nA,CT\n", 2, "", ""),
    "section_row": ("name,imaging\nFlorida,\nA,CT\n", 2, "name", "Florida"),
    "nameless_row": ("name,imaging,Status\nA,CT,Done\n,,1 Done\n", 3, "", "1 Done"),
    "choice_in_code": ("name,products,imaging[SQ1]\nA,PRP,Y\n", 1, "imaging[SQ1]", "imaging[SQ1]"),
    "choice_numbers": ("name,imaging,products[PRP]\nA,CT,2\n", 1, "products[PRP]", "2"),
    "columns_of_a_grid": ("name,products,Imaging [Disc]\nA,PRP,CT\n", 1, "Imaging [Disc]", "Imaging [Disc]"),
    "total_row": ("name,imaging\nA,CT\nTotal: 1,\n", 3, "name", "Total: 1"),
    "float_column": ("name,zip,imaging\nA,33602.0,CT\n", 1, "postal_code", ""),
    "text_formulas": (b'name,zip,imaging\nA,="02114",CT\n', 1, "", ""),
    "nul_bytes": (b"name,imaging\nA\0,CT\n", 0, "", ""),
    "blank_row": ("name,imaging\n,\nA,CT\n", 2, "", ""),
    "row_too_short": ("name,imaging,notes\nA,CT\n", 2, "", ""),
    "row_too_long": ("name,imaging\nA,CT,x,y\n", 2, "", "x, y"),
    "own_scores": (f"{','.join(SCORE_COLUMNS)},imaging\nx,A{',' * (len(SCORE_COLUMNS) - 1)}CT\n", 1, "", ""),
    "settings_differ": (
        f"{','.join(SCORE_COLUMNS)},imaging,review_settings\n"
        + "".join(f"{name},{name}{',' * (len(SCORE_COLUMNS) - 1)}CT,who={name}\n" for name in "AB"),
        3,
        "review_settings",
        "",
    ),
    "header_not_used": ("name,imaging,guidance\nA,CT,CT\n", 1, "guidance", "guidance"),
    "columns_joined": ("name,Credential,Specialty,imaging\nA,MD,PM&R,CT\n", 1, "Credential", "Credential; Specialty"),
    "another_column": ("name,imaging,Field 7\nA,,CT\nB,,fluoroscopy\n", 1, "Field 7", "Field 7"),
    "header_too_long": (f"name,imaging,{'x' * 201}\nA,CT,x\n", 1, "x" * 201, "x" * 201),
    "header_blank": ("name,imaging,\nA,CT,x\n", 1, "", "column_3"),
    "header_repeated": ("name,imaging,Colour,Colour\nA,CT,x,y\n", 1, "Colour", "Colour_2"),
    "no_column": ("name,imaging,Colour\nA,CT,x\n", 1, "", "Colour"),
    "quote_not_closed": ('name,imaging\nA,CT\nB,"CT\nC,CT\n', 3, "", ""),
    "name_too_long": (f"name,imaging\n{'x' * 251},CT\n", 2, "name", "x" * 251),
    "cell_too_long": (f"name,products\nA,{'x' * 32_768}\n", 2, "products", "x" * 299 + "\u2026"),
    "more_in_cell": (f"name,products\nA,{MANY}\n", 2, "products", MANY[:299] + "\u2026"),
    "offer_in_doubt": ("name,products\nA,PRP; exosomes?\n", 2, "products", "exosomes?"),
    "offer_unclear": ("name,imaging\nA,fluoroscopy not required\n", 2, "imaging", "fluoroscopy not required"),
    "misspelling": ("name,imaging\nA,flouroscopically\n", 2, "imaging", "flouroscopically"),
    "not_guidance": ("name,imaging\nA,fluoroscopy referred out\n", 2, "imaging", "fluoroscopy referred out"),
    "not_the_injector": ("name,credentials\nA,NP supervised by an MD\n", 2, "credentials", "NP supervised by an MD"),
    "not_so_now": ("name,credentials\nA,retired anesthesiologist\n", 2, "credentials", "retired anesthesiologist"),
    "another_injects": ("name,credentials\nA,MD; NP injects\n", 2, "credentials", "MD"),
    "role_unclear": ('name,credentials\nA,"injections by NP, MD"\n', 2, "credentials", "MD"),
    "template_example_row": (
        "name,imaging\nA,CT\nExample clinic (delete this row),CT\n",
        3,
        "name",
        "Example clinic (delete this row)",
    ),
    "name_unfinished": ("name,imaging\nElm Spine &,CT\n", 2, "name", "Elm Spine &"),
    "name_missing": ("name,imaging\n,CT\n", 2, "name", ""),
    "one_row_a_person": ("name,city,npi,imaging\nA,B,1234567893,CT\nA,B,1245319599,CT\n", 0, "", ""),
    "id_repeated": ("clinic_id,name,imaging\nx,A,CT\nx,B,CT\n", 3, "clinic_id", "x"),
    "possible_duplicate": ("name,imaging\nHarbor Spine,CT\nHarbor Spine LLC,CT\n", 3, "name", "Harbor Spine LLC"),
    "postal_code_not_understood": ("name,imaging,zip\nA,CT,9O210\n", 2, "postal_code", "9O210"),
    "postal_codes_elsewhere": ("name,imaging,zip\nA,CT,M5V 1A1\nB,CT,SW1A 1AA\n", 0, "postal_code", ""),
    "state_not_recognised": ("name,imaging,state\nA,CT,Atlantis\n", 2, "state", "Atlantis"),
    "number_not_finite": (b'[{"name": "A", "imaging": "CT", "price_usd": NaN}]', 2, "price_usd", ""),
    "time_out_of_range": (
        parquet_bytes({"name": ["A"], "imaging": ["CT"], "as_of": pa.array([-1], pa.time32("s"))}),
        2,
        "as_of",
        "",
    ),
    "time_zone_unknown": (
        parquet_bytes({"name": ["A"], "imaging": ["CT"], "as_of": pa.array([0], pa.timestamp("s", "Mars/Base"))}),
        1,
        "as_of",
        "Mars/Base",
    ),
    "beside_records": (b'{"made": 2026, "clinics": [{"name": "A", "imaging": "CT"}]}', 0, "", "made"),
    "column_not_read": (
        parquet_bytes({"name": ["A"], "imaging": ["CT"], "by_day": [{"mon": "9 to 5"}]}),
        1,
        "by_day",
        "struct<mon: string>",
    ),
    "country_not_recognised": ("name,imaging,country\nA,CT,Atlantis\n", 2, "country", "Atlantis"),
    "country_assumed": ("name,products\nA,culture-expanded\n", 2, "country", ""),
    "date_not_understood": ("name,imaging,as_of\nA,CT,soon\n", 2, "as_of", "soon"),
    "date_ambiguous": ("name,imaging,as_of\nA,CT,01/02/2025\n", 2, "as_of", "01/02/2025"),
    "date_order_settled": ("name,imaging,as_of\nA,CT,01/02/2025\nB,CT,25/02/2025\n", 0, "as_of", "01/02/2025"),
    "date_orders_mixed": ("name,imaging,as_of\nA,CT,25/02/2025\nB,CT,02/25/2025\n", 0, "as_of", "25/02/2025"),
    "date_serial": ("name,imaging,as_of\nA,CT,45432\n", 0, "as_of", "45432"),
    "date_in_future": ("name,imaging,as_of\nA,CT,2026-11-23\n", 2, "as_of", "2026-11-23"),
    "price_not_understood": ("name,imaging,price_usd\nA,CT,call us\n", 2, "price_usd", "call us"),
    "price_several": ("name,imaging,price_usd\nA,CT,$900; $1200\n", 2, "price_usd", "$900; $1200"),
    "price_decimal_unclear": ("name,imaging,price_usd\nA,CT,1.200\n", 2, "price_usd", "1.200"),
    "price_decimal_settled": ('name,imaging,price_usd\nA,CT,1.200\nB,CT,"900,50"\n', 0, "price_usd", "1.200"),
    "price_currency_unclear": ("name,imaging,price\nA,CT,900\nB,CT,\u20ac900\n", 2, "price_usd", "900"),
    "price_per_part": ("name,imaging,price_usd\nA,CT,$500 per vial\n", 2, "price_usd", "$500 per vial"),
    "price_in_other_currency": ("name,imaging,price_usd\nA,CT,\u20ac900\n", 2, "price_usd", "\u20ac900"),
    "coordinate_not_understood": ("name,imaging,latitude\nA,CT,north\n", 2, "latitude", "north"),
    "coordinates_far": ("name,imaging,zip,latitude,longitude\nA,CT,33607,28,82\n", 2, "latitude", ""),
    "link_not_web": ("name,imaging,website\nA,CT,javascript:x\n", 2, "website", "javascript:x"),
    "phone_not_understood": ("name,imaging,phone\nA,CT,call us\n", 2, "phone", "call us"),
    "npi_malformed": ("name,imaging,npi\nA,CT,12\n", 2, "npi", "12"),
    "not_recognised": ("name,products\nA,Kinetic Gel 7\n", 2, "products", "Kinetic Gel 7"),
    "partly_recognised": ("name,products\nA,PRP Deluxe\n", 2, "products", "PRP Deluxe"),
    "other_dimension": ("name,products\nA,ultrasound\n", 2, "products", "ultrasound"),
    "ambiguous_word": ("name,products\nA,stem cells\n", 2, "products", "stem cells"),
    "negated": ("name,products\nA,no exosomes\n", 2, "products", "no exosomes"),
    "negation_unclear": ('name,products\nA,"no exosomes, SVF"\n', 2, "products", "SVF"),
    "not_a_term": ("name,targets\nA,back\n", 2, "targets", "back"),
    "bare_yes": ("name,credentials,credentials_verified\nA,MD,yes\n", 2, "credentials_verified", "yes"),
    "none_outside_imaging": ("name,products\nA,none\n", 2, "products", "none"),
    "none_with_imaging": ("name,imaging\nA,CT; none\n", 2, "imaging", "CT; none"),
    "taxonomy_not_listed": ("name,credentials\nA,207ZZ9999X\n", 2, "credentials", "207ZZ9999X"),
    "npi_is_no_training": ("name,credentials\nA,1234567893\n", 2, "credentials", "1234567893"),
    "column_offered": ("name,imaging,Field 7\nA,CT,PRP\nB,CT,BMC\n", 1, "Field 7", "Field 7"),
    "column_yes_no": ("name,PRP\nA,yes\n", 1, "PRP", "PRP"),
    "yes_no_not_understood": (
        "name,PRP\n" + "".join(f"{n},yes\n" for n in "ABCDEFGHI") + "J,soon\n",
        11,
        "PRP",
        "soon",
    ),
    "claim_not_listed": ("name,imaging,claims\nA,CT,open on Sundays\n", 2, "claims", "open on Sundays"),
}


@cache
def problems_of(code: str) -> pd.DataFrame:
    """The problems of the file that shows a code, found once for every test that looks at them."""
    return reviewed(FILES[code][0]).problems


def test_every_code_has_a_file_that_shows_it() -> None:
    """The catalogue has no code that cannot occur. Decisions of a recipe are tested with recipes."""
    assert set(FILES) == CODES_OF_FILES


@pytest.mark.parametrize("code", FILES)
def test_a_problem_names_row_column_and_value(code: str) -> None:
    """Each problem names the row of the file, the column and the value, and says what was made of it."""
    _, row, column, value = FILES[code]
    found = problems_of(code)
    (problem,) = found[found["code"] == code].to_dict("records")
    assert (problem["row"], problem["column"], problem["value"]) == (row, column, value)
    for text in (problem["message"], problem["suggestion"]):
        assert text.endswith((".", "?")) or (value and text.endswith(value))
        assert text[0].isupper() or text[0] == "\u201c"
        assert not {"{", "}"} & set(text)


# Whose number is never one, as they concern several, or what is beyond a limit.
ALWAYS_SEVERAL = {"sheet_chosen", "one_row_a_person", "people_disagree", "coordinates_far"} | {
    code for code in CATALOGUE if code.endswith("_too_long") and code != "row_too_long"
}


@pytest.mark.parametrize("code", sorted(CATALOGUE.keys() - ALWAYS_SEVERAL))
def test_a_sentence_holds_for_one_as_well(code: str) -> None:
    """With 1 for each number no sentence says "1 cells" or "1 more problems"."""
    details = dict.fromkeys(DETAILS, "it") | {"count": "1", "expected": "1"}
    for sentence in CATALOGUE[code]:
        assert not re.search(r"\b1 (\w+ )?\w+s\b", sentence.format(**details))


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_shows_one_problem_shows_few_others(code: str) -> None:
    """A problem is reported once: beside it there is at most the one that it comes with."""
    others = set(problems_of(code)["code"]) - {code}
    comes_with = {
        "negation_unclear": {"negated"},
        "header_repeated": {"no_column"},
        "header_too_long": {"no_column"},
        "more_in_cell": {"not_recognised"},
        "header_too_short": {"header_blank"},
        "characters_lost": {"row_too_short", "not_recognised", "partly_recognised"},
        "rows_in_cell": {"not_recognised"},
        "quote_not_closed": {"partly_recognised", "not_recognised"},
        "yes_no_not_understood": {"column_yes_no"},
        "nameless_row": {"no_column"},
        "choice_in_code": {"no_column"},
        "choice_numbers": {"no_column"},
        "settings_differ": {"own_scores"},
        "price_currency_unclear": {"price_in_other_currency"},
    }
    assert others <= comes_with.get(code, set())


def test_the_frame_of_problems() -> None:
    """The problems have the contract's columns, numbers for rows, text for the rest, and the order of the file."""
    text = 'name,products,imaging\nA,none,"US"\nB,Gel,CT; none\n,PRP,CT\n'
    found = reviewed(text).problems
    assert tuple(found) == COLUMNS == ("row", "column", "value", "code", "message", "suggestion")
    assert found["row"].dtype == "int64"
    assert all(isinstance(found[name].dtype, pd.StringDtype) for name in COLUMNS[1:])
    assert found["row"].tolist() == [2, 2, 3, 3, 4]
    assert list(found.index) == list(range(5))
    assert not found.isna().any(axis=None)


def test_a_file_without_problems_has_an_empty_frame_of_the_same_shape() -> None:
    """Without problems the frame has no rows, and the same columns and types."""
    none, one = reviewed("name,imaging\nA,CT\n").problems, reviewed("name,imaging\nA,US\n").problems
    assert len(none) == 0
    assert none.dtypes.to_dict() == one.dtypes.to_dict()


def test_the_same_problem_in_many_rows_is_reported_for_each() -> None:
    """A cell that many rows share is read once, and is a problem in each of them."""
    found = reviewed("name,imaging\n" + "A,US\nB,CT\n" * 50).problems
    assert found.loc[found["code"] == "not_a_term", "row"].tolist() == list(range(2, 102, 2))


def test_each_row_gets_its_own_problems() -> None:
    """Where cells differ from row to row, each row gets its own problems, however many a cell has."""
    text = "name,products\nA,Serum One\nB,PRP\nC,Serum Two; no SVF; stem cells\nD,Serum Three; none\nE,Serum One\n"
    assert reviewed(text).problems[["row", "value"]].to_numpy().tolist() == [
        [2, "Serum One"],
        [4, "Serum Two"],
        [4, "no SVF"],
        [4, "stem cells"],
        [5, "Serum Three"],
        [5, "none"],
        [6, "Serum One"],
    ]


@pytest.mark.parametrize("column", ["products", "credentials", "claims", "as_of", "country", "website"])
def test_long_values_are_cut(column: str) -> None:
    """A very long value is cut, in the value and in the sentences alike."""
    found = reviewed(f"name,imaging,{column}\nA,CT,{'x' * 10_000}\n").problems
    assert len(found) == 1
    assert found["value"][0] == "x" * 299 + "…"
    assert found["message"].str.len().max() < 500
    assert found["suggestion"].str.len().max() < 500


@pytest.mark.parametrize("value", ["{0}", "{value}", "{rest.__class__}", "{", "}}", "%s"])
def test_braces_in_a_file_are_only_text(value: str) -> None:
    """A value that looks like a placeholder is shown as it stands."""
    found = reviewed(f'name,products,as_of\nA,"gel {value}","day {value}"\n').problems
    assert f"gel {value}" in found["message"][0]
    assert found["value"].tolist() == [f"gel {value}", f"day {value}"]


@pytest.mark.parametrize("code", CATALOGUE)
def test_sentences_of_the_catalogue(code: str) -> None:
    """Every message and suggestion is a plain sentence that blames nobody."""
    for text in CATALOGUE[code]:
        fields = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert fields <= DETAILS
        assert text == "{near}" or text[-1] in ".}"
        assert not {"error", "invalid", "wrong", "bad", "illegal", "you"} & set(text.lower().strip(".").split())


def test_an_unknown_code_or_missing_detail_is_a_bug() -> None:
    """A finding outside the catalogue, or without a detail that its sentence needs, is refused at once."""
    with pytest.raises(KeyError):
        finding("no_such_code")
    with pytest.raises(KeyError):
        finding("not_a_term", "back")
    with pytest.raises(KeyError):
        findings("not_a_term", pa.array(["back"]))


@pytest.mark.parametrize("code", CATALOGUE)
def test_findings_are_worded_all_at_once_as_they_are_one_by_one(code: str) -> None:
    """Many findings of one code say what each would say alone, whatever their values are."""
    values = ["", "PRP", "{value}", "\U0001f9b4" * 300, "\U0001f9b4" * 301, "\u00e9" * 999, "two\nlines"]
    fields = {name for text in CATALOGUE[code] for _, name, _, _ in string.Formatter().parse(text) if name}
    details = {name: [f"{name} {value}" for value in values] for name in fields - {"value"}}
    one_by_one = [
        finding(code, value, **{name: texts[place] for name, texts in details.items()})
        for place, value in enumerate(values)
    ]
    at_once = findings(code, pa.array(values), **{name: pa.array(texts) for name, texts in details.items()})
    assert list(at_once) == one_by_one
    none = pa.array([], pa.string())
    assert list(findings(code, none, **dict.fromkeys(details, none))) == []


def test_a_finding_of_many_rows_is_stored_once() -> None:
    """A finding for a thousand rows takes no more text than one for a single row; the frame still has it for each."""
    log = ProblemLog()
    log.add("name", finding("name_too_long", "A" * 300, count="300", expected="250"), list(range(2, 1_002)))
    table = log.in_order()
    assert len(table) == 1_000
    assert table.texts.nbytes < 40 * len(table)
    assert table.frame()["value"].tolist() == ["A" * 300] * 1_000
    assert table.table().equals(pa.Table.from_pandas(log.frame(), schema=table.table().schema, preserve_index=False))


def test_a_log_keeps_the_order_of_rows_and_of_finding() -> None:
    """Problems come by row, and within a row in the order in which they were recorded."""
    log = ProblemLog()
    log.add("b", finding("blank_row"), [3, 2])
    log.add("a", finding("name_missing"), 2)
    log.add("c", finding("nul_bytes"))
    assert len(log) == 4
    assert log.frame()[["row", "column"]].to_numpy().tolist() == [[0, "c"], [2, "b"], [2, "a"], [3, "b"]]
