"""Bytes in any common encoding to UTF-8, with a problem for every guess. The text is processed in pieces."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from scoring.limits import Clock
from scoring.problems import Finding, ProblemLog, finding
from scoring.reading.encoding_guess import ENCODINGS, EncodingGuess, guess_encoding
from scoring.reading.joined_encodings import refuse_narrow_parts, refuse_wide_parts

UTF8_MARK = b"\xef\xbb\xbf"
_MARKS = (
    (UTF8_MARK, "utf-8", "UTF-8"),
    (b"\xff\xfe\0\0", "utf-32-le", "UTF-32"),
    (b"\0\0\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
UTF8 = "utf-8"  # chosen: UTF-8 except for stray bytes, which may outnumber the valid characters in a part
_COMBINING = ("cp1258",)  # where a letter and its mark are two characters
_LOST = "\ufffd"
_PIECE = 1 << 20  # bytes decoded at a time
START = 1 << 16  # bytes from which a kind of file is recognized
_SHORTEST_WIDE = 8  # bytes: two characters of UTF-32
_FIRST_WORDS = 48  # bytes: no line of a list is this long without ASCII
_STRAY = re.compile("[\udc80-\udcff]")  # how `surrogateescape` represents bytes that are not UTF-8


def has_mark(data: bytes) -> bool:
    """Whether the bytes begin with the mark of UTF-16 or UTF-32."""
    return any(data.startswith(mark) for mark, _, _ in _MARKS[1:])


def plain_start(data: bytes) -> bytes:
    """The first bytes of a file without a mark and without NUL characters: ASCII is the same then in every encoding."""
    start = data[:START]
    mark = next((mark for mark, _, _ in _MARKS if start.startswith(mark)), b"")
    return start[len(mark) :].replace(b"\0", b"")


def without_marks(data: bytes) -> bytes:
    """Single-byte or UTF-8 text without its mark, and without the marks of files that were joined to it."""
    data = data.removeprefix(UTF8_MARK)
    if UTF8_MARK[:1] in data:  # searching for one byte is faster than for four, and few texts have it
        data = data.replace(b"\n" + UTF8_MARK, b"\n").replace(b"\r" + UTF8_MARK, b"\r")
    return data


def as_utf8(data: bytes, problems: ProblemLog, clock: Clock, chosen: str | None = None) -> bytes:
    """The same text in UTF-8, without marks and without NUL characters.

    `chosen`: the encoding of text that is neither UTF-8 nor UTF-16, `UTF8` if it is UTF-8 except for stray bytes, None
    to guess it. Raises `UnreadableFile` for parts of different widths, and when the clock's time is up.
    """
    for mark, encoding, name in _MARKS[1:]:
        if data.startswith(mark):
            data = _from_wide(data[len(mark) :], encoding, name, problems, clock)
            break
    else:
        if wide := "" if data.startswith(UTF8_MARK) else _wide(data):
            name = wide[:6].upper()
            problems.add("", finding("encoding_guessed", name))
            data = _from_wide(data, wide, name, problems, clock)
        else:
            refuse_wide_parts(data)
    data = without_nul(without_marks(data), problems)
    count, stray = non_ascii_counts(partial(_pieces, data), clock)
    if not stray:
        return data
    if chosen == UTF8 or is_mixed(count, stray):
        problems.add("", finding("encoding_mixed", count=stray))
        return _with_strays_read(data, clock)
    if chosen is None:
        return _from_local(data, problems, clock)
    return _recoded(data, chosen, ENCODINGS[chosen], problems, clock)


def needs_encoding(data: bytes, clock: Clock) -> bool:
    """Whether the encoding of a text can be chosen: it is neither UTF-16 nor UTF-8, even with stray bytes."""
    if any(data.startswith(mark) for mark, _, _ in _MARKS) or _wide(data):
        return False
    count, stray = non_ascii_counts(partial(_pieces, data), clock)
    return stray > 0 and not is_mixed(count, stray)


def is_mixed(count: int, stray: int) -> bool:
    """Whether a text is UTF-8 with stray bytes.

    `count`: its non-ASCII characters, `stray`: those that replace undecodable bytes; valid ones have to outnumber the
    stray ones.
    """
    return count > 2 * stray


def without_nul(data: bytes, problems: ProblemLog) -> bytes:
    """The same text without NUL characters; if there are any, that is a problem."""
    if b"\0" not in data:
        return data
    problems.add("", finding("nul_bytes"))
    return data.replace(b"\0", b"")


def _pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))


def _decoded(pieces: Iterable[bytes], encoding: str, errors: str, clock: Clock) -> Iterator[str]:
    """The text, piece by piece."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for piece in pieces:
        clock.check()
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _from_wide(data: bytes, encoding: str, name: str, problems: ProblemLog, clock: Clock) -> bytes:
    """UTF-8 for text in UTF-16 or UTF-32. Raises `UnreadableFile` if a part of UTF-16 is in another encoding."""
    if encoding.startswith("utf-16"):
        for piece in _pieces(data):
            clock.check()
            refuse_narrow_parts(piece, piece.decode(encoding, "replace"))
    return _recoded(data, encoding, name, problems, clock)


def _recoded(data: bytes, encoding: str, name: str, problems: ProblemLog, clock: Clock) -> bytes:
    """The same text in UTF-8; bytes that cannot be decoded are replaced and logged."""
    parts, lost = [], 0
    for text in _decoded(_pieces(data), encoding, "replace", clock):
        lost += text.count(_LOST)
        parts.append(text.encode())
    if lost:
        problems.add("", finding("characters_lost", name, count=lost))
    recoded = b"".join(parts)
    return unicodedata.normalize("NFC", recoded.decode()).encode() if encoding in _COMBINING else recoded


def non_ascii_counts(pieces: Callable[[], Iterable[bytes]], clock: Clock) -> tuple[int, int]:
    """The number of non-ASCII characters in a text, and how many of them replace bytes that are not UTF-8.

    Both are 0 for valid UTF-8. `pieces`: called for each pass; returns the text from its beginning.
    """
    try:
        for _ in _decoded(pieces(), "utf-8", "strict", clock):
            pass
    except UnicodeDecodeError:
        pass
    else:
        return 0, 0
    count = stray = 0
    for text in _decoded(pieces(), "utf-8", "replace", clock):
        count += len(text) - len(text.encode("ascii", "ignore"))
        stray += text.count(_LOST)
    return count, stray


def _with_strays_read(data: bytes, clock: Clock) -> bytes:
    """UTF-8 with its stray bytes read as Windows-1252."""
    parts = []
    for text in _decoded(_pieces(data), "utf-8", "surrogateescape", clock):
        for character in set(_STRAY.findall(text)):
            byte = ord(character) - 0xDC00
            text = text.replace(character, _WINDOWS.get(byte, chr(byte)))  # noqa: PLW2901 - few distinct ones
        parts.append(text.encode())
    return b"".join(parts)


def _wide(data: bytes) -> str:
    """The encoding of UTF-16 or UTF-32 without a mark, "" for any other: in ASCII most bytes of a character are NUL."""
    sample = data[:200]
    if b"\0" not in sample[:_FIRST_WORDS]:  # a part in UTF-16 may follow at once
        return ""
    for encoding, low, high in (("utf-32-le", 0, 2), ("utf-32-be", 3, 0)):
        if len(sample) >= _SHORTEST_WIDE and any(sample[low::4]) and not any(sample[high::4] + sample[high + 1 :: 4]):
            return encoding
    first, second = sample[::2].count(0), sample[1::2].count(0)
    for encoding, many, few in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        if many * 3 > len(sample) // 2 and few * 20 < many:
            return encoding
    return ""


def _from_local(data: bytes, problems: ProblemLog, clock: Clock) -> bytes:
    """UTF-8 for text in an encoding that is neither UTF-8 nor UTF-16."""
    guess = guess_encoding(data)
    problems.add("", guess_finding(guess))
    return _recoded(data, guess.encoding, ENCODINGS[guess.encoding], problems, clock)


def guess_finding(guess: EncodingGuess) -> Finding:
    """The problem that reports a guessed encoding."""
    name = ENCODINGS[guess.encoding]
    if guess.is_sure:
        return finding("encoding_guessed", name)
    words = {encoding: ", ".join(read) for encoding, read in (guess.words or {}).items()}
    others = "; ".join(f"{ENCODINGS[encoding]}: {words[encoding]}" for encoding in guess.others)
    return finding("encoding_unclear", name, rest=words[guess.encoding], near=others)


_WINDOWS = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)}
