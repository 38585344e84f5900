"""How peers that are missing or fail are handled, and what the others are given; none of them is needed here."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from streamlit.testing.v1 import AppTest

import scoring
from benchmarks import ranking_comparison
from benchmarks.comparison import peer_versions
from benchmarks.generate import LATEST, generate
from benchmarks.measurement import OURS, Comparison, NotMeasured
from benchmarks.peers import datasette_screen, lineup_screen
from benchmarks.peers.peer_process import printed
from benchmarks.peers.screen import CARRIED, ClinicFile
from benchmarks.peers.streamlit_screen import APP

ABSENT = "absent/bin/python"
ROWS = 40


@pytest.fixture
def clinics(tmp_path: Path) -> ClinicFile:
    """A small generated file."""
    path = tmp_path / "clinics.csv"
    path.write_bytes(generate(ROWS))
    return ClinicFile(path, ROWS)


def test_a_program_prints_its_figures() -> None:
    """The last line is read, with the arguments and the process's own peak memory."""
    answer = printed(sys.executable, 'print("loading"); print(json.dumps([sys.argv[1], peak_megabytes()]))', "word")
    assert answer[0] == "word"
    assert 1 < answer[1] < 500


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("raise ValueError('a reason')", "failed: ValueError: a reason"),
        ("raise MemoryError", "out of memory (12 GB)"),
        ("sys.exit(3)", "failed: no output"),
    ],
)
def test_a_program_that_fails_says_why(program: str, reason: str) -> None:
    """The last line of its error, or that memory ran out."""
    with pytest.raises(NotMeasured) as error:
        printed(sys.executable, program)
    assert str(error.value) == reason


def test_peers_that_are_not_installed_are_lines_that_say_so() -> None:
    """Ours is measured without them, and none of them has a version."""
    comparison = Comparison(peer_versions(ABSENT))
    ranking_comparison.compare(comparison, ROWS, 1, ABSENT)
    ours, *peers = comparison.measurements
    assert ours.contender == OURS
    assert ours.seconds is not None
    assert ours.ratio == 1
    assert {(peer.reason, peer.version) for peer in peers} == {(f"not measured: there is no {ABSENT}", "")}


def test_points_that_others_get_are_ours(clinics: ClinicFile) -> None:
    """One row per clinic in the file's order; a question with nothing sure counts as 0, as in our sums."""
    review = scoring.review(clinics.path, reviewed_on=LATEST)
    scored = clinics.scored
    assert len(scored) == ROWS
    assert list(scored.columns) == [*CARRIED, "who", "what", "where", "how", "score"]
    assert scored["name"].tolist() == review.records["name"].tolist()
    assert scored["what"].tolist() == review.scores["products_score"].fillna(0).tolist()
    assert not scored.isna().any(axis=None)


def test_the_table_for_datasette_ranks_as_we_do(clinics: ClinicFile, tmp_path: Path) -> None:
    """Its query ranks clinics by the weighted mean of their points, and each facet has an index."""
    path = tmp_path / "clinics.db"
    datasette_screen.fill(path, clinics)
    query = datasette_screen.ranked(dict.fromkeys(("who", "what", "where", "how"), 25))
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute(str(query["sql"]), query).fetchall()
        indexes = database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'index'").fetchone()
    assert len(rows) == ROWS
    scored = clinics.scored
    means = sorted(scored[["who", "what", "where", "how"]].mean(axis=1), reverse=True)
    assert [row[-1] for row in rows] == pytest.approx(means)
    assert (scored["score"] <= scored[["who", "what", "where", "how"]].mean(axis=1) + 0.06).all()
    assert indexes == (len(datasette_screen.FACETS) + 1,)


def test_without_npm_lineup_is_not_measured(
    clinics: ClinicFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reports that npm has not installed it, before anything is prepared."""
    monkeypatch.setattr(lineup_screen, "PACKAGE", tmp_path / "absent")
    with pytest.raises(NotMeasured, match="npm"):
        lineup_screen.SCREEN.install(tmp_path, clinics)


def test_lineup_gets_every_clinic(clinics: ClinicFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Column by column, from a server that stops with the comparison."""
    build = tmp_path / "package" / "build"
    build.mkdir(parents=True)
    (build.parent / "package.json").write_text('{"version": "9.9"}')
    for name in ("LineUpJS.js", "LineUpJS.css"):
        (build / name).write_text("")
    monkeypatch.setattr(lineup_screen, "PACKAGE", build.parent)
    folder = tmp_path / "served"
    folder.mkdir()
    lineup_screen.SCREEN.install(folder, clinics)
    with ExitStack() as stack:
        address = lineup_screen.SCREEN.serve(stack, folder, clinics).address
        with urlopen(f"{address}/clinics.json") as answer:  # noqa: S310 - our own server
            columns = json.load(answer)
        with urlopen(f"{address}/") as answer:  # noqa: S310
            assert b"LineUpJS" in answer.read()
    assert columns["name"] == clinics.scored["name"].tolist()
    assert lineup_screen.version() == "9.9"


def test_the_plain_app_does_the_task(clinics: ClinicFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lists all clinics by score, filters them by a word, and ranks them again when a weight changes."""
    monkeypatch.chdir(clinics.path.parent)
    app = AppTest.from_file(str(APP)).run()
    assert not app.exception
    assert len(app.dataframe[0].value) == ROWS
    before = app.dataframe[0].value["score"].tolist()
    assert before == sorted(before, reverse=True)
    app.slider[0].set_value(90).run()
    assert app.dataframe[0].value["score"].tolist() != before
    app.text_input[0].set_value("SPINE").run()
    matches = app.dataframe[0].value["name"]
    assert 0 < len(matches) < ROWS
    assert matches.str.contains("spine", case=False).all()
