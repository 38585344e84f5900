"""Tasks on Dask workers: of a cluster by its address, or in processes of their own on this machine."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from typing import TypeVar

import dask
import pyarrow as pa
from distributed import Client, Future, KilledWorker, LocalCluster, Worker, WorkerPlugin, as_completed
from distributed.comm.addressing import parse_address, parse_host_port
from distributed.scheduler import NoValidWorkerError, NoWorkerError
from distributed.security import Security
from distributed.utils import silence_logging_cmgr

from scoring import process_memory
from scoring.engine.runner import Outcome
from scoring.errors import BadSettings, UnreadableFile
from scoring.vocabulary import vocabulary

A = TypeVar("A")
B = TypeVar("B")

_PLAIN, _ENCRYPTED = frozenset(("tcp", "ws")), frozenset(("tls", "wss"))  # schemes of addresses
_PATIENCE = 15  # seconds until a scheduler has answered
_AGAIN = 2  # times that a task is retried after an error that may pass, such as of a shared folder
_NO_WORKERS = (
    "Every worker ended and none came back, most likely for lack of memory; have fewer workers, or give each more "
    "memory, and review the list again."
)
_NO_SCHEDULER = (
    "The connection to the cluster was lost; see that its scheduler runs and can be reached, and review the list again."
)
_LOST = "It ended its worker {times} times, most likely for lack of memory; split it, or give workers more memory."
_CONFIG = {
    # The nanny of a lost local worker restarts it. After this time Dask ends a nanny whose worker is not back, even if
    # it is restarting for the second time, and tasks may wait forever: so not within a review.
    "distributed.deploy.lost-worker-timeout": "365 days",
    "distributed.scheduler.no-workers-timeout": "3 minutes",  # for local workers that do not come back at all
    "distributed.scheduler.worker-saturation": 1.0,  # no task waits at a worker that another task may end
    "distributed.worker.memory.spill": False,  # tasks keep nothing in memory that could be written out
    "distributed.worker.memory.target": False,
    "distributed.worker.profile.enabled": False,  # it samples the running function a hundred times a second
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.low-level-log-length": 0,
}


class DaskRunner:
    """Runs tasks on the workers of a client."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def run(self, task: Callable[[A], B], items: Sequence[A]) -> Iterator[Outcome[B]]:
        """The outcomes as they come; an item that ends its worker repeatedly is lost, and reported as such.

        Raises `UnreadableFile` if no worker is left.
        """
        futures = self._client.map(task, items, pure=False, retries=_AGAIN)
        places = {future.key: place for place, future in enumerate(futures)}
        lost = []
        for future in as_completed(futures, loop=self._client.loop):
            outcome = _outcome(places[future.key], future)
            future.release()
            if outcome.loss:
                lost.append(outcome.place)
            else:
                yield outcome
        del futures
        if len(lost) > 1:
            yield from self._alone(task, items, lost)
        else:
            yield from (Outcome(place, None, _loss()) for place in lost)

    def _alone(self, task: Callable[[A], B], items: Sequence[A], lost: Sequence[int]) -> Iterator[Outcome[B]]:
        """Retry lost items, one at a time, because some may only have waited beside the one that ended the worker."""
        for place in lost:
            yield _outcome(place, self._client.submit(task, items[place], pure=False, retries=_AGAIN))


class _Setup(WorkerPlugin):
    """Prepares a worker, also one that joins later or takes the place of a lost one."""

    name = "scoring"

    def __init__(self, *, is_local: bool) -> None:
        self._vocabulary, self._is_local = vocabulary().version, is_local

    def setup(self, worker: Worker) -> None:  # noqa: ARG002 - Dask passes it
        """Refuse a worker that would read words differently; recycle memory, and use one thread per worker."""
        if vocabulary().version != self._vocabulary:
            raise BadSettings(f"A worker has vocabulary {vocabulary().version}; expected {self._vocabulary}.")
        if self._is_local and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends Ctrl-C to all; the review ends its workers
        process_memory.recycle()
        pa.set_cpu_count(1)
        pa.set_io_thread_count(1)


@contextmanager
def dask_runner(scheduler: str | None, workers: int | None) -> Iterator[DaskRunner]:
    """A runner on the cluster at an address, or on local workers: as many as given, or one per core.

    Raises `BadSettings` if no cluster answers there, or its workers cannot do the work.
    """
    if scheduler is not None:
        _check_address(scheduler)
    with dask.config.set(_CONFIG), silence_logging_cmgr(logging.CRITICAL), ExitStack() as open_:
        try:
            cluster = open_.enter_context(_local_cluster(workers)) if scheduler is None else None
            client = open_.enter_context(Client(cluster or scheduler, timeout=_PATIENCE, set_as_default=False))
        except (OSError, ValueError, RuntimeError) as error:
            if scheduler is None:
                raise BadSettings(f"--engine dask: no worker could be started ({error}).") from None
            raise _no_cluster(scheduler, error) from None
        client.register_plugin(_Setup(is_local=scheduler is None))
        yield DaskRunner(client)


def _local_cluster(workers: int | None) -> LocalCluster:
    return LocalCluster(
        n_workers=workers or os.cpu_count() or 1,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",  # any free port; it is not shown
        silence_logs=logging.CRITICAL,
    )


def _check_address(scheduler: str) -> None:
    """Refuse text that is not an address before a client is made from it, which would wait for an answer forever."""
    try:
        scheme, place = parse_address(scheduler)
        if scheme not in _PLAIN | _ENCRYPTED:
            raise ValueError("expected an address such as tcp://HOST:8786")
        if scheme in _ENCRYPTED and not Security().get_connection_args("client")["ssl_context"]:
            raise ValueError(f"{scheme}:// needs certificates, which are named in Dask's settings distributed.comm.tls")
        parse_host_port(place)
    except (OSError, ValueError) as error:  # OSError: certificates that cannot be read
        raise _no_cluster(scheduler, error) from None


def _no_cluster(scheduler: str, error: Exception) -> BadSettings:
    return BadSettings(f"--scheduler: no cluster answers at {scheduler} ({error}).")


def _outcome(place: int, future: Future[B]) -> Outcome[B]:
    """The outcome of a task that has ended. A result lost with its worker is recomputed, which may be lost as well.

    Raises what the task raised, and `UnreadableFile` if no worker is left, or the scheduler is gone.
    """
    try:
        return Outcome(place, future.result())
    except KilledWorker:
        return Outcome(place, None, _loss())
    except (NoWorkerError, NoValidWorkerError):
        raise UnreadableFile(_NO_WORKERS) from None
    except CancelledError:
        raise UnreadableFile(_NO_SCHEDULER) from None


def _loss() -> str:
    return _LOST.format(times=1 + dask.config.get("distributed.scheduler.allowed-failures"))
