"""What studies show of each product in each target that one clinic offers, never extrapolated."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.reports.explanation import Account
from scoring.rubric import Evidence
from scoring.vocabulary import vocabulary


@dataclass(frozen=True)
class Finding:
    """One product in one target, as labels; `row` is None if the sources list no study of the pair."""

    product: str
    target: str
    row: Evidence | None


def evidence(account: Account) -> tuple[Finding, ...]:
    """A row for each stated product in each stated target; if no target is stated, in each that was studied."""
    rubric = account.review.rubric
    targets = account.stated["targets"].terms
    return tuple(
        Finding(product, target, rows.get(target_term))
        for term, product in _labelled("products", account.stated["products"].terms)
        for rows in [rubric.evidence.get(term, {})]
        for target_term, target in _labelled("targets", targets or frozenset(rows))
    )


def _labelled(dimension: str, terms: frozenset[str]) -> list[tuple[str, str]]:
    """Terms with their labels, in the vocabulary's order."""
    return [(term, label) for term, label in vocabulary().terms[dimension].items() if term in terms]
