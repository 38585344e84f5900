"""The parts of a move in rank: compared with reviews of files in which one thing after another is replaced by hand."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Review
from scoring.editions import CAUSES, clinic_matches, rank_moves
from scoring.rubric import load_rubric
from tests.scoring.files import DAY, Row, reviewed
from tests.scoring.reference import Clinic, score_all
from tests.scoring.strategies import WEIGHTS, as_row, clinics

PLAIN = Random(0)  # noqa: S311 - chooses between spellings
IDS = "abcdef"
EDITIONS = st.lists(st.tuples(st.none() | clinics(), st.none() | clinics()), min_size=1, max_size=len(IDS)).filter(
    lambda pairs: any(first for first, _ in pairs) and any(last for _, last in pairs)
)


def rows_of(listed: list[Clinic | None]) -> dict[str, Row]:
    """The clinics of one edition by id; None is a clinic that it lacks."""
    return {
        clinic_id: {"clinic_id": clinic_id, **as_row(clinic, clinic_id.upper(), PLAIN)}
        for clinic_id, clinic in zip(IDS, listed, strict=False)
        if clinic
    }


def rank(review: Review, clinic_id: str) -> int:
    """The rank of a clinic, -1 if it has none."""
    scores = review.scores.set_index("clinic_id")["rank"]
    return int(scores[clinic_id]) if scores.notna()[clinic_id] else -1


@settings(max_examples=15)
@given(EDITIONS, WEIGHTS, WEIGHTS, st.sampled_from(("default", "half", "no-iof")))
def test_each_step_is_the_rank_in_a_file_with_that_much_replaced(
    pairs: list[tuple[Clinic | None, Clinic | None]], old: dict[str, float], new: dict[str, float], rules: str
) -> None:
    """Rules, weights, own record and others are replaced in this order, and the parts add up to the whole move."""
    first, last = rows_of([pair[0] for pair in pairs]), rows_of([pair[1] for pair in pairs])
    before = reviewed([*first.values()], weights=old)
    after = reviewed([*last.values()], weights=new, rubric=rules)
    matches = clinic_matches(before.understood, after.understood)
    moves = rank_moves(before, after, matches)
    ids = [[*last][at] for at in matches.after]
    assert set(ids) == set(first) & set(last)
    for clinic_id, steps, parts, whole in zip(
        ids, moves.steps.tolist(), moves.parts.tolist(), moves.whole, strict=True
    ):
        own_replaced = {**first, clinic_id: last[clinic_id]}
        by_hand = [
            rank(before, clinic_id),
            rank(reviewed([*first.values()], weights=old, rubric=rules), clinic_id),
            rank(reviewed([*first.values()], weights=new, rubric=rules), clinic_id),
            rank(reviewed([*own_replaced.values()], weights=new, rubric=rules), clinic_id),
            rank(after, clinic_id),
        ]
        assert steps == by_hand
        assert whole == (-1 not in steps)
        assert sum(parts) == (steps[0] - steps[-1] if whole else 0)


def plain_rank(edition: dict[str, Clinic], clinic_id: str, weights: dict[str, float]) -> int:
    """The rank of a clinic in the plain scorer, -1 if it has none."""
    result = dict(zip(edition, score_all([*edition.values()], weights, DAY), strict=True))[clinic_id]
    return -1 if result.rank is None else result.rank


@settings(max_examples=15)
@given(EDITIONS, WEIGHTS, WEIGHTS)
def test_steps_are_those_of_the_plain_scorer(
    pairs: list[tuple[Clinic | None, Clinic | None]], old: dict[str, float], new: dict[str, float]
) -> None:
    """A scorer written from the rules alone, which knows no files, gives every rank along the way."""
    first, last = (
        {clinic_id: pair[side] for clinic_id, pair in zip(IDS, pairs, strict=False) if pair[side]} for side in (0, 1)
    )
    before = reviewed([*rows_of([pair[0] for pair in pairs]).values()], weights=old)
    after = reviewed([*rows_of([pair[1] for pair in pairs]).values()], weights=new)
    moves = rank_moves(before, after, clinic_matches(before.understood, after.understood))
    shared = [clinic_id for clinic_id in last if clinic_id in first]
    for clinic_id, steps in zip(shared, moves.steps.tolist(), strict=True):
        assert steps == [
            plain_rank(first, clinic_id, old),
            plain_rank(first, clinic_id, old),
            plain_rank(first, clinic_id, new),
            plain_rank({**first, clinic_id: last[clinic_id]}, clinic_id, new),
            plain_rank(last, clinic_id, new),
        ]


def test_a_review_under_other_rules_is_that_of_the_file_read_again() -> None:
    """Other rules score the records as they were read: every column equals that of a new review."""
    rows = [{"name": "A", "credentials": "MD; IOF", "products": "PRP", "targets": "disc", "imaging": ""}]
    again = reviewed(rows).with_rubric(load_rubric("half"))
    assert again.scores.equals(reviewed(rows, rubric="half").scores)
    assert reviewed(rows).with_rubric(again.rubric).rubric.name == "half"


def test_the_causes_are_in_a_fixed_order() -> None:
    """The order decides the parts, so it is part of the definition."""
    assert CAUSES == ("rules", "weights", "own_record", "others")
