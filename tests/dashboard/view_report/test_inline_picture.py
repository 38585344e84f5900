"""A picture within a document: what it draws is kept, and anything else in it is refused or removed."""

from __future__ import annotations

import pytest

from dashboard.view_report.inline_picture import inline_picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">{}</svg>'


def picture(content: str, name: str = "a") -> str:
    """A picture with this content as markup."""
    return inline_picture(SVG.format(content).encode(), name, "A finding")


def test_what_draws_is_kept() -> None:
    """Shapes with their styles and words with their characters are there, with a text for those who cannot see."""
    markup = picture(
        '<g transform="translate(1,2)"><path d="M0,0L1,1" fill="red"/><text x="1">A &lt; B &amp; C</text></g>'
    )
    assert markup.startswith("<svg ")
    assert 'aria-label="A finding"' in markup
    assert 'role="img"' in markup
    assert '<path d="M0,0L1,1" fill="red" />' in markup
    assert "A &lt; B &amp; C" in markup


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.org/x.png"/>',
        "<foreignObject/>",
        "<style>@import url(//example.org)</style>",
        '<a xmlns:x="http://www.w3.org/1999/xlink" x:href="https://example.org"><text>t</text></a>',
        '<use href="#a"/>',
        '<animate attributeName="x"/>',
        '<p xmlns="http://www.w3.org/1999/xhtml">t</p>',
        "<g>",
        "",
    ],
)
def test_what_is_no_shape_is_refused(content: str) -> None:
    """Scripts, links, other pictures, styles, other XML vocabularies and broken markup make no picture."""
    document = SVG.format(content) if content else ""
    with pytest.raises(ValueError, match="picture"):
        inline_picture(document.encode(), "a", "A finding")


@pytest.mark.parametrize("attribute", ["onload", "onclick", "href", "style", "aria-label", "class"])
def test_what_acts_is_left_out(attribute: str) -> None:
    """No attribute runs anything, links anywhere or describes a single mark."""
    assert picture(f'<g {attribute}="alert(1)"/>').count("alert") == 0


def test_a_link_of_another_language_is_left_out() -> None:
    """An address in another namespace is a link, too."""
    assert "example" not in picture('<g xmlns:x="http://www.w3.org/1999/xlink" x:href="https://example.org"/>')


def test_pictures_do_not_share_their_parts() -> None:
    """Two pictures in one document each refer to their own parts, though the engine gives them the same names."""
    content = '<defs><clipPath id="clip0"/></defs><g clip-path="url(#clip0)"/>'
    first, second = picture(content, "a"), picture(content, "b")
    assert 'id="a-clip0"' in first
    assert 'clip-path="url(#a-clip0)"' in first
    assert "a-clip0" not in second
