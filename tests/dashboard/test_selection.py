"""The checkboxes of a table, which are the shortlist."""

from streamlit.testing.v1 import AppTest

from dashboard.shortlist import MOST

IDS = [f"clinic-{number}" for number in range(MOST + 2)]


def drawn(before: str, **session: object) -> AppTest:
    """A page that does something with the checkboxes, then draws a table of `IDS`; it writes the table's number."""
    script = f"""
import streamlit as st
from dashboard import selection, shortlist
IDS = {IDS}
{before}
st.text(selection.table_round("scored", "the same"))
st.text(" ".join(map(str, selection.ticked_rows(IDS))))
"""
    app = AppTest.from_string(script)
    for key, value in session.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def test_a_tick_puts_on_the_shortlist_and_leaves_the_table_in_place() -> None:
    """Clinics ticked on one page are added to those of others, and the table that was clicked keeps its number."""
    app = drawn("selection.tick(IDS[:4], [1, 2])", short=[IDS[5]])
    assert app.session_state["short"] == [IDS[5], IDS[1], IDS[2]]
    assert [text.value for text in app.text] == ["0", "1 2 5"]


def test_an_untick_takes_off_this_page_alone() -> None:
    """What is no longer ticked is removed, and what is on another page stays."""
    app = drawn("selection.tick(IDS[:4], [1])", short=[IDS[2], IDS[5], IDS[1]])
    assert app.session_state["short"] == [IDS[5], IDS[1]]


def test_more_ticks_than_it_holds_are_drawn_without_the_last() -> None:
    """The shortlist keeps the first ones, and the table gets another number, so that it shows what is kept."""
    app = drawn("selection.tick(IDS, range(len(IDS)))")
    assert app.session_state["short"] == IDS[:MOST]
    assert [text.value for text in app.text] == ["1", " ".join(map(str, range(MOST)))]


def test_a_change_by_other_means_draws_the_table_anew() -> None:
    """After Back, or when a clinic is removed in the bar, the ticks follow the shortlist."""
    app = drawn("", short=[IDS[0]])
    number = app.text[0].value
    app.session_state["short"] = []
    assert app.run().text[0].value != number
    assert app.text[1].value == ""
