"""What studies found about a product in a target: on Clinic, on Compare, and where a reader filters by either.

Every sentence is the rubric's for exactly that pair, with its limits, its sources and their date.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import safe_text
from dashboard.filters import PRODUCT, TARGET
from dashboard.method_page.method import grounds
from dashboard.view import View
from scoring import Rubric, vocabulary
from scoring.reports import ANY_TARGET, Account, Finding, counted, evidence, findings, in_short, in_text, listed


def in_full(rubric: Rubric, finding: Finding, beside: str = "") -> str:
    """A pair that was studied, as Markdown: kind of study, result, what was found, and its limits. Else "".

    beside: text beside the pair, such as the points that it gives.
    """
    row = finding.row
    if row is None:
        return ""
    badges = f":blue-badge[{rubric.standings[row.standing].title}] :gray-badge[{row.result.capitalize()}]"
    head = f"**{finding.product}, {in_text(finding.target)}** {badges} {beside}"
    return f"{head}  \n{row.finding} *Limits:* {row.limits} {grounds(rubric, row)}"


def not_studied(rubric: Rubric, pairs: Sequence[Finding]) -> str:
    """The pairs without a listed study, as Markdown, by product or by target, whichever are fewer; "" for none."""
    silent = [pair for pair in pairs if pair.row is None]
    if not silent:
        return ""
    names = [(pair.product, pair.target) for pair in silent]
    if len({target for _, target in names}) < len({product for product, _ in names}):
        names = [(target, product) for product, target in names]
    groups: dict[str, list[str]] = {}
    for name, other in names:
        groups.setdefault(name, []).append(in_text(other))
    lines = [f"- **{name}:** {listed(others)}" for name, others in groups.items()]
    return "\n".join([rubric.evidence_none_listed, "", *lines])


def draw(account: Account) -> None:
    """On Clinic: what was found for each product in each target that it states, beside the points that they give."""
    rubric, pairs = account.review.rubric, evidence(account)
    if pairs:
        st.markdown(rubric.statements["grades_and_findings"])
    for pair in pairs:
        if pair.row:
            st.markdown(in_full(rubric, pair, points_of_pair(account, pair)))
    if silent := not_studied(rubric, pairs):
        st.markdown(silent)
    if pairs and not account.stated["targets"].terms:
        st.markdown(f"These are the findings {ANY_TARGET}.")
    if not account.stated["products"].terms:
        st.markdown("Its record names no product, so there is no evidence to show.")
    statements = rubric.statements
    st.caption(f"{statements['points_per_product']} {statements['evidence_is_per_product']}")


def points_of_pair(account: Account, pair: Finding) -> str:
    """The product's points in What and the target's in How, as in the steps of the score; Markdown."""
    what, how = (account.questions[question] for question in ("what", "how"))
    parts = [f"{what.rule.title}: {step.gives}" for step in what.steps if step.label == pair.product]
    parts += [f"{how.rule.title}: {step.gives}, {step.guidance}" for step in how.steps if step.target == pair.target]
    return f"*Points:* {'; '.join(parts)}. " if parts else ""


def draw_compared(compared: Sequence[Account]) -> None:
    """Below the columns of Compare, on request: every pair that a clinic states, once, and which clinics state it."""
    if not any(map(evidence, compared)):
        return
    rubric = compared[0].review.rubric
    st.markdown(rubric.statements["grades_and_findings"])
    part = st.expander("What studies found of what they offer, with limits and sources", key="compared_studies")
    by_clinic = [(safe_text.markdown(clinic.name), evidence(clinic)) for clinic in compared]
    pairs = list(dict.fromkeys((pair.product, pair.target) for _, own in by_clinic for pair in own))
    by_pair = {(pair.product, pair.target): pair for _, own in by_clinic for pair in own}
    for key in pairs:
        if by_pair[key].row:
            names = [name for name, own in by_clinic if by_pair[key] in own]
            part.markdown(in_full(rubric, by_pair[key], f"*{listed(names)}.* "))
    if silent := not_studied(rubric, [by_pair[key] for key in pairs]):
        part.markdown(silent)
    part.caption(f"{rubric.statements['points_per_product']} {rubric.statements['evidence_is_per_product']}")


def draw_sought(view: View) -> None:
    """On Explore, if a reader filters by product or target: what was found, in a line that opens.

    The container exists even without it, because the browser redraws elements whose position changes.
    """
    with st.container(key="sought_studies"):
        pairs = sought(view)
        if not pairs:
            return
        part = st.expander(title(view, pairs), key="sought_studies_list", on_change="rerun")
        if part.open:
            rubric = view.review.rubric
            for pair in pairs:
                if pair.row:
                    part.markdown(in_full(rubric, pair))
            if silent := not_studied(rubric, pairs):
                part.markdown(silent)
            part.caption(rubric.statements["evidence_is_per_product"])


def sought(view: View) -> tuple[Finding, ...]:
    """Every pair of the products and targets that a reader filters by; if by only one, with all of the other."""
    products, targets = (_chosen(view, key) for key in (PRODUCT.key, TARGET.key))
    if not products and not targets:
        return ()
    terms = vocabulary().terms
    return findings(
        view.review.rubric, products or frozenset(terms["products"]), targets or frozenset(terms["targets"])
    )


def _chosen(view: View, key: str) -> frozenset[str]:
    """The terms of a filter, without the label for nothing stated."""
    return frozenset(view.filters.criteria.get(key, frozenset())) - {""}


def title(view: View, pairs: Sequence[Finding]) -> str:
    """What was found, in one line: briefly for a single studied pair; for several, how many there are."""
    rubric = view.review.rubric
    products = _named(view, PRODUCT.key, [pair.product for pair in pairs])
    targets = _named(view, TARGET.key, [pair.target for pair in pairs])
    about = f"What studies found{f' of {products}' * bool(products)}{f' in the {targets}' * bool(targets)}"
    studied = [pair for pair in pairs if pair.row]
    if len(pairs) == 1:
        return f"{about}: {in_short(rubric, pairs[0])}"
    noun = "pair" if products and targets else "target" if products else "product"
    if len(studied) == 1:
        (pair,) = studied
        where = f" in the {in_text(pair.target)}" if products else f" of {in_text(pair.product)}"
        others = counted(len(pairs) - 1, f"other {noun}")
        return f"{about}: {in_short(rubric, pair)}{where}; no study listed for {others}"
    return f"{about}: studies listed for {len(studied)} of {counted(len(pairs), noun)}"


def _named(view: View, key: str, labels: Sequence[str]) -> str:
    """The labels of a filter's terms in a list; "" if nothing is chosen in it."""
    return listed([in_text(label) for label in dict.fromkeys(labels)]) if _chosen(view, key) else ""
