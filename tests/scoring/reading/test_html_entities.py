"""Signs written in HTML are read as the signs they stand for; what only looks like one stays."""

import pytest

from tests.scoring.files import reviewed


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
    """An entity becomes its sign, however often it was written so; ampersands of other kinds stay, unmentioned."""
    review = reviewed(f'name,notes,products\nElm,,PRP\n"{cell}",,PRP\n')
    assert review.records["name"].tolist() == ["Elm", text]
    assert ("html_entities" in review.problems["code"].tolist()) == (cell != text)
