"""The folder of a list: an earlier result is replaced as a whole or not at all, and nothing else is lost."""

from __future__ import annotations

import errno
import os
import resource
from pathlib import Path

import numpy as np
import pytest

from scoring.engine.output_folder import replacing
from scoring.engine.workspace import Workspace, write_step_array
from scoring.errors import BadSettings, UnreadableFile
from tests.scoring.engine.lists import LIST, reviewed_list


def test_an_earlier_result_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """A second run leaves nothing of the first, and a run that fails leaves the first as it was."""
    source, output = LIST.write(tmp_path / "parts"), tmp_path / "out"
    reviewed_list(source, output)
    before = (output / "list.json").read_bytes()
    for path in list(source.iterdir()):
        path.write_bytes(b"")
    with pytest.raises(UnreadableFile, match=r"No part could be read\. part-0\.csv: "):
        reviewed_list(source, output)
    assert (output / "list.json").read_bytes() == before
    for number in (1, 2):
        (source / f"part-{number}.csv").unlink()
    (source / "part-0.csv").write_bytes(LIST.one_file())
    reviewed_list(source, output)
    assert [path.name for path in (output / "clinics").iterdir()] == ["part-00000.parquet"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "parts"]


def test_a_folder_that_holds_something_else_is_not_replaced(tmp_path: Path) -> None:
    """A folder without a manifest that is not empty is refused, and left alone."""
    source = LIST.write(tmp_path / "parts")
    (source / "mine.txt").touch()
    with pytest.raises(BadSettings, match="expected a new or empty folder"):
        reviewed_list(LIST.write(tmp_path / "others"), source)
    assert len(list(source.iterdir())) == 4


def test_a_folder_that_holds_parts_of_the_list_is_not_replaced(tmp_path: Path) -> None:
    """Neither the folder of the list, nor an earlier result whose clinics are reviewed again, by a link too."""
    source, output = LIST.write(tmp_path / "parts"), tmp_path / "out"
    reviewed_list(source, output)
    (source / "earlier.parquet").symlink_to(output / "clinics" / "part-00000.parquet")
    before = sorted(output.rglob("*"))
    for parts, target in ((source, source), (output / "clinics", output), (source, output)):
        with pytest.raises(BadSettings, match="holds parts of the list, which would be lost"):
            reviewed_list(parts, target)
    assert sorted(output.rglob("*")) == before


@pytest.mark.parametrize("manifest", ['{"mine": 1}', "[]", "x", "{" * 100_000, ""])
def test_a_file_of_the_same_name_makes_no_reviewed_list(tmp_path: Path, manifest: str) -> None:
    """What is replaced identifies itself as a reviewed list."""
    source, output = LIST.write(tmp_path / "parts"), tmp_path / "out"
    output.mkdir()
    (output / "list.json").write_text(manifest)
    with pytest.raises(BadSettings, match="expected a new or empty folder"):
        reviewed_list(source, output)
    assert (output / "list.json").read_text() == manifest


def test_what_is_beside_an_earlier_list_is_not_lost(tmp_path: Path) -> None:
    """A reviewed list with a file that somebody added is left alone, and the file is named."""
    source, output = LIST.write(tmp_path / "parts"), tmp_path / "out"
    reviewed_list(source, output)
    (output / ".DS_Store").write_text("of the system")
    reviewed_list(source, output)
    (output / "notes.txt").write_text("precious")
    with pytest.raises(BadSettings, match="holds more than a reviewed list: \u201cnotes"):
        reviewed_list(source, output)
    assert (output / "notes.txt").read_text() == "precious"


def test_two_runs_do_not_write_one_folder(tmp_path: Path) -> None:
    """The second is refused at once, and the first continues; what a killed run left behind blocks nobody."""
    output = tmp_path / "out"
    (tmp_path / ".out.partial" / "steps").mkdir(parents=True)
    with replacing(output) as folder:
        assert not list(folder.iterdir())
        with pytest.raises(BadSettings, match="another review is writing this folder"), replacing(output):
            pass
        (folder / "result").mkdir()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_worker_of_an_earlier_run_writes_late_is_not_in_the_next_run(tmp_path: Path) -> None:
    """Its folder is gone, so its step fails, and the next run's step of that name is the next run's own."""
    step = ("codes", 0)
    with replacing(tmp_path / "out") as earlier:
        Workspace(earlier).make()
    (tmp_path / "out").rename(tmp_path / "earlier")
    with replacing(tmp_path / "out") as folder:
        space = Workspace(folder)
        space.make()
        with pytest.raises(FileNotFoundError):
            write_step_array(np.zeros(3), Workspace(earlier).step(*step))
        assert not space.step(*step).exists()


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    """The list is written where the link leads, again and again."""
    source, target, link = LIST.write(tmp_path / "parts"), tmp_path / "target", tmp_path / "link"
    target.mkdir()
    link.symlink_to(target)
    for _ in range(2):
        reviewed_list(source, link)
    assert link.is_symlink()
    assert (target / "list.json").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "parts", "target"]


def test_a_mounted_folder_is_refused_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be replaced as a whole, and that is reported before parts are read."""
    monkeypatch.setattr(Path, "is_mount", lambda _: True)
    with pytest.raises(BadSettings, match="give a folder in it"), replacing(tmp_path):
        pass


@pytest.mark.parametrize("protected", ["", "clinics"])
def test_a_read_only_folder_is_refused_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, protected: str
) -> None:
    """Whoever protected it, or a folder in it, meant to keep it; it could be moved aside, but never be removed."""
    reviewed_list(LIST.write(tmp_path / "parts"), output := tmp_path / "out")
    # A mode would not do, as it stops no superuser.
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != output / protected)
    with pytest.raises(BadSettings, match=r"out could not be written: access to it is denied\.$"), replacing(output):
        pytest.fail("work began")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "parts"]


def test_a_result_that_cannot_be_put_in_its_place_leaves_the_earlier_one(tmp_path: Path) -> None:
    """An output that fails at the last step is a sentence, and the earlier list is there again."""
    output = tmp_path / "out"
    output.mkdir()
    (output / "list.json").write_text('{"format": 1, "fingerprint": "", "parts": []}')
    with pytest.raises(BadSettings, match="could not be written"), replacing(output):
        pass  # without a result
    assert (output / "list.json").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("most", [0, 100, 600, 2_000, 5_000])
def test_a_full_disk_is_reported_for_the_output_and_leaves_the_earlier_result(tmp_path: Path, most: int) -> None:
    """Whichever file runs out of room, the output is named, not the list; what was there stays."""
    source, output = LIST.write(tmp_path / "parts"), tmp_path / "out"
    reviewed_list(source, output)
    earlier = (output / "list.json").read_bytes()
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, unlimited[1]))
    try:
        with pytest.raises(BadSettings, match=r"out could not be written: it is larger than a file may be\.$"):
            reviewed_list(source, output)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert (output / "list.json").read_bytes() == earlier
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "parts"]


def test_what_is_no_fault_of_the_disk_is_raised_unchanged(tmp_path: Path) -> None:
    """A missing working file is no reason to report a full disk."""
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "out"):
        raise FileNotFoundError(errno.ENOENT, "gone")


def test_an_output_that_is_a_link_to_itself_is_refused_before_any_work(tmp_path: Path) -> None:
    """A link that leads nowhere can be written through; one that leads to itself cannot."""
    (tmp_path / "out").symlink_to("out")
    with pytest.raises(BadSettings, match=r"out could not be written: a link in its path"), replacing(tmp_path / "out"):
        pytest.fail("work began")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
