"""Serves the app on a free port, and says how Chromium is started: for tests, screenshots and measurements."""

import os
import re
import shutil
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
# Chromium obeys only the last list of features, so what Playwright turns off is repeated here. The two pages that each
# new window loads for its invisible address bar would take a third of the time of a visit.
_FEATURES_OFF = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
CHROMIUM_ARGS = (
    f"--disable-features={','.join(_FEATURES_OFF)}",
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
_SAYS_WHERE = re.compile(r"URL: (http://127\.0\.0\.1:\d+)$", re.MULTILINE)


def find_chromium() -> str | None:
    """The system's Chromium, or the one that CHROMIUM names."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, filter(None, names))), None)


@dataclass(frozen=True)
class Server:
    """A running server: its address without a trailing slash, and its process id."""

    url: str
    process: int


@contextmanager
def serve(log: Path, folder: Path = ROOT, script: str = APP) -> Iterator[str]:
    """Serve the script of a folder, with its console in `log`, and yield its address without a trailing slash.

    Raises `RuntimeError` with what the server said if it does not start.
    """
    with start(log, folder, script) as server:
        yield server.url


@contextmanager
def start(
    log: Path, folder: Path = ROOT, script: str = APP, environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """The same, with its process and additional environment variables."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true"]
    # The system chooses the port and the server reports it: one chosen here could be taken before the server binds it.
    options = ["--server.address=127.0.0.1", "--server.port=0", "--logger.hideWelcomeMessage=false"]
    options.append("--server.fileWatcherType=none")
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
            yield Server(_healthy_address(process, log), process.pid)
        finally:
            process.terminate()


def _healthy_address(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address that the server reports, once it is healthy there."""
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if match := _SAYS_WHERE.search(log.read_text(encoding="utf-8")):
            try:
                with urlopen(f"{match[1]}/_stcore/health", timeout=1) as answer:  # noqa: S310 - our own address
                    if answer.read() == b"ok":
                        return match[1]
            except (URLError, TimeoutError, ConnectionError):
                pass
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
