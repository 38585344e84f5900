"""Work in parallel with other work: on its own thread if it is long enough to pay for one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def side_thread(*, pays: bool) -> Executor:
    """Does one thing in parallel with the caller or, if a thread would not pay off, at once when it is submitted.

    A thread takes some two milliseconds of a small file's ten: to start, and as both wait for the interpreter's lock.
    """
    return ThreadPoolExecutor(1) if pays else _AtOnce()


class _AtOnce(Executor):
    """Runs a function in the thread that submits it; what it raises is raised where its result is requested."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - kept for whoever asks, as an executor does
            future.set_exception(error)
        return future
