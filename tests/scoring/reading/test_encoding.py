"""Bytes without a mark are read in the encoding that their letters suggest."""

import pytest

import scoring
from scoring import UnreadableFile
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
    """How a text among rows without accents is read, and the problems that are reported."""
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
    """The mark at the start of each joined file does not hide a repeated header or become part of a name."""
    text, problems = JOINED[second]
    data = "".join("\ufeff" + part.replace("\n", end) for part in (FIRST, text)).encode(encoding)
    review = reviewed(data)
    assert review.records["name"].tolist() == ["Elm für Rücken", "Oak"]
    assert review.problems["code"].tolist() == problems


WIDTHS = {"utf-8": b"", "utf-8-sig": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
NEXT = "name,products\nOak,BMAC\nBirch Spine and Sports,PRP and BMAC\n"


@pytest.mark.parametrize("is_marked", [False, True])
@pytest.mark.parametrize("second", WIDTHS)
@pytest.mark.parametrize("first", WIDTHS)
def test_parts_in_different_widths_are_read_or_refused(first: str, second: str, is_marked: bool) -> None:
    """A file with parts in UTF-8 and UTF-16, or in both orders of UTF-16, is refused; parts that agree are read."""
    parts = [(FIRST * 3, first), (NEXT, second)]
    data = b"".join((WIDTHS[encoding] if is_marked else b"") + text.encode(encoding) for text, encoding in parts)
    if first.removesuffix("-sig") == second.removesuffix("-sig"):
        assert reviewed(data).records["name"].tolist()[-2:] == ["Oak", "Birch Spine and Sports"]
    else:
        with pytest.raises(UnreadableFile, match=r"^This file was joined of parts in different encodings, .*try again"):
            reviewed(data)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_east_asian_text_in_utf16_is_no_joined_file(encoding: str) -> None:
    """Characters of two ASCII bytes, such as many Chinese ones and hiragana, are not read as another encoding."""
    names = ["\u5927\u533b\u4e0a\u4e2d" * 5, "\u307e\u3044\u3042" * 6 + "\u3093"]
    text = "name,products\n" + "".join(f"{name},PRP\n" for name in names) * 100
    assert reviewed(("\ufeff" + text).encode(encoding)).records["name"].tolist() == names * 100


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_header_right_behind_a_row_is_left_out(quote: str, mark: str, encoding: str) -> None:
    """If the first of two joined files does not end with a line end, its last row keeps its cells."""
    parts = [[("name", "imaging"), ("Elm", "CT")], [("name", "imaging"), ("Oak", "CT")]]
    texts = ["\n".join(",".join(f"{quote}{cell}{quote}" for cell in row) for row in rows) for rows in parts]
    review = reviewed(mark.join(texts).encode(encoding))
    assert review.records[["name", "imaging"]].to_numpy().tolist() == [["Elm", "CT"], ["Oak", "CT"]]
    assert review.problems[["row", "code"]].to_numpy().tolist() == [[2, "header_joined"]]


def test_a_joined_file_in_utf8_loses_its_mark_in_a_local_encoding_and_in_json() -> None:
    """In single-byte text the mark is three bytes; JSON objects one per line are joined as rows are."""
    local = FIRST.encode("cp1252") + "\ufeffname,products\nOak,BMAC\n".encode()
    assert reviewed(local).records["name"].tolist() == ["Elm für Rücken", "Oak"]
    lines = '\ufeff{"name": "Elm"}\n{"name": "Ash", "products": "PRP"}\n'.encode()
    assert reviewed(lines + lines.replace(b"Elm", b"Oak")).records["name"].tolist() == ["Elm", "Ash", "Oak", "Ash"]


@pytest.mark.parametrize("sign", ["\u2026", "\u2022"])
def test_a_line_of_dots_in_utf_16_is_no_part_in_another_encoding(sign: str) -> None:
    """Dots and bullets are two bytes of ASCII each, and a row of them is no text of ASCII."""
    review = scoring.review(f"name,imaging,notes\nElm,CT,{sign * 60}\n".encode("utf-16"))
    assert review.records["notes"].tolist() == [sign * 60]
