"""Clinic ids: as given; made from name, state and content where blank; told apart where repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scoring.problems import RowLog, finding
from scoring.reading import Column, as_text, whole
from scoring.recognition.text_keys import folded
from scoring.vocabulary import CANONICAL

_LONGEST_SLUG = 60
_DATASET_DIGITS = 32


def dataset_id(fingerprint: str, recipe_fingerprint: str) -> str:
    """The id of a file under a recipe: 32 hexadecimal digits that nobody guesses who has not both fingerprints."""
    return sha256(f"{fingerprint}\n{recipe_fingerprint}".encode()).hexdigest()[:_DATASET_DIGITS]


def clinic_ids(known: Mapping[str, Column], log: RowLog) -> Column:
    """One distinct id for each row, as text. Repeats get a suffix in row order and a problem each.

    An id that is made depends on the row's canonical cells alone, so it is the same in any file and row order.
    """
    given = pc.utf8_trim_whitespace(known.get("clinic_id", pa.nulls(len(log), pa.string())))
    blank = whole(pc.equal(given, "").fill_null(fill_value=True))
    if pc.any(blank).as_py():
        made = _made({name: column.filter(blank) for name, column in known.items()})
        given = pc.replace_with_mask(given, blank, whole(made))
    encoded = whole(given).dictionary_encode()
    return given if len(encoded.dictionary) == len(log) else _told_apart(given, encoded, log)


def _made(known: Mapping[str, Column]) -> Column:
    texts = {name: as_text(column) for name, column in known.items()}
    count = len(next(iter(texts.values())))
    slugs = pc.binary_join_element_wise(
        *(texts.get(name, pa.nulls(count, pa.string())).fill_null("") for name in ("name", "state")), "-"
    )
    slugs = pc.replace_substring_regex(folded(slugs), r"[^a-z0-9]+", "-")
    slugs = pc.utf8_slice_codeunits(slugs, 0, _LONGEST_SLUG)
    slugs = pc.utf8_trim(slugs, "-")
    mixed = np.zeros(count, dtype=np.uint64)
    for place, name in enumerate(CANONICAL):
        column = texts.get(name)
        if column is None or name == "clinic_id" or column.null_count == count:
            continue
        hashes = pd.util.hash_array(np.asarray(column.fill_null("").to_pandas(), dtype=object), categorize=True)
        hashes[np.asarray(column.is_null())] = 0  # a blank cell is as good as a column that is not there
        mixed ^= hashes * np.uint64(2 * place + 1)
    digits = pa.array([f"{number:08x}" for number in (mixed >> np.uint64(32)).tolist()])
    return pc.binary_join_element_wise(pc.if_else(pc.equal(slugs, ""), "clinic", slugs), digits, "-")


def _told_apart(given: Column, encoded: pa.DictionaryArray, log: RowLog) -> Column:
    codes = encoded.indices.to_numpy()  # numbered in the order of their first rows, so a repeat is no new highest
    repeats = np.flatnonzero(codes[1:] <= np.maximum.accumulate(codes)[:-1]) + 1
    olds = encoded.dictionary.take(pa.array(codes[repeats])).to_pylist()
    news = _suffixed(olds, set())
    if pc.is_in(encoded.dictionary, value_set=pa.array(news, pa.string())).true_count:
        news = _suffixed(olds, set(encoded.dictionary.to_pylist()))  # one of them is another row's own id
    found = [finding("id_repeated", old, given=new) for old, new in zip(olds, news, strict=True)]
    log.add_many("clinic_id", found, repeats, np.arange(len(repeats)))
    again = np.zeros(len(codes), dtype=bool)
    again[repeats] = True
    return pc.replace_with_mask(given, pa.array(again), pa.array(news, pa.string()))


def _suffixed(olds: list[str], taken: set[str]) -> list[str]:
    """An id for each repeat, numbered from 2, that is not taken."""
    turns: Counter[str] = Counter()
    news = []
    for old in olds:
        turns[old] += 1
        while (new := f"{old}-{turns[old] + 1}") in taken:
            turns[old] += 1
        taken.add(new)
        news.append(new)
    return news
