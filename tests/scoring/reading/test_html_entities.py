"""Signs written in HTML are read as the signs they represent; what only looks like one stays."""

import io
import json
from pathlib import Path

import pandas as pd
import pytest

import scoring
from scoring.recipes import Edit, Recipe
from scoring.reports import exports
from tests.scoring.files import DAY, parquet_bytes, reviewed

CELLS = {"name": ["Elm", "A&amp;amp;B"], "products": ["PRP", "PRP"]}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Spine &amp; Pain", "Spine & Pain"),
        ("Women&#8217;s", "Women\u2019s"),
        ("Caf&eacute;", "Caf\u00e9"),
        ("&#x26; Sons", "& Sons"),
        ("Q&A;R&D", "Q&A;R&D"),
        ("AT&T", "AT&T"),
        ("&nosuchsign;", "&nosuchsign;"),
        ("&amp;amp;", "&"),
        ("&#38;#61;1+1", "=1+1"),
        ("&#x26;#38;amp;eacute;", "\u00e9"),
        ("&amp;nosuchsign;", "&nosuchsign;"),
    ],
)
def test_entities_are_read_as_their_characters(cell: str, text: str) -> None:
    """An entity becomes its sign, even if it was encoded several times; other ampersands stay, and are not reported."""
    review = reviewed(f'name,notes,products\nElm,,PRP\n"{cell}",,PRP\n')
    assert review.records["name"].tolist() == ["Elm", text]
    assert ("html_entities" in review.problems["code"].tolist()) == (cell != text)


def _workbook() -> bytes:
    content = io.BytesIO()
    pd.DataFrame(CELLS).to_excel(content, index=False, engine="xlsxwriter")
    return content.getvalue()


FILES = {
    "text": pd.DataFrame(CELLS).to_csv(index=False).encode(),
    "JSON": json.dumps(pd.DataFrame(CELLS).to_dict("records")).encode(),
    "Parquet": parquet_bytes(CELLS),
    "workbook": _workbook(),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES.keys())
def test_a_cell_means_the_same_in_every_format(data: bytes, tmp_path: Path) -> None:
    """Entities are read and reported in every format; an export that is read and written again is the same bytes."""
    review = reviewed(data)
    assert review.records["name"].tolist() == ["Elm", "A&B"]
    assert "html_entities" in review.problems["code"].tolist()
    _assert_is_stable(review, tmp_path)


def _assert_is_stable(review: scoring.Review, folder: Path) -> None:
    first, again = folder / "first.csv", folder / "again.csv"
    exports.write(exports.export_frame(review), first)
    exports.write(exports.export_frame(scoring.review(first, reviewed_on=DAY)), again)
    assert again.read_bytes() == first.read_bytes()


def test_a_first_clinic_without_a_header_is_read_like_the_others() -> None:
    """If the first row is a clinic, its entities are read too."""
    recipe = Recipe(first_row_is="clinic", columns={"column_1": ("name",), "column_2": ("products",)})
    review = reviewed("A&amp;B,PRP\nC&amp;D,PRP\n", recipe=recipe)
    assert review.records["name"].tolist() == ["A&B", "C&D"]


def test_an_edit_is_read_as_a_cell_is(tmp_path: Path) -> None:
    """A recipe's text for a cell loses entities and NUL characters, as if it were in the file."""
    data = "clinic_id,name,products\na,Elm,PRP\n"
    recipe = Recipe(edits=(Edit(clinic="a", column="name", value="Smith &amp; Jo\0nes"),))
    review = reviewed(data, recipe=recipe)
    assert review.records["name"].tolist() == ["Smith & Jones"]
    _assert_is_stable(review, tmp_path)


@pytest.mark.parametrize(
    "data", [b'[{"name": "A", "products": "PRP", "x\\u0000y": "n"}]', parquet_bytes({"name": ["A"], "x\0y": ["n"]})]
)
def test_a_header_holds_no_nul_character(data: bytes) -> None:
    """Headers of any format lose NUL characters as cells do, and that is reported."""
    review = reviewed(data, columns={"xy": "products"})
    assert "nul_bytes" in review.problems["code"].tolist()
    assert not any("\0" in str(header) for header in review.records)
