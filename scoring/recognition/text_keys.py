"""Columns of text as keys, equal where two texts differ only in case, accents, and punctuation."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc


def folded(texts: pa.Array) -> pa.Array:
    """Lower case, without accents."""
    bare = _without_accents(texts)  # first, as normalization sorts a long run of accents in quadratic time
    return pc.utf8_lower(_without_accents(pc.utf8_normalize(bare, "NFKD")))


def _without_accents(texts: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(texts, r"\p{M}+", "")


def plain_words(texts: pa.Array) -> pa.Array:
    """Lower-case words separated by single blanks; P.A. is one word, and & is "and"."""
    texts = pc.replace_substring(pc.replace_substring_regex(folded(texts), r"[.'\x{2019}]", ""), "&", " and ")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, r"[^\p{L}\p{N}]+", " "))
