"""The laws of the score, as properties of whole files; that disclosure never hurts is in `test_disclosure.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Review, load_rubric
from tests.scoring import reference
from tests.scoring.disclosure import blanked, blurred
from tests.scoring.files import Row, csv_bytes, reviewed
from tests.scoring.reference import Clinic, Says
from tests.scoring.reference_points import REACHED
from tests.scoring.strategies import RANDOMS, WEIGHTS, as_row, clinics

PLAIN = Random(0)  # noqa: S311 - chooses between spellings
COLUMNS = {
    "who": "credentials_score",
    "what": "products_score",
    "where": "targets_score",
    "how": "imaging_score",
}
WITHOUT_HOW = {"who": 10, "what": 10, "where": 10, "how": 0}
GUIDANCE = ("fluoroscopy", "ct", "ultrasound")
FIELDS = ("people", "products", "targets", "imaging")
Pair = tuple[Clinic, Clinic]


def rows_for(*file: Clinic) -> list[Row]:
    """The rows of a file with these clinics."""
    return [as_row(clinic, f"Clinic {number}", PLAIN) for number, clinic in enumerate(file)]


# -- (a) to (c): more of what is good never lowers a score ----------------------------------------------------


def some(terms: Sequence[str], most: int, random: Random) -> frozenset[str]:
    """At least one of the terms."""
    return frozenset(random.sample(terms, random.randint(1, most)))


def another_credential(clinic: Clinic, random: Random) -> Pair:
    """(a) A clinic with an MD or DO, without and with one more credential: a credential without a role costs nothing.

    Who is never lower, sure or possible.
    """
    people = Says(clinic.people.terms | {"physician"}, clinic.people.words)
    more = Says(people.terms | {random.choice(reference.PEOPLE)}, people.words)
    return replace(clinic, people=people), replace(clinic, people=more)


def another_of_the_staff(clinic: Clinic, random: Random) -> Pair:
    """A clinic without a physician, without and with one more staff member, who never lowers Who."""
    staff = sorted(reference.STAFF)
    people = some(staff, 3, random)
    return replace(clinic, people=Says(people)), replace(clinic, people=Says(people | {random.choice(staff)}))


def no_worse(product: str, than: str, country: str) -> bool:
    """Whether a product has no fewer points and no larger penalty than another, where the record is."""

    def points_and_penalty(term: str) -> tuple[int, int]:
        return (0, reference.PENALTY) if reference.penalised(term, country) else (reference.PRODUCT[term], 0)

    (points, penalty), (old_points, old_penalty) = points_and_penalty(product), points_and_penalty(than)
    return points >= old_points and penalty <= old_penalty


def a_better_product(clinic: Clinic, random: Random) -> Pair:
    """(b) A clinic, and the same with a product that is no worse replacing another: What is never lower."""
    terms, words = clinic.products.terms or some(list(reference.PRODUCT), 4, random), clinic.products.words
    old = random.choice(sorted(terms))
    better = [term for term in reference.PRODUCT if no_worse(term, old, clinic.country)]
    more = Says(terms - {old} | {random.choice(better)}, words)
    return replace(clinic, products=Says(terms, words)), replace(clinic, products=more)


def another_product_without_penalty(clinic: Clinic, random: Random) -> Pair:
    """(b) A clinic, and the same with a product without a penalty beside the others: What is never lower."""
    terms, words = clinic.products.terms or some(list(reference.PRODUCT), 4, random), clinic.products.words
    clean = [term for term in reference.PRODUCT if not reference.penalised(term, clinic.country)]
    more = Says(terms | {random.choice(clean)}, words)
    return replace(clinic, products=Says(terms, words)), replace(clinic, products=more)


def another_modality(clinic: Clinic, random: Random) -> Pair:
    """(c) A clinic with some imaging, without and with one more modality, which never lowers Where or How."""
    terms, words = clinic.imaging.terms or some(GUIDANCE, 3, random), clinic.imaging.words
    contrast = "" if terms == {"none"} else clinic.contrast
    clinic = replace(clinic, imaging=Says(terms, words), contrast=contrast)
    return clinic, replace(clinic, imaging=Says(terms | {random.choice(GUIDANCE)}, words))


def another_reached_target(clinic: Clinic, random: Random) -> Pair:
    """(c) A clinic with a target, without and with one more target that its imaging reaches: Where is never lower."""
    targets = clinic.targets or some(reference.TARGETS, 7, random)
    imaging = Says(some(GUIDANCE, 3, random), clinic.imaging.words)
    reached = [term for term in reference.TARGETS if reference.best_level(term, imaging.terms) in REACHED]
    clinic = replace(clinic, targets=targets, imaging=imaging)
    return clinic, replace(clinic, targets=targets | {random.choice(reached)})


TOTALS = ("score", "score_low", "score_high")
NEVER_LOWER = {
    another_credential: ("credentials_score", *TOTALS),
    another_of_the_staff: ("credentials_score", "score", "score_high"),
    a_better_product: ("products_score", *TOTALS),
    another_product_without_penalty: ("products_score", *TOTALS),
    another_modality: ("targets_score", "imaging_score", *TOTALS),
    another_reached_target: ("targets_score", *TOTALS),
}


def check_never_lower(law: str, file: Sequence[Pair], scores: pd.DataFrame, columns: Sequence[str]) -> None:
    """In none of the columns is a second clinic below the first; points with nothing sure count 0."""
    before, after = before_and_after(scores)
    assert (before["score"].isna() == after["score"].isna()).all(), law
    for column in columns:
        lower = after[column].fillna(0) < before[column].fillna(0)
        assert not lower.any(), (law, column, [rows_for(*file[place]) for place in lower.index[lower]])


def before_and_after(scores: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The scores of the first and of the second clinics of pairs."""
    before, after = (scores.iloc[start::2].reset_index(drop=True) for start in (0, 1))
    return before, after


# -- (d): what was open lands inside its bounds ---------------------------------------------------------------


def what_was_open(clinic: Clinic, other: Clinic, field: str, random: Random) -> Pair:
    """A clinic with a blank cell or an ambiguous word, and the same with the cell filled or the word settled."""
    cell = getattr(clinic, field)
    words = () if field == "targets" else sorted(cell.words)
    if words:
        word = random.choice(words)
        term = random.choice(sorted(reference.MAY_BE[word]))
        return clinic, replace(clinic, **{field: Says(cell.terms | {term}, cell.words - {word})})
    fields = {"people": ("people", "board"), "imaging": ("imaging", "contrast")}.get(field, (field,))
    silent = replace(clinic, **{name: getattr(Clinic(), name) for name in fields})
    return silent, replace(clinic, **{name: getattr(other, name) for name in fields})


def check_what_was_open_lands_within_the_bounds(file: Sequence[Pair], scores: pd.DataFrame) -> None:
    """(d) Filling a blank cell, or a listed term for an ambiguous word, keeps scores and grades in the old bounds."""
    old, new = before_and_after(scores)
    both = old["score"].notna() & new["score"].notna()
    old, new = old[both], new[both]
    rows = [rows_for(*file[place]) for place in both.index[both]]
    assert (old["score"] <= new["score"]).all(), rows
    assert (new["score_high"] <= old["score_high"]).all(), rows
    assert (old["grade"] >= new["grade"]).all(), rows
    assert (new["grade_high"] >= old["grade_high"]).all(), rows


@settings(max_examples=30)
@given(st.lists(clinics(), min_size=1, max_size=12), RANDOMS, WEIGHTS)
def test_saying_more_of_what_is_good_costs_nothing(
    file: list[Clinic], random: Random, weights: dict[str, float]
) -> None:
    """(a) to (d), and that of tiers: for pairs that are made of each clinic and reviewed in one file."""
    neighbors = zip(file, [*file[1:], Clinic() if len(file) == 1 else file[0]], strict=True)
    pairs = {change: [change(clinic, random) for clinic in file] for change in NEVER_LOWER}
    settled = [what_was_open(clinic, other, field, random) for clinic, other in neighbors for field in FIELDS]
    review = reviewed(rows_for(*chain.from_iterable(chain(*pairs.values(), settled))), weights=weights)
    for number, (change, columns) in enumerate(NEVER_LOWER.items()):
        # one more target may be guided worse, so How has no weight beside it
        weighed = review.with_weights(WITHOUT_HOW) if change is another_reached_target else review
        of_change = weighed.scores.iloc[2 * len(file) * number : 2 * len(file) * (number + 1)]
        check_never_lower(change.__name__, pairs[change], of_change, columns)
    check_what_was_open_lands_within_the_bounds(settled, review.scores.iloc[-2 * len(settled) :])
    check_a_tier_is_led_from_five_points_above_the_next(review.scores)  # of far more clinics than any other file here


def test_the_pairs_that_say_less_are_those_that_are_settled() -> None:
    """Blurring a word and naming it again gives the record back, so that (d) and (g) speak of the same steps."""
    clinic = Clinic(people=Says(frozenset({"pmr"})), products=Says(frozenset({"svf"})), targets=frozenset({"disc"}))
    assert {less.people for less in blurred(clinic)} == {clinic.people, Says(words=frozenset({"doctor"}))}
    assert len(blurred(clinic)) == 3
    assert [less.products.words for less in blurred(clinic)][1:] == [{"stem_cells"}, {"fat_stem_cells"}]
    assert len(blanked(clinic)) == 3


# -- (e): what is not about a clinic does not change it ---------------------------------------------------------

PRINTED = ["score", "score_low", "score_high", "coverage", "grade", "grade_high", "flags", *COLUMNS.values()]


def check_row_order_changes_nothing(plain: Review, shuffled: list[Row]) -> None:
    """(e) In another order every clinic has the same id, scores, ranks and tier."""
    before, after = plain.scores, reviewed(shuffled, weights=plain.weights).scores
    pd.testing.assert_frame_equal(
        before.sort_values("clinic_id", ignore_index=True), after.sort_values("clinic_id", ignore_index=True)
    )


def check_extra_columns_change_nothing(plain: Review, rows: list[Row], value: str, place: int) -> None:
    """(e) Columns that are no part of a record, wherever they are, change no id, score or rank."""
    names = list(rows[0])
    more = [{**row, "Favourite colour": value, "Score of ours": "7"} for row in rows]
    order = [*names[:place], "Favourite colour", *names[place:], "Score of ours"]
    extended = reviewed(csv_bytes(more, order), weights=plain.weights)
    pd.testing.assert_frame_equal(extended.scores, plain.scores)


def check_duplicates_change_no_score_and_no_order(plain: Review, rows: list[Row], again: list[Row]) -> None:
    """(e) With rows repeated, every clinic keeps its points and score, and the distinct clinics their order."""
    repeated = reviewed([*rows, *again], weights=plain.weights)
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


def check_a_question_without_weight_changes_no_total(
    plain: Review, file: list[Clinic], others: list[Clinic], questions: tuple[str, ...]
) -> None:
    """(f) Whatever a record says about questions of weight 0, totals, grades and ranks stay as they are."""
    shares = {**plain.weights, **dict.fromkeys(questions, 0)}
    if not any(shares.values()):
        shares |= {question: 10 for question in CELLS if question not in questions}
    changed = [
        replace(clinic, **{name: getattr(other, name) for question in questions for name in CELLS[question]})
        for clinic, other in zip(file, others, strict=True)
    ]
    before, after = plain.with_weights(shares).scores, reviewed(rows_for(*changed), weights=shares).scores
    pd.testing.assert_frame_equal(after[TOTAL], before[TOTAL])


# -- what can be checked by hand ----------------------------------------------------------------------------------


def check_a_total_can_be_worked_out_from_what_is_printed(scores: pd.DataFrame, weights: dict[str, float]) -> None:
    """The printed questions, 0 where they are empty, and the weights give the printed total."""
    whole = sum(map(Fraction, weights.values()))
    for _, row in scores[scores["score"].notna()].iterrows():
        sure = row[[*COLUMNS.values()]].fillna(0)
        points = {question: Fraction(str(sure[column])) for question, column in COLUMNS.items()}
        total = sum(Fraction(weights[question]) * points[question] for question in COLUMNS) / whole
        assert Fraction(str(row["score"])) == reference.to_tenth(total)


def check_a_score_lies_between_its_bounds(scores: pd.DataFrame, rubric: str) -> None:
    """Scores are between their bounds, ranks between theirs, grades in order, and all of them on their scales."""
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


def check_a_tier_is_led_from_five_points_above_the_next(scores: pd.DataFrame) -> None:
    """Tiers follow the scores from 1 without a gap, and the best of one is at least 5.0 above the best of the next."""
    ranked = scores[scores["score"].notna()].sort_values("score", ascending=False)
    assert ranked["tier"].is_monotonic_increasing
    best = ranked.groupby("tier")["score"].max()
    assert best.index.tolist() == list(range(1, len(best) + 1))
    assert (best.diff().dropna().round(1) <= -5).all()


# -- (e) and (f) of any file --------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(
    st.lists(clinics(), min_size=2, max_size=30),
    WEIGHTS,
    st.sampled_from(("default", "no-iof", "half")),
    st.sampled_from((("who",), ("what",), ("where", "how"), ("who", "what"))),
    st.tuples(st.text("ab ,;\"'\n", max_size=5), st.integers(0, 8)),
    RANDOMS,
)
def test_what_is_not_about_a_clinic_does_not_change_it(
    file: list[Clinic],
    weights: dict[str, float],
    rubric: str,
    questions: tuple[str, ...],
    column: tuple[str, int],
    random: Random,
) -> None:
    """(e), (f) and what is printed: each law above holds for any file."""
    rows = rows_for(*file)
    plain = reviewed(rows, weights=weights)
    check_row_order_changes_nothing(plain, random.sample(rows, len(rows)))
    check_extra_columns_change_nothing(plain, rows, *column)
    check_duplicates_change_no_score_and_no_order(plain, rows, random.choices(rows, k=random.randint(1, 4)))
    check_a_question_without_weight_changes_no_total(plain, file, [*file[1:], file[0]], questions)
    check_a_total_can_be_worked_out_from_what_is_printed(plain.scores, weights)
    check_a_score_lies_between_its_bounds(plain.with_rubric(load_rubric(rubric)).scores, rubric)
    check_a_tier_is_led_from_five_points_above_the_next(plain.scores)


@pytest.mark.parametrize("product", ["PRP", "BMC", "platelet lysate", "BMA", "Lipogems"])
@pytest.mark.parametrize("penalised", ["exosomes", "SVF", "Wharton's jelly", "culture-expanded"])
def test_prp_with_a_penalised_product_stays_below_any_clean_supported_one(product: str, penalised: str) -> None:
    """PRP beside a penalised product scores below every clean offer of a supported product."""
    rows = [{"name": "mixed", "products": f"PRP; {penalised}"}, {"name": "clean", "products": product}]
    mixed, clean = reviewed(rows).scores["products_score"]
    assert mixed < clean
