"""The edition before a published list: the publisher names it, and readers learn what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.api import routes
from dashboard.dataset_link import read_dataset_link
from dashboard.datasets import published_datasets
from dashboard.server import download_access
from publishing import About, Predecessor, Receipt, Store
from scoring import review
from tests.pages.test_data import bring, on_data, said
from tests.pages.test_editions import EARLIER, LATER, changes, table
from tests.pages.test_pages import run

CLIENT = TestClient(Starlette(routes=routes()))
LABEL = "Link of the edition before it (optional)"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A separate store for each test."""
    monkeypatch.setenv(settings.STORE, f"sqlite:///{tmp_path / 'published.sqlite3'}")
    published_datasets.close()
    yield published_datasets.store()
    published_datasets.close()


@pytest.fixture
def first(store: Store) -> Receipt:
    """The earlier edition, published."""
    return store.publish(name="then.csv", data=EARLIER, recipe="{}", publisher="ann")


def publish_after(app: AppTest, typed: str) -> None:
    """Name an edition, agree, and press the button if it is enabled."""
    next(field for field in app.text_input if field.label == LABEL).set_value(typed).run()
    next(box for box in app.checkbox if box.label.startswith("I have the right to publish")).check().run()
    if not app.button(key="publish").disabled:
        app.button(key="publish").click().run()
    assert not app.exception


def links(app: AppTest) -> list[tuple[str, str]]:
    """The links between pages that lead to changes: their words and parameters."""
    pairs = [(link.proto.label, link.proto.query_string) for link in app.get("page_link")]
    return [(label, query) for label, query in pairs if "What changed" in label]


@pytest.mark.parametrize("form", ["{}", "/data?part=Changes&data={}", "https://host.example/?who=50&data={}"])
def test_the_edition_before_is_named_by_its_link(form: str, first: Receipt) -> None:
    """A link or an id is accepted, and readers see what changed since, with its day, on every page."""
    app = bring(on_data(), "now.csv", LATER)
    publish_after(app, form.format(first.dataset))
    dataset = review(LATER).dataset
    about = published_datasets.store().about(dataset)
    assert isinstance(about, About)
    assert isinstance(about.predecessor, Predecessor)
    assert (about.predecessor.dataset, about.predecessor.name) == (first.dataset, "then.csv")
    ((label, query),) = links(run(data=dataset))
    today = datetime.now(UTC)
    assert label == f"What changed since the edition of {today.day} {today:%B %Y}"
    assert f"since={first.dataset}" in query
    assert "part=Changes" in query


def test_its_readers_see_what_changed_without_choosing() -> None:
    """On the Data page of a published list, Changes begins with the edition before it."""
    store = published_datasets.store()
    earlier = store.publish(name="then.csv", data=EARLIER, recipe="{}", publisher="ann")
    later = store.publish(name="now.csv", data=LATER, recipe="{}", publisher="ann", predecessor=earlier.dataset)
    app = on_data(data=later.dataset, part="Changes")
    assert not app.exception
    assert "What changed since then.csv, published" in said(app)
    assert any("](#changes)" in text.value for text in app.markdown)
    assert len(table(app)) == len(changes().differences)
    app.session_state["part"] = "Values"
    app.run()
    app.button(key="see_changes").click().run()
    assert len(table(app)) == len(changes().differences)
    answer = CLIENT.get(f"/api/datasets/{later.dataset}.json").json()
    assert answer["predecessor"]["data"] == earlier.dataset
    assert "predecessor" not in CLIENT.get(f"/api/datasets/{earlier.dataset}.json").json()


def test_a_file_of_two_editions_opens_for_its_reader_alone(
    store: Store, first: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader may compare a published list with a private file, so the result is only for that reader."""
    later = store.publish(name="now.csv", data=LATER, recipe="{}", publisher="ann", predecessor=first.dataset)
    owners: dict[str, str | None] = {}

    def note(_content: bytes, name: str, _kind: str, dataset: str | None) -> None:
        owners[name] = dataset

    monkeypatch.setattr(download_access, "restrict", note)
    for part, owner in (("Values", later.dataset), ("Changes", None)):
        app = on_data(data=later.dataset, part=part)
        app.query_params["part"] = part
        app.session_state["changes"] = True
        owners.clear()
        app.run()
        assert not app.exception
        assert owners["now-recipe.json"] == owner
        assert owners.get("now-changes.csv") is None
        assert ("now-changes.csv" in owners) == (part == "Changes")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("what?", "This is not a link to a published list"),
        ("0" * 32, "The earlier edition is not here"),
        (review(LATER).dataset, "A list cannot be its own earlier edition"),
    ],
)
def test_what_cannot_be_named_is_reported_and_publishes_nothing(typed: str, sentence: str) -> None:
    """The reader is told at once, and the button stays disabled until the field is corrected or empty."""
    app = bring(on_data(), "now.csv", LATER)
    publish_after(app, typed)
    assert sentence in said(app)
    assert published_datasets.store().room().datasets == 0
    publish_after(app, " ")
    assert published_datasets.store().room().datasets == 1
    assert links(run(data=review(LATER).dataset)) == []


def test_an_edition_that_was_withdrawn_is_said_to_be(store: Store, first: Receipt) -> None:
    """Readers learn that there was one and since when it is gone; nothing breaks where it was compared with."""
    later = store.publish(name="now.csv", data=LATER, recipe="{}", publisher="ann", predecessor=first.dataset)
    store.withdraw(first.dataset, first.code)
    today = datetime.now(UTC)
    app = run(data=later.dataset)
    sentence = f"The earlier edition was withdrawn on {today.day} {today:%B %Y} by whoever published it."
    assert sentence in said(app)
    assert links(app) == []
    page = on_data(data=later.dataset, part="Changes")
    assert sentence in " ".join(str(warning.value) for warning in page.warning).replace("\\", "")
    assert not page.exception
    answer = CLIENT.get(f"/api/datasets/{later.dataset}.json").json()
    assert answer["predecessor"] == {"data": None, "why": "withdrawn"}


def test_what_ends_while_it_is_named_is_refused(store: Store, first: Receipt) -> None:
    """An edition withdrawn between naming it and publishing is not named, and nothing is published."""
    app = bring(on_data(), "now.csv", LATER)
    next(field for field in app.text_input if field.label == LABEL).set_value(first.dataset).run()
    next(box for box in app.checkbox if box.label.startswith("I have the right to publish")).check().run()
    store.withdraw(first.dataset, first.code)
    app.button(key="publish").click().run()
    assert "The earlier edition is not published here" in said(app)
    assert store.room().datasets == 0


@pytest.mark.parametrize(
    ("text", "host", "sentence"),
    [
        ("", "", "This is not a link"),
        ("https://[", "", "This is not a link"),
        ("https://a.example/", "a.example", "This is not a link"),
        ("https://a.example/?data=example", "a.example", "This is not a link"),
        (f"https://b.example/?data={'a' * 32}", "a.example", "leads to another host"),
        (f"https://a.example:1/?data={'a' * 32}", "a.example", "leads to another host"),
    ],
)
def test_a_link_that_names_no_list_here(text: str, host: str, sentence: str) -> None:
    """It is refused in a sentence that says what it is."""
    with pytest.raises(ValueError, match=sentence):
        read_dataset_link(text, host)


@pytest.mark.parametrize("text", ["{}", " {}\n", "?data={}", "a.example/data?data={}", "https://A.example/?data={}"])
def test_a_link_names_a_list(text: str) -> None:
    """An id in upper or lower case, a part of a link and a whole link name the same list."""
    for dataset in ("ab" * 16, "0" * 32):
        assert read_dataset_link(text.format(dataset), "a.example") == dataset
    assert read_dataset_link("AB" * 16, "") == "ab" * 16
