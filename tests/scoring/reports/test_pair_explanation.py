"""Why one clinic is above another: parts, terms, sentences and the record for programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import scoring
from scoring import QUESTIONS
from scoring.reports import (
    PairExplanation,
    assurance,
    explain_pair,
    own_questions,
    pair_record,
    pair_sentences,
    sides,
    term_sentences,
    verdict,
)
from scoring.reports.questions_to_ask import settling_questions
from scoring.wording import listed
from tests.scoring.files import reviewed

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
# Who 95, What 75, Where 65, How 95: 82.5
ELM = {
    "name": "Elm",
    "credentials": "MD; PM&R; pain medicine",
    "products": "PRP",
    "targets": "disc; facet",
    "imaging": "fluoroscopy",
}
# Who 55, What 75, Where 80, How 100: 77.5
OAK = {
    "name": "Oak",
    "credentials": "MD; family medicine",
    "products": "PRP",
    "targets": "disc; facet; SI joint",
    "imaging": "fluoroscopy with contrast",
}
# Who 5, What 55, Where 0 to 80, How 0 to 100: 15.0, up to 60.0
ASH = {"name": "Ash", "credentials": "RN", "products": "BMAC", "targets": "disc; facet; SI joint", "imaging": ""}
MUTE = {"name": "Mute", "credentials": "MD", "products": "", "targets": "", "imaging": ""}
WHAT = "What exactly is injected, where does it come from, and how is it prepared?"
HOW = "Which imaging guides the needle for each structure, and is contrast used?"
CONTRAST = "Is contrast used to see where the fluid goes, and what is done for a patient who cannot have it?"
STILL = "Is what your record states still true?"
FIRST_ASKS = (
    f"Nothing is left to settle; as a first question, ask Elm: \u201c{CONTRAST}\u201d And ask Oak: \u201c{STILL}\u201d"
)
MINUS = "\N{MINUS SIGN}"
FAIRLY = "counting each question up to a quarter more or less"
WITHIN = "even with every weight up to a quarter lower or higher"


def sentences(*rows: dict[str, str], **settings: object) -> tuple[str, ...]:
    """The sentences about the first two clinics of a file."""
    return pair_sentences(explain_pair(reviewed(rows, **settings), 0, 1))


def test_the_parts_and_their_terms_are_in_the_order_of_naming() -> None:
    """Each part is what the first has more of; the terms of Who and What add up to the points, as on its page."""
    review = reviewed([ELM, OAK])
    forth, back = explain_pair(review, 0, 1), explain_pair(review, 1, 0)
    assert [entry.part for entry in forth.questions] == [100, 0, -37, -13]
    assert [entry.part for entry in back.questions] == [-100, 0, 37, 13]
    assert (forth.difference, back.difference) == (50, -50)
    assert (forth.ahead, back.ahead) == (0, 1)
    who = forth.questions[0]
    assert [[step.points for step in terms] for terms in who.terms] == [[80, 15], [55]]


def test_terms_add_up_wherever_the_answer_is_sure() -> None:
    """Over the example: for Who and What they sum to the points counted, from 0 to 100; for How each is the least."""
    review = scoring.review(EXAMPLE)
    scored = np.flatnonzero(review.totals.scored[review.profiles.codes])
    summed = set()
    for first, second in zip(scored[:40].tolist(), scored[1:41].tolist(), strict=True):
        for entry in explain_pair(review, first, second).questions:
            for answer, terms in zip(entry.answers, entry.terms, strict=True):
                added = [step.points or 0 for step in terms]
                if not (answer.is_sure and terms):
                    continue
                summed.add(entry.question)
                if entry.question in ("who", "what"):
                    assert min(max(sum(added), 0), 100) * 10 == answer.counted
                if entry.question == "how":
                    assert {points * 10 for points in added} == {answer.counted}
    assert summed >= {"who", "what", "how"}


def test_sentences_say_what_parts_the_two_and_what_would_swap_them() -> None:
    """The score of both, the parts, the weights that swap them, singly and all together, and the open answers."""
    assert sentences(ELM, OAK) == (
        f"Elm (82.5) is 5.0 above Oak (77.5): Who +10.0, How {MINUS}1.3, Where {MINUS}3.7; a minus speaks for Oak.",
        f"The order is sure: neither open answers nor {FAIRLY} can undo it.",
        "Oak would move ahead with a weight of 10 for Who (now 25) or a weight of 60 for Where (now 25).",
        (
            "Counting Where and How more and Who less, each by 34% of its weight, closes the gap, "
            "but readers may fairly differ by no more than a quarter."
        ),
        f"Oak leaves nothing unclear that counts, so no open answer puts it ahead, {WITHIN}.",
        "If its record stated one thing more than it does, Oak could move ahead, at up to 83.8: its page lists what.",
        (
            "With the weights set now, and whatever open answers are, those of other clinics too, ranks can be: "
            "Elm only 1 and Oak only 2."
        ),
        FIRST_ASKS,
    )
    assert sentences(ELM, OAK) == sentences(OAK, ELM)[:5] + sentences(ELM, OAK)[5:]


@pytest.mark.parametrize(
    ("above", "below", "words"),
    [
        (ELM, OAK, f"The order is sure: neither open answers nor {FAIRLY} can undo it."),
        (
            ELM,
            {**OAK, "credentials": "MD; PM&R"},
            f"The order is not quite sure: no open answer undoes it, but {FAIRLY} could.",
        ),
        (
            ELM,
            {**ASH, "credentials": "MD; PM&R; pain medicine", "products": "PRP"},
            "The order is not sure: open answers could undo it.",
        ),
        (
            {**ELM, "credentials": "MD; PM&R", "imaging": "ultrasound"},
            {**ELM, "name": "Ash", "credentials": "MD; PM&R", "products": "BMAC", "targets": ""},
            f"The order is not sure: open answers could undo it, and so could {FAIRLY}.",
        ),
        (
            {**ELM, "credentials": "MD; PM&R"},
            {**OAK, "imaging": ""},
            f"The order is fairly sure: only open answers together with {FAIRLY} could undo it.",
        ),
        (ELM, {**ELM, "name": "Elm 2"}, ""),
        (ELM, MUTE, ""),
    ],
)
def test_how_sure_the_order_is_is_said_in_a_sentence(above: dict[str, str], below: dict[str, str], words: str) -> None:
    """The verdict names what can reverse the order: open answers, weights that reasonably differ, both, or neither."""
    explanation = explain_pair(reviewed([above, below]), 0, 1)
    assert verdict(explanation) == words
    assert pair_sentences(explanation).count(words) == bool(words)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (ELM, OAK, ("For Elm: Who (95.0 points against 55.0).", "For Oak: Where (80.0 points against 65.0) and How")),
        (OAK, ELM, ("For Elm: Who (95.0 points against 55.0).", "For Oak: Where (80.0 points against 65.0) and How")),
        (
            {**ELM, "products": "stem cells"},
            {**ASH, "products": "stem cells"},
            ("For Elm: Who (95.0 points against 5.0).", "Open: What for both, Where for Ash (up to 80.0 points; Elm"),
        ),
        (ELM, {**ELM, "name": "Elm 2"}, ()),
        (ELM, MUTE, ()),
    ],
)
def test_both_sides_are_named_and_what_is_open_is_on_neither(
    first: dict[str, str], second: dict[str, str], words: tuple[str, ...]
) -> None:
    """Questions are listed with the clinic that counts more on them; one that is open for either favors neither."""
    shown = sides(explain_pair(reviewed([first, second]), 0, 1))
    assert len(shown) == len(words)
    assert all(line.startswith(start) for line, start in zip(shown, words, strict=True))


def turned(explanation: PairExplanation, sentence: str) -> bool:
    """Whether the weights in a sentence put the other ahead, or level, with its best answers."""
    assert explanation.pair
    ways = dict(
        re.findall(r"(?:and )?([A-Z][\w, ]+?) counted a quarter (more|less)", sentence.split(", and ", 1)[1])[::-1]
    )
    factors = [
        next((1.25 if way == "more" else 0.75 for names, way in ways.items() if entry.title in names), 1.0)
        for entry in explanation.questions
    ]
    sides = zip(factors, explanation.pair.weights, explanation.pair.sure_differences, strict=True)
    return sum(factor * weight * gap for factor, weight, gap in sides) <= 0


def test_how_sure_agrees_with_the_verdict_and_fairly_sure_names_its_combination() -> None:
    """Over pairs of the example; only if both are needed does a sentence say which answers and weights reverse it."""
    review = scoring.review(EXAMPLE)
    scored = np.flatnonzero(review.totals.scored[review.profiles.codes]).tolist()
    seen = set()
    for first, second in zip(scored[:60], scored[7:67], strict=True):
        explanation = explain_pair(review, first, second)
        words = assurance(explanation).removeprefix("this order is ")
        assert verdict(explanation).startswith(f"The order is {words}:" if words else "")
        combined = [line for line in pair_sentences(explanation) if line.startswith("Only both together")]
        assert len(combined) == (words == "fairly sure")
        if combined:
            assert turned(explanation, combined[0])
        seen.add(words)
    assert {"sure", "fairly sure", "not sure"} <= seen


def test_weights_that_differ_are_each_named() -> None:
    """Each question that swaps them is listed with its weight now and the nearest that does."""
    weights = {"who": 30, "what": 25, "where": 20, "how": 25}
    ways = "a weight of 10 for Who (now 30) or a weight of 75 for Where (now 20)"
    assert sentences(ELM, OAK, weights=weights)[2] == f"Oak would move ahead with {ways}."


def test_no_weights_put_a_dominated_clinic_ahead() -> None:
    """Where the one ahead counts at least as much on every question, that is said, including where they tie."""
    assert (
        sentences(ELM, ASH)[2]
        == "As the answers count now, Elm has at least as much on every question, so no weights alone put Ash ahead."
    )
    same = sentences(ELM, {**ELM, "name": "Elm 2"})
    assert same[0] == "Elm and Elm 2 are tied at 82.5, and no question makes a visible difference."
    assert same[1] == "Both count the same on every question, so no weights part them."
    assert same[2] == "No open answer puts Elm 2 ahead."


SURE = "Even with the best answer to everything it leaves open, Ash would reach 60.0 and stay behind"
TOGETHER = "Ash leaves open How and Where and could reach 87.5. No single answer would be enough; together they would."


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({}, f"{SURE}, {WITHIN}."),
        ({"credentials": "MD; PM&R; pain medicine", "products": "PRP"}, TOGETHER),
        (
            {**OAK, "name": "Ash", "credentials": "", "imaging": "fluoroscopy"},
            (
                "Ash could reach 86.3 by what it leaves open. It would move ahead if Who gave 80.2 or more of 100 "
                "points."
            ),
        ),
    ],
)
def test_open_answers_are_weighed(row: dict[str, str], sentence: str) -> None:
    """Ahead whatever they are, passed by several answers together, or by one, from the points that are enough."""
    assert sentences(ELM, {**ASH, **row})[-3] == sentence


@pytest.mark.parametrize(
    ("first", "second", "asks"),
    [
        # where nothing is open, the first of each list
        (
            ELM,
            OAK,
            (FIRST_ASKS,),
        ),
        (ELM, ASH, (f"To settle what is open, ask Ash: \u201c{HOW}\u201d",)),
        # what both leave open is asked of both
        (
            {**ELM, "products": "stem cells"},
            {**OAK, "products": "stem cells"},
            (f"To settle what is open, ask both: \u201c{WHAT}\u201d",),
        ),
        (
            {**ELM, "products": "stem cells"},
            ASH,
            (f"To settle what is open, ask Elm: \u201c{WHAT}\u201d And ask Ash: \u201c{HOW}\u201d",),
        ),
        # of fluoroscopy beside an unclear word contrast alone is open
        (
            ELM,
            {**OAK, "imaging": "fluoroscopy; image-guided"},
            (f"To settle what is open, ask Oak: \u201c{CONTRAST}\u201d",),
        ),
    ],
)
def test_what_is_open_is_asked_of_whoever_leaves_it_open(
    first: dict[str, str], second: dict[str, str], asks: tuple[str, ...]
) -> None:
    """One sentence asks each of the two what it leaves open, and nothing that its record states."""
    assert tuple(line for line in sentences(first, second) if "ask " in line) == asks


def test_what_a_pair_is_asked_begins_the_list_of_each() -> None:
    """Over pairs of the example: the questions are the first of each clinic's own list, in its words and order."""
    review = scoring.review(EXAMPLE)
    scored = np.flatnonzero(review.totals.scored[review.profiles.codes]).tolist()
    for first, second in zip(scored[:60], scored[7:67], strict=True):
        explanation = explain_pair(review, first, second)
        last = pair_sentences(explanation)[-1]
        for clinic in explanation.clinics:
            number = len(settling_questions(clinic))
            assert bool(number) == any(answer.matters for answer in clinic.questions.values())
            assert own_questions(clinic)[:number] == settling_questions(clinic)
            assert listed([f"\u201c{ask}\u201d" for ask in own_questions(clinic)[:number]]) in last


def test_what_neither_score_nor_rank_counts_is_named() -> None:
    """A questionable claim and an old record belong to no question: a sentence says that they are left out."""
    row = {**OAK, "claims": "no risk", "as_of": "2020-01-01"}
    flags = "\u201cClaims to question\u201d and \u201cOld record\u201d of Oak"
    expected = f"Not weighed in this: {flags}. Scores and ranks leave that out."
    assert expected in sentences(ELM, row)
    assert not [line for line in sentences(ELM, OAK) if line.startswith("Not weighed")]


def test_sureness_has_one_vocabulary() -> None:
    """Only the verdict, whose words the rubric explains, calls the order of a pair sure or surely."""
    review = scoring.review(EXAMPLE)
    scored = np.flatnonzero(review.totals.scored[review.profiles.codes]).tolist()
    meaning = review.rubric.statements["order_sureness"].lower()
    for first, second in zip(scored[:60], scored[7:67], strict=True):
        explanation = explain_pair(review, first, second)
        lines = [line for line in pair_sentences(explanation) if line != verdict(explanation)]
        assert not [line for line in lines if "sure" in line.lower()]
        grade = verdict(explanation).removeprefix("The order is ").partition(":")[0]
        assert f"{grade}: " in meaning


def test_a_clinic_without_a_score_is_neither_above_nor_below() -> None:
    """No part, no weight and no answer is named then; the sentence says which has no score, and why."""
    explanation = explain_pair(reviewed([ELM, MUTE]), 0, 1)
    assert explanation.pair is None
    (sentence,) = pair_sentences(explanation)
    assert sentence.startswith("Mute has no score, so neither clinic stands above the other. Not enough is stated")
    assert term_sentences(explanation) == ()
    record = pair_record(explanation)
    assert record["gap"] is record["swap"] is record["dominates"] is None


def test_weights_that_leave_one_question_are_the_reason() -> None:
    """Where no clinic can have a score, no record is blamed for it."""
    (sentence,) = sentences(ELM, OAK, weights={"who": 100, "what": 0, "where": 0, "how": 0})
    assert sentence.startswith("No clinic has a score under these weights")


def test_clinics_of_one_name_are_told_apart() -> None:
    """Their ids are beside the name."""
    rows = [{**ELM, "clinic_id": "a1"}, {**OAK, "name": "Elm", "clinic_id": "b2"}]
    first = pair_sentences(explain_pair(reviewed(rows), 0, 1))[0]
    assert first.startswith("Elm (a1) (82.5) is 5.0 above Elm (b2) (77.5)")


def test_terms_are_named_for_each_part() -> None:
    """A sentence for each question that separates them, the one ahead first, with what makes up the points of both."""
    shown = term_sentences(explain_pair(reviewed([OAK, ELM]), 0, 1))
    assert shown[0] == ("Who +10.0: Elm 95.0 of 100 (PM&R 80, pain medicine 15); Oak 55.0 of 100 (family medicine 55).")
    assert [sentence[:3] for sentence in shown] == ["Who", "Whe", "How"]


def test_the_record_is_json_and_adds_up() -> None:
    """Over pairs of the example: parts sum to the difference of the scores; there is a swap unless one dominates.

    At its weights both count the same, and at each of `one_weight` a review of the file has the other ahead.
    """
    review = scoring.review(EXAMPLE)
    scored = np.flatnonzero(review.totals.scored[review.profiles.codes])
    for first, second in zip(scored[:60].tolist(), scored[60:120].tolist(), strict=True):
        record = json.loads(json.dumps(pair_record(explain_pair(review, first, second))))
        assert list(record["gap"]) == list(QUESTIONS)
        assert round(sum(record["gap"].values()), 1) == record["difference"]
        assert record["difference"] == round(record["a"]["score"] - record["b"]["score"], 1)
        assert (record["swap"] is None) == record["dominates"]
        assert record["ahead"] == (None if not record["difference"] else "a" if record["difference"] > 0 else "b")
        ahead, behind = ("b", "a") if record["ahead"] == "b" else ("a", "b")
        assert record["surely_ahead"] == (record[ahead]["score"] > record[behind]["score_high"])
        if record["swap"]:
            weights = record["swap"]["weights"]
            sums = [
                sum(weights[entry["question"]] * entry[clinic]["points"] for entry in record["questions"])
                for clinic in (ahead, behind)
            ]
            assert sums[0] == pytest.approx(sums[1])
        places = {"a": first, "b": second}
        for question, weight in record["one_weight"].items():
            if weight is not None and record["ahead"]:
                swapped = review.with_weights({**review.weights, question: weight}).scores["score"]
                assert swapped[places[behind]] > swapped[places[ahead]]


def test_ranks_of_many_clinics_are_grouped_by_thousands() -> None:
    """A rank of five digits is written as other numbers are."""
    of_many = replace(explain_pair(reviewed([ELM, OAK]), 0, 1), ranks=((1, 12_757), (1_234, 1_234)))
    assert pair_sentences(of_many)[-2].endswith("ranks can be: Elm 1 to 12,757 and Oak only 1,234.")


def test_what_only_makes_two_tie_is_not_called_a_swap() -> None:
    """Where the best answers and the greatest fair weights together only close the gap, no sentence mentions a swap."""
    review = scoring.review(EXAMPLE)
    ids = review.scores["clinic_id"].tolist()
    first, second = (next(at for at, name in enumerate(ids) if word in name) for word in ("castelline", "graue-hill"))
    explanation = explain_pair(review, first, second)
    (combined,) = (line for line in pair_sentences(explanation) if line.startswith("Only both together"))
    assert combined.startswith("Only both together could make the two level: if ")
    assert verdict(explanation).endswith("could make the two level, and none put the other ahead.")


def test_what_one_statement_more_could_do_is_said_apart_from_open_answers() -> None:
    """Only where it takes the lead, and whether it passes or ties, with the most it could reach."""
    oak = {"name": "Oak", "credentials": "MD, PM&R", "products": "PRP", "targets": "disc", "imaging": "fluoroscopy"}
    checked = {**oak, "name": "Elm", "credentials_verified": "MD, PM&R"}
    (line,) = (line for line in sentences(checked, oak) if line.startswith("If its record stated"))
    assert line.startswith("If its record stated one thing more than it does, Oak could move ahead, at up to ")
    far = {"name": "Ash", "credentials": "chiropractor", "products": "exosomes", "targets": "disc", "imaging": "none"}
    assert not [line for line in sentences(checked, far) if line.startswith("If its record stated")]
