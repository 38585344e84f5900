"""Ours, and a plain Streamlit app for the same task, in a browser."""

from __future__ import annotations

import compileall
import shutil
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.interaction import QUIET, SOURCES, app_folder, watch
from benchmarks.measurement import OURS, Contender, NotMeasured
from benchmarks.peers.screen import HTTP_BYTES, QUIET_MS, Answer, ClinicFile, Screen, Served
from tests.browser.serving import ROOT, start

PLAIN = Contender(
    "plain Streamlit",
    "Looks for words in the cells with `apply(axis=1)`, keeps that by the platform's cache, weighs every row with "
    "`apply(axis=1)` at each change, and sends the whole frame.",
    lacks="no spellings, no problems, no doubts, no rank intervals, no tiers, no link to a view",
    more="every row is in the browser: its table scrolls, searches and sorts there",
)
APP = Path(__file__).with_name("plain_app.py")
# The platform refuses to send more than 200 MB at once by default.
_PLAIN_OPTIONS = {"STREAMLIT_SERVER_MAX_MESSAGE_SIZE": "2000"}


def _install_ours(folder: Path, clinics: ClinicFile) -> None:
    """A copy of the app, precompiled like one that has run before."""
    for name in SOURCES:
        compileall.compile_dir(ROOT / name, quiet=2)
    app_folder(folder / "app", clinics.path.read_bytes())


def _serve_ours(stack: ExitStack, folder: Path, _clinics: ClinicFile) -> Served:
    server = stack.enter_context(start(folder / "console.txt", folder / "app"))
    return Served(server.url, server.process)


def _install_plain(folder: Path, clinics: ClinicFile) -> None:
    shutil.copy2(clinics.path, folder / "clinics.csv")
    shutil.copy2(APP, folder / "streamlit_app.py")


def _serve_plain(stack: ExitStack, folder: Path, _clinics: ClinicFile) -> Served:
    server = stack.enter_context(start(folder / "console.txt", folder, environment=_PLAIN_OPTIONS))
    return Served(server.url, server.process)


def _open(page: Page, address: str) -> Answer:
    page.goto(address)
    return _settled(page, 0.0)


def _filter(box: str, page: Page, word: str) -> Answer:
    """Type a word into a field (a selector), and press Enter."""
    page.locator(box).fill(word)
    watch(page)
    before: float = page.evaluate(HTTP_BYTES)
    page.keyboard.press("Enter")
    return _settled(page, before)


def _weigh(slider: str, page: Page, _weight: int) -> Answer:
    """Move a slider (a selector) by a step."""
    page.locator(slider).first.focus()
    watch(page)
    before: float = page.evaluate(HTTP_BYTES)
    page.keyboard.press("ArrowRight")
    return _settled(page, before)


def _settled(page: Page, bytes_before: float) -> Answer:
    page.wait_for_function(QUIET, arg=QUIET_MS, polling=100)
    errors = page.get_by_test_id("stException")
    if errors.count():
        raise NotMeasured(f"failed: {errors.first.inner_text().splitlines()[0][:120]}")
    noted = page.evaluate("noted")
    received = noted["bytes"] + page.evaluate(HTTP_BYTES) - bytes_before
    return Answer(max(noted["changed"], noted["received"]) - noted["begun"], received / 1000)


SCREENS = (
    Screen(
        Contender(OURS, "Explore: recognizes and scores the file, lists a page of clinics with charts and counts."),
        _install_ours,
        _serve_ours,
        _open,
        partial(_filter, ".st-key-find input"),
        partial(_weigh, ".st-key-who input"),
    ),
    Screen(
        PLAIN,
        _install_plain,
        _serve_plain,
        _open,
        partial(_filter, "[data-testid=stTextInput] input"),
        partial(_weigh, "[data-testid=stSlider] input"),
    ),
)
