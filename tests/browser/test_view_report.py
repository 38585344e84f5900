"""The report of a view in a browser: whole on paper, readable on a phone, and with nothing active in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from dashboard import view_report
from dashboard.citation import cite
from dashboard.filters import Filters
from dashboard.view import View
from dashboard.view_report import report_charts
from pictures.__main__ import picture
from pictures.isolated_drawing import Kind
from tests.browser.barriers import barriers
from tests.browser.pdf import page_texts
from tests.browser.test_print import HEADINGS, check_pictures, on_paper, solid
from tests.dashboard.test_view import look
from tests.dashboard.test_visit_sheet import HOSTILE
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import reviewed

FICTIONAL = "Example data: every clinic here is fictional."
HEADS = {
    "ranked": "RankPossiblerankTierClinicGradeScoreWhoWhatWhereHowFlags",
    "unscored": "ClinicOpenquestionsWhoWhatWhereHowFlags",
}
# A script that got into the document in spite of everything, as by a mistake of ours.
INTRUDER = """
() => {
  document.body.append(Object.assign(document.createElement("script"), {textContent: "window.ran = true"}));
  document.body.append(Object.assign(document.createElement("img"), {src: "https://example.org/x.png"}));
  return window.ran === true;
}
"""
ACTIVE = "() => document.querySelectorAll('script, img, iframe, object, embed, form, input, link, base').length"


def document_of(view: View, *keys: str) -> str:
    """The report of a view with its charts, or with only these of them."""
    figures = {key: figure for key, figure in view_report.figures_of(view).items() if not keys or key in keys}
    charts = {key: view_report.report_chart(key, figure) for key, figure in figures.items()}
    return view_report.to_document(view_report.report(view, cite(view, None, ""), FICTIONAL, figures, charts))


def drawn_here(specification: dict[str, Any], kind: Kind, _limits: object) -> bytes:
    """A picture made in this process, which is faster."""
    return picture(specification, kind)


@pytest.fixture(scope="module")
def report() -> Iterator[str]:
    """The report of the example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report_charts, "draw_apart", drawn_here)
        yield document_of(look(EXAMPLE))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_clean(page: Page, report: str, paper: str) -> None:
    """Nothing is cut off, no page is empty, no heading ends a page, and a table that continues repeats its heading."""
    page.set_content(report)
    headings = {solid(heading) for heading in page.evaluate(HEADINGS)}
    pdf = on_paper(page, paper)
    check_pictures(pdf, framed=False)
    pages = page_texts(pdf)
    assert [text[-40:] for text in pages if any(text.endswith(heading) for heading in headings)] == []
    for kind, head in HEADS.items():
        names = page.locator(f".{kind} tbody tr").evaluate_all(
            "rows => rows.map(row => row.querySelector('td small')?.parentElement.textContent ?? '')"
        )
        parts = [solid(name) for name in names if name]
        with_names = [text for text in pages if any(part in text for part in parts)]
        assert [part for part in parts if not any(part in text for text in pages)] == [], "a row is parted"
        assert with_names
        assert all(head in text for text in with_names)


def test_it_reads_on_a_phone_and_has_no_barrier(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only charts and tables of numbers are wider than a phone; it is black on white in dark mode too."""
    monkeypatch.setattr(report_charts, "draw_apart", drawn_here)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_content(document_of(look(EXAMPLE, Filters(state=frozenset({"FL"}))), "spread", "breakdown"))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    first = page.locator(".ranked tbody tr").first
    assert first.evaluate("row => row.scrollWidth <= row.clientWidth")
    colors = page.evaluate(
        "() => [getComputedStyle(document.querySelector('h1')).color,"
        " getComputedStyle(document.querySelector('.report')).backgroundColor]"
    )
    assert colors == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert barriers(page) == []


def test_nothing_in_it_comes_alive(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file full of markup only shows words; and a script or picture that got in could not run or load."""
    monkeypatch.setattr(report_charts, "draw_apart", drawn_here)
    row = {"targets": "disc", "imaging": "CT", "credentials": "MD", "price_usd": "900", "state": "FL"}
    cells = [{"name": name, "city": name, "products": f"PRP; {name}", **row} for name in HOSTILE]
    view = look(reviewed([*cells, *({"name": f"Silent {name}"} for name in HOSTILE)]))
    content = document_of(view, "ranked", "products", "breakdown")
    with browser.new_context() as context:
        page = context.new_page()
        dialogs: list[object] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog), dialog.dismiss()))
        loaded: list[str] = []
        page.on("requestfinished", lambda request: loaded.append(request.url))
        page.set_content(content)
        assert page.evaluate(ACTIVE) == 0
        assert page.locator("a[href]:not([href^='#'])").count() == 0
        text = solid(page.locator("main").inner_text())
        assert [name for name in view.review.scores["name"] if solid(name) not in text] == []
        assert page.locator("svg text").count() > 0
        assert not page.evaluate(INTRUDER)
        assert dialogs == loaded == []
