"""The summary of a clinic, as properties of any file: each sentence says what the record and the review hold."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scoring
from scoring.reports.calculation import points
from scoring.reports.clinic_summary import (
    certainty,
    open_topics,
    sentences,
)
from scoring.reports.explanation import Account, account
from scoring.reports.questions_to_ask import to_ask
from scoring.wording import day_in_words
from tests.scoring import reference
from tests.scoring.files import DAY, told
from tests.scoring.reference import Clinic
from tests.scoring.reports.accounts import FEW_WEIGHTS, FILES, TOO_LITTLE, all_accounts, each_file
from tests.scoring.strategies import WEIGHTS, as_row, clinics

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
REACHED = ("preferred", "adequate", "acceptable")
TARGET_WORDS = {
    "disc": "disc",
    "facet": "facet joint",
    "si_joint": "SI joint",
    "nerve": "nerve (epidural)",
    "ligament": "ligament",
    "muscle": "muscle",
    "fascia": "fascia",
}


def is_one_sentence(text: str) -> bool:
    """Whether a text is one whole sentence with nothing missing."""
    gaps = ("  ", "()", " ,", " .", " ;", "..", ",,", "_", "None", "nan", "<NA>", "-1")
    ends_inside = re.search(r"[.!?](?!\d)", text[:-1])
    return bool(re.fullmatch(r"[A-Z].*[\w%)]\.", text)) and not ends_inside and not any(gap in text for gap in gaps)


TOPICS = {
    "who": "who injects",
    "what": "what is injected",
    "where": "where it goes",
    "how": "how the needle is guided",
}
RESTS = {"where": "whether its guidance reaches what it names", "how": "how well its guidance suits that"}
FIRST = re.compile(
    r"Its record, (?P<when>as of \d+ \w+ \d{4}|whose date is not stated),"
    r"(?: states (?P<states>.+?))?(?:,? (?:and )?leaves unclear (?P<unclear>.+?))?"
    r"(?:,? (?:and )?does not state (?P<silent>.+?))?\."
)


@settings(max_examples=100)
@given(FILES, WEIGHTS, st.sampled_from(("default", "no-iof", "half")))
def test_sentences_say_what_the_record_and_the_review_hold(
    file: list[Clinic], weights: dict[str, float], rubric: str
) -> None:
    """Whatever records state: each law below holds for the account of every clinic."""
    accounts = all_accounts(file, weights=weights, rubric=rubric)
    for clinic, shown in zip(file, accounts, strict=True):
        lines = sentences(shown)
        check_every_sentence_is_whole(shown, lines)
        stated = check_the_first_sentence_sorts_the_questions(clinic, lines[0])
        check_what_a_record_states_is_never_called_open(shown, stated)
        check_the_second_sentence_names_the_best_and_the_worst(shown, lines[1])
        check_the_third_sentence_counts_what_is_reached(clinic, lines[2])
        check_certainty_has_the_figures_of_the_table(shown, lines[-2], weights)


def check_the_first_sentence_sorts_the_questions(clinic: Clinic, text: str) -> set[str]:
    """Each question occurs once: stated, left unclear, or not stated; and the date as in the record.

    Returns the topics that are called stated.
    """
    sorted_out = FIRST.fullmatch(text)
    assert sorted_out, text
    cells = {"who": clinic.people, "what": clinic.products, "how": clinic.imaging}
    # board certified and nothing else: words, and no term
    unclear = {question for question, cell in cells.items() if cell.words}
    unclear |= {"who"} if clinic.board and not clinic.people else set()
    # contrast and no imaging
    unclear |= {"how"} if clinic.contrast and not clinic.imaging else set()
    states = {question for question, cell in cells.items() if cell.terms} - unclear
    states |= {"where"} if clinic.targets else set()
    groups = {"states": states, "unclear": unclear, "silent": set(TOPICS) - states - unclear}
    for name, expected in groups.items():
        words = re.split(", | and | or ", sorted_out[name] or "")
        assert words == [TOPICS[question] for question in TOPICS if question in expected] or [""]
        assert (" or " in (sorted_out[name] or "")) == (name == "silent" and len(expected) > 1)
    when = f"as of {day_in_words(clinic.as_of)}" if clinic.as_of else "whose date is not stated"
    assert sorted_out["when"] == when
    return set(re.split(", | and ", sorted_out["states"] or ""))


def check_what_a_record_states_is_never_called_open(shown: Account, stated: set[str]) -> None:
    """What the first sentence calls stated is in no list of what leaves the score open."""
    topics = open_topics(shown)
    assert stated.isdisjoint(topics)
    assert len(topics) == sum(answer.matters for answer in shown.questions.values())


def check_the_second_sentence_names_the_best_and_the_worst(shown: Account, text: str) -> None:
    """Among the questions with sure points and weight, those with the most and the fewest are named."""
    sure = {q.rule.title: q.counted for q in shown.questions.values() if not q.is_open and q.weight}
    weighed = [q for q in shown.questions.values() if q.weight]
    whole = "By this rubric it" if len(sure) == len(weighed) else "Of the questions it answers, it"
    named = re.fullmatch(
        rf"{whole} gives the (most|fewest) points on (.+?), (\d+\.\d) of 100(?: each| for .+?)?, "
        r"and the (?:most|fewest) on (.+?), (\d+\.\d).*\.",
        text,
    )
    if len(set(sure.values())) > 1:
        assert named, text
        low = shown.scored and shown.review.scores["score"].iloc[shown.position] < shown.review.rubric.grades.D
        assert named[1] == ("fewest" if low else "most")
        first, then = (min, max) if low else (max, min)
        for titles, shown_points, edge in ((named[2], named[3], first), (named[4], named[5], then)):
            assert round(float(shown_points) * 10) == edge(sure.values())
            level = [title for title, counted in sure.items() if counted == edge(sure.values())]
            assert re.split(", | and ", titles) == level
    else:
        assert not named
        assert [f"{counted / 10:.1f} of 100 points" for counted in {*sure.values()}] == re.findall(
            r"\d+\.\d of 100 points", text
        )
    penalties = [step.label for step in shown.questions["what"].steps if step.gives.startswith("takes off")]
    assert ("taken off" in text) == bool(penalties and sure and shown.questions["what"].weight)


def check_the_third_sentence_counts_what_is_reached(clinic: Clinic, text: str) -> None:
    """The number of targets reached holds whatever unclear words mean, and each target that is missed is named."""
    if not (clinic.targets and clinic.imaging):
        assert "not known" in text
        return
    reached = [
        {target for target in clinic.targets if reference.best_level(target, terms) in REACHED}
        for terms in clinic.imaging.readings()
    ]
    sure, hoped = set.intersection(*reached), set.union(*reached)
    counts = {len(clinic.targets): f"all {len(clinic.targets)}", 0: "none"}
    if len(clinic.targets) > 2 and "not known" not in text:
        assert f"can reach {counts.get(len(sure), len(sure))} " in text
    assert ("not known" in text) == (hoped == clinic.targets and not sure)
    named = {target for target, words in TARGET_WORDS.items() if re.search(rf"[ :]{re.escape(words)}[ .,;]", text)}
    assert named == (set() if "not known" in text else clinic.targets - sure)
    assert ("not clear." in text) == bool(sure and hoped - sure)


def check_certainty_has_the_figures_of_the_table(shown: Account, text: str, weights: dict[str, float]) -> None:
    """Score, upper end, rank and interval are the review's, and just what is open and has weight is named too."""
    row = shown.review.scores.iloc[shown.position]
    assert text == certainty(shown)
    if pd.isna(row["score"]):
        assert text == (FEW_WEIGHTS if sum(weight > 0 for weight in weights.values()) < 2 else TOO_LITTLE)
        return
    is_open = row["score_low"] < row["score_high"]
    high = [row["score_high"]] if is_open else []
    ranks = [row["rank"]] if row["rank_low"] == row["rank_high"] else [row["rank"], row["rank_low"], row["rank_high"]]
    if shown.review.scored == 1:
        ranks = []
        assert "No other clinic in this file has a score" in text
    assert [float(number) for number in re.findall(r"\d+(?:\.\d)?", text)] == [row["score"], *high, *ranks]
    assert text.startswith("The score" if high else "Nothing that its record leaves unclear")
    assert ("stays the same" in text) == (len(ranks) == 1)
    named = {question for question, topic in TOPICS.items() if topic in text or RESTS.get(question, topic) in text}
    still_open = {name for name, answer in shown.questions.items() if answer.low < answer.high and answer.weight}
    assert named == (still_open if high else set())


WEIGHTINGS = (
    {},
    {"who": 100, "what": 0, "where": 0, "how": 0},
    {"who": 0, "what": 12.345678, "where": 0.5, "how": 33.3125},
    {"who": 40, "what": 0, "where": 40, "how": 20},
)


@pytest.mark.parametrize("weights", WEIGHTINGS, ids=str)
@pytest.mark.parametrize("rubric", ["default", "no-iof", "half"])
def test_every_clinic_of_the_example_file_has_an_account(rubric: str, weights: dict[str, float]) -> None:
    """Each clinic of the example file has an account of whole sentences, and whole sums and questions."""
    review = scoring.review(EXAMPLE, rubric=rubric, weights=weights, reviewed_on=DAY)
    assert len(review.scores) == len(review)  # draws the ranks of all at once, or each account would draw its own
    for position in range(len(review)):
        shown = account(review, position)
        check_every_sentence_is_whole(shown, sentences(shown))


def check_every_sentence_is_whole(shown: Account, lines: tuple[str, ...]) -> None:
    """The sentences, the sums and the questions of an account are whole, with no gap in them and no code."""
    people = shown.stated["credentials"]
    extra = [any(p.terms and p not in people.counting for p in people.people)]
    doubts = [answer for answer in shown.questions.values() if answer.doubt and answer.weight]
    assert [line for line in lines if "would give" in line] == [
        f"What is injected stays open, between {points(answer.low)} and {points(answer.high)} points: {answer.doubt}"
        for answer in doubts
    ]
    assert len(lines) == 5 + sum(extra) + len(doubts)
    of_score = r"(?<=\.) (?=Its rank|No other clinic)"
    assert all(is_one_sentence(part) for line in lines for part in re.split(of_score, line)), lines
    for answer in shown.questions.values():
        parts = re.split(r"(?<=\.) (?=It counts|Nothing is|[^.]+, which its record states)", answer.sum)
        assert all(is_one_sentence(part) for part in parts if part and part[0].isalpha()), answer.sum
        assert not re.search(r"None|nan|\(\)|  |_", answer.sum)
    asks = to_ask(shown)
    assert len(set(asks)) == len(asks)
    assert all(re.fullmatch(r"[A-Z][^?]+\?", ask) for ask in asks)


MARKUP = "<b>Zq</b> **Zq** [Zq](javascript:Zq) $Zq$ :red[Zq] \u202eZq"


@each_file
@given(clinics(), st.text(min_size=1, max_size=20).filter(lambda text: "\r" not in text))
def test_record_text_never_gets_into_the_account(clinic: Clinic, text: str) -> None:
    """Sentences, steps, sums and questions consist of labels and the rubric's texts, whatever the record says."""
    plain = as_row(clinic, "A", Random(1))  # noqa: S311 - chooses between spellings
    hostile = {
        **plain,
        "name": f"{MARKUP} {text}",
        "city": MARKUP,
        "notes": text,
        "phone": MARKUP,
        "website": f"javascript:{MARKUP}",
        "state": MARKUP,
        **{name: f"{plain[name]}; Zqzqzq {MARKUP}" for name in ("products", "targets", "imaging") if plain[name]},
    }
    before, after = (told(row) for row in (plain, hostile))
    assert sentences(after) == sentences(before)
    assert to_ask(after) == to_ask(before)
    for question, answer in after.questions.items():
        assert (answer.sum, answer.steps) == (before.questions[question].sum, before.questions[question].steps)
        assert (answer.terms, answer.ambiguous) == (
            before.questions[question].terms,
            before.questions[question].ambiguous,
        )


def test_words_that_name_nothing_are_not_repeated() -> None:
    """Where nothing in a cell is understood, its words are not repeated in the account."""
    shown = told(dict.fromkeys(("name", "credentials", "products", "targets", "imaging"), MARKUP))
    texts = [*sentences(shown), *to_ask(shown), *(answer.sum for answer in shown.questions.values())]
    assert not any("Zq" in text or "<" in text for text in texts)
    assert sentences(shown)[0] == (
        "Its record, whose date is not stated, leaves unclear who injects, what is injected, where it goes and "
        "how the needle is guided."
    )
