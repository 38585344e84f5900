"""A list in parts: what became of each part, and what is reported for the whole list."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pytest

from scoring import review
from scoring.engine import LocalRunner, Outcome, parts_of, review_list, summary_text
from scoring.errors import BadSettings, UnreadableFile
from scoring.recipes import Recipe
from scoring.reviewed_folder import open_reviewed_folder
from scoring.rubric import load_rubric
from scoring.vocabulary import vocabulary
from tests.scoring.engine.lists import FIRST, LIST, DividedList, frame, reviewed_list, same_clinics, settings
from tests.scoring.files import DAY

A = TypeVar("A")
B = TypeVar("B")


def test_an_unreadable_part_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    """The manifest and the summary say why; the clinics are those of the other parts."""
    source = LIST.write(tmp_path / "parts")
    (source / "part-1.csv").write_bytes(b"%PDF-1.7\n\0\0\0")
    manifest = reviewed_list(source, tmp_path / "out")
    assert [part.name for part in manifest.errors] == ["part-1.csv"]
    assert f"part-1.csv was left out: {manifest.errors[0].error}" in summary_text(manifest)
    rest = DividedList(LIST.rows[:2] + LIST.rows[3:], (4,), ({},))
    same_clinics(tmp_path / "out", rest.one_review())


class LosesTheSecond(LocalRunner):
    """Loses the second item of the reviews, as if it had ended its workers."""

    def run(self, task: Callable[[A], B], items: Sequence[A]) -> Iterator[Outcome[B]]:
        """The outcomes, in order."""
        for outcome in super().run(task, items):
            is_lost = outcome.place == 1 and task.__name__ == "_review"
            yield Outcome(1, None, "It ended its worker.") if is_lost else outcome


def test_a_part_that_ends_its_workers_is_named(tmp_path: Path) -> None:
    """A lost part is left out like one that cannot be read."""
    manifest = reviewed_list(LIST.write(tmp_path / "parts"), tmp_path / "out", runner=LosesTheSecond())
    assert [(part.name, part.error) for part in manifest.errors] == [("part-1.csv", "It ended its worker.")]
    assert manifest.clinics == 4


class Interrupted(LocalRunner):
    """Does something before the reviews begin."""

    def __init__(self, change: Callable[[], object]) -> None:
        self.change = change

    def run(self, task: Callable[[A], B], items: Sequence[A]) -> Iterator[Outcome[B]]:
        """The outcomes, in order."""
        if task.__name__ == "_review":
            self.change()
        yield from super().run(task, items)


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_cut_file_that_changes_meanwhile_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_gone: bool
) -> None:
    """None of its ranges is reviewed, and each says why; the other parts continue."""
    source = LIST.write(tmp_path / "parts")
    large = source / "large.csv"
    large.write_bytes(DividedList(LIST.rows * 30, (150,), ({},)).one_file())
    monkeypatch.setattr("scoring.engine.parts._RANGE_BYTES", 8_000)
    runner = Interrupted(large.unlink if is_gone else lambda: os.truncate(large, 1_000))
    manifest = reviewed_list(source, tmp_path / "out", runner=runner)
    assert len(manifest.errors) > 2
    assert {part.name.split(",")[0] for part in manifest.errors} == {"large.csv"}
    expected = "There is no file at" if is_gone else "has changed while it was read; review it again."
    assert all(expected in part.error for part in manifest.errors)
    assert manifest.clinics == 5


@pytest.mark.parametrize("change", ["more rows", "other rows", "none"])
def test_a_part_that_changes_after_the_list_was_decided_is_named(tmp_path: Path, change: str) -> None:
    """What decided how it is read was another file, and it may still be being written; the other parts go on."""
    source = LIST.write(tmp_path / "parts")
    part = source / "part-1.csv"
    content = {
        "more rows": part.read_bytes() * 2,
        "other rows": part.read_bytes().replace(b"Ridge", b"Bluff"),
        "none": b"",
    }[change]
    manifest = reviewed_list(source, tmp_path / "out", runner=Interrupted(lambda: part.write_bytes(content)))
    (error,) = manifest.errors
    assert error.name == "part-1.csv"
    assert change == "none" or error.error.endswith("part-1.csv has changed while it was read; review it again.")
    assert manifest.clinics == 4


SETTLED = {
    "the order of dates": ("as_of", ("2026-05-06", "13/04/2026", "05/06/2026", "02/03/2026")),
    "both orders": ("as_of", ("13/04/2026", "04/25/2026", "05/06/2026", "2026-05-06")),
    "no order": ("as_of", ("05/06/2026", "2026-05-06", "", "02/03/2026")),
    "a decimal comma": ("price_usd", ("$900", "900,50", "1.200", "2.400")),
    "a decimal comma that settles nothing": ("price_usd", ("$900", "900,50", "$80", "")),
    "both decimal signs": ("price_usd", ("99.50", "900,50", "1.200", "")),
}


@pytest.mark.parametrize(("column", "cells"), SETTLED.values(), ids=SETTLED)
@pytest.mark.parametrize("recipe", [Recipe(), Recipe(dates="day_first", prices=("decimal_comma",))])
def test_what_the_list_settles_is_reported_as_for_one_file(
    tmp_path: Path, column: str, cells: tuple[str, ...], recipe: Recipe
) -> None:
    """Once, with the first cells of the list, wherever they are; and as a person's decision only where it is one."""
    rows = tuple({**FIRST, "clinic_id": f"{number}", column: cell} for number, cell in enumerate(cells))
    divided = DividedList(rows, (1,) * len(rows), ({},) * len(rows))
    source, output = divided.write(tmp_path / "parts"), tmp_path / "out"
    manifest = review_list(parts_of(str(source)), output, settings(recipe=recipe), LocalRunner())
    whole, opened = review(divided.one_file(), recipe=recipe, reviewed_on=DAY), open_reviewed_folder(output)
    assert opened.understood.dates == whole.understood.dates
    assert opened.understood.prices == whole.understood.prices
    codes = ("date_order_settled", "date_orders_mixed", "price_decimal_settled")
    told, expected = (
        [row for row in result.problems[["code", "value", "message"]].to_numpy().tolist() if row[0] in codes]
        for result in (opened, whole)
    )
    assert told == expected
    assert [manifest.problems.get(code, 0) for code in codes] == [
        [row[0] for row in told].count(code) for code in codes
    ]
    assert pd.read_parquet(output / "problems" / "list.parquet")["code"].to_list() == [row[0] for row in expected]


def test_what_every_part_says_of_its_file_is_said_once(tmp_path: Path) -> None:
    """Of the list, in no row of it; what only some parts say stays with them, and all are counted."""
    source, output = tmp_path / "parts", tmp_path / "out"
    source.mkdir()
    for number in range(3):
        more = ",Shade" if number == 1 else ""
        (source / f"part-{number}.csv").write_text(f"name,imaging,Colour{more}\nHarbor {number},CT,x{more and ',y'}\n")
    manifest = reviewed_list(source, output)
    assert manifest.problems["no_column"] == len(frame(output, "problems").query("code == 'no_column'"))
    (source / "part-1.csv").unlink()
    manifest = reviewed_list(source, output)
    assert manifest.problems["no_column"] == 1
    assert "no_column" not in set(frame(output, "problems")["code"])
    said = pd.read_parquet(output / "problems" / "list.parquet").query("code == 'no_column'")
    assert said[["row", "part", "value"]].to_numpy().tolist() == [[0, "", "Colour"]]
    opened = open_reviewed_folder(output).problems
    assert opened[opened["code"] == "no_column"]["row"].to_list() == [0]


@pytest.mark.parametrize("sizes", [(5,), (2, 3), (2, 1, 2)])
def test_what_the_list_says_itself_is_repeated_by_no_part(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    """A decision about a header that no part has is one problem, as in one file, however many parts there are."""
    recipe = Recipe(columns={"Guidance used": ("imaging",), "Colour": ()})
    divided = DividedList(LIST.rows, sizes, ({},) * len(sizes))
    source, output = divided.write(tmp_path / "parts"), tmp_path / "out"
    manifest = review_list(parts_of(str(source)), output, settings(recipe=recipe), LocalRunner())
    whole = review(divided.one_file(), recipe=recipe, reviewed_on=DAY).problems
    told = pd.concat(map(pd.read_parquet, (output / "problems").glob("*.parquet")))
    for problems in (whole, told, open_reviewed_folder(output).problems):
        missing = problems[problems["code"] == "recipe_header_missing"]
        assert missing[["row", "value"]].to_numpy().tolist() == [[0, "Guidance used"], [0, "Colour"]]
    assert manifest.problems["recipe_header_missing"] == 2


def test_what_is_counted_in_every_part_is_said_of_each(tmp_path: Path) -> None:
    """Said once, the count of one part would stand for the list, even where all parts have as many."""
    source, output = tmp_path / "parts", tmp_path / "out"
    source.mkdir()
    for number in range(2):
        content = f"Our clinics\nname,imaging,Notes\nHarbor {number},CT,".encode()
        (source / f"part-{number}.csv").write_bytes(content + b"\xc3\xa9" * 50 + b"\xe9\n")
    manifest = reviewed_list(source, output)
    counts = {"encoding_mixed", "lines_above_header"}
    assert {code: manifest.problems[code] for code in counts} == dict.fromkeys(counts, 2)
    told = frame(output, "problems").query("code in @counts").groupby("code")["part"].agg(list)
    assert told.to_list() == [["part-0.csv", "part-1.csv"]] * 2
    assert counts.isdisjoint(pd.read_parquet(output / "problems" / "list.parquet")["code"])


# People of each clinic, by part: those of a clinic share a part, as do further clinics that stand alone.
PEOPLE = {
    "of different numbers": ((3, 3), (2, 2, 1, 1)),
    "of the same numbers": ((2, 2), (2, 2), (2, 2)),
    "beside a part of clinics": ((3, 3), (3,), (1, 1, 1, 1)),
}


@pytest.mark.parametrize("parts", PEOPLE.values(), ids=PEOPLE)
def test_rows_of_people_are_said_once_with_the_figures_of_the_list(
    tmp_path: Path, parts: tuple[tuple[int, ...], ...]
) -> None:
    """In the words of one file, of the list and of no part."""
    clinics = [(place, clinic, size) for place, sizes in enumerate(parts) for clinic, size in enumerate(sizes)]
    rows = tuple(
        {**FIRST, "clinic_id": "", "name": f"Clinic {place} {clinic}", "credentials": cell}
        for place, clinic, size in clinics
        for cell in ("MD", "DC", "NP")[:size]
    )
    divided = DividedList(rows, tuple(map(sum, parts)), ({},) * len(parts))
    manifest = reviewed_list(divided.write(tmp_path / "parts"), tmp_path / "out")
    (expected,) = review(divided.one_file(), reviewed_on=DAY).problems.query("code == 'one_row_a_person'")["message"]
    told = pd.concat(map(pd.read_parquet, (tmp_path / "out" / "problems").glob("*.parquet")))
    told = told[told["code"] == "one_row_a_person"]
    assert told[["part", "row", "message"]].to_numpy().tolist() == [["", 0, expected]]
    assert manifest.problems["one_row_a_person"] == 1


def test_few_parts_of_people_say_so_themselves(tmp_path: Path) -> None:
    """Where they are too few to be the list's, their figures are those of each part."""
    people = tuple({**FIRST, "clinic_id": "", "credentials": cell} for cell in ("MD", "DC"))
    alone = tuple({**FIRST, "clinic_id": "", "name": f"Clinic {number}"} for number in range(20))
    divided = DividedList((*people, *people, *alone), (2, 2, 20), ({},) * 3)
    reviewed_list(divided.write(tmp_path / "parts"), tmp_path / "out")
    told = frame(tmp_path / "out", "problems").query("code == 'one_row_a_person'")
    assert told["part"].to_list() == ["part-0.csv", "part-1.csv"]


def test_the_manifest_says_what_was_reviewed(tmp_path: Path) -> None:
    """Bytes, digests, rows and clinics of each part, and the digest over the digests."""
    source = LIST.write(tmp_path / "parts")
    reviewed_list(source, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "list.json").read_text())
    contents = [(source / f"part-{number}.csv").read_bytes() for number in range(3)]
    digests = [sha256(content).hexdigest() for content in contents]
    assert [part["sha256"] for part in manifest["parts"]] == digests
    assert [part["bytes"] for part in manifest["parts"]] == list(map(len, contents))
    assert [part["clinics"] for part in manifest["parts"]] == [2, 1, 2]
    assert manifest["fingerprint"] == sha256("".join(f"{digest}\n" for digest in digests).encode()).hexdigest()
    assert manifest["versions"].endswith(f"vocabulary {vocabulary().version}")
    assert sum(manifest["problems"].values()) == len(frame(tmp_path / "out", "problems"))


def test_a_list_under_a_rubric_of_ones_own_says_why_it_does_not_open(tmp_path: Path) -> None:
    """It holds nothing that only the site would read, and is not called unfinished."""
    own = replace(settings(), rubric=load_rubric(None).model_copy(update={"name": "own"}))
    output = tmp_path / "out"
    review_list(parts_of(str(LIST.write(tmp_path / "parts"))), output, own, LocalRunner())
    assert {path.name for path in output.iterdir()} == {"clinics", "problems", "list.json", "recipe.json"}
    assert {path.suffix for path in (output / "problems").iterdir()} == {".parquet"}
    with pytest.raises(UnreadableFile, match="under a rubric that does not come with this program"):
        open_reviewed_folder(output)


def test_a_part_that_a_link_no_longer_finds_is_named(tmp_path: Path) -> None:
    """It is among the parts that could not be read, not silently left out."""
    source = LIST.write(tmp_path / "parts")
    (source / "part-9.csv").symlink_to(tmp_path / "gone.csv")
    for pattern in (source, source / "*.csv"):
        manifest = review_list(parts_of(str(pattern)), tmp_path / "out", settings(), LocalRunner())
        (lost,) = manifest.errors
        assert lost.name == "part-9.csv"
        assert lost.error.startswith("There is no file at")


@pytest.mark.parametrize("kind", ["pipe", "link to a pipe", "device", "socket"])
def test_a_part_that_is_no_file_is_named(tmp_path: Path, kind: str) -> None:
    """It is never opened, as opening a pipe that nobody writes to would block; the others are reviewed."""
    source = LIST.write(tmp_path / "parts")
    odd, pipe = source / "part-9.csv", tmp_path / "pipe"
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(os.path.relpath(odd))  # the whole path may be longer than the name of a socket
    elif kind == "device":
        odd.symlink_to("/dev/zero")
    else:
        os.mkfifo(odd if kind == "pipe" else pipe)
        if kind == "link to a pipe":
            odd.symlink_to(pipe)
    for pattern in (source, source / "*.csv"):
        (lost,) = review_list(parts_of(str(pattern)), tmp_path / "out", settings(), LocalRunner()).errors
        assert (lost.name, lost.sha256) == ("part-9.csv", "")
        assert lost.error.startswith("It is no file but a pipe")
    with pytest.raises(UnreadableFile, match=r"No part could be read\. part-9\.csv: It is no file but a pipe"):
        reviewed_list(odd, tmp_path / "other")


def test_a_pipe_that_a_process_holds_is_called_a_pipe(tmp_path: Path) -> None:
    """Its only path is a link of the system, which leads to no file name."""
    read, write = os.pipe()
    try:
        with pytest.raises(UnreadableFile, match="It is no file but a pipe"):
            reviewed_list(Path(f"/dev/fd/{read}"), tmp_path / "out")
    finally:
        os.close(read)
        os.close(write)


def test_a_part_that_is_a_link_to_itself_is_named(tmp_path: Path) -> None:
    """It is a part that could not be read, and the others are reviewed."""
    source = LIST.write(tmp_path / "parts")
    (source / "part-9.csv").symlink_to("part-9.csv")
    (lost,) = reviewed_list(source, tmp_path / "out").errors
    assert lost.name == "part-9.csv"
    assert "could not be opened" in lost.error


@pytest.mark.parametrize("recipe", [Recipe(exclude=("a",)), Recipe(apart=(("a", "b"),)), Recipe(one_row_is="person")])
def test_a_recipe_for_single_clinics_is_refused(tmp_path: Path, recipe: Recipe) -> None:
    """Anything that would need clinics of several parts at once is refused before any part is read."""
    source = LIST.write(tmp_path / "parts")
    with pytest.raises(BadSettings, match="in parts"):
        review_list(parts_of(str(source)), tmp_path / "out", settings(recipe=recipe), LocalRunner())
    assert not (tmp_path / "out").exists()


def test_parts_are_the_files_of_a_pattern_or_folder(tmp_path: Path) -> None:
    """In order of their names, without hidden files and folders; an empty list is refused."""
    (tmp_path / "b.csv").touch()
    (tmp_path / "a.csv").touch()
    (tmp_path / ".hidden").touch()
    (tmp_path / "c").mkdir()
    for pattern in (str(tmp_path), str(tmp_path / "*")):
        assert [part.name for part in parts_of(pattern)] == ["a.csv", "b.csv"]
    assert [part.name for part in parts_of(str(tmp_path / "a.csv"))] == ["a.csv"]
    with pytest.raises(UnreadableFile, match="There is no file at"):
        parts_of(str(tmp_path / "*.xlsx"))
