"""What a chart lets a reader choose: each choice is a parameter of the link, and changes the chart."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.registry import CHARTS
from dashboard.charts.two_measures import two_measures
from dashboard.parameters import refused
from scoring.reports import BY, MEASURES, fixed_groups
from tests.dashboard.test_view import look
from tests.pages.opened_page import opened_page
from tests.pages.test_explore import heads, plain
from tests.pages.test_pages import EXAMPLE, HOSTILE, ROOT, run
from tests.scoring.files import WHOLE, reviewed

TITLE = "Clinics in Florida list birth tissue or exosomes most often: 7 of 19, among groups with 5 clinics or more"


def linked(**parameters: str | list[str]) -> AppTest:
    """The app as a link opens it."""
    return opened_page(link=parameters)


def test_a_link_holds_the_whole_breakdown() -> None:
    """Birth tissue or exosomes by state: the link sets kind, measure and share, and the title answers with n."""
    app = linked(chart="Breakdown", by="State", share=["What: Birth tissue", "What: Exosomes"])
    assert TITLE in heads(app)
    assert not app.warning
    scores = linked(chart="Breakdown", by="What", measure="Scores")
    assert any(head.startswith("The median score runs from ") for head in heads(scores))


def test_the_share_by_state_takes_three_actions() -> None:
    """The chart, birth tissue, exosomes: with n for each state, and a table to download."""
    app = run()
    app.session_state["chart"] = "Breakdown"
    app.run()
    app.multiselect(key="share").select("What: Birth tissue").select("What: Exosomes").run()
    assert TITLE in heads(app)


def test_links_hold_two_groups_and_two_measures() -> None:
    """Both groups, and both measures, are parameters of their own."""
    groups = linked(chart="Two groups", group_a="State: TX", group_b="State: CA")
    assert any("clinics in Texas" in head and "clinics in California" in head for head in heads(groups))
    measures = heads(linked(chart="Two measures", across="Who", up="How"))
    assert any(head.endswith("on Who and on How; 26 on one of them") for head in measures)


@pytest.mark.parametrize("key", ["group_a", "group_b"])
def test_a_group_of_a_state_is_listed_by_name(key: str) -> None:
    """The lists name each state in full beside its code; the choice puts only the code into the link."""
    app = linked(chart="Two groups")
    names = app.selectbox(key=f"{key}_in_words").options
    for words in ("State: California (CA)", "State: Texas (TX)", "State: Not stated", "What: PRP"):
        assert words in names
    app.selectbox(key=f"{key}_in_words").set_value("State: CA").run()
    assert app.session_state[key] == "State: CA"
    assert any("clinics in California" in head for head in heads(app))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("by", BY),
        ("measure", ("Shares", "Scores", "Prices")),
        ("share", ("What: Exosomes", "How: Not stated", "Flag: No imaging", "Price: Not stated")),
        ("group_a", tuple(fixed_groups())[:60]),
        ("group_b", ("The rest", "State: TX")),
        ("across", MEASURES),
        ("up", MEASURES),
    ],
)
def test_other_words_in_a_link_are_reported(key: str, words: tuple[str, ...]) -> None:
    """Every word on offer is understood; any other is reported above the page."""
    assert not refused({key: words}, CHARTS)
    assert refused({key: ["Pie", *words]}, CHARTS) == {key: ["Pie"]}


def test_the_name_of_an_outlier_is_drawn_literally() -> None:
    """Markdown in the name of an outlier is plain text under the chart."""
    rows = [{**WHOLE, "name": f"Clinic {n}", "price_usd": "1000"} for n in range(6)]
    view = look(reviewed([*rows, {**WHOLE, "name": HOSTILE, "price_usd": "9000"}]))
    shown = AppTest.from_function(draw, args=(two_measures(view, "Score", "Price"), view)).run()
    assert not shown.exception
    (note,) = [text.value for text in shown.caption if "Outliers" in text.value]
    assert "](" not in note
    assert HOSTILE in plain(note)


def draw(drawn: object, view: object) -> None:
    """A script that draws a figure of a view."""
    from dashboard import chart_panel  # noqa: PLC0415 - a script of its own

    chart_panel.figure(drawn, "measures", view)  # type: ignore[arg-type]


def test_a_chosen_mark_lists_its_clinics() -> None:
    """Once a mark is chosen, the number of clinics there and a link to each are above the chart."""
    drawn = two_measures(look(EXAMPLE), "Who", "How")
    largest = drawn.chart.data.iloc[0]  # type: ignore[union-attr]
    mark = {"step_x": int(largest["step_x"]), "step_y": int(largest["step_y"])}
    whole, names = drawn.clinics_at(mark)  # type: ignore[union-attr,misc]
    app = AppTest.from_file(ROOT / "pages" / "explore.py", default_timeout=30)
    app.session_state["chart"] = "Two measures"
    app.session_state["across"], app.session_state["up"] = "Who", "How"
    app.session_state["measures_chart|Who|How"] = {"selection": {"pick": [mark]}}
    app.run()
    assert not app.exception
    assert any(plain(text.value).startswith(f"{whole} clinics here") for text in app.caption)
    shown = [plain(text.value) for text in app.markdown]
    assert [name for name in names.values() if name in shown] == list(names.values())
