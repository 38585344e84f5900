"""What runs the tasks of a review in parts: here one after another; `dask_runner` on workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from scoring.stages import heard_by

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True)
class Outcome(Generic[B]):
    """How a task ended. `place`: of its item; `result`: None if it was lost, and `loss` then says why."""

    place: int
    result: B | None
    loss: str = ""


class Runner(Protocol):
    """Runs a task on each of several items."""

    def run(self, task: Callable[[A], B], items: Sequence[A]) -> Iterator[Outcome[B]]:
        """The outcomes as they come, in any order."""


class LocalRunner:
    """Runs tasks in this process, one after another."""

    def run(self, task: Callable[[A], B], items: Sequence[A]) -> Iterator[Outcome[B]]:
        """The outcomes, in order."""
        for place, item in enumerate(items):
            with heard_by(lambda _: None):  # the list has its own stages
                result = task(item)
            yield Outcome(place, result)
