"""The sheet as HTML: markup for a page of the app, and a document that needs nothing else and prints on its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from dashboard.html_document import element, html_document, plain, style_element
from dashboard.visit_sheet.sheet import Bar, ClinicPart, Sheet

_STYLE = Path(__file__).with_name("style.css")
_ABREAST = 3  # clinics with a column for answers: as many as leave room to write on a sheet of paper


def to_document(sheet: Sheet) -> str:
    """A whole HTML document, without scripts, addresses to load from, or links: printing it gives the sheet."""
    return html_document(sheet.title, _style(), _body(sheet))


def to_markup(sheet: Sheet) -> str:
    """The sheet with its style, for drawing within a page."""
    return f"{style_element(_style())}{_body(sheet)}"


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _body(sheet: Sheet) -> str:
    groups = (sheet.clinics[at : at + _ABREAST] for at in range(0, len(sheet.clinics), _ABREAST))
    return "\n".join(
        (
            '<article class="sheet">',
            element("h1", sheet.title),
            element("p", sheet.origin, "origin"),
            element("p", " \u00b7 ".join(sheet.basis), "basis"),
            element("p", sheet.lead),
            *(_group(clinics, sheet.questions) for clinics in groups),
            f'<section class="end">{element("h3", "When to seek care")}{element("p", sheet.seek_care)}',
            f"{element('h3', 'Limits')}{element('p', ' '.join(sheet.limits))}",
            f"{element('p', sheet.link, 'address') if sheet.link else ''}</section>",
            "</article>",
        )
    )


def _group(clinics: Sequence[ClinicPart], questions: Sequence[str]) -> str:
    """Some clinics, then the questions for every clinic with a column for the answers of each."""
    names = "".join(element("th", clinic.name) for clinic in clinics)
    rows = "".join(f"<tr>{element('td', question)}{'<td></td>' * len(clinics)}</tr>" for question in questions)
    table = f"<table><thead><tr><th>Ask every clinic</th>{names}</tr></thead><tbody>{rows}</tbody></table>"
    return "\n".join((*map(_clinic, clinics), table))


def _clinic(clinic: ClinicPart) -> str:
    head = element("h2", clinic.name) + element("p", clinic.grade, "grade")
    place = " \u00b7 ".join(filter(None, (clinic.place, f"Score {clinic.score}" if clinic.score else "")))
    record = "".join(f"<span><b>{plain(label)}:</b> {plain(text)}</span> " for label, text in clinic.record)
    parts = (
        f"<header>{head}</header>{element('p', place, 'place')}",
        f'<div class="bars">{"".join(map(_bar, clinic.bars))}</div>',
        f"<p><b>Why.</b> {plain(' '.join(clinic.why))}</p>",
        f"<p><b>Flags.</b> {plain(', '.join(clinic.flags))}.</p>" if clinic.flags else "",
        f"<p><b>Open.</b> {plain(' '.join(clinic.still_open))}</p>" if clinic.still_open else "",
        f'<p class="record">{record}</p>',
        element("h3", "Ask this clinic") if clinic.questions else "",
        f"<ol>{''.join(element('li', question) for question in clinic.questions)}</ol>" if clinic.questions else "",
    )
    return f"<section>{''.join(parts)}</section>"


def _bar(bar: Bar) -> str:
    sure, possible = f"width:{bar.low:g}%", f"width:{bar.high - bar.low:g}%"
    drawn = f'<div><i style="{sure}"></i><u style="{possible}"></u></div>'
    return f"<div>{element('span', f'{bar.title} {bar.words}')}{drawn}</div>"
