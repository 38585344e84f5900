"""The questions about columns on the Data page: what they ask, and what each answer does to the file."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.corrections.column_questions import choices, question, read_together, taken_for
from dashboard.datasets import session_datasets
from scoring import Review, review
from scoring.recognition import Match
from tests.pages.test_data import bring, on_data, said

OFFERED = b"name,imaging,Extras,Area\nElm,CT,PRP,Tampa\nOak,CT,BMAC,Ocala\nAsh,CT,exosomes,Miami\n"
RIVALS = b"name,Who,Credential,imaging\nElm,desk,MD,CT\nOak,Ana Roe,NP,CT\nAsh,MD,DO,CT\nFir,x,MD,CT\n"
FEW = b"name,Who,Letters,imaging\nElm,desk,MD,CT\nOak,Ana Roe,NP,CT\nAsh,MD,DO,CT\nFir,x,MD,CT\n"
TOGETHER = b"name,Credential,Specialization,imaging\nElm,MD,PM&R,CT\nOak,NP,,CT\nAsh,DO,Neurology,CT\n"


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    plain = {button.label.replace("\\", "").replace("\u2060", ""): button for button in app.button}
    plain[label].click().run()
    assert not app.exception
    return app


def labels(app: AppTest) -> set[str]:
    """The labels of the page's buttons."""
    return {button.label.replace("\\", "").replace("\u2060", "") for button in app.button}


def now(app: AppTest) -> Review:
    """The review of the dataset in view."""
    dataset = session_datasets.Dataset
    current = app.session_state["shelf"][app.session_state["data"]]
    assert isinstance(current, dataset)
    return review(current.file.data, recipe=current.recipe)


def test_a_column_whose_cells_speak_is_asked_about_and_a_yes_counts_at_once() -> None:
    """The question names the share and some cells; a yes reads the column, and undo asks again."""
    app = bring(on_data(), "extras.csv", OFFERED)
    assert "The column Extras" in said(app).replace("**", "")
    assert "reads like products in 100% of the rows" in said(app)
    assert "\u201cPRP\u201d" in said(app)
    assert "Does it say what the clinic offers?" in said(app)
    press(app, "Yes")
    assert now(app).records["products"].tolist() == ["PRP", "BMAC", "exosomes"]
    assert dict(now(app).recipe.columns) == {"Extras": ("products",)}
    assert "Does it say what the clinic offers?" not in said(app)
    press(app, "Undo the last change")
    assert "Does it say what the clinic offers?" in said(app)


def test_a_no_makes_the_question_quiet() -> None:
    """A no is a decision too: the column stays unread, and neither the page nor the problems ask again."""
    app = press(bring(on_data(), "extras.csv", OFFERED), "No")
    assert "Does it say" not in said(app)
    assert dict(now(app).recipe.columns) == {"Extras": ()}
    assert "column_offered" not in set(now(app).problems["code"])


@pytest.mark.parametrize(
    ("label", "read", "recipe"),
    [
        ("Read \u201cWho\u201d instead", ["desk", "Ana Roe", "MD", "x"], {"Credential": (), "Who": ("credentials",)}),
        (
            "Read both",
            ["desk; MD", "Ana Roe; NP", "MD; DO", "x; MD"],
            {"Credential": ("credentials",), "Who": ("credentials",)},
        ),
        ("Leave it out", ["MD", "NP", "DO", "MD"], {"Who": ()}),
    ],
)
def test_what_was_taken_and_what_was_left_is_said_and_changed_by_one_button(
    label: str, read: list[str], recipe: dict[str, tuple[str, ...]]
) -> None:
    """For two headers of one question both shares are on the page; each button settles it, and no question is left."""
    app = bring(on_data(), "rivals.csv", RIVALS)
    assert "Who is read from \u201cCredential\u201d, understood in 100% of the rows." in said(app)
    assert "is not read; it is understood in 25% of the rows" in said(app)
    press(app, label)
    assert now(app).records["credentials"].tolist() == read
    assert dict(now(app).recipe.columns) == recipe
    assert not {"Read both", "Leave it out"} & labels(app)


def test_a_better_column_is_asked_for() -> None:
    """Where few rows are understood, the page suggests the column that would be understood in more."""
    app = bring(on_data(), "few.csv", FEW)
    text = said(app).replace("**", "")
    assert "Who is read from \u201cWho\u201d, understood in 25% of the rows. Did you mean the column Letters?" in text
    press(app, "Read \u201cLetters\u201d instead")
    assert now(app).records["credentials"].tolist() == ["MD", "NP", "DO", "MD"]


def test_columns_that_are_read_together_are_named() -> None:
    """A question that is read from two columns says so, with each column's share."""
    app = bring(on_data(), "together.csv", TOGETHER)
    parts = "\u201cCredential\u201d (100% of the rows) and \u201cSpecialization\u201d (67% of the rows)"
    assert f"Who is read from {parts} together." in said(app)
    assert read_together(review(OFFERED)) == []


def test_many_questions_leave_the_table_in_reach() -> None:
    """Three questions are on the page, the others are folded away."""
    headers = [f"Field {letter}" for letter in "ABCDE"]
    rows = "".join(f"Clinic {n},CT,{','.join([product] * 5)}\n" for n, product in enumerate(["PRP", "BMAC"]))
    app = bring(on_data(), "many.csv", f"name,imaging,{','.join(headers)}\n{rows}".encode())
    assert [expander.label for expander in app.expander if "may answer" in expander.label] == [
        "2 more columns that may answer a question"
    ]


def test_a_column_of_the_same_header_can_only_be_read_too() -> None:
    """What cannot be named separately from what is read is not offered instead of it, nor left out."""
    matches = review(b"name,Imaging,Imaging\nA,CT,none\nB,none,CT\n").matches
    (offer,) = [match for match in matches if match.offered]
    assert [label for label, _, _ in choices(offer, taken_for(matches, "imaging"))] == ["Read both"]


def test_hostile_headers_and_cells_are_drawn_literally() -> None:
    """No Markdown of a file is drawn in a question."""
    match = Match("![x](http://a.example)", (), "", 0, ("[b](javascript:c)",), "products", 90)
    text = question(match, [], "What")
    assert "![x](" not in text
    assert "[b](" not in text
