"""Text that few programs write: unusual quotes, delimiters, encodings and end marks, and texts as formulas."""

from __future__ import annotations

import pytest

from scoring import UnreadableFile
from scoring.reading.character_sets import encoding_of
from tests.scoring.files import reviewed

NAMES = ["Elm, Suite 1", "Oak O'Hara", "River"]


def codes(text: str | bytes) -> set[str]:
    """The codes of the problems of a file, except that a question has no column."""
    return set(reviewed(text).problems["code"]) - {"no_column"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_single_quotes_hold_cells_together(delimiter: str) -> None:
    """Single quotes around cells are not text, whether or not a cell holds the delimiter."""
    rows = [["name", "credentials"], [f"Elm{delimiter} Suite 1", "MD"], ["Oak", "DO"]]
    review = reviewed("\n".join(delimiter.join(f"'{cell}'" for cell in row) for row in rows) + "\n")
    assert review.records["name"].tolist() == [f"Elm{delimiter} Suite 1", "Oak"]
    assert review.records["credentials"].tolist() == ["MD", "DO"]


def test_apostrophes_are_no_quotes() -> None:
    """In a file with usual quotes apostrophes are text, even beside a comma."""
    review = reviewed("name,credentials,notes\n\"Elm, Suite 1\",MD,'n','\nOak O'Hara,DO,the docs'\n")
    assert review.records["name"].tolist() == ["Elm, Suite 1", "Oak O'Hara"]


@pytest.mark.parametrize("delimiter", ["¬", "^", ":", "§", "¦", "\x1f", "\x01"])
def test_any_sign_may_separate_cells_if_the_header_says_so(delimiter: str) -> None:
    """A sign that splits the header row into known headers, and the rows below in the same way, separates cells."""
    rows = [["name", "city", "credentials"], ['"Elm, Suite 1"', "Tampa", "MD"], ["Oak", "Miami", "DO"]]
    review = reviewed("\n".join(map(delimiter.join, rows)) + "\n")
    assert review.records["name"].tolist() == ["Elm, Suite 1", "Oak"]
    assert review.records["city"].tolist() == ["Tampa", "Miami"]


def test_a_sign_inside_cells_separates_nothing() -> None:
    """A colon in headers and cells of a file with commas is text."""
    review = reviewed("name: of clinic,name,credentials\nx: y,Elm: North,MD\nz: y,Oak,DO\n")
    assert review.records["name"].tolist() == ["Elm: North", "Oak"]


def test_a_list_of_one_column_is_refused_with_the_cause() -> None:
    """If no sign separates known headers, the refusal says that the list was read as one column."""
    with pytest.raises(UnreadableFile, match="if another character separates the cells"):
        reviewed("name##city##credentials\nElm##Tampa##MD\n")


@pytest.mark.parametrize("cell", ['="02114"', '"=""02114"""'])
def test_a_text_as_a_formula_is_that_text(cell: str) -> None:
    """Quoted or not, the text in the formula is the cell; it is reported once for the file."""
    review = reviewed(f"name,zip,credentials\nElm,{cell},MD\nOak,33602,DO\n")
    assert review.records["postal_code"].tolist() == ["02114", "33602"]
    assert codes(f"name,zip,credentials\nElm,{cell},MD\n") == {"text_formulas"}


@pytest.mark.parametrize("cell", ['\'="02114"', '="a"&"b"', "=SUM(1)"])
def test_other_formulas_stay_as_they_are(cell: str) -> None:
    """A guarded formula, and one that would have to be computed, are kept as text."""
    review = reviewed(f"name,notes,credentials\nElm,{cell},MD\n")
    assert review.records["notes"].tolist() == [cell.removeprefix("'")]
    assert "text_formulas" not in set(review.problems["code"])


@pytest.mark.parametrize("end", ["\x1a", "\r\n\x1a", "\n\x1a\n", "\n\n\x1a\x1a\r\n"])
def test_an_end_mark_is_no_clinic(end: str) -> None:
    """The DOS end mark is not a row, wherever line ends are around it."""
    assert reviewed(f"name,credentials\nElm,MD\nOak,DO{end}").records["name"].tolist() == ["Elm", "Oak"]


TEXTS = {
    "cp932": "新宿ペインクリニック,MD\n渋谷整形外科,DO\n大阪脊椎センター,MD\n",
    "euc_jp": "東京ペインクリニック,MD\n大阪整形外科,DO\n",
    "gb18030": "北京康复诊所,MD\n上海脊柱中心,DO\n",
    "big5": "臺北脊椎診所,MD\n高雄復健中心,DO\n",
    "cp949": "서울척추병원,MD\n부산재활의원,DO\n",
    "cp1253": "Κλινική πόνου, γιατρός· Αθήνα, θεραπεία της σπονδυλικής στήλης και των αρθρώσεων\n",
    "cp1255": "מרפאת כאב, רופא; תל אביב, טיפול בעמוד השדרה ובמפרקים\n",
    "cp1256": "عيادة الألم، طبيب؛ دبي، علاج العمود الفقري والمفاصل\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_the_letters_of_a_language_tell_the_encoding(encoding: str) -> None:
    """Two East Asian names, or one line of another script, are enough to recognize the script's usual encoding."""
    assert encoding_of(f"name,credentials\n{TEXTS[encoding]}".encode(encoding))[0] == encoding


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "cp437", "mac_roman", "cp1250"])
@pytest.mark.parametrize("text", ["Montréal Spine\nZürich Rücken\n", "Café\n", "Clínica Muñoz\n", "Küche; Öl; Ähre\n"])
def test_accents_are_taken_for_no_other_language(text: str, encoding: str) -> None:
    """Latin letters with accents, in any encoding, are not read as another script."""
    assert encoding_of(f"name,city\n{text}".encode(encoding, "ignore")) == ("", "")
