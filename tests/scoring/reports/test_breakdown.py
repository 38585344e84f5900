"""Shares, spreads and two groups, compared with plain Python over the clinics one by one."""

from __future__ import annotations

from datetime import date
from statistics import median

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import DIMENSIONS, Review, recognise
from scoring.reports import (
    BY,
    Grouping,
    differences,
    fixed_groups,
    grouping,
    medians,
    quantiles,
    shares,
    spreads,
    wilson,
)
from scoring.vocabulary import vocabulary
from tests.scoring.files import Row, reviewed
from tests.scoring.strategies import RANDOMS

KINDS = {"Who": "credentials", "What": "products", "Where": "targets", "How": "imaging"}
CELLS = {
    "credentials": ("", "MD; PM&R", "MD", "DC", "NP; RN", "surgeon", "see website"),
    "products": ("", "PRP", "PRP; exosomes", "BMC", "stem cells", "stem cells; PRP", "Wharton's jelly", "moon dust"),
    "targets": ("", "disc", "disc; facet", "SIJ; muscle"),
    "imaging": ("", "fluoroscopy", "ultrasound", "none", "image-guided", "fluoroscopy; ultrasound"),
    "state": ("", "TX", "Florida", "CA"),
    "country": ("", "US", "Mexico", "Atlantis"),
    "as_of": ("", "2024-05-01", "2026-01-31"),
    "price_usd": ("", "500", "$1,500", "call us"),
}
CLINICS = st.lists(
    st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in CELLS.items()}),
    min_size=1,
    max_size=12,
)


def made(rows: list[Row]) -> Review:
    """The review of these clinics, each with a name."""
    return reviewed([{"name": f"Clinic {number}", **row} for number, row in enumerate(rows)])


def names_of(review: Review, place: int, row: Row, by: str) -> set[str]:
    """The keys of the groups of one clinic, from its cells and its row of scores."""
    scores = review.scores.iloc[place]
    if by in KINDS:
        stated = recognise(KINDS[by], row[KINDS[by]])
        return set(stated.terms) | ({"?"} if stated.ambiguous else set()) or {""}
    if by == "Flag":
        return set(scores["flags"].split(";"))
    keys = {
        "State": row["state"].replace("Florida", "FL"),
        "Country": row["country"].replace("Mexico", "MX").replace("Atlantis", "?"),
        "Year": row["as_of"][:4],
        "Price": "stated" if row["price_usd"] in ("500", "$1,500") else "",
        "Grade": "" if pd.isna(scores["grade"]) else scores["grade"],
        "Tier": "" if pd.isna(scores["tier"]) else str(scores["tier"]),
    }
    return {keys[by]}


@settings(max_examples=20)
@given(CLINICS)
def test_every_group_has_the_clinics_that_its_cells_put_there(rows: list[Row]) -> None:
    """For each kind of group, n and the number that states fluoroscopy equal a count clinic by clinic."""
    review = made(rows)
    everyone = np.ones(len(rows), dtype=bool)
    holds = grouping(review, "How").members(["How: Fluoroscopy"])
    assert holds.tolist() == ["fluoroscopy" in row["imaging"] for row in rows]
    for by in (*BY, "Price"):
        members = [names_of(review, place, row, by) for place, row in enumerate(rows)]
        frame = shares(grouping(review, by), everyone, holds).set_index("key")
        assert set(frame.index) == set().union(*members), by
        for key, row in frame.iterrows():
            within = [place for place, keys in enumerate(members) if key in keys]
            assert (row["clinics"], row["holders"]) == (len(within), sum(holds[place] for place in within))
            assert row["share"] == row["holders"] / row["clinics"]
            assert 0 <= row["low"] <= row["share"] <= row["high"] <= 1


@settings(max_examples=8)
@given(CLINICS, RANDOMS)
def test_a_mask_is_a_smaller_file(rows: list[Row], random: object) -> None:
    """The shares of some clinics are those of a file with only these clinics."""
    mask = np.array([random.random() < 0.5 for _ in rows])  # type: ignore[attr-defined]
    if not mask.any():
        return
    some = [row for row, kept in zip(rows, mask, strict=True) if kept]
    for by in ("State", "What", "Flag"):
        whole, alone = made(rows), made(some)
        tables = [
            shares(grouping(review, by), chosen, grouping(review, "What").members(["What: PRP", "What: Exosomes"]))
            for review, chosen in ((whole, mask), (alone, np.ones(len(some), dtype=bool)))
        ]
        pd.testing.assert_frame_equal(*tables)


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from([1.0, 2.5, 2.5, 40.0, np.nan]), st.booleans()), max_size=30),
    st.integers(1, 5),
)
def test_medians_are_those_of_the_numbers_written_out(clinics: list[tuple[int, float, bool]], size: int) -> None:
    """The median of each group, its clinics and those with a number, clinic by clinic; others are left out."""
    groups = np.array([group for group, _, _ in clinics], dtype=np.int32)
    values = np.array([value for _, value, _ in clinics])
    mask = np.array([kept for _, _, kept in clinics], dtype=bool)
    frame = medians(groups, size, mask, np.arange(len(clinics)), values)
    assert len(frame) == size
    for group, row in frame.iterrows():
        numbers = [value for of, value, kept in clinics if of == group and kept]
        known = [value for value in numbers if not np.isnan(value)]
        assert (row["clinics"], row["known"]) == (len(numbers), len(known))
        assert row["median"] == pytest.approx(median(known) if known else np.nan, nan_ok=True)


@settings(max_examples=20)
@given(CLINICS)
def test_spreads_are_those_of_the_numbers_written_out(rows: list[Row]) -> None:
    """The quantiles, the number of clinics and those without a number, by product, from the scores one by one."""
    review = made(rows)
    totals = review.totals
    frame = spreads(
        grouping(review, "What"),
        np.ones(len(rows), dtype=bool),
        review.profiles.codes,
        np.where(totals.scored, totals.score / 10, np.nan),
    ).set_index("key")
    scores = review.scores["score"]
    members = [names_of(review, place, row, "What") for place, row in enumerate(rows)]
    for key in set().union(*members):
        within = scores[[key in keys for keys in members]]
        if within.notna().any():
            row = frame.loc[key]
            assert (row["clinics"], row["silent"]) == (within.count(), within.isna().sum())
            assert row["median"] == pytest.approx(median(within.dropna()))
            expected = np.quantile(within.dropna(), (0.1, 0.25, 0.75, 0.9), method="averaged_inverted_cdf")
            assert row[["p10", "p25", "p75", "p90"]].to_list() == pytest.approx(expected.tolist())
        else:
            assert key not in frame.index


@settings(max_examples=20)
@given(CLINICS)
def test_two_groups_are_two_breakdowns(rows: list[Row]) -> None:
    """Each share of either group is that of its own clinics, and the largest gap comes first."""
    review = made(rows)
    a = grouping(review, "State").members(["State: TX", "State: FL"])
    frame = differences(review, a, ~a)
    assert frame["gap"].abs().is_monotonic_decreasing
    for _, row in frame.iterrows():
        kind = row["label"].split(": ")[0]
        members = [row["key"] in names_of(review, place, cells, kind) for place, cells in enumerate(rows)]
        for side, mask in (("a", a), ("b", ~a)):
            assert row[f"clinics_{side}"] == mask.sum()
            assert row[f"holders_{side}"] == (mask & members).sum()
        assert row["gap"] == pytest.approx(row["share_a"] - row["share_b"])


@pytest.mark.parametrize(
    ("holders", "clinics", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # by hand, with z = 1.96: (0.5 + 1.9208 / 4 -+ 1.96 * sqrt(0.25 / 4 + 3.8416 / 64)) / (1 + 3.8416 / 4)
        (2, 4, 0.1500, 0.8500),
        (5, 5, 0.5655, 1.0),
    ],
)
def test_wilson_gives_the_published_intervals(holders: int, clinics: int, low: float, high: float) -> None:
    """To four places, including both ends of the scale."""
    ends = wilson(np.array([holders]), np.array([clinics]))
    assert [float(end[0]) for end in ends] == pytest.approx([low, high], abs=6e-5)


def test_wilson_of_nobody_is_unknown() -> None:
    """A group without clinics has no interval, and raises no warning."""
    assert np.isnan(wilson(np.array([0]), np.array([0]))).all()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), min_size=1).filter(lambda s: any(n for _, n in s)))
def test_quantiles_are_those_of_the_whole_list(counted: list[tuple[int, int]]) -> None:
    """Quantiles from values and counts are those of the written-out list, averaged where they fall between."""
    values, counts = (np.array(column) for column in zip(*counted, strict=True))
    written = np.repeat(values, counts).astype(float)
    parts = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
    expected = np.quantile(written, parts, method="averaged_inverted_cdf")
    assert quantiles(values.astype(float), counts, parts) == expected.tolist()
    assert quantiles(values.astype(float), counts, (0.5,)) == [pd.Series(written).median()]


def test_a_share_is_of_the_group_that_is_named() -> None:
    """Of three clinics in Texas two state fluoroscopy; one without imaging counts in the group alone."""
    rows = [
        {"state": "TX", "products": "PRP", "imaging": "fluoroscopy"},
        {"state": "TX", "products": "PRP; BMC", "imaging": "fluoroscopy"},
        {"state": "TX", "products": "PRP", "imaging": ""},
        {"state": "FL", "products": "PRP", "imaging": "ultrasound"},
    ]
    review = made(rows)
    frame = shares(
        grouping(review, "State"), np.ones(4, dtype=bool), grouping(review, "How").members(["How: Fluoroscopy"])
    ).set_index("key")
    assert frame.loc["TX", ["clinics", "holders"]].to_list() == [3, 2]
    assert frame.loc["FL", ["clinics", "holders"]].to_list() == [1, 0]
    assert frame.loc["TX", "phrase"] == "in Texas"


def test_a_clinic_with_several_products_is_in_several_groups() -> None:
    """A grouping says whether its groups overlap, which they do as soon as one clinic is in two."""
    review = made([{"products": "PRP; BMC", "state": "TX"}, {"products": "PRP", "state": "FL"}])
    assert grouping(review, "What").overlaps
    assert not grouping(review, "State").overlaps
    assert not grouping(made([{"products": "PRP"}]), "What").overlaps


def labels(groups: Grouping) -> set[str]:
    """The labels of the groups of a kind."""
    return {group.label for group in groups.groups}


def test_the_labels_of_groups_are_frozen() -> None:
    """Links name groups by kind and label: every term, state and flag, and what is not stated, whatever the file."""
    known = fixed_groups()
    assert known.keys() >= {"State: TX", "How: Fluoroscopy", "What: Not stated", "Flag: Exosomes", "Grade: A"}
    assert known.keys() >= {
        "Price: Stated",
        "Price: Not stated",
        "Flag: No flag",
        "Grade: No score",
        "State: Not stated",
    }
    for kind, dimension in KINDS.items():
        assert dimension in DIMENSIONS
        assert known.keys() >= {f"{kind}: {label}" for label in vocabulary().terms[dimension].values()}
    review = made([{"products": "PRP"}])
    kinds = dict.fromkeys(label.split(": ")[0] for label in known)
    assert labels(grouping(review, "How")) - known.keys() == {"How: An unclear word"}
    assert all(known.keys() >= labels(grouping(review, kind)) for kind in kinds if kind not in KINDS)


def test_years_are_those_of_the_record() -> None:
    """A record without a date is in a group of its own."""
    review = made([{"products": "PRP", "as_of": "2024-05-01"}, {"products": "PRP"}])
    assert review.understood.as_of.values == (None, date(2024, 5, 1))
    assert labels(grouping(review, "Year")) == {"Year: 2024", "Year: Not stated"}
