"""Buttons, links and fields that are repeated for each clinic or value have distinct names."""

from streamlit.testing.v1 import AppTest

from tests.pages.screen_text import seen
from tests.pages.test_data import bring, on_data
from tests.pages.test_duplicates import FILE as TWICE
from tests.pages.test_quick_fixes import FILE as NEAR
from tests.pages.test_shortlist import IDS, opened

CHAIN = b"""name,city,state,credentials,products,targets,imaging
Alder ![x](http://e.example) *Spine*,Tampa,FL,MD,PRP,disc,CT
Alder ![x](http://e.example) *Spine*,Reno,NV,MD,PRP,disc,CT
"""


def names(app: AppTest) -> list[str]:
    """The names of the buttons and links of a page, except those in their own containers."""
    both = [*app.button, *app.get("page_link")]
    labels = [part.label if hasattr(part, "label") else part.proto.label for part in both]
    return [label for label in labels if label not in {"Clear all filters", "Reset weights"}]


def test_no_two_buttons_have_one_name() -> None:
    """On every page that lists clinics or values, with cards, columns, a shortlist, and rows listed twice."""
    pages = (
        opened(*IDS[:3]),
        opened(page="compare"),
        opened(page="compare", compare=IDS[:3]),
        opened(page="clinic"),
        opened(IDS[0], page="clinic", clinic=IDS[1]),
        bring(on_data(part="Problems"), data=TWICE),
        bring(on_data(part="Problems"), data=NEAR),
        bring(on_data(part="Values"), data=NEAR),
    )
    for app in pages:
        assert names(app)
        assert sorted({name for name in names(app) if names(app).count(name) > 1}) == []


def test_clinics_of_one_name_are_told_apart_by_their_places() -> None:
    """The label has the name with its place, and no character in it is active; its visible part stays short."""
    app = bring(on_data(), data=CHAIN).switch_page("../pages/explore.py").run()
    why = [label for label in names(app) if label.startswith("Why this score")]
    assert [label.partition("Spine")[2] for label in why] == ["\\*, Tampa, FL)*", "\\*, Reno, NV)*"]
    assert all("\\!\\[x\\]\\(http\\:" in label for label in why)
    assert {*map(seen, why)} == {"Why this score"}


def test_the_fields_of_values_say_which_value_they_are_about() -> None:
    """Each of the fields that ask what a value means is named by its value, which is beside it on screen."""
    app = on_data(part="Values")
    fields = [field.label for field in app.multiselect if str(field.key).startswith("means|")]
    assert len(fields) > 1
    assert len({*fields}) == len(fields)
    assert all(label.startswith("It means (") for label in fields)
