"""Columns of text as keys, equal if two texts differ only in case, accents, and punctuation.

Preparing a pattern for all of Unicode takes longer than reading some thousand texts with it. Most columns are ASCII,
and are read by simpler patterns with the same result.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc


def folded(texts: pa.Array) -> pa.Array:
    """Lower case, without accents."""
    if _are_ascii(texts):
        return pc.utf8_lower(texts)
    bare = _without_accents(texts)  # first, as normalization sorts a long run of accents in quadratic time
    return pc.utf8_lower(_without_accents(pc.utf8_normalize(bare, "NFKD")))


def _without_accents(texts: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(texts, r"\p{M}+", "")


def plain_words(texts: pa.Array) -> pa.Array:
    """Lower-case words separated by single blanks; P.A. is one word, and & is "and"."""
    texts = pc.replace_substring(pc.replace_substring_regex(folded(texts), r"[.'\x{2019}]", ""), "&", " and ")
    return pc.utf8_trim_whitespace(without_signs(texts, " "))


def without_signs(texts: pa.Array, replacement: str) -> pa.Array:
    """Folded texts with a replacement for each run of characters that are neither letters nor digits."""
    signs = "[^a-z0-9]+" if _are_ascii(texts) else r"[^\p{L}\p{N}]+"
    return pc.replace_substring_regex(texts, signs, replacement)


def _are_ascii(texts: pa.Array) -> bool:
    return bool(pc.all(pc.string_is_ascii(texts)).as_py())
