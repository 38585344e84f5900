"""A file of a folder that is damaged inside, is another's, or is no file: refused, before it can end the program."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from scoring import UnreadableFile
from scoring.reviewed_folder import open_reviewed_folder
from tests.scoring.reviewed_folder.harm import rewritten, with_array, with_file, with_manifest, with_places, with_starts

TEXT_FILES = ("texts/00000.arrow", "problems/00000.arrow", "search/name.arrow")


@pytest.mark.parametrize("file", TEXT_FILES)
@pytest.mark.parametrize("starts", [(0, 2**31 - 1), (-(2**31),), (3, 1)])
def test_no_text_begins_outside_of_its_file(folder: Path, file: str, starts: tuple[int, ...]) -> None:
    """One far outside, before the first or before its predecessor would end the program that looks at it."""
    with_starts(folder, file, *starts)
    with pytest.raises(UnreadableFile, match=f"{file} cannot be read as an Arrow file"):
        open_reviewed_folder(folder)


@pytest.mark.parametrize("place", [1, -1, 2**31 - 1])
def test_no_repeated_text_is_outside_of_its_dictionary(folder: Path, place: int) -> None:
    """A place in a dictionary that it does not have is refused, as one outside of a file is."""
    rewritten(folder, "problems/00000.arrow", lambda table: with_places(table, place))
    with pytest.raises(UnreadableFile, match=r"problems/00000\.arrow cannot be read as an Arrow file"):
        open_reviewed_folder(folder)


@pytest.mark.parametrize("file", TEXT_FILES)
def test_text_that_is_of_another_type_is_refused(folder: Path, file: str) -> None:
    """Numbers where text should be are refused, whichever file holds them."""
    rewritten(folder, file, lambda table: pa.table({name: range(len(table)) for name in table.column_names}))
    with pytest.raises(UnreadableFile, match=f"{file} holds something else than text"):
        open_reviewed_folder(folder)


def test_a_file_in_place_of_another_is_refused(folder: Path) -> None:
    """Cells of as many clinics are not taken for problems, whatever the sizes and checksums say."""
    cells = (folder / "texts/00000.arrow").read_bytes()
    with_file(folder, "problems/00000.arrow", cells)
    rows = len(pa.ipc.open_file(cells).read_all())
    with_array(folder, "problem_row", np.zeros(rows, np.int8))
    with_manifest(folder, problems=rows)
    with pytest.raises(UnreadableFile, match="texts lack the column column"):
        open_reviewed_folder(folder)


@pytest.mark.parametrize("file", TEXT_FILES)
def test_a_text_file_with_any_changed_byte_is_survived(folder: Path, file: str) -> None:
    """What a file says of itself is in its last bytes: whichever is changed, it is refused or all of it is read."""
    whole = (folder / file).read_bytes()
    for place in range(len(whole) - 600, len(whole), 7):
        with_file(folder, file, whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        with suppress(UnreadableFile):
            opened = open_reviewed_folder(folder)
            opened.problem_table.frame()
            for chunk in (chunk for column in opened.understood.known.values() for chunk in column.chunks):
                chunk.cast(pa.binary()).to_pylist()


@pytest.mark.parametrize("file", ["review.json", "values.json", "arrays/state.npy", "texts/00000.arrow"])
def test_no_link_leads_out_of_a_folder(folder: Path, tmp_path: Path, file: str) -> None:
    """A link to the very file elsewhere is refused, and one within the folder is followed."""
    (tmp_path / "elsewhere").mkdir()
    for target, is_inside in ((folder / "beside", True), (tmp_path / "elsewhere/x", False)):
        (folder / file).rename(target)
        (folder / file).symlink_to(target)
        if is_inside:
            assert len(open_reviewed_folder(folder)) == 4
        else:
            with pytest.raises(UnreadableFile, match=f"{file} is a link that leads out of the folder"):
                open_reviewed_folder(folder)
        target.replace(folder / file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes have names on this system")
@pytest.mark.parametrize("file", ["review.json", "values.json", "arrays/state.npy", "texts/00000.arrow"])
def test_a_pipe_in_a_folder_is_not_waited_for(folder: Path, file: str) -> None:
    """A pipe that nobody writes to, which has no bytes, is refused at once."""
    if file != "review.json":
        with_file(folder, file, b"")
    (folder / file).unlink()
    os.mkfifo(folder / file)
    with pytest.raises(UnreadableFile, match=f"{file} is no file"):
        open_reviewed_folder(folder)
