"""The compare page by its values: the address leads, differences are marked, and clinics come and go."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.compare import DIFFERS, PARTLY, POINTS
from dashboard.parameters import MOST_COMPARED
from scoring import review
from scoring.reports.explanation import account, position_of

ROOT = Path(__file__).parents[2]
EXAMPLE = review(ROOT / "data" / "clinics.csv")
RANKED = EXAMPLE.scores.dropna(subset="score").assign(low=lambda s: s["name"].str.lower())
IDS = RANKED.sort_values(["rank", "low"])["clinic_id"].to_list()
SURE = RANKED[RANKED["score_low"] == RANKED["score_high"]].sort_values(["rank", "low"])["clinic_id"].to_list()
OPEN = "black-mountain-fold-henderson-nv"  # Where 0 to 65, How 0 to 100
UNSCORED = EXAMPLE.scores["clinic_id"][EXAMPLE.scores["score"].isna()].iloc[0]
SCORES = EXAMPLE.scores.set_index("clinic_id")


def compared(*ids: str) -> AppTest:
    """The compare page on some clinics."""
    app = AppTest.from_file(ROOT / "dashboard" / "router.py", default_timeout=30).run()
    if ids:
        app.query_params["compare"] = list(ids)
    app.switch_page("../pages/compare.py").run()
    assert not app.exception
    return app


def requested(app: AppTest) -> list[str]:
    """The clinics that the address names."""
    value = app.query_params.get("compare", [])
    return [value] if isinstance(value, str) else list(value)


def facts(app: AppTest) -> dict[str, list[str]]:
    """The blocks: a fact without its mark -> the cells of the clinics; points by their question."""
    headings = [head.value for head in app.subheader][-len(app.table) :]
    by_fact = {}
    for heading, block in zip(headings, app.table, strict=True):
        for fact, cells in block.value.items():
            name = str(fact).split(" :")[0]
            by_fact[f"{heading}, points" if name == POINTS else name] = cells.to_list()
    return by_fact


def marked(app: AppTest, mark: str) -> set[str]:
    """The facts that carry a mark."""
    return {str(fact).split(" :")[0] for block in app.table for fact in block.value if mark in str(fact)}


def test_the_table_holds_the_review_s_numbers() -> None:
    """Score, rank and the four questions of each clinic are those of the review, in the address's order."""
    ids = [IDS[40], IDS[3], IDS[100]]
    table = facts(compared(*ids))
    rows = SCORES.loc[ids]
    assert table["Score"] == [f"{score:.1f}" for score in rows["score"]]
    assert [cell.split(" ")[0] for cell in table["Rank"]] == [str(rank) for rank in rows["rank"]]
    assert table["Tier"] == [str(tier) for tier in rows["tier"]]
    for fact, column in (("Who, points", "credentials_score"), ("What, points", "products_score")):
        stated = {place: f"{value:.1f}" for place, value in enumerate(rows[column]) if value >= 0}
        assert {place: table[fact][place] for place in stated} == stated


def test_differences_are_marked_and_shared_facts_are_not() -> None:
    """A fact in which stated values differ says so; terms that not all state are bold."""
    differ = marked(compared(SURE[0], SURE[-1]), DIFFERS)
    assert {"Credentials", "Products", "Place"} <= differ
    assert not differ & {"Score", "Grade", "Rank", POINTS}
    twice = compared(IDS[0], IDS[0]).table
    assert not twice, "a clinic is compared with itself"


def test_a_clinic_without_a_score_says_no_score() -> None:
    """It stands beside the others, with no figure and no bar."""
    app = compared(IDS[0], UNSCORED)
    assert facts(app)["Score"][1] == ":gray[no score]"
    assert any("1 clinic without a score has no bar" in caption.value for caption in app.caption)


@pytest.mark.parametrize("ids", [(), (IDS[0],), ("nowhere",)])
def test_fewer_than_two_is_an_empty_state(ids: tuple[str, ...]) -> None:
    """Says what to do, and one button compares the highest of the list."""
    app = compared(*ids)
    assert not app.table
    assert app.info[0].icon == ":material/compare_arrows:"
    app.button(key="compare_best").click().run()
    assert not app.exception
    assert requested(app) == list(dict.fromkeys([*(i for i in ids if i in IDS), *IDS[:3]]))


def test_unknown_ids_and_too_many_are_told() -> None:
    """An id of no clinic and a seventh clinic are left out, each with a sentence."""
    app = compared("nowhere", *IDS[:7])
    assert len(app.table[0].value) == MOST_COMPARED
    assert "nowhere" in app.warning[0].value
    assert "1 clinic of the link is left out" in app.warning[1].value
    assert not [field for field in app.text_input if field.key == "add_clinic"]


def test_clinics_are_added_moved_and_removed_through_the_address() -> None:
    """Search adds one at the end, Move left and Move right move one, Remove takes one out."""
    app = compared(*IDS[:2])
    name = SCORES.loc[IDS[5], "name"]
    app.text_input(key="add_clinic").set_value(name).run()
    app.button(key=f"add_clinic|{IDS[5]}").click().run()
    assert requested(app) == [*IDS[:2], IDS[5]]
    assert app.button(key="Move left_0").disabled
    assert app.button(key="Move right_2").disabled
    app.button(key="Move left_2").click().run()
    assert requested(app) == [IDS[0], IDS[5], IDS[1]]
    app.button(key="remove_0").click().run()
    assert requested(app) == [IDS[5], IDS[1]]


def test_those_already_compared_are_not_offered_again() -> None:
    """A search leaves out the clinics that stand on the page."""
    app = compared(*IDS[:2])
    app.text_input(key="add_clinic").set_value(SCORES.loc[IDS[0], "name"]).run()
    assert not [button for button in app.button if button.key == f"add_clinic|{IDS[0]}"]
    assert any("No other clinic" in caption.value for caption in app.caption)


def test_hostile_names_are_literal() -> None:
    """A name with markup heads its rows and stands in its card as text."""
    hostile = EXAMPLE.scores["clinic_id"][EXAMPLE.scores["name"].str.contains("=1+1", regex=False)].iloc[0]
    heading = compared(IDS[0], hostile).table[0].value.index[1]
    assert "\\!\\[x\\]\\(" in heading


def test_where_they_differ_most_is_said() -> None:
    """One sentence names the question on which the clinics are furthest apart, with its two ends."""
    ids = [SURE[0], SURE[-1]]
    accounts = [account(EXAMPLE, position_of(EXAMPLE, clinic_id) or 0) for clinic_id in ids]
    spans = {
        answered.rule.title: abs(answered.counted - accounts[1].questions[question].counted)
        for question, answered in accounts[0].questions.items()
    }
    widest = max(spans, key=lambda title: spans[title])
    low, high = sorted(clinic.questions[widest.lower()].counted / 10 for clinic in accounts)
    sentence = next(shown.value for shown in compared(*ids).markdown if shown.value.startswith("They differ most on"))
    assert sentence == f"They differ most on **{widest}**: from {low:.1f} to {high:.1f} of 100."


def test_an_open_question_is_no_zero_where_they_differ_most() -> None:
    """An end that is open is called open, with what is possible, in the sentence, the table and the chart's table."""
    best = account(EXAMPLE, position_of(EXAMPLE, SURE[0]) or 0)
    assert best.questions["where"].counted == best.questions["how"].counted == 1000
    app = compared(SURE[0], OPEN)
    sentence = next(shown.value for shown in app.markdown if shown.value.startswith("They differ most on"))
    assert sentence == "They differ most on **Where**: from :gray[open] :gray[(up to 65.0)] to 100.0 of 100."
    assert facts(app)["How, points"] == ["100.0", ":gray[open] :gray[(up to 100.0)]"]
    assert facts(app)["Possible"] == ["nothing left open", "up to 81.3"]
    assert facts(app)["Grade"] == ["A", "D, up to B"]


def test_a_fact_that_not_all_state_is_marked() -> None:
    """Where one clinic states nothing and the others agree, the row says that not all state it."""
    blank = EXAMPLE.records["imaging"].isna().to_numpy() & EXAMPLE.scores["score"].notna().to_numpy()
    app = compared(EXAMPLE.scores["clinic_id"][blank].iloc[0], IDS[0])
    assert "Imaging" in marked(app, PARTLY)
