"""Clinic ids: as in the file; generated from name, state and content if blank; given a suffix if repeated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.problems import RowLog, findings
from scoring.reading import Column, as_dictionary, as_text, whole
from scoring.recognition.fields.text_keys import folded
from scoring.repeated_texts import repeated
from scoring.vocabulary import CANONICAL

_LONGEST_SLUG = 60
_DIGITS = 8  # that distinguish generated ids with the same slug
_DATASET_DIGITS = 32
_DATASET_ID = re.compile(rf"[0-9a-f]{{{_DATASET_DIGITS}}}")


def dataset_id(fingerprint: str, recipe_fingerprint: str) -> str:
    """The id of a file under a recipe: 32 hexadecimal digits that cannot be guessed without both fingerprints."""
    return sha256(f"{fingerprint}\n{recipe_fingerprint}".encode()).hexdigest()[:_DATASET_DIGITS]


def is_dataset_id(text: str) -> bool:
    """Whether a text has the form of a dataset's id; there may be no such dataset."""
    return _DATASET_ID.fullmatch(text) is not None


@dataclass(frozen=True, eq=False)
class ClinicIds:
    """The clinics of a file by name: two texts for each row, both distinct.

    `ids`: as in the file or generated; repeats have a suffix in row order. `keys`: the ids by which a recipe names
    clinics that it merges; if an id is repeated, the row's content follows it, so that no order of rows matters.
    """

    ids: Column
    keys: Column

    def filter(self, keep: pa.Array) -> ClinicIds:
        """The rows of the mask `keep`."""
        return ClinicIds(self.ids.filter(keep), self.keys.filter(keep))


def clinic_ids(known: Mapping[str, Column], log: RowLog) -> ClinicIds:
    """The ids of the clinics; each repeated one is a problem.

    A generated id depends only on the row's canonical cells, so it is the same in any file and row order.
    """
    ids = unsuffixed_ids(known, len(log))
    at = repeated(whole(ids))
    if not len(at):
        return ClinicIds(ids, ids)
    encoded = whole(ids.take(pa.array(at))).dictionary_encode()
    return ClinicIds(_with_suffixes(ids, at, encoded, log), _with_content(ids, at, encoded, known))


def unsuffixed_ids(known: Mapping[str, Column], count: int) -> Column:
    """The ids of `count` clinics as in the file, or generated if blank; the same id may occur in several rows."""
    ids = pc.utf8_trim_whitespace(known.get("clinic_id", pa.nulls(count, pa.string())))
    blank = whole(pc.equal(ids, "").fill_null(fill_value=True))
    if not pc.any(blank).as_py():
        return ids
    made = _made({name: column.filter(blank) for name, column in known.items()})
    return pc.replace_with_mask(ids, blank, whole(made))


@dataclass(frozen=True, eq=False)
class Repeats:
    """The rows whose id occurs in an earlier row: their positions (int64, ascending), their ids, and the new ones."""

    positions: NDArray[np.int64]
    olds: pa.Array
    news: pa.Array


class UsedIds(Protocol):
    """The distinct ids of a list."""

    def has_any(self, texts: pa.Array) -> bool:
        """Whether any of the texts is an id of the list."""

    def __contains__(self, text: object) -> bool:
        """Whether the text is an id of the list."""


def repeats(encoded: pa.DictionaryArray, used: UsedIds) -> Repeats:
    """An unused id for each repeat among ids in the order of their rows, with a number from 2.

    `encoded`: the ids, its dictionary in the order of their first rows. `used`: these and any others of the list.
    """
    codes = encoded.indices.to_numpy()  # numbered in the order of their first rows, so a repeat is not a new maximum
    positions = np.flatnonzero(codes[1:] <= np.maximum.accumulate(codes)[:-1]) + 1
    olds = encoded.dictionary.take(pa.array(codes[positions]))
    turns = pd.Series(codes[positions]).groupby(codes[positions]).cumcount().to_numpy() + 2
    news = pc.binary_join_element_wise(olds, pa.array(turns).cast(pa.string()), "-")
    if used.has_any(news):
        news = pa.array(_suffixed(olds.to_pylist(), used), pa.string())
    return Repeats(positions, olds, news)


def _made(known: Mapping[str, Column]) -> Column:
    texts = {name: as_text(column) for name, column in known.items()}
    count = len(next(iter(texts.values())))
    slugs = pc.binary_join_element_wise(
        *(texts.get(name, pa.nulls(count, pa.string())).fill_null("") for name in ("name", "state")), "-"
    )
    return pc.binary_join_element_wise(_slugs(slugs), _content(known, count), "-")


def _content(known: Mapping[str, Column], count: int) -> pa.Array:
    """Eight hexadecimal digits for the canonical cells of each row, except its id."""
    mixed = np.zeros(count, dtype=np.uint64)
    for place, name in enumerate(CANONICAL):
        column = known.get(name)
        if column is not None and name != "clinic_id" and column.null_count < count:
            mixed ^= _hashes(column) * np.uint64(2 * place + 1)
    return _digits(mixed)


def _slugs(texts: Column) -> pa.Array:
    """Short plain words joined by hyphens. Many rows may share a name, so each distinct one is processed once."""
    encoded = whole(texts).dictionary_encode()
    slugs = pc.replace_substring_regex(folded(encoded.dictionary), r"[^a-z0-9]+", "-")
    slugs = pc.utf8_trim(pc.utf8_slice_codeunits(slugs, 0, _LONGEST_SLUG), "-")
    return pc.if_else(pc.equal(slugs, ""), "clinic", slugs).take(encoded.indices)


def _hashes(column: Column) -> NDArray[np.uint64]:
    """A number for the text of each cell; 0 for a blank, so that a blank column counts as a missing one."""
    encoded = as_dictionary(column)
    distinct = encoded.dictionary.to_numpy(zero_copy_only=False)
    hashes = np.append(pd.util.hash_array(distinct, categorize=False), np.uint64(0))
    cell_hashes: NDArray[np.uint64] = hashes[encoded.indices.fill_null(len(distinct)).to_numpy()]
    return cell_hashes


def _digits(numbers: NDArray[np.uint64]) -> pa.Array:
    """The upper half of each number, as eight hexadecimal digits."""
    text = (numbers >> np.uint64(32)).astype(">u4").tobytes().hex().encode()
    ends = np.arange(len(numbers) + 1, dtype=np.int32) * np.int32(_DIGITS)
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(ends), pa.py_buffer(text))


@dataclass(frozen=True, eq=False)
class _IdsOfTable:
    ids: Column

    def has_any(self, texts: pa.Array) -> bool:
        return bool(pc.any(pc.is_in(self.ids, value_set=texts)).as_py())

    def __contains__(self, text: object) -> bool:
        return text in self._texts

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(self.ids.to_pylist())


def _with_suffixes(ids: Column, at: NDArray[np.int64], encoded: pa.DictionaryArray, log: RowLog) -> Column:
    again = repeats(encoded, _IdsOfTable(ids))
    again = replace(again, positions=at[again.positions])
    log_repeats(again, log)
    is_repeat = np.zeros(len(ids), dtype=bool)
    is_repeat[again.positions] = True
    return pc.replace_with_mask(ids, pa.array(is_repeat), again.news)


def log_repeats(again: Repeats, log: RowLog) -> None:
    """Log each row that was given a new id."""
    worded = findings("id_repeated", again.olds, new_id=again.news)
    log.add_many("clinic_id", worded, again.positions, np.arange(len(again.positions)))


def _with_content(
    ids: Column, at: NDArray[np.int64], encoded: pa.DictionaryArray, known: Mapping[str, Column]
) -> Column:
    """The ids, each repeated one with its row's content; rows alike in both are numbered."""
    taken = {name: column.take(pa.array(at)) for name, column in known.items()}
    olds = encoded.dictionary_decode()
    keys = pc.binary_join_element_wise(olds, _content(taken, len(at)), "~")
    same = keys.dictionary_encode().indices.to_numpy()
    turns = pd.Series(same).groupby(same).cumcount().to_numpy() + 1
    numbered = pc.binary_join_element_wise(keys, pa.array(turns).cast(pa.string()), "-")
    is_repeated = np.zeros(len(ids), dtype=bool)
    is_repeated[at] = True
    return pc.replace_with_mask(ids, pa.array(is_repeated), pc.if_else(pa.array(turns > 1), numbered, keys))


def _suffixed(olds: list[str], used: UsedIds) -> list[str]:
    """An unused id for each repeat, numbered from 2, if some new ids would be the ids of other rows."""
    turns: Counter[str] = Counter()
    news: dict[str, None] = {}
    for old in olds:
        turns[old] += 1
        while (new := f"{old}-{turns[old] + 1}") in news or new in used:
            turns[old] += 1
        news[new] = None
    return list(news)
