"""Readings are few: a cell with every ambiguous word of the vocabulary, or with many people, is answered quickly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scoring import load_rubric
from scoring.recognition import Stated
from scoring.scores import questions
from scoring.scores.readings import imaging_readings, people_readings, product_readings, target_readings
from scoring.vocabulary import vocabulary
from tests.scoring.files import scored

NONE: frozenset[str] = frozenset()
MOST = 1_000  # a reading takes some 10 microseconds, and a distinct cell is answered once


def words(dimension: str) -> frozenset[str]:
    """Every ambiguous word of a dimension."""
    return frozenset(vocabulary().ambiguous[dimension])


def test_all_ambiguous_words_together_have_few_readings() -> None:
    """Readings are counted by words and their terms, not by sets of terms, of which there are billions."""
    rubric = load_rubric()
    readings: dict[str, Iterator[object]] = {
        "credentials": people_readings(NONE, words("credentials")),
        "products": product_readings(rubric, NONE, words("products"), "US"),
        "targets": iter(target_readings(NONE, words("targets"))),
        "imaging": iter(imaging_readings(Stated(NONE, words("imaging")))),
    }
    assert set(readings) == {dimension for dimension, entries in vocabulary().ambiguous.items() if entries}
    for dimension, found in readings.items():
        assert 1 < len(list(found)) <= MOST, dimension


@pytest.fixture
def points_worked_out(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often the points of a reading were computed, by question."""
    counts = dict.fromkeys(("who", "what", "where", "how"), 0)

    def count(question: str) -> None:
        plain = getattr(questions, f"{question}_points")

        def counting(*args: object, **settings: object) -> int:
            counts[question] += 1
            return int(plain(*args, **settings))

        monkeypatch.setattr(questions, f"{question}_points", counting)

    for question in counts:
        count(question)
    for answer in (questions.open_who, questions.where, questions.how):
        answer.cache_clear()  # a remembered answer would take no work
    return counts


def test_a_record_of_nothing_but_ambiguous_words_is_answered_quickly(points_worked_out: dict[str, int]) -> None:
    """All ambiguous words of the vocabulary at once need few computations, and leave their questions open."""
    spelled = {name: [entry.label for entry in entries.values()] for name, entries in vocabulary().ambiguous.items()}
    row = scored({name: "; ".join(cell) for name, cell in spelled.items() if cell})
    assert row["score"] is None
    assert "ambiguous_product" in row["flags"]
    assert all(0 < count <= MOST for count in points_worked_out.values()), points_worked_out


@pytest.mark.parametrize(
    "person", ["Dr. {} injects", "{} surgeon injects", "Dr. {}, surgeon, injects", "Dr. {}", "MD {}, surgeon"]
)
def test_people_with_titles_are_answered_one_by_one(points_worked_out: dict[str, int], person: str) -> None:
    """Twice as many people take at most twice the work: their titles are not combined with one another."""
    work = []
    for number in (12, 24):
        points_worked_out["who"] = 0
        names = [f"{chr(65 + place)}eyes" for place in range(number)]
        scored({"credentials": "; ".join(person.format(name) for name in names)})
        work.append(points_worked_out["who"])
    assert 0 < work[1] <= 2 * work[0] <= 2 * 12 * MOST, work
