"""The compare page by its values: the address decides, differences are explained, and clinics come and go."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.compare_page.compared_pair import SURE as SURE_ANCHOR
from dashboard.compare_page.compared_pair import WHY
from dashboard.parameters import MOST_COMPARED
from scoring import review
from scoring.reports import PairExplanation, assurance, explain_pair, pair_sentences, sides, term_sentences, verdict
from scoring.reports.explanation import account, position_of
from tests.pages.opened_page import opened_page
from tests.pages.shown_cards import shown_cards
from tests.pages.shown_takeaways import takeaways
from tests.pages.test_data import bring, on_data

ROOT = Path(__file__).parents[2]
EXAMPLE = review(ROOT / "data" / "clinics.csv")
RANKED = EXAMPLE.scores.dropna(subset="score").assign(low=lambda s: s["name"].str.lower())
IDS = RANKED.sort_values(["rank", "low"])["clinic_id"].to_list()
SURE = RANKED[RANKED["score_low"] == RANKED["score_high"]].sort_values(["rank", "low"])["clinic_id"].to_list()
OPEN = "black-mountain-fold-henderson-nv"  # Where 0 to 65, How 0 to 100
UNSCORED = EXAMPLE.scores["clinic_id"][EXAMPLE.scores["score"].isna()].iloc[0]
AHEAD = EXAMPLE.rubric.statements["ahead"]
SCORES = EXAMPLE.scores.set_index("clinic_id")


def compared(*ids: str, **widgets: object) -> AppTest:
    """The compare page on some clinics, with widgets set beforehand."""
    return opened_page("compare", {"compare": ids} if ids else {}, **widgets)


def requested(app: AppTest) -> list[str]:
    """The clinics that the address names."""
    value = app.query_params.get("compare", [])
    return [value] if isinstance(value, str) else list(value)


def answer(app: AppTest) -> str:
    """The text under the title: how far apart the clinics are."""
    leads = ("points ahead of", "have the same", "They differ most on", "They count the same")
    return next(shown.value for shown in app.markdown if any(lead in shown.value for lead in leads))


def test_the_columns_hold_the_review_s_numbers() -> None:
    """Score, grade, rank and the four questions of each clinic are those of the review, in the address's order."""
    ids = [IDS[40], IDS[3], IDS[100], OPEN]
    columns = shown_cards(compared(*ids))
    rows = SCORES.loc[ids]
    assert [column.name for column in columns] == rows["name"].to_list()
    assert [column.score for column in columns] == [f"{score:.1f}" for score in rows["score"]]
    assert [column.grade for column in columns] == rows["grade"].to_list()
    for column, (_, row) in zip(columns, rows.iterrows(), strict=True):
        assert column.facts.startswith(f"Rank {row['rank']}")
        assert f"tier {row['tier']}" in column.facts
        for question, name in (("Who", "credentials_score"), ("What", "products_score")):
            if row[name] >= 0:
                assert float(column.points[question]) == row[name]


def test_each_clinic_is_shown_once() -> None:
    """A clinic is in one column, however often the address names it, and not in a table as well."""
    app = compared(IDS[0], IDS[5], IDS[0])
    assert [column.name for column in shown_cards(app)] == SCORES["name"][[IDS[0], IDS[5]]].to_list()
    assert not app.table


def explained(first: str, second: str) -> PairExplanation:
    """The report on two clinics of the example, the higher score named first."""
    by_score = sorted((first, second), key=lambda clinic_id: -SCORES.loc[clinic_id, "score"])
    return explain_pair(EXAMPLE, *(position_of(EXAMPLE, clinic_id) or 0 for clinic_id in by_score))


def plain(shown: str) -> str:
    """Markdown without its escapes."""
    return shown.replace("\\", "").replace("\u2060", "")


@pytest.mark.parametrize("ids", [(SURE[0], SURE[-1]), (OPEN, IDS[0]), (IDS[60], IDS[75])])
def test_why_one_is_above_the_other_is_what_the_report_says(ids: tuple[str, str]) -> None:
    """The chart of two clinics has the report's finding, and below it are all its sentences and terms."""
    app = compared(*ids)
    explanation = explained(*ids)
    assert len(app.get("vega_lite_chart")) == 1
    assert takeaways(app) == [pair_sentences(explanation)[0]]
    page = plain("\n".join(shown.value for shown in app.markdown))
    for sentence in (*pair_sentences(explanation)[1:], *term_sentences(explanation)):
        assert (f"**{sentence}**" if sentence == verdict(explanation) else f"- {sentence}") in page
    assert not [choice for choice in app.selectbox if choice.key == "pair"]


def test_of_several_the_neighbors_by_score_come_first_and_any_pair_can_be_chosen() -> None:
    """Three scored clinics make three pairs: two of neighbors, then the other; an unscored one makes none."""
    low, high, middle = IDS[100], IDS[0], IDS[40]
    app = compared(low, UNSCORED, high, middle)
    choice = app.selectbox(key="pair")
    names = [f"{SCORES.loc[i, 'name']} ({SCORES.loc[i, 'score']:.1f})" for i in (high, middle, low)]
    assert choice.options == [f"{names[a]} and {names[b]}" for a, b in ((0, 1), (1, 2), (0, 2))]
    assert takeaways(app) == [pair_sentences(explained(high, middle))[0]]
    choice.select_index(2).run()
    assert takeaways(app) == [pair_sentences(explained(high, low))[0]]


def test_two_of_which_one_has_a_score_have_no_order() -> None:
    """Beside a clinic without a score no clinic is called higher."""
    app = compared(IDS[0], UNSCORED)
    assert not app.get("vega_lite_chart")
    assert [head.value for head in app.header] == ["Side by side"]


def test_a_clinic_without_a_score_says_so() -> None:
    """It is beside the others without a figure, and is counted above them."""
    app = compared(IDS[0], UNSCORED)
    assert shown_cards(app)[1].score == shown_cards(app)[1].grade == ""
    assert "Not enough stated" in shown_cards(app)[1].body
    assert "1 clinic has no score, as its record does not state enough." in answer(app)
    assert AHEAD not in [shown.value for shown in app.markdown], "nobody is said to be ahead"
    assert AHEAD in [shown.value for shown in compared(*IDS[:2], UNSCORED).markdown]


def test_where_the_weights_leave_too_little_they_are_named() -> None:
    """With weight on one question no record is blamed for stating too little: the weights are, and can be reset."""
    app = compared(*IDS[:2], what=0, where=0, how=0)
    assert "at least 2 questions with weight" in app.error[0].value
    assert len(shown_cards(app)) == 2
    assert all("Not scored with these weights" in card.body for card in shown_cards(app))
    assert "2 clinics have no score, as these weights leave too little." in answer(app)
    app.button(key="equal_here").click().run()
    assert all(card.score for card in shown_cards(app))


@pytest.mark.parametrize("ids", [(), (IDS[0],), ("nowhere",)])
def test_fewer_than_two_is_an_empty_state(ids: tuple[str, ...]) -> None:
    """It says what to do, and one button compares the first clinics of the list."""
    app = compared(*ids)
    assert app.info[0].icon == ":material/compare_arrows:"
    app.button(key="compare_first").click().run()
    assert not app.exception
    assert requested(app) == list(dict.fromkeys([*(i for i in ids if i in IDS), *IDS[:3]]))


@pytest.mark.parametrize(("clinics", "label"), [(1, None), (2, "two"), (3, "three")])
def test_an_empty_page_offers_only_what_the_file_holds(clinics: int, label: str | None) -> None:
    """The button counts the clinics that it compares; a file with one clinic offers nothing to compare it with."""
    rows = "".join(f"Clinic {place},MD,PRP\n" for place in range(clinics))
    app = bring(on_data(), data=f"name,credentials,products\n{rows}".encode())
    app.switch_page("../pages/compare.py").run()
    assert not app.exception
    buttons = [button.label for button in app.button if button.key == "compare_first"]
    assert buttons == ([f"Compare the first {label} of the list"] if label else [])
    assert ("This file holds one clinic" in app.info[0].value) == (clinics == 1)
    assert ("Add two to six clinics" in app.info[0].value) == (clinics > 1)


def offered(app: AppTest) -> list[str]:
    """The ids of the clinics that the page offers to add, in order."""
    return [button.key.removeprefix("offered|") for button in app.button if str(button.key).startswith("offered|")]


def test_an_empty_page_offers_the_list_as_it_is_filtered() -> None:
    """Without clinics the first matches are shown as cards; after one is added the others are still offered."""
    florida = [
        clinic_id
        for clinic_id in IDS
        if EXAMPLE.records["state"][EXAMPLE.scores["clinic_id"] == clinic_id].item() == "FL"
    ]
    app = compared(state=["FL"])
    assert offered(app) == florida[:4]
    assert [card.name for card in shown_cards(app)] == SCORES["name"][florida[:4]].to_list()
    app.button(key=f"offered|{florida[1]}").click().run()
    assert requested(app) == [florida[1]]
    assert offered(app) == [florida[0], *florida[2:5]]


def test_an_empty_page_offers_the_shortlist_first() -> None:
    """Clinics of the shortlist are offered before others, once, whatever the filters are."""
    app = compared(state=["FL"], short=[IDS[7], "nowhere"])
    assert offered(app)[0] == IDS[7]
    assert offered(app).count(IDS[7]) == 1


def test_where_nothing_matches_an_empty_page_leads_to_the_list() -> None:
    """With filters that no clinic meets the page offers no clinic, and a way to Explore."""
    app = compared(q="no clinic is called so")
    assert offered(app) == []
    assert any("No other clinic matches the filters" in caption.value for caption in app.caption)
    assert [link.proto.label for link in app.get("page_link")].count("Choose from the list") == 1


def test_unknown_ids_and_too_many_are_reported() -> None:
    """An id of no clinic and a seventh clinic are left out, each with a sentence."""
    app = compared("nowhere", *IDS[:7])
    assert len(shown_cards(app)) == MOST_COMPARED
    assert "nowhere" in app.warning[0].value
    assert "1 clinic of the link is left out" in app.warning[1].value
    assert not [field for field in app.text_input if field.key == "add_clinic"]


def test_clinics_are_added_moved_and_removed_through_the_address() -> None:
    """Search adds one at the end, earlier and later move one, Remove removes one."""
    app = compared(*IDS[:2])
    name = SCORES.loc[IDS[5], "name"]
    app.text_input(key="add_clinic").set_value(name).run()
    app.button(key=f"add_clinic|{IDS[5]}").click().run()
    assert requested(app) == [*IDS[:2], IDS[5]]
    assert app.button(key="Move earlier_0").disabled
    assert app.button(key="Move later_2").disabled
    app.button(key="Move earlier_2").click().run()
    assert requested(app) == [IDS[0], IDS[5], IDS[1]]
    app.button(key="remove_0").click().run()
    assert requested(app) == [IDS[5], IDS[1]]


def test_those_already_compared_are_not_offered_again() -> None:
    """A search leaves out the clinics that are on the page."""
    app = compared(*IDS[:2])
    app.text_input(key="add_clinic").set_value(SCORES.loc[IDS[0], "name"]).run()
    assert not [button for button in app.button if button.key == f"add_clinic|{IDS[0]}"]
    assert any("No other clinic" in caption.value for caption in app.caption)


def test_hostile_names_are_literal() -> None:
    """A name with markup is plain text at the head of its column, and where the extreme scores are named."""
    hostile = EXAMPLE.scores["clinic_id"][EXAMPLE.scores["name"].str.contains("=1+1", regex=False)].iloc[0]
    app = compared(IDS[0], hostile)
    assert shown_cards(app)[1].name == SCORES.loc[hostile, "name"]
    assert "<b>=1+1</b>" not in shown_cards(app)[1].body
    assert "\\!\\[x\\]\\(" in answer(app)
    drawn = [shown.value for shown in (*app.markdown, *app.subheader, *app.caption)]
    assert not [shown for shown in drawn if "![x](" in shown or "<b>=1+1" in shown]


def test_how_far_apart_they_are_is_said_first() -> None:
    """One sentence names both ends, their scores and how sure their order is; the next say what favors which."""
    ids = [SURE[0], SURE[-1]]
    high, low = (SCORES.loc[clinic_id] for clinic_id in ids)
    words = answer(compared(*ids)).replace("\\", "")
    gap = high["score"] - low["score"]
    assert words.startswith(
        f"**{high['name']} ({high['score']:.1f}) is {gap:.1f} points ahead of {low['name']} ({low['score']:.1f}), "
        f"and {assurance(explained(*ids))}.** "
    )
    assert words.endswith(" ".join(sides(explained(*ids))))
    outline = next(shown.value for shown in compared(*ids).markdown if "On this page" in shown.value)
    assert outline.index(f"#{SURE_ANCHOR}") < outline.index(f"#{WHY}")


def test_an_open_question_is_no_zero() -> None:
    """What is open is called open, with what is possible, and not a difference, in the sentence and in the column."""
    best = account(EXAMPLE, position_of(EXAMPLE, SURE[0]) or 0)
    assert best.questions["where"].counted == best.questions["how"].counted == 1000
    app = compared(SURE[0], OPEN, who=50, where=50, how=0)
    full, is_open = SCORES.loc[SURE[0], "name"], SCORES.loc[OPEN, "name"]
    shown = answer(app).replace("\\", "")
    assert f"Open: Where for {is_open} (up to 65.0 points; {full} has 100.0)." in shown
    assert "Where (" not in shown
    column = shown_cards(app)[1]
    assert column.points["Where"] == "open"
    assert column.points["How"] == "not counted"
    assert shown_cards(compared(SURE[0], OPEN))[1].grade_high == "B"


@pytest.mark.parametrize(
    ("ids", "sentence"),
    [(("gone", ""), "no clinic with the id gone."), (("gone", "", "lost"), "no clinic with the ids gone, lost.")],
)
def test_ids_that_the_file_does_not_hold_are_named(ids: tuple[str, ...], sentence: str) -> None:
    """One id is singular and two are plural, and an empty one is ignored."""
    (warning,) = compared(*ids).warning
    assert sentence in warning.value
