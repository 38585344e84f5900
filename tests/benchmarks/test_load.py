"""Many readers at once: mixed-up data, a wrong count or a complaint is noticed, and a small crowd has none."""

import csv
import io
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import load
from benchmarks.load import HEAD, ReaderFile, Round, files_of, miscounted, resident, run, table_row, troubles
from benchmarks.visitor import MARKER, Visitor, Watch, marker
from dashboard.clinic_list.no_matches import TITLE
from scoring import review

URL = "http://127.0.0.1:1"


def drawn(text: str) -> bytes:
    """A server message that draws a text."""
    message = ForwardMsg()
    message.delta.new_element.markdown.body = text
    return message.SerializeToString()


def test_markers_are_told_apart() -> None:
    """No marker contains another, and each is recognized."""
    words = [marker(number) for number in range(500)]
    assert len(set(words)) == 500
    assert [match.decode() for word in words for match in MARKER.findall(word.encode())] == words
    assert not MARKER.search(words[0][:-1].encode())


def test_a_message_with_anothers_marker_is_reported() -> None:
    """Whatever shows it: a text, in upper or lower case, or bytes of unknown kind."""
    visitor = Visitor(URL, marker(1))
    visitor.hear(drawn(f"{marker(1)} Spine Clinic"))
    assert visitor.watch.own_received
    assert not visitor.watch.crossings
    visitor.hear(drawn(f"{marker(1)} and {marker(2).upper()}"))
    visitor.watch.look(b"\x00" + marker(3).encode() + b"\xff")
    assert visitor.watch.crossings == [marker(2), marker(3)]


def test_what_others_bring_is_not_ones_own() -> None:
    """Only a reader's own marker shows that the reader's file arrived."""
    watch = Watch(marker(7))
    watch.look(marker(8).encode())
    assert not watch.own_received


def test_what_the_server_draws_for_trouble_is_an_error() -> None:
    """An exception and a red alert count; a warning to the reader does not."""
    visitor = Visitor(URL, marker(1))
    for kind, fields in (("exception", {"type": "KeyError"}), ("alert", {"body": "cannot be used", "format": 1})):
        message = ForwardMsg()
        for name, value in fields.items():
            setattr(getattr(message.delta.new_element, kind), name, value)
        visitor.hear(message.SerializeToString())
    assert len(visitor.errors) == 2
    warning = ForwardMsg()
    warning.delta.new_element.alert.format = 2
    visitor.hear(warning.SerializeToString())
    assert len(visitor.errors) == 2


def test_a_page_where_nothing_matches_shows_no_clinics() -> None:
    """Such a page has no figures and says so, which also counts as a number of clinics."""
    visitor, message = Visitor(URL, marker(1)), ForwardMsg()
    message.delta.new_element.alert.title = TITLE
    visitor.hear(message.SerializeToString())
    assert visitor.metrics == {"Clinics": "0"}


@pytest.mark.parametrize(
    ("said", "filtered", "right"),
    [("1,000", False, True), ("999", False, False), ("999", True, True), ("1,001", True, False), (None, True, False)],
)
def test_the_number_on_the_screen_is_held_against_the_file(said: str | None, filtered: bool, right: bool) -> None:
    """All clinics without a filter, at most all with one, and always a number."""
    visitor = Visitor(URL, marker(1))
    visitor.metrics = {} if said is None else {"Clinics": said}
    assert (not miscounted(visitor, ReaderFile(marker(1), 1000, b""), filtered=filtered)) is right


def test_every_clinic_of_a_file_carries_its_marker() -> None:
    """Each file has as many clinics as it says, with its own marker, and no other file's, in each of their names."""
    files = files_of([30, 12])
    assert [len(review(file.data)) for file in files] == [file.clinics for file in files] == [30, 12]
    for file in files:
        names = [row["name"] for row in csv.DictReader(io.StringIO(file.data.decode()))]
        assert all(MARKER.findall(name.encode()) == [file.own.encode()] for name in names)


def test_the_console_is_searched_for_complaints() -> None:
    """Warnings, errors and tracebacks are extracted from the server's output."""
    trouble = ["FutureWarning: old", "Traceback (most recent call last):", "ValueError: no", "WARN: full"]
    assert troubles("\n".join(["You can now view it.", "", *trouble, "  URL: http://127.0.0.1:1"])) == trouble


def test_the_table_has_a_cell_for_each_heading() -> None:
    """Seconds become milliseconds, and a round without an answer has a row too."""
    row = dict(
        zip(HEAD, table_row(2, Round(3, 4.0, answers=[0.1, 0.3, 0.2], downloads=4, lost=1, start=200.4)), strict=True)
    )
    assert (row["median ms"], row["worst ms"], row["MB start"], row["answers"]) == ("200", "300", "200", "3")
    assert row["downloads lost"] == "1 of 4"
    assert len(table_row(1, Round(1, 1.0))) == len(HEAD)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="a process's memory is read from /proc")
def test_a_small_crowd_gets_answers_and_only_its_own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three readers for a second, with the real server: files uploaded and published, no error, no mixed-up data."""
    monkeypatch.setattr(load, "TTL_SECONDS", 1)
    monkeypatch.setattr(load, "_SETTLE_SECONDS", 0.0)
    monkeypatch.setattr(load, "_PAUSE", (0.1, 0.3))
    rounds, complaints = run(tmp_path, users=3, seconds=1.0, clinics=12, rounds=1)
    assert complaints == []
    (result,) = rounds
    assert (result.errors, result.crossings) == ([], [])
    assert len(result.opened) == 3
    assert result.downloads >= 3
    assert result.answers
    assert 20 < result.start <= result.peak
    assert resident(1) >= 0
