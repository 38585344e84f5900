"""The view: counts, key figures and order of the matching clinics."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from dashboard.facets import Index, unpacked
from dashboard.filters import FILTERS, Filters, matching
from dashboard.sorts import SORTS
from dashboard.view import View
from scoring import Review, review

EXAMPLE = review(Path(__file__).parents[2] / "data" / "clinics.csv")


def look(review: Review, filters: Filters | None = None) -> View:
    """A view of the review."""
    return View(review, filters or Filters(), Index(review))


def ids(view: View, rows: np.ndarray) -> list[str]:
    """The ids of the clinics at these positions."""
    return view.review.scores["clinic_id"].iloc[rows].to_list()


def test_key_figures(clinics: Review) -> None:
    """Clinics, scored, flagged and too little are counted among the matches; the median is of the scored."""
    figures = look(clinics).figures
    assert (figures.clinics, figures.scored, figures.too_little) == (5, 4, 1)
    assert figures.flagged == 2
    assert figures.median == pytest.approx(clinics.scores["score"].median(), abs=0.051)


def test_key_figures_of_nothing(clinics: Review) -> None:
    """Where nothing matches there is no median, and nothing is counted."""
    figures = look(clinics, Filters(q="nowhere")).figures
    assert (figures.clinics, figures.scored, figures.median) == (0, 0, None)


def test_rank_stays_that_of_the_whole_file(clinics: Review) -> None:
    """A filter hides clinics and changes no rank."""
    view = look(clinics, Filters(state=frozenset({"CO"})))
    assert view.review.score_rows(view.rows(scored=True))["rank"].to_list() == [3]


def test_unscored_are_apart_and_alphabetical(clinics: Review) -> None:
    """Clinics without a score are in a list of their own."""
    view = look(clinics)
    assert "delta" not in ids(view, view.rows(scored=True))
    assert ids(view, view.rows(scored=False, sort="name")) == ["delta"]


@pytest.mark.parametrize("sort", SORTS)
def test_minus_reverses_the_order(clinics: Review, sort: str) -> None:
    """Both directions hold the same clinics, and what is not stated stays at the end."""
    view = look(clinics)
    up, down = (
        ids(view, view.rows(scored=True, sort=sort)),
        ids(view, view.rows(scored=True, sort=f"-{sort}")),
    )
    assert sorted(up) == sorted(down)
    if sort == "who":
        assert up == ["echo", "beta", "alpha", "gamma"]
        assert down == ["alpha", "beta", "echo", "gamma"]
    if sort == "name":
        assert up == ["alpha", "beta", "echo", "gamma"] == down[::-1]


def test_without_leaves_filters_out(clinics: Review) -> None:
    """A filter's chart counts the clinics that match all the others; a chart of two, those that match the rest."""
    view = look(clinics, Filters(state=frozenset({"FL"}), target=frozenset({"disc"}), q="reno"))
    assert ids(view, np.flatnonzero(view.without("state"))) == ["echo"]
    assert ids(view, np.flatnonzero(view.without("state", "target"))) == ["delta", "echo"]
    assert ids(view, np.flatnonzero(view.without("q"))) == ["alpha"]
    assert not view.without("imaging").any()
    np.testing.assert_array_equal(view.without("imaging"), view.mask)


@pytest.mark.parametrize(
    "filters", [Filters(score=(40, 100)), Filters(unbeaten=True), Filters(product=frozenset({"prp"}))]
)
def test_views_that_share_an_index_keep_the_clinics_of_their_own_weights(filters: Filters) -> None:
    """A reader with other weights has other clinics within a range of scores, whoever looked before."""
    index = Index(EXAMPLE)
    for weights in ({}, {"who": 100, "what": 0}, {"how": 90}):
        view = View(EXAMPLE.with_weights(weights), filters, index)
        np.testing.assert_array_equal(view.mask, matching(view.review, filters))


def test_views_that_share_an_index_count_for_themselves() -> None:
    """Counts made for one reader are never shown to another with other filters or weights, in any order."""
    index = Index(EXAMPLE)
    disc, prp, imaged = frozenset({"disc"}), frozenset({"prp"}), frozenset({"fluoroscopy"})
    wishes = [Filters(), Filters(score=(50, 100)), Filters(unbeaten=True), Filters(state=frozenset({"FL"}))]
    wishes += [
        Filters(state=frozenset({"FL"}), product=prp),
        Filters(target=disc, imaging=imaged),
        Filters(product=prp),
    ]
    for _ in range(2):
        for weights in ({}, {"who": 100, "what": 0}):
            weighed = EXAMPLE.with_weights(weights)
            for filters in wishes:
                shared, alone = View(weighed, filters, index), look(weighed, filters)
                for key in FILTERS:
                    assert shared.choices(key) == alone.choices(key)
                    assert shared.facet(key) == alone.facet(key)
                for without in ((), ("score",), ("state",), ("target", "imaging"), tuple(FILTERS)):
                    mask = alone.without(*without)
                    profiles, pairs = EXAMPLE.profiles.counts_of(mask), alone.index.guidance.clinics(mask)
                    np.testing.assert_array_equal(shared.counts_without(*without), profiles)
                    np.testing.assert_array_equal(shared.guidance_without(*without), pairs)
                    assert shared.clinics_without(*without) == int(mask.sum())
                whole, matching_days = (shared.day_counts(whole_file=whole).sum() for whole in (True, False))
                assert (whole, matching_days) == (len(EXAMPLE), int(alone.mask.sum()))


def test_the_clinics_that_match_a_criterion_are_determined_once() -> None:
    """A moved weight, Back, and another reader's same filter reuse what is kept; old entries are dropped."""
    index = Index(EXAMPLE)
    made: list[int] = []

    def mask(number: int) -> NDArray[np.uint8]:
        made.append(number)
        return np.packbits(np.arange(len(EXAMPLE)) % (number + 2) == 0)

    for number in (0, 1, 0, 1, *range(2, 200), 0):
        kept = unpacked(index.masks.get(number, partial(mask, number)), len(EXAMPLE))
        np.testing.assert_array_equal(kept, np.arange(len(EXAMPLE)) % (number + 2) == 0)
    assert made == [*range(200), 0]


def test_a_reader_costs_a_bit_a_clinic_and_few_bytes_a_profile() -> None:
    """Whatever a reader filters, weighs and looks at, what is kept for the next change is small."""
    filters = Filters(q="spine", state=frozenset({"FL", "TX"}), score=(20, 100), product=frozenset({"prp", ""}))
    weighed = EXAMPLE.with_weights({"who": 70, "how": 10})
    view = View(weighed, filters, Index(EXAMPLE), EXAMPLE)
    for key in FILTERS:
        view.choices(key)
        view.without(key)
    assert (view.figures.clinics, len(view.filters_met)) == (len(view.all_rows("rank")), len(EXAMPLE))
    own = [value for key, value in vars(view).items() if key not in ("review", "loaded", "index")]
    assert sum(value.nbytes for value in own if isinstance(value, np.ndarray)) <= len(EXAMPLE) / 8 + 1
    assert len(weighed.score_rows(view.rows(scored=True)[:20])) < len(weighed.score_rows())
    of_weights = [*vars(weighed.totals).values(), *vars(weighed.robustness).values()]
    parts = [part for value in of_weights for part in (value.values() if isinstance(value, Mapping) else [value])]
    of_own = [part for part in parts if isinstance(part, np.ndarray) and part is not weighed.profiles.low]
    assert len(of_own) >= 10
    assert sum(array.nbytes for array in of_own) <= 30 * len(weighed.profiles)
