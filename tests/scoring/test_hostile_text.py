"""Text made to be slow, or to break its reader: none takes more than linear time, and none ends in a crash."""

from __future__ import annotations

import itertools
import json
import string
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import BadSettings, Limits, UnreadableFile
from scoring.limits import LONGEST_CELL, LONGEST_NAME
from scoring.recognition.answers.list_literal import without_brackets
from scoring.recognition.cells.column_recognizer import ColumnRecognizer
from scoring.recognition.cells.recognizer import Recognizer
from scoring.vocabulary import CANONICAL, DIMENSIONS, LONGEST_HEADER, header_key, plain, vocabulary
from tests.growth import FAR, TIMES, grows_linearly, in_proportion
from tests.scoring.files import csv_bytes, reviewed

# The repeated pieces. Each once took, or might take, more than linear time.
LISTS = (*DIMENSIONS, "credentials_verified", "claims")
SIGNS = (
    *"[](){}'\"\\,;:|*-=\n\x00\u0301\u200b",
    " ",
    "1",
    "0x",
    "b'",
    "f'",
    "\\u",
    "\\x",
    "d800",
    "None",
    "MD",
    "PRP",
    "no ",
)
PIECES = {
    "empty box": "[ ] PRP ",
    "round box": "(x) ( ",
    "empty round box": "( ) ",
    "crossed out": "~~a~~ ~~",
    "crossed out in HTML": "<s>a</del>",
    "signs before items": "+PRP -",
    "tick and cross": "\u2705 MD \u274c",
    "answer": "PRP=1 ",
    "signs of answers": "=: ",
    "equals signs": "=",
    "questions and dashes": "? - ",
    "question marks": "?",
    "heading": "Not offered: a. ",
    "question": "PRP? We do not. ",
    "questions about nothing": "who? a ",
    "count of none": "MD 0 / ",
    "denied twice": "never inject without CT ",
    "denied without end": "no no without guidance ",
    "other clinics": "many clinics ",
    "at other clinics": "PRP at another clinic ",
    "given up": "moved away from SVF ",
    "turned": "switched to from ",
    "doubted": "and maybe (",
    "limbs": "knee and ligament ",
    "fields of others": "NP in pain, ",
    "items in question": "PRP, a? ",
    "compared": "PRP over PRP over ",
    "misspelled in a phrase": "bone marow ",
    "US joined": "US + CT + ",
    "denied at the end": "SVF and PRP, not offered ",
    "denied list": "disc, ",
    "denial and dashes": "no - ",
    "only": "CT and ",
    "misspelled": "flouroscopy ",
    "x-rays": "x-ray and ",
    "names": "Dr. Md Karim ",
    "cue": "no MD ",
    "not said": "PRP (brand not stated) ",
    "answered items": "(a) PRP, no, ",
    "answers of nothing": "a, no, ",
    "not a term": "yes ",
    "capitals": "A",
    "digits": "1",
    "a number and a letter": "1a",
    "NPI": "1234567893 ",
    "the word NPI": "NPI : : ",
    "taxonomy code": "207ZZ9999X ",
    "opening bracket": "[",
    "brackets": "[{(",
    "quote": "'",
    "double quote": '"',
    "backslash": "\\",
    "escaped quote": "\\'",
    "list": "'a', ",
    "semicolon": ";",
    "bar": "|",
    "comma": ",",
    "slash": "/",
    "word with a slash": "U/S, ",
    "line break": "\n",
    "blank": "a  ",
    "dot": ".",
    "initials": "A.B.",
    "hyphen": "-",
    "underscore": "_",
    "hyphenated": "bone - - ",
    "start of a phrase": "platelet rich ",
    "ampersand": "PM & ",
    "at": "@",
    "percent": "%a ",
    "other signs": "!#$^`",
    "plus": "+",
    "tildes": "~",
    "angle brackets": "<>",
    "braces": "{}",
    "accents": "\u0301\u0327",
    "vowel signs": "\u0f73",
    "ligature": "\ufdfa",
    "nothing to see": "\u200b",
    "picture": "\U0001f9b4",
    "ordinary word": "do ",
    "state": "MD 1234x ",
    "supervised": "MD supervised  ",
    "role": "MD owner ",
    "role alone": "owner, ",
    "role that reaches": "and injections by MD, RN ",
    "role of many": "MD and ",
    "bracket of a role": "MD (owner) ",
    "training": "PM&R, ",
    "people": "MD, PM&R; pain medicine; ",
    "people with roles": "MD, PM&R injects; pain medicine; ",
    "name behind a role": "owner Ana Reyes, ",
    "denial in brackets": "PRP (no MD, MD) ",
    "brackets that overlap": "(a, [b) ",
    "product and cells": "PRP and stem cells ",
    "cells of a kind": "stem cells fat ",
    "ordered": "order CT and MRI, ",
    "reviewed": "prior CT, reviewed, ",
    "prior": "prior ultrasound ",
    "without": "w/o contrast ",
    "exception": "not only MD but no ",
    "ambiguous word": "stem cells; ",
    "claim": "no risk! ",
    "name": "Ana Reyes ",
    "title": "Dr. A, ",
    "unknown word": "qqq1; ",
    "web": "www.a.",
    "protocol": "http://",
    "date": "2024-",
    "price": "$1,000.",
}
SHORT = 50  # characters, of which four times as many are read in no time, unless by a high power of the length


def repeated(piece: str, length: int) -> str:
    """That many characters of a piece, with a word at both ends."""
    return "x " + piece * ((length - 7) // len(piece)) + "!, MD"


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("dimension", [*DIMENSIONS, "claims"])
def test_a_cell_takes_no_more_than_linear_time(dimension: str, name: str) -> None:
    """A short cell, and one half as long as any that is read, take no more than their share of the time."""

    def work(size: int) -> None:
        text = repeated(PIECES[name], size // 2)
        # Some patterns only look at the start of a text, and others at what does not begin there.
        Recognizer(vocabulary(), dimension).read(f"{text.removeprefix('x ')}; {text}")

    # The short one first: a high power of the length would never finish with the long one.
    assert grows_linearly(work, SHORT)
    assert grows_linearly(work, LONGEST_CELL // 2 // FAR.times, FAR)


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize("blank", [" -", "\x1f", "\u2003-", "-"])
def test_an_answer_left_out_takes_no_more_than_linear_time(dimension: str, blank: str) -> None:
    """Whatever stands where the answer of an item would, beside an item that has one."""

    def work(size: int) -> None:
        Recognizer(vocabulary(), dimension).read(f"MD: yes; PRP:{blank * (size // len(blank))}x")

    assert grows_linearly(work, SHORT)
    assert grows_linearly(work, LONGEST_CELL // 2 // FAR.times, FAR)


@pytest.mark.parametrize("column", CANONICAL)
def test_a_cell_beyond_any_length_takes_no_more_than_linear_time(column: str) -> None:
    """In no column does a longer cell, whatever its text, take more than its share of time."""

    def file(size: int) -> bytes:
        return csv_bytes(
            [
                {"name": f"Clinic {name}", "city": "Mesa", "imaging": "CT", column: repeated(PIECES[name], size)}
                for name in PIECES
            ]
        )

    def read(data: bytes) -> None:
        assert len(reviewed(data).problems) < 100 * len(PIECES)

    if column in LISTS:
        read(file(4_000))  # is understood, with no more problems than a person can look at
    size = LONGEST_CELL + 1_000 if column in LISTS else 12_000
    assert in_proportion(read, file(size), file(TIMES * size))


@pytest.mark.parametrize("sign", string.punctuation)
def test_a_run_of_one_sign_takes_no_more_than_linear_time(sign: str) -> None:
    """A run of any sign takes no more than its share of time in any column but the lists: patterns may begin in it."""
    columns = [column for column in CANONICAL if column not in (*LISTS, "name", "imaging")]

    def work(size: int) -> None:
        review = reviewed([{"name": "A", "imaging": "CT", **dict.fromkeys(columns, f"x {sign * size}!a")}])
        assert len(review.problems)  # made on first use

    assert grows_linearly(work, 20_000)


def test_headers_that_are_too_long_name_no_field() -> None:
    """Headers of any length, whatever they consist of, name no field, and problems say so."""
    headers = ["name", "imaging", *(repeated(piece, 20_000) for piece in PIECES.values())]
    review = reviewed(csv_bytes([dict.fromkeys(headers, "CT")], headers))
    assert sum(review.problems["code"] == "header_too_long") >= len(PIECES) - 3  # signs that say nothing aside


@pytest.mark.parametrize("name", PIECES)
def test_a_header_takes_no_more_than_linear_time(name: str) -> None:
    """A header four times as long takes no more than its share of time, whatever it consists of.

    Each piece on its own: among all of them, one that takes the square of its length would hardly be seen.
    """

    def work(size: int) -> None:
        headers = ["name", "imaging", repeated(PIECES[name], size)]
        with suppress(UnreadableFile):  # a header of many lines is no header
            reviewed(csv_bytes([dict.fromkeys(headers, "CT")], headers))

    assert grows_linearly(work, 5_000)


def test_a_cell_of_any_length_would_be_read_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even without a greatest length a cell full of "no MD" is read in one pass: a second defense."""
    monkeypatch.setattr("scoring.recognition.cells.recognizer.LONGEST_CELL", 1_000_000)
    reader = Recognizer(vocabulary(), "credentials")
    assert grows_linearly(lambda size: reader.read(repeated(PIECES["cue"], size)), 12_500, FAR)


# In each of these a pattern or a loop of quadratic cost would take many seconds, or never end.
SLOW = """
import scoring
for text in (
    "name,credentials\\nA,\\"" + "A" * 4_000 + "!, MD\\"\\n",
    "name,credentials\\nA," + "no MD " * 70_000 + "\\n",
    "name,credentials\\nA," + "no MD " * 5_000 + "\\n",
    "name,imaging,credentials_verified\\nA,CT," + "yes " * 100_000 + "\\n",
    "name,imaging,credentials_verified\\nA,CT," + "yes " * 8_000 + "\\n",
    "name,imaging," + "1" * 20_000 + "\\nA,CT,x\\n",
    "name,imaging\\n" + "\\u0301\\u0327" * 300_000 + ",CT\\n",
    "name,imaging\\n" + "\\u0f73" * 300_000 + ",CT\\n",
    "name,city,imaging\\n" + "".join(f"{'clinic ' * 40_000}{n},Mesa,CT\\n" for n in range(9)),
):
    assert len(scoring.review(text.encode()).problems)
"""


def test_repetitive_text_is_read_within_a_minute() -> None:
    """Long cells, headers and names that repeat one word or mark are all read by one process within a minute."""
    subprocess.run([sys.executable, "-W", "error", "-c", SLOW], check=True, timeout=60)


BROKEN = (
    "{[1]}",
    "{{}}",
    "{[]: 1}",
    "[0x" + "f" * 4_000 + "]",
    "[" + "9" * 5_000 + "]",
    "[-" + "9" * 5_000 + "]",
    "['\\ud800']",
    '["\\ud83e\\uddb4", "\\udc00"]',
    "['\\U00110000']",
    "['\\N{nothing}']",
    "['\\q\\d']",
    "['\\777', b'\\777']",
    "[1if 1else 2]",
    "[1_000, 0777]",
    "('" + "(" * 9_000 + "')",
    "(" * 9_000 + ")" * 9_000,
    "[" + "-" * 9_000 + "1]",
    "[" + "1+" * 9_000 + "1j]",
    "[" + "'a'" * 9_000 + "]",
    "{" + "{1:" * 150 + "1" + "}" * 150 + "}",
    "[\x00]",
    "[f'{1}']",
    "[*'a']",
    "{**{}}",
)


@pytest.mark.parametrize("one_row_is", ["clinic", "person"])
@pytest.mark.parametrize("cell", BROKEN, ids=range(len(BROKEN)))
def test_brackets_of_any_kind_are_read(cell: str, one_row_is: str) -> None:
    """A text that only looks like a list of a programming language is like any other text, in every list column."""
    rows = [{"name": "A", "city": "Mesa", **dict.fromkeys(LISTS, cell)}, {"name": "A", "city": "Mesa", "imaging": "CT"}]
    review = reviewed(rows, recipe=json.dumps({"one_row_is": one_row_is}).encode())
    assert len(review.scores) == {"clinic": 2, "person": 1}[one_row_is]
    assert len(review.problems) >= 0  # made on first use


@settings(max_examples=50)
@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join), st.sampled_from(LISTS))
def test_nothing_but_a_refusal_comes_of_brackets_and_quotes(cell: str, column: str) -> None:
    """A cell with any brackets, quotes and symbols gives a review, or is refused in a sentence."""
    refusal = ""
    try:
        review = reviewed([{"name": "A", "imaging": "CT", column: cell}])
    except (UnreadableFile, BadSettings) as refused:
        refusal = str(refused)
    assert refusal.endswith(".") or (len(review.scores) == 1 and len(review.problems) >= 0)


@given(st.lists(st.text(max_size=20), max_size=8), st.sampled_from((repr, json.dumps)))
def test_a_list_as_programs_write_it_is_the_list(items: list[str], write: Callable[[list[str]], str]) -> None:
    """Lists of texts, as Python and JSON write them, are read as their items."""
    assert without_brackets(write(items)) == ";".join(items)


@given(
    st.text(st.one_of(st.characters(), st.sampled_from("a\u0301\u0327\u0f73\u00e9\ufb01\u2019 \u200b")), max_size=30)
)
def test_plain_text_is_what_the_standard_makes_of_it(text: str) -> None:
    """Accents are removed as the compatibility decomposition of the whole text would remove them."""
    whole = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    assert plain(text) == plain(whole)


@pytest.mark.parametrize("column", LISTS)
def test_a_cell_that_is_too_long_states_nothing(column: str) -> None:
    """A cell of the greatest length is read; one character more is free text, and a problem says so."""
    word = {"products": "PRP", "targets": "disc", "imaging": "CT", "claims": "no risk"}.get(column, "MD")
    fits = word + ";" * (LONGEST_CELL - len(word) - 1) + "."
    for cell, states in ((fits, True), (f"{fits}.", False), (f"  {fits}  ", True)):
        review = reviewed([{"name": "A", "credentials": "MD", column: cell}])
        assert bool(review.understood.stated[column].mask(lambda stated: stated.terms)[0]) == states
        assert ("cell_too_long" in set(review.problems["code"])) != states


def test_values_outside_the_questions_that_are_too_long_are_not_understood() -> None:
    """A text that begins like a country, state, date, price or coordinate and is too long is none, and reported."""
    values = {"country": "US", "state": "CA", "as_of": "2026-05-31", "price_usd": "900", "latitude": "39.7"}
    long = {name: value + " " * 400 + "or not" for name, value in values.items()}
    review = reviewed([{"name": "A", "imaging": "CT", **long}])
    assert set(review.problems["column"]) >= {"country", "as_of", "price_usd", "latitude"}
    assert review.understood.country.values[review.understood.country.codes[0]] not in ("", "US")
    assert reviewed([{"name": "A", "imaging": "CT", **values}]).problems.empty


def test_a_name_that_is_too_long_is_kept_and_compared_with_no_other() -> None:
    """Two clinics of one place with the same name are reported as similar up to the greatest length of a name."""
    for length, code in ((LONGEST_NAME, "possible_duplicate"), (LONGEST_NAME + 1, "name_too_long")):
        name = ("Harbor Spine " * LONGEST_NAME)[: length - 1] + "x"
        review = reviewed([{"name": name, "city": "Mesa", "state": "AZ", "imaging": "CT"}] * 2)
        assert code in set(review.problems["code"]) <= {code, "id_repeated"}
        assert review.records["name"].tolist() == [name, name]


def test_a_header_that_is_too_long_names_no_field() -> None:
    """A header that begins with a known word is known by it up to the greatest length only."""
    padded = "imaging" + " " * (LONGEST_HEADER - 8) + "?"
    assert header_key(padded) == "imaging"
    assert header_key(f"{padded}?") != "imaging"
    review = reviewed([{"name": "A", "imaging": "CT", padded + "!": "CT"}])
    assert "header_too_long" in set(review.problems["code"])
    assert list(review.understood.other_columns) == [padded + "!"]
    assert reviewed([{"name": "A", padded + "!": "CT"}], columns={padded + "!": "imaging"}).scores is not None


def test_the_time_limit_is_asked_for_every_different_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit on seconds holds inside the columns: with a clock that moves when it is read, by the cells read."""
    ticks = itertools.count()
    monkeypatch.setattr("scoring.limits.monotonic", lambda: next(ticks))
    rows = [{"name": f"Clinic {n}", "products": "PRP", "imaging": "CT"} for n in range(300)]
    limits = Limits(seconds=200)
    assert len(reviewed(rows, limits=limits)) == 300
    for column in (
        "credentials",
        "credentials_verified",
        "products",
        "targets",
        "imaging",
        "claims",
        "state",
        "country",
    ):
        with pytest.raises(UnreadableFile, match="longer than 200 seconds, which is the limit"):
            reviewed([{**row, column: f"word {n}"} for n, row in enumerate(rows)], limits=limits)


def test_the_time_limit_is_asked_for_every_different_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit on seconds holds while points are given: many combinations of few cells take many ticks."""
    ticks = itertools.count()
    monkeypatch.setattr("scoring.limits.monotonic", lambda: next(ticks))
    words = ["MD", "RN", "NP", "PA-C", "DC", "ND", "PT", "CRNA", "LPN", "DPM", "PhD", "acupuncturist"]
    rows = [{"name": f"{a} {b}", "credentials": a, "credentials_verified": b} for a in words for b in words]
    with pytest.raises(UnreadableFile, match="longer than 120 seconds"):
        reviewed(rows, limits=Limits(seconds=120))
    assert len(reviewed(rows[: len(words)], limits=Limits(seconds=120))) == len(words)


def test_a_near_word_is_looked_for_so_many_times_in_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the greatest number of searches unknown words are reported without a guess, read before or not."""
    monkeypatch.setattr("scoring.recognition.cells.column_recognizer._MOST_SEARCHES", 2)
    ColumnRecognizer("products", {}).read("prolotherapyzz")  # in another column, which takes nothing from this one
    reader = ColumnRecognizer("products", {})
    told = [reader.read(word).findings[0] for word in ("exosomezz", "prolotherapizz", "prolotherapyzz")]
    assert [found.code for found in told] == ["not_recognised"] * 3
    assert ["Did you mean" in found.suggestion for found in told] == [True, True, False]


def test_a_problem_of_a_cell_is_reported_once_and_many_are_counted() -> None:
    """A cell of a thousand unknown words has fifty problems and the number of the others; of one word, one."""
    many = "; ".join(f"qqq{n}" for n in range(1_000))
    problems = reviewed([{"name": "A", "products": many}]).problems
    assert problems["code"].value_counts().to_dict() == {"not_recognised": 50, "more_in_cell": 1}
    assert "950 more" in problems["message"].iloc[-1]
    assert len(reviewed([{"name": "A", "products": "qqq; " * 1_000}]).problems) == 1


def test_the_name_of_a_long_header_is_cut_where_a_problem_names_it() -> None:
    """A problem names the column by no more than the start of its header, however many rows have the problem."""
    header = "x" * 100_000
    problems = reviewed(f'name,imaging,{header}\nA,"CT","x\nB,y,z\n"q"\n').problems
    assert problems["column"].str.len().max() <= 300
