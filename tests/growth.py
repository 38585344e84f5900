"""Whether work grows no faster than its input, as a ratio of its own times and never in seconds."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Final, NamedTuple, TypeVar

Given = TypeVar("Given")


class Span(NamedTuple):
    """How many times larger the large input is, and in how many times the time of the small one it must be done."""

    times: int
    most: int


TIMES: Final = 4
# Linear work takes four times as long, quadratic work sixteen times.
NEAR: Final = Span(TIMES, 9)
# Linear work takes sixteen times as long, quadratic work 256 times. Beside so small an input, half as large a large one
# shows what NEAR shows of a quadratic step among slow linear ones, in less than half the time.
FAR: Final = Span(16, 24)
# A busy machine slows down an attempt or two; quadratic work fails in all of them.
ATTEMPTS: Final = 5
FLOOR: Final = 0.006  # seconds of CPU time, below which nothing can be compared


def grows_linearly(work: Callable[[int], object], size: int, span: Span = NEAR) -> bool:
    """Whether work grows linearly from the size on, as `in_proportion` measures it."""
    return in_proportion(work, size, span.times * size, span)


def in_proportion(work: Callable[[Given], object], small: Given, large: Given, span: Span = NEAR) -> bool:
    """Whether work on the large input takes its share of the time, or not much more, in any attempt."""

    def seconds(given: Given) -> float:
        start = process_time()
        work(given)
        return process_time() - start

    return any((long := seconds(large)) < FLOOR or long < span.most * seconds(small) for _ in range(ATTEMPTS))
