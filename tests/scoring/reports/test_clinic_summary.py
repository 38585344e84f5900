"""The account in five sentences, and the questions to ask: worked by hand, and as properties of any file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scoring
from scoring.reports.clinic_summary import as_of, sentences, to_ask
from scoring.reports.explanation import Account, account
from scoring.wording import day_in_words
from tests.scoring import reference
from tests.scoring.files import DAY, WHOLE, Row, reviewed, told
from tests.scoring.reference import Clinic
from tests.scoring.strategies import WEIGHTS, as_row, clinics

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
PLAIN = Random(0)  # noqa: S311 - chooses between spellings
FILES = st.lists(clinics(), min_size=1, max_size=5)
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
    "This weighs what the record discloses; it says nothing of safety, benefit, outcome or honesty, "
    "and recommends no treatment."
)
UNDATED = "Its record, whose date is not stated,"
TOO_LITTLE = (
    "Too little is stated for a score, which is not the same as a low one: it takes 2 answered questions that count, "
    "with at least 50% of the weight."
)
FEW_WEIGHTS = (
    "No clinic has a score under these weights: a score needs at least 2 questions with weight; "
    "give another one weight."
)
FIRM = "its rank, 1, mostly stays the same as the weights vary."
VARIED = "its rank, 1, mostly stays the same as the weights and what is open vary."

each_file = settings(max_examples=60, deadline=None)


def is_one_sentence(text: str) -> bool:
    """Whether a text is one whole sentence with nothing missing in it."""
    gaps = ("  ", "()", " ,", " .", " ;", "..", ",,", "_", "None", "nan", "<NA>", "-1")
    ends_inside = re.search(r"[.!?](?!\d)", text[:-1])
    return bool(re.fullmatch(r"[A-Z].*[\w%)]\.", text)) and not ends_inside and not any(gap in text for gap in gaps)


# -- whole accounts, by hand -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "weights", "expected"),
    [
        # 75, 90, 50, 100
        (
            {**WHOLE, "as_of": "2025-03-04"},
            {},
            (
                (
                    "Its record, as of 4 March 2025, states who injects, what is injected, where it goes and "
                    "how the needle is guided."
                ),
                "It earns most on How, 100.0 of 100, and least on Where, 50.0.",
                "Its stated guidance reaches the one target that it names.",
                f"Nothing is open that could move the score, 75.0; {FIRM}",
            ),
        ),
        (
            {},
            {},
            (
                (f"{UNDATED} does not state who injects, what is injected, where it goes or how the needle is guided."),
                "No question that counts is answered, so nothing was earned and nothing lost.",
                "It names no target, so what its guidance reaches cannot be told.",
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
                    "It earns least on What, Where and How, 0.0 of 100 each, and most on Who, 5.0 for registered "
                    "nurse; points are taken off for stromal vascular fraction and exosomes."
                ),
                "Its stated guidance does not reach the one target that it names: disc.",
                f"Nothing is open that could move the score, 1.3; {FIRM}",
            ),
        ),
        # counted 40, 37.5, 50, 45; low 0, 0, 50, 45; high 80, 75, 50, 45
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
                "It earns most on Where, 50.0 of 100, and least on What, 37.5.",
                "Its stated guidance reaches 1 of the 2 targets that it names, but not disc.",
                f"What is open could move the score, 43.1, to anything from 23.8 to 62.5; {VARIED}",
            ),
        ),
        # 75, 37.5 (0 to 75), 100, 97: no one term gives the points of what is unclear
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
                "It earns most on Where, 100.0 of 100, and least on What, 37.5.",
                "Its stated guidance reaches all 5 targets that it names.",
                f"What is open could move the score, 77.4, to anything from 68.0 to 86.8; {VARIED}",
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
                "The one answered question that counts, Who, gives 40.0 of 100 points for physician (MD or DO).",
                "It names no target, so what its guidance reaches cannot be told.",
                TOO_LITTLE,
            ),
        ),
        # words that name nothing known leave it unclear, and are not taken for silence; 75, 50, 50, 100
        (
            {**WHOLE, "products": "Kinetic Gel 7"},
            {},
            (
                (
                    f"{UNDATED} states who injects, where it goes and how the needle is guided, "
                    "and leaves unclear what is injected."
                ),
                "It earns most on How, 100.0 of 100, and least on Where, 50.0.",
                "Its stated guidance reaches the one target that it names.",
                f"What is open could move the score, 68.8, to anything from 56.3 to 81.3; {VARIED}",
            ),
        ),
        # only Who and Where count: 50 and 50
        (
            {"credentials": "MD; IOF fellowship", "products": "exosomes", "targets": "disc", "imaging": "CT"},
            {"what": 0, "how": 0},
            (
                (f"{UNDATED} states who injects, what is injected, where it goes and how the needle is guided."),
                "Each answered question that counts gives 50.0 of 100 points.",
                "Its stated guidance reaches the one target that it names.",
                f"Nothing is open that could move the score, 50.0; {FIRM}",
            ),
        ),
        # 85 by two terms and 75 by one; one question has no weight, so no clinic has a score
        (
            {"credentials": "PM&R; IOF fellowship", "products": "PRP; steroid"},
            {"who": 0, "where": 0, "how": 0},
            (
                (
                    f"{UNDATED} states who injects and what is injected, and "
                    "does not state where it goes or how the needle is guided."
                ),
                "The one answered question that counts, What, gives 75.0 of 100 points for PRP.",
                "It names no target, so what its guidance reaches cannot be told.",
                FEW_WEIGHTS,
            ),
        ),
        # 85, 75, nothing, nothing: 65
        (
            {"credentials": "PM&R; IOF fellowship", "products": "PRP; steroid"},
            {},
            (
                (
                    f"{UNDATED} states who injects and what is injected, and "
                    "does not state where it goes or how the needle is guided."
                ),
                "It earns most on Who, 85.0 of 100 for PM&R and IOF fellowship, and least on What, 75.0 for PRP.",
                "It names no target, so what its guidance reaches cannot be told.",
                f"What is open could move the score, 65.0, to anything from 40.0 to 90.0; {VARIED}",
            ),
        ),
        # 80, 0, 100, 100: 70; a check is no term of its own
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
                (
                    "It earns most on Where and How, 100.0 of 100 each, and least on What, 0.0; "
                    "points are taken off for exosomes."
                ),
                "Its stated guidance reaches all 5 targets that it names.",
                f"Nothing is open that could move the score, 70.0; {FIRM}",
            ),
        ),
        # 80, 75, nothing, 93.6 (85 to 100): counted 74.7
        (
            {
                "credentials": "PM&R",
                "credentials_verified": "PM&R",
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
                "It earns most on How, 93.6 of 100, and least on What, 75.0 for PRP.",
                "It names no target, so what its guidance reaches cannot be told.",
                f"What is open could move the score, 74.7, to anything from 60.0 to 88.8; {VARIED}",
            ),
        ),
    ],
)
def test_five_sentences(cells: Row, weights: dict[str, float], expected: tuple[str, ...]) -> None:
    """A clinic is told in five sentences: what is stated, what earned, what is reached, how sure, and the limits."""
    assert sentences(told(cells, weights=weights)) == (*expected, LIMITS)


# -- what the guidance reaches -------------------------------------------------------------------------------------

NO_TARGET = "It names no target, so what its guidance reaches cannot be told."


@pytest.mark.parametrize(
    ("targets", "imaging", "expected"),
    [
        ("", "", NO_TARGET),
        ("", "fluoroscopy", NO_TARGET),
        ("back", "fluoroscopy", NO_TARGET),
        (
            "disc",
            "",
            "It names one target and does not state how the needle is guided, so what is reached cannot be told.",
        ),
        (
            "disc; facet; muscle",
            "unknown",
            "It names 3 targets and does not state how the needle is guided, so what is reached cannot be told.",
        ),
        (
            "disc",
            "MRI",
            "It names one target and does not say clearly how the needle is guided, so what is reached cannot be told.",
        ),
        (
            "disc",
            "image-guided",
            "It names one target and does not say clearly how the needle is guided, so what is reached cannot be told.",
        ),
        (
            "disc; nerve",
            "blind; image-guided",
            "It names 2 targets and does not say clearly how the needle is guided, so what is reached cannot be told.",
        ),
        # whatever image-guided means, it reaches a muscle
        ("muscle", "image-guided", "Its stated guidance reaches the one target that it names."),
        (
            "disc; muscle",
            "image-guided",
            (
                "As far as it is clear, its guidance reaches 1 of the 2 targets that it names; "
                "whether it reaches disc is not clear."
            ),
        ),
        (
            "disc; nerve; facet",
            "ultrasound; image-guided",
            (
                "As far as it is clear, its guidance reaches 1 of the 3 targets that it names; "
                "whether it reaches disc or nerve (epidural) is not clear."
            ),
        ),
        ("disc; facet", "CT", "Its stated guidance reaches both targets that it names."),
        ("disc; facet; SI joint", "CT", "Its stated guidance reaches all 3 targets that it names."),
        ("disc", "ultrasound", "Its stated guidance does not reach the one target that it names: disc."),
        (
            "disc; SI joint; nerve",
            "none",
            "Its stated guidance reaches none of the 3 targets that it names: disc, SI joint and nerve (epidural).",
        ),
        (
            "disc; nerve; SI joint; muscle",
            "ultrasound",
            "Its stated guidance reaches 2 of the 4 targets that it names, but not disc or nerve (epidural).",
        ),
    ],
)
def test_what_the_guidance_reaches(targets: str, imaging: str, expected: str) -> None:
    """The third sentence counts the stated targets that the guidance reaches, and names those it does not."""
    assert sentences(told({"targets": targets, "imaging": imaging}))[2] == expected


@pytest.mark.parametrize(
    ("targets", "imaging", "expected"),
    [
        (
            "disc; ligament; nerve",
            "image-guided",
            (
                "As far as it is clear, its guidance does not reach disc; "
                "whether it reaches nerve (epidural) or ligament is not clear."
            ),
        ),
        (
            "disc; ligament; nerve",
            "ultrasound; image-guided",
            (
                "As far as it is clear, its guidance reaches 1 of the 3 targets that it names, but not disc; "
                "whether it reaches nerve (epidural) is not clear."
            ),
        ),
        ("disc", "image-guided", "Its stated guidance does not reach the one target that it names: disc."),
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
    assert sentences(told({"targets": targets, "imaging": imaging}, rubric=rubric))[2] == expected


@pytest.mark.usefixtures("few_readings")
def test_reach_with_too_many_readings() -> None:
    """Where words have more readings than are followed up, nothing is claimed of what is reached."""
    expected = (
        "It names one target and does not say clearly how the needle is guided, so what is reached cannot be told."
    )
    assert sentences(told({"targets": "muscle", "imaging": "image-guided"}))[2] == expected


# -- as properties -------------------------------------------------------------------------------------------------


def all_told(file: list[Clinic], **how: object) -> list[Account]:
    """The accounts of a file with these clinics."""
    review = reviewed([as_row(clinic, f"Clinic {number}", PLAIN) for number, clinic in enumerate(file)], **how)
    return [account(review, position) for position in range(len(review))]


ASKED = {
    "who": "who injects",
    "what": "what is injected",
    "where": "where it goes",
    "how": "how the needle is guided",
}
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
        said = FIRST.fullmatch(sentences(shown)[0])
        assert said, sentences(shown)[0]
        cells = {"who": clinic.people, "what": clinic.products, "how": clinic.imaging}
        # board certified and nothing else: words, and no term
        unclear = {question for question, cell in cells.items() if cell.words}
        unclear |= {"who"} if clinic.board and not clinic.people else set()
        states = {question for question, cell in cells.items() if cell.terms} - unclear
        states |= {"where"} if clinic.targets else set()
        groups = {"states": states, "unclear": unclear, "silent": set(ASKED) - states - unclear}
        for name, expected in groups.items():
            words = re.split(", | and | or ", said[name] or "")
            assert words == [ASKED[question] for question in ASKED if question in expected] or [""]
            assert (" or " in (said[name] or "")) == (name == "silent" and len(expected) > 1)
        when = f"as of {day_in_words(clinic.as_of)}" if clinic.as_of else "whose date is not stated"
        assert said["when"] == when


@each_file
@given(FILES, WEIGHTS)
def test_the_second_sentence_names_the_best_and_the_worst(file: list[Clinic], weights: dict[str, float]) -> None:
    """Of the answered questions that have weight, those with the most and the least points are named with them."""
    for shown in all_told(file, weights=weights):
        text = sentences(shown)[1]
        sure = {q.rule.title: q.counted for q in shown.questions.values() if not q.is_open and q.weight}
        said = re.fullmatch(
            r"It earns (most|least) on (.+?), (\d+\.\d) of 100(?: each| for .+?)?, and (?:most|least) on (.+?), "
            r"(\d+\.\d).*\.",
            text,
        )
        if len(set(sure.values())) > 1:
            low = shown.scored and shown.review.scores["score"].iloc[shown.position] < shown.review.rubric.grades.D
            assert said[1] == ("least" if low else "most")
            first, then = (min, max) if low else (max, min)
            for titles, shown_points, edge in ((said[2], said[3], first), (said[4], said[5], then)):
                assert round(float(shown_points) * 10) == edge(sure.values())
                level = [title for title, counted in sure.items() if counted == edge(sure.values())]
                assert re.split(", | and ", titles) == level
        else:
            assert not said
            assert [f"{counted / 10:.1f} of 100 points" for counted in {*sure.values()}] == re.findall(
                r"\d+\.\d of 100 points", text
            )
        taken = [step.label for step in shown.questions["what"].steps if step.gives.startswith("takes off")]
        assert ("taken off" in text) == bool(taken and sure and shown.questions["what"].weight)


@each_file
@given(FILES)
def test_the_third_sentence_counts_what_is_reached(file: list[Clinic]) -> None:
    """The number of targets reached holds whatever unclear words mean, and each target that is missed is named."""
    for clinic, shown in zip(file, all_told(file), strict=True):
        text = sentences(shown)[2]
        if not (clinic.targets and clinic.imaging):
            assert "cannot be told" in text
            continue
        each = [
            {target for target in clinic.targets if reference.best_level(target, terms) in REACHED}
            for terms in clinic.imaging.readings()
        ]
        sure, hoped = set.intersection(*each), set.union(*each)
        counts = {len(clinic.targets): f"all {len(clinic.targets)}", 0: "none"}
        if len(clinic.targets) > 2 and "cannot be told" not in text:
            assert f"reaches {counts.get(len(sure), len(sure))} " in text
        assert ("cannot be told" in text) == (hoped == clinic.targets and not sure)
        named = {target for target, words in TARGET_WORDS.items() if re.search(rf"[ :]{re.escape(words)}[ .,;]", text)}
        assert named == (set() if "cannot be told" in text else clinic.targets - sure)
        assert ("not clear." in text) == bool(sure and hoped - sure)


@each_file
@given(FILES, WEIGHTS)
def test_the_fourth_sentence_has_the_figures_of_the_table(file: list[Clinic], weights: dict[str, float]) -> None:
    """Score, bounds, rank and its interval are those of the review; without a score it says why there is none."""
    shown = all_told(file, weights=weights)
    for each, (_, row) in zip(shown, shown[0].review.scores.iterrows(), strict=True):
        text = sentences(each)[3]
        if pd.isna(row["score"]):
            assert text == (FEW_WEIGHTS if sum(weight > 0 for weight in weights.values()) < 2 else TOO_LITTLE)
            continue
        bounds = [] if row["score_low"] == row["score_high"] else [row["score_low"], row["score_high"]]
        ranks = (
            [row["rank"]] if row["rank_low"] == row["rank_high"] else [row["rank"], row["rank_low"], row["rank_high"]]
        )
        assert [float(number) for number in re.findall(r"\d+(?:\.\d)?", text)] == [row["score"], *bounds, *ranks]
        assert text.startswith("What is open" if bounds else "Nothing is open")
        assert ("stays the same" in text) == (len(ranks) == 1)


WEIGHTINGS = (
    {},
    {"who": 100, "what": 0, "where": 0, "how": 0},
    {"who": 0, "what": 12.345678, "where": 0.5, "how": 33.3125},
    {"who": 40, "what": 0, "where": 40, "how": 20},
)


@pytest.mark.parametrize("weights", WEIGHTINGS, ids=str)
@pytest.mark.parametrize("rubric", ["default", "no-iof"])
def test_every_clinic_of_the_example_file_is_told(rubric: str, weights: dict[str, float]) -> None:
    """Each clinic of the example file has an account of five whole sentences, and whole sums and questions."""
    review = scoring.review(EXAMPLE, rubric=rubric, weights=weights, reviewed_on=DAY)
    for position in range(len(review)):
        check_sentences(account(review, position))


@each_file
@given(FILES, WEIGHTS, st.sampled_from(("default", "no-iof")))
def test_every_sentence_is_whole(file: list[Clinic], weights: dict[str, float], rubric: str) -> None:
    """Whatever records state, each of the five sentences is one sentence, with no gap in it and no code."""
    for shown in all_told(file, weights=weights, rubric=rubric):
        check_sentences(shown)


def check_sentences(shown: Account) -> None:
    """The five sentences, the sums and the questions of an account are whole."""
    lines = sentences(shown)
    assert len(lines) == 5
    assert all(map(is_one_sentence, lines)), lines
    for asked in shown.questions.values():
        assert all(is_one_sentence(part) for part in re.split(r"(?<=\.) (?=It counts)", asked.sum) if part[0].isalpha())
        assert not re.search(r"None|nan|\(\)|  |_", asked.sum)
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
    for question, asked in after.questions.items():
        assert (asked.sum, asked.steps) == (before.questions[question].sum, before.questions[question].steps)
        assert (asked.terms, asked.unclear) == (before.questions[question].terms, before.questions[question].unclear)


def test_words_that_name_nothing_are_not_repeated() -> None:
    """Where nothing in a cell is understood, its words are not repeated in the account."""
    shown = told(dict.fromkeys(("name", "credentials", "products", "targets", "imaging"), MARKUP))
    texts = [*sentences(shown), *to_ask(shown), *(asked.sum for asked in shown.questions.values())]
    assert not any("Zq" in text or "<" in text for text in texts)
    assert sentences(shown)[0] == (
        "Its record, whose date is not stated, leaves unclear who injects, what is injected, where it goes and "
        "how the needle is guided."
    )


# -- what to ask -----------------------------------------------------------------------------------------------------

WHO = "Who exactly performs the injection, and where did they learn it?"
WHAT = "What exactly is injected, where does it come from, and how is it prepared?"
WHERE = "Which structures of my back would you inject, and why those?"
HOW = "Which imaging guides the needle for each structure, and is contrast used?"
CORD = "Which birth tissue product is it, who makes it, and under which FDA authorization?"
EXOSOME = "Which exosome product is it, who makes it, and under which FDA authorization?"
BOARD = "Certified by which board, in what, and until when?"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (WHOLE, []),
        ({**WHOLE, "products": "PRP; Kinetic Gel 7"}, []),
        ({}, [WHO, WHAT, WHERE, HOW]),
        ({**WHOLE, "credentials": "Dr. Reyes"}, [WHO]),
        ({**WHOLE, "products": "Kinetic Gel 7"}, [WHAT]),
        # what is stated is not asked, though Where or How is open for want of the other
        ({**WHOLE, "imaging": ""}, [HOW]),
        ({**WHOLE, "imaging": "image-guided"}, [HOW]),
        ({**WHOLE, "imaging": "ultrasound; image-guided"}, [HOW]),
        ({**WHOLE, "targets": ""}, [WHERE]),
        ({**WHOLE, "targets": "back"}, [WHERE]),
        # an unclear word that can change nothing beside what is known is not asked
        ({**WHOLE, "imaging": "fluoroscopy; image-guided"}, []),
        # flags first, in their order; a flag and a question that ask the same ask once
        ({**WHOLE, "products": "exosomes; Wharton's jelly"}, [CORD, EXOSOME]),
        ({**WHOLE, "products": "stem cells"}, [WHAT]),
        (
            {"credentials": "board certified", "products": "exosomes", "targets": "disc", "imaging": ""},
            [EXOSOME, BOARD, WHO, HOW],
        ),
        (
            {**WHOLE, "credentials": "DC; RN", "claims": "no risk", "as_of": "2020-01-01"},
            [
                "Which physician examines me, and who performs the injection?",
                "Who performs the injection, and under which physician's supervision?",
                "Which published studies support the claims that your record carries?",
                "Is what this record states still so?",
            ],
        ),
        (
            {**WHOLE, "targets": "disc; facet", "imaging": "ultrasound", "credentials": ""},
            [
                "Which imaging do you use for each of the structures you inject?",
                "How often does this guidance miss, and how do you confirm where the needle is?",
                WHO,
            ],
        ),
    ],
)
def test_what_to_ask(cells: Row, expected: list[str]) -> None:
    """The flags' questions come first, then one for each question left open; where all is clear, none."""
    assert list(to_ask(told(cells))) == expected


@each_file
@given(FILES, WEIGHTS)
def test_every_doubt_is_asked(file: list[Clinic], weights: dict[str, float]) -> None:
    """Flags are asked before open questions; a clinic is asked nothing only if nothing of it is open or flagged."""
    for shown in all_told(file, weights=weights):
        asks = to_ask(shown)
        flagged = list(dict.fromkeys(flag.ask for flag in shown.all_flags.values()))
        assert list(asks[: len(flagged)]) == flagged
        assert set(asks[len(flagged) :]) <= {asked.rule.ask for asked in shown.questions.values()}
        unsure = [asked for asked in shown.questions.values() if asked.is_open or asked.low < asked.high]
        assert bool(asks) == bool(shown.all_flags or unsure)
        assert not unsure or any(asked.rule.ask in asks for asked in unsure)
        assert unsure or not asks[len(flagged) :]


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
