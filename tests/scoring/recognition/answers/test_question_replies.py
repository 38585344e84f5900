"""Questions in a cell, and the replies to them."""

from __future__ import annotations

import pytest

from scoring.recognition.answers.question_replies import questions
from scoring.recognition.cells.recognizer import recognizer
from scoring.vocabulary import vocabulary

KNOWN = vocabulary().words["products"].pattern


@pytest.mark.parametrize(
    ("dimension", "cell", "terms"),
    [
        ("products", "Exosomes? We don't. PRP? We do.", {"prp"}),
        ("products", "Do you offer exosomes? No, we do not.", set()),
        ("products", "Exosomes? Absolutely not.", set()),
        ("products", "PRP? Always.", {"prp"}),
        ("products", "allergic to steroids? we use PRP", {"prp"}),
        ("imaging", "Do you use fluoroscopy? No, ultrasound.", {"ultrasound"}),
        ("imaging", "Do you use imaging? Yes, ultrasound.", {"ultrasound"}),
        ("imaging", "Are injections blind? No.", set()),
        ("credentials", "MD or DO? Neither. Chiropractor.", {"dc"}),
        ("credentials", "Who injects? A registered nurse.", {"rn"}),
        ("targets", "Can you inject a disc? Not here.", set()),
    ],
)
def test_a_question_states_what_its_reply_says(dimension: str, cell: str, terms: set[str]) -> None:
    """What is asked counts if the reply is yes, and a reply that names something states that."""
    assert recognizer(dimension).read(cell).stated.terms == terms


@pytest.mark.parametrize(
    ("cell", "code"),
    [("PRP?", "offer_in_doubt"), ("PRP? Ask the front desk.", "negation_unclear"), ("PRP? We do not.", "negated")],
)
def test_a_question_that_is_not_counted_is_reported(cell: str, code: str) -> None:
    """An item with a question mark is reported as in doubt, a question without a clear reply as unclear, a no as no."""
    reading = recognizer("products").read(cell)
    assert not reading.stated.terms
    assert code in [problem.code for problem in reading.findings]


def test_a_text_without_a_question_about_anything_known_is_left_alone() -> None:
    """Only a question that names a known word splits a text; a web address holds no question."""
    for text in ("PRP", "What do we do? PRP", "https://a.example/?prp=1"):
        assert questions(text, KNOWN) == []


def test_a_reply_ends_where_the_sentence_goes_on() -> None:
    """A no followed by a stop is a whole reply; a no that denies something is read with what it denies."""
    whole, goes_on = (questions(f"PRP? {reply}", KNOWN) for reply in ("No, we do not. BMAC", "No exosomes"))
    assert [(part.label, part.reply) for part in whole] == [("PRP", False), ("BMAC", None)]
    assert [(part.label, part.reply) for part in goes_on] == [("PRP", False), ("No exosomes", None)]
