"""What would raise a score, compared with writing the term into the record and reviewing the file again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import scoring
from scoring import QUESTIONS, Review
from scoring.decisions import Kind, Raise, raises
from scoring.decisions.raise_candidates import candidates
from scoring.vocabulary import vocabulary
from tests.scoring import reference
from tests.scoring.files import WHOLE, Row, reviewed
from tests.scoring.reference import Clinic, Says
from tests.scoring.strategies import SPELLED, WEIGHTS, clinics

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"
OTHERS = (
    {"name": "B", **WHOLE},
    {"name": "C", "credentials": "RN", "products": "exosomes", "targets": "disc", "imaging": "blind"},
    {"name": "D", "credentials": "MD; dermatology", "products": "BMAC", "targets": "facet", "imaging": "ultrasound"},
)
DIMENSIONS = {"people": "credentials", "products": "products", "targets": "targets", "imaging": "imaging"}
GUIDES = ("fluoroscopy", "ct", "ultrasound")
Key = tuple[tuple[str, ...], tuple[str, ...]]  # the columns and their terms
Result = tuple[int, str, int]  # tenths of the score, the grade, the rank


def written(clinic: Clinic, name: str = "A") -> Row:
    """A record in the plainest words, one item each."""

    def cell(says: Says, *also: str) -> str:
        return "; ".join([*(SPELLED[code][0] for code in sorted(says.terms | says.words)), *also])

    contrast = {"": (), "used": ("with contrast",), "not used": ("no contrast",)}[clinic.contrast]
    return {
        "name": name,
        "credentials": cell(clinic.people),
        "credentials_verified": cell(Says(clinic.checked)),
        "products": cell(clinic.products),
        "targets": cell(Says(clinic.targets)),
        "imaging": cell(clinic.imaging, *contrast),
        "country": clinic.country,
        "claims": "no risk" if clinic.claim else "",
    }


def further(clinic: Clinic) -> Iterator[tuple[Key, Clinic]]:
    """Every record that states one more term, or what one open word means, with what it adds."""
    yield from further_terms(clinic, "people", reference.PEOPLE)
    yield from further_terms(clinic, "products", tuple(reference.PRODUCT))
    yield from further_terms(clinic, "imaging", GUIDES)
    for term in set(reference.TARGETS) - clinic.targets:
        more = replace(clinic, targets=clinic.targets | {term})
        yield (("targets",), (term,)), more
        if not clinic.targets and not clinic.imaging:
            for guide in GUIDES:
                yield (("targets", "imaging"), (term, guide)), replace(more, imaging=Says(frozenset({guide})))
    for term in clinic.people.terms - clinic.checked:
        yield (("credentials_verified",), (term,)), replace(clinic, checked=clinic.checked | {term})
    if clinic.imaging.terms - {"none"} and clinic.contrast != "used":
        yield (("imaging",), ()), replace(clinic, contrast="used")


def further_terms(clinic: Clinic, field: str, terms: tuple[str, ...]) -> Iterator[tuple[Key, Clinic]]:
    """The records with one more term in a cell, or one of its open words settled."""
    says: Says = getattr(clinic, field)
    stated = says.terms - {"none"}
    column = (DIMENSIONS[field],)
    for word in says.words:
        for term in vocabulary().ambiguous[DIMENSIONS[field]][word].may_be:
            settled = Says(stated | {term}, says.words - {word})
            yield (column, (term,)), replace(clinic, **{field: settled})
    for term in set(terms) - says.terms:
        yield (column, (term,)), replace(clinic, **{field: Says(stated | {term}, says.words)})


def results(review: Review, rows: int, others: int) -> list[tuple[Result, float]]:
    """What each of the first rows has, ranked among the last ones; and the points that its answers establish."""
    frame = review.scores
    scores = (frame["score"] * 10).round().fillna(-1).astype(int).tolist()
    sure = sum(frame[f"{review.rubric.questions[q].dimension}_score"].fillna(0) * review.weights[q] for q in QUESTIONS)
    rest = scores[-others:]
    return [
        ((score, str(grade) if score >= 0 else "", 1 + sum(other > score for other in rest)), points)
        for score, grade, points in zip(scores[:rows], frame["grade"].tolist()[:rows], sure.round(6), strict=False)
    ]


def flat(listed: tuple[Raise, ...]) -> dict[Key, Result]:
    """The raises as single statements."""
    return {
        (entry.columns, terms): (entry.outcome.score, entry.outcome.grade, entry.outcome.rank)
        for entry in listed
        for terms in entry.alternatives
    }


@settings(max_examples=25)
@given(clinics(), WEIGHTS)
def test_each_gain_is_what_the_file_gives_with_the_term_in_it(clinic: Clinic, weights: dict[str, float]) -> None:
    """Written into the record, every listed statement gives exactly its score, grade and rank; no other gains."""
    clinic = replace(clinic, board=False)
    tried = [((("",), ()), clinic), *further(clinic)]
    rows = [written(variant, f"A{place}") for place, (_, variant) in enumerate(tried)]
    whole = results(reviewed([*rows, *OTHERS], weights=weights), len(rows), len(OTHERS))
    (now, sure_now), *variants = whole
    expected: dict[Key, Result] = {}
    for (key, _), (result, sure) in zip(tried[1:], variants, strict=True):
        better = (result[0], -ord(result[1] or "Z")) > (now[0], -ord(now[1] or "Z"))
        if better and (now[0] >= 0 or sure > sure_now):
            best = expected.get(key)
            if best is None or (result[0], -ord(result[1])) > (best[0], -ord(best[1])):
                expected[key] = result
    listed = raises(reviewed([rows[0], *OTHERS], weights=weights), 0)
    assert flat(listed) == expected
    assert all(entry.gain == (None if now[0] < 0 else entry.outcome.score - now[0]) for entry in listed)
    scores = [entry.outcome.score for entry in listed]
    assert scores == sorted(scores, reverse=True)


def test_alternatives_of_one_rule_with_the_same_gain_are_together() -> None:
    """For a physician of another field both residencies raise the score alike, and so do all subspecialties."""
    listed = raises(reviewed([{"name": "A", **WHOLE, "credentials": "MD; dermatology"}]), 0)
    people = {entry.rule: entry.alternatives for entry in listed if entry.columns == ("credentials",)}
    assert people["relevant_residency"] == (("pmr",), ("anesthesiology",))
    assert len(people["relevant_subspecialty"]) == 6
    assert len(people) == len([entry for entry in listed if entry.columns == ("credentials",)])


def test_a_silent_pair_of_targets_and_imaging_is_tried_together() -> None:
    """Neither of them alone establishes Where; together they do. If one is stated no pair is tried."""
    row = {"name": "A", **WHOLE, "targets": "", "imaging": ""}
    kinds = {entry.columns for entry in raises(reviewed([row]), 0)}
    assert ("targets", "imaging") in kinds
    assert ("targets",) not in kinds
    stated = {entry.columns for entry in raises(reviewed([{**row, "imaging": "CT"}]), 0)}
    assert ("targets",) in stated
    assert ("targets", "imaging") not in stated


def test_a_cap_that_holds_the_grade_is_named() -> None:
    """A nurse practitioner in a record that names nobody earns a B, and is capped at C by the flag on physicians."""
    row = {"name": "A", "products": "PRP", "targets": "disc; facet; SI joint; nerve", "imaging": "fluoroscopy"}
    listed = raises(reviewed([{**row, "credentials": ""}]), 0)
    capped = next(entry for entry in listed if ("np",) in entry.alternatives)
    assert (capped.outcome.grade, capped.outcome.earned, capped.outcome.capped_by) == ("C", "B", ("no_physician",))
    free = next(entry for entry in listed if ("pmr",) in entry.alternatives)
    assert (free.outcome.grade, free.outcome.capped_by) == (free.outcome.earned, ())


def test_a_cap_that_holds_nothing_is_not_named() -> None:
    """Where a record earns no better grade than a cap allows, the cap is not mentioned."""
    row = {"name": "A", "credentials": "", "products": "BMAC", "targets": "disc", "imaging": "ultrasound"}
    entry = next(entry for entry in raises(reviewed([row]), 0) if ("np",) in entry.alternatives)
    assert (entry.outcome.grade, entry.outcome.earned, entry.outcome.capped_by) == ("F", "F", ())


def test_imaging_takes_the_place_of_none() -> None:
    """A record that states both none and a kind of imaging is not tried: nothing is read that way."""
    blind = reviewed([{"name": "A", **WHOLE, "imaging": "blind"}]).understood
    stated = {name: coded.values[coded.codes[0]] for name, coded in blind.stated.items()}
    cells = [
        candidate.stated["imaging"].terms
        for candidate in candidates(scoring.load_rubric(), stated)
        if candidate.columns == ("imaging",)
    ]
    assert cells == [{"fluoroscopy"}, {"ct"}, {"ultrasound"}]


def test_a_term_goes_to_one_of_the_people_who_count() -> None:
    """A physician beside the injection does not count, so a degree raises Who only for the person who injects."""
    row = {"name": "A", **WHOLE, "credentials": "NP injects; MD oversees"}
    review = reviewed([row])
    entry = next(entry for entry in raises(review, 0) if ("physician",) in entry.alternatives)
    again = reviewed([{**row, "credentials": "NP, MD injects"}]).totals.score[0]
    assert entry.outcome.score == again > review.totals.score[0]


def test_where_nobody_counts_somebody_is_added() -> None:
    """A record that names only people beside the injection gains by naming the person who injects."""
    row = {"name": "A", **WHOLE, "credentials": "MD, medical director"}
    review = reviewed([row])
    entry = next(entry for entry in raises(review, 0) if ("rn",) in entry.alternatives)
    again = reviewed([{**row, "credentials": "MD, medical director; RN injects"}]).totals.score[0]
    assert entry.outcome.score == again > review.totals.score[0]


def test_contrast_and_a_check_are_statements_too() -> None:
    """A full record can still gain by stating contrast, and by a check of the training that counts."""
    kinds = {entry.kind for entry in raises(reviewed([{"name": "A", **WHOLE}]), 0)}
    assert {Kind.CONTRAST, Kind.CHECKED} <= kinds


def test_nothing_raises_a_perfect_record() -> None:
    """Where every question has all possible points nothing is listed."""
    perfect = {
        "credentials": "MD; PM&R; pain medicine",
        "credentials_verified": "PM&R",
        "products": "PRP",
        "targets": "disc; facet; SI joint; nerve; muscle",
        "imaging": "fluoroscopy with contrast; ultrasound",
    }
    listed = raises(reviewed([{"name": "A", **perfect}]), 0)
    assert listed == ()


def test_the_clinics_of_a_file_differ_only_in_rank() -> None:
    """The same record gains the same alone and in the example, where each rank is counted among all."""
    review = scoring.review(EXAMPLE)
    frame = review.scores
    for position in range(0, len(review), 12):
        others = (frame["score"] * 10).round().drop(index=position).dropna().astype(int)
        for entry in raises(review, position):
            assert entry.outcome.rank == 1 + int((others > entry.outcome.score).sum())


@settings(max_examples=20)
@given(clinics(), st.sampled_from(("default", "no-iof", "half")))
def test_no_raise_lowers_a_score_or_a_grade(clinic: Clinic, rubric: str) -> None:
    """Under any rubric, every listed statement gives at least the score, or else a better grade."""
    review = reviewed([written(clinic)], rubric=rubric)
    score, grade = int(review.totals.score[0]), str(review.totals.grade[0])
    for entry in raises(review, 0):
        assert entry.outcome.score > score or (entry.outcome.score == score and entry.outcome.grade < grade)
