"""The registry of filters: an entry is all that a filter needs to be drawn, linked to, counted and removed."""

import numpy as np
import pytest
from numpy.typing import NDArray
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import api, parameters
from dashboard.filters import FILTERS, Choice, Filters, from_widgets
from scoring import Review
from tests.pages.test_explore import plain
from tests.pages.test_pages import EXAMPLE, listed, metrics, run


class Halves(Choice):
    """A toy filter: the clinics of the first or of the second half of a file."""

    def labels(self) -> dict[str, str]:
        """Two labels."""
        return {"First half": "1", "Second half": "2"}

    def mask(self, review: Review, criterion: frozenset[str]) -> NDArray[np.bool_]:
        """The clinics of the chosen halves."""
        half = np.where(np.arange(len(review)) < len(review) // 2, "1", "2")
        return np.isin(half, sorted(criterion))

    def counts(self, review: Review, index: object, mask: NDArray[np.bool_]) -> dict[str, int]:
        """The clinics in each half."""
        del index
        return {
            label: int((mask & self.mask(review, frozenset({half}))).sum()) for label, half in self.labels().items()
        }


FIRST = len(EXAMPLE) // 2
CLIENT = TestClient(Starlette(routes=api.routes()))


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the toy as the last filter while a test runs."""
    monkeypatch.setitem(FILTERS, "half", Halves(key="half", label="Half of the file", name="Half"))


def test_its_widget_narrows_the_page_and_its_button_takes_it_away() -> None:
    """The sidebar has its control with counts in its choices; a value is a button above the lists that clears it."""
    app = run(half=["First half"])
    control = app.multiselect(key="half_control")
    counts = [f"First half \u00b7 {FIRST}", f"Second half \u00b7 {len(EXAMPLE) - FIRST}"]
    assert (control.label, control.options, control.value) == ("Half of the file", counts, ["First half"])
    assert metrics(app)["Clinics"] == str(FIRST)
    chip = app.button(key="chip|half|First half")
    assert plain(chip.label) == "Half: First half"
    chip.click().run()
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))
    app.multiselect(key="half_control").select("Second half").run()
    assert app.session_state["half"] == ["Second half"]
    app.button(key="clear").click().run()
    assert app.session_state["half"] == []
    assert sum(listed(app)) == len(EXAMPLE)


def test_links_are_held_to_its_words() -> None:
    """A link may name its labels and no others, and its widget shows them like any other."""
    assert parameters.refused({"half": ["First half", "Third half"]}) == {"half": ["Third half"]}
    values = parameters.values({"half": ["First half"]})
    assert from_widgets(values.get) == Filters(half=frozenset({"1"}))


def test_the_api_filters_by_it() -> None:
    """The API filters by it, lists its words if one is unknown, and names it among the known filters."""
    answer = CLIENT.get(f"{api.PATH}/example.csv", params={"half": "First half"})
    assert answer.headers["X-Total-Count"] == str(FIRST)
    assert "half=third" in CLIENT.get(f"{api.PATH}/example.csv", params={"half": "third"}).json()["error"]
    assert ", half," in CLIENT.get(f"{api.PATH}/example.csv", params={"nobody": "1"}).json()["error"]
