"""The content of a view's report, as plain text: nothing in it is escaped but the pictures of its charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import safe_text
from dashboard.charts.figure import Figure, Nothing
from dashboard.citation import Citation
from dashboard.clinic_list.headline_figures import HeadlineFigure, headline_figures
from dashboard.view import View
from dashboard.view_report.clinic_tables import ranked_table, unscored_table
from dashboard.view_report.method_brief import MethodBrief, method_brief
from dashboard.view_report.report_charts import Chart
from dashboard.view_report.report_table import Table, frame_table
from dashboard.wording.figure_words import unscored_in_words
from scoring import Review, today
from scoring.reports import counted, day_in_words, few_weights

BREAKDOWN = "breakdown"  # the figure whose numbers are in a table, too
MOST_GROUPS = 60  # rows of that table: every state of the US
_LIMITS = ("account_limits", "unlisted", "saying_less", "self_reported", "dated", "founding_article", "not_advice")


@dataclass(frozen=True)
class Report:
    """A whole report. `origin`: whose data these are. `basis`: the view in sentences.

    `why_unscored`: why clinics have no score, in few words and in a sentence. `breakdown`: the finding of the groups,
    and their table; None if there is nothing to report. `link`: the address of the view, "" if nobody else may open
    it. `prints`: what identifies the file and the rules, by label.
    """

    title: str
    made: str
    origin: str
    basis: tuple[str, ...]
    figures: tuple[HeadlineFigure, ...]
    ranked: Table
    unscored: Table
    why_unscored: tuple[str, str]
    charts: tuple[Chart, ...]
    breakdown: tuple[str, Table] | None
    problems: str
    method: MethodBrief
    seek_care: str
    limits: tuple[str, ...]
    citation: tuple[str, ...]
    link: str
    prints: tuple[tuple[str, str], ...]


def report(
    view: View,
    citation: Citation,
    origin: str,
    figures: Mapping[str, Figure | Nothing],
    charts: Mapping[str, Chart],
) -> Report:
    """The report of a view.

    `citation`: of the view. `origin`: a sentence on whose data these are. `figures` by key, as
    `report_charts.figures_of` gives them, and the `charts` that were made of them.
    """
    review, statements = view.review, view.review.rubric.statements
    groups = figures.get(BREAKDOWN)
    return Report(
        title=f"Which clinics disclose good practice? {counted(view.figures.clinics, 'clinic')}",
        made=f"Report of a view, made on {day_in_words(today())}.",
        origin=origin,
        basis=(citation.clinics, citation.source, citation.review, citation.meaning),
        figures=headline_figures(view),
        ranked=ranked_table(view),
        unscored=unscored_table(view),
        why_unscored=_why_unscored(review),
        charts=tuple(charts.values()),
        breakdown=(groups.title, frame_table(groups.table, MOST_GROUPS, "groups"))
        if isinstance(groups, Figure)
        else None,
        problems=_problems(review),
        method=method_brief(review),
        seek_care=statements["seek_care"],
        limits=tuple(safe_text.without_emphasis(statements[name]) for name in _LIMITS),
        citation=citation.lines,
        link=citation.link,
        prints=_prints(review),
    )


def _why_unscored(review: Review) -> tuple[str, str]:
    by_weights = few_weights(review)
    sentence = f"Under these weights {by_weights}." if by_weights else "Not a low score: too many questions are open."
    return unscored_in_words(review), sentence


def _problems(review: Review) -> str:
    """How many problems the file has, over all its clinics; rows that a reader merged are among them."""
    number = len(review.problem_table)
    if not number:
        return "Every entry of the file was understood."
    was, them = ("was", "it") if number == 1 else ("were", "them, each")
    return (
        f"{counted(number, 'entry', 'entries')} of the file, which has {counted(len(review), 'clinic')} in all, {was} "
        f"left out, merged, read by a guess, or not fully understood. The Data page lists {them} with what to do."
    )


def _prints(review: Review) -> tuple[tuple[str, str], ...]:
    return (
        ("File (SHA-256)", review.fingerprint),
        ("What was decided about it (SHA-256)", review.recipe_fingerprint),
        ("Versions", review.versions),
    )
