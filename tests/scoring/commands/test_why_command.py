"""The verb `why` of the command line: which clinics it compares, what it prints where, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scoring.__main__ import main

HEADER = "clinic_id,name,credentials,products,targets,imaging\n"
ELM = "e1,Elm & Söhne,MD; PM&R,PRP,disc; facet,fluoroscopy\n"
OAK = "o1,Oak,MD; family medicine,PRP,disc,fluoroscopy\n"
OAK_AGAIN = "o2,OAK,RN,PRP,disc,fluoroscopy\n"
MUTE = "m1,Mute,MD,,,\n"

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of two clinics with a score and one without."""
    file = tmp_path / "clinics.csv"
    file.write_text(HEADER + ELM + OAK + MUTE, encoding="utf-8")
    return file


def test_sentences_are_printed(path: Path, capsys: Printed) -> None:
    """The difference first, then what makes it, question by question, then what would change it."""
    assert main(["why", str(path), "--between", "e1", "o1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Elm & Söhne (78.8) is 10.0 above Oak (68.8): Who +6.3, Where +3.7.")
    assert lines[1].startswith("  Who +6.3: Elm & Söhne 80.0 of 100 (PM&R 80); Oak 55.0 of 100 (family medicine 55)")
    assert (
        lines[4] == "As the answers count now, Elm & Söhne has at least as much on every question, "
        "so no weights alone put Oak ahead."
    )


def test_programs_get_json(path: Path, capsys: Printed) -> None:
    """`--json` prints one object with the parts, what would swap the two, the sentences and the settings."""
    assert main(["why", str(path), "--between", "o1", "e1", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["gap"] == {"who": -6.3, "what": 0.0, "where": -3.7, "how": 0.0}
    assert (record["ahead"], record["swap"], record["dominates"], record["surely_ahead"]) == ("b", None, True, True)
    assert record["one_weight"] == dict.fromkeys(("who", "what", "where", "how"))
    assert record["sentences"][0].startswith("Elm & Söhne (78.8) is 10.0 above")
    assert record["settings"]["weights"] == {"who": 25, "what": 25, "where": 25, "how": 25}


def test_the_settings_are_those_of_a_review(path: Path, capsys: Printed) -> None:
    """Weights, rubric and columns change the difference as they change the scores."""
    options = ["--weights", "who=100,what=0,where=0,how=100", "--rubric", "no-iof", "--columns", "products="]
    assert main(["why", str(path), "--between", "e1", "o1", "--json", *options]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["gap"] == {"who": 12.5, "what": 0.0, "where": 0.0, "how": 0.0}
    assert record["settings"]["rubric"] == "no-iof"


@pytest.mark.parametrize("name", ["Elm & Söhne", "elm & sohne", " ELM & SÖHNE "])
def test_a_clinic_may_be_named_by_its_name(path: Path, capsys: Printed, name: str) -> None:
    """Case and accents do not matter, if only one clinic has the name."""
    assert main(["why", str(path), "--between", name, "Oak"]) == 0
    assert capsys.readouterr().out.startswith("Elm & Söhne (78.8)")


def test_an_id_goes_before_a_name(path: Path, capsys: Printed) -> None:
    """If the text is one clinic's id and another's name, the id wins."""
    path.write_text(HEADER + ELM + OAK + "Oak,Ash,RN,PRP,disc,CT\n", encoding="utf-8")
    assert main(["why", str(path), "--between", "e1", "Oak", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["b"]["name"] == "Ash"


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("e1", "Fir"), "--between: no clinic of this file has the id or the name \u201cFir\u201d."),
        (("e1", " "), "--between: no clinic of this file has the id or the name \u201c \u201d."),
        (("e1", "\udcff"), "--between: no clinic of this file has the id or the name \u201c \u201d."),
        (("e1", "elm & söhne"), "--between: expected two clinics, found \u201celm & söhne\u201d twice."),
        (("e1", "oak"), "--between: 2 clinics are named \u201coak\u201d; name one by its id: o1, o2."),
    ],
)
def test_a_clinic_that_is_not_clear_is_refused(
    path: Path, capsys: Printed, names: tuple[str, str], sentence: str
) -> None:
    """If it is unknown, repeated or shared by several, one sentence says which, and the exit code is 2."""
    path.write_text(HEADER + ELM + OAK + OAK_AGAIN, encoding="utf-8")
    assert main(["why", str(path), "--between", *names]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", sentence + "\n")


def test_without_a_score_there_is_nothing_to_compare(path: Path, capsys: Printed) -> None:
    """Standard error says which has none and why, with exit code 2; JSON is written anyway."""
    assert main(["why", str(path), "--between", "e1", "Mute"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Mute has no score, so neither clinic stands above the other. Not enough is stated")
    assert main(["why", str(path), "--between", "e1", "Mute", "--json"]) == 2
    record = json.loads(capsys.readouterr().out)
    assert (record["b"]["score"], record["gap"], record["swap"]) == (None, None, None)
    assert len(record["sentences"]) == 1


def test_what_a_terminal_would_obey_is_left_out(path: Path, capsys: Printed) -> None:
    """A name cannot clear the user's screen."""
    path.write_text(HEADER + ELM + "o1,\x1b[2JOak,RN,PRP,disc,fluoroscopy\n", encoding="utf-8")
    assert main(["why", str(path), "--between", "e1", "o1"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_sentences_are_utf_8(path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """They are, whatever the terminal's encoding, so that no name makes the command fail."""
    assert main(["why", str(path), "--between", "o1", "e1"]) == 0
    assert "Elm & Söhne" in capsysbinary.readouterr().out.decode("utf-8")
