"""Bytes without a mark are read in the encoding that their letters speak for."""

import pytest

from scoring.limits import Clock, Limits
from scoring.problems import ProblemLog
from scoring.reading.encoding import as_utf8

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
    """What is read of a text among rows without an accent, and the problems that are told."""
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
    """Text of a Cyrillic language is read in either of its usual encodings, and the guess is told."""
    text, messages = read(RUSSIAN, encoding, plain_rows)
    assert text == RUSSIAN
    assert len(messages) == 1
    assert name in messages[0]
