"""A picture of a chart as part of an HTML document: only shapes and words, with one text for screen readers."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(["svg", "g", "rect", "path", "text", "tspan", "line", "defs", "clipPath", "linearGradient", "stop"])
_LEFT_OUT = frozenset(("class", "role", "style", "pointer-events", "version"))  # of the engine's own, for a screen
_OWN = "url(#"  # a reference to another part of the same picture


def inline_picture(svg: bytes, name: str, words: str) -> str:
    """An SVG file as markup. `name`: distinguishes its parts from those of other pictures. `words`: its finding.

    Raises `ValueError` for a picture that holds anything but shapes and words.
    """
    try:
        picture = ET.fromstring(svg)  # noqa: S314 - made by our own process, and without a document type
    except ET.ParseError as error:
        raise ValueError(f"The picture cannot be read: {error}.") from error
    for part in picture.iter():
        shape = part.tag.removeprefix(_SVG)
        if shape not in _SHAPES:
            raise ValueError(f"The picture holds {shape!r}, which is no shape.")
        part.tag = shape
        part.attrib = _attributes(part.attrib, name)
    picture.attrib |= {"role": "img", "aria-label": words}
    return ET.tostring(picture, encoding="unicode")


def _attributes(attributes: Mapping[str, str], name: str) -> dict[str, str]:
    """The elements that draw; names and references within the picture are made unique in the document."""
    kept = {}
    for key, value in attributes.items():
        acts = key in _LEFT_OUT or key.startswith(("on", "aria-", "{")) or key.endswith("href")
        if key == "id":
            kept[key] = f"{name}-{value}"
        elif not acts:
            kept[key] = value.replace(_OWN, f"{_OWN}{name}-")
    return kept
