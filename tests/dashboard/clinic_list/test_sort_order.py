"""The order of the list in words, and how it is reversed."""

import pytest

from dashboard.clinic_list.sort_order import reversed_order
from dashboard.sorts import ORDERS, in_words
from tests.pages.test_pages import run, run_table, table


@pytest.mark.parametrize("order", ORDERS)
def test_reversing_twice_is_the_same_order(order: str) -> None:
    """The reverse is another order in the address, with other words; reversed again it is the first."""
    assert reversed_order(order) in ORDERS
    assert reversed_order(reversed_order(order)) == order
    assert in_words(reversed_order(order)) != in_words(order)


def test_the_list_offers_every_order_in_words() -> None:
    """A reader chooses a column and direction in words; the address gets the key of the order."""
    app = run_table()
    words = app.selectbox(key="sort_in_words")
    assert words.options == [in_words(order) for order in ORDERS if order.removeprefix("-") != "distance"]
    for order, reverse in (("name", False), ("-name", True)):
        app.selectbox(key="sort_in_words").select(order).run()
        assert not app.exception
        assert app.session_state["sort"] == order
        names = [str(row["Clinic"]).lower() for row in table(app)]
        assert names == sorted(names, reverse=reverse)


def test_no_two_orders_have_the_same_words() -> None:
    """The words name the column and its direction."""
    assert len({in_words(order) for order in ORDERS}) == len(ORDERS)


def test_a_link_opens_on_a_reversed_order() -> None:
    """The address may name any order, and the list shows it in words."""
    app = run(sort="-coverage")
    assert app.session_state["sort"] == "-coverage"
    assert app.selectbox(key="sort_in_words").value == "-coverage"
    assert in_words("-coverage") == "Most stated first"
