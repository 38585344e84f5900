"""What studies found, shown where a reader decides: in the rubric's words, for every pair, claiming no more."""

import html
import itertools
import re

import pytest

from dashboard import study_findings
from dashboard.compare_page.compared_columns import column_html, columns
from dashboard.filters import Filters
from scoring import vocabulary
from scoring.reports import account, by_result, evidence, findings, in_short, in_text
from tests.dashboard.test_view import look
from tests.pages.test_clinic import opened
from tests.pages.test_pages import EXAMPLE, run

RUBRIC = EXAMPLE.rubric
PRODUCTS, TARGETS = vocabulary().terms["products"], vocabulary().terms["targets"]
EVERY = findings(RUBRIC, frozenset(PRODUCTS), frozenset(TARGETS))
RESULTS = ("benefit", "mixed", "no difference")


def test_every_pair_is_there_with_its_own_row() -> None:
    """Each product is listed with each target once, and a studied pair with the row of exactly that pair."""
    pairs = list(itertools.product(PRODUCTS, TARGETS))
    assert [(pair.product, pair.target) for pair in EVERY] == [(PRODUCTS[p], TARGETS[t]) for p, t in pairs]
    assert [pair.row for pair in EVERY] == [RUBRIC.evidence.get(p, {}).get(t) for p, t in pairs]


@pytest.mark.parametrize("pair", EVERY, ids=lambda pair: f"{pair.product}, {pair.target}")
def test_no_pair_says_more_than_its_level(pair: study_findings.Finding) -> None:
    """The short form has the kind of study, and a result only where two were compared; in full, the rubric's words.

    A pair without a study has no words but that none is listed, and none of another pair.
    """
    short, full = in_short(RUBRIC, pair), study_findings.in_full(RUBRIC, pair)
    if pair.row is None:
        assert (short, full) == ("no study listed", "")
        return
    standing = RUBRIC.standings[pair.row.standing]
    assert short.startswith(in_text(standing.title))
    assert [word for word in RESULTS if f", {word}" in short] == [pair.row.result] * standing.compared
    head, _, body = full.partition("  \n")
    assert re.findall(r"-badge\[(.*?)\]", head) == [standing.title, pair.row.result.capitalize()]
    said, _, grounds = body.partition(" :gray[")
    assert said == f"{pair.row.finding} *Limits:* {pair.row.limits}"
    assert f"(as of {pair.row.as_of}" in grounds
    assert all(RUBRIC.sources[source].short in grounds for source in pair.row.source)


def test_pairs_without_a_study_are_all_named_once() -> None:
    """The list of unstudied pairs holds every such pair and no other, however it is grouped."""
    for products, targets in ((PRODUCTS, TARGETS), (PRODUCTS, ["fascia"]), (["bmc"], TARGETS)):
        pairs = findings(RUBRIC, frozenset(products), frozenset(targets))
        words = study_findings.not_studied(RUBRIC, pairs)
        assert words.startswith(RUBRIC.evidence_none_listed)
        lines = re.findall(r"- \*\*(.*?):\*\* (.*)", words)
        named = {(name, other) for name, others in lines for other in re.split(r", | and ", others)}
        silent = [(pair.product, in_text(pair.target)) for pair in pairs if pair.row is None]
        turned = [(pair.target, in_text(pair.product)) for pair in pairs if pair.row is None]
        assert named in (set(silent), set(turned))
    assert not study_findings.not_studied(RUBRIC, findings(RUBRIC, frozenset({"prp"}), frozenset({"disc"})))


@pytest.mark.parametrize("position", [0, 3, 20, 41])
def test_clinic_shows_each_pair_beside_the_points_of_its_steps(position: int) -> None:
    """Every studied pair of the clinic is drawn, with what its product and its target add to the score."""
    clinic = account(EXAMPLE, position)
    what = {step.label: step.gives for step in clinic.questions["what"].steps}
    how = {step.target: step.gives for step in clinic.questions["how"].steps}
    drawn = [shown.value for shown in opened(clinic.clinic_id).markdown if "*Limits:*" in shown.value]
    pairs = [pair for pair in evidence(clinic) if pair.row]
    assert pairs
    assert len(drawn) == len(pairs)
    for text, pair in zip(drawn, pairs, strict=True):
        assert text.startswith(f"**{pair.product}, {in_text(pair.target)}** ")
        assert f"*Points:* What: {what[pair.product]}; How: {how[pair.target]}, " in text


def test_a_column_of_compare_has_each_pair_in_short() -> None:
    """Every pair that the clinic states is in one line of its column, with what was found and nothing else."""
    compared = [account(EXAMPLE, position) for position in (0, 3, 20)]
    for column, clinic in zip(columns(look(EXAMPLE), compared), compared, strict=True):
        expected = [
            f"{product}, {', '.join(map(in_text, targets[:-1]))}{' and ' * (len(targets) > 1)}{in_text(targets[-1])}: "
            f"<b>{result}</b>"
            for (product, result), targets in by_result(RUBRIC, evidence(clinic)).items()
        ]
        markup = column_html(column).partition("What studies found")[2].partition("What to ask")[0]
        assert html.unescape(markup).count("<li>") == len(expected)
        assert [line in html.unescape(markup) for line in expected] == [True] * len(expected)
        assert sum(len(targets) for targets in by_result(RUBRIC, evidence(clinic)).values()) == len(evidence(clinic))


TITLES = {
    (
        ("bmc",),
        ("disc",),
    ): "What studies found of bone marrow concentrate in the disc: controlled trials, no difference between the groups",
    (
        ("bmc",),
        (),
    ): "What studies found of bone marrow concentrate: controlled trials, no difference between the groups in the "
    "disc; no study listed for 6 other targets",
    (("bmc",), ("facet",)): "What studies found of bone marrow concentrate in the facet joint: no study listed",
    (("prp",), ()): "What studies found of PRP: studies listed for 6 of 7 targets",
    ((), ("muscle",)): f"What studies found in the muscle: studies without a control group of PRP; "
    f"no study listed for {len(PRODUCTS) - 1} other products",
    (
        ("prp", "bmc"),
        ("disc", "fascia"),
    ): "What studies found of PRP and bone marrow concentrate in the disc and fascia: studies listed for 2 of 4 pairs",
}


@pytest.mark.parametrize(("chosen", "words"), TITLES.items())
def test_a_filter_by_product_or_target_says_what_was_found(
    chosen: tuple[tuple[str, ...], tuple[str, ...]], words: str
) -> None:
    """The line names what is chosen and what was found; a result is in it only for a single studied pair."""
    products, targets = map(frozenset, chosen)
    view = look(EXAMPLE, Filters(product=products, target=targets))
    assert study_findings.title(view, study_findings.sought(view)) == words


def test_the_line_opens_to_the_sentences_and_is_there_only_for_such_a_filter() -> None:
    """Without a filter by product or target, or with only "Not stated", there is no line; opened, it has everything."""
    for session in ({}, {"state": ["CA"]}, {"product": ["Not stated"]}):
        assert not [part for part in run(**session).expander if part.label.startswith("What studies found")]
    app = run(product=["Bone marrow concentrate"], sought_studies_list=True)
    row = RUBRIC.evidence["bmc"]["disc"]
    assert [shown.value for shown in app.markdown if row.finding in shown.value and row.limits in shown.value]


def test_a_grade_a_occurs_beside_findings_of_no_difference() -> None:
    """The rubric says that a high grade may occur beside such trials, and in the example it does."""
    best = EXAMPLE.scores.index[EXAMPLE.scores["grade"] == "A"]
    results = {finding.row.result for row in best for finding in evidence(account(EXAMPLE, row)) if finding.row}
    assert "no difference" in results
    assert "no difference" in EXAMPLE.rubric.statements["grades_and_findings"]
