"""Columns of text as keys: equal where two texts say the same, apart from case, accents, and signs."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc


def folded(texts: pa.Array) -> pa.Array:
    """Lower case, without accents."""
    bare = _without_accents(texts)  # before the rest too: a long run of accents is sorted in quadratic time
    return pc.utf8_lower(_without_accents(pc.utf8_normalize(bare, "NFKD")))


def _without_accents(texts: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(texts, r"\p{M}+", "")


def plain_words(texts: pa.Array) -> pa.Array:
    """Lower-case words with single blanks between; P.A. is one word, and & is "and"."""
    texts = pc.replace_substring(pc.replace_substring_regex(folded(texts), r"[.'\x{2019}]", ""), "&", " and ")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, r"[^\p{L}\p{N}]+", " "))
