"""The filter by what open answers leave of the order, against comparing each clinic with every other."""

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import api, parameters
from dashboard.filters import UNBEATEN, Filters, conditions, from_widgets, matching
from scoring import Review
from tests.dashboard.test_view import look
from tests.pages.test_explore import plain
from tests.pages.test_pages import EXAMPLE, listed, metrics, run

CLIENT = TestClient(Starlette(routes=api.routes()))


def unbeaten_ids(review: Review) -> set[str]:
    """The scored clinics whose possible score no other sure score exceeds, clinic by clinic."""
    scored = review.scores.dropna(subset="score")
    return {
        clinic_id
        for clinic_id, high in zip(scored["clinic_id"], scored["score_high"], strict=True)
        if not any(other > high for other in scored["score_low"])
    }


def kept(review: Review) -> set[str]:
    """The ids that the filter leaves."""
    return set(review.scores["clinic_id"][matching(review, Filters(unbeaten=True))])


@pytest.mark.parametrize("weights", [{}, {"who": 100, "what": 0}, {"how": 0, "where": 5}])
def test_it_keeps_those_that_nobody_is_surely_ahead_of(weights: dict[str, float]) -> None:
    """Under any weights it keeps exactly the scored clinics whose possible score no other's sure score exceeds."""
    review = EXAMPLE.with_weights({**EXAMPLE.weights, **weights})
    assert kept(review) == unbeaten_ids(review)
    assert 0 < len(kept(review)) < len(EXAMPLE)


def test_no_score_is_no_first_rank(clinics: Review) -> None:
    """A clinic without a score is left out; where no clinic has one, none is kept."""
    assert "delta" not in kept(clinics)
    assert kept(clinics) == unbeaten_ids(clinics)
    nobody = clinics.with_weights({"who": 100, "what": 0, "where": 0, "how": 0})
    assert not kept(nobody)


def test_it_is_judged_against_the_whole_file() -> None:
    """With a state chosen it leaves those of the state that are unbeaten in the file, as its count says."""
    both = look(EXAMPLE, Filters(state=frozenset({"TX"}), unbeaten=True))
    texan = (EXAMPLE.records["state"] == "TX").to_numpy()
    assert np.array_equal(both.mask, texan & matching(EXAMPLE, Filters(unbeaten=True)))
    ((_, foretold),) = look(EXAMPLE, Filters(state=frozenset({"TX"}))).choices("unbeaten")
    assert foretold == both.mask.sum()


@pytest.mark.parametrize(("word", "required"), [("true", True), ("True", True), ("false", False)])
def test_a_link_holds_it_as_true_or_false(word: str, required: bool) -> None:
    """A link has the words of a bound checkbox; any other word is not understood."""
    values = parameters.values({"unbeaten": [word]})
    assert from_widgets(values.get) == Filters(unbeaten=required)
    assert parameters.refused({"unbeaten": [word, "perhaps"]}) == {"unbeaten": ["perhaps"]}


def test_the_page_and_a_machine_filter_alike() -> None:
    """The sidebar's checkbox, a chip that removes it, and the API leave as many clinics as its count says."""
    expected = len(unbeaten_ids(EXAMPLE))
    app = run()
    assert any(caption.value == f"Leaves {expected} clinics" for caption in app.sidebar.caption)
    app.checkbox(key="unbeaten_control").check().run()
    assert app.session_state["unbeaten"] is True
    assert metrics(app)["Clinics"] == str(expected)
    chip = app.button(key="chip|unbeaten|")
    assert plain(chip.label) == UNBEATEN.name
    chip.click().run()
    assert app.checkbox(key="unbeaten_control").value is False
    assert sum(listed(app)) == len(EXAMPLE)
    answer = CLIENT.get(f"{api.PATH}/example.csv", params={"unbeaten": "true"})
    assert answer.headers["X-Total-Count"] == str(expected)
    assert "unbeaten=maybe" in CLIENT.get(f"{api.PATH}/example.csv", params={"unbeaten": "maybe"}).json()["error"]


def test_it_filters_nothing_unless_it_is_set() -> None:
    """Without it every clinic is kept and no condition is named."""
    assert conditions(Filters(unbeaten=False)) == []
    assert matching(EXAMPLE, Filters(unbeaten=False)).all()
