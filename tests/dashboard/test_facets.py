"""Counts under the filters, against an independent count clinic by clinic."""

from collections.abc import Callable
from random import Random

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import FILTERS, NOT_STATED, ONLY, SCORE, SEARCH, STATE, WITHOUT, Filters, Terms
from scoring import Review, load_rubric
from scoring.vocabulary import vocabulary
from tests.dashboard.test_view import look
from tests.scoring.files import reviewed
from tests.scoring.reference import Clinic
from tests.scoring.strategies import RANDOMS, as_row, clinics

STATES = ("", "CA", "FL", "NV")
BY_TERM = {key: entry for key, entry in FILTERS.items() if isinstance(entry, Terms)}
KEYS = ("state", *BY_TERM, "flag", "only")
FLAG_CODES = {flag.label: code for code, flag in load_rubric().flags.items()}


def cells(clinic: Clinic, dimension: str) -> set[str]:
    """The terms that a clinic states in a dimension; "" if it states nothing, empty if it is unclear."""
    terms, words = {
        "credentials": (clinic.people.terms, clinic.people.words),
        "products": (clinic.products.terms, clinic.products.words),
        "targets": (clinic.targets, frozenset()),
        "imaging": (clinic.imaging.terms, clinic.imaging.words),
    }[dimension]
    return set(terms) if terms or words else {""}


@st.composite
def files(draw: st.DrawFn) -> pd.DataFrame:
    """A few clinics, one row each: clinic, state."""
    some = draw(st.lists(st.tuples(clinics(), st.sampled_from(STATES)), min_size=1, max_size=8))
    return pd.DataFrame(some, columns=["clinic", "state"])


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    """Possible filters, often several at once."""
    terms = {
        key: draw(st.frozensets(st.sampled_from(["", *vocabulary().terms[entry.dimension]]), max_size=3))
        for key, entry in BY_TERM.items()
    }
    return Filters(
        q=draw(st.sampled_from(["", "", "clinic 1"])),
        state=draw(st.frozensets(st.sampled_from(STATES[1:]), max_size=2)),
        **terms,
        flag=draw(st.frozensets(st.sampled_from(list(FLAG_CODES.values())), max_size=2)),
        only=draw(st.frozensets(st.sampled_from(list(FLAG_CODES.values())), max_size=1)),
        score=draw(st.sampled_from([(0, 100), (0, 100), (30, 69), (50, 100)])),
    )


def matches(filters: Filters, whole: pd.DataFrame) -> dict[str, Callable[[int], bool]]:
    """Filter -> whether the clinic at a position matches it, by what the clinic was made from and by its scores."""

    def score(place: int) -> bool:
        low, high = filters[SCORE]
        points = whole["score"][place]
        return filters[SCORE] == (0, 100) or (not np.isnan(points) and low <= int(points + 1e-9) <= high)

    return {
        "q": lambda place: filters[SEARCH] in f"clinic {place}",
        "state": lambda place: not filters[STATE] or whole["state"][place] in filters[STATE],
        "flag": lambda place: not filters[WITHOUT] & set(whole["flags"][place].split(";")),
        "only": lambda place: filters[ONLY] <= set(whole["flags"][place].split(";")),
        "score": score,
        **{
            key: lambda place, entry=entry: (
                not filters[entry] or bool(filters[entry] & cells(whole["clinic"][place], entry.dimension))
            )
            for key, entry in BY_TERM.items()
        },
    }


def held(key: str, label: str, whole: pd.DataFrame, place: int) -> bool:
    """Whether the clinic at a position has a label of a filter."""
    if key == "state":
        return bool(whole["state"][place] == label)
    if key in ("flag", "only"):
        return FLAG_CODES[label] in whole["flags"][place].split(";")
    dimension = BY_TERM[key].dimension
    terms = {label: term for term, label in vocabulary().terms[dimension].items()} | {NOT_STATED: ""}
    return terms[label] in cells(whole["clinic"][place], dimension)


def labels(key: str) -> list[str]:
    """Every label of a filter."""
    if key == "state":
        return list(STATES[1:])
    if key in ("flag", "only"):
        return list(FLAG_CODES)
    return [*vocabulary().terms[BY_TERM[key].dimension].values(), NOT_STATED]


@given(files(), filters(), RANDOMS)
def test_counts_are_those_of_every_other_filter(whole: pd.DataFrame, asked: Filters, random: Random) -> None:
    """Under any filters, each count is how many clinics have the value among those that match all the others."""
    rows = [
        as_row(clinic, f"clinic {place}", random) | {"state": state}
        for place, (clinic, state) in enumerate(whole.itertuples(index=False))
    ]
    review: Review = reviewed(rows)
    scores = review.scores
    whole = whole.assign(score=scores["score"].to_numpy(), flags=scores["flags"].fillna("").to_numpy())
    view = look(review, asked)
    fits = matches(asked, whole)
    for key in KEYS:
        other_fits = [fit for name, fit in fits.items() if name != key]
        matching = [place for place in whole.index if all(fit(place) for fit in other_fits)]
        expected = {label: sum(held(key, label, whole, place) for place in matching) for label in labels(key)}
        assert dict(view.facet(key)) == {label: count for label, count in expected.items() if count}
    assert view.mask.tolist() == [all(fit(place) for fit in fits.values()) for place in whole.index]


def test_most_come_first(clinics: Review) -> None:
    """Values are in the order of their counts, ties in alphabetical order."""
    assert look(clinics).facet("state") == [("FL", 2), ("NV", 2), ("CO", 1)]
    assert look(clinics).facet("product") == [("PRP", 3), ("Exosomes", 1), (NOT_STATED, 1)]
