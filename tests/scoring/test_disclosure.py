"""Disclosure never hurts: no clinic does better with a cell left blank or a word made unclear, at any weights."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scoring
from scoring import DIMENSIONS
from tests.scoring.disclosure import gains, less_said, random_clinic, random_weights, with_less_said
from tests.scoring.files import DAY, Row, csv_bytes, reviewed
from tests.scoring.reference import Clinic
from tests.scoring.strategies import RANDOMS, WEIGHTS, as_row, clinics

EXAMPLE = Path(__file__).parents[2] / "data" / "clinics.csv"
VOCABULARY = tomllib.loads((Path(scoring.__file__).parent / "vocabulary" / "vocabulary.toml").read_text("utf-8"))
EQUAL = dict.fromkeys(("who", "what", "where", "how"), 25)
UNEVEN = {"who": 0, "what": 90, "where": 35, "how": 5}


def seeded(seed: int) -> Random:
    """Random numbers that are the same every time."""
    return Random(seed)  # noqa: S311 - keeps no secret


def check_no_gains(review: scoring.Review, originals: Sequence[int], rows: Sequence[Row]) -> None:
    """No row of the review does better than the row that says more."""
    assert len(review) == len(rows)
    gained = gains(review.scores, originals)
    examples = [(gained.loc[place].to_dict(), rows[originals[place]], rows[place]) for place in gained.index[:2]]
    assert gained.empty, (len(gained), examples)


def test_a_gain_is_noticed() -> None:
    """A higher score, a better rank or grade, and less room above are each a gain; losing the score is none."""
    before = {"name": "A", "score": 60.0, "rank": 5, "grade": "C", "score_high": 90.0}
    lost = dict.fromkeys(("score", "rank", "grade", "score_high"))
    less = [{"score": 60.1}, {"rank": 4}, {"grade": "B"}, {"score_high": 89.9}, {"score": 59.9, "grade": "D"}, lost]
    scores = pd.DataFrame([before, *({**before, **change} for change in less)])
    assert gains(scores, [0] * len(scores)).index.tolist() == [1, 2, 3, 4]


@settings(max_examples=20, deadline=None)
@given(st.lists(clinics(), min_size=1, max_size=6), WEIGHTS, RANDOMS)
def test_saying_less_never_pays(file: list[Clinic], weights: dict[str, float], random: Random) -> None:
    """(g) A blank cell or an ambiguous word for a term raises no score, rank or grade, and lowers no high."""
    rows, originals = with_less_said(file, random)
    check_no_gains(reviewed(rows, weights=weights), originals, rows)


# -- twenty thousand records -------------------------------------------------------------------------------------------

RECORDS = 20_000
# Records combined from the cells of a few hundred have few distinct cells, so that reading them is quick.
SOURCES = 300
CELLS_OF = {
    "who": ("credentials", "credentials_verified", "claims"),
    "what": ("products", "country"),
    "where and how": ("targets", "imaging"),
}


def cells_and_less(clinic: Clinic, random: Random) -> dict[str, list[Row]]:
    """By group of cells, those of a clinic, and then those cells with one that says less."""
    whole = as_row(clinic, "", random)
    versions: dict[str, list[Row]] = {}
    for group, columns in CELLS_OF.items():
        cells = {column: whole[column] for column in columns}
        versions[group] = [cells]
    for other in less_said(clinic):
        row = as_row(other, "", random)
        group, column = changed_cell(clinic, other)
        versions[group].append({**versions[group][0], column: row[column]})
    return versions


def changed_cell(clinic: Clinic, other: Clinic) -> tuple[str, str]:
    """The group and the column of the one cell in which two clinics differ."""
    if clinic.people != other.people or clinic.board != other.board:
        return "who", "credentials"
    if clinic.products != other.products:
        return "what", "products"
    return "where and how", "targets" if clinic.targets != other.targets else "imaging"


@pytest.fixture(scope="module")
def random_records() -> tuple[scoring.Review, list[int], list[Row]]:
    """The review of random records, each followed by all that say less than it; and each row's record by position."""
    random = seeded(14)
    sources = [cells_and_less(random_clinic(random), random) for _ in range(SOURCES)]
    rows: list[Row] = []
    originals: list[int] = []
    for _ in range(RECORDS):
        chosen = {group: random.choice(sources)[group] for group in CELLS_OF}
        record = {column: cell for versions in chosen.values() for column, cell in versions[0].items()}
        less = [{**record, **version} for versions in chosen.values() for version in versions[1:]]
        originals += [len(rows)] * (1 + len(less))
        rows += [{"name": f"Clinic {len(rows) + number}", **row} for number, row in enumerate((record, *less))]
    return reviewed(rows), originals, rows


@pytest.mark.parametrize("seed", range(4))
def test_twenty_thousand_random_records_gain_nothing(
    seed: int, random_records: tuple[scoring.Review, list[int], list[Row]]
) -> None:
    """(g) Of 20,000 random records at random weights none does better where it says less."""
    review, originals, rows = random_records
    weighted = review.with_weights(random_weights(seeded(seed)))
    assert len(set(originals)) == RECORDS
    assert weighted.scored > RECORDS / 2
    check_no_gains(weighted, originals, rows)


# -- every cell of the example ----------------------------------------------------------------------------------------


def words_of(kind: str, dimension: str) -> dict[str, str]:
    """The words of a dimension in the vocabulary, lower case, and the term or the ambiguous word that each names."""
    entries: Mapping[str, Mapping[str, list[str]]] = VOCABULARY[kind].get(dimension, {})
    key = "also" if kind == "terms" else "words"
    return {word.lower(): code for code, entry in entries.items() for word in entry[key]}


def less_clear(dimension: str, cell: str) -> list[str]:
    """The cell with an ambiguous word for all mentions of one term, for each term and each word that may mean it."""
    terms, ambiguous = words_of("terms", dimension), VOCABULARY["ambiguous"].get(dimension, {})
    longest_first = sorted({*terms, *words_of("ambiguous", dimension)}, key=len, reverse=True)
    names = "|".join(map(re.escape, longest_first))
    mention = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)
    stated = {terms[name.lower()] for name in mention.findall(cell) if name.lower() in terms}

    def with_word(term: str, word: str) -> str:
        return mention.sub(lambda name: word if terms.get(name[0].lower()) == term else name[0], cell)

    return [
        with_word(term, entry["words"][0])
        for term in sorted(stated)
        for entry in ambiguous.values()
        if term in entry["may_be"] or "any" in entry["may_be"]
    ]


def test_a_cell_is_made_less_clear_by_whole_words() -> None:
    """An ambiguous word replaces the longest word that names a term."""
    assert less_clear("products", "BMAC, PRP") == ["stem cell, PRP", "bone marrow stem cell, PRP", "BMAC, stem cell"]
    assert less_clear("products", "bone marrow concentrate") == ["stem cell", "bone marrow stem cell"]
    assert less_clear("imaging", "['Fluoro', 'sono']") == ["['image-guided', 'sono']", "['Fluoro', 'image-guided']"]
    assert less_clear("credentials", "NP, MD; NP")[0] == "NP, Dr; NP"
    assert less_clear("targets", "disc") == []


@pytest.fixture(scope="module")
def example_with_less() -> tuple[bytes, list[int], list[Row]]:
    """The example with every row followed by all that say less in one cell; and each row's record by position."""
    example = pd.read_csv(EXAMPLE, dtype=str, keep_default_na=False)
    rows: list[Row] = []
    originals: list[int] = []
    for record in example.to_dict("records"):
        less = [
            {**record, dimension: cell}
            for dimension in DIMENSIONS
            for cell in dict.fromkeys(["", *less_clear(dimension, record[dimension])])
            if cell != record[dimension]
        ]
        originals += [len(rows)] * (1 + len(less))
        for number, row in enumerate((record, *less)):
            id_ = f"{record['clinic_id'] or record['name']}-{len(rows) - number}-{number}"
            rows.append({**row, "clinic_id": id_, "name": f"{record['name']} {len(rows)}"})
    return csv_bytes(rows), originals, rows


@pytest.mark.parametrize("rubric", ["default", "no-iof"])
@pytest.mark.parametrize("weights", [EQUAL, UNEVEN], ids=["equal", "uneven"])
def test_no_cell_of_the_example_is_better_left_out(
    rubric: str, weights: dict[str, float], example_with_less: tuple[bytes, list[int], list[Row]]
) -> None:
    """(g) No cell of the example's four questions, left blank or made unclear, makes its clinic do better."""
    content, originals, rows = example_with_less
    review = scoring.review(content, reviewed_on=DAY, rubric=rubric, weights=weights)
    assert len(rows) > 1000
    check_no_gains(review, originals, rows)
