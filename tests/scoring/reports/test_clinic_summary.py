"""The summary of a clinic in sentences, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from scoring.reports.clinic_summary import (
    as_of,
    certainty,
    not_understood,
    sentences,
    warnings,
)
from tests.scoring.files import WHOLE, Row, reviewed, told
from tests.scoring.reports.accounts import FEW_WEIGHTS, KIND, NO_TARGET, TOO_LITTLE, accounts

LIMITS = (
    "This weighs what the record discloses; it says nothing about safety, benefit, outcomes, or honesty, "
    "and recommends no treatment."
)
WARNING = "Its record carries a claim that patient guides list as a warning sign."
ALONE = "No other clinic in this file has a score, so there is none to rank it against."
UNDATED = "Its record, whose date is not stated,"
MOST = "By this rubric it gives the most points on"
FEWEST = "By this rubric it gives the fewest points on"
MOST_ANSWERED, FEWEST_ANSWERED = (  # an open question counts for less than any of these
    f"Of the questions it answers, it gives the {which} points on" for which in ("most", "fewest")
)
IN_DOUBT = (
    "What is injected stays open, between 0.0 and 75.0 points: PRP, which its record states, would give 75.0 by "
    "itself, but \u201cstem cells\u201d may also mean a product that takes points off."
)


def certain(score: str) -> str:
    """The sentences on the score of a file's only clinic, which leaves nothing open."""
    return f"Nothing that its record leaves unclear could move the score, {score}. {ALONE}"


def uncertain(score: str, high: str, topics: str) -> str:
    """The sentences on the score of a file's only clinic, which leaves something open."""
    return (
        f"The score, {score}, is what the record establishes; it could be up to {high} once what is unclear "
        f"is answered: {topics}. {ALONE}"
    )


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
        # words that name nothing known leave it unclear, and are not read as silence; 80, 0 (up to 75), 50, 95
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
        # 85, 75, 0, 85: ties are named together, and a check is no term of its own; 61.25, up to 88.75
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
    """Sentences describe a clinic: what is stated, what earned points, what can be reached, how sure, the limits."""
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
        # nobody who counts is left: Who is open, and the reason is given
        ("MD supervises", "a physician (MD or DO) in another role"),
    ],
)
def test_people_who_do_not_count_are_mentioned(credentials: str, expected: str | None) -> None:
    """People named beside the injection, not so now or behind somebody who injects have a sentence."""
    shown = sentences(told({**WHOLE, "credentials": credentials}))
    end = "; points are given only to those who inject."
    assert [text for text in shown if text.endswith(end)] == ([f"It names {expected}{end}"] if expected else [])
    assert len(shown) == (6 if expected else 5)


def test_a_warning_sign_is_mentioned_where_there_is_one() -> None:
    """A claim that is a warning sign is among the warnings and nowhere else; a clear record has none."""
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
    """A cell with words and no term is named for its question; a blank, unclear or partly known one is not."""
    shown = told({**WHOLE, column: words})
    assert [answer.question for answer in not_understood(shown)] == questions


def test_under_the_rubric_half_the_score_counts_what_is_open_halfway() -> None:
    """The sentence on sureness does not call sure what the rubric half credits."""
    # 80, 37.5, 50, 95: 65.625; possible 80, 75, 50, 95: 75
    shown = certainty(told({**WHOLE, "products": "stem cells"}, rubric="half"))
    assert shown.startswith(
        "The score, 65.6, counts open questions halfway; it could be up to 75.0 once what is unclear is "
        "answered: what is injected."
    )


def test_a_rank_is_stated_only_among_several_scores() -> None:
    """Where others have a score the rank and where it mostly lies are stated; where none has, that there is none."""
    silent = {"name": "Z", "products": "PRP"}
    better = {**WHOLE, "name": "B", "targets": "disc; facet"}
    both = accounts(reviewed([{**WHOLE, "name": "A"}, better, silent]))
    vary = "as the weights, and what other records leave open, vary"
    assert [certainty(clinic).partition(". ")[2] for clinic in both[:2]] == [
        f"Its rank, {rank}, mostly stays the same {vary}." for rank in (2, 1)
    ]
    alone = accounts(reviewed([{**WHOLE, "name": "A"}, silent]))[0]
    assert certainty(alone) == certain("75.0")
    assert "ank, 1" not in " ".join(sentences(alone))


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
    """The date of a record is in words; a blank or unreadable one is not stated."""
    shown = told({**WHOLE, "as_of": written})
    assert as_of(shown) == day
    assert f"Its record, {words}, states" in sentences(shown)[0]
