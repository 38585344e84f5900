"""The host's own list, as a file or as a reviewed folder, opens first and on every page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard import api, downloads, settings, sharing
from dashboard.datasets import loading, session_datasets
from scoring import open_reviewed_folder, review
from scoring.__main__ import main
from scoring.recipes import Recipe
from scoring.reviewed_folder import write_reviewed_folder
from tests.pages.opened_page import opened_page
from tests.pages.screen_text import screen_texts

ROOT = Path(__file__).parents[2]
DATA = (ROOT / "data" / "clinics.csv").read_bytes() + b"\n"  # the same clinics in a different file
REVIEW = review(DATA)
BEST, *OTHERS = REVIEW.scores.sort_values("rank", kind="stable")["clinic_id"].head(3).tolist()
Sets = Callable[[Path], None]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same list as a file and as a folder."""
    place = tmp_path_factory.mktemp("host")
    (place / "own-list").write_bytes(DATA)
    (place / "folders").mkdir()
    write_reviewed_folder(REVIEW, place / "folders" / "own-list", 50)
    return {"file": place / "own-list", "folder": place / "folders" / "own-list"}


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Sets:
    """Set the host's list to a path, and read it as of the folder's review day, even after midnight."""
    monkeypatch.setattr(loading, "today", lambda: REVIEW.reviewed_on)
    return lambda path: monkeypatch.setenv(settings.DATA, str(path))


def texts(app: AppTest) -> list[str]:
    """The texts of a page."""
    return [plain(text) for text in screen_texts(app)]


def sentences(app: AppTest) -> str:
    """The sentences of a page as displayed."""
    elements = (*app.markdown, *app.header, *app.subheader, *app.caption, *app.info)
    return plain("\n".join(element.value for element in elements))


def plain(text: str) -> str:
    """A text without the characters that keep it from being Markdown."""
    return text.replace("\\", "").replace("\u2060", "")


VIEWS: dict[str, tuple[str, dict[str, str | list[str]], dict[str, object]]] = {
    "explore": ("explore", {}, {}),
    "table by name, filtered": ("explore", {}, {"layout": "Table", "sort": "name", "state": ["FL", "TX"], "who": 60}),
    "search": ("explore", {}, {"q": "spine"}),
    "near": ("explore", {}, {"near": "Tampa, FL", "within": "250", "layout": "Table"}),
    "prices": ("explore", {}, {"chart": "Price"}),
    "other rubric": ("explore", {}, {"rubric": "half", "layout": "Table"}),
    "clinic": ("clinic", {"clinic": BEST}, {}),
    "compare": ("compare", {"compare": [BEST, *OTHERS]}, {}),
    "method": ("method", {}, {}),
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_folder_looks_as_its_file_does(view: str, host: Sets, places: dict[str, Path]) -> None:
    """Every word, number and point of a chart on a page is the same for a folder as for the file it was made from."""
    page, link, session = VIEWS[view]
    said = []
    for place in places.values():
        host(place)
        said.append(texts(opened_page(page, link, **session)))
    assert said[0] == said[1]
    assert any("This site's list" in text for text in said[0])


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_it_opens_first_and_the_example_is_one_click_away(kind: str, host: Sets, places: dict[str, Path]) -> None:
    """Without a link the host's list opens, marked as neither fictional nor checked; a click leads to the example."""
    host(places[kind])
    app = opened_page()
    assert app.session_state["data"] == REVIEW.dataset
    said = sentences(app)
    assert "own-list: put here by the host, its records not checked." in said
    assert "fictional" not in said
    app.button(key="example").click().run()
    assert app.session_state["data"] == "example"
    assert "Every clinic here is fictional" in sentences(app)
    app.button(key="hosted").click().run()
    assert app.session_state["data"] == REVIEW.dataset


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_its_links_open(kind: str, host: Sets, places: dict[str, Path]) -> None:
    """The id of the list opens it, the word for the example opens that, and an unknown id is reported."""
    host(places[kind])
    assert opened_page(data=REVIEW.dataset).session_state["data"] == REVIEW.dataset
    assert "Every clinic here is fictional" in sentences(opened_page(data="example"))
    assert [error.proto.title for error in opened_page(data="0" * 32).error] == ["These clinics cannot be shown"]


def test_a_page_is_the_same_after_memory_was_given_back(host: Sets, places: dict[str, Path]) -> None:
    """What the server does between readers has no visible effect."""
    host(places["folder"])
    before = texts(opened_page(layout="Table"))
    loading.give_back()
    assert texts(opened_page(layout="Table")) == before


@pytest.mark.parametrize("asked", ["csv?state=FL&sort=name&who=60", "json?state=FL"])
def test_a_machine_reads_it(asked: str, host: Sets, places: dict[str, Path]) -> None:
    """The API answers the same for a folder as for its file, by the id of the list, to the last byte."""
    client, answers = TestClient(Starlette(routes=api.routes())), []
    for place in places.values():
        host(place)
        answers.append(client.get(f"/api/datasets/{REVIEW.dataset}.{asked}"))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["X-Total-Count"] == str(int((REVIEW.records["state"] == "FL").sum()))


def test_nothing_of_a_folder_is_changed_here(host: Sets, places: dict[str, Path]) -> None:
    """The Data page says what became of the rows, each kind of problem, and that the files are fixed elsewhere."""
    host(places["folder"])
    app = opened_page("data")
    said = sentences(app)
    assert f"own-list: {len(REVIEW):,} rows, {len(REVIEW):,} clinics" in said
    assert "and cannot be changed here" in said
    (kinds,) = [frame for frame in (table.value for table in app.table) if "Problems" in frame]
    counts = REVIEW.problems["code"].value_counts()
    assert sorted(kinds["Problems"].astype(int), reverse=True) == sorted(counts, reverse=True)
    assert not [control for control in app.get("segmented_control") if control.proto.label == "Part"]
    assert "Publish for sharing" not in [button.label for button in app.button]


def test_the_file_of_a_host_is_corrected_as_an_upload_is(host: Sets, places: dict[str, Path]) -> None:
    """The Data page of a file offers its parts; a reader's decisions do not change the host's list."""
    host(places["file"])
    app = opened_page("data", part="Problems")
    (kinds,) = [frame for frame in (table.value for table in app.table) if "Ranks" in frame]
    assert len(kinds)
    assert "Publish for sharing" not in [button.label for button in app.button]
    with_change = session_datasets.first().under(Recipe(exclude=(BEST,)))
    changed = opened_page("data", data=with_change.id, shelf={with_change.id: with_change}, part="Problems")
    said = sentences(changed)
    assert "put here by the host, its records not checked. You changed how it is read." in said
    assert f"{len(REVIEW) - 1} clinics" in said
    assert f"{len(REVIEW)} clinics" in sentences(opened_page("data"))


def test_a_link_names_the_list(host: Sets, places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A link copied while nothing was chosen opens this list after the host has set another one."""
    monkeypatch.setattr(sharing.st, "context", SimpleNamespace(url="http://clinics.example/"))
    monkeypatch.setattr(sharing.st, "query_params", QueryParams())
    host(places["folder"])
    assert sharing.address() == f"http://clinics.example/?data={REVIEW.dataset}"
    monkeypatch.delenv(settings.DATA)
    assert sharing.address() == "http://clinics.example/"


class QueryParams(dict[str, str]):
    """The parameters of an address without any."""

    def get_all(self, key: str) -> list[str]:
        """No words."""
        return [self[key]] if key in self else []


def test_a_download_of_a_folder_is_bounded(
    host: Sets, places: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder's download with too many clinics is refused; that of a filter or a file is not."""
    monkeypatch.setattr(downloads, "MOST_OF_A_FOLDER", 30)
    offered = {}
    for kind, state in (("folder", ""), ("folder", "FL"), ("file", "")):
        host(places[kind])
        app = opened_page(state=[state] if state else [])
        offered[kind, state] = [text for text in texts(app) if text.startswith("Download ")]
    assert [len(labels) for labels in offered.values()] == [0, 1, 1]
    host(places["folder"])
    assert "are too many for one download" in sentences(opened_page("data"))


def test_the_location_of_a_whole_list_is_named(host: Sets, tmp_path: Path) -> None:
    """The Data page names the Parquet files of a list in parts, and how to read them all; none if one is gone."""
    rows = REVIEW.records
    (tmp_path / "parts").mkdir()
    for number, first in enumerate(range(0, len(rows), 60)):
        rows.iloc[first : first + 60].to_csv(tmp_path / "parts" / f"{number}.csv", index=False)
    folder = tmp_path / "own-list"
    command = ["review", str(tmp_path / "parts" / "*.csv"), "-o", f"{folder}/"]
    assert main(command) == 0
    host(folder)
    said = sentences(opened_page("data"))
    assert "listed more than once" not in said
    assert "as 3 Parquet files, `clinics/part-00000.parquet` to `clinics/part-00002.parquet`" in said
    assert 'pandas.read_parquet("clinics")' in said
    read = pd.read_parquet(folder / "clinics")
    assert read["clinic_id"].to_list() == rows["clinic_id"].to_list()
    names = [f"clinics/part-{part:05}.parquet" for part in range(3)]
    assert [path.relative_to(folder).as_posix() for path in sorted(folder.glob("clinics/*.parquet"))] == names
    (folder / names[1]).unlink()  # the site itself does not need it
    assert open_reviewed_folder(folder).parquet_parts == ()


def test_a_folder_without_such_files_names_none(host: Sets, places: dict[str, Path]) -> None:
    """A folder of one review has no Parquet files, so none are named."""
    host(places["folder"])
    said = sentences(opened_page("data"))
    assert "ask the host for the files that were reviewed" in said
    assert "Parquet" not in said


def test_a_clinic_listed_twice_in_a_folder_is_settled_in_its_files(host: Sets, tmp_path: Path) -> None:
    """Neither Data nor the clinic's record sends a reader to a part of the Data page that a folder does not have."""
    twice = b"clinic_id,name,city,state,imaging\na,Harbor Spine,Tampa,FL,CT\nb,Harbor Spine,Tampa,FL,CT\n"
    whole = review(twice)
    assert "possible_duplicate" in set(whole.problems["code"])
    write_reviewed_folder(whole, tmp_path / "own-list")
    host(tmp_path / "own-list")
    assert "2 clinics may be listed more than once" in sentences(opened_page("data")).replace("**", "")
    for app in (opened_page("data"), opened_page("clinic", {"clinic": "b"})):
        said = "\n".join(str(table.value.to_dict()) for table in app.table)
        assert "keep one of the two rows in the files" in said
        assert "Clinics listed twice" not in said
    (tmp_path / "own-file").write_bytes(twice)
    host(tmp_path / "own-file")
    of_file = opened_page("clinic", {"clinic": "b"})
    assert "Clinics listed twice" in "\n".join(str(table.value.to_dict()) for table in of_file.table)


@pytest.mark.parametrize("broken", ["gone", "link to itself", "unfinished", "cut", "unreadable file"])
def test_what_cannot_be_opened_is_reported(broken: str, host: Sets, tmp_path: Path) -> None:
    """The app starts, each page has one sentence without a path, and the example is one click away."""
    place = tmp_path / "own-list"
    if broken in ("unfinished", "cut"):
        write_reviewed_folder(REVIEW, place)
        (place / ("review.json" if broken == "unfinished" else "texts/00000.arrow")).unlink()
    elif broken == "link to itself":
        place.symlink_to(place.name)
    elif broken == "unreadable file":
        place.write_bytes(b"\x00\x01")
    host(place)
    loading.warm_up()
    for page in ("explore", "data", "method"):
        app = opened_page(page)
        said = [plain(error.value) for error in app.error if "cannot be shown" in error.proto.title]
        assert len(said) == 1
        assert str(tmp_path) not in "\n".join(texts(app))
    why = {
        "gone": "set a list of clinics that is not there",
        "link to itself": "set a list of clinics that is not there",
        "unfinished": "review.json is missing, so it was never finished",
        "cut": "texts/00000.arrow is missing",
        "unreadable file": "",
    }
    assert why[broken] in said[0]
    app.button(key="example").click().run()
    assert not app.error or all("cannot be shown" not in error.proto.title for error in app.error)


def test_a_folder_that_is_written_over_is_refused_while_it_is_shown(host: Sets, tmp_path: Path) -> None:
    """Reading bytes that a file no longer has would crash the server; the example and other sites keep working."""
    place = tmp_path / "own-list"
    write_reviewed_folder(REVIEW, place)
    host(place)
    assert not opened_page().error
    os.truncate(place / "texts" / "00000.arrow", 100)
    for page in ("explore", "data"):
        app = opened_page(page)
        said = [plain(error.value) for error in app.error if "cannot be shown" in error.proto.title]
        assert len(said) == 1
        assert "was changed while the site was showing it" in said[0]
    app.button(key="example").click().run()
    assert not [error for error in app.error if "cannot be shown" in error.proto.title]


def test_without_a_setting_the_example_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """By default nothing is set, and nothing of the host's is offered."""
    monkeypatch.delenv(settings.DATA, raising=False)
    assert session_datasets.hosted() is None
    assert session_datasets.first().id == "example"
    assert "hosted" not in [button.key for button in opened_page().button]
