"""The questions to ask a clinic: worked out by hand, and as properties of any file."""

from __future__ import annotations

import pytest
from hypothesis import given

from scoring.reports.questions_to_ask import own_questions, settling_questions, to_ask
from tests.scoring.files import WHOLE, Row, told
from tests.scoring.reference import Clinic
from tests.scoring.reports.accounts import FILES, all_accounts, each_file
from tests.scoring.strategies import WEIGHTS

WHO = "Who exactly performs the injection, and where did they learn it?"
WHAT = "What exactly is injected, where does it come from, and how is it prepared?"
WHERE = "Which structures of my back would you inject, and why those?"
HOW = "Which imaging guides the needle for each structure, and is contrast used?"
CONTRAST = "Is contrast used to see where the fluid goes, and what is done for a patient who cannot have it?"
CORD = "Which birth tissue product is it, who makes it, and under which FDA authorization?"
EXOSOME = "Which exosome product is it, who makes it, and under which FDA authorization?"
PHYSICIAN = "Which physician examines me, and who performs the injection?"
BLIND = "Why is no imaging used, and how do you know where the needle is?"
INJECTOR = "Which of these people performs my injection?"
STALE = "Is what this record states still true?"
BOARD = "Certified by which board, in what, and until when?"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (WHOLE, []),
        ({**WHOLE, "products": "PRP; Kinetic Gel 7"}, []),
        ({}, [WHO, WHAT, WHERE, HOW]),
        ({**WHOLE, "credentials": "Dr. Reyes"}, [WHO]),
        ({**WHOLE, "products": "Kinetic Gel 7"}, [WHAT]),
        # what is stated is not asked, though Where or How is open because the other is missing
        ({**WHOLE, "imaging": ""}, [HOW]),
        ({**WHOLE, "imaging": "image-guided"}, [HOW]),
        ({**WHOLE, "imaging": "ultrasound; image-guided"}, [HOW]),
        ({**WHOLE, "targets": ""}, [WHERE]),
        # without imaging no target is reached, whatever it is; how badly it is guided depends on which it is
        ({**WHOLE, "targets": "", "imaging": "none"}, [WHERE, BLIND]),
        ({**WHOLE, "targets": "back"}, [WHERE]),
        # beside fluoroscopy only contrast is open, at a muscle nothing that could change the points
        ({**WHOLE, "imaging": "fluoroscopy; image-guided"}, [CONTRAST]),
        ({**WHOLE, "targets": "muscle", "imaging": "ultrasound; image-guided"}, []),
        # people of whom none is stated to inject, and one who does
        ({**WHOLE, "credentials": "MD; RN"}, [INJECTOR]),
        ({**WHOLE, "credentials": "MD oversees; NP injects"}, [PHYSICIAN]),
        ({**WHOLE, "credentials": "MD oversees"}, [WHO]),
        # then flags, in the order of their questions; a flag and a question with the same wording are asked once
        ({**WHOLE, "products": "exosomes; Wharton's jelly"}, [CORD, EXOSOME]),
        ({**WHOLE, "products": "stem cells"}, [WHAT]),
        (
            {"credentials": "board certified", "products": "exosomes", "targets": "disc", "imaging": ""},
            [WHO, HOW, BOARD, EXOSOME],
        ),
        (
            {**WHOLE, "credentials": "DC; RN", "claims": "no risk", "as_of": "2020-01-01"},
            [
                PHYSICIAN,
                "Who performs the injection, and under which physician's supervision?",
                "Which published studies support the results that your record claims, and may I have time to decide?",
                STALE,
            ],
        ),
        (
            {**WHOLE, "targets": "disc; facet", "imaging": "ultrasound", "credentials": ""},
            [
                WHO,
                "Which imaging do you use for each of the structures you inject?",
                "How often does this guidance miss, and how do you confirm where the needle is?",
            ],
        ),
    ],
)
def test_what_to_ask(cells: Row, expected: list[str]) -> None:
    """One for each open question comes first, then those of the flags; none where all is clear."""
    assert list(to_ask(told(cells))) == expected


@each_file
@given(FILES, WEIGHTS)
def test_every_doubt_is_asked(file: list[Clinic], weights: dict[str, float]) -> None:
    """What leaves the score open is asked before flags, and nothing is asked only where nothing is open or flagged."""
    for shown in all_accounts(file, weights=weights):
        asks = to_ask(shown)
        first = settling_questions(shown)
        flagged = tuple(dict.fromkeys(flag.ask for flag in shown.all_flags.values() if flag.ask not in first))
        assert asks[: len(first)] == first
        assert sorted(asks[len(first) : len(first) + len(flagged)]) == sorted(flagged)
        assert bool(first) == any(answer.matters for answer in shown.questions.values())
        of_questions = {answer.rule.ask for answer in shown.questions.values()} | {CONTRAST}
        assert of_questions.issuperset((*first, *asks[len(first) + len(flagged) :]))
        unsure = [answer for answer in shown.questions.values() if answer.low < answer.high]
        assert bool(asks) == bool(shown.all_flags or unsure)
        doubtful = {answer.question for answer in unsure}
        doubtful |= {"where", "how"} if doubtful & {"where", "how"} else set()  # they depend on the same columns
        asked = {*asks, HOW} if CONTRAST in asks else {*asks}
        assert not unsure or any(shown.questions[question].rule.ask in asked for question in doubtful)
        assert unsure or sorted(asks) == sorted(flagged)


def test_what_weighs_most_is_asked_first() -> None:
    """Open questions come by weight, and so do those of flags; at equal weights who injects comes first.

    A flag of no question comes last.
    """
    assert to_ask(told({}, weights={"how": 50, "what": 30}))[:2] == (HOW, WHAT)
    team: Row = {**WHOLE, "credentials": "MD; RN", "products": "PRP; exosomes", "as_of": "2020-01-01"}
    assert to_ask(told(team)) == (INJECTOR, EXOSOME, STALE)
    assert to_ask(told(team, weights={"what": 50})) == (EXOSOME, INJECTOR, STALE)


def test_guidance_that_could_give_more_is_asked() -> None:
    """By weaker imaging, guidance is among the clinic's questions; at its best it is not.

    If only contrast is missing, only that is asked; not where it would leave a target without full points.
    """
    assert own_questions(told(WHOLE)) == (CONTRAST,)
    assert own_questions(told({**WHOLE, "targets": "disc; muscle"}))[-1] == HOW
    limited = own_questions(told({**WHOLE, "imaging": "ultrasound", "targets": "facet"}))
    assert limited[-1] == HOW
    assert {HOW, CONTRAST}.isdisjoint(own_questions(told({**WHOLE, "imaging": "fluoroscopy; contrast"})))
