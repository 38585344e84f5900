"""Text joined of parts in different encodings, one of them UTF-16: no encoding reads all of it, so it is refused."""

from __future__ import annotations

import re

import numpy as np

from scoring.errors import UnreadableFile

_REFUSAL = (
    "This file was joined of parts in different encodings, one of them UTF-16, so no encoding reads all of it; save "
    "each part as CSV UTF-8, join those, and try again."
)
# The mark and the line feed of the other byte order, neither of which is a character.
_OF_THE_OTHER_ORDER = ("\ufffe", "\u0a00")
# Some UTF-16 characters, such as many Chinese ones, are two bytes of ASCII each; a run this long never is.
_IN_A_ROW = np.arange(21)
_STEP = 5  # at first only every fifth character is checked
_WIDE_IN_NARROW = re.compile(rb"(?:\0[\t\n\r -~]){%d}" % len(_IN_A_ROW))
_IS_ASCII = np.zeros(256, dtype=bool)
_IS_ASCII[[*b"\t\n\r", *range(0x20, 0x7F)]] = True
_IS_PAIR = np.logical_and.outer(_IS_ASCII, _IS_ASCII).ravel()


def refuse_narrow_parts(data: bytes, text: str) -> None:
    """Raise `UnreadableFile` if a part of UTF-16 text is in another encoding. `text`: the bytes as decoded."""
    if text.isascii():
        return
    if any(character in text for character in _OF_THE_OTHER_ORDER) or _holds_ascii(data):
        raise UnreadableFile(_REFUSAL)


def _holds_ascii(data: bytes) -> bool:
    """Whether part of UTF-16 text is ASCII bytes."""
    characters = np.frombuffer(data, dtype=np.uint16, count=len(data) // 2)
    pairs = _IS_PAIR[characters[::_STEP]]
    starts = _STEP * np.flatnonzero(pairs[:-4] & pairs[1:-3] & pairs[2:-2] & pairs[3:-1] & pairs[4:])
    runs = characters[starts[:, np.newaxis] + _IN_A_ROW]
    is_line = (runs == runs[:, :1]).all(axis=1)  # of dots or bullets, which are such characters too
    return bool((_IS_PAIR[runs].all(axis=1) & ~is_line).any())


def refuse_wide_parts(data: bytes) -> None:
    """Raise `UnreadableFile` if a part of single-byte or UTF-8 text is UTF-16."""
    if b"\0" in data and _WIDE_IN_NARROW.search(data):
        raise UnreadableFile(_REFUSAL)
