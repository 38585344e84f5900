"""The pictures of the documentation: their page shows all of them, and they are small."""

import io
import re

from PIL import Image

from docs.screenshots import THEMES, WINDOWS, file_name, gallery, small


def test_the_gallery_shows_every_picture() -> None:
    """The page has a picture of every address in each window and theme, under its name and with a description."""
    page = gallery(["explore", "clinic-flagged"], "pictures")
    shown = re.findall(r'<img src="pictures/([^"]+)" width="\d+" alt="[^"]+">', page)
    assert sorted(shown) == sorted(
        file_name(name, width, theme)
        for name in ("explore", "clinic-flagged")
        for width, _ in WINDOWS
        for theme in THEMES
    )
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == ["Explore", "Clinic, flagged"]


def test_pictures_are_made_small() -> None:
    """A picture keeps its size in pixels and its few colors, and takes fewer bytes."""
    image = Image.linear_gradient("L").convert("RGB")
    image.putpixel((0, 0), (11, 95, 138))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=0)
    with Image.open(io.BytesIO(small(out.getvalue()))) as less:
        assert less.size == image.size
        assert less.mode == "P"
    assert len(small(out.getvalue())) < len(out.getvalue()) / 3
