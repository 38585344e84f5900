"""The encoding of a large text in constant memory: what `encoding.as_utf8` finds for the text as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scoring.limits import Clock
from scoring.problems import Finding
from scoring.reading.character_sets import LOOKED_AT
from scoring.reading.encoding import UTF8, guess_finding, is_mixed, non_ascii_counts
from scoring.reading.encoding_guess import NOT_WINDOWS, guess_encoding

_BEFORE = 1 << 10  # bytes before the first non-ASCII one, which may belong to the same word


@dataclass(frozen=True)
class FileEncoding:
    """How a text that does not declare its encoding is read.

    `name`: as in `ReadOptions`; `UTF8` for a text that is UTF-8 except for stray bytes, None if there is nothing to
    choose. `guess`: the problem to report if it is a guess.
    """

    name: str | None = None
    guess: Finding | None = None


def file_encoding(blocks: Callable[[], Iterable[bytes]], clock: Clock) -> FileEncoding:
    """The encoding of a text without a mark. `blocks`: called for each pass; returns the text from its beginning."""
    count, stray = non_ascii_counts(blocks, clock)
    if not stray:
        return FileEncoding()
    if is_mixed(count, stray):
        return FileEncoding(UTF8)
    guess = guess_encoding(_deciding(blocks(), clock))
    return FileEncoding(guess.encoding, guess_finding(guess))


def _deciding(blocks: Iterable[bytes], clock: Clock) -> bytes:
    """The bytes of a text that `guess_encoding` needs to decide."""
    kept, before, most, odd = bytearray(), b"", 0, b""
    for block in blocks:
        clock.check()
        text = block.replace(b"\0", b"")
        if most and len(kept) >= most:
            character = NOT_WINDOWS.search(text)
            odd = odd or (character[0] if character else b"")
        elif most or not text.isascii():
            kept += before + text
            most = most or len(kept) + LOOKED_AT
            before = b""
        else:
            before = (before + text)[-_BEFORE:]
    return bytes(kept) + odd
