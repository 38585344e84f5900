"""One click for what is similar to something known, in the list of problems."""

from __future__ import annotations

from dashboard.corrections.quick_fixes import with_column
from scoring import review
from scoring.recipes.recipe import Recipe
from scoring.reports.near_terms import NearColumn
from tests.pages.screen_text import seen
from tests.pages.test_data import bring, on_data, said
from tests.pages.test_duplicates import click

FILE = b"""name,state,credentials,imaging,guidance,phone,telephone
A,Calfornia,MD,ultrasnd,CT,(212) 555-0100,
B,CA,MD,Ultrasnd,,,(212) 555-0101
C,CA,DO,CT,,,
"""


def near_buttons(app: object) -> list[str]:
    """The labels of the buttons that settle a problem."""
    return [seen(button.label) for button in app.button if button.label.startswith(("Read ", "Use "))]  # type: ignore[attr-defined]


def test_a_click_settles_all_rows_with_the_value() -> None:
    """The button says how many clinics it settles; after a click they state the term, and the problem is gone."""
    app = bring(on_data(part="Problems"), data=FILE)
    assert near_buttons(app).count("Read as Ultrasound") == 1
    assert "“ultrasnd” :gray[:small[2 clinics]]" in said(app)
    before = app.session_state["data"]
    click(app, "Read as Ultrasound")
    recipe = app.session_state["shelf"][app.session_state["data"]].recipe
    after = review(FILE, recipe=recipe)
    assert recipe.values == {"imaging": {"ultrasnd": ("ultrasound",)}}
    assert "not_recognised" not in after.problems["code"].to_list()
    assert "Read as Ultrasound" not in near_buttons(app)
    assert click(app, "Undo the last change").session_state["data"] == before


def test_a_state_is_settled_once_and_can_be_undone() -> None:
    """A misspelled state is read as the similar one; the page says so, and one click reverts it."""
    app = bring(on_data(part="Problems"), data=FILE)
    before = app.session_state["data"]
    click(app, "Read as California")
    assert "“Calfornia” is read as the state CA." in said(app)
    assert click(app, "Undo").session_state["data"] == before


def test_a_second_column_is_used_by_a_click() -> None:
    """A list column is read together with the first, and a fact instead of it."""
    data = FILE.replace(b"Ultrasnd,,", b"Ultrasnd,by eye,").replace(b"DO,CT,,", b"DO,CT,by touch,")
    app = bring(on_data(part="Problems"), data=data)
    assert {"Use for imaging too", "Use for phone instead"} <= set(near_buttons(app))
    click(app, "Use for imaging too")
    recipe = app.session_state["shelf"][app.session_state["data"]].recipe
    imaging = review(data, recipe=recipe).records["imaging"].to_list()
    assert imaging == ["ultrasnd; CT", "Ultrasnd; by eye", "CT; by touch"]
    phones = with_column(Recipe(), NearColumn("phone", "telephone"), review(data))
    assert review(data, recipe=phones).records["phone"].dropna().to_list() == ["(212) 555-0101"]


def test_buttons_do_not_grow_with_the_problems() -> None:
    """However many values are nearly known, a page of problems offers no more than it lists."""
    rows = "\n".join(f"C{n},{'f' + 'l' * (n % 7 + 1)}uoroscopic{'x' * (n % 3)} {n},CT" for n in range(300))
    rows += "\n" + "\n".join(f"D{n},Calforni{'a' * (n + 1)},CT" for n in range(40))
    app = bring(on_data(part="Problems"), data=f"name,state,imaging\n{rows}\n".encode())
    assert len(near_buttons(app)) <= 15
