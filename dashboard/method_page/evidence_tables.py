"""The tables of the Method page on evidence: the ladder, the products on it, what studies found, and the law."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dashboard.method_page.method import cited, grounds
from scoring import Rubric, vocabulary
from scoring.rubric import Notice, ProductRule

_REPORTED = " *As reported by others; the text itself was not seen.*"


def ladder(rubric: Rubric) -> pd.DataFrame:
    """The rungs, best first: points, what a rung means, and the products on it."""
    return pd.DataFrame(
        [
            {
                "Points": str(rung.points),
                "Rung": f"**{rung.title}.** {rung.meaning} {rung.reason} {grounds(rubric, rung)}",
                "Products": _on_rung(rubric, key),
            }
            for key, rung in rubric.ladder.items()
        ]
    )


def _on_rung(rubric: Rubric, rung: str) -> str:
    """The labels of the products on a rung, with a note if a penalty reduces their points."""
    rules = [(term, rule) for term, rule in rubric.product.items() if rule.rung == rung]
    labels = [f"{_label('products', t)}{' (penalty)' if r.penalised != 'never' else ''}" for t, r in rules]
    return ", ".join(labels) or "No product"


def products(rubric: Rubric) -> pd.DataFrame:
    """Each product: its points or penalty, why it is on its rung, its status, and what the article said."""
    return pd.DataFrame(
        [
            {
                "Product and points": f"**{rule.title}**: {product_points(rubric, rule)}",
                "Why it is on its rung": _why(rubric, rule),
                "Status, and what the article said": f"{rule.status} {rule.article_said} {grounds(rubric, rule)}",
            }
            for rule in rubric.what.values()
        ]
    )


def product_points(rubric: Rubric, rule: ProductRule) -> str:
    """What a product gives, or costs if it is penalized."""
    points = rubric.ladder[rule.rung].points
    if rule.penalised == "never":
        return str(points)
    where = f"in {rule.jurisdiction}; {points} elsewhere" if rule.penalised == "here" else "everywhere"
    return f"takes off {rule.penalty} ({where})"


def _why(rubric: Rubric, rule: ProductRule) -> str:
    return f"*{rubric.ladder[rule.rung].title}.* {rule.reason}{_against(rubric, rule)}"


def _against(rubric: Rubric, rule: ProductRule) -> str:
    """The trials of a product that found no difference, or favored the control, by target."""
    trials = [
        f"{_label('targets', target)}: {cited(rubric, row.not_in_favor)}."
        for term in rule.terms
        for target, row in rubric.evidence.get(term, {}).items()
        if row.not_in_favor
    ]
    return f" *No difference, or the control did better:* {' '.join(trials)}" if trials else ""


def standings(rubric: Rubric) -> pd.DataFrame:
    """The best kind of study for each group of products."""
    return pd.DataFrame(
        [
            {
                "At best": f"**{standing.title}**",
                "Products": ", ".join(rule.title for rule in rubric.what.values() if rule.standing == key),
                "Means": f"{standing.meaning} {standing.reason} {grounds(rubric, standing)}",
            }
            for key, standing in rubric.standings.items()
        ]
    )


def evidence(rubric: Rubric) -> pd.DataFrame:
    """What the sources found for each product in each target, and how far that goes."""
    return pd.DataFrame(
        [
            {
                "Product and target": f"**{_label('products', product)}**, {_label('targets', target)}",
                "Result": row.result,
                "Found": f"{row.finding} *Limits:* {row.limits} {grounds(rubric, row)}",
            }
            for product, rows in rubric.evidence.items()
            for target, row in rows.items()
        ]
    )


def notices(rubric: Rubric, rows: Iterable[Notice]) -> pd.DataFrame:
    """Guidelines, federal notices and rulings, or state laws: what, from when, and what it says."""
    return pd.DataFrame(
        [
            {
                "Document": f"**{row.title}** {row.document}",
                "Dated": row.dated,
                "Says": f"{row.wording}{_REPORTED if row.status == 'reported' else ''} {grounds(rubric, row)}",
            }
            for row in rows
        ]
    )


def _label(dimension: str, term: str) -> str:
    return vocabulary().label(dimension, term)
