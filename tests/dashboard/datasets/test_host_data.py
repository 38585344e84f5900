"""The path of the host's list, however odd, opens it or says that it is not there."""

import os
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.datasets import loading, session_datasets
from dashboard.parameters import RUBRICS
from scoring import UnreadableFile


@pytest.mark.parametrize("path", ["gone.csv", "x" * 300, "x/" * 3000, "a\0b", os.fsdecode(b"\xed.csv")])
def test_a_path_that_no_file_has_is_reported(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """It ends in the sentence for readers, not in an error page while the example could be seen."""
    monkeypatch.setattr(settings, "data", lambda: Path(path))
    hosted = session_datasets.hosted()
    assert hosted is not None
    with pytest.raises(UnreadableFile, match="set a list of clinics that is not there"):
        loading.read(hosted, RUBRICS[0])


@pytest.mark.parametrize(
    ("name", "shown"), [(b"cl\xednicas.csv", "cl nicas.csv"), ("a\u202eb\n.csv".encode(), "a b .csv")]
)
def test_a_name_of_any_bytes_opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: bytes, shown: str) -> None:
    """A file named in another encoding, or with signs that no line holds, is opened and shown on one line."""
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"name,products\nHill,PRP\n")
    monkeypatch.setattr(settings, "data", lambda: path)
    hosted = session_datasets.hosted()
    assert hosted is not None
    assert hosted.file.name == shown
    assert hosted.file.data == path.read_bytes()
