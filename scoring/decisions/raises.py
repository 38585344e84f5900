"""What would raise one clinic's score: every further statement, scored as the record itself is; those that help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scoring.decisions.raise_candidates import Candidate, Kind, candidates
from scoring.limits import Clock, Limits
from scoring.recognition import Coded, Records, Stated
from scoring.review import Review
from scoring.scores import (
    GRADES,
    Totals,
    caps_that_count,
    clinics_above,
    flag_bit,
    profiles,
    totals,
    whole_weights,
)
from scoring.vocabulary import DIMENSIONS

_COLUMNS = (*DIMENSIONS, "credentials_verified")


@dataclass(frozen=True)
class Outcome:
    """What a clinic would have. `score`: tenths. `grade`: as shown; `earned`: before caps. `rank`: in the whole file.

    `capped_by`: the flags that hold the grade below the one that it earned.
    """

    score: int
    grade: str
    earned: str
    capped_by: tuple[str, ...]
    rank: int


@dataclass(frozen=True)
class Raise:
    """A further statement that raises a score, with the others of the same rule that do exactly the same.

    `kind`, `columns`, `rule`, `word`: as of a `Candidate`. `alternatives`: the terms of each, any one of which is
    enough. `gain`: tenths; None for a clinic without a score, which would then have one.
    """

    kind: Kind
    columns: tuple[str, ...]
    rule: str
    word: str
    alternatives: tuple[tuple[str, ...], ...]
    gain: int | None
    outcome: Outcome


def raises(review: Review, position: int) -> tuple[Raise, ...]:
    """What the record of the clinic at a position could state that would raise its score, the most points first.

    One statement at a time, everything else unchanged. A statement that improves only the grade counts too.
    For a clinic without a score: a statement that gives it one, and points beyond those that are sure already.
    """
    records = review.understood
    stated = {name: records.stated[name].values[records.stated[name].codes[position]] for name in _COLUMNS}
    tried = tuple(candidates(review.rubric, stated))
    answered = _answered(records, position, stated, tried)
    scored = profiles(answered, review.rubric, review.reviewed_on, Clock(Limits()))
    weighed = totals(scored, review.weights, review.rubric)
    ranks = _ranks(review)
    caps = caps_that_count(review.weights, review.rubric)

    def outcome(row: int) -> Outcome:
        profile = int(scored.codes[row])
        return _outcome(weighed, profile, int(scored.possible[profile]), caps, ranks)

    now, *outcomes = (outcome(row) for row in range(len(tried) + 1))
    points = (weighed.counted @ whole_weights(review.weights))[scored.codes].tolist()
    better = [
        (candidate, then)
        for candidate, then, sure in zip(tried, outcomes, points[1:], strict=True)
        if _standing(then) > _standing(now) and (now.score >= 0 or sure > points[0])
    ]
    return _grouped(_best_of_people(better), now)


def _answered(records: Records, position: int, stated: dict[str, Stated], tried: Sequence[Candidate]) -> Records:
    """Repeated records of one clinic: as it is, then with each further statement."""

    def coded(name: str) -> Coded[Stated]:
        cells = [stated[name], *(candidate.stated.get(name, stated[name]) for candidate in tried)]
        places = {cell: place for place, cell in enumerate(dict.fromkeys(cells))}
        return Coded(np.array([places[cell] for cell in cells], dtype=np.int32), tuple(places))

    rows = np.full(len(tried) + 1, position)
    again = {name: replace(column, codes=column.codes[rows]) for name, column in records.stated.items()}
    return replace(
        records,
        rows=rows,
        stated={**again, **{name: coded(name) for name in _COLUMNS}},
        country=replace(records.country, codes=records.country.codes[rows]),
        as_of=replace(records.as_of, codes=records.as_of.codes[rows]),
    )


def _ranks(review: Review) -> NDArray[np.int64]:
    """The rank that a clinic would have with each score from 0 to 1000 tenths, if no lower than its own now."""
    scored = review.totals.scored
    return 1 + clinics_above(review.totals.score[scored], review.profiles.counts[scored])


def _outcome(weighed: Totals, profile: int, possible: int, caps: dict[str, str], ranks: NDArray[np.int64]) -> Outcome:
    score, earned = int(weighed.score[profile]), str(weighed.earned[profile])
    if score < 0:
        return Outcome(-1, "", "", (), -1)
    holding = tuple(code for code, cap in caps.items() if possible & flag_bit(code) and cap > earned)
    return Outcome(score, str(weighed.grade[profile]), earned, holding, int(ranks[score]))


def _standing(outcome: Outcome) -> tuple[int, int]:
    """Outcomes from worst to best: without a score, then by score, then by grade."""
    return outcome.score, -GRADES.index(outcome.grade) if outcome.grade else -len(GRADES)


def _best_of_people(better: list[tuple[Candidate, Outcome]]) -> list[tuple[Candidate, Outcome]]:
    """One of the statements of the same term: among several people, whoever gains most; settled rather than added."""
    best: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Candidate, Outcome]] = {}
    for candidate, outcome in better:
        key = candidate.columns, candidate.terms
        if key not in best or _standing(outcome) > _standing(best[key][1]):
            best[key] = candidate, outcome
    return list(best.values())


def _grouped(better: list[tuple[Candidate, Outcome]], now: Outcome) -> tuple[Raise, ...]:
    groups: dict[tuple[Kind, tuple[str, ...], str, str, Outcome], list[tuple[str, ...]]] = {}
    for candidate, outcome in better:
        key = candidate.kind, candidate.columns, candidate.rule, candidate.word, outcome
        groups.setdefault(key, []).append(candidate.terms)
    listed = [
        Raise(kind, columns, rule, word, tuple(terms), outcome.score - now.score if now.score >= 0 else None, outcome)
        for (kind, columns, rule, word, outcome), terms in groups.items()
    ]
    return tuple(sorted(listed, key=lambda entry: _standing(entry.outcome), reverse=True))
