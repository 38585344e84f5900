"""What the command line says about a value that it was given: never all of a long one, and no command of a terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from publishing import Store
from publishing.__main__ import main as publishing_main
from scoring.__main__ import _parser, main
from scoring.argument_parser import ArgumentParser
from scoring.standard_error import tell
from scoring.wording import abridged

CLINICS = "name,credentials,products,targets,imaging\nA,MD,PRP,disc,fluoroscopy\nB,MD,PRP,disc,fluoroscopy\n"
LONGEST_LINE = 450  # characters: a value cut to 300, and the sentence around it
LONG = "a" * 5_000
TO_A_TERMINAL = "\x1b[31m\u202ex\nb\r"
VALUES = (LONG, f"{LONG}=b", f"who={LONG}", f"b={LONG}", "a b " * 1_500, "/".join(["c" * 200] * 15), f"{LONG}*")
VALUES = (*VALUES, TO_A_TERMINAL, f"{TO_A_TERMINAL}=name", f"who={TO_A_TERMINAL}", f"[a]*{TO_A_TERMINAL}")
NEEDED = {"why": ["--between", "A", "B"], "verify": ["--register", "FILE"]}
Printed = pytest.CaptureFixture[str]


def verbs() -> dict[str, argparse.ArgumentParser]:
    """The parsers of all verbs, by their names."""
    (named,) = (action.choices for action in options_of(_parser()) if action.dest == "command")
    return named  # type: ignore[return-value]


def options_of(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The options and files of a parser."""
    return parser._actions  # noqa: SLF001 - there is no other list of them


def command(verb: str, option: argparse.Action, value: str) -> list[str]:
    """The arguments of a verb, with this value for this option or file."""
    files = [action for action in options_of(verbs()[verb]) if not action.option_strings]
    named = [value if action.dest == option.dest else "FILE" for action in files]
    needed = NEEDED.get(verb, [])
    if not option.option_strings:
        return [verb, *named, *needed]
    name = option.option_strings[-1]
    given = [f"{name}={value}"] if option.nargs is None else [name, value, "B"]
    return [verb, *named, *([] if name in needed else needed), *given]


OPTIONS = [
    pytest.param(verb, option, id=f"{verb} {option.dest}")
    for verb, parser in verbs().items()
    for option in options_of(parser)
    if option.nargs != 0
]


def lines_of(run: Callable[[], int], capfd: Printed) -> list[str]:
    """The lines that a command printed on standard error, without those on its usage."""
    with suppress(SystemExit):  # of `argparse`
        run()
    return [line for line in capfd.readouterr().err.split("\n") if not line.startswith(("usage:", " "))]


def assert_safe(lines: list[str]) -> None:
    """No line is long, or holds what a terminal obeys."""
    assert all(line.isprintable() for line in lines), lines
    assert max(map(len, lines)) <= LONGEST_LINE, lines


@pytest.mark.parametrize(("verb", "option"), OPTIONS)
def test_no_value_is_repeated_whole(
    verb: str, option: argparse.Action, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Printed
) -> None:
    """Whichever option or file has a value that is long or meant for a terminal, for one file and for a list."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list").mkdir()
    (tmp_path / "list/a.csv").write_text(CLINICS)
    for value in VALUES:
        arguments = ["list/a.csv" if part == "FILE" else part for part in command(verb, option, value)]
        of_a_list = [[*arguments, "-o", "out/"]] if verb == "review" and option.dest != "output" else []
        for given in (arguments, *of_a_list):
            assert_safe(lines_of(lambda given=given: main(given), capfd))  # type: ignore[misc]


@pytest.mark.parametrize(
    "arguments",
    [[f"--{LONG}"], [LONG], ["review", "x", LONG], ["review", "x", f"--x{TO_A_TERMINAL}"], ["review", *("y" * 3_000)]],
    ids=["option", "verb", "argument", "for a terminal", "many"],
)
def test_no_argument_that_is_unknown_is_repeated_whole(arguments: list[str], capfd: Printed) -> None:
    """An option, a verb or arguments that there are not, however many."""
    assert_safe(lines_of(lambda: main(arguments), capfd))


@pytest.mark.parametrize("value", [LONG, TO_A_TERMINAL], ids=["long", "for a terminal"])
def test_publishing_repeats_no_value_whole(value: str, tmp_path: Path, capfd: Printed) -> None:
    """A dataset that is not published, a store that there is not, and an argument too many."""
    address = f"sqlite:///{tmp_path}/a.db"
    Store(address).close()
    for arguments in (
        ["take-down", value, "--store", address],
        ["take-down", "a", "--store", value],
        ["take-down", "a", "b", "--store", address, value],
    ):
        assert_safe(lines_of(lambda given=arguments: publishing_main(given), capfd))  # type: ignore[misc]


def test_the_end_of_a_long_error_is_kept(capsys: Printed) -> None:
    """What may be given instead stands at the end, so the middle is left out."""
    parser = ArgumentParser(prog="it")
    parser.add_argument("--dates", choices=("day-first", "month-first"))
    with pytest.raises(SystemExit):
        parser.parse_args(["--dates", LONG])
    printed = capsys.readouterr().err.splitlines()[-1]
    assert printed.startswith("it: error: argument --dates: invalid choice: 'aaa")
    assert printed.endswith(("(choose from 'day-first', 'month-first')", "day-first, month-first)"))


def test_a_text_is_abridged_in_its_middle() -> None:
    """As long as it may be it stays whole; one character more, and beginning and end remain."""
    assert abridged("abcdefgh", 8) == "abcdefgh"
    assert abridged("abcdefghi", 8) == "abc\u2026fghi"


def test_lines_and_letters_are_printed_as_they_are(capsys: Printed) -> None:
    """Accents, wide spaces and line ends are no commands; an escape sequence from a file is."""
    tell("Zürich\u3000東京\nnext \x1b[2Jline\u2028")
    assert capsys.readouterr().err == "Zürich\u3000東京\nnext \\x1b[2Jline\\u2028\n"
