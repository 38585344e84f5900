"""Whether work grows no faster than its input, as a ratio of its own times and never in seconds."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Final, TypeVar

Given = TypeVar("Given")

TIMES: Final = 4  # how many times larger the large input is
# Linear work takes four times as long, quadratic work sixteen times.
MOST_TIMES: Final = 9
# A busy machine slows down an attempt or two; quadratic work fails in all of them.
ATTEMPTS: Final = 5
FLOOR: Final = 0.025  # seconds of CPU time, below which nothing can be compared


def grows_linearly(work: Callable[[int], object], size: int) -> bool:
    """Whether work grows linearly with the size, as `in_proportion` measures it."""
    return in_proportion(work, size, TIMES * size)


def in_proportion(work: Callable[[Given], object], small: Given, large: Given) -> bool:
    """Whether work on the large input, four times the small one, takes less than nine times as long in any attempt."""

    def seconds(given: Given) -> float:
        start = process_time()
        work(given)
        return process_time() - start

    return any((long := seconds(large)) < FLOOR or long < MOST_TIMES * seconds(small) for _ in range(ATTEMPTS))
