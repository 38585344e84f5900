"""Totals, coverage, grades, caps and ranks: what weights do to the four questions."""

from __future__ import annotations

import decimal
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

import scoring
from scoring import BadSettings
from scoring.scores.profiles import Profiles, flag_bit
from scoring.scores.totals import Totals, checked_weights, totals
from tests.scoring.files import WHOLE, reviewed, scored

EQUAL = {"who": 25, "what": 25, "where": 25, "how": 25}
# Who 80, What 75, Where 100, How 100: total 88.75
BEST = {
    "credentials": "MD; pain medicine",
    "products": "PRP",
    "targets": "disc; facet; SI joint; nerve; muscle",
    "imaging": "fluoroscopy with contrast; ultrasound",
}


def weighed(
    values: list[list[int]],
    weights: Mapping[str, float] = EQUAL,
    flags: list[str] | None = None,
    *,
    rubric: str = "default",
    possible: list[str] | None = None,
) -> Totals:
    """The totals of clinics whose four questions have these tenths of points, -1 being open from 0 to 100.

    `flags`: one that every reading brings, by clinic; `possible`: one that only some reading brings.
    """
    value = np.array(values, dtype=np.int32)
    stated = value >= 0
    certain = bits_of(flags or [""] * len(value))
    profiles = Profiles(
        codes=np.arange(len(value), dtype=np.int32),
        low=np.where(stated, value, 0).astype(np.int32),
        high=np.where(stated, value, 1000).astype(np.int32),
        known=stated,
        flags=certain,
        possible=certain | bits_of(possible or [""] * len(value)),
        certain=certain,
        counts=np.ones(len(value), dtype=np.int64),
    )
    rules = scoring.load_rubric(rubric)
    return totals(profiles, checked_weights(weights, rules), rules)


def bits_of(flags: list[str]) -> NDArray[np.int32]:
    """The bit of each flag, 0 for none."""
    return np.array([flag_bit(code) if code else 0 for code in flags], dtype=np.int32)


@pytest.mark.parametrize(
    ("values", "score"),
    [
        ([800, 900, 1000, 970], 918),  # 917.5
        ([1, 0, 0, 0], 0),  # 0.25
        ([1, 1, 0, 0], 1),  # 0.5
        ([1, 1, 1, 0], 1),  # 0.75
        ([1000, 1000, 1000, 999], 1000),  # 999.75
        ([1000, 1000, 999, 999], 1000),  # 999.5
        ([1000, 999, 999, 999], 999),  # 999.25
        ([849, 849, 849, 849], 849),
        ([850, 849, 850, 849], 850),  # 849.5
        ([850, 849, 849, 849], 849),  # 849.25
    ],
)
def test_total_is_rounded_half_up(values: list[int], score: int) -> None:
    """The total is the mean to one decimal, halves rounded up."""
    assert weighed([values]).score[0] == score


@pytest.mark.parametrize(
    ("weights", "score"),
    [
        ({"who": 100, "what": 0, "where": 0, "how": 100}, 885),
        ({"who": 50, "what": 50, "where": 0, "how": 0}, 850),
        ({"who": 0.5, "what": 0.25, "where": 0, "how": 0}, 833),  # (400 + 225) / 0.75 = 833.3
        ({"who": 40, "what": 30, "where": 15, "how": 15}, 886),  # 320 + 270 + 150 + 145.5 = 885.5
        ({"who": 25, "what": 25, "where": 25}, 918),  # what is not given stays as in the rubric
    ],
)
def test_total_is_the_weighted_mean(weights: dict[str, float], score: int) -> None:
    """The total is the sum of weight times value by the sum of weights."""
    assert weighed([[800, 900, 1000, 970]], weights).score[0] == score


def test_an_open_question_counts_what_is_sure() -> None:
    """A question with nothing sure counts 0 in the score, and what is possible in the upper bound."""
    result = weighed([[800, -1, 600, -1]])
    assert (result.score[0], result.low[0], result.high[0]) == (350, 350, 850)
    assert result.counted[0].tolist() == [800, 0, 600, 0]


def test_under_half_an_open_question_counts_at_the_middle() -> None:
    """The rubric `half` counts the middle of a range, and its bounds are those of the default rubric."""
    result = weighed([[800, -1, 600, -1]], rubric="half")
    assert (result.score[0], result.low[0], result.high[0]) == (600, 350, 850)
    assert result.counted[0].tolist() == [800, 500, 600, 500]


@pytest.mark.parametrize(
    ("values", "weights", "coverage", "scored_"),
    [
        ([800, 900, 700, 600], EQUAL, 1000, True),
        ([800, 900, 700, -1], EQUAL, 750, True),
        ([800, 900, -1, -1], EQUAL, 500, True),
        ([800, -1, -1, -1], EQUAL, 250, False),
        ([-1, -1, -1, -1], EQUAL, 0, False),
        # exactly half is enough, a little less is not
        ([800, 900, -1, -1], {"who": 20, "what": 30, "where": 20, "how": 30}, 500, True),
        ([800, 900, -1, -1], {"who": 20, "what": 29.99, "where": 20, "how": 30}, 500, False),
        ([800, 900, -1, -1], {"who": 24, "what": 25, "where": 25, "how": 25}, 495, False),
        # half of the weight in one question is not two questions
        ([800, -1, -1, -1], {"who": 100, "what": 25, "where": 25, "how": 50}, 500, False),
        ([800, -1, -1, -1], {"who": 100, "what": 0, "where": 0, "how": 0}, 1000, False),
        # a stated question without weight is neither of the two
        ([800, 900, -1, -1], {"who": 50, "what": 0, "where": 25, "how": 25}, 500, False),
        ([800, 900, -1, -1], {"who": 50, "what": 0.5, "where": 25, "how": 25}, 502, True),
    ],
)
def test_coverage_decides_what_is_scored(
    values: list[int], weights: dict[str, float], coverage: int, scored_: bool
) -> None:
    """A clinic is scored from half of the weight stated, in two questions that have weight."""
    found = weighed([values], weights)
    assert (found.coverage[0], bool(found.scored[0])) == (coverage, scored_)


def test_too_little_stated_is_empty_and_never_low() -> None:
    """Without enough stated there is no score, no bound, no grade and no rank; what is known stays."""
    row = scored({"credentials": "RN"})
    assert [row[name] for name in ("score", "score_low", "score_high", "grade", "grade_high")] == [None] * 5
    assert [row[name] for name in ("rank", "rank_low", "rank_high", "tier")] == [None] * 4
    assert (row["credentials_score"], row["coverage"], row["flags"]) == (5.0, 25.0, "no_physician")


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        (1000, "A"),
        (850, "A"),
        (849, "B"),
        (700, "B"),
        (699, "C"),
        (550, "C"),
        (549, "D"),
        (400, "D"),
        (399, "F"),
        (0, "F"),
    ],
)
def test_grade_thresholds(score: int, grade: str) -> None:
    """A starts at 85, B at 70, C at 55, D at 40; the rest is F."""
    assert weighed([[score] * 4]).grade[0] == grade


def test_grade_is_of_the_rounded_total() -> None:
    """A total of 84.95 is printed as 85.0 and is an A; 84.925 is 84.9 and a B."""
    assert weighed([[850, 849, 850, 849], [850, 849, 849, 849]]).grade.tolist() == ["A", "B"]


CAPS = {
    "no_physician": "who",
    "chiropractor_and_nurse": "who",
    "birth_tissue": "what",
    "exosome": "what",
    "svf": "what",
    "cultured": "what",
    "blind": "how",
}


@pytest.mark.parametrize(("flag", "question"), CAPS.items())
def test_a_cap_lowers_the_grade_to_c_and_nothing_else(flag: str, question: str) -> None:
    """A capping flag makes an A a C; score and rank stay."""
    found = weighed([[900] * 4, [890] * 4], flags=[flag, ""])
    assert found.grade.tolist() == ["C", "A"]
    assert found.earned.tolist() == ["A", "A"]
    assert found.score.tolist() == [900, 890]
    assert found.rank.tolist() == [1, 2]
    assert question in EQUAL


@pytest.mark.parametrize(("flag", "question"), CAPS.items())
def test_a_cap_counts_only_while_its_question_has_weight(flag: str, question: str) -> None:
    """With weight 0 on its question a flag caps nothing; the smallest weight brings the cap back."""
    assert weighed([[900] * 4], {**EQUAL, question: 0}, [flag]).grade[0] == "A"
    assert weighed([[900] * 4], {**EQUAL, question: 0.001}, [flag]).grade[0] == "C"


def test_a_target_out_of_reach_caps_while_where_or_how_has_weight() -> None:
    """It belongs to both imaging questions."""
    flags = ["target_unreachable"]
    grades = [
        weighed([[900] * 4], {**EQUAL, **weights}, flags).grade[0]
        for weights in ({}, {"where": 0}, {"how": 0}, {"where": 0, "how": 0})
    ]
    assert grades == ["C", "C", "C", "A"]


def test_a_claim_caps_at_b_whatever_has_weight() -> None:
    """A warning sign belongs to no question, so it counts under all weights."""
    assert weighed([[900] * 4], flags=["claims_concern"]).grade[0] == "B"
    assert weighed([[900] * 4], {**EQUAL, "who": 0, "what": 0}, ["claims_concern"]).grade[0] == "B"


def test_what_only_may_be_caps_the_sure_grade_and_not_the_possible_one() -> None:
    """A cap in some reading lowers the grade; only one in every reading lowers the possible grade."""
    result = weighed([[900] * 4, [900] * 4], possible=["exosome", ""], flags=["", "exosome"])
    assert result.grade.tolist() == ["C", "C"]
    assert result.grade_high.tolist() == ["A", "C"]
    assert result.earned.tolist() == ["A", "A"]


def test_the_possible_grade_is_of_the_possible_score() -> None:
    """Where something is open the possible grade follows the upper bound."""
    result = weighed([[800, 900, 700, -1]])
    assert (result.grade[0], result.grade_high[0]) == ("C", "A")  # 60.0 to 85.0


@pytest.mark.parametrize("flag", ["no_physician", "blind"])
@pytest.mark.parametrize(("score", "grade"), [(600, "C"), (500, "D"), (300, "F")])
def test_a_cap_never_raises_a_grade(flag: str, score: int, grade: str) -> None:
    """A grade at or below its cap stays as it is."""
    assert weighed([[score] * 4], flags=[flag]).grade[0] == grade


@pytest.mark.parametrize(
    "flag",
    [
        "unrelated_specialty",
        "ambiguous_product",
        "imaging_limited",
        "injector_unclear",
        "stale_record",
        "unverified_board",
    ],
)
def test_other_flags_cap_nothing(flag: str) -> None:
    """A flag that is only a question to ask does not change the grade."""
    assert weighed([[900] * 4], flags=[flag]).grade[0] == "A"


@pytest.mark.parametrize(
    ("cells", "uncapped", "capped"),
    [
        # a penalized product: (80 + 0 + 100 + 100) / 4 = 70 earns a B
        ({"products": "PRP; Wharton's jelly"}, "B", "C"),
        ({"products": "PRP; exosomes"}, "B", "C"),
        ({"products": "PRP; SVF"}, "B", "C"),
        ({"products": "PRP; culture-expanded"}, "B", "C"),
        # (5 + 75 + 100 + 100) / 4 = 70
        ({"credentials": "RN"}, "B", "C"),
        ({"credentials": "DC; RN"}, "B", "C"),
        # four of five reached, and the disc is guided worst: (80 + 75 + 90 + 20) / 4 = 66.3
        ({"targets": "disc; facet; SI joint; muscle; fascia", "imaging": "ultrasound"}, "C", "C"),
        ({"claims": "free seminar"}, "A", "B"),
    ],
)
def test_caps_of_whole_records(cells: dict[str, str], uncapped: str, capped: str) -> None:
    """What a record states caps its grade, as its own figures show."""
    review = reviewed([{"name": "A", **BEST, **cells}])
    assert (review.totals.earned[0], review.scores["grade"][0]) == (uncapped, capped)


def test_ties_share_the_lowest_rank() -> None:
    """Equal scores share the best rank of the tie, and the next rank counts all that are better."""
    found = weighed([[900] * 4, [800] * 4, [900] * 4, [-1, -1, -1, 5], [700] * 4])
    assert found.rank.tolist() == [1, 3, 1, -1, 4]


def test_rank_uses_the_rounded_total() -> None:
    """Totals that print the same share a rank."""
    found = weighed([[850, 849, 850, 849], [850, 850, 850, 849], [850] * 4])
    assert found.score.tolist() == [850, 850, 850]
    assert found.rank.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    "weights",
    [
        {"who": 0, "what": 0, "where": 0, "how": 0},
        {"who": 1e-9, "what": 0, "where": 0, "how": 0},
        {"who": -1},
        {"who": 100.5},
        {"who": float("nan")},
        {"who": float("inf")},
        {"who": "25"},
        {"who": None},
        {"who": True},
        {"who": decimal.Decimal(25)},
        {"whom": 25},
        {"credentials": 25},
        {"Who": 25},
        {1: 25, "whom": 3},
    ],
    ids=str,
)
def test_weights_that_cannot_be_used_are_refused(weights: dict[str, float]) -> None:
    """Unknown names, numbers out of range, non-numbers and all zeros are refused in one sentence."""
    with pytest.raises(BadSettings, match=r"^weights: .*\.$"):
        reviewed([{"name": "A", **WHOLE}], weights=weights)


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"whom": 25}, ["who, what, where, how", "'whom'"]),
        ({"who": 101}, ["who", "0 to 100", "101"]),
        ({"who": 0, "what": 0, "where": 0, "how": 0}, ["all four are 0"]),
    ],
)
def test_a_refusal_says_what_was_expected(weights: dict[str, float], words: list[str]) -> None:
    """The text names the weight, what was expected and what was given."""
    with pytest.raises(BadSettings) as refused:
        checked_weights(weights, scoring.load_rubric())
    assert all(word in str(refused.value) for word in words)


def test_weights_at_the_limits_are_accepted() -> None:
    """0 and 100 are weights, and NumPy's numbers are numbers."""
    review = reviewed([{"name": "A", **WHOLE}], weights={"who": np.int64(0), "what": np.float64(100)})
    assert dict(review.weights) == {"who": 0, "what": 100, "where": 25, "how": 25}


def test_default_weights_are_the_rubrics() -> None:
    """Without weights each question weighs 25, as the rubric says."""
    assert dict(reviewed([{"name": "A", **WHOLE}]).weights) == EQUAL


def test_other_weights_give_the_same_as_reading_again() -> None:
    """Changing the weights of a review gives what a new review under those weights gives."""
    rows = [{"name": "A", **WHOLE}, {"name": "B", **BEST}, {"name": "C", "credentials": "RN"}]
    weights = {"who": 100, "what": 10, "where": 0, "how": 5}
    first = reviewed(rows)
    before = first.scores
    pd.testing.assert_frame_equal(first.with_weights(weights).scores, reviewed(rows, weights=weights).scores)
    pd.testing.assert_frame_equal(first.scores, before)
    with pytest.raises(BadSettings):
        first.with_weights({"who": -1})


def test_the_same_weights_give_the_same_review() -> None:
    """Given the weights that it has, a review returns itself, with everything computed so far."""
    review = reviewed([{"name": "A", **WHOLE}])
    assert review.with_weights({"who": 25, "how": 25}) is review
    assert review.with_weights({"who": 26}) is not review
