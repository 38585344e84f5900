"""What every page with figures says on paper about where they come from."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_shortlist import IDS, opened

PAGES = {
    "explore": ("all 168 of the file", opened),
    "compare": ("the 3 compared, of the 168 of the file", lambda: opened(page="compare", compare=IDS[:3])),
    "clinic": ("Harbor Spine, of the 168 of the file", lambda: opened(page="clinic", clinic="harbor-spine-tampa-fl")),
}


def basis(app: AppTest) -> list[str]:
    """The sentences for paper alone."""
    return [part.proto.body for part in app.get("html") if "printed_basis" in part.proto.body]


@pytest.mark.parametrize("page", PAGES)
def test_paper_says_whose_figures_these_are_and_by_which_rules(page: str) -> None:
    """Once: which clinics, that they are fictional, when they were reviewed, by which rubric and weights."""
    which, shown = PAGES[page]
    (sentences,) = basis(shown())
    for words in (which, "every clinic is fictional", "Reviewed on", "rubric", "Who 25, What 25, Where 25, How 25"):
        assert words in sentences
