"""Serves the app on a free port, and says how Chromium is started: for tests, screenshots and measurements."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
APP = "streamlit_app.py"
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_CHROMIUM = "No Chromium was found: install it or name it in CHROMIUM."
_START_SECONDS = 60


def find_chromium() -> str | None:
    """The system's Chromium, or the one that CHROMIUM names."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, filter(None, names))), None)


@dataclass(frozen=True)
class Server:
    """A server that runs: its address without a slash, and the number of its process."""

    url: str
    process: int


@contextmanager
def serve(log: Path, folder: Path = ROOT, script: str = APP) -> Iterator[str]:
    """Serve the script of a folder, its console going to `log`, and yield its address without a slash.

    Raises `RuntimeError` with what the server said if it does not start.
    """
    with start(log, folder, script) as server:
        yield server.url


@contextmanager
def start(
    log: Path, folder: Path = ROOT, script: str = APP, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """The same with its process, and with more in its environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true"]
    options = ["--server.address=127.0.0.1", f"--server.port={port}", "--server.fileWatcherType=none"]
    with (
        log.open("wb") as console,
        subprocess.Popen(
            command + options,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=console,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait_until_healthy(url, process, log)
            yield Server(url, process.pid)
        finally:
            process.terminate()


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=1) as answer:  # noqa: S310 - our own address
                if answer.read() == b"ok":
                    return
        except (URLError, TimeoutError, ConnectionError):
            pass
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
