"""A clinic's neighbors by score, with their ranks under other weights and under open answers, kept separate."""

import pytest

from dashboard.charts.group_rows import HERE
from dashboard.charts.rank_neighbors import EITHER_SIDE, rank_neighbors
from dashboard.filters import Filters
from dashboard.wording.rank_ranges import ANSWERS, WEIGHTS
from scoring.reports import account, possible_ranks, weight_ranks
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE

RANKED = EXAMPLE.scores.dropna(subset="score").assign(low=lambda scores: scores["name"].str.lower())
RANKED = RANKED.sort_values(["rank", "low"])
LAST = len(RANKED) - 1


@pytest.mark.parametrize("place", [0, 1, 5, 60, 75, LAST - 3, LAST])
@pytest.mark.parametrize("filters", [Filters(), Filters(state=frozenset({"TX"}))])
def test_they_are_those_next_to_it_in_the_whole_file(place: int, filters: Filters) -> None:
    """As many are above it as below it in the order of the list, fewer at its ends, whatever the filters."""
    figure = rank_neighbors(look(EXAMPLE, filters), account(EXAMPLE, int(RANKED.index[place])))
    around = RANKED.iloc[max(place - EITHER_SIDE, 0) : place + EITHER_SIDE + 1]
    table = figure.table
    assert table["Clinic"].to_list() == around["name"].to_list()
    assert table["Rank"].to_list() == around["rank"].to_list()
    assert table["Tier"].to_list() == around["tier"].to_list()
    marked = [label for label in figure.chart.data["label"].unique() if label.startswith(HERE)]
    assert [label.removeprefix(HERE).rstrip("\u200b") for label in marked] == [RANKED["name"].iloc[place]]


def test_weights_and_open_answers_are_kept_apart() -> None:
    """Each clinic has one bar for weights alone and one for open answers, with the ranks of the reports."""
    figure = rank_neighbors(look(EXAMPLE), account(EXAMPLE, int(RANKED.index[75])))
    moved, possible = weight_ranks(EXAMPLE), possible_ranks(EXAMPLE.profiles, EXAMPLE.totals)
    codes = EXAMPLE.profiles.codes[RANKED.index[75 - EITHER_SIDE : 75 + EITHER_SIDE + 1]]
    rows = figure.chart.data
    for kind, ranks in ((WEIGHTS, moved), (ANSWERS, possible)):
        own = rows[rows["kind"] == kind]
        assert own["best"].to_list() == ranks.best[codes].tolist()
        assert own["worst"].to_list() == ranks.worst[codes].tolist()
        assert ((own["best"] <= own["rank"]) & (own["rank"] <= own["worst"])).all()
    title = f"{moved.best[codes[EITHER_SIDE]]}\u2013{moved.worst[codes[EITHER_SIDE]]} under {WEIGHTS}"
    assert title in figure.title


def test_a_band_is_a_tier() -> None:
    """Clinics of one tier share a shade, the next tier has the other, and each tier is named once."""
    figure = rank_neighbors(look(EXAMPLE), account(EXAMPLE, int(RANKED.index[60])))
    rows = figure.chart.data.drop_duplicates("place").sort_values("place")
    tiers = figure.table["Tier"]
    assert tiers.nunique() > 1
    assert rows["is_shaded"].to_list() == [tier % 2 == 0 for tier in tiers]
    assert rows.loc[rows["is_first"], "tier_label"].to_list() == [f"Tier {tier}" for tier in tiers.unique()]


def test_a_name_has_the_width_of_the_chart_but_for_the_tier() -> None:
    """A name is above its bar and cut only where the name of a tier stands; the clinic's own is bold."""
    spec = rank_neighbors(look(EXAMPLE), account(EXAMPLE, int(RANKED.index[60]))).chart.spec
    for layer in spec["layer"]:
        axis = layer["encoding"]["y"]["axis"]
        assert axis["labelLimit"] == {"expr": "width - 60"}
        assert axis["maxExtent"] == 0
        assert axis["labelFontWeight"]["condition"] == {"test": f"indexof(datum.label, '{HERE}') == 0", "value": "bold"}
