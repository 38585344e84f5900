"""Cards of clinics: they say what the review says, and a file's text is literal."""

import re

import numpy as np
import pandas as pd
import pytest

from dashboard.clinic_card import Card, card_html, cards
from dashboard.clinic_list.tables import clinics_page
from dashboard.filters import Filters
from scoring import QUESTIONS, Review, vocabulary
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE, HOSTILE
from tests.scoring.files import reviewed

EVERY = np.arange(len(EXAMPLE))
CARDS = cards(look(EXAMPLE), EVERY)


def card_of(review: Review, name: str, filters: Filters | None = None, distance: str = "") -> Card:
    """The card of the clinic with this name."""
    row = np.flatnonzero(review.scores["name"] == name)
    (card,) = cards(look(review, filters), row, [distance] if distance else ())
    return card


def test_figures_are_those_of_the_review() -> None:
    """Grade, score and possible score are those of the scores, and none is shown without a score."""
    scores = EXAMPLE.scores
    assert [card.clinic_id for card in CARDS] == scores["clinic_id"].to_list()
    assert [card.grade for card in CARDS] == scores["grade"].fillna("").to_list()
    assert [card.grade_high for card in CARDS] == scores["grade_high"].fillna("").to_list()
    assert [card.score for card in CARDS] == ["" if pd.isna(score) else f"{score:.1f}" for score in scores["score"]]
    open_ = scores["score"] < scores["score_high"]
    assert [bool(card.score_high) for card in CARDS] == open_.to_list()


def test_questions_show_what_is_sure_and_what_is_possible() -> None:
    """Each question has the points of the profile, and an open one is never written as a zero."""
    low, high = (points[EXAMPLE.profiles.codes] for points in (EXAMPLE.profiles.low, EXAMPLE.profiles.high))
    for place in range(len(QUESTIONS)):
        assert [card.answers[place].low for card in CARDS] == low[:, place].tolist()
        assert [card.answers[place].high for card in CARDS] == high[:, place].tolist()
    words = {answer.points for card in CARDS for answer in card.answers if answer.low == 0 < answer.high}
    assert words == {"open"}


def test_an_open_part_is_hatched_and_a_zero_is_not() -> None:
    """A question's bar is solid up to its sure points, and hatched from there to what is possible."""
    card = next(card for card in CARDS if any(0 < answer.low < answer.high for answer in card.answers))
    widths = re.findall(r'<i style="width:([\d.]+)%"></i><i class="open" style="width:([\d.]+)%">', card_html(card))
    assert [(float(sure), float(open_)) for sure, open_ in widths] == [
        (answer.low / 10, pytest.approx((answer.high - answer.low) / 10, abs=0.051)) for answer in card.answers
    ]


def test_a_question_without_weight_is_not_counted() -> None:
    """A card says which question the reader's weights leave out."""
    (card,) = cards(look(EXAMPLE.with_weights({"how": 0})), EVERY[:1])
    assert [answer.points == "not counted" for answer in card.answers] == [False, False, False, True]


def test_what_a_filter_asks_for_comes_first_and_is_marked(clinics: Review) -> None:
    """A term that matches a filter is never among those that are cut, and nothing else is emphasized."""
    plain = card_of(clinics, "Alpha Spine")
    assert plain.answers[2].more == 2
    assert not any(term.matches for answer in plain.answers for term in answer.terms)
    asked = card_of(clinics, "Alpha Spine", Filters(target=frozenset({"muscle"}), product=frozenset({"prp"})))
    assert [term.words for term in asked.answers[2].terms if term.matches] == ["Muscle"]
    assert asked.answers[2].terms[0].words == "Muscle"
    assert re.findall("<mark>(.*?)</mark>", card_html(asked)) == ["PRP", "Muscle"]


def test_terms_that_are_cut_are_counted_and_may_be_said_to_stand_elsewhere(clinics: Review) -> None:
    """A card says how many terms it leaves out, and where they are if that is on the same page."""
    card = card_of(clinics, "Alpha Spine")
    assert ", and 2 more</div>" in card_html(card)
    assert ", and 2 more below</div>" in card_html(card, where="below")


def test_an_unclear_word_is_called_as_everywhere() -> None:
    """A card has the vocabulary's words for what is unclear, as sentences and Compare do, never its key."""
    unclear = {
        term.words for card in CARDS for answer in card.answers for term in answer.terms if "(unclear)" in term.words
    }
    words = {word.label for entries in vocabulary().ambiguous.values() for word in entries.values()}
    assert unclear
    assert unclear <= {f"{word} (unclear)" for word in words}


def test_a_term_in_doubt_is_called_possible() -> None:
    """It is neither an unclear word nor a stated term."""
    (card,) = cards(look(reviewed("name,products,imaging\nA,PRP; maybe exosomes,CT\n")), EVERY[:1])
    assert [term.words for term in card.answers[1].terms] == ["PRP", "possibly exosomes"]


def test_not_stated_is_not_none(clinics: Review) -> None:
    """A blank cell is shown as not stated, a stated none as none, and an unclear word as unclear."""
    assert [term.words for term in card_of(clinics, "Gamma Clinic").answers[0].terms] == ["not stated"]
    echo = card_of(clinics, "Echo Back")
    assert [term.words for term in echo.answers[3].terms] == ["None (blind)"]
    assert "stem cells (unclear)" in [term.words for term in echo.answers[1].terms]
    asked = card_of(clinics, "Gamma Clinic", Filters(credential=frozenset({""})))
    assert "<mark>not stated</mark>" in card_html(asked)


def test_words_that_are_no_known_answer_are_not_called_silence() -> None:
    """On a card and in the table, as on Clinic and Compare; the words may state something that is not known here."""
    row = {"credentials": "MD", "products": "PRP", "targets": "disc"}
    view = look(reviewed([{"name": "A", **row, "imaging": "x-ray"}, {"name": "B", **row, "imaging": ""}]))
    words = ["no known answer", "not stated"]
    assert [card.answers[-1].terms[0].words for card in cards(view, np.arange(2))] == words
    assert clinics_page(view, np.arange(2))["Imaging"].to_list() == words


def test_facts_are_place_distance_and_price(clinics: Review) -> None:
    """If there is a distance, it is between place and price; a missing price is reported."""
    assert card_of(clinics, "Alpha Spine").facts == ("Tampa, FL", "Price not stated")
    assert card_of(clinics, "Alpha Spine", distance="3 miles").facts == ("Tampa, FL", "3 miles", "Price not stated")


def test_flags_are_words_and_serious_ones_come_first() -> None:
    """Every flag of the scores is on the card by its label; those that cap the grade come first, and look different."""
    labels = {code: flag.label for code, flag in EXAMPLE.rubric.flags.items()}
    for card, codes in zip(CARDS, EXAMPLE.scores["flags"].fillna(""), strict=True):
        assert sorted(flag.words for flag in card.flags) == sorted(labels[code] for code in codes.split(";") if code)
        serious = [flag.serious for flag in card.flags]
        assert serious == sorted(serious, reverse=True)
    assert any(flag.serious for card in CARDS for flag in card.flags)


def test_an_unscored_clinic_is_neutral() -> None:
    """Without a score there is no grade and no number, only the words that say why."""
    card = next(card for card in CARDS if not card.score)
    text = card_html(card)
    assert "Not enough stated to score" in text
    assert "grade-none" in text
    assert not re.search("grade-[A-F]", text)


def test_weights_that_leave_too_little_are_no_silence_of_a_record() -> None:
    """Under weights with which no clinic can have a score, each card names the weights, whatever its record states."""
    shown = cards(look(EXAMPLE.with_weights({"what": 0, "where": 0, "how": 0})), EVERY)
    assert {card.unscored for card in shown} == {"Not scored with these weights"}
    assert {card.unscored for card in CARDS} == {"", "Not enough stated to score"}


def test_text_of_a_record_is_literal() -> None:
    """A name with Markdown, markup and a formula is plain text on its card."""
    text = card_html(card_of(EXAMPLE, HOSTILE))
    assert "&lt;b&gt;=1+1&lt;/b&gt; Spine &amp; Joint" in text
    assert "<b>=1+1" not in text
