"""A report as an HTML document that needs nothing else, reads on a phone, and prints."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from dashboard import safe_text
from dashboard.html_document import element, html_document, plain
from dashboard.view_report.report import Report
from dashboard.view_report.report_charts import Chart
from dashboard.view_report.report_table import Table

_STYLE = Path(__file__).with_name("style.css")


def to_document(report: Report) -> str:
    """The whole document, without scripts and without anything to load."""
    return html_document(report.title, _style(), _body(report))


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _body(report: Report) -> str:
    sections = {
        "Clinics by rank": _ranked(report),
        report.why_unscored[0]: _unscored(report),
        "Charts": "".join(map(_chart, report.charts)),
        "Breakdown": _breakdown(report),
        "Problems of the file": element("p", report.problems),
        "Method in brief": _method(report),
        "Limits": _limits(report),
        "To cite this report": _citation(report),
    }
    shown = [(f"part-{number}", heading, text) for number, (heading, text) in enumerate(sections.items()) if text]
    contents = "".join(f'<a href="#{name}">{plain(heading)}</a> ' for name, heading, _ in shown)
    return "\n".join(
        (
            '<main class="report">',
            _opening(report),
            f'<nav aria-label="Contents">{contents}</nav>',
            *(f'<section id="{name}">{element("h2", heading)}{text}</section>' for name, heading, text in shown),
            "</main>",
        )
    )


def _opening(report: Report) -> str:
    figures = "".join(
        f"<div>{element('dt', label)}{element('dd', value)}{element('dd', meaning, 'meaning')}</div>"
        for label, value, meaning in report.figures
    )
    return (
        f"<header>{element('h1', report.title)}{element('p', report.made)}{element('p', report.origin, 'origin')}"
        f"{_paragraphs(report.basis)}</header><dl>{figures}</dl>"
    )


def _ranked(report: Report) -> str:
    if not report.ranked.rows:
        return element("p", "No clinic of this view has a score.")
    return _clinics(report.ranked, "ranked")


def _unscored(report: Report) -> str:
    if not report.unscored.rows:
        return ""
    return element("p", f"{report.why_unscored[1]} By name.") + _clinics(report.unscored, "unscored")


def _chart(chart: Chart) -> str:
    picture = f'<div class="sideways" tabindex="0">{chart.picture}</div>' if chart.picture else ""
    note = f"<figcaption>{plain(chart.note)}</figcaption>" if chart.note else ""
    return f"<figure>{element('h3', chart.title)}{picture}{note}</figure>"


def _breakdown(report: Report) -> str:
    if report.breakdown is None:
        return ""
    title, table = report.breakdown
    return element("p", f"{title}. {table.left_out}") + _table(table)


def _method(report: Report) -> str:
    tables = "".join(
        f'<div class="whole">{element("h3", heading)}{_table(table)}</div>' for heading, table in report.method.tables
    )
    return _paragraphs(report.method.sentences) + tables


def _limits(report: Report) -> str:
    return f"<p><strong>When to seek care.</strong> {plain(report.seek_care)}</p>{_paragraphs(report.limits)}"


def _citation(report: Report) -> str:
    address = safe_text.link(report.link)
    link = f'<p>This view: <a href="{plain(address)}" rel="noreferrer">{plain(report.link)}</a></p>' if address else ""
    prints = "".join(f"<div>{element('dt', label)}{element('dd', value)}</div>" for label, value in report.prints)
    return f'{_paragraphs(report.citation)}{link}<dl class="prints">{prints}</dl>'


def _paragraphs(sentences: Iterable[str]) -> str:
    return "".join(element("p", sentence) for sentence in sentences if sentence)


def _table(table: Table) -> str:
    """A table of numbers, which may be wider than a phone."""
    return f'<div class="sideways" tabindex="0">{_markup(table, "")}</div>'


def _clinics(table: Table, kind: str) -> str:
    """A table of clinics, whose cells name their columns: a phone shows each clinic as a box."""
    note = element("p", table.left_out, "left-out") if table.left_out else ""
    return f"{note}{_markup(table, kind)}"


def _markup(table: Table, kind: str) -> str:
    head = "".join(f'<th scope="col">{plain(column)}</th>' for column in table.columns)
    rows = "".join(f"<tr>{_row(table.columns, row)}</tr>" for row in table.rows)
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(columns: Iterable[str], cells: Iterable[str]) -> str:
    named = zip(columns, cells, strict=True)
    return "".join(f'<td data-column="{plain(column)}">{_cell(cell)}</td>' for column, cell in named)


def _cell(text: str) -> str:
    """The first line of a cell, and the others below it."""
    first, *others = text.split("\n")
    return plain(first) + "".join(element("small", line) for line in others)
