"""The pages of a PDF that Chromium printed: their text, where it is, and how they look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import PdfDocument, PdfPage

MARGIN_MM = 10  # what `@page` states, on screen and on the sheet
_MM = 72 / 25.4  # points
_SCALE = 3  # pixels a point: a border of one CSS pixel is two pixels wide
_HYPHEN = "\ufffe"  # what PDFium returns for a hyphen at the end of a line
_SLACK = 1.0  # points by which the box of a letter may exceed its ink


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page in drawing order, without spaces, as not all of them are drawn."""
    with _document(pdf) as pages:
        return ["".join(page.get_textpage().get_text_range().split()).replace(_HYPHEN, "-") for page in pages]


def cut_letters(pdf: bytes) -> list[str]:
    """The letters whose box extends into a margin of their page, each with its page: they are, or will be, cut off."""
    with _document(pdf) as pages:
        return [f"{letter!r} on page {number}" for number, page in enumerate(pages, 1) for letter in _outside(page)]


def ink(pdf: bytes) -> list[NDArray[np.uint8]]:
    """Each page as a picture: rows x columns of darkness, 0 for white paper to 255 for black."""
    with _document(pdf) as pages:
        return [255 - np.asarray(page.render(scale=_SCALE, grayscale=True).to_numpy()) for page in pages]


def margins(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What is drawn in the margins of a page, where a printer may not reach."""
    width = round(MARGIN_MM * _MM * _SCALE) - 1
    blank = picture.copy()
    blank[width:-width, width:-width] = 0
    return blank


def edges(picture: NDArray[np.uint8]) -> tuple[int, int]:
    """How dark the darkest upright line is at the left and at the right edge of what is printed: a border, if any.

    A line counts where it is as long as a tenth of the page.
    """
    margin = round(MARGIN_MM * _MM * _SCALE)
    near = 2 * _SCALE
    longest = picture.shape[0] // 10
    strips = picture[:, margin - 1 : margin + near], picture[:, -margin - near : -margin + 1]
    left, right = (int(np.sort(strip, axis=0)[-longest].max()) for strip in strips)
    return left, right


@contextmanager
def _document(pdf: bytes) -> Iterator[PdfDocument]:
    document = PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def _outside(page: PdfPage) -> Iterator[str]:
    width, height = page.get_size()
    least = MARGIN_MM * _MM - _SLACK
    text = page.get_textpage()
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        inside = least <= left and right <= width - least and least <= bottom and top <= height - least
        if right > left and not inside:
            yield text.get_text_range(index, 1)
