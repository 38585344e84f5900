"""A review to what decides between clinics: why one is above another, how sure that is, and what would change it.

In: a `Review`. Out: numbers. Open `pair.py` first: two clinics, the one with the higher score ahead. `gap.py` divides
their difference by question; `weight_swap.py` says which weights would swap them; `open_answers.py` says which answers
could, and which ranks are possible for every clinic; `weight_ranks.py` says which ranks other weights leave likely, and
`weight_moves.py` what moves under other weights.
`raises.py` scores what one record could state in addition (`raise_candidates.py`). The words
for all of it are made in `scoring.reports`.
"""

from scoring.decisions.gap import gap
from scoring.decisions.open_answers import (
    OpenAnswer,
    PossibleRanks,
    could_pass,
    open_answers,
    possible_ranks,
    surely_ahead,
    surely_ahead_at_any_weights,
    surely_ahead_within,
    surely_not_behind_within,
    unbeaten,
)
from scoring.decisions.pair import Pair, Standing, pair
from scoring.decisions.raise_candidates import Kind
from scoring.decisions.raises import Outcome, Raise, raises
from scoring.decisions.weight_moves import WeightMoves, weight_moves
from scoring.decisions.weight_ranks import WeightRanks, weight_ranks
from scoring.decisions.weight_swap import STEPS, Swap, dominates, single_weight_swaps, swap

__all__ = [
    "STEPS",
    "Kind",
    "OpenAnswer",
    "Outcome",
    "Pair",
    "PossibleRanks",
    "Raise",
    "Standing",
    "Swap",
    "WeightMoves",
    "WeightRanks",
    "could_pass",
    "dominates",
    "gap",
    "open_answers",
    "pair",
    "possible_ranks",
    "raises",
    "single_weight_swaps",
    "surely_ahead",
    "surely_ahead_at_any_weights",
    "surely_ahead_within",
    "surely_not_behind_within",
    "swap",
    "unbeaten",
    "weight_moves",
    "weight_ranks",
]
