"""The encoding of text that is not UTF-8 and not Western, by its letters: with confidence, or not at all."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from scoring.thresholds import share

# Python's name -> the name on screen. Those of one language's letters, and those with several bytes a character.
ALPHABETS = {
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
}
EAST_ASIAN = {
    "cp932": "Shift-JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "gb18030": "GBK (Chinese)",
    "big5": "Big5 (Chinese)",
    "cp949": "CP949 (Korean)",
}
_SAMPLE = 1 << 14
LOOKED_AT = 1 << 20  # bytes from the first non-ASCII letter on, from which the sample is taken
_LONGEST_LINE = 1 << 10  # bytes of a line in the sample, most of them after its first non-ASCII letter
_BEFORE = 1 << 6
_SURE = share("letters_of_a_language")
_AMONG_LATIN = share("characters_among_latin_letters")
_HALF_WIDTH = share("half_width_letters")
_OWN_LETTERS = share("letters_of_east_asian_text")
_HANGUL_LETTERS = share("letters_of_korean_text")
_NOT_PLAIN = re.compile(rb"[\x80-\xff]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_TOUCHING = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f]|[^\x00-\x7f](?=[A-Za-z])")
_HALF = re.compile("[\uff61-\uff9f]")
_KANA, _HANGUL = re.compile("[\u3041-\u30ff]"), re.compile("[\uac00-\ud7a3]")
# Usual in the names of Chinese clinics and towns, and as good as absent where bytes of another encoding are read so.
_CHINESE = re.compile("[医醫院诊診所中心科康复復健大小国國市北京上海台臺南西东東山州安民人公司脊柱椎骨痛疼]")
_LETTERS = {"cp932": _KANA, "euc_jp": _KANA, "gb18030": _CHINESE, "big5": _CHINESE, "cp949": _HANGUL}


def encoding_of(data: bytes) -> tuple[str, str]:
    """Python's name of the encoding, and its name on screen; "" for both if none fits with confidence."""
    sample = text_sample(data)
    alphabets = from_bytes(sample, cp_isolation=list(ALPHABETS))
    best = max(alphabets, key=lambda match: match.coherence, default=None)
    if best is not None and best.coherence >= _SURE:
        return best.encoding, ALPHABETS[best.encoding]
    fitting = [match for match in from_bytes(sample, cp_isolation=list(EAST_ASIAN)) if match.encoding in EAST_ASIAN]
    for match in sorted(fitting, key=lambda match: match.chaos):
        if _is_east_asian(sample.decode(match.encoding, "ignore"), match.encoding):
            return match.encoding, EAST_ASIAN[match.encoding]
    return "", ""


def _is_east_asian(text: str, encoding: str) -> bool:
    """Whether decoded text is what people write in a language of the encoding.

    Accents of other languages occur between Latin letters. Bytes of another East Asian encoding become half-width
    katakana, or text without the letters of the language.
    """
    foreign = len(_FOREIGN.findall(text))
    return (
        foreign > 0
        and len(_TOUCHING.findall(text)) < _AMONG_LATIN * foreign
        and len(_HALF.findall(text)) < _HALF_WIDTH * foreign
        and len(_LETTERS[encoding].findall(text)) > (_HANGUL_LETTERS if encoding == "cp949" else _OWN_LETTERS) * foreign
    )


def text_sample(data: bytes) -> bytes:
    """The first lines with non-ASCII letters; long lines are cut around them."""
    first = _NOT_PLAIN.search(data)
    start = max(first.start() - _BEFORE, 0) if first else 0
    lines = []
    for line in data[start : start + LOOKED_AT].splitlines():
        if letter := _NOT_PLAIN.search(line):
            begin = max(letter.start() - _BEFORE, 0)
            lines.append(line[begin : begin + _LONGEST_LINE])
    return b"\n".join(lines)[:_SAMPLE]
