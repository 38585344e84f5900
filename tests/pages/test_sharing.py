"""Publishing: what is asked, what others see, and what a withdrawn link says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard import settings, sharing
from dashboard.api import routes
from dashboard.datasets import published_datasets, review_execution
from publishing import Receipt, Store, StoreLimits, StoreUnavailable
from scoring import Review, review
from scoring.recipes.recipe import Recipe
from scoring.recognition.fields.clinic_ids import dataset_id
from tests.pages.test_data import MESSY, bring, on_data, said, understood
from tests.pages.test_pages import EXAMPLE, listed, metrics, run, run_table, table

CLIENT = TestClient(Starlette(routes=routes()))
RECIPE = Recipe(values={"products": {"Kinetic Gel 7": ("prp",)}})


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A separate store for each test."""
    monkeypatch.setenv(settings.STORE, f"sqlite:///{tmp_path / 'published.sqlite3'}")
    published_datasets.close()
    yield published_datasets.store()
    published_datasets.close()


def publish(app: AppTest) -> Receipt:
    """Agree and press the button; the return value is what the publisher was given."""
    next(box for box in app.checkbox if box.label.startswith("I have the right to publish")).check().run()
    app.button(key="publish").click().run()
    assert not app.exception
    receipts = app.session_state["receipts"]
    receipt: Receipt = receipts[app.session_state["data"]]
    return receipt


def test_publishing_asks_first() -> None:
    """It says who will see what for how long, and nothing is published without the reader's consent."""
    app = bring(on_data())
    page_text = said(app)
    assert "Anyone with the link can" in page_text.replace("*", "")
    assert "all 4 clinics" in page_text
    assert "every column of the file" in page_text
    assert "90 days" in page_text
    assert app.button(key="publish").disabled
    assert published_datasets.store().room().datasets == 0


def test_the_example_is_not_published() -> None:
    """The example is public already: nothing is offered."""
    assert "Share with a link" not in [header.value for header in on_data().header]


def test_others_open_what_was_published() -> None:
    """Another visit opens the link and sees the same figures, marked as a visitor's, with the file's fingerprint."""
    app = bring(on_data())
    receipt = publish(app)
    assert receipt.code in [code.value for code in app.code]
    visitor = run_table(data=receipt.dataset)
    review = understood(MESSY)
    assert sum(listed(visitor)) == len(review)
    assert [row["Score"] for row in table(visitor)] == sorted(review.scores["score"].dropna(), reverse=True)
    assert "uploaded by a visitor, not checked" in said(visitor)
    assert review.fingerprint[:12] in said(visitor)
    assert receipt.code not in said(visitor)


def test_what_a_reader_looks_at_is_not_read_again(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """A published file is read once, whatever its readers change."""
    data = MESSY.replace(b"Harbor", b"Only Here")
    receipt = store.publish(name="list.csv", data=data, recipe=Recipe().to_json(), publisher="a test")
    read: list[bytes] = []

    def review_and_note(source: bytes, **options: Any) -> Review:
        read.append(source)
        return review(source, **options)

    monkeypatch.setattr(review_execution, "review", review_and_note)
    app = run(data=receipt.dataset)
    assert read == [data]
    app.text_input(key="q").set_value("a").run()
    assert sum(listed(app))
    assert read == [data]


def test_a_recipe_is_published_with_the_file() -> None:
    """Decisions about a file apply for everyone who opens the link."""
    app = bring(on_data(part="Recipe"))
    app.file_uploader[1].upload("recipe.json", RECIPE.to_json().encode()).run()
    receipt = publish(app)
    review = understood(MESSY, RECIPE)
    assert receipt.dataset == review.dataset
    assert listed(run(data=receipt.dataset))[0] == review.scores["score"].count()


def test_an_earlier_link_opens_under_its_own_id() -> None:
    """A set whose id spells values as they were written is the same on pages and in the API."""
    recipe = RECIPE.as_written()
    receipt = published_datasets.store().publish(name="a.csv", data=MESSY, recipe=recipe.to_json(), publisher="ann")
    assert receipt.dataset != review(MESSY, recipe=RECIPE).dataset
    assert sum(listed(run(data=receipt.dataset))) == len(understood(MESSY))
    answer = CLIENT.get(f"/api/datasets/{receipt.dataset}.json").json()
    assert dataset_id(answer["fingerprint"], answer["recipe_fingerprint"]) == receipt.dataset


def test_a_machine_reads_what_was_published_and_no_upload() -> None:
    """The API answers for a published set with the page's figures, and not for an upload."""
    app = bring(on_data())
    dataset = app.session_state["data"]
    assert CLIENT.get(f"/api/datasets/{dataset}.json").status_code == 404
    publish(app)
    answer = CLIENT.get(f"/api/datasets/{dataset}.json?who=50").json()
    expected = understood(MESSY).with_weights({"who": 50}).scores.set_index("clinic_id")["score"]
    assert {r["clinic_id"]: r["score"] for r in answer["records"] if r["score"]} == expected.dropna().to_dict()


def test_withdrawing_closes_the_link() -> None:
    """The code closes the link for everybody, and the page says when it was withdrawn; a wrong code closes nothing."""
    receipt = publish(bring(on_data()))
    visitor = on_data(data=receipt.dataset)
    for code, closed in (("guess", False), (receipt.code, True)):
        visitor.text_input(key="withdrawal_code").set_value(code)
        next(button for button in visitor.button if button.label == "Withdraw").click().run()
        assert not visitor.exception
        assert (published_datasets.store().room().datasets == 0) is closed
        assert ("Withdrawn. The link no longer works" in said(visitor)) is closed
    today = datetime.now(UTC)
    late = run(data=receipt.dataset)
    assert f"withdrawn on {today.day} {today:%B %Y} by whoever published them" in said(late)
    assert CLIENT.get(f"/api/datasets/{receipt.dataset}.csv").status_code == 410
    late.button(key="example").click().run()
    assert metrics(late)["Clinics"] == str(len(EXAMPLE))


def test_a_wrong_code_leaves_the_right_one_in_view() -> None:
    """A publisher who mistypes the code still sees it and the field, is told, and can withdraw with it."""
    app = bring(on_data())
    receipt = publish(app)
    app.text_input(key="withdrawal_code").set_value("mistyped")
    next(button for button in app.button if button.label == "Withdraw").click().run()
    assert "That code withdraws nothing here" in said(app)
    assert next(entry for entry in app.expander if entry.label == "Withdraw it").proto.expanded
    assert receipt.code in [code.value for code in app.code]


def test_what_is_fixed_after_publishing_is_not_published() -> None:
    """A decision on a shared file, or a recipe applied to it, makes a dataset that is again only the reader's."""
    receipt = publish(bring(on_data()))
    visitor = on_data(data=receipt.dataset, part="Recipe")
    visitor.file_uploader[1].upload("recipe.json", RECIPE.to_json().encode()).run()
    assert not visitor.exception
    corrected = visitor.session_state["data"]
    assert corrected == understood(MESSY, RECIPE).dataset
    assert "Shared" not in said(visitor)
    assert visitor.button(key="publish").disabled
    assert "can be opened only by the person who uploaded it" in said(run(data=corrected))


def test_a_limit_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a limit nothing is published, and the sentence names the limit."""
    monkeypatch.setattr(published_datasets.store(), "limits", StoreLimits(file_bytes=10))
    app = bring(on_data())
    next(box for box in app.checkbox if box.label.startswith("I have the right to publish")).check().run()
    app.button(key="publish").click().run()
    assert "can be published" in said(app)
    assert published_datasets.store().room().datasets == 0


def test_a_file_that_differs_from_the_link_is_reported() -> None:
    """A reader who follows a link that opens nothing and uploads a file is told whether it is the link's file."""
    right = understood(MESSY).dataset
    same = bring(on_data(data=right))
    assert "not the one of the link" not in " ".join(warning.proto.title for warning in same.warning)
    app = bring(on_data(data=right), "other.csv", MESSY + b"More;TX;MD;PRP;disc;CT\n")
    assert "This is not the file in your link" in [warning.proto.title for warning in app.warning]


def test_a_store_that_cannot_be_used_stops_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without its store the app shows the example and uploads, and says that publishing is not possible."""
    published_datasets.close()
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(settings.STORE, f"sqlite:///{tmp_path / 'file' / 'published.sqlite3'}")
    assert metrics(run())["Clinics"] == str(len(EXAMPLE))
    app = bring(on_data())
    assert "Publishing is not possible" in said(app)
    late = run(data="0" * 32)
    assert "cannot be looked up on this host at the moment" in said(late)
    assert CLIENT.get(f"/api/datasets/{'0' * 32}.csv").status_code == 503


@pytest.mark.parametrize("lost_at", ["publishing", "later"])
def test_a_publisher_keeps_the_code_while_the_store_is_out_of_reach(
    lost_at: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store lost after publishing, at once or later, hides no code and denies no link; the rest returns with it."""

    def fail(*_: object) -> NoReturn:
        raise StoreUnavailable("Lost.")

    def lose(patches: pytest.MonkeyPatch) -> None:
        for method in ("about", "find", "room"):
            patches.setattr(store, method, fail)
        published_datasets.about.clear()

    monkeypatch.setattr(sharing, "address", lambda _page=None: "https://clinics.example/")
    publish_it = store.publish
    app = bring(on_data())
    with monkeypatch.context() as patches:
        if lost_at == "publishing":

            def publish_and_lose(**what: Any) -> Receipt:
                receipt = publish_it(**what)
                lose(patches)
                return receipt

            patches.setattr(store, "publish", publish_and_lose)
        receipt = publish(app)
        lose(patches)
        app.run()
        assert receipt.code in [code.value for code in app.code]
        assert "its link cannot be looked up on this host at the moment" in said(app)
        assert "Publishing is not possible" not in said(app)
        assert "Whether anyone else can open it cannot be looked up" in said(app)
        assert "not published" not in said(app)
    published_datasets.about.clear()
    app.run()
    assert receipt.code in [code.value for code in app.code]
    assert "Anyone with the link can open it until" in said(app)


@pytest.mark.parametrize(
    ("rows", "clinics"), [(1, "its one clinic"), (2, "all 2 clinics")], ids=["one clinic", "two clinics"]
)
def test_consent_counts_the_clinics_and_columns_of_the_file(rows: int, clinics: str) -> None:
    """It counts the file's columns, not the possible ones, and one clinic is in the singular."""
    lines = ["name,imaging,Our own note", "A,CT,x", "B,CT,y"][: rows + 1]
    page_text = said(bring(on_data(), data="\n".join(lines).encode())).replace("*", "")
    assert f"see and download {clinics} with every column of the file" in page_text
    assert "(3 in all)" in page_text
