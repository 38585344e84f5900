"""Short lists in many languages and encodings: read correctly or reported as a guess; and encodings by name."""

from __future__ import annotations

import random
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

import scoring
from scoring import BadSettings
from scoring.reading import ENCODINGS, encoding_named, encodings
from scoring.reading.encoding_guess import guess_encoding
from scoring.recipes import Recipe
from tests.scoring.files import DAY

LISTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("clinic_names.toml").read_text(encoding="utf-8"))
KINDS = [(language, encoding) for language, entry in LISTS.items() for encoding in entry["encodings"]]
TONES = "\u0300\u0301\u0303\u0309\u0323"
POLISH = "name,city,credentials,products\nKlinika Bólu,Kraków,MD,PRP\nŚwięta Anna,Poznań,MD,PRP\nZdrój,Łódź,DO,BMAC\n"
PENA = "name,city,credentials,products\nPeña Clinic,Reno,MD,PRP\n"


def with_marks_apart(text: str) -> str:
    """Vietnamese text as in Windows-1258: a tone mark after its letter."""
    signs = []
    for sign in text:
        parts = unicodedata.normalize("NFD", sign)
        rest = "".join(part for part in parts if part not in TONES)
        signs += [unicodedata.normalize("NFC", rest), *(part for part in parts if part in TONES)]
    return "".join(signs)


def listed(language: str, encoding: str, rows: int, seed: int) -> bytes:
    """A list of this many clinics. Letters that the encoding lacks become question marks."""
    draw = random.Random(f"{language} {rows} {seed}")  # noqa: S311 - a list of names
    names, towns = LISTS[language]["names"], LISTS[language]["towns"]
    lines = [f"{draw.choice(names)},{draw.choice(towns)},{draw.choice(('MD', 'DO', 'NP'))},PRP" for _ in range(rows)]
    text = "\n".join(["name,city,credentials,products", *lines])
    return (with_marks_apart(text) if encoding == "cp1258" else text).encode(encoding, "replace")


def as_read(data: bytes, encoding: str) -> str:
    """The text of a list in an encoding, with marks and letters combined."""
    return unicodedata.normalize("NFC", data.decode(encoding, "replace"))


@pytest.mark.parametrize(("language", "encoding"), KINDS)
def test_a_short_list_is_read_rightly_or_told_as_a_guess(language: str, encoding: str) -> None:
    """No list of 10 or 40 clinics is read in a wrong encoding without a doubt being reported."""
    for rows in (10, 40):
        for seed in range(3):
            data = listed(language, encoding, rows, seed)
            guess = guess_encoding(data)
            right = as_read(data, guess.encoding) == as_read(data, encoding)
            assert right or not guess.is_sure
            assert right or encoding in guess.others


@pytest.mark.parametrize("language", ["Polish", "Czech", "Turkish", "Lithuanian", "Vietnamese", "French", "German"])
def test_a_list_of_forty_in_one_language_is_sure(language: str) -> None:
    """Forty names of a language with distinctive letters leave no doubt, in any encoding used for it."""
    for encoding in LISTS[language]["encodings"]:
        assert guess_encoding(listed(language, encoding, 40, 0)).is_sure


def test_letters_of_a_language_count_only_where_it_can_be_written() -> None:
    """Two French words of DOS are sure: in Mac Roman they have letters of Slovak, which it cannot write."""
    guess = guess_encoding("name\nPolyclinique François\nTrois-Rivières\n".encode("cp850"))
    assert (guess.encoding, guess.is_sure) == ("cp850", True)


def test_a_guess_says_how_its_words_read_otherwise() -> None:
    """One letter that is a word in two encodings is reported, with the word in both and how to choose."""
    problem = scoring.review(PENA.encode("cp1252"), reviewed_on=DAY).problems.iloc[0]
    assert problem["code"] == "encoding_unclear"
    assert "Windows-1252" in problem["message"]
    assert "Peña" in problem["message"]
    assert "Windows-1250 (Central European): Peńa" in problem["suggestion"]


def test_a_recipe_chooses_the_encoding() -> None:
    """A chosen encoding is used, and no guess is reported."""
    review = scoring.review(PENA.encode("cp1252"), recipe=Recipe(encoding="cp1250"), reviewed_on=DAY)
    assert review.records["name"].tolist() == ["Peńa Clinic"]
    assert review.problems.empty
    assert review.recipe.encoding == "cp1250"
    assert review.recipe_fingerprint != Recipe().fingerprint


@pytest.mark.parametrize("data", [POLISH.encode(), POLISH.encode("utf-16"), b"\xef\xbb\xbf" + POLISH.encode()])
def test_a_chosen_encoding_is_not_used_where_the_file_says_its_own(data: bytes) -> None:
    """Next month's file may be UTF-8: it is read as UTF-8, and the recipe's encoding is reported as not needed."""
    review = scoring.review(data, recipe=Recipe(encoding="cp1250"), reviewed_on=DAY)
    assert review.records["city"].tolist() == ["Kraków", "Poznań", "Łódź"]
    assert review.problems["code"].tolist() == ["recipe_encoding_unused"]


def test_characters_that_a_chosen_encoding_lacks_are_reported() -> None:
    """A wrong choice loses characters, and their number is reported."""
    review = scoring.review(POLISH.encode("cp1250"), recipe=Recipe(encoding="cp932"), reviewed_on=DAY)
    assert "characters_lost" in review.problems["code"].tolist()


def test_utf_8_may_be_chosen_for_a_file_that_holds_a_stray_byte() -> None:
    """A part of a UTF-8 list is read as UTF-8, except for a stray byte, which is reported."""
    data = POLISH.encode().replace("Kraków".encode(), b"Krak\xf3w")
    review = scoring.review(data, recipe=Recipe(encoding="utf-8"), reviewed_on=DAY)
    assert review.records["city"].tolist() == ["Kraków", "Poznań", "Łódź"]
    assert review.problems["code"].tolist() == ["encoding_mixed"]


@pytest.mark.parametrize("encoding", ["utf-16", "klingon", "base64", ""])
def test_an_encoding_that_cannot_be_chosen_is_refused(encoding: str) -> None:
    """A recipe must name one of the listed encodings, or it is refused with their names."""
    with pytest.raises(BadSettings, match=r"encoding: expected one of utf-8, cp1252, "):
        scoring.review(PENA.encode(), recipe=Recipe(encoding=encoding))


USUAL_NAMES = {
    "cp1250": "cp1250",
    "Windows-1250": "cp1250",
    "win1257": "cp1257",
    "Mac Roman": "mac_roman",
    "macintosh": "mac_roman",
    "Shift_JIS": "cp932",
    "GBK": "gb18030",
    "euc-kr": "cp949",
    "latin-1": "latin_1",
    "ISO-8859-1": "latin_1",
    "IBM850": "cp850",
    "koi8-r": "koi8_r",
    "utf-8": None,
    "hex": None,
    "": None,
}


@pytest.mark.parametrize(("name", "encoding"), USUAL_NAMES.items())
def test_encodings_are_known_by_their_usual_names(name: str, encoding: str | None) -> None:
    """Names as Python or the makers write them, in any case; None for one that cannot be chosen."""
    assert encoding_named(name) == encoding


def test_the_choice_offers_every_encoding_with_the_words_in_it() -> None:
    """The likeliest encoding comes first, and each shows the words that differ most."""
    offered = encodings(POLISH.encode("cp1250"))
    assert set(offered) == set(ENCODINGS)
    assert next(iter(offered)) == "cp1250"
    assert "Łódź" in offered["cp1250"]
    assert "£ódŸ" in offered["cp1252"]


@pytest.mark.parametrize(
    "data", [POLISH.encode(), POLISH.encode("utf-16"), b"name,credentials\nElm,MD\n", b'[{"a": 1}]']
)
def test_nothing_is_offered_where_the_encoding_is_known(data: bytes) -> None:
    """ASCII, UTF-8, UTF-16 and JSON leave no choice."""
    assert encodings(data) == {}
