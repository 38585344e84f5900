"""Clinics on a screen: from the file to a settled page, then a filter and other weights, in Chromium."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Error, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from benchmarks.interaction import RECORDER
from benchmarks.measurement import STEP_SECONDS, Act, Comparison, NotMeasured, Run, TooSlow
from benchmarks.peers.screen import WEIGHT, WORDS, Answer, ClinicFile, Screen, Served
from benchmarks.worst import memory, proportional_share

TASKS = {"open": "from the file to the screen", "filter": "filter by a word", "weight": "move a weight"}


@dataclass
class OpenScreen:
    """A contender that was served and opened. Once closed it uses no resources, and each action is refused."""

    screen: Screen
    stack: ExitStack = field(default_factory=ExitStack)
    served: Served | None = None
    browser: Browser | None = None
    page: Page | None = None
    turns: Counter[str] = field(default_factory=Counter)
    failure: tuple[str, NotMeasured] | None = None  # the step that ended it, and why

    def open(self, launch: Callable[[], Browser], clinics: ClinicFile) -> Run:
        """Serve the file and open it in its own browser, whose start is not timed."""
        with self._closed_on_failure("open"):
            self.browser = self.stack.enter_context(launch())
            folder = Path(self.stack.enter_context(TemporaryDirectory()))
            page = self.page = self.browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            if self.screen.recorded_root:
                page.add_init_script(f"window.recordedRoot = {self.screen.recorded_root!r}")
            page.add_init_script(RECORDER + "performance.setResourceTimingBufferSize(5000);")
            page.set_default_timeout(1000 * STEP_SECONDS)
            self.screen.install(folder, clinics)
            began = time.perf_counter()
            self.served = self.screen.serve(self.stack, folder, clinics)
            preparation = time.perf_counter() - began
            return self._run(self.screen.open(page, self.served.address), preparation)

    def act(self, action: str) -> Run:
        """Filter by the next word, or move the weight by another step."""
        if self.failure is not None and self.failure[0] == action:
            raise self.failure[1]
        if self.page is None:
            step, reason = self.failure or ("open", "not tried")
            raise NotMeasured(f"not tried after {TASKS[step]!r}: {reason}")
        with self._closed_on_failure(action):
            turn = self.turns[action] = self.turns[action] + 1
            if action == "filter":
                return self._run(self.screen.filter(self.page, WORDS[turn % len(WORDS)]))
            return self._run(self.screen.weigh(self.page, WEIGHT + turn))

    def show_all(self) -> None:
        """Clear the filter."""
        with self._closed_on_failure("filter"):
            if self.page is not None:
                self.screen.filter(self.page, "")

    def close(self) -> None:
        """End the server and the browser."""
        self.page = None
        self.stack.close()

    def _run(self, answer: Answer, preparation: float = 0.0) -> Run:
        seconds = preparation + answer.milliseconds / 1000
        if seconds > STEP_SECONDS:
            raise TooSlow
        return Run(seconds, self._megabytes(), answer.kilobytes)

    def _megabytes(self) -> float:
        """The memory of server and browser, with shared memory divided; a server in this process is not counted."""
        if self.browser is None or self.served is None:
            return 0.0
        processes = self.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        server = memory(self.served.process) if self.served.process else 0.0
        return server + sum(proportional_share(process["id"]) for process in processes)

    @contextmanager
    def _closed_on_failure(self, step: str) -> Iterator[None]:
        """Close what failed, so that it does not slow down the others."""
        try:
            yield
        except (NotMeasured, Error, RuntimeError, OSError) as error:
            reason = _reason(error)
            self.failure = (step, reason)
            self.close()
            raise reason from error


def _reason(error: Exception) -> NotMeasured:
    if isinstance(error, NotMeasured):
        return error
    if isinstance(error, PlaywrightTimeoutError):
        return TooSlow()
    return NotMeasured(f"failed: {str(error).splitlines()[0][:120]}")


def compare(
    comparison: Comparison,
    screens: Sequence[Screen],
    clinics: ClinicFile,
    runs: int,
    launch: Callable[[], Browser],
) -> None:
    """Open every contender with this file, each in its own browser, then do each action on all of them in turn.

    `launch` starts a browser. A first round of the actions is not counted.
    """
    open_screens = {screen.contender.name: OpenScreen(screen) for screen in screens}
    with ExitStack() as stack:
        for opened in open_screens.values():
            stack.callback(opened.close)
        opening: dict[str, Act] = {name: partial(opened.open, launch, clinics) for name, opened in open_screens.items()}
        comparison.compare(TASKS["open"], clinics.rows, opening, 1)
        for action in ("filter", "weight"):
            acts: dict[str, Act] = {name: partial(opened.act, action) for name, opened in open_screens.items()}
            for act in acts.values():
                with suppress(NotMeasured):  # named by the rounds that count
                    act()
            comparison.compare(TASKS[action], clinics.rows, acts, runs)
            for opened in open_screens.values() if action == "filter" else ():
                with suppress(NotMeasured):
                    opened.show_all()
