"""One choice on the Data page settles all dates or prices of a column, says what changed, and can be undone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.corrections.price_reading import assuming
from scoring import review
from scoring.recipes import Recipe
from scoring.recognition import PRICE_ASSUMPTIONS, PriceAssumption
from scoring.reports import changes
from tests.pages.test_data import bring, on_data, said

HEADER = b"name,credentials,products,targets,imaging,Last checked\n"
CLINIC = b"%s,MD,PRP,disc,CT,%s\n"


def dated(*dates: bytes) -> bytes:
    """A file of clinics with these dates."""
    return HEADER + b"".join(CLINIC % (b"A%d" % place, day) for place, day in enumerate(dates))


def test_dates_that_may_be_either_are_settled_by_one_choice() -> None:
    """Two buttons show an example read both ways; one press settles all, says what changed, and undo reverts it."""
    data = dated(b"03/04/2020", b"5/6/20", b"someday")
    app = bring(on_data(), "dates.csv", data)
    before = app.session_state["data"]
    assert "Dates in \u201cLast checked\u201d: does the day or the month come first?" in said(app)
    assert "2 clinics have such a date." in said(app)
    assert [app.button(key=f"dates|{order}").label for order in ("day_first", "month_first")] == [
        "Day first: 3 April 2020",
        "Month first: 4 March 2020",
    ]
    app.button(key="dates|month_first").click().run()
    assert not app.exception
    decided = review(data, recipe=Recipe(dates="month_first"))
    assert app.session_state["data"] == decided.dataset != before
    sentences = changes(review(data), decided).sentences()
    assert "2 more clinics have a date." in sentences
    assert all(sentence in said(app) for sentence in sentences)
    assert "03/04/2020, are read month first, as you decided." in said(app)
    app.button(key="undo").click().run()
    assert app.session_state["data"] == before
    assert "2 fewer clinics have a date." in said(app)


def test_what_the_column_shows_is_said_and_can_be_chosen_otherwise() -> None:
    """Where the other dates settle it, nothing is asked: the evidence is named, and the other order can be chosen."""
    data = dated(b"03/04/2020", b"25/04/2020")
    app = bring(on_data(), "dates.csv", data)
    assert "are read day first, because 25/04/2020 can only be read that way." in said(app)
    assert "dates|day_first" not in [button.key for button in app.button]
    app.button(key="dates|month_first").click().run()
    assert app.session_state["data"] == review(data, recipe=Recipe(dates="month_first")).dataset


def test_a_column_without_such_dates_asks_nothing() -> None:
    """ISO dates, and those with only one meaning, leave nothing to choose."""
    app = bring(on_data(), "dates.csv", dated(b"2020-04-03", b"25/04/2020"))
    assert not [button.key for button in app.button if str(button.key).startswith("dates|")]


def priced(*prices: bytes) -> bytes:
    """A file of clinics with these prices."""
    return HEADER.replace(b"Last checked", b"Price") + b"".join(
        CLINIC % (b"A%d" % place, price) for place, price in enumerate(prices)
    )


def test_each_question_on_prices_is_settled_by_one_choice_and_taken_back() -> None:
    """One question for each unclear point; answers are in the recipe, what changed is said, and each can be undone."""
    data = priced(b"1.200", b"from 1.300", b"$500 per vial", b"$700-$900")
    app = bring(on_data(), "prices.csv", data)
    assert "What do the prices in \u201cPrice\u201d mean?" in said(app)
    assert app.button(key="prices|decimal_comma").label.replace("\\", "") == "1.200 is $1,200"
    app.button(key="prices|decimal_comma").click().run()
    assert not app.exception
    assert "2 more clinics have a price." in said(app)
    assert "Prices such as 1.200 are read with a decimal comma, as $1,200, as you decided." in said(app)
    app.button(key="prices|per_treatment").click().run()
    both = review(data, recipe=Recipe(prices=("per_treatment", "decimal_comma")))
    assert app.session_state["data"] == both.dataset
    assert not [button.key for button in app.button if button.key in ("prices|decimal_comma", "prices|per_treatment")]
    app.button(key="prices|not|decimal_comma").click().run()
    assert app.session_state["data"] == review(data, recipe=Recipe(prices=("per_treatment",))).dataset
    assert "2 fewer clinics have a price." in said(app)
    app.button(key="undo").click().run()
    assert app.session_state["data"] == both.dataset


def test_prices_without_a_currency_are_asked_for_beside_others() -> None:
    """Where the other prices are in euros, those without a currency count once a person says that they are dollars."""
    data = priced(b"900", "\u20ac950".encode())
    app = bring(on_data(), "prices.csv", data)
    app.button(key="prices|us_dollars").click().run()
    assert app.session_state["data"] == review(data, recipe=Recipe(prices=("us_dollars",))).dataset
    assert "1 more clinic has a price." in said(app)


def test_a_range_says_on_the_clinic_page_that_charts_use_its_middle() -> None:
    """Both ends are in the record of the clinic, with the amount that charts use."""
    app = bring(on_data(), "prices.csv", priced(b"$700-$900"))
    app.query_params["clinic"] = review(priced(b"$700-$900")).scores["clinic_id"][0]
    app.switch_page("../pages/clinic.py").run()
    assert "$700 to $900 (charts use the middle, $800)" in str([table.value for table in app.table]).replace("\\", "")


@given(st.lists(st.sampled_from(PRICE_ASSUMPTIONS), unique=True), st.sampled_from(PRICE_ASSUMPTIONS))
def test_what_is_assumed_and_undone_leaves_no_trace(before: list[PriceAssumption], new: PriceAssumption) -> None:
    """Whatever else is assumed, the fingerprint then equals that of a recipe that never assumed it."""
    recipe = Recipe(prices=tuple(before))
    without = Recipe(prices=tuple(assumption for assumption in before if assumption != new))
    assert assuming(assuming(recipe, new), new, holds=False).fingerprint == without.fingerprint
    assert assuming(assuming(recipe, new), new).fingerprint == assuming(recipe, new).fingerprint != without.fingerprint
