"""Response times of the screen: filters, weights, and page switches in Chromium, next to a trivial app, in one run.

    python -m benchmarks.interaction [--rows 10000 100000] [--rounds 15] [--pages clinic compare]

Every file is served by its own server and kept open in one browser. A round does each action once on each of them,
in turn, so that other load on the machine affects all alike. The example comes first, then generated files.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

import scoring
from benchmarks.generate import generate
from benchmarks.read_score import versions
from tests.browser.addresses import addresses
from tests.browser.serving import CHROMIUM_ARGS, NO_CHROMIUM, ROOT, find_chromium, serve
from tests.browser.waiting import settle, visit

SOURCES = (
    "streamlit_app.py",
    "pages",
    "dashboard",
    "pictures",
    "publishing",
    "scoring",
    "spreadsheets",
    ".streamlit",
    "data",
)
SCRIPT_LOG = "script-seconds.txt"
TRIVIAL, EXAMPLE = "trivial app", "168 clinics"
WORD, NEAR = "spine", "near Denver, CO"  # part of some names, and a place near some clinics, in every file
TRIVIAL_APP = """
import streamlit as st
st.title("Yardstick")
st.button("Again")
st.session_state.count = st.session_state.get("count", 0) + 1
st.write(st.session_state.count)
"""
# Replaces the script that the server runs, and records how long each run takes.
TIMED_SCRIPT = """
import pathlib, runpy, time
here = pathlib.Path(__file__)
began = time.perf_counter()
try:
    runpy.run_path(str(here) + ".timed", run_name="__main__")
finally:
    with open({log!r}, "a") as file:
        file.write(str(time.perf_counter() - began) + chr(10))
"""

RECORDER = Path(__file__).with_name("interaction_recorder.js").read_text(encoding="utf-8")
QUIET = """
(quiet) => noted.messages
  && document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")
  && !document.querySelector("[data-testid=stSkeleton]")
  && performance.now() - Math.max(noted.changed, noted.received) > quiet
"""
QUIET_MS = 400

HEAD = ("clinics", "action", "settled ms", "x trivial", "cards", "before", "answer", "script", "after", "KB")
PARTS = ("cards", "before", "answering", "script", "drawing")


@dataclass(frozen=True)
class Answer:
    """The timing of one action: milliseconds until everything settled, and by phase; kilobytes received."""

    settled: float
    cards: float  # until the last words or marks changed in a card of the list; 0 if none did
    before: float  # from the action to the first message to the server
    answering: float  # from there to the last message from the server, while the browser already draws
    script: float  # of which in all runs of the server's script
    drawing: float  # from the last message to the last visible change
    kilobytes: float


@dataclass(frozen=True)
class Site:
    """A served file: its name in the table, the log of its script's seconds, and the actions to do on it."""

    name: str
    log: Path
    actions: Mapping[str, tuple[Page, Callable[[Page], None]]]

    def answer(self, action: str) -> Answer:
        """Do an action once, and wait until the page has been quiet for a moment, which is not counted."""
        page, act = self.actions[action]
        runs = len(_seconds(self.log))
        act(page)
        page.wait_for_function(QUIET, arg=QUIET_MS, polling=100)
        noted = page.evaluate("noted")
        return Answer(
            settled=max(noted["changed"], noted["received"]) - noted["begun"],
            cards=max(noted["listed"] - noted["begun"], 0.0),
            before=noted["sent"] - noted["begun"],
            answering=noted["received"] - noted["sent"],
            script=1000 * sum(_seconds(self.log)[runs:]),
            drawing=max(noted["changed"] - noted["received"], 0.0),
            kilobytes=noted["bytes"] / 1000,
        )


def _seconds(log: Path) -> list[float]:
    return [float(line) for line in log.read_text().split()] if log.exists() else []


def app_folder(folder: Path, data: bytes | None) -> Path:
    """A copy of the app that reads this file instead of the example, and records how long its script runs."""
    folder.mkdir()
    for name in SOURCES:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, folder / name)
    if data is not None:
        (folder / "data" / "clinics.csv").write_bytes(data)
    _time_script(folder, folder / "dashboard" / "router.py")
    return folder


def trivial_folder(folder: Path) -> Path:
    """An app with a button and a number: the minimum cost of a rerun."""
    folder.mkdir()
    (folder / "streamlit_app.py").write_text(TRIVIAL_APP)
    _time_script(folder, folder / "streamlit_app.py")
    return folder


def _time_script(folder: Path, script: Path) -> None:
    script.rename(f"{script}.timed")  # not a module, which the app would load at its start
    script.write_text(TIMED_SCRIPT.format(log=str(folder / SCRIPT_LOG)))


def table_rows(measured: Mapping[str, Mapping[str, Sequence[Answer]]]) -> Iterator[tuple[str, ...]]:
    """Lines of the table: medians over the rounds; the ratio is the median of the ratios of each round."""
    (floor,) = measured[TRIVIAL].values()
    for site, actions in measured.items():
        for action, answers in actions.items():
            settled = [answer.settled for answer in answers]
            ratio = median(answer.settled / least.settled for answer, least in zip(answers, floor, strict=True))
            yield (
                site,
                action,
                f"{median(settled):.0f} ({min(settled):.0f}-{max(settled):.0f})",
                f"{ratio:.1f}",
                *(f"{median(getattr(answer, part) for answer in answers):.0f}" for part in PARTS),
                f"{median(answer.kilobytes for answer in answers):.1f}",
            )


@contextmanager
def open_sites(
    browser: Browser, folder: Path, rows: Sequence[int], pages: Sequence[str], mess: float
) -> Iterator[list[Site]]:
    """Serve the trivial app, the example, and a generated file of each size, and open their pages."""
    with ExitStack() as stack:
        trivial = trivial_folder(folder / "trivial")
        server = stack.enter_context(serve(folder / "trivial.log", trivial))
        page = _opened(browser, server, "/")
        sites = [Site(TRIVIAL, trivial / SCRIPT_LOG, {"click": (page, _click_button)})]
        for count in (0, *rows):
            data = generate(count, mess=mess) if count else None
            app = app_folder(folder / f"app-{count}", data)
            server = stack.enter_context(serve(folder / f"app-{count}.log", app))
            review = scoring.review(app / "data" / "clinics.csv")
            name = f"{count:,} clinics" if count else EXAMPLE
            sites.append(Site(name, app / SCRIPT_LOG, _actions(browser, server, addresses(review), pages)))
        yield sites


def _actions(
    browser: Browser, server: str, known_addresses: Mapping[str, str], pages: Sequence[str]
) -> dict[str, tuple[Page, Callable[[Page], None]]]:
    explore = _opened(browser, server, "/")
    actions: dict[str, tuple[Page, Callable[[Page], None]]] = {
        "filter": (explore, _toggle_search),
        "near": (explore, _toggle_near),
        "weight": (explore, _move_weight),
    }
    for name in pages:
        page = _opened(browser, server, known_addresses[name])
        page.get_by_role("link", name="Explore", exact=True).first.click()
        page.wait_for_url(lambda url: urlsplit(url).path == "/")
        settle(page)
        actions[f"to {name}"] = (page, _back)
        actions[f"from {name}"] = (page, _forward)
    return actions


def _opened(browser: Browser, server: str, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(RECORDER)
    visit(page, server, address)
    return page


def watch(page: Page) -> None:
    """Start measuring, after earlier changes, such as opening a list, have settled."""
    settle(page)
    page.evaluate("watch()")


def _click_button(page: Page) -> None:
    watch(page)
    page.get_by_role("button", name="Again").click()


def _toggle_search(page: Page) -> None:
    """Search for a word, or clear the search."""
    box = page.locator(".st-key-find input")
    box.fill("" if "q=" in page.url else WORD)
    watch(page)
    page.keyboard.press("Enter")


def _toggle_near(page: Page) -> None:
    """Search near a city, or everywhere again."""
    box = page.locator(".st-key-find input")
    box.fill("" if "near=" in page.url else NEAR)
    watch(page)
    page.keyboard.press("Enter")


def _move_weight(page: Page) -> None:
    """Move the first weight by one step, back and forth."""
    page.locator(".st-key-who input").focus()
    watch(page)
    page.keyboard.press("ArrowLeft" if "who=" in page.url else "ArrowRight")


def _back(page: Page) -> None:
    watch(page)
    page.evaluate("travel(-1)")


def _forward(page: Page) -> None:
    watch(page)
    page.evaluate("travel(1)")


def measure(sites: Sequence[Site], rounds: int) -> dict[str, dict[str, list[Answer]]]:
    """Do every action once on every site in each round, after a warm-up round."""
    answers: dict[str, dict[str, list[Answer]]] = {site.name: {action: [] for action in site.actions} for site in sites}
    for turn in range(rounds + 1):
        for site in sites:
            for action in site.actions:
                answer = site.answer(action)
                if turn:
                    answers[site.name][action].append(answer)
    return answers


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interaction", description="Time the screen's answers.")
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--pages", nargs="*", default=["clinic", "compare", "method"])
    parser.add_argument("--mess", type=float, default=1.0, help="of the generated files, 0 to 1")
    options = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        sys.exit(NO_CHROMIUM)
    out = sys.stdout
    with (
        TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS) as browser,
        open_sites(browser, Path(folder), options.rows, options.pages, options.mess) as sites,
    ):
        out.write(
            f"{versions('streamlit', 'altair')} Chromium {browser.version}. Medians of {options.rounds} rounds.\n\n"
        )
        measured = measure(sites, options.rounds)
    out.writelines(f"| {' | '.join(line)} |\n" for line in (HEAD, ["---"] * len(HEAD), *table_rows(measured)))


if __name__ == "__main__":
    main()
