"""Clinics in buckets, so that each pair that may be the same shares one: by place, by telephone, by website."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.linkage import ComparedClinics, Pairs, pairs_by_contact, pairs_by_place, read_names
from scoring.reading import Column, as_dictionary, as_text, whole
from scoring.recognition import Coded, Records, phone_keys, plain_words, website_keys

Kind: TypeAlias = Literal["place", "phone", "website"]
KINDS: tuple[Kind, ...] = ("place", "phone", "website")
Hashes = NDArray[np.uint64]


def slices(clinics: Records, buckets: int) -> dict[Kind, list[pa.RecordBatch]]:
    """For each kind that the clinics state, one batch per bucket: those compared there, in order.

    Columns: `hash` (uint64, equal if the clinics may be a pair), `position` (int32, in the part), `name`, `city`,
    `state` as written, `code` (the state as understood, "" for none), and `key` of a telephone or website.
    """
    none = pa.nulls(len(clinics), pa.string())
    texts = {name: _text(clinics.known.get(name, none)) for name in ("name", "city", "state")}
    state = pa.array(clinics.state.values, pa.string()).take(pa.array(clinics.state.codes))
    columns = {"position": pa.array(np.arange(len(clinics), dtype=np.int32)), **texts, "code": state}
    result = {"place": _bucketed({"hash": pa.array(_place_hashes(clinics, state)), **columns}, buckets)}
    if "phone" in clinics.known:
        phones = phone_keys(clinics.known, len(clinics))
        result["phone"] = _by_key(phones.cast(pa.string()), columns, buckets)
    if "website" in clinics.known:
        keys = website_keys(_text(clinics.known["website"]).fill_null(""))
        result["website"] = _by_key(pc.if_else(pc.equal(keys, ""), None, keys), columns, buckets)
    return {kind: result[kind] for kind in KINDS if kind in result}


def pairs_in(kind: Kind, batches: Sequence[pa.RecordBatch], offsets: Sequence[int]) -> Pairs:
    """Pairs of clinics of one bucket, by position in the list (int64), from its batches of all parts.

    `offsets`: the position of the first clinic of each batch's part.
    """
    if kind != "place":
        shared = _repeated(np.concatenate([batch["hash"].to_numpy() for batch in batches]))
        batches = [batch.filter(pa.array(np.isin(batch["hash"].to_numpy(), shared))) for batch in batches]
    positions = np.concatenate(
        [batch["position"].to_numpy().astype(np.int64) + offset for batch, offset in zip(batches, offsets, strict=True)]
    )
    if not len(positions):
        return positions, positions, positions
    table = pa.Table.from_batches(batches)
    known = {name: table[name].combine_chunks() for name in ("name", "city", "state")}
    clinics = ComparedClinics.of(known, _coded(table["code"]))
    if kind == "place":
        left, right, why = pairs_by_place(clinics)
    else:
        codes = whole(table["key"]).dictionary_encode().indices.to_numpy().astype(np.int64) + 1
        left, right, why = pairs_by_contact(clinics, codes, kind)
    return positions[left], positions[right], why


def _by_key(keys: pa.Array, columns: dict[str, pa.Array], buckets: int) -> list[pa.RecordBatch]:
    stated = keys.is_valid()
    keyed = {name: column.filter(stated) for name, column in {**columns, "key": keys}.items()}
    texts = keyed["key"].to_numpy(zero_copy_only=False)  # mostly different, so finding the distinct ones takes longer
    return _bucketed({"hash": pa.array(pd.util.hash_array(texts, categorize=False)), **keyed}, buckets)


def _bucketed(columns: dict[str, pa.Array], buckets: int) -> list[pa.RecordBatch]:
    bucket = (columns["hash"].to_numpy() % np.uint64(buckets)).astype(np.int64)
    order = np.argsort(bucket, kind="stable")
    batch = pa.record_batch(columns).take(pa.array(order))
    ends = np.append(0, np.cumsum(np.bincount(bucket, minlength=buckets))).tolist()
    return [batch.slice(start, stop - start) for start, stop in pairwise(ends)]


def _place_hashes(clinics: Records, state: pa.Array) -> Hashes:
    """A number that is the same for clinics of one place; if no city is stated, for those of one name too."""
    none = pa.nulls(len(clinics), pa.string())
    city, written = (_word_hashes(clinics.known.get(name, none)) for name in ("city", "state"))
    place = city * np.uint64(3) + np.where(clinics.state.codes > 0, _hashes(state), written)
    at = np.flatnonzero(city == 0)
    if len(at):  # a list without cities would be one bucket
        names = read_names(clinics.known["name"].take(pa.array(at)))
        place[at] += pd.util.hash_array(names.ordered, categorize=False)[names.of]
    return place


def _word_hashes(column: Column) -> Hashes:
    """A number for the plain words of each cell, 0 if there are none."""
    encoded = as_dictionary(column)
    words = plain_words(encoded.dictionary.cast(pa.string()))
    hashes = np.where(np.asarray(pc.equal(words, "")), np.uint64(0), _hashes(words))
    of: Hashes = np.append(hashes, np.uint64(0))[encoded.indices.fill_null(len(hashes)).to_numpy(zero_copy_only=False)]
    return of


def _hashes(texts: pa.Array) -> Hashes:
    encoded = texts.dictionary_encode()
    distinct = pd.util.hash_array(encoded.dictionary.to_numpy(zero_copy_only=False), categorize=False)
    hashes: Hashes = distinct[encoded.indices.to_numpy()]
    return hashes


def _repeated(hashes: Hashes) -> Hashes:
    ordered = np.sort(hashes)
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])


def _coded(codes: Column) -> Coded[str]:
    encoded = whole(codes).dictionary_encode()
    values = encoded.dictionary.to_pylist()
    stated = tuple(value for value in values if value)
    numbers = {value: number for number, value in enumerate(("", *stated))}
    lookup = np.array([numbers[value] for value in values], dtype=np.int32)
    return Coded(lookup[encoded.indices.to_numpy()], ("", *stated))


def _text(column: Column) -> pa.Array:
    return whole(as_text(column)).cast(pa.string())
