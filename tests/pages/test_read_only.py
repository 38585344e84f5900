"""A read-only instance accepts no file and no recipe, and says so."""

import pytest

from dashboard.corrections.upload import NO_UPLOADS
from dashboard.settings import READ_ONLY
from scoring.recipes.recipe import Recipe
from tests.pages.opened_page import opened_page
from tests.pages.test_data import MESSY, on_data, said


def test_no_place_to_drop_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a file nor a recipe can be dropped; one sentence says why, and the example is still there to look at."""
    monkeypatch.setenv(READ_ONLY, "yes")
    app = on_data(part="Recipe")
    assert not app.exception
    assert not app.file_uploader
    assert [info.value for info in app.info] == [NO_UPLOADS]
    assert NO_UPLOADS in [caption.value for caption in app.caption]
    assert "Drop a file" not in said(app)


@pytest.mark.parametrize(("place", "data"), [(0, MESSY), (1, Recipe(exclude=("x",)).to_json().encode())])
def test_a_file_that_is_sent_anyway_is_not_read(monkeypatch: pytest.MonkeyPatch, place: int, data: bytes) -> None:
    """A page that was open before the instance became read-only can no longer upload."""
    app = on_data(part="Recipe")
    uploader = app.file_uploader[place]
    monkeypatch.setenv(READ_ONLY, "yes")
    uploader.upload("mine", data).run()
    assert not app.exception
    assert not app.error
    assert app.session_state["data"] == "example"
    assert "shelf" not in app.session_state or not app.session_state["shelf"]


def test_no_way_to_an_upload_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link whose clinics are not here leads to the example, and to no upload."""
    unknown = "0" * 32
    ways = []
    for value in ("no", "yes"):
        monkeypatch.setenv(READ_ONLY, value)
        app = opened_page(data=unknown)
        assert app.button(key="example")
        ways.append([link.proto.label for link in app.get("page_link")].count("Upload a file"))
    assert ways == [1, 0]
