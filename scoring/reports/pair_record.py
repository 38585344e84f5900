"""The explanation of a pair as plain values, for programs: what the command line writes as JSON."""

from __future__ import annotations

from scoring.reports.calculation import Step
from scoring.reports.explanation import Account
from scoring.reports.pair_explanation import PairExplanation, QuestionGap
from scoring.reports.pair_sentences import pair_sentences

_NAMED = ("a", "b")


def pair_record(explanation: PairExplanation) -> dict[str, object]:
    """Numbers, texts, lists and mappings of these; points with one decimal, weights and ranks as elsewhere.

    `a` and `b` are the clinics as they were named; `gap` has the points by which `a` leads on each question. `ahead`
    is "a", "b" or None; `dominates`, `surely_ahead`, `swap` and `one_weight` are about the one ahead (the first of
    two level ones that counts more unrounded). `move` is a share: 0.25 for a quarter. Without two scores `ahead`, `gap`
    and all that depends on it are None.
    """
    review = explanation.review
    settings = {
        "fingerprint": review.fingerprint,
        "recipe_fingerprint": review.recipe_fingerprint,
        "rubric": review.rubric.name,
        "versions": review.versions,
        "reviewed_on": review.reviewed_on.isoformat(),
        "weights": dict(review.weights),
    }
    return {
        "settings": settings,
        **{key: _clinic(explanation, place) for place, key in enumerate(_NAMED)},
        **_comparison(explanation),
        "sentences": list(pair_sentences(explanation)),
    }


def _comparison(explanation: PairExplanation) -> dict[str, object]:
    if explanation.pair is None:
        keys = ("ahead", "difference", "gap", "questions", "swap", "one_weight", "dominates", "surely_ahead")
        return dict.fromkeys((*keys, "could_pass", "open_answers"))
    swap, ahead = explanation.swap, explanation.ahead
    steps = explanation.one_weight or {}
    return {
        "ahead": None if ahead is None else _NAMED[ahead],
        "difference": explanation.difference / 10,
        "gap": {entry.question: entry.part / 10 for entry in explanation.questions},
        "questions": [_question(entry) for entry in explanation.questions],
        "swap": swap and {"weights": dict(swap.weights), "move": swap.move},
        "one_weight": {entry.question: steps.get(entry.question) for entry in explanation.questions},
        "dominates": explanation.dominates,
        "surely_ahead": explanation.surely_ahead,
        "could_pass": explanation.could_pass,
        "open_answers": [
            {
                "question": answer.question,
                "low": answer.low / 10,
                "high": answer.high / 10,
                "passes_from": None if answer.passes_from is None else answer.passes_from / 10,
            }
            for answer in explanation.open_answers
        ],
    }


def _clinic(explanation: PairExplanation, place: int) -> dict[str, object]:
    clinic: Account = explanation.clinics[place]
    totals, profile = clinic.review.totals, clinic.profile
    best, worst = explanation.ranks[place] if explanation.ranks else (None, None)
    return {
        "clinic_id": clinic.clinic_id,
        "name": clinic.name,
        "score": clinic.score / 10 if clinic.scored else None,
        "score_high": int(totals.high[profile]) / 10 if clinic.scored else None,
        "grade": str(totals.grade[profile]) or None,
        "rank": int(totals.rank[profile]) if clinic.scored else None,
        "best_possible_rank": best,
        "worst_possible_rank": worst,
    }


def _question(entry: QuestionGap) -> dict[str, object]:
    sides = {
        key: {
            "points": answer.counted / 10,
            "possible": answer.high / 10,
            "terms": [_term(step) for step in steps],
            "sum": answer.sum,
        }
        for key, answer, steps in zip(_NAMED, entry.answers, entry.terms, strict=True)
    }
    return {"question": entry.question, "weight": entry.weight, "gap": entry.part / 10, **sides}


def _term(step: Step) -> dict[str, object]:
    return {"term": step.label, "gives": step.gives, "points": step.points}
