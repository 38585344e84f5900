"""The report on Explore: made on request, of the view on the screen, and then offered for saving."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import downloads
from dashboard.downloads import name_of_report
from dashboard.filters import Filters
from dashboard.view_report import report_charts
from tests.pages.test_pages import run

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>drawn</text></svg>'


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often a chart was drawn, as drawing takes a second each."""
    pictures: list[str] = []

    def draw(_specification: object, kind: str, _limits: object) -> bytes:
        pictures.append(kind)
        return SVG

    monkeypatch.setattr(report_charts, "draw_apart", draw)
    return pictures


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files offered for saving, by name, as tests of an app cannot fetch them."""
    files: dict[str, bytes] = {}
    button = downloads.button

    def keep(label: str, content: bytes, name: str, **options: object) -> None:
        files[name] = content
        button(label, content, name, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(downloads, "button", keep)
    return files


def pressed(app: AppTest) -> AppTest:
    """The app after its report was requested."""
    app = app.button(key="report").click().run()
    assert not app.exception
    return app


def test_nothing_is_drawn_before_it_is_requested(drawn: list[str], saved: dict[str, bytes]) -> None:
    """A page with the button costs no more than one without; on request, each chart of the view is drawn once."""
    app = run(state=["FL"])
    assert not drawn
    app = pressed(app)
    assert len(drawn) >= 6
    assert "Save the report" in [button.label for button in app.get("download_button")]
    document = saved[name_of_report(Filters(state=frozenset({"FL"})))].decode()
    assert "19 of the 168 of the file match the filters (State: FL)" in document
    assert document.count("<svg ") == len(drawn)
    assert "every clinic here is fictional" in document


def test_choices_on_screen_are_those_of_the_report(saved: dict[str, bytes], drawn: list[str]) -> None:
    """The groups of the breakdown, and a chart of the reader's own question, are those on the page."""
    pressed(run(by="How", chart="Two groups"))
    (document,) = saved.values()
    assert b'<th scope="col">How</th><th scope="col">Clinics</th>' in document
    assert b"Largest gap" in document
    assert drawn


def test_there_is_no_report_without_matches() -> None:
    """Where no clinic matches there is nothing to print."""
    assert not [button for button in run(q="nowhere at all").button if button.key == "report"]


def test_its_name_says_what_it_holds() -> None:
    """Reports of two selections do not overwrite each other."""
    assert name_of_report(Filters()) == "clinics-report.html"
    assert name_of_report(Filters(state=frozenset({"FL"}))) == "clinics-report-fl.html"
