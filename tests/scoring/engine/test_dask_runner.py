"""Dask workers produce the files that one process produces, even when workers are lost or parts cannot be reviewed."""

from __future__ import annotations

import errno
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import dask
import pytest
from dask.utils import parse_timedelta
from distributed import LocalCluster

from scoring.engine import Runner
from scoring.engine.dask_runner import DaskRunner, dask_runner
from scoring.engine.output_folder import replacing
from scoring.errors import BadSettings, UnreadableFile
from tests.scoring.engine.lists import CELLS, DividedList, reviewed_list

ROOT = Path(__file__).parents[3]
# Workers are forked from a process that has imported Dask, as in Dask's own tests: those that replace a lost one start
# in half the time. The workers of the documented commands start as anyone's do.
SETTINGS = {
    "distributed.scheduler.allowed-failures": 1,  # a task is given up after the second worker, not the fourth
    "distributed.worker.multiprocessing-method": "forkserver",
}
QUIET = {"env": {**os.environ, "PYTHONPATH": str(ROOT)}, "stderr": subprocess.DEVNULL}
ROWS = tuple(
    {name: cells[(number * (place + 1)) % len(cells)] for place, (name, cells) in enumerate(CELLS.items())}
    | {"as_of": "2021-05-06"}  # stale on any day
    for number in range(60)
)
LIST = DividedList(ROWS, (7, 30, 1, 22), ({}, {"name": "Clinic"}, {}, {"imaging": "Guidance used"}))


@pytest.fixture(scope="module")
def workers() -> Iterator[DaskRunner]:
    """Two local workers."""
    with dask.config.set(SETTINGS), dask_runner(None, 2) as runner:
        yield runner


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the list's parts."""
    return LIST.write(tmp_path_factory.mktemp("list") / "parts")


@pytest.fixture(scope="module")
def alone(source: Path) -> dict[str, bytes]:
    """The files of the list as written by one process."""
    reviewed_list(source, source.parent / "alone")
    return files(source.parent / "alone")


def files(output: Path) -> dict[str, bytes]:
    """Name -> content of every file of a folder."""
    return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_workers_write_the_files_of_one_process(
    source: Path, alone: dict[str, bytes], workers: DaskRunner, tmp_path: Path
) -> None:
    """Each file is the same, byte for byte."""
    reviewed_list(source, tmp_path / "out", runner=workers)
    assert files(tmp_path / "out") == alone


class EndsWorkers:
    """A runner whose first task of each kind ends its worker the first time."""

    def __init__(self, runner: Runner, folder: Path) -> None:
        self._runner, self._folder = runner, folder

    def run(self, task, items):  # type: ignore[no-untyped-def]
        """Run the tasks; the first one ends its worker."""
        mark = self._folder / task.__name__
        return self._runner.run(_after_a_loss, [(task, item, mark, place) for place, item in enumerate(items)])


def _after_a_loss(work):  # type: ignore[no-untyped-def]
    task, item, mark, place = work
    result = task(item)
    if place == 0 and not mark.exists():  # its files are written, and nobody knows it
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return result


def test_workers_lost_in_every_step_change_no_byte(
    source: Path, alone: dict[str, bytes], workers: DaskRunner, tmp_path: Path
) -> None:
    """A worker that ends after writing, in each step, leaves the same files."""
    (tmp_path / "marks").mkdir()
    reviewed_list(source, tmp_path / "out", runner=EndsWorkers(workers, tmp_path / "marks"))
    assert {path.name for path in (tmp_path / "marks").iterdir()} == {"_review", "compare", "join", "write_arrays"}
    assert files(tmp_path / "out") == alone


def end_worker(number: int) -> int:
    """Return a number, but end this worker's process at 2."""
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_task_that_ends_every_worker_is_named_and_the_rest_goes_on(
    workers: DaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some workers it is given up with a sentence; the others have their results, and workers are restarted.

    Also where Dask looks for a lost worker, as it does after a time, while that one is on its way back.
    """
    monkeypatch.setattr("distributed.deploy.spec.parse_timedelta", lambda time: parse_timedelta(time) / 100_000)
    outcomes = {outcome.place: outcome for outcome in workers.run(end_worker, range(5))}
    assert {place: outcome.result for place, outcome in outcomes.items()} == {0: 0, 1: 1, 2: None, 3: 3, 4: 4}
    assert outcomes[2].loss.startswith("It ended its worker 2 times")
    assert [outcome.result for outcome in workers.run(end_worker, [7])] == [7]


def test_no_worker_left_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no local worker comes back, a review ends with a sentence after some minutes, here immediately."""
    monkeypatch.setattr("scoring.engine.dask_runner.LocalCluster", lambda **how: LocalCluster(**how | {"n_workers": 0}))
    monkeypatch.setattr("distributed.scheduler.parse_timedelta", lambda time: time and parse_timedelta(time) / 1000)
    with dask_runner(None, 2) as runner:
        assert dask.config.get("distributed.scheduler.no-workers-timeout"), "it would wait without end"
        with pytest.raises(UnreadableFile, match="none came back"):
            list(runner.run(abs, [1, 2, 3]))


def what_ctrl_c_does(_: int) -> str:
    """How this worker handles the signal of Ctrl-C."""
    return str(signal.getsignal(signal.SIGINT))


def test_ctrl_c_is_left_to_the_review(workers: DaskRunner) -> None:
    """A terminal sends it to the workers too, each of which would print a traceback; the review ends them."""
    said = {outcome.result for outcome in workers.run(what_ctrl_c_does, range(4))}
    assert said == {str(signal.SIG_IGN)}


def fail(number: int) -> int:
    """Raise what a task may raise."""
    raise BadSettings(f"expected another number than {number}")


def test_what_a_task_raises_is_raised(workers: DaskRunner) -> None:
    """Unusable settings end the run with their sentence."""
    with pytest.raises(BadSettings, match="expected another number than 7"):
        list(workers.run(fail, [7]))


def fill_the_disk(_: int) -> None:
    """Raise what a task raises when there is no room for its output."""
    raise OSError(errno.ENOSPC, "Error writing bytes to file")


def test_a_disk_that_a_worker_finds_full_is_said_of_the_output(workers: DaskRunner, tmp_path: Path) -> None:
    """It is the same sentence as in one process."""
    said = pytest.raises(BadSettings, match=r"out could not be written: the disk is full\.$")
    with said, replacing(tmp_path / "out"):
        list(workers.run(fill_the_disk, [1]))
    assert not list(tmp_path.iterdir())


def test_no_cluster_at_an_address_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where nothing answers is refused with a sentence that has it."""
    monkeypatch.setattr("scoring.engine.dask_runner._PATIENCE", 1)
    with (
        pytest.raises(BadSettings, match=r"no cluster answers at tcp://127\.0\.0\.1:9"),
        dask_runner("tcp://127.0.0.1:9", None),
    ):
        pass


@pytest.mark.parametrize("address", ["nonsense", "tcp://", "http://127.0.0.1:80", "foo://x:1", "inproc://1", ""])
def test_what_is_no_address_is_refused_at_once(address: str) -> None:
    """Before anything waits for an answer there."""
    with pytest.raises(BadSettings, match="no cluster answers at"), dask_runner(address, None):
        pass


@pytest.mark.parametrize("scheme", ["tls", "wss", "ucx"])
def test_a_connection_that_cannot_be_made_is_refused_at_once(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without certificates, or for a kind with missing requirements, no client is made, as it would keep waiting."""
    monkeypatch.setattr("scoring.engine.dask_runner.Client", lambda *_, **__: pytest.fail("a client was made"))
    said = pytest.raises(BadSettings, match=r"no cluster answers at .*(certificates|expected an address)")
    with said, dask_runner(f"{scheme}://127.0.0.1:1", None):
        pass


def test_certificates_that_cannot_be_read_are_reported() -> None:
    """Their file is named in the settings of Dask, and need not be there."""
    there = {f"distributed.comm.tls.{name}": "/nowhere/file.pem" for name in ("ca-file", "client.cert", "client.key")}
    said = pytest.raises(BadSettings, match="no cluster answers at tls://127")
    with dask.config.set(there), said, dask_runner("tls://127.0.0.1:1", None):
        pass


def test_workers_that_cannot_be_started_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """What keeps a local cluster from starting is reported with the setting that asked for it."""

    def fails(**_: object) -> None:
        raise RuntimeError("Worker failed to start.")

    monkeypatch.setattr("scoring.engine.dask_runner.LocalCluster", fails)
    with pytest.raises(BadSettings, match=r"no worker could be started \(Worker failed"), dask_runner(None, 1):
        pass


def test_a_scheduler_that_goes_away_is_reported() -> None:
    """A review whose scheduler is killed also ends with a sentence."""
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "dask", "scheduler", "--port", str(port)], **QUIET) as scheduler:
        try:
            with dask_runner(f"tcp://127.0.0.1:{port}", None) as runner:
                Timer(1, scheduler.kill).start()
                with pytest.raises(UnreadableFile, match="connection to the cluster was lost"):
                    list(runner.run(abs, [1, 2]))  # which wait, as there is no worker
        finally:
            scheduler.kill()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def documented() -> list[list[str]]:
    """The commands of the documentation that start with `dask` or review with Dask."""
    lines = (ROOT / "docs" / "large_lists.md").read_text(encoding="utf-8").splitlines()
    return [
        shlex.split(line) for line in lines if re.match(r".venv/bin/(dask |python -m scoring .*--engine dask)", line)
    ]


def test_the_documented_commands_review_a_list(source: Path, alone: dict[str, bytes], tmp_path: Path) -> None:
    """A scheduler, a worker and a review by its address, and a review on local workers, give the same clinics."""
    local, scheduler, worker, remote = documented()
    port = free_port()

    def here(command: list[str]) -> list[str]:
        program = {".venv/bin/dask": ["-m", "dask"], ".venv/bin/python": []}[command[0]]
        changed = {
            "8786": str(port),
            "tcp://SCHEDULER:8786": f"tcp://127.0.0.1:{port}",
            "parts/*.csv": f"{source}/*.csv",
        }
        return [sys.executable, *program, *(changed.get(word, word) for word in command[1:])]

    quiet = {"cwd": tmp_path, **QUIET}
    with subprocess.Popen(here(scheduler), **quiet) as first, subprocess.Popen(here(worker), **quiet) as second:
        try:
            assert subprocess.run(here(remote), **quiet, check=False).returncode == 0
        finally:
            second.terminate()
            second.wait()
            first.terminate()
    for name, content in files(tmp_path / "reviewed" / "clinics").items():
        assert content == alone[f"clinics/{name}"]
    assert local[-4:] == ["--engine", "dask", "--workers", "2"]
