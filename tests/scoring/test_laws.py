"""The laws of the score, as properties: of single answers, and of whole files."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import scoring
from scoring.recognition.stated import Stated
from scoring.scores import questions
from scoring.scores.questions import EMPTY, Answer
from tests.scoring import reference
from tests.scoring.files import Row, csv_bytes, reviewed
from tests.scoring.reference import Clinic, Says
from tests.scoring.strategies import (
    IMAGING,
    PEOPLE,
    PRODUCTS,
    SURE_IMAGING,
    TARGETS,
    WEIGHTS,
    as_row,
    clinics,
    subsets,
)

RUBRIC = scoring.load_rubric()
NOTHING = Stated()
PLAIN = Random(0)  # noqa: S311 - chooses between spellings
COUNTRIES = st.sampled_from(("US", "KY"))
LEVELS = {(t, m): RUBRIC.level[t, m] for t in reference.TARGETS for m in reference.IMAGING}
REACHED = ("preferred", "adequate", "acceptable")

answer = settings(max_examples=150, deadline=None)
whole_file = settings(max_examples=30, deadline=None)


def stated(cell: Says) -> Stated:
    """What the cell states, as scoring sees it."""
    return Stated(cell.terms, cell.words)


def within(new: Answer, old: Answer) -> bool:
    """Whether an answer, and all that it may be, lies inside the bounds of an older one."""
    return old.low <= new.low <= new.high <= old.high and (new.value == EMPTY or old.low <= new.value <= old.high)


def rows_for(clinic: Clinic, *others: Clinic) -> list[Row]:
    """The rows of a file with these clinics."""
    return [as_row(each, f"Clinic {number}", PLAIN) for number, each in enumerate((clinic, *others))]


# -- (a) to (c): more of what is good never lowers a score ----------------------------------------------------


@answer
@given(PEOPLE, st.sampled_from(reference.PEOPLE), subsets(reference.PEOPLE))
def test_a_credential_beside_a_physician_never_lowers_who(people: Says, added: str, checked: frozenset[str]) -> None:
    """(a) Beside an MD or DO, adding any credential never lowers Who, nor its bounds."""
    before = stated(Says(people.terms | {"physician"}, people.words))
    after = replace(before, terms=before.terms | {added})
    verified = Stated(checked & before.terms)
    old, new = questions.who(RUBRIC, before, verified), questions.who(RUBRIC, after, verified)
    assert new.value >= old.value
    assert new.low >= old.low
    assert new.high >= old.high


@answer
@given(subsets(tuple(reference.STAFF)), st.sampled_from(tuple(reference.STAFF)))
def test_other_staff_never_lower_who(people: frozenset[str], added: str) -> None:
    """Among people who are no physicians, another one never lowers Who."""
    before, after = Stated(people | {"iof"}), Stated(people | {"iof", added})
    assert questions.who(RUBRIC, after, NOTHING).value >= questions.who(RUBRIC, before, NOTHING).value


def no_worse(product: str, than: str, country: str) -> bool:
    """Whether a product has no fewer points and no larger penalty than another, where the record is."""

    def terms(term: str) -> tuple[int, int]:
        out = reference.penalised(term, country)
        return (0 if out else reference.PRODUCT[term]), (reference.PENALTY if out else 0)

    (points, penalty), (old_points, old_penalty) = terms(product), terms(than)
    return points >= old_points and penalty <= old_penalty


@answer
@given(PRODUCTS, st.data(), COUNTRIES)
def test_a_better_product_never_lowers_what(products: Says, data: st.DataObject, country: str) -> None:
    """(b) Putting a product with no fewer points and no larger penalty for another never lowers What."""
    assume(products.terms)
    old_term = data.draw(st.sampled_from(sorted(products.terms)))
    better = [term for term in reference.PRODUCT if no_worse(term, old_term, country)]
    new_term = data.draw(st.sampled_from(better))
    swapped = Says(products.terms - {old_term} | {new_term}, products.words)
    old, new = (questions.what(RUBRIC, stated(cell), country) for cell in (products, swapped))
    assert new.value >= old.value
    assert new.low >= old.low
    assert new.high >= old.high


@answer
@given(TARGETS, IMAGING, st.sampled_from(reference.IMAGING))
def test_another_modality_never_lowers_where_or_how(targets: frozenset[str], imaging: Says, added: str) -> None:
    """(c) Adding a modality to stated ones never lowers Where or How."""
    assume(imaging.terms)
    before, after = stated(imaging), stated(Says(imaging.terms | {added}, imaging.words))
    for question in (questions.where, questions.how):
        old, new = (question(RUBRIC, Stated(targets), each) for each in (before, after))
        assert new.value >= old.value
        assert new.low >= old.low
        assert new.high >= old.high


@answer
@given(TARGETS.filter(bool), IMAGING.filter(lambda imaging: imaging.terms - {"none"}), st.data())
def test_another_reached_target_never_lowers_where(targets: frozenset[str], imaging: Says, data: st.DataObject) -> None:
    """(c) Adding a target that the stated imaging reaches never lowers Where."""
    reached = [t for t in reference.TARGETS if any(LEVELS[t, term] in REACHED for term in imaging.terms)]
    added = data.draw(st.sampled_from(reached))
    old, new = (questions.where(RUBRIC, Stated(each), stated(imaging)) for each in (targets, targets | {added}))
    assert new.value >= old.value
    assert new.low >= old.low
    assert new.high >= old.high


@whole_file
@given(clinics(), st.sampled_from(("people", "imaging", "targets")), st.data(), WEIGHTS)
def test_more_that_is_good_never_lowers_the_total(
    clinic: Clinic, cell: str, data: st.DataObject, weights: dict[str, float]
) -> None:
    """(a, c) In a file, a credential beside an MD, a modality, or (How aside) a reached target costs nothing."""
    if cell == "people":
        known = Says(clinic.people.terms | {"physician"}, clinic.people.words)
        clinic = replace(clinic, people=known)
        added = known.terms | {data.draw(st.sampled_from(reference.PEOPLE))}
        better = replace(clinic, people=Says(added, known.words))
    elif cell == "imaging":
        terms = data.draw(SURE_IMAGING.filter(bool))
        clinic = replace(clinic, imaging=Says(terms - {"none"} or frozenset({"ct"}), clinic.imaging.words))
        added = clinic.imaging.terms | {data.draw(st.sampled_from(("fluoroscopy", "ct", "ultrasound")))}
        better = replace(clinic, imaging=Says(added, clinic.imaging.words))
    else:
        weights = {"who": 10, "what": 10, "where": 10, "how": 0}
        clinic = replace(clinic, imaging=Says(frozenset({"fluoroscopy"})), targets=clinic.targets | {"disc"})
        better = replace(clinic, targets=clinic.targets | {data.draw(st.sampled_from(reference.TARGETS))})
    found = reviewed(rows_for(clinic, better), weights=weights).scores
    assert found["score"].isna()[0] == found["score"].isna()[1]
    old, new = (found.iloc[place] for place in (0, 1))
    for column in ("score", "score_low", "score_high"):
        assert not new[column] < old[column], (column, rows_for(clinic, better))


# -- (d): what was open lands inside its bounds ---------------------------------------------------------------


@answer
@given(PEOPLE, PRODUCTS, TARGETS, IMAGING, COUNTRIES)
def test_filling_a_blank_cell_lands_within_the_bounds_of_its_questions(
    people: Says, products: Says, targets: frozenset[str], imaging: Says, country: str
) -> None:
    """(d) Whatever fills a blank cell, every question it bears on stays within its bounds."""
    aims, blank = Stated(targets), NOTHING
    assert within(questions.who(RUBRIC, stated(people), blank), questions.who(RUBRIC, blank, blank))
    assert within(questions.what(RUBRIC, stated(products), country), questions.what(RUBRIC, blank, country))
    for question in (questions.where, questions.how):
        filled = question(RUBRIC, aims, stated(imaging))
        assert within(filled, question(RUBRIC, blank, stated(imaging)))
        assert within(filled, question(RUBRIC, aims, blank))


@answer
@given(clinics(), st.data())
def test_naming_an_ambiguous_word_lands_within_the_bounds_of_its_questions(clinic: Clinic, data: st.DataObject) -> None:
    """(d) Putting one of its listed terms for an ambiguous word keeps every question within its bounds."""

    def before_and_after(cell: Says) -> tuple[Stated, Stated]:
        word = data.draw(st.sampled_from(sorted(cell.words)))
        term = data.draw(st.sampled_from(reference.MAY_BE[word]))
        return stated(cell), stated(Says(cell.terms | {term}, cell.words - {word}))

    assume(clinic.people.words or clinic.products.words or clinic.imaging.words)
    if clinic.people.words:
        old, new = (questions.who(RUBRIC, each, NOTHING) for each in before_and_after(clinic.people))
        assert within(new, old)
    if clinic.products.words:
        old, new = (questions.what(RUBRIC, each, clinic.country) for each in before_and_after(clinic.products))
        assert within(new, old)
    if clinic.imaging.words:
        unclear, clear = before_and_after(clinic.imaging)
        for question in (questions.where, questions.how):
            old, new = (question(RUBRIC, Stated(clinic.targets), each) for each in (unclear, clear))
            assert within(new, old)


@settings(max_examples=60, deadline=None)
@given(clinics(), clinics(), st.sampled_from(("people", "products", "targets", "imaging")), st.data(), WEIGHTS)
def test_what_was_open_lands_within_the_bounds_of_the_total(
    clinic: Clinic, other: Clinic, field: str, data: st.DataObject, weights: dict[str, float]
) -> None:
    """(d) In a file, filling a blank cell or naming an ambiguous word lands within the old bounds of the total."""
    cell = getattr(clinic, field)
    words = cell.words if isinstance(cell, Says) else frozenset()
    if words:
        word = data.draw(st.sampled_from(sorted(words)))
        term = data.draw(st.sampled_from(reference.MAY_BE[word]))
        clearer = replace(clinic, **{field: Says(cell.terms | {term}, words - {word})})
    else:
        clinic = replace(clinic, **{field: frozenset() if field == "targets" else Says()})
        clearer = replace(clinic, **{field: getattr(other, field)})
    clearer = replace(clearer, checked=frozenset())
    clinic = replace(clinic, checked=frozenset())
    found = reviewed(rows_for(clinic, clearer), weights=weights).scores
    old, new = (found.iloc[place] for place in (0, 1))
    if pd.notna(old["score"]):
        assert old["score_low"] <= new["score_low"] <= new["score"] <= new["score_high"] <= old["score_high"]


# -- (e): what is not about a clinic does not change it ---------------------------------------------------------

PRINTED = ["score", "score_low", "score_high", "coverage", "grade", "flags", "credentials_score"]
FILES = st.lists(clinics(), min_size=2, max_size=8)


@whole_file
@given(FILES, st.randoms(use_true_random=False), WEIGHTS)
def test_row_order_changes_nothing(file: list[Clinic], random: Random, weights: dict[str, float]) -> None:
    """(e) In another order every clinic has the same id, scores, ranks and tier."""
    rows = rows_for(*file)
    shuffled = random.sample(rows, len(rows))
    before, after = (reviewed(each, weights=weights).scores for each in (rows, shuffled))
    pd.testing.assert_frame_equal(
        before.sort_values("clinic_id", ignore_index=True), after.sort_values("clinic_id", ignore_index=True)
    )


@whole_file
@given(FILES, st.text("ab ,;\"'\n", max_size=5), st.integers(0, 8))
def test_extra_columns_change_nothing(file: list[Clinic], value: str, place: int) -> None:
    """(e) Columns that are no part of a record, wherever they stand, change no id, score or rank."""
    rows = rows_for(*file)
    names = list(rows[0])
    more = [{**row, "Favourite colour": value, "Score of ours": "7"} for row in rows]
    order = [*names[:place], "Favourite colour", *names[place:], "Score of ours"]
    plain, extended = reviewed(rows), reviewed(csv_bytes(more, order))
    pd.testing.assert_frame_equal(extended.scores, plain.scores)


@whole_file
@given(FILES, st.data(), WEIGHTS)
def test_duplicates_change_no_score_and_no_order(
    file: list[Clinic], data: st.DataObject, weights: dict[str, float]
) -> None:
    """(e) With rows repeated, every clinic keeps its scores, and the distinct clinics their order."""
    rows = rows_for(*file)
    again = data.draw(st.lists(st.sampled_from(rows), min_size=1, max_size=4))
    plain, repeated = reviewed(rows, weights=weights), reviewed([*rows, *again], weights=weights)
    first = repeated.scores.head(len(rows))
    assert first["clinic_id"].tolist() == plain.scores["clinic_id"].tolist()
    pd.testing.assert_frame_equal(first[PRINTED], plain.scores[PRINTED])
    old, new = (frame["rank"].dropna().rank(method="dense").tolist() for frame in (plain.scores, first))
    assert new == old
    assert repeated.scores["clinic_id"].is_unique


# -- (f): no weight, no say -------------------------------------------------------------------------------------

TOTAL = ["score", "score_low", "score_high", "coverage", "grade", "rank", "rank_low", "rank_high", "tier"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(clinics(), min_size=1, max_size=5),
    st.lists(clinics(), min_size=5, max_size=5),
    st.sampled_from((("who",), ("what",), ("where", "how"), ("who", "what"))),
    WEIGHTS,
)
def test_a_question_without_weight_changes_no_total(
    file: list[Clinic], others: list[Clinic], questions: tuple[str, ...], weights: dict[str, float]
) -> None:
    """(f) Whatever a record says about questions of weight 0, totals, grades, ranks and tiers stay as they are."""
    shares = {**weights, **dict.fromkeys(questions, 0)}
    assume(any(shares.values()))
    fields = {"who": ("people", "checked", "board"), "what": ("products",), "where": ("targets",), "how": ("imaging",)}
    changed = [
        replace(clinic, **{name: getattr(other, name) for q in questions for name in fields[q]})
        for clinic, other in zip(file, others, strict=False)
    ]
    before, after = (reviewed(rows_for(*each), weights=shares).scores for each in (file, changed))
    pd.testing.assert_frame_equal(after[TOTAL], before[TOTAL])


# -- what can be checked by hand ----------------------------------------------------------------------------------


@whole_file
@given(FILES, WEIGHTS)
def test_a_total_can_be_worked_out_from_what_is_printed(file: list[Clinic], weights: dict[str, float]) -> None:
    """Where no word is ambiguous, the printed questions and the weights give the printed total and coverage."""
    certain = [
        replace(
            clinic,
            people=Says(clinic.people.terms),
            products=Says(clinic.products.terms),
            imaging=Says(clinic.imaging.terms),
        )
        for clinic in file
    ]
    found = reviewed(rows_for(*certain), weights=weights).scores
    columns = {
        "who": "credentials_score",
        "what": "products_score",
        "where": "targets_score",
        "how": "imaging_score",
    }
    whole = sum(map(Fraction, weights.values()))
    for _, row in found.iterrows():
        open_ = {question for question, column in columns.items() if pd.isna(row[column])}
        covered = sum((Fraction(weights[q]) for q in columns if q not in open_), Fraction(0)) / whole
        assert Fraction(str(row["coverage"])) == reference.to_tenth(covered * 100)
        if pd.notna(row["score"]):
            points = {q: Fraction(50) if q in open_ else Fraction(str(row[column])) for q, column in columns.items()}
            total = sum(Fraction(weights[q]) * points[q] for q in columns) / whole
            assert Fraction(str(row["score"])) == reference.to_tenth(total)


@whole_file
@given(FILES, WEIGHTS)
def test_a_score_lies_between_its_bounds(file: list[Clinic], weights: dict[str, float]) -> None:
    """Scores lie between their bounds, ranks between theirs, and all of them on their scales."""
    found = reviewed(rows_for(*file), weights=weights).scores
    ranked = found[found["score"].notna()]
    assert ((ranked["score_low"] >= 0) & (ranked["score_high"] <= 100)).all()
    assert ranked["score"].between(ranked["score_low"], ranked["score_high"]).all()
    assert ((ranked["rank_low"] >= 1) & (ranked["rank_high"] <= len(ranked))).all()
    assert ranked["rank"].between(ranked["rank_low"], ranked["rank_high"]).all()
    assert set(found["grade"].dropna()) <= set("ABCDF")


@pytest.mark.parametrize("product", ["PRP", "BMC", "platelet lysate", "BMA", "Lipogems"])
@pytest.mark.parametrize("penalised", ["exosomes", "SVF", "Wharton's jelly", "culture-expanded"])
def test_prp_with_a_penalised_product_stays_below_any_clean_supported_one(product: str, penalised: str) -> None:
    """PRP beside a penalised product scores below every clean offer of a supported product."""
    rows = [{"name": "mixed", "products": f"PRP; {penalised}"}, {"name": "clean", "products": product}]
    mixed, clean = reviewed(rows).scores["products_score"]
    assert mixed < clean
