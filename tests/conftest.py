"""What applies to every test."""

import gc
import logging
import os
import sys
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner

from scoring.commands import standard_streams
from tests.publishing.postgres import NO_POSTGRES, find_postgres, serve_postgres

NUMBERS = count(1)
MAIN = sys.modules["__main__"]

# A slow or shared machine is no finding: properties concern values, never time.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


# Browser tests spend much of their time waiting, which one worker more than there are cores makes use of. Each starts
# its own PostgreSQL server, app and Chromium: beyond four that costs more than it saves.
MOST_WORKERS = 4


def pytest_xdist_auto_num_workers() -> int:
    """How many processes run the tests under `-n auto`."""
    return min((os.cpu_count() or 1) + 1, MOST_WORKERS)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect no garbage while tests are collected, a fifth of that time, and exempt them from later collections."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _no_ones_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests, and the servers that they start, away from the checkout's published datasets."""
    before = os.environ.get("CLINICS_STORE")
    os.environ["CLINICS_STORE"] = f"sqlite:///{tmp_path_factory.mktemp('store') / 'published.sqlite3'}"
    yield
    if before is None:
        del os.environ["CLINICS_STORE"]
    else:
        os.environ["CLINICS_STORE"] = before


@pytest.fixture(scope="session", autouse=True)
def _settings_of_the_checkout() -> None:
    """Read the platform's settings here: it keeps those of the folder where it is first used."""
    config.get_config_options()


@pytest.fixture(scope="session", autouse=True)
def _one_log() -> None:
    """Let the platform's seventy loggers propagate: pytest would attach to each of them six times a test."""
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.propagate = True


@pytest.fixture(scope="session", autouse=True)
def _one_look_for_components() -> Iterator[None]:
    """Look for components among the installed packages once: every AppTest would do it, for 0.1 s of CPU."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def _wait_for_scripts() -> Iterator[None]:
    """Wait for a script's thread: AppTest polls a thousand times a second, which slows down the interpreter."""

    def wait(runner: local_script_runner.LocalScriptRunner, timeout: float) -> None:
        thread = runner._script_thread  # noqa: SLF001
        if thread is not None:
            thread.join(timeout)
        look_once(runner, timeout=1)  # stops a script that is late, and reports it

    look_once = local_script_runner.require_widgets_deltas
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture(scope="session", autouse=True)
def _quiet_stages() -> Iterator[None]:
    """Keep the command line from reporting stages, which it does once it takes long: on a busy machine it may."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(standard_streams, "_QUIET_SECONDS", 3_600)
        yield


@pytest.fixture(autouse=True)
def _same_main_module() -> Iterator[None]:
    """Restore the main module: AppTest replaces it with its script, which each later child process would run first."""
    yield
    sys.modules["__main__"] = MAIN


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start PostgreSQL once for all tests; only a developer's machine may do without."""
    programs = find_postgres()
    if programs is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(NO_POSTGRES)
    with serve_postgres(programs) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/published.db"
    server = make_url(request.getfixturevalue("postgres"))
    name = f"test_{next(NUMBERS)}"
    with psycopg.connect(host=str(server.query["host"]), user="postgres", dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    return server.set(database=name).render_as_string()
