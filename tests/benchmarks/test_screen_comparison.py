"""Screens that cannot be opened become lines that say so, and leave nothing running."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.measurement import Comparison, NotMeasured
from benchmarks.peers import datasette_screen, lineup_screen
from benchmarks.peers.screen import ClinicFile
from benchmarks.peers.streamlit_screen import SCREENS
from benchmarks.screen_comparison import TASKS, OpenScreen, compare


def no_browser() -> Browser:
    """Stands in for the start of a browser where there is no Chromium."""
    raise NotMeasured("not measured: no Chromium")


def test_without_a_browser_every_screen_has_a_line_for_each_task(tmp_path: Path) -> None:
    """None is served, and a filter that could not be tried says which step failed."""
    screens = (*SCREENS, lineup_screen.SCREEN, datasette_screen.screen("absent/bin/python"))
    comparison = Comparison({})
    compare(comparison, screens, ClinicFile(tmp_path / "absent.csv", 5), 2, no_browser)
    reasons = {(line.task, line.contender): line.reason for line in comparison.measurements}
    assert len(reasons) == len(TASKS) * len(screens)
    for (task, _), reason in reasons.items():
        opening = "not measured: no Chromium"
        assert reason == (opening if task == TASKS["open"] else f"not tried after {TASKS['open']!r}: {opening}")


def test_a_step_that_fails_closes_its_screen() -> None:
    """What was started for it is stopped, so that it does not slow down the others."""
    ended: list[str] = []
    stack = ExitStack()
    stack.callback(ended.append, "server")
    opened = OpenScreen(SCREENS[0], stack=stack)
    with pytest.raises(NotMeasured, match="no Chromium"):
        opened.open(no_browser, ClinicFile(Path("absent"), 1))
    assert ended == ["server"]
