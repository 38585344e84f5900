"""Dask workers, if Dask is installed: it is an optional extra, loaded only when requested."""

from __future__ import annotations

from contextlib import AbstractContextManager

from scoring.engine.runner import Runner
from scoring.errors import BadSettings


def dask_workers(scheduler: str | None, workers: int | None) -> AbstractContextManager[Runner]:
    """A runner on the cluster at an address, or on this many local workers. Raises `BadSettings` without Dask."""
    try:
        from scoring.engine.dask_runner import dask_runner  # noqa: PLC0415 - takes a second, and may be missing
    except ModuleNotFoundError:
        raise BadSettings(
            "--engine dask needs Dask, which is not installed: python -m pip install -r requirements-dask.txt. "
            "Without it, --engine single reviews the parts one after the other."
        ) from None
    return dask_runner(scheduler, workers)
