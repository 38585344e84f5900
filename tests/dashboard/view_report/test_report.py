"""The report of a view: its figures match the review, its tables are bounded, and hostile text stays text."""

from __future__ import annotations

import io
import re

import numpy as np
import pandas as pd
import pytest

from benchmarks.generate import generate
from dashboard import view_report
from dashboard.charts.figure import Figure, Nothing
from dashboard.citation import cite
from dashboard.filters import Filters
from dashboard.view import View
from dashboard.view_report import report_charts
from dashboard.view_report.clinic_tables import MOST_RANKED, MOST_UNSCORED
from dashboard.view_report.report_charts import Chart
from dashboard.view_report.report_table import Table, frame_table
from pictures.isolated_drawing import CannotDraw
from scoring import review
from scoring.reports import exports, possible_ranks
from tests.dashboard.test_view import look
from tests.dashboard.test_visit_sheet import HOSTILE, Tags
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import WHOLE, reviewed

ORIGIN = "Example data: every clinic here is fictional."
LINK = "https://example.org/?state=FL"
MOST_BYTES = 400_000  # of a report without its charts, whatever the file
FILTERED = Filters(state=frozenset({"FL", "CA"}), product=frozenset({"prp"}))


def report_of(view: View) -> view_report.Report:
    """The report of a view with the words of its charts, without pictures, which take a second each."""
    figures = view_report.figures_of(view)
    charts = {key: Chart(figure.title, "", "") for key, figure in figures.items()}
    return view_report.report(view, cite(view, None, LINK), ORIGIN, figures, charts)


def cells(table: Table) -> pd.DataFrame:
    """The first line of each cell."""
    return pd.DataFrame([[cell.split("\n")[0] for cell in row] for row in table.rows], columns=list(table.columns))


def numbers(column: pd.Series) -> pd.Series:
    """The sure number of each cell: 50 of 50-80, none of open."""
    return pd.to_numeric(column.str.extract(r"^([\d.,]+)")[0].str.replace(",", ""), errors="coerce")


@pytest.mark.parametrize("filters", [Filters(), FILTERED], ids=["all", "filtered"])
@pytest.mark.parametrize("weights", [{}, {"who": 60, "how": 5}], ids=["usual", "moved"])
def test_its_figures_are_those_of_the_export(filters: Filters, weights: dict[str, float]) -> None:
    """Clinics, their order, ranks, tiers, grades, scores and points are what the download of the same view holds."""
    view = look(EXAMPLE.with_weights(weights), filters)
    ranked = cells(report_of(view).ranked)
    rows = view.all_rows("rank")
    export = pd.read_csv(io.BytesIO(exports.clinics_csv(view.review, rows)), keep_default_na=False)
    export = export[export["score"] != ""].reset_index(drop=True)
    assert len(ranked) == len(export) > 20
    names = export["name"].str.removeprefix("'")
    assert ranked["Clinic"].to_list() == [" ".join(name.split()) for name in names]
    for column, ours in {"score": "Score", "rank": "Rank", "tier": "Tier"}.items():
        assert numbers(ranked[ours]).to_list() == export[column].astype(float).to_list()
    assert ranked["Grade"].to_list() == export["grade"].to_list()
    for question in view.review.rubric.questions.values():
        expected = pd.to_numeric(export[f"{question.dimension}_score"], errors="coerce")
        assert np.allclose(numbers(ranked[question.title]), expected, equal_nan=True)


def test_possible_ranks_are_those_of_the_review() -> None:
    """Beside each rank are the best and the worst one that open answers leave."""
    view = look(EXAMPLE)
    possible = possible_ranks(EXAMPLE.profiles, EXAMPLE.totals)
    codes = EXAMPLE.profiles.codes[view.rows(scored=True)]
    ends = [
        (int(low), int(high or low))
        for low, _, high in (cell.partition("\u2013") for cell in cells(report_of(view).ranked)["Possible rank"])
    ]
    assert ends == list(zip(possible.best[codes].tolist(), possible.worst[codes].tolist(), strict=True))


def test_flags_are_in_words_those_that_cap_first() -> None:
    """Every flag of a clinic is named by its label, and the ones that cap its grade are marked."""
    view = look(EXAMPLE)
    rubric = EXAMPLE.rubric
    flags = EXAMPLE.score_rows(view.rows(scored=True))["flags"].fillna("").to_list()
    assert any(flags)
    for row, codes in zip(report_of(view).ranked.rows, flags, strict=True):
        expected = [rubric.flags[code] for code in codes.split(";") if code]
        capped = row[-1].split("\n")[0] if row[-1].startswith("Caps the grade") else ""
        assert all(flag.label in row[-1] for flag in expected)
        assert all(flag.label in capped for flag in expected if flag.cap)


def test_what_is_open_is_beside_clinics_without_a_score() -> None:
    """Each of them is listed with its open questions, those that may still earn points."""
    view = look(EXAMPLE)
    table = cells(report_of(view).unscored)
    rows = view.rows(scored=False, sort="name")
    profiles, titles = EXAMPLE.profiles, [rule.title for rule in EXAMPLE.rubric.questions.values()]
    is_open = (profiles.low < profiles.high)[profiles.codes[rows]]
    expected = [", ".join(np.array(titles)[which]) or "none" for which in is_open]
    assert table["Open questions"].to_list() == expected
    assert len(expected) == view.figures.too_little > 0


def test_a_question_without_weight_leaves_nothing_open() -> None:
    """It is not counted, so it is none of the open questions of a clinic without a score."""
    table = cells(report_of(look(EXAMPLE.with_weights({"how": 0}))).unscored)
    assert not table["Open questions"].str.contains("How").any()
    assert table["Open questions"].str.contains("Where").any()


def test_view_source_day_rules_and_limits_are_in_it() -> None:
    """Filters, weights, rubric, dates, fingerprints, address, method and limits are in the document, in full words."""
    view = look(EXAMPLE.with_weights({"who": 60}), FILTERED)
    report = report_of(view)
    document = view_report.to_document(report)
    text = " ".join(" ".join(Tags(document).text).split())
    rubric = EXAMPLE.rubric
    for words in (ORIGIN, LINK, EXAMPLE.fingerprint, EXAMPLE.recipe_fingerprint, EXAMPLE.versions, "What: PRP"):
        assert words in text
    assert "weights Who 60, What 25, Where 25, How 25 (moved by the reader)" in text
    assert f"{len(EXAMPLE.problems)} entries of the file" in text
    for name in ("total", "tiers", "possible_ranks", "account_limits", "unlisted", "not_advice", "seek_care"):
        assert rubric.statements[name].replace("*", "") in text
    for rule in (*rubric.who.values(), *rubric.what.values()):
        assert rule.title in text
    for figure in report.figures:
        assert figure.value in text
    assert "*" not in " ".join((*report.method.sentences, *report.limits))


def test_a_row_left_out_is_not_called_misunderstood() -> None:
    """Problems are also rows that were left out or that a reader merged, in a file that is wholly understood."""
    lists = "name,imaging,products\nHarbor,fluoroscopy,PRP\nCedar,CT,PRP\n"
    result = review(lists.encode() + lists.splitlines(keepends=True)[0].encode())
    assert set(result.problems["code"]) == {"header_again"}
    said = report_of(look(result)).problems
    assert said.startswith("1 entry of the file, which has 2 clinics in all, was left out, merged, ")
    assert "could not be" not in said


def test_the_breakdown_has_its_numbers() -> None:
    """The groups of the page's breakdown are in a table, each row with its counts."""
    view = look(EXAMPLE)
    report = report_of(view)
    assert report.breakdown is not None
    title, table = report.breakdown
    figure = view_report.figures_of(view)["breakdown"]
    assert isinstance(figure, Figure)
    assert title == figure.title
    assert cells(table)["Clinics"].astype(int).to_list() == figure.table["Clinics"].to_list()


@pytest.mark.parametrize(
    ("rows", "scored", "unscored"),
    [([{"name": "A", **WHOLE}], 1, 0), ([{"name": "A", "products": "stem cells", "imaging": ""}], 0, 1)],
    ids=["one", "none scored"],
)
def test_small_files_have_a_report(rows: list[dict[str, str]], scored: int, unscored: int) -> None:
    """Files with one clinic, or without any score, have a report that says so, without empty tables."""
    report = report_of(look(reviewed(rows)))
    assert (len(report.ranked.rows), len(report.unscored.rows)) == (scored, unscored)
    document = view_report.to_document(report)
    assert ("No clinic of this view has a score." in document) == (not scored)
    assert "<tbody></tbody>" not in document


def test_a_long_list_is_cut_and_says_so() -> None:
    """With ten thousand clinics the report is as large as with some hundreds, and says how many it leaves out."""
    view = look(reviewed(generate(10_000, seed=7)))
    report = report_of(view)
    assert (len(report.ranked.rows), len(report.unscored.rows)) == (MOST_RANKED, MOST_UNSCORED)
    document = view_report.to_document(report)
    assert len(document.encode()) < MOST_BYTES
    for number, most in ((view.figures.scored, MOST_RANKED), (view.figures.too_little, MOST_UNSCORED)):
        assert f"The first {most} of {number:,} clinics; {number - most:,} are left out here." in document


def test_a_cell_of_a_table_cannot_fill_it() -> None:
    """A name as long as a book is cut, and the cell says so."""
    report = report_of(look(reviewed([{"name": "A" * 100_000, **WHOLE}])))
    assert len(view_report.to_document(report).encode()) < MOST_BYTES
    assert report.ranked.rows[0][3].split("\n")[0].endswith("\u2026")


def test_a_table_of_a_chart_is_cut_and_says_so() -> None:
    """Rows beyond the limit are left out and counted; numbers have one decimal, and missing ones are empty."""
    table = frame_table(pd.DataFrame({"a": [1.25, None, 3.0], "b": ["x", "y", "z"]}), 2, "groups")
    assert table.rows == (("1.2", "x"), ("", "y"))
    assert table.left_out == "The first 2 of 3 groups; 1 is left out here."


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("column", ["name", "city", "products", "imaging", "price_usd"])
def test_no_text_of_a_record_becomes_markup(text: str, column: str) -> None:
    """Whatever a cell holds, the document has the tags and attributes of a plain one, and loads nothing."""
    plain, hostile = (
        view_report.to_document(report_of(look(reviewed([{"name": "A", **WHOLE, column: cell}, {"name": cell}]))))
        for cell in ("A", text)
    )
    tags = Tags(hostile)
    assert tags.names - {"small"} <= Tags(plain).names
    assert tags.attributes == Tags(plain).attributes
    assert {"script", "img", "iframe", "link"}.isdisjoint(tags.names)
    assert {"src", "onerror", "onmouseover"}.isdisjoint(tags.attributes)


def test_hostile_filters_stay_text() -> None:
    """What a reader searched for is in the report as typed."""
    document = view_report.to_document(report_of(look(EXAMPLE, Filters(q="<script>alert(1)</script>"))))
    assert "<script" not in document
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in document


def test_an_address_that_is_none_is_no_link() -> None:
    """Only a web address can be followed; a private file has none."""
    view = look(EXAMPLE)
    for link in ("javascript:alert(1)", ""):
        report = view_report.report(view, cite(view, None, link), ORIGIN, {}, {})
        assert not re.search(r'href="(?!#)', view_report.to_document(report))


def test_a_chart_is_drawn_within_the_document() -> None:
    """A chart is in the report as shapes, with its finding, its note and a text for those who cannot see it."""
    view = look(EXAMPLE)
    figure = view_report.figures_of(view)["spread"]
    assert isinstance(figure, Figure)
    chart = view_report.report_chart("spread", figure)
    assert chart.picture.startswith("<svg ")
    report = view_report.report(view, cite(view, None, LINK), ORIGIN, {}, {"spread": chart})
    document = view_report.to_document(report)
    assert chart.picture in document
    text = " ".join(Tags(document).text)
    assert figure.title in text
    assert figure.note in text
    assert "img" in dict.fromkeys(re.findall(r'role="(\w+)"', chart.picture))


@pytest.mark.parametrize("failure", [CannotDraw("No."), ValueError("nan")])
def test_a_chart_that_fails_is_a_sentence(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a picture cannot be made the report says so, with the chart's finding; the rest of it remains."""

    def fail(*_arguments: object) -> bytes:
        raise failure

    monkeypatch.setattr(report_charts, "draw_apart", fail)
    figure = view_report.figures_of(look(EXAMPLE))["spread"]
    assert isinstance(figure, Figure)
    chart = view_report.report_chart("spread", figure)
    assert chart.picture == ""
    assert "could not be drawn" in chart.note
    assert figure.takeaway in chart.note


def test_what_has_nothing_to_draw_says_why() -> None:
    """A chart without marks is replaced by its reason."""
    chart = view_report.report_chart("prices", Nothing("No prices", "None is stated."))
    assert chart == Chart("No prices", "", "None is stated.")


def test_charts_of_a_readers_own_question_come_when_chosen() -> None:
    """Every chart of the page is in it; two groups and two measures are, while the reader has them on screen."""
    view = look(EXAMPLE)
    usual = set(view_report.figures_of(view))
    assert {"reach", "ranked", "spread", "products", "prices", "states", "countries", "breakdown"} == usual
    assert set(view_report.figures_of(view, "Two groups")) == usual | {"groups"}
    assert set(view_report.figures_of(view, "Two measures")) == usual | {"measures"}


def test_weights_that_leave_too_little_head_the_clinics_without_a_score() -> None:
    """Where the weights are why no clinic has a score, the report names the weights, not the records."""
    usual, alone = (
        view_report.to_document(report_of(look(EXAMPLE.with_weights(weights))))
        for weights in ({}, {"what": 0, "where": 0, "how": 0})
    )
    assert "<h2>Not enough stated to score</h2>" in usual
    assert "<h2>Not scored with these weights</h2>" in alone
    assert "Not enough stated to score" not in alone
    assert "a score needs at least 2 questions with weight" in alone
    assert "too many questions are open" not in alone
