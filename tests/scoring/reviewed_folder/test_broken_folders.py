"""A folder that is incomplete, not of this program, or malicious ends in one sentence, and never in a traceback."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scoring import UnreadableFile
from scoring.reviewed_folder import is_reviewed_folder, open_reviewed_folder
from tests.scoring.reviewed_folder.harm import with_array, with_byte, with_file, with_manifest, with_profiles

Harm = Callable[[Path], object]


BROKEN: dict[str, tuple[Harm, str]] = {
    "never finished": (lambda f: (f / "review.json").unlink(), "review.json is missing, so it was never finished"),
    "no JSON": (lambda f: (f / "review.json").write_text("{"), "review.json is damaged"),
    "deep JSON": (lambda f: (f / "review.json").write_text("[" * 200_000), "review.json is damaged"),
    "a list": (lambda f: (f / "review.json").write_text("[]"), "review.json is damaged"),
    "of the future": (lambda f: with_manifest(f, format=2), "It is of format 2, and this program reads format 1"),
    "a field of another kind": (lambda f: with_manifest(f, clinics="many"), "review.json is damaged at clinics"),
    "an unknown field": (lambda f: with_manifest(f, more=1), "review.json is damaged at more"),
    "no clinics": (lambda f: with_manifest(f, clinics=0), "review.json is damaged at clinics"),
    "an old rubric": (lambda f: with_manifest(f, rubric_version="0.1"), "reviewed by rubric 0.1 and vocabulary"),
    "old words": (lambda f: with_manifest(f, vocabulary_version="0.1"), "and vocabulary 0.1, and this program has"),
    "a rubric by a path": (lambda f: with_manifest(f, rubric="../../x.toml"), "under a rubric that does not come"),
    "bad weights": (lambda f: with_manifest(f, weights={"who": -1}), "cannot be opened"),
    "a bad recipe": (lambda f: with_manifest(f, recipe={"version": 7}), "recipe: version"),
    "a missing part": (lambda f: (f / "texts/00001.arrow").unlink(), "texts/00001.arrow is missing"),
    "a cut part": (lambda f: (f / "texts/00000.arrow").write_bytes(b"ARROW1"), "texts/00000.arrow has 6 bytes and"),
    "an array of another folder": (lambda f: with_byte(f, "arrays/state.npy", -1), "arrays/state.npy is damaged, or"),
    "a part that is damaged": (lambda f: with_byte(f, "texts/00000.arrow", 9), "texts/00000.arrow is damaged, or"),
    "values of another folder": (lambda f: with_byte(f, "values.json", -9), "values.json is damaged, or"),
    "a part that is none": (lambda f: with_file(f, "texts/00000.arrow", b"x" * 90), "cannot be read as an Arrow file"),
    "a cut array": (lambda f: (f / "arrays/state.npy").write_bytes(b"x"), "arrays/state.npy has 1 bytes and should"),
    "an array that is none": (lambda f: with_file(f, "arrays/state.npy", b"x" * 90), "cannot be read as an array"),
    "an empty array": (lambda f: with_file(f, "arrays/state.npy", b""), "arrays/state.npy is empty"),
    "an open header": (
        lambda f: with_file(f, "arrays/state.npy", b"\x93NUMPY\x01\x00\x04\x00(((("),
        "cannot be read as an array",
    ),
    "points below nothing": (lambda f: with_profiles(f, "low", -1), "profiles have points below 0"),
    "points above all": (lambda f: with_profiles(f, "high", 2**31 - 1), "profiles have points below 0, above 100"),
    "sure points above possible ones": (lambda f: with_profiles(f, "high", 0), "or in the wrong order"),
    "counts below nothing": (lambda f: with_profiles(f, "counts", -1), "profiles have other counts than their clinics"),
    "more clinics than there are": (lambda f: with_profiles(f, "counts", 2**62), "other counts than their clinics"),
    "a clinic twice in the order of names": (
        lambda f: with_array(f, "by_name", np.array([0, 1, 1, 2], dtype=np.int8)),
        "arrays/by_name.npy does not name each clinic once",
    ),
    "too many parts": (lambda f: with_manifest(f, text_parts=3), "texts/00002.arrow is missing"),
    "too few parts": (lambda f: with_manifest(f, text_parts=1), "2 rows of text and should hold 4"),
    "more clinics": (lambda f: with_manifest(f, clinics=5), "holds something else than it should"),
    "codes beyond the values": (
        lambda f: with_array(f, "state", np.array([0, 1, 99, 0], dtype=np.int8)),
        "arrays/state.npy names what is not there",
    ),
    "negative codes": (
        lambda f: with_array(f, "state", np.array([0, 1, -1, 0], dtype=np.int8)),
        "arrays/state.npy names what is not there",
    ),
    "numbers of another kind": (
        lambda f: with_array(f, "profile", np.zeros(4)),
        "arrays/profile.npy holds something else than it should",
    ),
    "objects in an array": (
        lambda f: with_array(f, "state", np.array([{}, {}, {}, {}], dtype=object)),
        "arrays/state.npy cannot be read as an array",
    ),
    "values of no column": (lambda f: with_file(f, "values.json", b"{}"), "values.json is damaged"),
    "an unknown column": (lambda f: with_manifest(f, known=["clinic_id", "name", "x"]), "lack the column known.x"),
    "no names": (lambda f: with_manifest(f, known=["clinic_id"]), "It has no ids or no names"),
    "a path to search": (lambda f: with_manifest(f, searched=["../x"]), "review.json is damaged at searched"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_folder_ends_in_a_sentence(name: str, folder: Path) -> None:
    """Whatever is wrong with a folder, the sentence names it, says what to do, and names no folder above it."""
    harm, words = BROKEN[name]
    open_reviewed_folder(folder)
    harm(folder)
    with pytest.raises(UnreadableFile) as refused:
        open_reviewed_folder(folder)
    sentence = str(refused.value)
    assert words in sentence
    assert sentence.startswith("The reviewed folder reviewed cannot be opened: ")
    assert sentence.endswith(". Review its files again.")
    assert str(folder.parent) not in sentence


@pytest.mark.parametrize("columns", [0, 3])
def test_an_array_of_another_shape_is_refused(columns: int, folder: Path) -> None:
    """No array of a folder has more or fewer columns than it should, even if it has the right number of rows."""
    for path in sorted((folder / "arrays").glob("*.npy")):
        array = np.load(path)
        with_array(folder, path.stem, np.repeat(array[:, :1] if array.ndim > 1 else array[:, None], columns, axis=1))
        with pytest.raises(UnreadableFile, match=f"{path.stem}.npy holds something else than it should"):
            open_reviewed_folder(folder)
        with_array(folder, path.stem, array)
    open_reviewed_folder(folder)


def test_more_files_than_may_be_open_are_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list with more parts than a process may hold open ends in a sentence with the limit to raise."""

    def opened(_: Path) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("scoring.reviewed_folder.reader.MappedFile", opened)
    with pytest.raises(UnreadableFile, match="more files than this process may hold open"):
        open_reviewed_folder(folder)


def test_a_folder_is_known_by_its_manifest(folder: Path, tmp_path: Path) -> None:
    """An unfinished folder is no reviewed folder, and neither is any other path."""
    assert is_reviewed_folder(folder)
    (folder / "review.json").unlink()
    assert not is_reviewed_folder(folder)
    assert not is_reviewed_folder(tmp_path / "nowhere")


WRITTEN_OVER: dict[str, tuple[Harm, bool]] = {
    "cut": (lambda path: os.truncate(path, 100), True),
    "the same size": (lambda path: path.write_bytes(path.read_bytes()), True),
    "another in its place": (lambda path: shutil.copy(path, path.with_suffix(".new")).replace(path), False),
    "gone": (lambda path: path.unlink(), False),
}


@pytest.mark.parametrize("how", WRITTEN_OVER)
@pytest.mark.parametrize("file", ["arrays/state.npy", "texts/00000.arrow"])
def test_an_open_folder_knows_when_it_is_written_over(how: str, file: str, folder: Path) -> None:
    """Replacing a file leaves the one that is open as it was; writing into it does not."""
    review = open_reviewed_folder(folder)
    assert not review.is_written_over
    harm, is_written_over = WRITTEN_OVER[how]
    harm(folder / file)
    assert review.is_written_over == is_written_over


def test_a_folder_that_is_a_link_to_itself_ends_in_a_sentence(tmp_path: Path) -> None:
    """Its name is that of the link."""
    (tmp_path / "reviewed").symlink_to("reviewed")
    with pytest.raises(UnreadableFile, match="The reviewed folder reviewed cannot be opened"):
        open_reviewed_folder(tmp_path / "reviewed")


def test_no_name_in_a_folder_leads_out_of_it(folder: Path, tmp_path: Path) -> None:
    """A file that the manifest lists outside of the folder is never read, whatever it holds."""
    outside = tmp_path / "outside.arrow"
    outside.write_bytes((folder / "texts/00000.arrow").read_bytes())
    sizes = json.loads((folder / "review.json").read_text())["files"]
    with_manifest(folder, files={**sizes, "../outside.arrow": outside.stat().st_size})
    assert len(open_reviewed_folder(folder)) == 4
