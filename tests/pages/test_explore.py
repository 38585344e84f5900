"""Explore: its charts, its chips, the counts under the filters and the ways out of an empty view, by their values."""

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.ranked import ranked
from dashboard.charts.registry import AT_A_GLANCE, CHARTS
from dashboard.downloads import name_of_clinics
from dashboard.filters import SEARCH, Filters
from dashboard.parameters import MOST_COMPARED
from scoring.reports import to_csv
from tests.dashboard.test_view import look
from tests.pages.drawn_headings import drawn_headings
from tests.pages.opened_page import opened_page
from tests.pages.shown_takeaways import takeaways
from tests.pages.test_pages import EXAMPLE, ROOT, listed, metrics, run, run_table


def plain(text: str) -> str:
    """Markdown without the characters that keep record text literal."""
    return re.sub(r"\\(.)", r"\1", text).replace("\u2060", "")


def heads(app: AppTest) -> list[str]:
    """The headings of charts and tables."""
    return [plain(text) for level, text in drawn_headings(app) if level > 1]


def chart_heads(app: AppTest) -> list[str]:
    """The headings of the charts on offer."""
    every = heads(app)
    return every[every.index("Charts") + 1 :]


def buttons(app: AppTest, start: str) -> dict[str, str]:
    """Label -> key of the buttons whose keys start this way."""
    return {plain(button.label): button.key for button in app.button if str(button.key).startswith(start)}


TITLES = {
    "Imaging and targets": r"\d+ clinics claim a target that their stated imaging cannot reach",
    "Highest scores": r"The 20 highest of \d+ scores of the last 24 months run from [\d.]+ to [\d.]+",
    "Spread": r"The middle half of \d+ scores lies between [\d.]+ and [\d.]+",
    "Products": r"PRP is the most stated product: \d+ of \d+ clinics",
    "Prices": r"Stated prices run from \$[\d,]+ to \$[\d,]+; half are \$[\d,]+ or less",
    "Places": r"California has the most clinics: \d+ of \d+; the median score runs from .* to .*",
    "Breakdown": r"Clinics in \w+ carry a flag that caps the grade.*: \d+ of \d+, among groups with 5 clinics or more",
    "Two groups": r"Largest gap: \d+% of clinics that list fluoroscopy list SI joint, \d+% of all others",
    "Two measures": r"Clinics that score above \d+ state a median price of about \$[\d,]+, the others \$[\d,]+",
}


def test_the_words_of_charts_are_frozen() -> None:
    """Links name charts by these words: extend this, never edit it. The first has something to show for every file."""
    assert list(CHARTS) == list(TITLES)


@pytest.mark.parametrize(("chart", "title"), TITLES.items())
def test_each_chart_has_a_title_that_tells_its_finding(chart: str, title: str) -> None:
    """The selected chart is drawn under its finding, and no other chart is."""
    titles = chart_heads(run(chart=chart))
    assert re.fullmatch(title, titles[0])
    assert len(titles) == (2 if chart == "Places" else 1)


def test_a_chart_of_other_clinics_differs_by_its_rows_alone() -> None:
    """A search changes what charts say and count, but no specification: the browser would redraw a changed one."""
    before, after = run(), run(q="spine")
    drawn, again = (app.get("vega_lite_chart") for app in (before, after))
    assert len(drawn) == len(AT_A_GLANCE) + 1
    assert [chart.proto.alt for chart in drawn] == [chart.proto.alt for chart in again]
    assert [chart.proto.spec for chart in drawn] == [chart.proto.spec for chart in again]
    findings, findings_again = takeaways(before), takeaways(after)
    assert len(findings) == len(findings_again) == len(drawn)
    assert all(first != second for first, second in zip(findings, findings_again, strict=True))


def test_choices_say_how_many_clinics_they_leave() -> None:
    """Each choice has the number of clinics that it leaves under the other filters, and empty ones come last."""
    states = EXAMPLE.records["state"].value_counts()
    options = run().multiselect(key="state_control").options
    assert options[:2] == [f"California (CA) \u00b7 {states['CA']}", f"Florida (FL) \u00b7 {states['FL']}"]
    app = run(state=["CO"], product=["Exosomes"])
    exosomes = EXAMPLE.understood.stated["products"].mask(lambda stated: "exosome" in stated.terms)
    by_state = EXAMPLE.records["state"][exosomes].value_counts()
    options = app.multiselect(key="state_control").options
    assert options[0].endswith(f"({by_state.index[0]}) \u00b7 {by_state.iloc[0]}")
    empty = [option.endswith(" \u00b7 0") for option in options]
    assert empty == sorted(empty)
    assert empty.count(False) == len(by_state)
    assert app.multiselect(key="state_control").value == ["CO"]


def test_flags_say_how_many_clinics_remain() -> None:
    """A flag to leave out shows how many clinics remain without it, beside the flags already left out."""
    flags = EXAMPLE.scores["flags"].fillna("").str.split(";")
    exosome, svf = (flags.map(lambda codes, code=code: code in codes) for code in ("exosome", "svf"))
    options = run(flag=["Exosomes"]).multiselect(key="flag_control").options
    assert f"Exosomes \u00b7 leaves {(~exosome).sum()}" in options
    assert f"Stromal vascular fraction \u00b7 leaves {(~exosome & ~svf).sum()}" in options


def test_chips_show_filters_and_remove_them() -> None:
    """Every value has a button that removes it and keeps the others; a search that is Markdown is drawn literally."""
    app = run(q="![x](http://e.example)", state=["CO", "FL"], product=["PRP"], flag=["Exosomes"], score=(10, 90))
    chips = buttons(app, "chip|")
    assert list(chips) == [
        "Find: ![x](http://e.example)",
        "State: CO",
        "State: FL",
        "What: PRP",
        "Leave out: Exosomes",
        "Score: 10\u201390",
    ]
    assert all("](" not in button.label for button in app.button)
    for label in ("Find: ![x](http://e.example)", "State: CO", "Score: 10\u201390"):
        app.button(key=chips[label]).click().run()
        assert not app.exception
    assert list(buttons(app, "chip|")) == ["State: FL", "What: PRP", "Leave out: Exosomes"]
    assert app.session_state["q"] == ""
    assert app.session_state["state"] == ["FL"]
    assert app.session_state["score"] == (0, 100)


def test_the_chart_of_reach_leads_to_its_clinics() -> None:
    """Its button selects the flag that the title counts, instead of leaving it out; a chip removes it."""
    app = run(chart="Imaging and targets")
    (label,) = buttons(app, "reach_offer")
    many = EXAMPLE.scores["flags"].fillna("").str.contains("target_unreachable").sum()
    assert label == f"Show these {many} clinics"
    app.button(key="reach_offer").click().run()
    assert not app.exception
    assert app.session_state["only"] == ["Target out of reach"]
    assert metrics(app)["Clinics"] == str(many)
    assert not buttons(app, "reach_offer")
    app.button(key="chip|only|Target out of reach").click().run()
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))


@pytest.mark.parametrize(("states", "many"), [(["CT"], 1), (["SC"], 2), (["MO", "OR"], 6), (["IL"], 7)])
def test_clinics_come_first(states: list[str], many: int) -> None:
    """The list comes before figures and charts, and one link compares up to six clinics."""
    app = run(state=states)
    assert sum(listed(app)) == many
    assert metrics(app)["Clinics"] == str(many)
    assert "scored clinic" in heads(app)[0]
    kinds = [element.type for element in app.main]
    assert kinds.index("html") < kinds.index("metric") < kinds.index("vega_lite_chart")
    links = [plain(link.proto.label) for link in app.get("page_link")]
    compare = [link for link in links if link.startswith("Compare these")]
    assert compare == ([f"Compare these {many} clinics"] if 1 < many <= MOST_COMPARED else [])


def test_clear_all_clears_filters_and_leaves_weights() -> None:
    """One button removes every filter; without a filter there is no chip and no such button."""
    app = run(state=["CO"], score=(10, 90), only=["Target out of reach"], who=40)
    app.button(key="clear_chips").click().run()
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))
    assert app.session_state["who"] == 40
    assert not buttons(app, "chip|")
    assert not buttons(app, "clear_chips")


RECORDS = EXAMPLE.records
SCARCE = {
    "Highest scores": (EXAMPLE.scores["score"].isna(), "No scores to show"),
    "Spread": (EXAMPLE.scores["score"].isna(), "No scores to show"),
    "Imaging and targets": (RECORDS["targets"].isna(), "No target is stated"),
    "Products": (RECORDS["products"].isna(), "No product is named"),
    "Prices": (RECORDS["price_usd"].isna(), "No price is stated"),
    "Places": (RECORDS["country"] == "MX", "No US state is stated"),
    "Breakdown": (RECORDS["country"] == "MX", "The groups are too small"),
    "Two groups": (RECORDS["country"] == "MX", "A group is too small"),
    "Two measures": (RECORDS["price_usd"].isna(), "No clinic has both"),
}


@pytest.mark.parametrize("chart", CHARTS)
def test_an_empty_chart_says_why_and_offers_a_fix(chart: str) -> None:
    """Where a search leaves nothing to draw, a sentence says so and its button brings every clinic back."""
    scarce, title = SCARCE[chart]
    app = run(chart=chart, q=RECORDS["name"][scarce].iloc[0])
    assert title in heads(app)
    (clear,) = (button for button in app.button if str(button.key).endswith("_clear"))
    clear.click().run()
    assert not app.exception
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))
    assert title not in heads(app)


def test_a_chosen_bar_leads_to_its_clinic() -> None:
    """Once a bar is chosen, a link to that clinic is above the chart; without the router it is plain text."""
    drawn = ranked(look(EXAMPLE))
    first, name = next(iter(drawn.clinics.items()))  # type: ignore[union-attr]
    app = AppTest.from_file(ROOT / "pages" / "explore.py", default_timeout=30)
    app.session_state["chart"] = "Highest scores"
    app.session_state["ranked_chart|"] = {"selection": {"pick": [{"clinic_id": first}]}}
    app.run()
    assert not app.exception
    assert f"Open {name}" in [plain(text.value) for text in app.markdown]


@pytest.mark.parametrize(("chart", "key"), [("Highest scores", "ranked"), ("Imaging and targets", "reach")])
def test_an_open_table_can_be_downloaded(chart: str, key: str) -> None:
    """Beside the table is a download named after the chart; while the table is closed there is none."""
    assert f"{key}_download" not in str([button.proto for button in run(chart=chart).get("download_button")])
    app = AppTest.from_file(ROOT / "pages" / "explore.py", default_timeout=30)
    app.session_state["chart"] = chart
    app.session_state[f"{key}_table"] = True
    app.run()
    assert not app.exception
    assert f"{key}_download" in str([button.proto for button in app.get("download_button")])


def pictures(app: AppTest) -> list[str]:
    """The keys of the buttons that make a picture."""
    protos = [button.proto for button in app.get("download_button") if button.label.startswith("Picture (")]
    return [proto.id.rpartition("-")[2] for proto in protos]


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_can_be_published(chart: str) -> None:
    """Under each chart are its picture in both formats and a caption for it, with its finding first."""
    app = run(chart=chart)
    assert pictures(app) == [f"{key}_{kind}" for key in CHARTS[chart] for kind in ("png", "svg")]
    citations = [code.value for code in app.code if "Source: example data" in code.value]
    titles = [title.rstrip(".") for title in chart_heads(app)[: len(CHARTS[chart])]]
    assert [citation.partition("\n")[0].rstrip(".") for citation in citations] == titles


def test_small_charts_can_be_published() -> None:
    """The charts beside the list have their pictures where their tables are, once a reader opens those."""
    app = run(small_figures_table=True)
    small = [f"{key}_{kind}" for key in AT_A_GLANCE for kind in ("png", "svg")]
    assert pictures(app)[: len(small)] == small


def test_a_downloaded_table_runs_no_formula() -> None:
    """Text that a spreadsheet would run is guarded in any kind of column; numbers are unchanged."""
    cells = ["=1+1", "@SUM(A1)", "-2"]
    table = pd.DataFrame(
        {"Clinic": pd.Series(cells, dtype="object"), "Name": pd.Series(cells, dtype="str"), "Score": -1}
    )
    assert to_csv(table).decode().splitlines()[1:] == ["'=1+1,'=1+1,-1", "'@SUM(A1),'@SUM(A1),-1", "-2,-2,-1"]


def test_a_wrong_chart_in_a_link_is_reported() -> None:
    """An unknown chart is left out, the first is drawn, and the page says so."""
    app = opened_page(link={"chart": "Pie", "only": "Perfect"})
    assert "chart\\=Pie" in app.warning[0].value
    assert "only\\=Perfect" in app.warning[0].value
    assert re.fullmatch(next(iter(TITLES.values())), chart_heads(app)[0])


def moved_line(app: AppTest) -> str:
    """The line on what moved; "" if there is none."""
    return next((part.label for part in app.expander if part.label.startswith("What moved")), "")


def test_moved_weights_say_who_lost_the_score() -> None:
    """The clinics that move, lose or gain a score by the weights are counted, and the table has the usual rank."""
    weights = {"who": 97, "what": 1, "where": 1, "how": 1}
    moved = EXAMPLE.with_weights(weights).scores
    lost = int((EXAMPLE.scores["score"].notna() & moved["score"].isna()).sum())
    places = (EXAMPLE.scores["rank"] - moved["rank"]).fillna(0)
    app = run_table(**weights)
    assert f"{(places > 0).sum()} clinics up, {(places < 0).sum()} down" in moved_line(app)
    assert f"{lost} lost the score" in moved_line(app)
    shown = app.dataframe[0].value
    usual = EXAMPLE.scores.set_index("name")["rank"]
    assert shown["Usual rank"].to_list() == usual.loc[shown["Clinic"]].to_list()
    plain = run_table()
    assert "Usual rank" not in plain.dataframe[0].value
    assert not moved_line(plain)


def test_what_moved_opens_to_the_moves_of_the_clinics_in_view() -> None:
    """Opened, it has the chart and the names of those that lost a score, both only for clinics in view."""
    weights = {"who": 97, "what": 1, "where": 1, "how": 1}
    assert not any(head.startswith("Who moves most") for head in heads(run(**weights)))
    app = run(**weights, state=["CA"], moved_list=True, movers_table=True)
    assert any(head.startswith("Who moves most with your weights? ") for head in heads(app))
    moved = EXAMPLE.with_weights(weights).scores
    here = EXAMPLE.records["state"].eq("CA")
    names = EXAMPLE.records["name"]
    lost = sorted(names[here & EXAMPLE.scores["score"].notna() & moved["score"].isna()], key=str.lower)
    (sentence,) = [shown.value for shown in app.markdown if shown.value.startswith("**No score now")]
    assert plain(sentence).endswith(f"({len(lost)} clinics): {', '.join(lost)}.")
    twin = next(frame.value for frame in app.dataframe if "Places up" in frame.value)
    assert set(twin["Clinic"]) <= set(names[here])


def chosen_preset(app: AppTest) -> str | None:
    """The preset with the check mark; None if no preset has it."""
    marked = [button.key for button in app.button if str(button.key).startswith("preset|") and button.proto.icon]
    return marked[0].removeprefix("preset|") if marked else None


def test_a_preset_sets_the_sliders_and_is_selected_while_they_match() -> None:
    """Each preset sets all four, shows its reason, and is left by moving one; moved back, it is selected again."""
    app = run()
    assert chosen_preset(app) == "equal"
    for key, preset in EXAMPLE.rubric.presets.items():
        app.button(key=f"preset|{key}").click().run()
        assert {question: app.slider(key=question).value for question in preset.weights} == preset.weights
        assert chosen_preset(app) == key
        assert f"{preset.title}: {preset.reason}" in [caption.value for caption in app.caption]
    app.slider(key="what").set_value(35).run()
    assert chosen_preset(app) is None
    shown = " ".join(caption.value for caption in app.caption)
    assert not [preset for preset in EXAMPLE.rubric.presets.values() if preset.reason in shown]
    app.slider(key="what").set_value(40).run()
    assert chosen_preset(app) == "imaging_once"


def test_a_link_with_the_weights_of_a_preset_shows_it() -> None:
    """A preset is in the address only by its weights."""
    weights = EXAMPLE.rubric.presets["who_first"].weights
    app = opened_page(link={question: str(weight) for question, weight in weights.items()})
    assert chosen_preset(app) == "who_first"


def test_a_download_is_sorted_and_named_as_asked() -> None:
    """The file has the order of the list, and a name that distinguishes two selections."""
    look_at = look(EXAMPLE, Filters(state=frozenset({"FL"}), flag=frozenset({"exosome"})))
    assert name_of_clinics(look_at.filters) == "clinics-scored-fl-exosomes.csv"
    assert name_of_clinics(look(EXAMPLE).filters) == "clinics-scored.csv"
    names = EXAMPLE.scores["name"].iloc[look(EXAMPLE).all_rows("-name")]
    scored = EXAMPLE.scores["score"].notna().sum()
    assert names.iloc[:scored].str.lower().is_monotonic_decreasing
    assert sorted(look(EXAMPLE).all_rows("rank")) == list(range(len(EXAMPLE)))


def test_a_filter_scores_nothing_again() -> None:
    """Under moved weights another filter only selects among the same scores, which are computed once."""
    app = opened_page(link={"who": "60"})
    weighed = app.session_state["last_view"]().review
    assert weighed.weights["who"] == 60
    app.text_input(key="q").set_value("spine").run()
    assert app.session_state["last_view"]().filters[SEARCH] == "spine"
    assert app.session_state["last_view"]().review is weighed
    app.slider(key="who").set_value(70).run()
    assert app.session_state["last_view"]().review.weights["who"] == 70
    assert app.session_state["last_view"]().filters[SEARCH] == "spine"
