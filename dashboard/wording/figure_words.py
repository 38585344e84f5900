"""Ranks, possible scores, grades and points in words, the same on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring import Review, Rubric
from scoring.reports import Account, Answered, counted, few_weights, listed, percent, points
from scoring.scores import caps_that_count

TIER_MEANING = "every clinic of a tier is clearly behind the leader of the tier above it"  # as in the glossary


def flags_in_order(review: Review, codes: Iterable[str]) -> list[tuple[str, bool]]:
    """The flags of a clinic by their codes, and whether each caps the grade: those that do come first."""
    caps = caps_that_count(review.weights, review.rubric)
    return sorted(((code, code in caps) for code in codes if code), key=lambda flag: not flag[1])


def flags_in_words(review: Review, codes: Iterable[str]) -> tuple[str, ...]:
    """The same flags by their labels."""
    return tuple(review.rubric.flags[code].label for code, _ in flags_in_order(review, codes))


def ranks_in_words(scores: pd.DataFrame) -> pd.Series[str]:
    """The rank, and its range as weights and open questions vary: 10 (8-14), or 10 if it does not move.

    Empty for unscored clinics.
    """
    return _ranks(scores, _moving)


def usual_ranks_in_words(scores: pd.DataFrame) -> pd.Series[str]:
    """The rank, and where it mostly lies: Rank 10, mostly 8 to 14; Rank 10 if it does not move.

    Empty for unscored clinics.
    """
    return _ranks(scores, _usual)


def unscored_in_words(review: Review) -> str:
    """Why a clinic has no score, in a few words: its record, or the weights, under which no clinic has one."""
    return "Not scored with these weights" if few_weights(review) else "Not enough stated to score"


def tier_in_words(tier: int) -> str:
    """The tier, and what is true of each clinic in it: Tier 2: clearly behind the leader of tier 1."""
    return f"Tier {tier}: " + (f"clearly behind the leader of tier {tier - 1}" if tier > 1 else "no tier is above it")


def grade_limits_in_words(rubric: Rubric) -> str:
    """The lowest score of each grade: Grades: A from 85, B from 70 and F from 0; some flags hold a grade down."""
    limits = listed([f"{grade} from {lowest}" for grade, lowest in rubric.grades.steps])
    return f"Grades: {limits}; some flags hold a grade down."


def rank_of_scored(account: Account) -> str:
    """Its rank among those with a score, and how many share it: 76 of the 150 with a score, level with 1 other."""
    profiles, totals = account.review.profiles, account.review.totals
    counts = profiles.counts[totals.scored]
    level = int(counts[totals.score[totals.scored] == account.score].sum()) - 1
    shared = f", level with {counted(level, 'other')}" if level else ""
    return f"{int(totals.rank[account.profile]):,} of the {account.review.scored:,} with a score{shared}"


def tied_in_words(names: Sequence[str], noun: str) -> str:
    """Those that tie, by name; more than three as a number of `noun`, a plural: 4 values."""
    return f"{len(names)} {noun}" if len(names) > 3 else listed(names)


def none_of(whole: int, noun: str, verb: str, what: str) -> str:
    """That none of the clinics in view has what a chart draws: Of 3 matching records none states a price.

    `verb`: as of one, in the plain form: state. Of a single record the sentence is not about a share.
    """
    if whole == 1:
        return f"The one {noun} does not {verb} {what}."
    return f"Of {counted(whole, noun)} none {'has' if verb == 'have' else f'{verb}s'} {what}."


def possible_in_words(scores: pd.DataFrame) -> pd.Series[str]:
    """How high the score could be with the best answers: up to 92.5, or that nothing is unclear.

    Empty for unscored clinics.
    """
    highest = zip(scores["score"], scores["score_high"], strict=True)
    words = pd.Series([_up_to(score, high) for score, high in highest], index=scores.index, dtype="str")
    return words.where(scores["score"].notna(), "")


def in_tenths(medians: NDArray[np.float64]) -> NDArray[np.float64]:
    """Medians and other quantiles of scores as `median_in_words` writes them; nan stays."""
    return np.array([float(median_in_words(median)) for median in medians.tolist()], dtype=np.float64)


def median_in_words(median: float) -> str:
    """A median, or another quantile, of scores: 43.1.

    It may lie midway between two tenths. Formatted everywhere alike, it is the same number on every screen, and what a
    program writes that formats the number of the API.
    """
    return f"{median:.1f}"


def percents(parts: pd.Series[int], wholes: int | pd.Series[int]) -> pd.Series[str]:
    """Shares in whole percent, as `percent` words a single one: 13%."""
    of = wholes if isinstance(wholes, pd.Series) else pd.Series(wholes, parts.index)
    return pd.Series(map(percent, parts, of), parts.index, dtype="str")


def grades_in_words(scores: pd.DataFrame) -> pd.Series[str]:
    """The grade, and the one that the best answers would give: C, up to A. Missing for unscored clinics."""
    pairs = zip(scores["grade"], scores["grade_high"], strict=True)
    words = [f"{grade}, up to {high}" if pd.notna(grade) and grade != high else grade for grade, high in pairs]
    return pd.Series(words, index=scores.index, dtype="str")


def points_in_words(answered: Answered) -> str:
    """The points of a question, and what is possible where it is open: 50.0 of 100, up to 80.0; or open, up to 80.0.

    A question without weight says that it is not counted, as on a card.
    """
    possible = "" if answered.is_sure else f", up to {points(answered.high)}"
    sure = "open" if answered.is_open else f"{points(answered.value)} of 100"
    return f"{sure}{possible}{'' if answered.weight > 0 else ', not counted'}"


def _ranks(scores: pd.DataFrame, in_words: Callable[[int, int, int], str]) -> pd.Series[str]:
    """For each clinic its rank and range in words, made from the rank and its two ends; empty for unscored clinics."""
    ranks = zip(scores["rank"], scores["rank_low"], scores["rank_high"], strict=True)
    words = ["" if rank is pd.NA else in_words(rank, low, high) for rank, low, high in ranks]
    return pd.Series(words, index=scores.index, dtype="str")


def _moving(rank: int, low: int, high: int) -> str:
    return f"{rank} ({low}\u2013{high})" if low < high else f"{rank}"


def _usual(rank: int, low: int, high: int) -> str:
    return f"Rank {rank:,}, mostly {low:,} to {high:,}" if low < high else f"Rank {rank:,}"


def _up_to(score: float, high: float) -> str:
    """The highest possible score, or that nothing is unclear."""
    return "nothing unclear" if score == high else f"up to {high:.1f}"
