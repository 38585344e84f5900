"""Bytes in any usual encoding to UTF-8, every guess being told."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from scoring.problems import ProblemLog, finding

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe\0\0", "utf-32-le", "UTF-32"),
    (b"\0\0\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_CYRILLIC = {"cp1251": "Windows-1251 (Cyrillic)", "koi8_r": "KOI8-R (Cyrillic)"}
_SAMPLE = 1 << 14
_SURE = 0.5  # of 1: how well letters must fit a Cyrillic language; accents of Western ones taken for it reach 0.2
_NOT_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # no characters in Windows-1252
_LOST = "\ufffd"


def has_mark(data: bytes) -> bool:
    """Whether the bytes begin with the mark of UTF-16 or UTF-32."""
    return any(data.startswith(mark) for mark, _, _ in _MARKS[1:])


def as_utf8(data: bytes, problems: ProblemLog) -> bytes:
    """The same text in UTF-8, without a mark and without NUL characters."""
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if encoding != "utf-8":
                data = _decoded(data, encoding, name, problems).encode()
            break
    else:
        if wide := _wide(data):
            problems.add("", finding("encoding_guessed", "UTF-16"))
            data = _decoded(data, wide, "UTF-16", problems).encode()
    if b"\0" in data:
        problems.add("", finding("nul_bytes"))
        data = data.replace(b"\0", b"")
    try:
        data.decode()
    except UnicodeDecodeError:
        return _from_one_byte(data, problems).encode()
    return data


def _decoded(data: bytes, encoding: str, name: str, problems: ProblemLog) -> str:
    text = data.decode(encoding, errors="replace")
    if _LOST in text:
        problems.add("", finding("characters_lost", name, found=text.count(_LOST)))
    return text


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: the plain letters of a header leave every second byte NUL."""
    sample = data[:200]
    first, second = sample[::2].count(0), sample[1::2].count(0)
    for encoding, many, few in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        if many * 3 > len(sample) // 2 and few * 20 < many:
            return encoding
    return ""


def _from_one_byte(data: bytes, problems: ProblemLog) -> str:
    """Text that is no UTF-8, or not all of it."""
    text = data.decode(errors="replace")
    broken = text.count(_LOST)
    if len(text) - len(text.encode("ascii", "ignore")) > 2 * broken:  # more characters of UTF-8 than stray bytes
        problems.add("", finding("encoding_mixed", found=broken))
        return data.decode(errors="scoring.windows")
    if cyrillic := _cyrillic(data):
        problems.add("", finding("encoding_guessed", _CYRILLIC[cyrillic]))
        return _decoded(data, cyrillic, _CYRILLIC[cyrillic], problems)
    name, encoding = ("Latin-1", "latin-1") if _NOT_WINDOWS.search(data) else ("Windows-1252", "cp1252")
    problems.add("", finding("encoding_guessed", name))
    return data.decode(encoding)


def _cyrillic(data: bytes) -> str:
    """The Cyrillic encoding that the letters speak for, or "" if they do not speak for one."""
    lines = re.findall(rb"[^\r\n]*[\x80-\xff][^\r\n]*", data[: 1 << 20])
    sample = b"\n".join(lines)[:_SAMPLE]
    words = re.findall(rb"[\x80-\xff]{3,}", sample)  # Western accents stand alone, Cyrillic letters together
    if 2 * sum(map(len, words)) < len(re.findall(rb"[\x80-\xff]", sample)):
        return ""
    matches = from_bytes(sample, cp_isolation=list(_CYRILLIC))
    best = max(matches, key=lambda match: match.coherence, default=None)
    return best.encoding if best is not None and best.coherence >= _SURE else ""


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1").translate(_WINDOWS), error.end


_WINDOWS = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)}
codecs.register_error("scoring.windows", _one_by_one)
