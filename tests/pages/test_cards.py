"""Explore's cards on the page: a page of them, the link to each clinic's reasons, ticks, and the table."""

import html
import re

from streamlit.testing.v1 import AppTest

from dashboard.clinic_list.list_page import CARDS_PER_PAGE
from tests.pages.screen_text import seen
from tests.pages.test_data import bring, on_data, said
from tests.pages.test_explore import plain
from tests.pages.test_pages import EXAMPLE, run

RANKED = EXAMPLE.scores.dropna(subset="score").assign(low=lambda scores: scores["name"].str.lower())
BEST = RANKED.sort_values(["rank", "low"])


def names(app: AppTest) -> list[str]:
    """The names on the cards, in order."""
    cards = [str(card.proto.body) for card in app.get("html")]
    return [html.unescape(match[1]) for card in cards if (match := re.search("<h3><bdi>(.*?)</bdi></h3>", card))]


def links(app: AppTest) -> list[str]:
    """The labels of the links to pages."""
    return [plain(link.proto.label) for link in app.get("page_link")]


def test_a_page_of_cards_is_the_head_of_the_list() -> None:
    """The first page holds ten clinics in order, each with a link to its reasons; a button turns the page."""
    app = run()
    assert names(app) == BEST["name"].iloc[:CARDS_PER_PAGE].to_list()
    assert [*map(seen, links(app))].count("Why this score") == CARDS_PER_PAGE
    last = -(-len(BEST) // CARDS_PER_PAGE)
    button = app.button(key="next_page")
    assert button.label == f"Page 2 of {last}"
    button.click().run()
    assert not app.exception
    assert app.session_state["page"] == 2
    assert names(app) == BEST["name"].iloc[CARDS_PER_PAGE : 2 * CARDS_PER_PAGE].to_list()
    assert "next_page" not in [button.key for button in run(page=last).button]


def test_a_card_puts_its_clinic_on_the_shortlist() -> None:
    """Two clinics on the shortlist can be compared, and a card's button removes its clinic again."""
    app = run()
    first, second = BEST["clinic_id"].iloc[:2]
    for clinic_id in (first, second):
        app.button(key=f"scored|{clinic_id}").click().run()
    assert not app.exception
    assert "Compare 2 clinics" in links(app)
    assert app.session_state["short"] == [first, second]
    app.button(key=f"scored|{first}").click().run()
    assert app.session_state["short"] == [second]


def test_a_list_offers_to_compare_only_where_there_is_another() -> None:
    """Cards and table say how many clinics can be compared; in a file with one clinic neither mentions comparing.

    Nor does its page rank it.
    """
    several = run()
    assert "Add two to six clinics" in said(several)
    app = bring(on_data(), data=b"name,credentials,products\nAlder Spine,MD,PRP\n")
    app.switch_page("../pages/explore.py").run()
    assert names(app) == ["Alder Spine"]
    assert "to compare" not in said(app)
    app.segmented_control(key="layout").set_value("Table").run()
    assert "Select the clinic to open it" in said(app)
    assert "to compare" not in said(app)
    app.segmented_control(key="layout").set_value("Cards").run()
    next(button for button in app.button if str(button.key).startswith("scored|")).click().run()
    assert not [label for label in links(app) if "ompare it" in label]
    app.query_params["clinic"] = app.session_state["short"][0]
    assert "No other clinic in this file has a score" in said(app.switch_page("../pages/clinic.py").run())


def test_a_list_without_scores_says_so_in_words() -> None:
    """Above cards of clinics that all lack a score is a sentence that none has one; their links say so too."""
    app = bring(on_data(), data=b"name,credentials,products\nAlder Spine,MD,\nBirch Spine,,PRP\n")
    app.switch_page("../pages/explore.py").run()
    assert sorted(names(app)) == ["Alder Spine", "Birch Spine"]
    assert app.header[0].value == "No clinic here has a score"
    assert [*map(seen, links(app))].count("Why no score") == 2


def test_the_choice_of_a_table_holds_on_other_pages() -> None:
    """Cards come first; a reader who chose the table sees it again after visiting another page."""
    app = run()
    assert not app.dataframe
    app.segmented_control(key="layout").set_value("Table").run()
    assert names(app) == []
    assert app.dataframe[0].value["Clinic"].iloc[0] == BEST["name"].iloc[0]
    app.switch_page("../pages/method.py").run()
    app.switch_page("../pages/explore.py").run()
    assert app.segmented_control(key="layout").value == "Table"


def test_the_table_names_price_products_and_imaging() -> None:
    """The table has in words what a reader chooses by, and says what is not stated."""
    shown = run(layout="Table").dataframe[0].value.set_index("Clinic")
    prices = EXAMPLE.understood.price
    price_of = dict(zip(EXAMPLE.scores["name"], [str(prices.values[code]) for code in prices.codes], strict=True))
    assert shown["Price"].to_dict() == {name: price_of[name] or "not stated" for name in shown.index}
    assert shown["Products"].str.contains("PRP").any()
    assert shown["Imaging"].str.contains("Fluoroscopy").any()
    order = [
        "Place",
        "Grade",
        "Score",
        "Possible",
        "Who",
        "What",
        "Where",
        "How",
        "Products",
        "Imaging",
        "Price",
        "Flags",
    ]
    assert shown.columns.to_list()[: len(order)] == order


def test_clinics_without_a_score_have_neutral_cards() -> None:
    """Once their list is opened, clinics with not enough stated are cards in alphabetical order."""
    unscored = EXAMPLE.scores["name"][EXAMPLE.scores["score"].isna()]
    shown = names(run(open_list=True))[CARDS_PER_PAGE:]
    assert shown == sorted(unscored, key=str.lower)[:CARDS_PER_PAGE]


def test_the_button_of_the_filters_counts_those_in_use() -> None:
    """On a phone a reader sees how many filters are active, and how many clinics they leave, without opening them."""
    assert run().button(key="open_filters").label == "Filters"
    app = run(state=["CO", "NV"], product=["PRP"])
    assert app.button(key="open_filters").label == "Filters (3)"
    many = app.session_state["last_view"]().figures.clinics
    assert app.button(key="close_filters").label == f"Show {many} clinics"
