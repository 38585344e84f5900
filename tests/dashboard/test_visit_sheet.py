"""The sheet to take along: what is on it, for whom, and that no record text becomes markup."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import numpy as np
import pytest

from dashboard import visit_sheet
from dashboard.clinic_card import cards
from dashboard.clinic_list.tables import clinics_page
from dashboard.filters import Filters
from dashboard.view import View
from scoring import Review, review
from scoring.reports import account, to_ask, warnings
from tests.dashboard.test_view import look
from tests.scoring.files import WHOLE, reviewed

ORIGIN = "Example data: every clinic here is fictional."
MOST_BYTES = 16_000  # three clinics: little enough to send by any message
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=https://example.org/x.png onerror=alert(1)>",
    "</section></main></style>",
    "**bold** [link](https://example.org) ![image](https://example.org/x.png)",
    '" onmouseover="alert(1)',
    "&lt;b&gt; &amp; line\nbreak",
    "=HYPERLINK()",
)


class Tags(HTMLParser):
    """The names and attributes of all tags, and all text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the name of a tag and of its attributes."""
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.text.append(data)


def sheet_of(view: View, positions: list[int] | None = None) -> visit_sheet.Sheet:
    """The sheet of some clinics, by default of all."""
    chosen = list(range(len(view.review))) if positions is None else positions
    return visit_sheet.sheet(view, chosen, heading="My shortlist", origin=ORIGIN, link="https://example.org/?short=a")


def formats(sheet: visit_sheet.Sheet) -> tuple[str, str]:
    """All text of the document, and of its plain-text copy."""
    return " ".join(Tags(visit_sheet.to_document(sheet)).text), visit_sheet.to_text(sheet)


def test_each_clinic_has_its_reasons_and_questions(clinics: Review) -> None:
    """Name, place, grade, score, reasons, flags and the questions that its record raises, in both formats."""
    sheet = sheet_of(look(clinics))
    for text in formats(sheet):
        for position, part in enumerate(sheet.clinics):
            row = clinics.scores.iloc[position]
            assert part.name == row["name"]
            assert (f"{row['score']:.1f} of 100" in part.score) == bool(row["score"] == row["score"])
            expected = {*to_ask(account(clinics, position))} - {*sheet.questions}
            assert set(part.questions) == expected
            claim = clinics.rubric.flags["claims_concern"].sentence
            assert (part.why[0] == claim) == (claim in warnings(account(clinics, position)))
            shown = (part.name, part.place, part.grade, *part.why, *part.flags, *part.still_open, *part.questions)
            assert all(words in text for words in shown)


def test_what_caps_the_grade_is_named_first() -> None:
    """Of a clinic's flags those that hold its grade down come first: on the sheet, on its card and in the table."""
    row = b'Elm,"MD, dermatology",exosomes,disc,fluoroscopy,2019-05-01\n'
    reviewed_list = review(b"name,credentials,products,targets,imaging,as_of\n" + row, reviewed_on=date(2026, 11, 1))
    assert reviewed_list.scores["flags"].to_list() == ["unrelated_specialty;exosome;stale_record"]
    view, first = look(reviewed_list), np.array([0])
    words = tuple(reviewed_list.rubric.flags[code].label for code in ("exosome", "unrelated_specialty", "stale_record"))
    assert sheet_of(view).clinics[0].flags == words
    assert tuple(flag.words for flag in cards(view, first)[0].flags) == words
    assert clinics_page(view, first)["Flags"].to_list() == [", ".join(words)]


def test_limits_and_when_to_seek_care_are_on_it(clinics: Review) -> None:
    """Whose data, filters, day, rubric, what a score does not say, when to seek care, and the link; no Markdown."""
    statements = clinics.rubric.statements
    for text in formats(sheet_of(look(clinics, Filters(state=frozenset({"FL"}))), [0])):
        for words in (ORIGIN, "State: FL", "1 November 2026", "Rubric default", "https://example.org/?short=a"):
            assert words in text
        for key in ("account_limits", "unlisted", "not_advice", "seek_care", "take_along"):
            assert statements[key] in text
        assert "*" not in text


def test_no_score_is_said_and_is_not_low(clinics: Review) -> None:
    """A clinic with not enough stated has no grade, and its open questions are bars up to what is possible."""
    silent = clinics.scores["clinic_id"].to_list().index("delta")
    part = sheet_of(look(clinics), [silent]).clinics[0]
    assert part.grade == "No score"
    assert part.score == ""
    assert len(part.still_open) == 4
    assert all(bar.low == 0 < bar.high for bar in part.bars)


def test_a_question_without_weight_is_not_counted(clinics: Review) -> None:
    """It is marked as not counted, and is not among those that leave the score open."""
    silent = clinics.scores["clinic_id"].to_list().index("delta")
    part = sheet_of(look(clinics.with_weights({"how": 0})), [silent]).clinics[0]
    assert [bar.title for bar in part.bars if bar.words.endswith("not counted")] == ["How"]
    assert [line.partition(":")[0] for line in part.still_open] == ["Who", "What", "Where"]


def test_good_clinics_are_asked_too(clinics: Review) -> None:
    """Questions for every clinic are beside those of a record that raises none, with a column for answers."""
    best = int(clinics.scores["score"].argmax())
    sheet = sheet_of(look(clinics), [best])
    assert len(sheet.questions) >= 6
    document = visit_sheet.to_document(sheet)
    assert all(f"<tr><td>{ask}</td><td></td></tr>" in document for ask in sheet.questions)


def test_filters_change_the_questions(clinics: Review) -> None:
    """Every clinic is asked about what a reader looks for."""
    wishes = Filters(product=frozenset({"prp"}), imaging=frozenset({"fluoroscopy"}), target=frozenset({"disc"}))
    asks = " ".join(sheet_of(look(clinics, wishes), [0]).questions)
    assert all(words in asks for words in ("PRP", "the disc", "fluoroscopy", "contrast"))


@pytest.mark.parametrize("size", [1, 3, 4, 5])
def test_no_table_of_answers_is_wider_than_three_clinics(clinics: Review, size: int) -> None:
    """Clinics are in groups of three, each with its table, so that there is room to write."""
    document = visit_sheet.to_document(sheet_of(look(clinics), list(range(size))))
    heads = re.findall("<thead><tr>(.*?)</tr></thead>", document)
    columns = [head.count("<th>") - 1 for head in heads]
    assert sum(columns) == size
    assert max(columns) <= 3


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "column", ["name", "city", "phone", "website", "source_url", "claims", "price_usd", "products"]
)
def test_no_text_of_a_record_becomes_markup(text: str, column: str) -> None:
    """Whatever a cell holds, the document has the tags and attributes of a plain one, and loads nothing."""
    plain, hostile = (
        visit_sheet.to_document(sheet_of(look(reviewed([{"name": "A", **WHOLE, "claims": "no risk", column: cell}]))))
        for cell in ("A", text)
    )
    tags = Tags(hostile)
    assert tags.names - {"b", "p", "ol", "li", "h3"} <= Tags(plain).names
    assert tags.attributes == Tags(plain).attributes
    assert {"script", "img", "a", "iframe"}.isdisjoint(tags.names)
    assert {"href", "src", "onerror", "onmouseover"}.isdisjoint(tags.attributes)


def test_a_name_is_shown_as_written() -> None:
    """Escaping loses nothing: the document's text holds the name as the file does, on one line."""
    name = 'A & B <Spine> "Back"\nClinic *one*'
    sheet = sheet_of(look(reviewed([{"name": name, **WHOLE}])))
    assert all(" ".join(name.split()) in text for text in formats(sheet))


def test_it_is_small_and_needs_nothing_else(clinics: Review) -> None:
    """Three clinics make one small file without scripts or addresses to load from."""
    document = visit_sheet.to_document(sheet_of(look(clinics), [0, 1, 4]))
    assert len(document.encode()) < MOST_BYTES
    assert document.startswith("<!doctype html>")
    assert not re.search(r"<script|<link|\bsrc=|@import|url\(", document)


def test_the_order_is_the_readers(clinics: Review) -> None:
    """Clinics are in the order in which they were chosen."""
    names = [part.name for part in sheet_of(look(clinics), [3, 0, 2]).clinics]
    assert names == clinics.scores["name"].iloc[np.array([3, 0, 2])].to_list()
