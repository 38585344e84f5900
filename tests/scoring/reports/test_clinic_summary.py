"""The account in sentences: worked by hand, and as properties of any file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring.reports.calculation import points
from scoring.reports.clinic_summary import (
    as_of,
    certainty,
    not_understood,
    open_topics,
    sentences,
    warnings,
)
from scoring.reports.explanation import Account, account
from scoring.reports.questions_to_ask import to_ask
from scoring.wording import day_in_words
from tests.scoring import reference
from tests.scoring.files import DAY, WHOLE, Row, told
from tests.scoring.reference import Clinic
from tests.scoring.reports.accounts import FILES, all_told, each_file
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
LIMITS = (
    "This weighs what the record discloses; it says nothing about safety, benefit, outcomes, or honesty, "
    "and recommends no treatment."
)
WARNING = "Its record carries a claim that patient guides list as a warning sign."
UNDATED = "Its record, whose date is not stated,"
TOO_LITTLE = (
    "Not enough is stated for a score, which is not the same as a low one: it takes 2 answered questions that count, "
    "with at least 50% of the weight."
)
FEW_WEIGHTS = (
    "No clinic has a score under these weights: a score needs at least 2 questions with weight; "
    "give another one weight."
)
KIND = "Its stated guidance is of a kind that"
MOST = "By this rubric it gives the most points on"
FEWEST = "By this rubric it gives the fewest points on"
MOST_ANSWERED, FEWEST_ANSWERED = (  # an open question counts less than any of these
    f"Of the questions it answers, it gives the {which} points on" for which in ("most", "fewest")
)
IN_DOUBT = (
    "What is injected stays open, between 0.0 and 75.0 points: PRP, which its record states, would give 75.0 by "
    "itself, but \u201cstem cells\u201d may also mean a product that takes points off."
)
NO_TARGET = "It names no target, so what its guidance can reach is not known."


def certain(score: str) -> str:
    """What is told of the score of an only clinic that leaves nothing open."""
    rank = "its rank, 1, mostly stays the same as the weights vary"
    return f"Nothing that its record leaves unclear could move the score, {score}; {rank}."


def uncertain(score: str, high: str, topics: str) -> str:
    """What is told of the score of an only clinic that leaves something open."""
    return (
        f"The score, {score}, is what the record establishes; it could be up to {high} once what is unclear "
        f"is answered: {topics}. Its rank, 1, mostly stays the same as the weights and what is open vary."
    )


def is_one_sentence(text: str) -> bool:
    """Whether a text is one whole sentence with nothing missing in it."""
    gaps = ("  ", "()", " ,", " .", " ;", "..", ",,", "_", "None", "nan", "<NA>", "-1")
    ends_inside = re.search(r"[.!?](?!\d)", text[:-1])
    return bool(re.fullmatch(r"[A-Z].*[\w%)]\.", text)) and not ends_inside and not any(gap in text for gap in gaps)


# -- whole accounts, by hand -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "weights", "expected"),
    [
        # 80, 75, 50, 95
        (
            {**WHOLE, "as_of": "2025-03-04"},
            {},
            (
                (
                    "Its record, as of 4 March 2025, states who injects, what is injected, where it goes and "
                    "how the needle is guided."
                ),
                f"{MOST} How, 95.0 of 100, and the fewest on Where, 50.0.",
                f"{KIND} can reach the one target that it names.",
                certain("75.0"),
            ),
        ),
        (
            {},
            {},
            (
                (f"{UNDATED} does not state who injects, what is injected, where it goes or how the needle is guided."),
                "No question that counts is answered clearly, so it earns no points.",
                NO_TARGET,
                TOO_LITTLE,
            ),
        ),
        # 5, 0, 0, 0: 1.25
        (
            {
                "credentials": "DC; RN",
                "products": "exosomes; SVF",
                "targets": "disc",
                "imaging": "blind",
                "as_of": "2026-05-31",
            },
            {},
            (
                (
                    "Its record, as of 31 May 2026, states who injects, what is injected, where it goes and "
                    "how the needle is guided."
                ),
                (
                    f"{FEWEST} What, Where and How, 0.0 of 100 each, and the most on Who, 5.0 for registered "
                    "nurse; points are taken off for stromal vascular fraction and exosomes."
                ),
                f"{KIND} cannot reach the one target that it names: disc.",
                certain("1.3"),
            ),
        ),
        # sure 0, 0, 50, 20: 17.5; possible 95, 75, 50, 20: 60
        (
            {
                "credentials": "Dr. Reyes",
                "products": "PRP; stem cells",
                "targets": "disc; facet",
                "imaging": "ultrasound",
            },
            {},
            (
                (
                    f"{UNDATED} states where it goes and how the needle is guided, and "
                    "leaves unclear who injects and what is injected."
                ),
                f"{FEWEST_ANSWERED} How, 20.0 of 100, and the most on Where, 50.0.",
                f"{KIND} can reach 1 of the 2 targets that it names, but not disc.",
                IN_DOUBT,
                uncertain("17.5", "60.0", "who injects and what is injected"),
            ),
        ),
        # 80, 0 (up to 75), 100, 85: 66.25, up to 85
        (
            {
                "credentials": "PM&R",
                "products": "PRP; stem cells",
                "targets": "disc; facet; SI joint; nerve; muscle",
                "imaging": "CT",
            },
            {},
            (
                (
                    f"{UNDATED} states who injects, where it goes and how the needle is guided, and "
                    "leaves unclear what is injected."
                ),
                f"{MOST_ANSWERED} Where, 100.0 of 100, and the fewest on Who, 80.0 for PM&R.",
                f"{KIND} can reach all 5 targets that it names.",
                IN_DOUBT,
                uncertain("66.3", "85.0", "what is injected"),
            ),
        ),
        # one answered question, and one that is unclear
        (
            {"credentials": "MD", "products": "stem cells"},
            {},
            (
                (
                    f"{UNDATED} states who injects, leaves unclear what is injected, and "
                    "does not state where it goes or how the needle is guided."
                ),
                (
                    "By this rubric the one answered question that counts, Who, gives 40.0 of 100 points for "
                    "physician (MD or DO)."
                ),
                NO_TARGET,
                TOO_LITTLE,
            ),
        ),
        # words that name nothing known leave it unclear, and are not taken for silence; 80, 0 (up to 75), 50, 95
        (
            {**WHOLE, "products": "Kinetic Gel 7"},
            {},
            (
                (
                    f"{UNDATED} states who injects, where it goes and how the needle is guided, "
                    "and leaves unclear what is injected."
                ),
                f"{MOST_ANSWERED} How, 95.0 of 100, and the fewest on Where, 50.0.",
                f"{KIND} can reach the one target that it names.",
                uncertain("56.3", "75.0", "what is injected"),
            ),
        ),
        # only Who and Where count: 50 and 50
        (
            {"credentials": "MD; IOF fellowship", "products": "exosomes", "targets": "disc", "imaging": "CT"},
            {"what": 0, "how": 0},
            (
                (f"{UNDATED} states who injects, what is injected, where it goes and how the needle is guided."),
                "By this rubric each answered question that counts gives 50.0 of 100 points.",
                f"{KIND} can reach the one target that it names.",
                certain("50.0"),
            ),
        ),
        # what is open and has no weight is not named: 80, and 50
        (
            {**WHOLE, "products": "stem cells", "imaging": "CT"},
            {"what": 0, "how": 0},
            (
                (
                    f"{UNDATED} states who injects, where it goes and how the needle is guided, "
                    "and leaves unclear what is injected."
                ),
                f"{MOST} Who, 80.0 of 100 for PM&R, and the fewest on Where, 50.0.",
                f"{KIND} can reach the one target that it names.",
                certain("65.0"),
            ),
        ),
        # two questions are answered and one has weight, so no clinic has a score
        (
            {"credentials": "PM&R; IOF fellowship", "products": "PRP; steroid"},
            {"who": 0, "where": 0, "how": 0},
            (
                (
                    f"{UNDATED} states who injects and what is injected, and "
                    "does not state where it goes or how the needle is guided."
                ),
                "By this rubric the one answered question that counts, What, gives 75.0 of 100 points for PRP.",
                NO_TARGET,
                FEW_WEIGHTS,
            ),
        ),
        # 90 by two terms, 75 by one, nothing, nothing: 41.25; 90, 75, 100, 100: 91.25
        (
            {"credentials": "PM&R; IOF fellowship", "products": "PRP; steroid"},
            {},
            (
                (
                    f"{UNDATED} states who injects and what is injected, and "
                    "does not state where it goes or how the needle is guided."
                ),
                f"{MOST_ANSWERED} Who, 90.0 of 100 for PM&R and IOF fellowship, and the fewest on What, 75.0 for PRP.",
                NO_TARGET,
                uncertain("41.3", "91.3", "where it goes and how the needle is guided"),
            ),
        ),
        # 85, 0, 100, 95: 70
        (
            {
                "credentials": "PM&R",
                "credentials_verified": "PM&R",
                "products": "PRP; exosomes",
                "targets": "disc; facet; SI joint; nerve; muscle",
                "imaging": "CT; ultrasound",
            },
            {},
            (
                (f"{UNDATED} states who injects, what is injected, where it goes and how the needle is guided."),
                f"{MOST} Where, 100.0 of 100, and the fewest on What, 0.0; points are taken off for exosomes.",
                f"{KIND} can reach all 5 targets that it names.",
                certain("70.0"),
            ),
        ),
        # 90, 75, 0 (up to 100), 85 (up to 95): 62.5, up to 90; a check is no term of its own
        (
            {
                "credentials": "PM&R; IOF fellowship",
                "credentials_verified": "",
                "products": "PRP",
                "targets": "back",
                "imaging": "CT",
            },
            {},
            (
                (
                    f"{UNDATED} states who injects, what is injected and "
                    "how the needle is guided, and leaves unclear where it goes."
                ),
                f"{MOST_ANSWERED} Who, 90.0 of 100 for PM&R and IOF fellowship, and the fewest on What, 75.0 for PRP.",
                NO_TARGET,
                uncertain("62.5", "90.0", "where it goes and how well its guidance suits that"),
            ),
        ),
        # 85, 75, 0, 85: level ones are named together, and a check is no term of its own; 61.25, up to 88.75
        (
            {**WHOLE, "credentials_verified": "PM&R", "targets": ""},
            {},
            (
                (
                    f"{UNDATED} states who injects, what is injected and "
                    "how the needle is guided, and does not state where it goes."
                ),
                f"{MOST_ANSWERED} Who and How, 85.0 of 100 each, and the fewest on What, 75.0 for PRP.",
                NO_TARGET,
                uncertain("61.3", "88.8", "where it goes and how well its guidance suits that"),
            ),
        ),
        # people who do not count, and a claim that is a warning sign: 20, 75, 50, 100
        (
            {
                **WHOLE,
                "credentials": "MD medical director; NP injects",
                "imaging": "fluoroscopy with contrast",
                "claims": "no risk",
            },
            {},
            (
                (f"{UNDATED} states who injects, what is injected, where it goes and how the needle is guided."),
                "It names a physician (MD or DO) in another role; points are given only to those who inject.",
                f"{MOST} How, 100.0 of 100, and the fewest on Who, 20.0 for nurse practitioner.",
                f"{KIND} can reach the one target that it names.",
                certain("61.3"),
            ),
        ),
    ],
)
def test_the_sentences(cells: Row, weights: dict[str, float], expected: tuple[str, ...]) -> None:
    """A clinic is told in sentences: what is stated, what earned, what can be reached, how sure, and the limits."""
    assert sentences(told(cells, weights=weights)) == (*expected, LIMITS)


@pytest.mark.parametrize(
    ("credentials", "expected"),
    [
        ("MD; PM&R", None),
        ("MD; RN", None),
        ("NP injects", None),
        ("MD oversees; NP injects", "a physician (MD or DO) in another role"),
        ("MD, pain medicine oversees; NP injects", "a physician (MD or DO) with pain medicine in another role"),
        ("retired anesthesiologist; RN", "somebody with anesthesiology as retired, in training or assisting"),
        ("retired acupuncturist; NP injects", "an acupuncturist as retired, in training or assisting"),
        ("MD; DC injects", "a physician (MD or DO) and not as the one who injects"),
        (
            "MD oversees; RN on staff; retired DC; NP injects",
            (
                "a physician (MD or DO) and a registered nurse in another role and "
                "a chiropractor as retired, in training or assisting"
            ),
        ),
        # nobody is left who counts: Who is open, and it is told why
        ("MD supervises", "a physician (MD or DO) in another role"),
    ],
)
def test_people_who_do_not_count_are_told(credentials: str, expected: str | None) -> None:
    """People whom the record names beside the injection, not so now or behind somebody who injects have a sentence."""
    shown = sentences(told({**WHOLE, "credentials": credentials}))
    end = "; points are given only to those who inject."
    assert [text for text in shown if text.endswith(end)] == ([f"It names {expected}{end}"] if expected else [])
    assert len(shown) == (6 if expected else 5)


def test_a_warning_sign_is_told_where_there_is_one() -> None:
    """A claim that is a warning sign stands among the warnings and only there; a clear record has none."""
    assert warnings(told(WHOLE)) == ()
    warned = told({**WHOLE, "claims": "no risk"})
    assert warnings(warned) == (WARNING,)
    assert sentences(warned) == sentences(told(WHOLE))


def test_what_is_worst_comes_first_in_plain_words() -> None:
    """Flags that cap the grade lowest come first, with who is named instead of a physician, and what the product is."""
    row = {**WHOLE, "credentials": "ND", "products": "exosomes", "imaging": "none", "claims": "no risk"}
    assert warnings(told(row)) == (
        "Its record states no physician who injects. It names a naturopath.",
        "Its record lists exosomes. None is FDA-approved.",
        "Its record states that no imaging guides the needle.",
        "Its record claims a target that its stated imaging cannot reach.",
        WARNING,
    )


@pytest.mark.parametrize(
    ("column", "words", "questions"),
    [
        ("targets", "IV", ["where"]),
        ("targets", "disc; IV", []),
        ("credentials", "our caring team", ["who"]),
        ("products", "Kinetic Gel 7", ["what"]),
        ("products", "no PRP", ["what"]),
        ("imaging", "MRI", ["how"]),
        ("imaging", "none", []),
        ("imaging", "image-guided", []),
        ("imaging", "", []),
    ],
)
def test_words_that_state_nothing_known_are_no_silence(column: str, words: str, questions: list[str]) -> None:
    """A cell that holds words and no term is named for its question; a blank, unclear or partly known one is not."""
    shown = told({**WHOLE, column: words})
    assert [answer.question for answer in not_understood(shown)] == questions


@each_file
@given(FILES)
def test_what_a_record_states_is_never_called_open(file: list[Clinic]) -> None:
    """What the first sentence says is stated stands in no list of what leaves the score open."""
    for shown in all_told(file):
        stated = FIRST.fullmatch(sentences(shown)[0])["states"] or ""  # type: ignore[index]
        assert set(open_topics(shown)).isdisjoint(re.split(", | and ", stated))
        assert len(open_topics(shown)) == sum(answer.matters for answer in shown.questions.values())


def test_under_the_rubric_half_the_score_counts_what_is_open_halfway() -> None:
    """The sentence on certainty does not call sure what the rubric half credits."""
    # 80, 37.5, 50, 95: 65.625; possible 80, 75, 50, 95: 75
    shown = certainty(told({**WHOLE, "products": "stem cells"}, rubric="half"))
    assert shown.startswith(
        "The score, 65.6, counts open questions halfway; it could be up to 75.0 once what is unclear is "
        "answered: what is injected. Its rank, 1,"
    )


# -- what the guidance reaches -------------------------------------------------------------------------------------


def reach(cells: Row, **settings: object) -> str:
    """The sentence on what the guidance can reach, for a file with one clinic without people."""
    return sentences(told(cells, **settings))[2]


SILENT = "does not state how the needle is guided, so what is reached is not known."
VAGUE = "does not say clearly how the needle is guided, so what is reached is not known."


@pytest.mark.parametrize(
    ("targets", "imaging", "expected"),
    [
        ("", "", NO_TARGET),
        ("", "fluoroscopy", NO_TARGET),
        ("back", "fluoroscopy", NO_TARGET),
        ("disc", "", f"It names one target and {SILENT}"),
        ("disc; facet; muscle", "unknown", f"It names 3 targets and {SILENT}"),
        ("disc", "MRI", f"It names one target and {VAGUE}"),
        ("disc", "image-guided", f"It names one target and {VAGUE}"),
        ("disc; nerve", "blind; image-guided", f"It names 2 targets and {VAGUE}"),
        # whatever image-guided means, it reaches a muscle
        ("muscle", "image-guided", f"{KIND} can reach the one target that it names."),
        (
            "disc; muscle",
            "image-guided",
            (
                "As far as it is clear, its guidance can reach 1 of the 2 targets that it names; "
                "whether it can reach disc is not clear."
            ),
        ),
        (
            "disc; nerve; facet",
            "ultrasound; image-guided",
            (
                "As far as it is clear, its guidance can reach 1 of the 3 targets that it names; "
                "whether it can reach disc or nerve (epidural) is not clear."
            ),
        ),
        ("disc; facet", "CT", f"{KIND} can reach both targets that it names."),
        ("disc; facet; SI joint", "CT", f"{KIND} can reach all 3 targets that it names."),
        ("disc", "ultrasound", f"{KIND} cannot reach the one target that it names: disc."),
        (
            "disc; SI joint; nerve",
            "none",
            f"{KIND} can reach none of the 3 targets that it names: disc, SI joint and nerve (epidural).",
        ),
        (
            "disc; nerve; SI joint; muscle",
            "ultrasound",
            f"{KIND} can reach 2 of the 4 targets that it names, but not disc or nerve (epidural).",
        ),
    ],
)
def test_what_the_guidance_reaches(targets: str, imaging: str, expected: str) -> None:
    """The sentence on reach counts the claimed targets that the guidance can reach, and names those it cannot."""
    assert reach({"targets": targets, "imaging": imaging}) == expected


@pytest.mark.parametrize(
    ("targets", "imaging", "expected"),
    [
        (
            "disc; ligament; nerve",
            "image-guided",
            (
                "As far as it is clear, its guidance cannot reach disc; "
                "whether it can reach nerve (epidural) or ligament is not clear."
            ),
        ),
        (
            "disc; ligament; nerve",
            "ultrasound; image-guided",
            (
                "As far as it is clear, its guidance can reach 1 of the 3 targets that it names, but not disc; "
                "whether it can reach nerve (epidural) is not clear."
            ),
        ),
        ("disc", "image-guided", f"{KIND} cannot reach the one target that it names: disc."),
    ],
)
def test_reach_where_some_targets_are_missed_whatever_is_meant(
    tmp_path: Path, targets: str, imaging: str, expected: str
) -> None:
    """Under a rubric in which no image reaches a disc, unclear guidance misses it for sure."""
    rubric = tmp_path / "other.toml"
    rubric.write_text(
        'extends = "default"\nname = "other"\n'
        "[levels.adequate]\nreached = false\n[levels.acceptable]\nreached = false\n"
        '[guidance.disc.fluoroscopy]\nlevel = "weak"\n[guidance.disc.none]\nlevel = "preferred"\n'
    )
    assert reach({"targets": targets, "imaging": imaging}, rubric=rubric) == expected


# -- as properties -------------------------------------------------------------------------------------------------


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


@each_file
@given(FILES)
def test_the_first_sentence_sorts_the_questions(file: list[Clinic]) -> None:
    """Each question stands once: stated, left unclear, or not stated; and the date as the record has it."""
    for clinic, shown in zip(file, all_told(file), strict=True):
        sorted_out = FIRST.fullmatch(sentences(shown)[0])
        assert sorted_out, sentences(shown)[0]
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


@each_file
@given(FILES, WEIGHTS)
def test_the_second_sentence_names_the_best_and_the_worst(file: list[Clinic], weights: dict[str, float]) -> None:
    """Of the questions that are sure of points and have weight, those with the most and the fewest are named."""
    for shown in all_told(file, weights=weights):
        text = sentences(shown)[1]
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


@each_file
@given(FILES)
def test_the_third_sentence_counts_what_is_reached(file: list[Clinic]) -> None:
    """The number of targets reached holds whatever unclear words mean, and each target that is missed is named."""
    for clinic, shown in zip(file, all_told(file), strict=True):
        text = sentences(shown)[2]
        if not (clinic.targets and clinic.imaging):
            assert "not known" in text
            continue
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


@each_file
@given(FILES, WEIGHTS)
def test_the_sentence_on_certainty_has_the_figures_of_the_table(file: list[Clinic], weights: dict[str, float]) -> None:
    """Score, upper end, rank and interval are the review's, and just what is open and weighs is named with them."""
    accounts = all_told(file, weights=weights)
    for shown, (_, row) in zip(accounts, accounts[0].review.scores.iterrows(), strict=True):
        text = certainty(shown)
        assert sentences(shown)[-2] == text
        if pd.isna(row["score"]):
            assert text == (FEW_WEIGHTS if sum(weight > 0 for weight in weights.values()) < 2 else TOO_LITTLE)
            continue
        high = [] if row["score"] == row["score_high"] else [row["score_high"]]
        ranks = (
            [row["rank"]] if row["rank_low"] == row["rank_high"] else [row["rank"], row["rank_low"], row["rank_high"]]
        )
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
def test_every_clinic_of_the_example_file_is_told(rubric: str, weights: dict[str, float]) -> None:
    """Each clinic of the example file has an account of whole sentences, and whole sums and questions."""
    review = scoring.review(EXAMPLE, rubric=rubric, weights=weights, reviewed_on=DAY)
    for position in range(len(review)):
        check_sentences(account(review, position))


@each_file
@given(FILES, WEIGHTS, st.sampled_from(("default", "no-iof", "half")))
def test_every_sentence_is_whole(file: list[Clinic], weights: dict[str, float], rubric: str) -> None:
    """Whatever records state, each sentence is whole, with no gap in it and no code."""
    for shown in all_told(file, weights=weights, rubric=rubric):
        check_sentences(shown)


def check_sentences(shown: Account) -> None:
    """The sentences, the sums and the questions of an account are whole."""
    lines = sentences(shown)
    people = shown.stated["credentials"]
    extra = [any(p.terms and p not in people.counting for p in people.people)]
    doubts = [answer for answer in shown.questions.values() if answer.doubt and answer.weight]
    assert [line for line in lines if "would give" in line] == [
        f"What is injected stays open, between {points(answer.low)} and {points(answer.high)} points: {answer.doubt}"
        for answer in doubts
    ]
    assert len(lines) == 5 + sum(extra) + len(doubts)
    assert all(is_one_sentence(part) for line in lines for part in re.split(r"(?<=\.) (?=Its rank)", line)), lines
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
    """Sentences, steps, sums and questions are made of labels and the rubric's texts, whatever the record says."""
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
        assert (answer.terms, answer.unclear) == (before.questions[question].terms, before.questions[question].unclear)


def test_words_that_name_nothing_are_not_repeated() -> None:
    """Where nothing in a cell is understood, its words are not repeated in the account."""
    shown = told(dict.fromkeys(("name", "credentials", "products", "targets", "imaging"), MARKUP))
    texts = [*sentences(shown), *to_ask(shown), *(answer.sum for answer in shown.questions.values())]
    assert not any("Zq" in text or "<" in text for text in texts)
    assert sentences(shown)[0] == (
        "Its record, whose date is not stated, leaves unclear who injects, what is injected, where it goes and "
        "how the needle is guided."
    )


# -- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "day", "words"),
    [
        ("2025-03-04", date(2025, 3, 4), "as of 4 March 2025"),
        ("November 30, 2025", date(2025, 11, 30), "as of 30 November 2025"),
        ("", None, "whose date is not stated"),
        ("unknown", None, "whose date is not stated"),
        ("early spring 2020", None, "whose date is not stated"),
        ("03/04/2025", None, "whose date is not stated"),
    ],
)
def test_the_date_of_a_record(written: str, day: date | None, words: str) -> None:
    """A record is dated in words, and one whose date is blank or not understood has its date not stated."""
    shown = told({**WHOLE, "as_of": written})
    assert as_of(shown) == day
    assert f"Its record, {words}, states" in sentences(shown)[0]
