"""The sheet as HTML: markup for a page of the app, and a document that needs nothing else and prints by itself.

Everything that is not a tag goes through `html.escape`, here and nowhere else: no text of a record becomes markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from dashboard.visit_sheet.sheet import Bar, ClinicPart, Sheet

_STYLE = Path(__file__).with_name("style.css")
_ABREAST = 3  # clinics with a column for answers: as many as leave room to write on a sheet of paper


def to_document(sheet: Sheet) -> str:
    """A whole HTML document, without scripts, addresses to load from, or links: printing it gives the sheet."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(sheet.title)}</title>{_style()}</head>\n"
        f'<body style="margin: 0">{_body(sheet)}</body></html>\n'
    )


def to_markup(sheet: Sheet) -> str:
    """The sheet with its style, to be drawn within a page."""
    return f"{_style()}{_body(sheet)}"


@cache
def _style() -> str:
    return f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>"


def _body(sheet: Sheet) -> str:
    groups = (sheet.clinics[at : at + _ABREAST] for at in range(0, len(sheet.clinics), _ABREAST))
    return "\n".join(
        (
            '<article class="sheet">',
            _tag("h1", sheet.title),
            _tag("p", sheet.origin, "origin"),
            _tag("p", " \u00b7 ".join(sheet.basis), "basis"),
            _tag("p", sheet.lead),
            *(_group(clinics, sheet.questions) for clinics in groups),
            f'<section class="end">{_tag("h3", "When to seek care")}{_tag("p", sheet.seek_care)}',
            f"{_tag('h3', 'Limits')}{_tag('p', ' '.join(sheet.limits))}",
            f"{_tag('p', sheet.link, 'address') if sheet.link else ''}</section>",
            "</article>",
        )
    )


def _group(clinics: Sequence[ClinicPart], questions: Sequence[str]) -> str:
    """Some clinics, then the questions for every clinic with a column for the answers of each."""
    names = "".join(_tag("th", clinic.name) for clinic in clinics)
    rows = "".join(f"<tr>{_tag('td', question)}{'<td></td>' * len(clinics)}</tr>" for question in questions)
    table = f"<table><thead><tr><th>Ask every clinic</th>{names}</tr></thead><tbody>{rows}</tbody></table>"
    return "\n".join((*map(_clinic, clinics), table))


def _clinic(clinic: ClinicPart) -> str:
    head = _tag("h2", clinic.name) + _tag("p", clinic.grade, "grade")
    place = " \u00b7 ".join(filter(None, (clinic.place, f"Score {clinic.score}" if clinic.score else "")))
    record = "".join(f"<span><b>{escape(label)}:</b> {escape(text)}</span> " for label, text in clinic.record)
    parts = (
        f"<header>{head}</header>{_tag('p', place, 'place')}",
        f'<div class="bars">{"".join(map(_bar, clinic.bars))}</div>',
        f"<p><b>Why.</b> {escape(' '.join(clinic.why))}</p>",
        f"<p><b>Flags.</b> {escape(', '.join(clinic.flags))}.</p>" if clinic.flags else "",
        f"<p><b>Open.</b> {escape(' '.join(clinic.still_open))}</p>" if clinic.still_open else "",
        f'<p class="record">{record}</p>',
        _tag("h3", "Ask this clinic") if clinic.questions else "",
        f"<ol>{''.join(_tag('li', question) for question in clinic.questions)}</ol>" if clinic.questions else "",
    )
    return f"<section>{''.join(parts)}</section>"


def _bar(bar: Bar) -> str:
    sure, possible = f"width:{bar.low:g}%", f"width:{bar.high - bar.low:g}%"
    drawn = f'<div><i style="{sure}"></i><u style="{possible}"></u></div>'
    return f"<div>{_tag('span', f'{bar.title} {bar.words}')}{drawn}</div>"


def _tag(name: str, text: str, kind: str = "") -> str:
    opening = f'{name} class="{kind}"' if kind else name
    return f"<{opening}>{escape(text)}</{name}>"
