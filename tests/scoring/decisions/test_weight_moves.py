"""What other weights move, compared with a plain ranking of every clinic, and the laws of moves."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.decisions import weight_moves
from scoring.editions import ClinicMatches, rank_moves
from tests.scoring.decisions.test_weight_ranks import EXAMPLE
from tests.scoring.decisions.weighed import EQUAL, WEIGHTS, Points, clinics, plain_is_scored, plain_score, review_of

LISTS = st.lists(st.tuples(clinics(all_known=False), st.integers(1, 4)), min_size=1, max_size=8)
Listed = list[tuple[Points, int]]
Weights = tuple[float, ...]


def plain_ranks(listed: Listed, weights: Weights) -> list[int | None]:
    """The rank of each clinic by counting those above it; None without a score."""
    scores = [plain_score(c.lows, weights) if plain_is_scored(c.known, weights) else None for c, _ in listed]
    return [
        None if own is None else 1 + sum(n for (_, n), other in zip(listed, scores, strict=True) if (other or -1) > own)
        for own in scores
    ]


@given(LISTS, WEIGHTS, WEIGHTS)
def test_moves_are_those_of_a_plain_ranking(listed: Listed, first: Weights, second: Weights) -> None:
    """Ranked clinic by clinic under both weights: the change of rank, and which clinics have a score under only one."""
    before = review_of([clinic for clinic, _ in listed], first, [number for _, number in listed])
    after = before.with_weights(dict(zip(before.weights, second, strict=True)))
    moves = weight_moves(before, after)
    old, new = plain_ranks(listed, first), plain_ranks(listed, second)
    both = [a is not None and b is not None for a, b in zip(old, new, strict=True)]
    assert moves.places.tolist() == [a - b if c else 0 for a, b, c in zip(old, new, both, strict=True)]
    assert moves.lost.tolist() == [a is not None and b is None for a, b in zip(old, new, strict=True)]
    assert moves.gained.tolist() == [a is None and b is not None for a, b in zip(old, new, strict=True)]


@given(LISTS, WEIGHTS, WEIGHTS)
def test_there_and_back_nothing_has_moved(listed: Listed, first: Weights, second: Weights) -> None:
    """The way back is the reverse move, the same weights move nothing, and neither does their double."""
    before = review_of([clinic for clinic, _ in listed], first, [number for _, number in listed])
    after = before.with_weights(dict(zip(before.weights, second, strict=True)))
    there, back = weight_moves(before, after), weight_moves(after, before)
    assert np.array_equal(there.places, -back.places)
    assert np.array_equal(there.gained, back.lost)
    assert np.array_equal(there.lost, back.gained)
    assert not weight_moves(before, before.with_weights(dict(before.weights))).any
    halves = {question: weight / 2 for question, weight in before.weights.items()}
    if all(weight * 500_000 == round(weight * 500_000) for weight in first):
        assert not weight_moves(before, before.with_weights(halves)).any


@given(LISTS, WEIGHTS, st.integers(1, 12), st.booleans())
def test_the_largest_are_as_many_as_asked_and_nobody_larger_is_left_out(
    listed: Listed, second: Weights, number: int, up: bool
) -> None:
    """They hold at least that many clinics or all that moved that way, and every larger move before a smaller one."""
    before = review_of([clinic for clinic, _ in listed], EQUAL, [many for _, many in listed])
    moves = weight_moves(before, before.with_weights(dict(zip(before.weights, second, strict=True))))
    counts = before.profiles.counts * (np.arange(len(listed)) % 3 != 0)  # as a filter leaves some
    chosen = moves.largest(counts, number, up=up)
    signed = [places if up else -places for places in moves.places.tolist()]
    by_clinic = sorted((s for s, many in zip(signed, counts.tolist(), strict=True) for _ in range(many) if s > 0))[::-1]
    least = by_clinic[:number][-1] if by_clinic else None
    assert chosen.tolist() == [
        least is not None and many > 0 and s >= least for s, many in zip(signed, counts.tolist(), strict=True)
    ]


@pytest.mark.parametrize("preset", EXAMPLE.rubric.presets)
def test_they_agree_with_the_moves_between_two_editions(preset: str) -> None:
    """Two editions of one list that differ only in weights move each rank by as much."""
    after = EXAMPLE.with_weights(EXAMPLE.rubric.presets[preset].weights)
    every = np.arange(len(EXAMPLE))
    same, unclear = np.ones(len(every), dtype=bool), np.zeros(len(every), dtype=bool)
    editions = rank_moves(EXAMPLE, after, ClinicMatches(every, every, same, unclear, unclear))
    assert editions.parts[:, 1].tolist() == weight_moves(EXAMPLE, after).places[EXAMPLE.profiles.codes].tolist()


def test_two_files_have_no_moves_by_weights() -> None:
    """Other profiles belong to other clinics, so they are refused."""
    with pytest.raises(ValueError, match="same file"):
        weight_moves(EXAMPLE, replace(EXAMPLE, profiles=replace(EXAMPLE.profiles)))
