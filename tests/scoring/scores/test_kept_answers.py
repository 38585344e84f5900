"""Answers kept from file to file are the same as each file's own."""

from __future__ import annotations

import scoring
from scoring.recognition import Stated
from scoring.rubric import Rubric, load_rubric
from scoring.scores import KeptAnswers, kept_answers
from scoring.scores.kept_answers import answers_to
from scoring.scores.questions import Answer
from tests.scoring.files import DAY, WHOLE, csv_bytes

ROWS = csv_bytes([{"name": "A", **WHOLE}, {"name": "B", **WHOLE, "imaging": "image-guided"}])
OTHER_ROWS = csv_bytes([{"name": "C", **WHOLE, "products": ""}, {"name": "B", **WHOLE}])


def test_kept_answers_score_each_file_as_by_itself() -> None:
    """Under either rubric, in any order of files, the scores are those of each file alone."""
    kept = KeptAnswers()
    for content, rubric in ((ROWS, "default"), (OTHER_ROWS, "default"), (ROWS, "half"), (ROWS, "default")):
        alone = scoring.review(content, reviewed_on=DAY, rubric=rubric)
        with kept_answers(kept):
            beside = scoring.review(content, reviewed_on=DAY, rubric=rubric)
        assert beside.scores.equals(alone.scores)


class Counted:
    """A question that counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, rubric: Rubric, left: Stated, right: Stated) -> Answer:  # noqa: ARG002 - as questions are asked
        """Always the same answer."""
        self.times += 1
        return Answer(0, self.times, known=False)


def test_a_question_is_asked_once_under_a_rubric() -> None:
    """An equal rubric in another file uses the kept answer; another rubric, or no `kept_answers`, asks again."""
    question, stated = Counted(), Stated(frozenset({"prp"}))
    default, half = load_rubric("default"), load_rubric("half")
    with kept_answers(KeptAnswers()):
        for rubric in (default, default.model_copy(), default, half, half):
            answers_to(rubric, (question,))(stated, Stated())
    assert question.times == 2
    answers_to(half, (question,))(stated, Stated())
    assert question.times == 3
