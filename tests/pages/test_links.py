"""A link means the same on a page and in the API, and what a page says it ignores is ignored."""

from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import parameters
from scoring import QUESTIONS
from tests.dashboard.test_api import CLIENT
from tests.pages.opened_page import opened_page
from tests.pages.test_pages import ROOT, metrics

NOT_UNDERSTOOD = "Part of this link was not understood"
NO_PAGE = "This list has no page"


def opened(link: dict[str, list[str]], page: str = "explore") -> AppTest:
    """A page as a link opens it in a new visit."""
    return opened_page(page, link)


def not_understood(app: AppTest) -> bool:
    """Whether the page says that part of its link was not understood, or that its list has no such page."""
    return any(warning.proto.title.startswith((NOT_UNDERSTOOD, NO_PAGE)) for warning in app.warning)


WAYS: dict[str, dict[str, list[str]]] = {
    "q": {"valid": ["spine"], "repeated": ["spine", "joint"]},
    "within": {"valid": ["25"], "repeated": ["25", "100"], "junk": ["30"]},
    "state": {"valid": ["CO"], "repeated": ["CO", "FL"], "junk": ["Atlantis"], "other case": ["co"]},
    "country": {"valid": ["United States"], "junk": ["Atlantis"]},
    "credential": {"valid": ["PM&R"], "junk": ["Wizard"], "other case": ["pm&r"]},
    "product": {"valid": ["PRP"], "repeated": ["PRP", "Exosomes"], "junk": ["Gold"]},
    "target": {"valid": ["Disc"], "junk": ["Ear"]},
    "imaging": {"valid": ["Ultrasound"], "repeated": ["Ultrasound", "Not stated"], "junk": ["Sonar"]},
    "flag": {"valid": ["No physician stated"], "junk": ["Red"]},
    "only": {"valid": ["No physician stated"], "junk": ["Red"]},
    "unbeaten": {"valid": ["true"], "other case": ["TRUE"], "repeated": ["false", "true"], "junk": ["yes"]},
    "score": {
        "valid": ["60", "80"], "whole": ["0", "100"], "one": ["60"], "three": ["50", "60", "70"],
        "crossed": ["80", "20"], "half": ["60.5", "70"], "signed": ["+60", "70"], "exponent": ["1e1", "100"],
        "Arabic": ["\u0666\u0660", "70"],
        "beyond": ["60", "101"], "junk": ["abc", "def"], "one junk": ["60", "abc"], "one empty": ["60", ""],
    },
    "who": {
        "valid": ["60"], "leading 0": ["030"], "repeated": ["10", "90"], "point": ["30.0"], "exponent": ["1e1"],
        "signed": ["+30"], "underscore": ["3_0"], "Arabic": ["\u0663\u0660"], "beyond": ["101"], "junk": ["many"],
        "not finite": ["nan"],
    },
    "rubric": {"valid": ["half"], "repeated": ["half", "no-iof"], "junk": ["kind"], "other case": ["Half"]},
    "sort": {"valid": ["-name"], "repeated": ["-name", "name"], "junk": ["luck"]},
    "page": {
        "valid": ["2"], "signed": ["+2"], "underscore": ["0_2"], "repeated": ["2", "2"], "Arabic": ["\u0662"],
        "junk": ["last"], "beyond": ["999"],
    },
}  # fmt: skip
CASES = [
    pytest.param({key: words}, id=f"{key}, {way}")
    for key, ways in WAYS.items()
    for way, words in {**ways, **({} if key == "q" else {"empty": [""]})}.items()
]


@pytest.mark.parametrize("link", CASES)
def test_a_link_leads_to_the_same_clinics_on_the_page_and_in_the_api(link: dict[str, list[str]]) -> None:
    """Either both show the same clinics by the same scores, or the API refuses, and the page says so and ignores it."""
    app = opened(link)
    answer = CLIENT.get(f"/api/datasets/example.json?{urlencode({**link, 'rows': 10}, doseq=True)}")
    assert not_understood(app) is (answer.status_code == 400)
    if answer.status_code == 400:
        assert not set(link) & set(app.query_params)
        answer = CLIENT.get("/api/datasets/example.json?rows=10")
    figures, shown = answer.json(), metrics(app)
    assert shown["Clinics"] == f"{figures['clinics']:,}"
    assert shown["Scored"] == f"{figures['scored']:,}"
    assert shown["Median score"] == f"{figures['median']:.1f}"
    assert {question: app.session_state[question] for question in QUESTIONS} == figures["weights"]
    assert app.session_state["rubric"] == figures["rubric"]
    assert app.session_state["page"] == figures["page"]


def test_a_page_that_no_list_has_is_reported_even_without_matches() -> None:
    """Without a list that could turn to it, the page does not wait in the address for a longer list."""
    app = opened({"state": ["FL"], "product": ["Exosomes"], "imaging": ["CT"], "credential": ["Wizard"], "page": ["2"]})
    assert [warning.proto.title for warning in app.warning] == [NOT_UNDERSTOOD, f"{NO_PAGE} 2"]
    assert "page" not in app.query_params


def test_a_list_that_becomes_shorter_says_nothing_of_its_page() -> None:
    """Where the reader's own choice leaves fewer pages than the one in view, the list starts over."""
    app = opened({"page": ["12"]})
    assert app.session_state["page"] == 12
    app.segmented_control(key="layout").set_value("Table").run()
    assert not not_understood(app)
    assert app.session_state["page"] == 1


def test_every_parameter_of_the_api_is_tried() -> None:
    """No parameter is missing above except places, which have their own tests, and weights like the one tried."""
    assert set(parameters.query_keys()) - set(WAYS) == {"near", "what", "where", "how"}


@pytest.mark.parametrize(
    ("page", "key", "word", "chart"),
    [
        ("data", "part", "Values", None),
        ("explore", "chart", "Breakdown", None),
        ("explore", "by", "State", "Breakdown"),
        ("explore", "measure", "Scores", "Breakdown"),
        ("explore", "share", "What: Exosomes", "Breakdown"),
        ("explore", "group_a", "State: TX", "Two groups"),
        ("explore", "group_b", "State: TX", "Two groups"),
        ("explore", "across", "Who", "Two measures"),
        ("explore", "up", "How", "Two measures"),
    ],
)
def test_a_choice_that_a_link_leaves_empty_or_does_not_know_is_the_usual_one(
    page: str, key: str, word: str, chart: str | None
) -> None:
    """An empty, unknown or differently written choice is reported, and the usual one applies for that whole visit."""
    link = {"chart": [chart]} if chart else {}
    usual = opened(link, page).session_state[key]
    assert opened({**link, key: [word]}, page).session_state[key] in (word, [word])
    for words in ([""], ["", ""], [word.upper()]):
        app = opened({**link, key: words}, page)
        assert not_understood(app)
        assert app.session_state[key] == usual
    assert app.run().session_state[key] == usual
    assert not app.exception


@pytest.mark.parametrize("words", WAYS["page"].values(), ids=WAYS["page"])
def test_no_page_of_a_link_breaks_a_list_that_runs_alone(words: list[str]) -> None:
    """Without the router nothing has removed what is no number: the list takes it for no page."""
    app = AppTest.from_file(ROOT / "pages" / "explore.py", default_timeout=60)
    app.query_params["page"] = words
    assert not app.run().exception
