"""Bytes without a mark are read in the encoding that their letters speak for."""

import pytest

from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog
from scoring.reading.encoding import as_utf8
from tests.scoring.files import reviewed

WESTERN = {
    "German": "Praxis für Orthopädie, Rückenmark und Gefäße; Köln, Düsseldorf, Österreich",
    "French": "Hôpital général, clinique de l\u2019épaule \u2014 Québec, Montréal, œuvre créée à côté",
    "Spanish": "Clínica Peña, médico del dolor; Málaga, Cádiz, Ñuñoa, señor Núñez",
    "Portuguese": "Clínica da Conceição, injeções; São Paulo, Guimarães, coração",
    "Norwegian": "Klinikk for rygg, ældre og yngre; Tromsø, Ålesund, Sjælland, Ærø",
    "all together": "ÀÉÎÕÜàéîõüçñßøåæ",
    "quotes only": "\u201cDr. Smith\u2019s\u201d spine center \u2013 Tampa \u00ae",
}
RUSSIAN = "Клиника боли, врач; Москва, лечение позвоночника и суставов"


def read(text: str, encoding: str, plain_rows: int) -> tuple[str, list[str]]:
    """What is read of a text among rows without an accent, and the problems that are reported."""
    data = ("name,city\n" + "Spine Center,Tampa\n" * plain_rows).encode() + text.encode(encoding)
    problems = ProblemLog()
    clock = Clock(Limits())
    return as_utf8(data, problems, clock).decode().splitlines()[-1], list(problems.frame()["message"])


@pytest.mark.parametrize("plain_rows", [0, 40])
@pytest.mark.parametrize("language", WESTERN)
def test_western_accents_are_not_taken_for_cyrillic(language: str, plain_rows: int) -> None:
    """Text of any Western language is read as Windows-1252, however many of its letters have accents."""
    text, messages = read(WESTERN[language], "cp1252", plain_rows)
    assert text == WESTERN[language]
    assert len(messages) == 1
    assert "Windows-1252" in messages[0]


@pytest.mark.parametrize("plain_rows", [0, 40])
@pytest.mark.parametrize(("encoding", "name"), [("cp1251", "Windows-1251"), ("koi8_r", "KOI8-R")])
def test_cyrillic_letters_are_read(encoding: str, name: str, plain_rows: int) -> None:
    """Text of a Cyrillic language is read in either of its usual encodings, and the guess is reported."""
    text, messages = read(RUSSIAN, encoding, plain_rows)
    assert text == RUSSIAN
    assert len(messages) == 1
    assert name in messages[0]


FIRST = "name,products\nElm für Rücken,PRP\n"
JOINED = {
    "header": ("name,products\nOak,BMAC\n", ["header_again"]),
    "quoted header": ('"name","products"\n"Oak","BMAC"\n', ["header_again"]),
    "clinic": ("Oak,BMAC\n", []),
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("second", JOINED)
def test_marks_of_joined_files_are_in_no_cell(second: str, encoding: str, end: str) -> None:
    """Each file that was joined begins with a mark, which hides no repeated header and is part of no name."""
    text, problems = JOINED[second]
    data = "".join("\ufeff" + part.replace("\n", end) for part in (FIRST, text)).encode(encoding)
    review = reviewed(data)
    assert review.records["name"].tolist() == ["Elm für Rücken", "Oak"]
    assert review.problems["code"].tolist() == problems


def test_a_joined_file_in_utf8_loses_its_mark_in_a_local_encoding_and_in_json() -> None:
    """The mark is three bytes in any text of single bytes; objects on a line each are joined as rows are."""
    local = FIRST.encode("cp1252") + "\ufeffname,products\nOak,BMAC\n".encode()
    assert reviewed(local).records["name"].tolist() == ["Elm für Rücken", "Oak"]
    lines = '\ufeff{"name": "Elm"}\n{"name": "Ash", "products": "PRP"}\n'.encode()
    assert reviewed(lines + lines.replace(b"Elm", b"Oak")).records["name"].tolist() == ["Elm", "Ash", "Oak", "Ash"]
