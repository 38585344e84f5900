"""The laws of the score, as properties of whole files; that disclosure never hurts is in `test_disclosure.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.scoring import reference
from tests.scoring.disclosure import blanked, blurred
from tests.scoring.files import Row, csv_bytes, reviewed
from tests.scoring.reference import Clinic, Says
from tests.scoring.reference_points import REACHED
from tests.scoring.strategies import PRODUCTS, RANDOMS, SURE_IMAGING, TARGETS, WEIGHTS, as_row, clinics

PLAIN = Random(0)  # noqa: S311 - chooses between spellings
COLUMNS = {
    "who": "credentials_score",
    "what": "products_score",
    "where": "targets_score",
    "how": "imaging_score",
}
Pair = tuple[Clinic, Clinic]

whole_file = settings(max_examples=30, deadline=None)
many_pairs = settings(max_examples=25, deadline=None)


def rows_for(*file: Clinic) -> list[Row]:
    """The rows of a file with these clinics."""
    return [as_row(clinic, f"Clinic {number}", PLAIN) for number, clinic in enumerate(file)]


def pairs(pair: st.SearchStrategy[Pair]) -> st.SearchStrategy[list[Pair]]:
    """Several pairs, which one file can hold."""
    return st.lists(pair, min_size=1, max_size=12)


def before_and_after(file: Sequence[Pair], weights: dict[str, float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The scores of the first and of the second clinics of the pairs, reviewed in one file."""
    scores = reviewed(rows_for(*(clinic for pair in file for clinic in pair)), weights=weights).scores
    before, after = (scores.iloc[start::2].reset_index(drop=True) for start in (0, 1))
    return before, after


def check_never_lower(file: Sequence[Pair], weights: dict[str, float], *columns: str) -> None:
    """In none of the columns is a second clinic below the first; points with nothing sure count 0."""
    before, after = before_and_after(file, weights)
    assert (before["score"].isna() == after["score"].isna()).all()
    for column in columns:
        lower = after[column].fillna(0) < before[column].fillna(0)
        assert not lower.any(), (column, [rows_for(*file[place]) for place in lower.index[lower]])


# -- (a) to (c): more of what is good never lowers a score ----------------------------------------------------


@st.composite
def another_credential(draw: st.DrawFn) -> Pair:
    """A clinic with an MD or DO, without and with one more credential."""
    clinic = draw(clinics())
    people = Says(clinic.people.terms | {"physician"}, clinic.people.words)
    more = Says(people.terms | {draw(st.sampled_from(reference.PEOPLE))}, people.words)
    return replace(clinic, people=people), replace(clinic, people=more)


@many_pairs
@given(pairs(another_credential()), WEIGHTS)
def test_a_credential_beside_a_physician_costs_nothing(file: list[Pair], weights: dict[str, float]) -> None:
    """(a) Beside an MD or DO, adding a credential without a role word never lowers Who, sure or possible."""
    check_never_lower(file, weights, "credentials_score", "score", "score_low", "score_high")


@st.composite
def another_of_the_staff(draw: st.DrawFn) -> Pair:
    """A clinic without a physician, without and with one more staff member."""
    clinic, staff = draw(clinics()), st.sampled_from(sorted(reference.STAFF))
    people = draw(st.frozensets(staff, min_size=1, max_size=3))
    return replace(clinic, people=Says(people)), replace(clinic, people=Says(people | {draw(staff)}))


@many_pairs
@given(pairs(another_of_the_staff()), WEIGHTS)
def test_other_staff_never_lower_who(file: list[Pair], weights: dict[str, float]) -> None:
    """Among people who are no physicians, another one never lowers Who."""
    check_never_lower(file, weights, "credentials_score", "score", "score_high")


def no_worse(product: str, than: str, country: str) -> bool:
    """Whether a product has no fewer points and no larger penalty than another, where the record is."""

    def points_and_penalty(term: str) -> tuple[int, int]:
        return (0, reference.PENALTY) if reference.penalised(term, country) else (reference.PRODUCT[term], 0)

    (points, penalty), (old_points, old_penalty) = points_and_penalty(product), points_and_penalty(than)
    return points >= old_points and penalty <= old_penalty


@st.composite
def better_product(draw: st.DrawFn) -> Pair:
    """A clinic, and the same with a product that is no worse replacing another, or beside the others."""
    clinic, products = draw(clinics()), draw(PRODUCTS.filter(lambda products: products.terms))
    clinic, terms, words = replace(clinic, products=products), products.terms, products.words
    if draw(st.booleans()):
        clean = [term for term in reference.PRODUCT if not reference.penalised(term, clinic.country)]
        return clinic, replace(clinic, products=Says(terms | {draw(st.sampled_from(clean))}, words))
    old = draw(st.sampled_from(sorted(terms)))
    better = [term for term in reference.PRODUCT if no_worse(term, old, clinic.country)]
    return clinic, replace(clinic, products=Says(terms - {old} | {draw(st.sampled_from(better))}, words))


@many_pairs
@given(pairs(better_product()), WEIGHTS)
def test_a_better_product_costs_nothing(file: list[Pair], weights: dict[str, float]) -> None:
    """(b) A product with no fewer points and no larger penalty than another never lowers What; nor one without any."""
    check_never_lower(file, weights, "products_score", "score", "score_low", "score_high")


@st.composite
def another_modality(draw: st.DrawFn) -> Pair:
    """A clinic with some imaging, without and with one more modality."""
    clinic = draw(clinics())
    terms, words = draw(SURE_IMAGING.filter(bool)), clinic.imaging.words
    more = terms | {draw(st.sampled_from(("fluoroscopy", "ct", "ultrasound")))}
    contrast = "" if terms == {"none"} else clinic.contrast
    clinic = replace(clinic, imaging=Says(terms, words), contrast=contrast)
    return clinic, replace(clinic, imaging=Says(more, words))


@many_pairs
@given(pairs(another_modality()), WEIGHTS)
def test_another_modality_costs_nothing(file: list[Pair], weights: dict[str, float]) -> None:
    """(c) Adding a modality to stated ones never lowers Where or How."""
    check_never_lower(file, weights, "targets_score", "imaging_score", "score", "score_low", "score_high")


@st.composite
def another_reached_target(draw: st.DrawFn) -> Pair:
    """A clinic with a target, without and with one more target that its imaging reaches."""
    modalities = st.frozensets(st.sampled_from(("fluoroscopy", "ct", "ultrasound")), min_size=1)
    clinic = draw(clinics())
    imaging = Says(draw(modalities), clinic.imaging.words)
    clinic = replace(clinic, targets=draw(TARGETS.filter(bool)), imaging=imaging)
    reached = [term for term in reference.TARGETS if reference.best_level(term, clinic.imaging.terms) in REACHED]
    return clinic, replace(clinic, targets=clinic.targets | {draw(st.sampled_from(reached))})


@many_pairs
@given(pairs(another_reached_target()))
def test_another_reached_target_never_lowers_where(file: list[Pair]) -> None:
    """(c) Adding a target that the stated imaging reaches never lowers Where, sure or possible."""
    weights = {"who": 10, "what": 10, "where": 10, "how": 0}
    check_never_lower(file, weights, "targets_score", "score", "score_low", "score_high")


# -- (d): what was open lands inside its bounds ---------------------------------------------------------------


@st.composite
def what_was_open(draw: st.DrawFn) -> Pair:
    """A clinic with a blank cell or an ambiguous word, and the same with the cell filled or the word settled."""
    clinic, other = draw(clinics()), draw(clinics())
    field = draw(st.sampled_from(("people", "products", "targets", "imaging")))
    words = () if field == "targets" else sorted(getattr(clinic, field).words)
    if words:
        word = draw(st.sampled_from(words))
        term = draw(st.sampled_from(reference.MAY_BE[word]))
        cell = getattr(clinic, field)
        return clinic, replace(clinic, **{field: Says(cell.terms | {term}, cell.words - {word})})
    fields = {"people": ("people", "board"), "imaging": ("imaging", "contrast")}.get(field, (field,))
    silent = replace(clinic, **{name: getattr(Clinic(), name) for name in fields})
    return silent, replace(clinic, **{name: getattr(other, name) for name in fields})


@settings(max_examples=60, deadline=None)
@given(pairs(what_was_open()), WEIGHTS)
def test_what_was_open_lands_within_the_bounds(file: list[Pair], weights: dict[str, float]) -> None:
    """(d) Filling a blank cell, or a listed term for an ambiguous word, keeps scores and grades in the old bounds."""
    old, new = before_and_after(file, weights)
    both = old["score"].notna() & new["score"].notna()
    old, new = old[both], new[both]
    rows = [rows_for(*file[place]) for place in both.index[both]]
    assert (old["score"] <= new["score"]).all(), rows
    assert (new["score_high"] <= old["score_high"]).all(), rows
    assert (old["grade"] >= new["grade"]).all(), rows
    assert (new["grade_high"] >= old["grade_high"]).all(), rows


def test_the_pairs_that_say_less_are_those_that_are_settled() -> None:
    """Blurring a word and naming it again gives the record back, so that (d) and (g) speak of the same steps."""
    clinic = Clinic(people=Says(frozenset({"pmr"})), products=Says(frozenset({"svf"})), targets=frozenset({"disc"}))
    assert {less.people for less in blurred(clinic)} == {clinic.people, Says(words=frozenset({"doctor"}))}
    assert len(blurred(clinic)) == 3
    assert [less.products.words for less in blurred(clinic)][1:] == [{"stem_cells"}, {"fat_stem_cells"}]
    assert len(blanked(clinic)) == 3


# -- (e): what is not about a clinic does not change it ---------------------------------------------------------

PRINTED = ["score", "score_low", "score_high", "coverage", "grade", "grade_high", "flags", *COLUMNS.values()]
FILES = st.lists(clinics(), min_size=2, max_size=8)


@whole_file
@given(FILES, RANDOMS, WEIGHTS)
def test_row_order_changes_nothing(file: list[Clinic], random: Random, weights: dict[str, float]) -> None:
    """(e) In another order every clinic has the same id, scores, ranks and tier."""
    rows = rows_for(*file)
    shuffled = random.sample(rows, len(rows))
    before, after = (reviewed(order, weights=weights).scores for order in (rows, shuffled))
    pd.testing.assert_frame_equal(
        before.sort_values("clinic_id", ignore_index=True), after.sort_values("clinic_id", ignore_index=True)
    )


@whole_file
@given(FILES, st.text("ab ,;\"'\n", max_size=5), st.integers(0, 8))
def test_extra_columns_change_nothing(file: list[Clinic], value: str, place: int) -> None:
    """(e) Columns that are no part of a record, wherever they are, change no id, score or rank."""
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
    """(e) With rows repeated, every clinic keeps its points and score, and the distinct clinics their order."""
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

TOTAL = ["score", "score_low", "score_high", "coverage", "grade", "grade_high", "rank"]
CELLS = {
    "who": ("people", "checked", "board"),
    "what": ("products",),
    "where": ("targets",),
    "how": ("imaging", "contrast"),
}


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
    """(f) Whatever a record says about questions of weight 0, totals, grades and ranks stay as they are."""
    shares = {**weights, **dict.fromkeys(questions, 0)}
    assume(any(shares.values()))
    changed = [
        replace(clinic, **{name: getattr(other, name) for question in questions for name in CELLS[question]})
        for clinic, other in zip(file, others, strict=False)
    ]
    before, after = (reviewed(rows_for(*clinics_), weights=shares).scores for clinics_ in (file, changed))
    pd.testing.assert_frame_equal(after[TOTAL], before[TOTAL])


# -- what can be checked by hand ----------------------------------------------------------------------------------


@whole_file
@given(FILES, WEIGHTS)
def test_a_total_can_be_worked_out_from_what_is_printed(file: list[Clinic], weights: dict[str, float]) -> None:
    """The printed questions, 0 where they are empty, and the weights give the printed total."""
    scores = reviewed(rows_for(*file), weights=weights).scores
    whole = sum(map(Fraction, weights.values()))
    for _, row in scores[scores["score"].notna()].iterrows():
        sure = row[[*COLUMNS.values()]].fillna(0)
        points = {question: Fraction(str(sure[column])) for question, column in COLUMNS.items()}
        total = sum(Fraction(weights[question]) * points[question] for question in COLUMNS) / whole
        assert Fraction(str(row["score"])) == reference.to_tenth(total)


@whole_file
@given(FILES, WEIGHTS, st.sampled_from(("default", "no-iof", "half")))
def test_a_score_lies_between_its_bounds(file: list[Clinic], weights: dict[str, float], rubric: str) -> None:
    """Scores are between their bounds, ranks between theirs, grades in order, and all of them on their scales."""
    scores = reviewed(rows_for(*file), weights=weights, rubric=rubric).scores
    ranked = scores[scores["score"].notna()]
    assert ((ranked["score_low"] >= 0) & (ranked["score_high"] <= 100)).all()
    assert ranked["score"].between(ranked["score_low"], ranked["score_high"]).all()
    assert rubric == "half" or (ranked["score"] == ranked["score_low"]).all()
    assert ((ranked["rank_low"] >= 1) & (ranked["rank_high"] <= len(ranked))).all()
    assert ranked["rank"].between(ranked["rank_low"], ranked["rank_high"]).all()
    assert {*ranked["grade"], *ranked["grade_high"]} <= set("ABCDF")
    assert (ranked["grade_high"] <= ranked["grade"]).all()
    unscored = scores.loc[scores["score"].isna(), ["score_low", "score_high", "grade", "grade_high", "rank", "tier"]]
    assert unscored.isna().all(axis=None)


@whole_file
@given(st.lists(clinics(), min_size=2, max_size=30), WEIGHTS)
def test_a_tier_is_led_from_five_points_above_the_next(file: list[Clinic], weights: dict[str, float]) -> None:
    """Tiers follow the scores from 1 without a gap, and the best of one is at least 5.0 above the best of the next."""
    scores = reviewed(rows_for(*file), weights=weights).scores
    ranked = scores[scores["score"].notna()].sort_values("score", ascending=False)
    assert ranked["tier"].is_monotonic_increasing
    best = ranked.groupby("tier")["score"].max()
    assert best.index.tolist() == list(range(1, len(best) + 1))
    assert (best.diff().dropna().round(1) <= -5).all()


@pytest.mark.parametrize("product", ["PRP", "BMC", "platelet lysate", "BMA", "Lipogems"])
@pytest.mark.parametrize("penalised", ["exosomes", "SVF", "Wharton's jelly", "culture-expanded"])
def test_prp_with_a_penalised_product_stays_below_any_clean_supported_one(product: str, penalised: str) -> None:
    """PRP beside a penalised product scores below every clean offer of a supported product."""
    rows = [{"name": "mixed", "products": f"PRP; {penalised}"}, {"name": "clean", "products": product}]
    mixed, clean = reviewed(rows).scores["products_score"]
    assert mixed < clean
