"""Clinic names as keys: plain lower-case words, without words that do not distinguish clinics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.limits import LONGEST_NAME
from scoring.reading import Column, as_text, whole
from scoring.recognition import plain_words
from scoring.vocabulary import vocabulary

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Names:
    """The distinct names of a column; `of[i]` is the index of clinic i's name.

    By distinct name, of which several may be no name: `written`, its key (text, "" for no name); `ordered`, the key
    with its words in alphabetical order; `orders`, the ranks (int64) of the names by each of these and by the key read
    backwards; `same`, equal if the ordered keys are, 0 for no name; `apart`, a code for its numbers and words such
    as "North"; `length`; `letters`, a bit for each byte that occurs an odd number of times in its words (uint64).
    """

    of: NDArray[np.int32]
    written: NDArray[np.object_]
    ordered: NDArray[np.object_]
    orders: tuple[Ints, Ints, Ints]
    apart: Ints
    length: Ints
    letters: NDArray[np.uint64]

    @property
    def same(self) -> Ints:
        """The rank of the ordered keys."""
        return self.orders[1]


def read_names(column: Column) -> Names:
    """The names of a text column. A name of nothing but filler words, such as "The Clinic", keeps them.

    A name longer than `LONGEST_NAME` counts as no name.
    """
    cells = whole(as_text(column)).fill_null("").dictionary_encode()
    names = pc.if_else(pc.greater(pc.utf8_length(cells.dictionary), LONGEST_NAME), "", cells.dictionary)
    count = len(names)
    row, words, distinct = _words_of(names)
    known = vocabulary()
    telling = _among(distinct, known.name_apart) | np.asarray(pc.match_substring_regex(distinct, r"\p{N}"))
    in_key = ~_among(distinct, known.name_filler)[words]
    bare = np.bincount(row[in_key], minlength=count) == 0
    in_key |= bare[row]
    order = np.argsort(row * len(distinct) + text_ranks(distinct)[words], kind="stable")  # fast on nearly sorted data
    order = order[in_key[order]]

    def starts(at: Ints) -> Ints:
        return np.append(0, np.cumsum(np.bincount(row[at], minlength=count)))

    def joined(at: Ints) -> pa.Array:
        texts = distinct.take(pa.array(words[at]))
        return pc.binary_join(pa.ListArray.from_arrays(pa.array(starts(at), pa.int32()), texts), " ")

    letters = np.append(_letters(distinct.to_pylist())[words[order]], np.uint64(0))
    written, ordered = joined(np.flatnonzero(in_key)), joined(order)
    blank = pa.array(_among(pc.utf8_lower(pc.replace_substring(names, " ", "")), known.blank))
    written, ordered = (pc.if_else(blank, "", keys) for keys in (written, ordered))
    return Names(
        of=cells.indices.to_numpy(),
        written=written.to_numpy(zero_copy_only=False),
        ordered=ordered.to_numpy(zero_copy_only=False),
        orders=(text_ranks(written), text_ranks(ordered), text_ranks(pc.utf8_reverse(written))),
        apart=text_ranks(joined(order[telling[words[order]]])),
        length=pc.utf8_length(written).to_numpy().astype(np.int64),
        letters=np.bitwise_xor.reduceat(letters, starts(order)[:-1]),
    )


def _words_of(texts: pa.Array) -> tuple[Ints, NDArray[np.int32], pa.Array]:
    """The plain words of texts in order: the row of each, its index among the distinct words, and the distinct words.

    Many names share few words, so each distinct word is normalized once.
    """
    pieces = pc.split_pattern(texts, " ")
    encoded = pc.list_flatten(pieces).dictionary_encode()
    plain = pc.split_pattern(plain_words(encoded.dictionary), " ")
    words = pc.list_flatten(plain).dictionary_encode()
    lists = pa.ListArray.from_arrays(plain.offsets, words.indices).take(encoded.indices)
    row = pc.list_parent_indices(pieces).to_numpy()[pc.list_parent_indices(lists).to_numpy()]
    which = pc.list_flatten(lists).to_numpy()
    filled = np.asarray(pc.not_equal(words.dictionary, ""))[which]  # punctuation alone is not a word
    return row[filled], which[filled], words.dictionary


def text_ranks(texts: pa.Array) -> Ints:
    """A number for each distinct text, in the order of the texts; 0 only for ""."""
    ranks: Ints = pc.rank(texts, tiebreaker="dense").to_numpy().astype(np.int64)
    return ranks - 1 if pc.any(pc.equal(texts, "")).as_py() else ranks


def _among(texts: pa.Array, words: frozenset[str]) -> NDArray[np.bool_]:
    is_member: NDArray[np.bool_] = np.asarray(pc.is_in(texts, value_set=pa.array(sorted(words), pa.string())))
    return is_member


def _letters(texts: list[str]) -> NDArray[np.uint64]:
    """For each text a bit for each byte that occurs an odd number of times in it."""
    encoded = [text.encode() for text in texts]
    starts = np.cumsum([0, *map(len, encoded)])[:-1]
    bits = np.uint64(1) << (np.frombuffer(b"".join(encoded), dtype=np.uint8) % 64).astype(np.uint64)
    odd_bits: NDArray[np.uint64] = np.bitwise_xor.reduceat(np.append(bits, np.uint64(0)), starts)
    return odd_bits
