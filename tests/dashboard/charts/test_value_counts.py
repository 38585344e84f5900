"""Small charts of a filter's values: counts, what is in use, and what a click does."""

import pytest

from dashboard.charts.distribution import small_distribution
from dashboard.charts.figure import FULL, PALE, Figure, Nothing
from dashboard.charts.value_counts import MOST_BARS, value_counts
from dashboard.filters import CREDENTIAL, IMAGING, PRODUCT, SCORE, TARGET, Filters
from scoring import Review
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import reviewed


def drawn(view_filters: Filters | None = None, entry: object = PRODUCT, review: Review = EXAMPLE) -> Figure:
    """The figure of a filter."""
    figure = value_counts(look(review, view_filters), entry, "What")  # type: ignore[arg-type]
    assert isinstance(figure, Figure)
    return figure


@pytest.mark.parametrize("entry", [CREDENTIAL, PRODUCT, TARGET, IMAGING])
def test_bars_are_the_most_frequent_values(entry: object) -> None:
    """The bars are the first values of the filter's counts, most frequent first, and the table has every value."""
    figure, facet = drawn(entry=entry), look(EXAMPLE).facet(entry.key)  # type: ignore[attr-defined]
    rows = figure.chart.data
    assert list(zip(rows["value"], rows["clinics"], strict=True)) == facet[:MOST_BARS]
    assert len(figure.table) == len(facet)
    assert (rows["opacity"] == FULL).all()
    assert f"{facet[0][0]}, {facet[0][1]} of {len(EXAMPLE)} clinics" in figure.takeaway


def test_values_that_tie_are_named_as_ties() -> None:
    """Two values with the same count are both named; more than three are counted, and none of them is singled out."""
    two = reviewed([{"name": "A", "products": "PRP"}, {"name": "B", "products": "exosomes"}])
    assert drawn(review=two).takeaway == "What: most often Exosomes and PRP, 1 of 2 clinics each."
    four = [{"name": "A", "products": "PRP; exosomes; BMC; SVF"}]
    two = reviewed([*four, {"name": "B", "products": "ozone"}])
    assert drawn(review=two).takeaway == "What: most often 5 values, 1 of 2 clinics each."


def test_one_clinic_has_no_most_frequent_value() -> None:
    """What a single clinic states is listed, without a share of one."""
    one = reviewed([{"name": "A", "products": "PRP; exosomes; BMC; SVF"}])
    assert (
        drawn(review=one).takeaway
        == "What, at the one clinic: Bone marrow concentrate, Exosomes, PRP and Stromal vascular fraction."
    )


def test_a_value_in_use_is_always_there_to_be_undone() -> None:
    """A rare value that the reader filters by has its bar, in full color, and the others are pale."""
    rare = look(EXAMPLE).facet("product")[-1][0]
    term = PRODUCT.labels()[rare]
    rows = drawn(Filters(product=frozenset({term}))).chart.data.set_index("value")
    assert rows.loc[rare, "opacity"] == FULL
    assert (rows.drop(index=rare)["opacity"] == PALE).all()
    assert len(rows) == MOST_BARS


def test_its_own_filter_changes_no_count() -> None:
    """Bars obey every filter but their own, so that a second value can be added."""
    own = drawn(Filters(product=frozenset({"prp"}))).table
    assert own.to_dict() == drawn().table.to_dict()
    other = drawn(Filters(state=frozenset({"CO"}))).table
    assert other["Clinics"].sum() < own["Clinics"].sum()


def test_a_click_adds_a_value_and_another_takes_it_away() -> None:
    """A bar's value is the filter's label."""
    pick = drawn().pick
    assert pick is not None
    assert pick.after({"value": "PRP"}, {"product": ["Exosomes"]}) == {"product": ["Exosomes", "PRP"]}
    assert pick.after({"value": "PRP"}, {"product": ["PRP"]}) == {"product": []}


def test_no_clinic_no_bar() -> None:
    """Where nothing matches the other filters, a sentence replaces the bars."""
    nothing = value_counts(look(EXAMPLE, Filters(q="no clinic has this name")), PRODUCT, "What")
    assert isinstance(nothing, Nothing)
    assert nothing.filters


def test_the_small_spread_is_described_by_its_own_bars() -> None:
    """What it calls most common are bars that it draws, including all that tie."""
    rows = [{"name": p, "credentials": p, "products": "PRP", "targets": "disc", "imaging": "CT"} for p in ("MD", "RN")]
    figure = small_distribution(look(reviewed(rows)))
    assert isinstance(figure, Figure)
    spans = figure.chart.data["span"][figure.chart.data["clinics"] == 1].str.replace("\u2013", " to ").to_list()
    assert len(spans) == 2
    assert figure.takeaway.endswith(f"Most common: {spans[0]} and {spans[1]}, with 1 of 2 scores each.")


def test_the_small_spread_is_the_large_one_by_tens() -> None:
    """Its bars hold every scored clinic, and a click sets the score filter to exactly the clinics of the bar."""
    view = look(EXAMPLE)
    figure = small_distribution(view)
    assert isinstance(figure, Figure)
    assert figure.pick is not None
    scores = EXAMPLE.scores["score"].dropna()
    assert figure.chart.data["clinics"].sum() == len(scores)
    for row in figure.chart.data.to_dict("records"):
        span = figure.pick.after(row, {"score": (0, 100)})["score"]
        assert look(EXAMPLE, Filters(score=span)).figures.clinics == row["clinics"] or span == SCORE.nothing
