"""One choice on the Data page settles all dates of a column, says what changed, and is undone."""

from __future__ import annotations

from scoring import review
from scoring.recipes import Recipe
from scoring.reports import changes
from tests.pages.test_data import bring, on_data, said

HEADER = b"name,credentials,products,targets,imaging,Last checked\n"
CLINIC = b"%s,MD,PRP,disc,CT,%s\n"


def dated(*dates: bytes) -> bytes:
    """A file of clinics with these dates."""
    return HEADER + b"".join(CLINIC % (b"A%d" % place, day) for place, day in enumerate(dates))


def test_dates_that_may_be_either_are_settled_by_one_choice() -> None:
    """Two buttons name the days of an example; one press settles all, says what changed, and undo takes it back."""
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
    assert "03/04/2020, are read month first, as you said." in said(app)
    app.button(key="undo").click().run()
    assert app.session_state["data"] == before
    assert "2 fewer clinics have a date." in said(app)


def test_what_the_column_shows_is_said_and_can_be_chosen_otherwise() -> None:
    """Where the other dates settle it, nothing is asked: the evidence is named, and the other order can be chosen."""
    data = dated(b"03/04/2020", b"25/04/2020")
    app = bring(on_data(), "dates.csv", data)
    assert "are read day first, as 25/04/2020 can only be so." in said(app)
    assert "dates|day_first" not in [button.key for button in app.button]
    app.button(key="dates|month_first").click().run()
    assert app.session_state["data"] == review(data, recipe=Recipe(dates="month_first")).dataset


def test_a_column_without_such_dates_asks_nothing() -> None:
    """ISO dates, and those with one meaning, leave nothing to choose."""
    app = bring(on_data(), "dates.csv", dated(b"2020-04-03", b"25/04/2020"))
    assert not [button.key for button in app.button if str(button.key).startswith("dates|")]
