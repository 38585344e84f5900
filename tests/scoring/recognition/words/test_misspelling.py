"""Long words with one letter off, and what is no misspelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.recognition.cells.recognizer import recognizer
from scoring.recognition.words.misspelling import Corrected, speller


@pytest.mark.parametrize(
    ("dimension", "cell", "term"),
    [
        ("imaging", "flouroscopically", "fluoroscopy"),
        ("imaging", "ultrsound", "ultrasound"),
        ("credentials", "Anesthesiolgist", "anesthesiology"),
        ("credentials", "orthopedc surgeon", "orthopaedics"),
        ("products", "hyalouronic acid", "ha"),
        ("products", "PRP, exosmes", "exosome"),
        ("targets", "intervertbral disc", "disc"),
    ],
)
def test_a_long_word_one_letter_off_is_read_and_reported(dimension: str, cell: str, term: str) -> None:
    """The term counts, and a problem says how the word was read."""
    reading = recognizer(dimension).read(cell)
    assert term in reading.stated.terms
    assert "misspelling" in {problem.code for problem in reading.findings}


@pytest.mark.parametrize(
    ("dimension", "cell"),
    [
        ("credentials", "pediatric physician"),
        ("products", "cell cultures"),
        ("credentials", "Dr. Sturgeon"),
        ("targets", "disx"),
        ("products", "exsms"),
    ],
)
def test_another_word_and_a_short_one_are_no_misspelling(dimension: str, cell: str) -> None:
    """A word that means something else, a short one, and one two letters off stay as they are."""
    assert "misspelling" not in {problem.code for problem in recognizer(dimension).read(cell).findings}


@pytest.mark.parametrize(
    ("dimension", "cell", "term"),
    [
        ("products", "bone marow concentrate", "bmc"),
        ("credentials", "orthopedic surgen", "orthopaedics"),
        ("targets", "nrve roots", "nerve"),
        ("targets", "facett joints", "facet"),
        ("imaging", "ultra sond", "ultrasound"),
    ],
)
def test_a_slip_in_a_phrase_whose_other_words_are_right_is_read_and_reported(
    dimension: str, cell: str, term: str
) -> None:
    """Beside the right words of a phrase a shorter word with one letter off counts, and is reported."""
    reading = recognizer(dimension).read(cell)
    assert reading.stated.terms == {term}
    assert "misspelling" in {problem.code for problem in reading.findings}


@pytest.mark.parametrize(
    ("dimension", "cell"), [("targets", "face joints"), ("products", "bone. marow"), ("imaging", "give x-ray")]
)
def test_another_word_beside_a_phrase_is_no_misspelling(dimension: str, cell: str) -> None:
    """A word that means something else, one in another sentence, and one for a short word stay as they are."""
    assert "misspelling" not in {problem.code for problem in recognizer(dimension).read(cell).findings}


@given(st.lists(st.sampled_from(["prp", "exosmes", "hyalouronic", "acid", "platelett", ",", "with"]), max_size=12))
def test_a_place_of_the_corrected_text_is_known_in_the_text_before(words: list[str]) -> None:
    """Each word of the corrected text maps to the place of the same or the misspelled word in the original."""
    low = " ".join(words)
    corrections = speller("products").corrections(low)
    corrected = Corrected(low, corrections)
    at = 0
    for before, after in zip(words, corrected.text.split(" "), strict=False):
        assert low[corrected.original(at) :].startswith(before)
        assert corrected.original(at + len(after)) == corrected.original(at) + len(before)
        at += len(after) + 1


@pytest.mark.parametrize("cell", ["Warton's jelly", "Whartin's", "Whorton's jelly", "Wartons jelly", "Warton jelly"])
def test_a_name_with_an_apostrophe_is_corrected_too(cell: str) -> None:
    """The "s" after the apostrophe is a word of the phrase like any other."""
    reading = recognizer("products").read(f"PRP; {cell}")
    assert reading.stated.terms == {"prp", "birth_tissue"}
    assert [problem.code for problem in reading.findings] == ["misspelling"]
