"""Files that cannot be read or written: one plain sentence, in the same words whichever option names the file."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from scoring.__main__ import main
from scoring.file_faults import not_read, not_written, why

CLINIC = "name,credentials,products,targets,imaging\nA Spine,MD,PRP,disc,fluoroscopy\n"

# Each option that names a file to read, with what its sentences call the file.
OPTIONS = {
    "FILE": (["why", "NAMED", "--between", "a", "b"], "file"),
    "OLD": (["changes", "NAMED", "FILE"], "file"),
    "check": (["check", "NAMED"], "file"),
    "--recipe": (["review", "FILE", "--recipe", "NAMED"], "recipe file"),
    "--recipe-before": (["changes", "FILE", "FILE", "--recipe-before", "NAMED"], "recipe file"),
    "--corrections": (["review", "FILE", "--corrections", "NAMED"], "correction file"),
    "--rubric": (["review", "FILE", "--rubric", "NAMED"], "rubric file"),
    "check --rubric": (["check", "FILE", "--rubric", "NAMED"], "rubric file"),
    "--register": (["verify", "FILE", "--register", "NAMED"], "register"),
}


def a_folder(path: Path) -> None:
    """A folder in place of a file."""
    path.mkdir()


def a_link(path: Path) -> None:
    """A link that leads nowhere."""
    path.symlink_to(path.with_name("gone"))


def a_circle(path: Path) -> None:
    """A link that leads to itself."""
    path.symlink_to(path)


def a_socket(path: Path) -> None:
    """A socket in place of a file."""
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


FAULTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "missing": (lambda _: None, "There is no {kind} at {path}; "),
    "a folder": (a_folder, "{path} is a folder; name the {kind} inside it.\n"),
    "a link to nothing": (
        a_link,
        "{path} is a link to a file that is not there; check the link, or name another {kind}.",
    ),
    "a link to itself": (a_circle, "The {kind} {path} could not be opened (a link in its path leads back to itself); "),
    "a socket": (a_socket, "The {kind} {path} could not be opened (it is a socket, or a device that is not there); "),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("option", OPTIONS)
def test_a_file_that_cannot_be_read_is_reported_alike_by_every_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], option: str, fault: str
) -> None:
    """One sentence that names the file and what is the matter, and exit code 2."""
    monkeypatch.chdir(tmp_path)
    arguments, kind = OPTIONS[option]
    make, says = FAULTS[fault]
    make(Path("named"))
    Path("clinics.csv").write_text(CLINIC)
    names = {"NAMED": "named", "FILE": "clinics.csv"}
    assert main([names.get(argument, argument) for argument in arguments]) == 2
    line = capfd.readouterr().err.splitlines(keepends=True)[-1]  # after those on slow progress
    assert line.startswith(says.format(kind=kind, path="named"))


def test_the_words_of_the_system_reach_no_reader() -> None:
    """Whatever the system says, also what is not foreseen, a sentence says it in words of its own."""
    for number in errno.errorcode:
        for sentence in (
            not_read("a.csv", OSError(number, os.strerror(number))),
            not_written("a.csv", OSError(number)),
        ):
            assert os.strerror(number) not in sentence
            assert sentence.endswith(".")
    assert why(PermissionError(errno.EACCES, "Permission denied")) == "access to it is denied"
    assert why(ValueError("embedded null byte")) == "its name holds a character that no name can"


def test_a_name_is_shown_on_one_line() -> None:
    """Line breaks, signs that a terminal obeys, and bytes that are no text are escaped; unseen ends are in quotes."""
    named = not_read(f"a\nb\x1b[31m{os.fsdecode(bytes([255]))}.csv", FileNotFoundError())
    assert named == r"There is no file at a\nb\x1b[31m\udcff.csv; check the name and the folder."
    assert not_read("", IsADirectoryError()).startswith("'' is a folder")
    assert not_read(" a.csv", FileNotFoundError()).startswith("There is no file at ' a.csv'; ")
