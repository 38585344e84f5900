"""Products by evidence: counts, order, titles, and words that name no product."""

import json
import re

from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.products import NOT_NAMED, NOT_UNDERSTOOD, products
from dashboard.filters import NOT_STATED, Filters
from scoring import Review
from tests.dashboard.test_view import look
from tests.scoring.files import reviewed


def figure(review: Review, filters: Filters | None = None) -> Figure:
    """The chart of a review that has something to draw."""
    drawn = products(look(review, filters))
    assert isinstance(drawn, Figure)
    return drawn


def test_bars_count_clinics(clinics: Review) -> None:
    """Each product has the clinics that state it; an unclear word and silence have bars of their own."""
    twin = figure(clinics).table.set_index("Product")
    assert twin["Clinics"].to_dict() == {"PRP": 3, "Exosomes": 1, NOT_NAMED: 1, NOT_STATED: 1}
    assert twin["Share"].to_dict() == {"PRP": "60%", "Exosomes": "20%", NOT_NAMED: "20%", NOT_STATED: "20%"}


def test_words_that_were_not_understood_are_no_silence() -> None:
    """Clinics with unknown words are counted apart from silent ones and from those that state none."""
    stated = ("PRP", "Kinetic Gel 7", "young plasma", "", "n/a", "no exosomes", "none", "stem cells")
    review = reviewed([{"name": f"Clinic {place}", "products": cell} for place, cell in enumerate(stated)])
    drawn = figure(review)
    counts = drawn.table.set_index("Product")["Clinics"].to_dict()
    assert counts == {"PRP": 1, NOT_NAMED: 1, NOT_STATED: 6, NOT_UNDERSTOOD: 2}
    assert "Data page" in drawn.note
    assert drawn.chart.data.set_index("product")["pick"][NOT_UNDERSTOOD] == ""
    understood = figure(reviewed([{"name": "A", "products": "PRP"}, {"name": "B", "products": ""}]))
    assert NOT_UNDERSTOOD not in understood.table["Product"].to_list()
    assert "Data page" not in understood.note


def test_states_that_are_chosen_stand_side_by_side() -> None:
    """With two to four states chosen the table has each state's clinics and their share; with one it does not."""
    rows = [("CA", "PRP"), ("CA", "PRP; BMC"), ("CA", ""), ("TX", "BMC"), ("TX", "PRP"), ("NY", "PRP")]
    review = reviewed([{"name": f"{place}", "state": s, "products": p} for place, (s, p) in enumerate(rows)])
    two = figure(review, Filters(state=frozenset({"TX", "CA"})))
    table = two.table.set_index("Product")
    assert table["CA, clinics"].to_dict() == {"PRP": 2, "Bone marrow concentrate": 1, NOT_STATED: 1}
    assert table["CA, share"].to_list() == ["67%", "33%", "33%"]
    assert table["TX, clinics"].to_list() == [1, 1, 0]
    assert table["TX, share"].to_list() == ["50%", "50%", "0%"]
    assert "CA and TX side by side" in two.note
    for states in (set(), {"CA"}):
        assert "CA, clinics" not in figure(review, Filters(state=frozenset(states))).table


def test_shares_have_one_scale(clinics: Review) -> None:
    """The axis runs from zero to all of the clinics for every selection, so that two can be compared."""
    for filters in (None, Filters(q="beta")):
        axis = figure(clinics, filters).chart.spec["encoding"]["x"]
        assert (axis["field"], axis["scale"]["domain"]) == ("share", [0, 1])


def test_products_stand_in_the_order_of_the_evidence() -> None:
    """Standings follow the rubric, most studied first; within one, products with the most clinics come first."""
    stated = ("exosomes", "BMC; PRP", "ozone", "platelet lysate", "BMC", "SVF")
    review = reviewed([{"name": str(place), "products": cell} for place, cell in enumerate(stated)])
    rubric = review.rubric
    drawn = figure(review)
    order = ["Bone marrow concentrate", "PRP", "Platelet lysate", "Stromal vascular fraction", "Exosomes", "Ozone"]
    assert drawn.table["Product"].to_list() == order
    standings = [rubric.standings[rubric.product[term].standing].title for term in
                 ("bmc", "prp", "platelet_lysate", "svf", "exosome", "ozone")]  # fmt: skip
    assert drawn.table["Evidence for back pain"].to_list() == standings
    headings = drawn.chart.data[drawn.chart.data["product"].isna()]
    assert headings["label"].to_list() == list(dict.fromkeys(standings))
    assert headings["clinics"].isna().all()


def test_no_heading_is_cut_off(clinics: Review) -> None:
    """One that is too long for the room beside the bars has two lines, each of which fits, and loses no word."""
    axis = figure(clinics).chart.spec["encoding"]["y"]["axis"]
    lines = json.loads(re.fullmatch(r"\((.+)\)\[datum.label\] \|\| datum.label", axis["labelExpr"])[1])
    titles = [standing.title for standing in clinics.rubric.standings.values()]
    assert list(lines) == [title for title in titles if len(title) > 32]
    assert [" ".join(parts) for parts in lines.values()] == list(lines)
    assert all(len(part) <= 32 for parts in lines.values() for part in parts)
    moved = axis["labelOffset"]["condition"]
    assert moved["value"] < 0
    assert json.loads(re.search(r"\[.+\]", json.dumps(moved["test"]))[0]) == list(lines)


def test_bars_pale_with_weaker_evidence() -> None:
    """One hue, from full to pale in the order of the standings; what is not assessed or not named is gray."""
    stated = ("PRP", "BMC", "platelet lysate", "exosomes", "ozone", "stem cells", "")
    review = reviewed([{"name": str(place), "products": cell} for place, cell in enumerate(stated)])
    bars = figure(review).chart.data.dropna(subset=["clinics"]).set_index("product")
    assessed = [standing.title for key, standing in review.rubric.standings.items() if key != "not_assessed"]
    colored = bars[bars["standing"].isin(assessed)]
    assert colored["hue"].nunique() == 1
    assert colored["fill"].is_monotonic_decreasing
    assert colored["fill"].nunique() == colored["standing"].nunique() > 1
    assert set(bars["hue"][[NOT_NAMED, NOT_STATED]]) == {"#75818b"}
    assert colored["hue"].iloc[0] != "#75818b"


def test_titles_follow_the_data(clinics: Review) -> None:
    """The most stated product is named, ties are named together, many ties are counted; one clinic has no most."""
    assert figure(clinics).title == "PRP is the most stated product: 3 of 5 clinics"
    level = figure(clinics, Filters(q="beta"))
    assert level.title == "The one clinic states PRP and Exosomes"
    four = reviewed([{"name": "A", "products": "PRP; BMC; SVF; ozone"}, {"name": "B", "credentials": "MD"}])
    assert figure(four).title == "4 products are stated most often, by 1 clinic of 2 each"
    for name in ("delta", "echo"):
        assert products(look(clinics, Filters(q=name))) == Nothing(
            "No product is named", "The one matching record does not name a product.", filters=True
        )


def test_only_products_that_a_filter_names_can_be_picked(clinics: Review) -> None:
    """A click on an unclear word or on a heading sets nothing; silence has the filter's own label."""
    drawn = figure(clinics)
    assert drawn.pick is not None
    picks = drawn.chart.data.set_index("label")["pick"].to_dict()
    assert picks.pop("PRP  3") == "PRP"
    assert picks.pop("Not stated  1") == NOT_STATED
    assert picks.pop("Exosomes  1") == "Exosomes"
    assert set(picks.values()) == {""}


def test_its_own_filter_only_pales_bars(clinics: Review) -> None:
    """With a product chosen every bar stays, even its own where nobody states it any more."""
    drawn = figure(clinics, Filters(product=frozenset({"exosome", "svf"})))
    bars = drawn.chart.data.dropna(subset=["clinics"]).set_index("product")
    assert bars["clinics"]["PRP"] == 3
    assert bars["clinics"]["Stromal vascular fraction"] == 0
    assert bars.index[bars["opacity"] == 1].to_list() == ["Stromal vascular fraction", "Exosomes"]
