"""The order of the list in words, and how it is turned round."""

import pytest

from dashboard.sort_order import in_words, turned
from dashboard.sorts import ORDERS, SORTS
from tests.pages.test_pages import run, table


@pytest.mark.parametrize("order", ORDERS)
def test_turning_twice_is_the_same_order(order: str) -> None:
    """The other end is another order of the address, in other words; turned again it is the first."""
    assert turned(order) in ORDERS
    assert turned(turned(order)) == order
    assert in_words(turned(order)) != in_words(order)


def test_the_list_offers_columns_and_a_button_turns_them_round() -> None:
    """Signs stand in the choice only while an order is turned round; the button says which end comes first."""
    app = run()
    assert app.selectbox(key="sort").options == [sort for sort in SORTS if sort != "distance"]
    app.selectbox(key="sort").select("name").run()
    first = [row["Clinic"].lower() for row in table(app)]
    assert first == sorted(first)
    assert app.button(key="turn_order").label == "From A to Z"
    app.button(key="turn_order").click().run()
    assert not app.exception
    assert app.session_state["sort"] == "-name"
    assert app.button(key="turn_order").label == "From Z to A"
    last = [row["Clinic"].lower() for row in table(app)]
    assert last == sorted(last, reverse=True)
    app.button(key="turn_order").click().run()
    assert app.session_state["sort"] == "name"


def test_a_link_opens_on_an_order_that_is_turned_round() -> None:
    """The address may ask for any order."""
    app = run(sort="-coverage")
    assert app.session_state["sort"] == "-coverage"
    assert app.button(key="turn_order").label == "Most stated first"
