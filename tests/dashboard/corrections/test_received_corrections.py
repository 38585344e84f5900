"""What the editor of a list reads about a correction that someone sent."""

import pytest

from dashboard.corrections.received_corrections import effect_in_words
from scoring.recipes import Correction
from scoring.reports import CellEffect, CheckedCorrection, Placing

FIRST, LAST, UNSCORED = Placing(750, "B", 1), Placing(388, "F", 1_204), Placing(-1, "", -1)


@pytest.mark.parametrize(
    ("before", "after", "terms", "words"),
    [
        (FIRST, LAST, (), "From 75.0 (B, rank 1) to 38.8 (F, rank 1,204)."),
        (UNSCORED, FIRST, ("PRP", "BMC"), "From no score to 75.0 (B, rank 1). Understood as PRP, BMC."),
        (FIRST, FIRST, ("PRP",), "Score, grade and rank stay: 75.0 (B, rank 1). Understood as PRP."),
        (UNSCORED, UNSCORED, (), "Score, grade and rank stay: no score."),
    ],
)
def test_the_effect_says_where_a_clinic_stood_and_would_stand(
    before: Placing, after: Placing, terms: tuple[str, ...], words: str
) -> None:
    """The standing before comes first, one that stays is given once, and what the words are taken for comes last."""
    sent = Correction.model_construct()
    effect = CellEffect(before, after, terms, ())
    entry = CheckedCorrection(sent, 0, "a", "", "", another_file=False, before=before, effect=effect)
    assert effect_in_words(entry) == words
