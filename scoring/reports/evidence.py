"""What studies show about each product in each target that one clinic offers, never extrapolated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.reports.calculation import in_text
from scoring.reports.explanation import Account
from scoring.rubric import Evidence, Rubric
from scoring.vocabulary import vocabulary

# If a record names no target, studies are shown for those in which its products were studied.
ANY_TARGET = "for any place that could be injected, as its record names none"


@dataclass(frozen=True)
class Finding:
    """One product in one target, as labels; `row` is None if the sources list no study of the pair."""

    product: str
    target: str
    row: Evidence | None


def evidence(account: Account) -> tuple[Finding, ...]:
    """One row for each stated product in each stated target.

    If no target is stated, in each that was studied; or in every one if none was, because silence is a finding too.
    """
    stated = account.stated
    return findings(account.review.rubric, stated["products"].terms, stated["targets"].terms)


def findings(rubric: Rubric, products: frozenset[str], targets: frozenset[str]) -> tuple[Finding, ...]:
    """One row for each of these products in each of these targets; without targets, as `evidence` chooses them."""
    every = frozenset(vocabulary().terms["targets"])
    return tuple(
        Finding(product, target, rows.get(target_term))
        for term, product in _labeled("products", products)
        for rows in [rubric.evidence.get(term, {})]
        for target_term, target in _labeled("targets", targets or frozenset(rows) or every)
    )


_RESULTS = {"no difference": "no difference between the groups"}  # in short, where no sentence says of what


def in_short(rubric: Rubric, finding: Finding) -> str:
    """The best kind of study there is and, if it compared, its result: controlled trials, mixed."""
    if finding.row is None:
        return "no study listed"
    standing = rubric.standings[finding.row.standing]
    kind, result = in_text(standing.title), finding.row.result
    return f"{kind}, {_RESULTS.get(result, result)}" if standing.compared else kind


def by_result(rubric: Rubric, listed_findings: Sequence[Finding]) -> dict[tuple[str, str], list[str]]:
    """The targets of each product by a brief finding: (product, finding) -> targets, in order."""
    groups: dict[tuple[str, str], list[str]] = {}
    for finding in listed_findings:
        groups.setdefault((finding.product, in_short(rubric, finding)), []).append(finding.target)
    return groups


def _labeled(dimension: str, terms: frozenset[str]) -> list[tuple[str, str]]:
    """Terms with their labels, in the vocabulary's order."""
    return [(term, label) for term, label in vocabulary().terms[dimension].items() if term in terms]
