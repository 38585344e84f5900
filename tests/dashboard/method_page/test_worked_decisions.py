"""What decides between clinics, on Method: every rule is printed, with numbers of the file in view."""

import re
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.method_page.worked_decisions import raise_in_words, ranks_in_words
from scoring import load_rubric
from scoring.reports import (
    account,
    explain_pair,
    pair_sentences,
    raise_answers,
    raise_condition,
    raise_questions,
    raises,
)
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import WHOLE, reviewed

PAGE = Path(__file__).parents[3] / "pages" / "method.py"


def plain(shown: str) -> str:
    """Markdown without its escapes."""
    return shown.replace("\\", "").replace("\u2060", "")


def test_every_rule_has_an_example_of_this_file() -> None:
    """The five statements are printed, with the sentences on the middle clinic and the next one with a lower score."""
    page = plain("\n".join(entry.value for entry in AppTest.from_file(str(PAGE), default_timeout=60).run().markdown))
    for key in ("gap", "swap", "surely_ahead", "possible_ranks", "raising"):
        assert plain(load_rubric().statements[key]) in page
    ranked = EXAMPLE.scores.dropna(subset="score").assign(low=lambda scores: scores["name"].str.lower())
    ranked = ranked.sort_values(["rank", "low"])
    middle = ranked.iloc[len(ranked) // 2]
    below = ranked[ranked["score"] < middle["score"]].iloc[0]
    for sentence in pair_sentences(explain_pair(EXAMPLE, int(middle.name), int(below.name))):
        assert f"- {sentence}" in page


@pytest.mark.parametrize("weights", [{}, {"who": 100, "how": 5}])
def test_the_widths_are_counted_clinic_by_clinic(weights: dict[str, float]) -> None:
    """How many could rank first, and the median and largest number of possible ranks, are those of a plain count."""
    review = EXAMPLE.with_weights({**EXAMPLE.weights, **weights})
    scored = review.scores.dropna(subset="score")
    low, high = scored["score_low"].to_numpy(), scored["score_high"].to_numpy()
    best = 1 + (low[None, :] > high[:, None]).sum(axis=1)
    worst = 1 + (high[None, :] > low[:, None]).sum(axis=1) - (high > low)
    numbers = [int(number) for number in re.findall(r"\d+", ranks_in_words(look(review)))]
    widths = worst - best + 1
    assert numbers[:2] == [(best == 1).sum(), len(scored)]
    assert abs(numbers[2] - np.median(widths)) <= 1
    assert numbers[3] == widths.max()


def test_the_example_of_what_raises_a_score_is_the_largest() -> None:
    """The statement that gains most is named with its result; if a clinic lacks none, that is said."""
    clinic = account(EXAMPLE, int(EXAMPLE.scores["score"].idxmin()))
    first, *rest = raise_questions(EXAMPLE.rubric, raises(EXAMPLE, clinic.position))
    words = plain(raise_in_words(clinic))
    assert raise_condition(EXAMPLE.rubric, first) in words
    assert raise_answers(EXAMPLE.rubric, first)[0][1] in words
    others = len(first.answers) - 1 + sum(len(question.answers) for question in rest)
    assert f"{others} other answers" in words


def test_a_file_of_equals_has_no_example_but_the_rules() -> None:
    """Where no clinic has a lower score, no pair is shown; the ranks still are."""
    review = reviewed([{"name": name, **WHOLE} for name in ("One", "Two")])
    assert "2 of 2 clinics with a score are not surely beaten by anyone" in ranks_in_words(look(review))
