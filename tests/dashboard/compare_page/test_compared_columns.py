"""Columns of Compare: why points differ, in terms and sums that add up, and nothing where they do not differ."""

import html
import re
from collections.abc import Sequence
from datetime import date

import pytest

from dashboard.compare_page.compared_columns import MOST_ASKS, Column, column_html, columns
from scoring import QUESTIONS, Review, review
from scoring.reports import account, own_questions
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE

FILE = """name,state,credentials,credentials_verified,products,targets,imaging
Checked,CO,MD; PM&R,PM&R,PRP,disc; facet,fluoroscopy with contrast
Unchecked,CO,MD; PM&R,,PRP; exosomes,disc; facet,ultrasound
Silent,CO,MD; PM&R; RN (assists),,PRP,disc; facet,
Alike,CO,MD; PM&R,PM&R,PRP; prolotherapy,disc; facet,fluoroscopy with contrast
"""
CHECKED, UNCHECKED, SILENT, ALIKE = range(4)
WHO, WHAT, WHERE, HOW = range(len(QUESTIONS))


@pytest.fixture(scope="module")
def clinics() -> Review:
    """Four clinics that differ in single answers."""
    return review(FILE.encode(), reviewed_on=date(2026, 11, 1))


def beside(of: Review, rows: Sequence[int]) -> list[Column]:
    """The columns of the clinics at these positions."""
    return columns(look(of), [account(of, row) for row in rows])


def test_a_checked_training_is_seen_as_what_it_adds(clinics: Review) -> None:
    """Where one of two equal trainings was checked, its column shows the five points and the sum that includes them."""
    checked, unchecked = (column.answers[WHO] for column in beside(clinics, [CHECKED, UNCHECKED]))
    assert ("Checked by the file's editor or in a register", "+5 as checked") in checked.reasons
    assert checked.total == "80 + 5 = 85."
    assert unchecked.reasons == (("PM&R", "80 as the base"),)
    assert not unchecked.total, "a sum of one part repeats it"


def test_a_clinic_scored_alone_has_no_rank(clinics: Review) -> None:
    """Beside others the rank and tier are told; of the only clinic with a score they would say nothing."""
    lone = review(b"name,credentials,products\nLone,MD,PRP\nSilent,,PRP\n", reviewed_on=date(2026, 11, 1))
    assert [column.rank for column in beside(lone, [0, 1])] == ["", ""]
    assert all(column.rank for column in beside(clinics, [CHECKED, SILENT]))


def test_what_takes_points_off_is_named(clinics: Review) -> None:
    """A penalized product is shown with its penalty, a clean one with its points."""
    checked, unchecked = (column.answers[WHAT] for column in beside(clinics, [CHECKED, UNCHECKED]))
    assert ("Exosomes", "takes off 85") in unchecked.reasons
    assert checked.reasons == (("PRP", "75 as the best product"),)


def test_targets_out_of_reach_and_guided_worst_are_named_together(clinics: Review) -> None:
    """Where names the targets out of reach, How those that decide its points; full points need no reason."""
    checked, unchecked = beside(clinics, [CHECKED, UNCHECKED])
    assert unchecked.answers[WHERE].reasons == (("Disc", "not reached"),)
    assert unchecked.answers[WHERE].total == (
        "1 of 2 claimed targets reached; points go by how many are reached, and 1 gives 50."
    )
    assert unchecked.answers[HOW].reasons == (("Guided worst: disc, guided by ultrasound (inadequate)", "20"),)
    assert checked.answers[HOW].reasons == ()
    assert checked.answers[HOW].total == "100 at each of its 2 targets."


def test_what_is_open_says_what_it_could_be(clinics: Review) -> None:
    """A question that one of them leaves open has no reasons for points, but a sentence with its range."""
    silent = beside(clinics, [CHECKED, SILENT])[1].answers[HOW]
    assert silent.bar.points == "open"
    assert silent.reasons == ()
    assert silent.total.startswith("Imaging not stated: open, between 0.0 and 100.0.")


def test_points_that_do_not_differ_are_not_explained(clinics: Review) -> None:
    """Where all count the same, or the question has no weight, only the terms are shown, with unique ones marked."""
    for column in beside(clinics, [CHECKED, ALIKE]):
        assert all(not answer.reasons and not answer.total for answer in column.answers)
    alike = beside(clinics, [CHECKED, ALIKE])[1].answers[WHAT].bar
    assert {term.words: term.matches for term in alike.terms} == {"PRP": False, "Prolotherapy": True}
    unweighed = beside(clinics.with_weights({"who": 0}), [CHECKED, UNCHECKED])
    assert not any(column.answers[WHO].reasons for column in unweighed)
    assert unweighed[0].answers[WHO].bar.points == "not counted"


def test_reasons_add_up_to_the_points() -> None:
    """For every scored clinic of the example, the parts named for Who and What add up to the points above them."""
    best = int(EXAMPLE.scores["score"].argmax())
    compared = {WHO: 0, WHAT: 0}
    for row in EXAMPLE.scores["score"].dropna().index[:40]:
        column = beside(EXAMPLE, [row, best])[0]
        for question in (WHO, WHAT):
            answer = column.answers[question]
            if answer.reasons and answer.bar.low == answer.bar.high:
                parts = [
                    int(gives.lstrip("+").split()[0]) for _, gives in answer.reasons if gives.lstrip("+")[0].isdigit()
                ]
                parts += [-int(gives.split()[-1]) for _, gives in answer.reasons if gives.startswith("takes off")]
                assert max(0, min(100, sum(parts))) == answer.bar.low / 10
                compared[question] += 1
    assert min(compared.values()) > 0


def test_a_column_has_a_row_for_each_part() -> None:
    """Heading, four questions and flags follow one another, as the stylesheet puts each in its own row."""
    for column in beside(EXAMPLE, range(6)):
        markup = column_html(column)
        assert markup.count('<div class="card-answer">') == len(QUESTIONS)
        assert markup.startswith('<div class="column-head">')
        assert markup.count('<div class="column-flags">') == 1


def test_hostile_text_is_literal() -> None:
    """A name of markup is text in its column."""
    row = int(EXAMPLE.scores["name"].str.contains("=1+1", regex=False).argmax())
    markup = column_html(beside(EXAMPLE, [row, 0])[0])
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in markup
    assert "<b>=1+1" not in markup


def test_what_to_ask_is_the_list_of_the_clinic_s_page() -> None:
    """A column has the first questions of that list, in its order and numbered, and says where it is cut."""
    lengths = {}
    for row in range(len(EXAMPLE.scores)):
        lengths.setdefault(len(own_questions(account(EXAMPLE, row))), row)
    for number, row in lengths.items():
        text = column_html(beside(EXAMPLE, [row])[0])
        asks = html.unescape(text[text.index("What to ask") :])
        shown = re.findall("<li>(.*?)</li>", asks)
        assert shown == list(own_questions(account(EXAMPLE, row))[:MOST_ASKS])
        assert "<ol" in asks
        assert (f"({MOST_ASKS} of {number}; all on the clinic's page)" in asks) == (number > MOST_ASKS)
    assert max(lengths) > MOST_ASKS
