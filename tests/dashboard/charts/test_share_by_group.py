"""A breakdown's rows, titles and notes: shares of the named group, with small groups kept apart."""

from __future__ import annotations

import pytest

from dashboard.charts.figure import FULL, PALE, Figure, Nothing
from dashboard.charts.group_rows import MOST_ROWS
from dashboard.charts.share_by_group import FILTER_OF, share_by_group
from dashboard.charts.spread_by_group import PRICES, SCORES, spread_by_group
from dashboard.charts.state_map import states
from dashboard.filters import Filters
from dashboard.wording.figure_words import median_in_words
from scoring import Review
from scoring.reports import BY, LEAST_CLINICS
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import WHOLE, reviewed

FLUOROSCOPY = ["How: Fluoroscopy"]


def clinics_in(**states: tuple[int, int]) -> Review:
    """Clinics by state: how many, and how many of them list fluoroscopy; the others state no imaging."""
    rows = [
        {**WHOLE, "name": f"{state} {number}", "state": state, "imaging": "fluoroscopy" if number < holders else ""}
        for state, (clinics, holders) in states.items()
        for number in range(clinics)
    ]
    return reviewed(rows)


def figure(
    review: Review, by: str = "State", labels: list[str] | None = None, filters: Filters | None = None
) -> Figure:
    """The shares of a review that has groups to draw."""
    drawn = share_by_group(look(review, filters), by, FLUOROSCOPY if labels is None else labels)
    assert isinstance(drawn, Figure)
    return drawn


def test_a_share_is_of_the_clinics_of_its_group() -> None:
    """Texas with 5 of 6 is before Florida with 4 of 10; the dashed line is the overall share, 9 of 16."""
    drawn = figure(clinics_in(FL=(10, 4), TX=(6, 5)))
    rows = drawn.chart.data
    assert rows["label"].to_list() == ["Texas \u00b7 5 of 6 \u00b7 83%", "Florida \u00b7 4 of 10 \u00b7 40%"]
    assert rows["share"].to_list() == pytest.approx([5 / 6, 0.4])
    assert set(rows["overall"]) == {9 / 16}
    assert rows["words"][0] == "5 of the 6 clinics in Texas list fluoroscopy: 83%"
    assert drawn.title == "Clinics in Texas list fluoroscopy most often: 5 of 6"
    assert (
        "Each share is of the clinics of its own group: 5 of the 6 clinics in Texas list fluoroscopy: 83%."
        in drawn.note
    )
    assert "Upright line: the share of all, 9 of 16 clinics, 56%." in drawn.note
    assert (
        "7 clinics do not state how the needle is guided, which is not none; they count in their group." in drawn.note
    )
    assert drawn.takeaway.startswith(drawn.title)


def test_small_groups_are_kept_apart_and_listed() -> None:
    """A state with four clinics has no dot; the note has its numbers, and the table has its row."""
    drawn = figure(clinics_in(FL=(10, 4), NV=(4, 4)))
    assert [label.split(" ")[0] for label in drawn.chart.data["label"]] == ["Florida"]
    assert "Not drawn, with fewer than 5 clinics: Nevada (4 of 4)." in drawn.note
    table = drawn.table.set_index("State")
    assert table.loc["Nevada", ["Clinics", "Share (%)", "Drawn"]].to_list() == [4, 100.0, "no, under 5 clinics"]
    assert drawn.title == "4 of the 10 clinics in Florida list fluoroscopy: 40%"
    assert share_by_group(look(clinics_in(NV=(4, 4))), "State", FLUOROSCOPY) == Nothing(
        "The groups are too small",
        "Of 4 matching clinics no group by state has 5, and a share or a median of fewer would say little.",
    )


@pytest.mark.parametrize(
    ("states", "title"),
    [
        ({"TX": (5, 0), "FL": (5, 0)}, "None of 10 clinics lists fluoroscopy"),
        ({"TX": (5, 5), "FL": (6, 6)}, "Florida and Texas tie for the lead: 100% of their clinics list fluoroscopy"),
        (
            {"TX": (5, 5), "FL": (6, 6), "CA": (5, 5), "NV": (5, 5)},
            "4 groups tie for the lead: 100% of their clinics list fluoroscopy",
        ),
        (
            {"TX": (6, 5), "FL": (10, 4), "NV": (2, 2)},
            "Clinics in Texas list fluoroscopy most often: 5 of 6, among groups with 5 clinics or more",
        ),
        ({"TX": (5, 5), "NV": (2, 2)}, "5 of the 5 clinics in Texas list fluoroscopy: 100%"),
    ],
)
def test_titles_say_who_leads(states: dict[str, tuple[int, int]], title: str) -> None:
    """No leader, a shared lead, many tied groups, and a small group that is ahead are each described."""
    assert figure(clinics_in(**states)).title == title


def test_clinics_without_a_state_lead_no_title() -> None:
    """The clinics without a state come last, and a title is only about a named group."""
    drawn = figure(clinics_in(TX=(6, 1), **{"": (6, 6)}))
    assert [label.split(" \u00b7 ")[0] for label in drawn.chart.data["label"]] == ["Texas", "State not stated"]
    assert "Texas" in drawn.title


def test_several_things_are_any_of_them() -> None:
    """Birth tissue or exosomes: a clinic that states both counts once."""
    rows = [
        {"name": str(n), "state": "TX", "products": product}
        for n, product in enumerate(["exosomes", "exosomes; Wharton's jelly", "Wharton's jelly", "PRP", "PRP"])
    ]
    drawn = figure(reviewed(rows), labels=["What: Birth tissue", "What: Exosomes"])
    assert drawn.title == "3 of the 5 clinics in Texas list birth tissue or exosomes: 60%"
    mixed = figure(reviewed(rows), labels=["What: Birth tissue", "Flag: Exosomes", "What: Exosomes"])
    assert "list birth tissue or exosomes or carry the flag \u201cExosomes\u201d" in mixed.title


def test_nothing_chosen_counts_the_flags_that_cap_the_grade() -> None:
    """Without a choice the share is that of the key figure at the top of Explore."""
    drawn = figure(EXAMPLE, labels=[])
    figures = look(EXAMPLE).figures
    assert f"Upright line: the share of all, {figures.flagged} of {figures.clinics} clinics" in drawn.note
    assert "carry a flag that caps the grade" in drawn.title


def test_counting_in_several_groups_is_reported() -> None:
    """By product a clinic counts under each, and the note says so; by state it does not."""
    assert "A clinic counts in every group it belongs to" in figure(EXAMPLE, "What").note
    assert "A clinic counts in every group" not in figure(EXAMPLE).note


def test_a_group_is_not_counted_against_itself() -> None:
    """By imaging, the group that lists fluoroscopy is no row of the share that states it."""
    drawn = figure(EXAMPLE, "How")
    assert "Fluoroscopy" not in "".join(drawn.chart.data["label"])
    assert "Groups that are themselves counted are left out" in drawn.note


def test_groups_with_an_order_keep_it() -> None:
    """Grades go from A to F and years upward, each with those without one at the end."""
    grades = [label.split(" \u00b7 ")[0] for label in figure(EXAMPLE, "Grade").chart.data["label"]]
    assert grades == ["A", "B", "C", "D", "F", "No score"]
    years = figure(EXAMPLE, "Year").table["Year"].to_list()
    assert years == sorted(years)
    assert years[-1].endswith(" not stated")


@pytest.mark.parametrize("by", FILTER_OF)
def test_a_click_on_a_group_sets_a_filter_that_knows_it(by: str) -> None:
    """The value that a group's row passes to its filter is one of the filter's labels, and most rows pass one."""
    drawn, entry = figure(EXAMPLE, by), FILTER_OF[by]
    labels = [pick for pick in drawn.chart.data["pick"] if pick]
    assert labels
    assert not entry.not_understood(labels)
    assert drawn.pick is not None
    assert drawn.pick.after({"pick": labels[0]}, {}) == {entry.key: [labels[0]]}


def test_its_own_filter_only_pales_the_others() -> None:
    """With a state chosen the others stay, faded, and a click on a row works like one in the filter."""
    drawn = figure(EXAMPLE, filters=Filters(state=frozenset({"TX"})))
    rows = drawn.chart.data
    assert dict(zip(rows["pick"], rows["opacity"], strict=True)) == {
        pick: FULL if pick == "TX" else PALE for pick in rows["pick"]
    }
    assert drawn.pick is not None
    assert drawn.pick.after({"pick": "FL"}, {"state": ["TX"]}) == {"state": ["TX", "FL"]}
    assert drawn.pick.after({"pick": ""}, {"state": ["TX"]}) == {}
    narrowed = figure(EXAMPLE, filters=Filters(product=frozenset({"prp"})))
    assert narrowed.table["Clinics"].sum() < drawn.table["Clinics"].sum()


@pytest.mark.parametrize("by", BY)
def test_every_kind_of_group_can_be_measured(by: str) -> None:
    """Each kind has shares, scores and prices of the example, with a table of every group that has any."""
    view = look(EXAMPLE)
    for drawn in (share_by_group(view, by, FLUOROSCOPY), *(spread_by_group(view, by, n) for n in (SCORES, PRICES))):
        assert isinstance(drawn, Figure)
        assert len(drawn.table) >= len(drawn.chart.data) > 0
        assert len(drawn.chart.data) <= MOST_ROWS
        assert drawn.chart.data["label"].is_unique


def test_a_spread_has_the_quantiles_of_its_group() -> None:
    """The median and the ends of the strips by state are those of its scores; clinics without a score are counted."""
    drawn = spread_by_group(look(EXAMPLE), "State", SCORES)
    assert isinstance(drawn, Figure)
    texas = EXAMPLE.scores["score"][EXAMPLE.records["state"] == "TX"]
    row = drawn.table.set_index("State").loc["Texas"]
    assert row["Clinics with a score"] == texas.count()
    assert row["Without"] == texas.isna().sum()
    assert row["Median (points)"] == pytest.approx(texas.median(), abs=0.051)
    rows = drawn.chart.data
    assert (rows[["p10", "p25", "median", "p75", "p90"]].diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert rows["median"].iloc[:-1].is_monotonic_decreasing
    scores = EXAMPLE.scores["score"]
    assert f"the median of all, {median_in_words(scores.median())}, of {scores.count()} scores" in drawn.note
    assert f"{scores.isna().sum()} clinics without a score count in no strip" in drawn.note


@pytest.mark.parametrize(("who", "named"), [("MD, PM&R", True), ("MD", False)])
def test_a_small_group_beyond_the_title_is_mentioned(who: str, named: bool) -> None:
    """Where a state too small for the title has a median beyond those named, chart and map say which states count."""
    places = {"FL": ("MD", LEAST_CLINICS), "CO": ("RN", LEAST_CLINICS), "NV": (who, 1)}
    rows = [
        {**WHOLE, "name": f"{state} {n}", "state": state, "credentials": words}
        for state, (words, clinics) in places.items()
        for n in range(clinics)
    ]
    view = look(reviewed(rows))
    for drawn in (spread_by_group(view, "State", SCORES), states(view)):
        assert isinstance(drawn, Figure)
        assert ("clinics or more" in drawn.title) == named


def test_the_table_says_which_groups_are_drawn() -> None:
    """A state with just enough clinics has a strip, one with fewer has none, and the table says so of both."""
    places = {"FL": LEAST_CLINICS, "NV": LEAST_CLINICS - 1}
    rows = [{**WHOLE, "name": f"{state} {n}", "state": state} for state, count in places.items() for n in range(count)]
    drawn = spread_by_group(look(reviewed(rows)), "State", SCORES)
    assert isinstance(drawn, Figure)
    assert drawn.chart.data["label"].str.split(" ").str[0].to_list() == ["Florida"]
    assert drawn.table.set_index("State")["Drawn"].to_dict() == {
        "Florida": "yes",
        "Nevada": f"no, under {LEAST_CLINICS} clinics",
    }


def test_groups_with_the_same_median_are_named_together() -> None:
    """Where two states share the lowest or highest median, both chart and map name them together."""
    places = {"FL": "MD", "TX": "MD", "CO": "RN", "OH": "RN"}
    rows = [
        {**WHOLE, "name": f"{state} {n}", "state": state, "credentials": who}
        for state, who in places.items()
        for n in range(LEAST_CLINICS)
    ]
    view = look(reviewed(rows))
    for drawn in (spread_by_group(view, "State", SCORES), states(view)):
        assert isinstance(drawn, Figure)
        assert "(Colorado and Ohio) to " in drawn.title
        assert drawn.title.endswith("(Florida and Texas)")
