"""The API: a page's figures, recomputed elsewhere, with the same parameters."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.testclient import TestClient

from dashboard.datasets.review_cache import CachedReview
from scoring import review, vocabulary
from scoring.places import find_place
from scoring.reports import check_export
from streamlit_app import ROUTES
from tests.pages.test_pages import metrics, run

EXAMPLE_PLACE = find_place("Tampa, FL")
EXAMPLE = review(Path(__file__).parents[2] / "data" / "clinics.csv")
TAMPA = EXAMPLE_PLACE.place
assert TAMPA is not None
CLIENT = TestClient(Starlette(routes=ROUTES))


def get(name: str = "example.json", **parameters: object) -> dict[str, object]:
    """The JSON answer to a valid link."""
    answer = CLIENT.get(f"/api/datasets/{name}?{urlencode(parameters, doseq=True)}")
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_the_whole_example_as_csv() -> None:
    """Without parameters: every clinic, scored ones first and best first; the file reads back to the same scores."""
    answer = CLIENT.get("/api/datasets/example.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    table = pd.read_csv(io.BytesIO(answer.content), keep_default_na=False, na_values=[""])
    expected = EXAMPLE.scores.set_index("clinic_id")
    assert sorted(table["clinic_id"]) == sorted(expected.index)
    scores = table.set_index("clinic_id")["score"]
    assert scores.loc[expected.index].round(1).equals(expected["score"].astype(float))
    assert table["rank"].dropna().is_monotonic_increasing
    assert table["score"].isna().to_numpy()[-EXAMPLE.scores["score"].isna().sum() :].all()


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"state": ["FL", "TX"]},
        {"q": "spine", "who": 60, "how": 0},
        {"product": ["PRP"], "flag": ["No physician stated"], "rubric": "no-iof"},
        {"score": [60, 80], "imaging": ["Ultrasound"]},
    ],
)
def test_it_says_what_the_page_says(asked: dict[str, object]) -> None:
    """Under the same parameters the link's figures are those on Explore."""
    answer = get(**asked)
    widgets = {**asked, **({"score": tuple(asked["score"])} if "score" in asked else {})}  # type: ignore[arg-type]
    shown = metrics(run(**widgets))
    assert shown["Clinics"] == f"{answer['clinics']:,}"
    assert shown["Scored"] == f"{answer['scored']:,}"
    assert shown["Median score"] == f"{answer['median']:.1f}"
    assert len(answer["records"]) == answer["clinics"]  # type: ignore[arg-type]


def test_it_finds_what_is_near_a_place() -> None:
    """The nearest come first, other orders may be chosen, and the answer names the place and what has none."""
    answer = get(near="tampa fl", within=25)
    miles = EXAMPLE.understood.locations.miles_from(TAMPA)
    nearest = EXAMPLE.scores["clinic_id"][np.argsort(miles)][: int((miles <= 25).sum())]
    scored = set(EXAMPLE.scores["clinic_id"][EXAMPLE.scores["score"].notna()])
    ids = [record["clinic_id"] for record in answer["records"]]  # type: ignore[attr-defined]
    assert [id_ for id_ in ids if id_ in scored] == [id_ for id_ in nearest if id_ in scored]
    assert answer["near"] == {"place": "Tampa, FL", "latitude": TAMPA.latitude, "longitude": TAMPA.longitude}
    assert (answer["within_miles"], answer["without_place"]) == (25, int(np.isnan(miles).sum()))
    ranks = [record["rank"] for record in get(near="tampa fl", within="any", sort="rank")["records"]]  # type: ignore[attr-defined]
    assert [rank for rank in ranks if rank] == sorted(rank for rank in ranks if rank)


def test_the_answer_says_what_it_is_of() -> None:
    """It contains fingerprints, rubric and version, weights and day, so that a figure can be recomputed."""
    answer = get(who=40)
    assert answer["fingerprint"] == EXAMPLE.fingerprint
    assert answer["recipe_fingerprint"] == EXAMPLE.recipe_fingerprint
    assert answer["rubric"] == "default"
    assert answer["rubric_version"] == EXAMPLE.rubric.version
    assert answer["vocabulary_version"] == vocabulary().version
    assert answer["weights"] == {"who": 40, "what": 25, "where": 25, "how": 25}
    assert answer["reviewed_on"] == EXAMPLE.reviewed_on.isoformat()


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_answer_states_its_settings_and_passes_a_check(kind: str) -> None:
    """The answer, saved as a file, can be recomputed from itself alone, under the requested weights."""
    answer = CLIENT.get(f"/api/datasets/example.{kind}", params={"state": "FL", "who": 40, "rubric": "no-iof"})
    check = check_export(answer.content)
    assert check.differences.empty
    assert (check.settings.weights["who"], check.settings.rubric) == (40, "no-iof")
    assert len(check.review) == int(answer.headers["x-total-count"])


def test_pages_hold_every_clinic_once() -> None:
    """Following the links to the next page visits each clinic once, and ends."""
    address, ids = "/api/datasets/example.json?rows=50&sort=name", []
    while address:
        answer = CLIENT.get(address)
        ids += [record["clinic_id"] for record in answer.json()["records"]]
        assert answer.headers["x-total-count"] == str(len(EXAMPLE))
        address = answer.links.get("next", {}).get("url", "")
    assert sorted(ids) == sorted(EXAMPLE.scores["clinic_id"])


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("example.xml", 404, "Ask for"),
        ("0" * 32 + ".csv", 404, "are not here"),
        ("../secrets.csv", 404, ""),
        ("example.csv?state=Atlantis", 400, "state=Atlantis"),
        ("example.csv?who=101", 400, "who=101"),
        ("example.csv?colour=red", 400, "colour"),
        ("example.csv?who=a%0A%00%E2%80%AEb", 400, "who=a b."),
        ("example.csv?a%0A%00%E2%80%AEb=1", 400, "Not known here: a b."),
        ("example.csv?rows=10001", 400, "1 to 10,000"),
        ("example.csv?page=9", 400, "1 page of"),
        ("example.csv?who=0&what=0&where=0&how=0", 400, "weight"),
        ("example.json?score=x", 400, "score=x"),
        ("example.json?near=Springfield", 400, "Springfield, MO"),
        ("example.json?near=xqzzyw", 400, "not a place that is known here"),
        ("example.json?near=80202&within=30", 400, "within=30"),
        ("example.json?q=Z%FCrich", 400, "letters in UTF-8"),
        ("example.json?q=Z\N{LATIN SMALL LETTER U WITH DIAERESIS}rich&%FF=1", 400, "letters in UTF-8"),
        ("example%FF.json", 404, "are not here"),
    ],
)
def test_what_cannot_be_answered_is_refused(address: str, status: int, says: str) -> None:
    """A wrong id, parameter or value is refused with its status and a sentence that names it."""
    answer = CLIENT.get(f"/api/datasets/{address}")
    assert answer.status_code == status
    assert says in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/datasets", "/api/datasets/", "/api/datasets/a/example.csv"])
def test_no_address_of_the_api_is_answered_with_a_page(address: str) -> None:
    """A program that requests something that does not exist gets no page but a sentence on what to request."""
    answer = CLIENT.get(address, follow_redirects=False)
    assert (answer.status_code, answer.json()) == (404, {"error": "Ask for <dataset>.csv or <dataset>.json."})


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("address", ["/api", "/api/", "/api/datasets", "/api/datasets/example.csv", "/api/nothing"])
def test_nothing_can_be_changed_through_the_api(method: str, address: str) -> None:
    """Every other method is refused in JSON, with those that are allowed."""
    answer = CLIENT.request(method, address, follow_redirects=False)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json() == {"error": "The API is read only: ask with GET."}


def test_what_is_known_is_not_sent_again() -> None:
    """An answer's tag, sent back, gets 304 with no content; another view has another tag."""
    first = CLIENT.get("/api/datasets/example.csv")
    again = CLIENT.get("/api/datasets/example.csv", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert CLIENT.get("/api/datasets/example.csv?who=26").headers["etag"] != first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"


def test_formulas_do_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text that a spreadsheet would run is guarded in the CSV, as in the page's download; JSON has it unchanged."""
    file = b"clinic_id,name,npi,postal_code,products,imaging\n=3+3,=1+1 Spine,+1-2,@x,PRP,CT\n"
    reviewed = review(file)
    monkeypatch.setattr("dashboard.datasets.loading.shared", lambda _dataset, _rubric: CachedReview(reviewed, 0))
    (row,) = csv.DictReader(io.StringIO(CLIENT.get("/api/datasets/example.csv").text, newline=""))
    shown = [row[column] for column in ("clinic_id", "name", "npi", "postal_code")]
    assert shown == ["'=3+3", "'=1+1 Spine", "'+1-2", "'@x"]
    (record,) = json.loads(CLIENT.get("/api/datasets/example.json").text)["records"]
    assert record["name"] == "=1+1 Spine"


@pytest.mark.parametrize("search", ["a " * 13, "a " * 30_000, "a" * 201, " " * 199 + "ab"])
def test_a_search_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch, search: str) -> None:
    """Beyond a number of words or characters nothing is searched: each word takes time."""
    monkeypatch.setattr("dashboard.filters.search._holders", lambda *_: pytest.fail("it was looked for"))
    answer = CLIENT.get("/api/datasets/example.csv", params={"q": search})
    assert answer.status_code == 400
    assert answer.json()["error"] == "q: expected at most 12 words, of 200 characters together."


def test_a_page_searches_for_as_much_as_a_program_may() -> None:
    """On the page an overlong search is cut, and the page shows what was searched."""
    assert metrics(run(q="Spine " * 5_000))["Clinics"] == metrics(run(q="Spine"))["Clinics"]


@pytest.mark.parametrize("key", ["near", "who", "state", "rubric", "rows", "\N{RIGHT-TO-LEFT OVERRIDE}x"])
def test_no_refusal_repeats_signs_that_change_the_text_beside_them(key: str) -> None:
    """Whichever parameter holds them, the sentence has no direction sign and no character that does not print."""
    answer = CLIENT.get("/api/datasets/example.json", params={key: "\N{RIGHT-TO-LEFT OVERRIDE}ab\0c"})
    assert answer.status_code == 400
    assert answer.json()["error"].isprintable()


class Counted(list[tuple[str, str]]):
    """A query's pairs that count how often they are iterated over."""

    rounds = 0

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Each pair."""
        type(self).rounds += 1
        return super().__iter__()


def test_many_parameters_are_gone_through_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """How often the query is read does not grow with the number of its parameters."""
    pairs = Counted((f"x{number}", "1") for number in range(500))
    monkeypatch.setattr(Request, "query_params", QueryParams(pairs))
    monkeypatch.setattr(Request.query_params, "_list", pairs)
    assert CLIENT.get("/api/datasets/example.csv").status_code == 400
    assert Counted.rounds < 10


@pytest.mark.parametrize(
    ("place", "status"), [("dashboard.datasets.review_execution.review", 503), ("dashboard.api.View", 500)]
)
def test_what_nobody_expected_is_answered_in_a_sentence(
    place: str, status: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault while a file is read, or shown, is answered with a sentence, and its cause is in the log."""

    def fail(*_: object, **__: object) -> None:
        raise IndexError("the text of a cell")

    monkeypatch.setattr("dashboard.datasets.loading.today", lambda: date(2001, 1, 1))  # a review that is not cached yet
    monkeypatch.setattr(place, fail)
    answer = CLIENT.get("/api/datasets/example.json")
    assert answer.status_code == status
    assert answer.json()["error"].endswith(".")
    assert "the text of a cell" not in answer.text
    assert "IndexError" in caplog.text


@pytest.mark.parametrize("key", ["page", "rows", "who", "score", "state", "data", "x" * 5_000])
@pytest.mark.parametrize("value", ["9" * 5_000, "0" * 5_000, "1e400", "²"])
def test_no_word_of_a_link_breaks_the_answer(key: str, value: str) -> None:
    """Whatever a link gives as a number or a word, the answer is a short sentence that refuses it."""
    answer = CLIENT.get(f"/api/datasets/example.json?{urlencode({key: value})}")
    assert answer.status_code == 400
    assert len(answer.json()["error"]) < 500


@pytest.mark.parametrize(("rows", "sentence"), [(1_000, "there is 1 page of 1000 rows"), (1, "pages of 1 row.")])
def test_a_page_beyond_the_last_is_refused_with_how_many_there_are(rows: int, sentence: str) -> None:
    """The sentence that refuses uses the singular for one page and one row."""
    answer = CLIENT.get(f"/api/datasets/example.json?page=5000&rows={rows}")
    assert answer.status_code == 400
    assert sentence in answer.json()["error"].replace(",", "")
