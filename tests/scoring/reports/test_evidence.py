"""The evidence for what a clinic offers: product by product and target by target, never carried over."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scoring
from scoring.reports.evidence import Finding, evidence
from scoring.reports.explanation import account
from scoring.vocabulary import vocabulary
from tests.scoring import reference
from tests.scoring.files import reviewed, told
from tests.scoring.reference import Terms
from tests.scoring.strategies import SPELLED, subsets

RUBRIC = scoring.load_rubric()
PRODUCTS = vocabulary().terms["products"]
TARGETS = vocabulary().terms["targets"]
# Repeats the rubric's pairs on purpose, so that one added or lost by accident is noticed.
STUDIED = {
    ("prp", "disc"),
    ("prp", "facet"),
    ("prp", "si_joint"),
    ("prp", "nerve"),
    ("prp", "ligament"),
    ("prp", "muscle"),
    ("bmc", "disc"),
    ("platelet_lysate", "nerve"),
    ("cultured", "disc"),
    ("svf", "disc"),
    ("svf", "facet"),
    ("mfat", "disc"),
    ("birth_tissue", "disc"),
    ("birth_tissue", "facet"),
    ("birth_tissue", "si_joint"),
    ("birth_tissue", "nerve"),
    ("exosome", "facet"),
}


def written(terms: Terms | set[str]) -> str:
    """A cell that states these terms."""
    return "; ".join(SPELLED[term][0] for term in sorted(terms))


def found(products: Terms | set[str], targets: Terms | set[str]) -> tuple[Finding, ...]:
    """The evidence of a file with one clinic."""
    return evidence(told({"products": written(products), "targets": written(targets)}))


def every_pair() -> Iterator[tuple[str, str]]:
    """Every product with every target."""
    return itertools.product(PRODUCTS, TARGETS)


def test_a_row_is_found_for_the_pairs_that_were_studied_only() -> None:
    """Among all pairs of product and target, those that the rubric lists have their own row, and no other has one."""
    pairs = list(every_pair())
    rows = [{"name": "A", "products": written({p}), "targets": written({t}), "imaging": ""} for p, t in pairs]
    review = reviewed(rows)
    for position, (product, target) in enumerate(pairs):
        (one,) = evidence(account(review, position))
        assert (one.product, one.target) == (PRODUCTS[product], TARGETS[target])
        assert one.row == RUBRIC.evidence.get(product, {}).get(target)
        assert (one.row is not None) == ((product, target) in STUDIED)


@settings(max_examples=80, deadline=None)
@given(subsets(tuple(reference.PRODUCT), 14), subsets(reference.TARGETS, 7).filter(bool))
def test_each_stated_product_has_a_row_in_each_stated_target(products: Terms, targets: Terms) -> None:
    """Products and targets are in the vocabulary's order, each pair once, with the row of exactly that pair."""
    expected = [
        Finding(PRODUCTS[p], TARGETS[t], RUBRIC.evidence[p][t] if (p, t) in STUDIED else None)
        for p, t in every_pair()
        if p in products and t in targets
    ]
    assert list(found(products, targets)) == expected


@settings(max_examples=80, deadline=None)
@given(subsets(tuple(reference.PRODUCT), 14), st.sampled_from(("", "back", "unknown")))
def test_without_targets_the_studied_ones_are_shown(products: Terms, targets: str) -> None:
    """Without targets, each product is listed with the targets it was studied in; with all of them, if it was not."""
    ever_studied = {product for product, _ in STUDIED}
    expected = [
        (PRODUCTS[p], TARGETS[t], RUBRIC.evidence.get(p, {}).get(t))
        for p, t in every_pair()
        if p in products and ((p, t) in STUDIED or p not in ever_studied)
    ]
    shown = evidence(told({"products": written(products), "targets": targets}))
    assert [(each.product, each.target, each.row) for each in shown] == expected


@pytest.mark.parametrize("products", ["", "stem cells", "Kinetic Gel 7", "no PRP"])
def test_no_product_no_evidence(products: str) -> None:
    """Where no product is stated, or only an unclear word, there is no evidence to show."""
    assert evidence(told({"products": products, "targets": "disc"})) == ()


def test_evidence_is_not_carried_over_to_what_sounds_alike() -> None:
    """Studies of cultured cells do not count for same-day concentrate or aspirate, nor of discs for facet joints."""
    shown = {(each.product, each.target): each.row for each in found({"bmc", "bma", "cultured"}, {"disc", "facet"})}
    assert list(shown) == [
        ("Bone marrow concentrate", "Disc"),
        ("Bone marrow concentrate", "Facet joint"),
        ("Bone marrow aspirate", "Disc"),
        ("Bone marrow aspirate", "Facet joint"),
        ("Culture-expanded cells", "Disc"),
        ("Culture-expanded cells", "Facet joint"),
    ]
    same_day, cultured = (shown[product, "Disc"] for product in ("Bone marrow concentrate", "Culture-expanded cells"))
    assert "levi2025" in same_day.source
    assert {"seed10", "seed11"} <= set(cultured.source)
    assert not set(same_day.source) & set(cultured.source)
    assert [row for row in shown.values() if row is None] == [None] * 4


def test_an_unclear_word_beside_a_product_adds_no_row() -> None:
    """Only products that are named have evidence: an unclear word beside one adds none."""
    shown = evidence(told({"products": "PRP; stem cells", "targets": "disc"}))
    assert [(each.product, each.target) for each in shown] == [("PRP", "Disc")]
