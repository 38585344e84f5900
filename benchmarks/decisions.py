"""How long it takes to explain a pair of clinics, to find what would raise one, and who is unbeaten.

    python -m benchmarks.decisions [--pairs 200] [--clinics 100] [--runs 9] [--seed 7]

Each pair and each clinic is timed alone, words included, in a file of 200 generated clinics: what a page waits for.
Possible ranks are timed for all clinics at once, 10,000 that all differ.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from statistics import median, quantiles
from time import perf_counter, process_time

import numpy as np

import scoring
from benchmarks.generate import LATEST, generate
from benchmarks.ranks import random_profiles
from benchmarks.read_score import versions
from scoring.reports import (
    explain_pair,
    pair_sentences,
    possible_ranks,
    raise_answers,
    raise_condition,
    raise_questions,
    raise_statement,
    raises,
    term_sentences,
)
from scoring.scores import totals

HEAD = ("what", "times", "median ms", "95th ms", "processor ms", "aim ms")
CLINICS = 200  # a typical directory
PROFILES = 10_000  # every clinic different
PAIR_AIM, RAISES_AIM, RANKS_AIM = 5, 50, 30  # what feels immediate, besides what the page needs

Times = list[tuple[float, float]]


def milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """Wall-clock and CPU time of a run."""
    start, processor_start = perf_counter(), process_time()
    work()
    return 1000 * (perf_counter() - start), 1000 * (process_time() - processor_start)


def explain(review: scoring.Review, first: int, second: int) -> None:
    """Everything that a page says about a pair."""
    explanation = explain_pair(review, first, second)
    pair_sentences(explanation)
    term_sentences(explanation)


def raise_words(review: scoring.Review, position: int) -> None:
    """Everything that a page says about what would raise a score."""
    for question in raise_questions(review.rubric, raises(review, position)):
        raise_condition(review.rubric, question)
        raise_answers(review.rubric, question)
        for entry in question.answers:
            raise_statement(entry)


def pair_times(review: scoring.Review, pairs: int, seed: int) -> Times:
    """The times of this many random pairs, scored or not."""
    random = np.random.default_rng(seed)
    chosen = random.integers(0, len(review), (pairs, 2)).tolist()
    return [milliseconds(partial(explain, review, first, second)) for first, second in chosen]


def raise_times(review: scoring.Review, clinics: Iterable[int]) -> Times:
    """The time of each of these clinics."""
    return [milliseconds(partial(raise_words, review, position)) for position in clinics]


def rank_times(size: int, runs: int, seed: int) -> Times:
    """The time of each run over this many profiles."""
    rubric = scoring.load_rubric()
    profiles = random_profiles(size, seed)
    weighed = totals(profiles, rubric.weights, rubric)
    return [milliseconds(partial(possible_ranks, profiles, weighed)) for _ in range(runs)]


def table_row(title: str, times: Times, aim: int) -> tuple[str, ...]:
    """A line of the table. The CPU time is the median, which other work on the machine affects least."""
    wall, processor = zip(*times, strict=True)
    slow = quantiles(wall, n=20)[-1] if len(wall) > 1 else wall[0]
    return (
        title,
        f"{len(times):,}",
        *(f"{time:,.1f}" for time in (median(wall), slow, median(processor))),
        f"{aim:,}",
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure all three and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.decisions", description="Time what decides.")
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--clinics", type=int, default=100)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args(arguments)
    review = scoring.review(generate(CLINICS, seed=chosen.seed), reviewed_on=LATEST)
    rows = (
        ("a pair explained", pair_times(review, chosen.pairs, chosen.seed), PAIR_AIM),
        ("what would raise a clinic", raise_times(review, range(min(chosen.clinics, len(review)))), RAISES_AIM),
        (f"possible ranks of {PROFILES:,} profiles", rank_times(PROFILES, chosen.runs, chosen.seed), RANKS_AIM),
    )
    sys.stdout.write(f"{versions()}\n\n")
    sys.stdout.writelines(f"| {' | '.join(line)} |\n" for line in (HEAD, ["---"] * len(HEAD)))
    sys.stdout.writelines(f"| {' | '.join(table_row(*row))} |\n" for row in rows)


if __name__ == "__main__":
    main()
