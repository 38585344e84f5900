"""What is compared of clinics: names, places and contacts, as codes that are equal where the cells mean the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scoring.linkage.name_keys import Names, read_names, text_ranks
from scoring.reading import Column, as_dictionary, as_text, whole
from scoring.recognition import Coded, phone_codes, plain_words, website_keys
from scoring.repeated_texts import repeated

Ints = NDArray[np.int64]
Contact = Literal["phone", "website"]


@dataclass(frozen=True)
class Places:
    """Codes of cities and states in the order of their texts, 0 for a blank; `both`: a code for the pair."""

    city: Ints
    state: Ints
    both: Ints


@dataclass(frozen=True, eq=False)
class ComparedClinics:
    """The names and places of clinics, as they are compared; clinics are identified by their positions."""

    names: Names
    places: Places

    @classmethod
    def of(cls, known: Mapping[str, Column], state: Coded[str]) -> ComparedClinics:
        """The names and places in these columns."""
        return cls(read_names(known["name"]), _places(known, state))

    def __len__(self) -> int:
        return len(self.names.of)


def _places(known: Mapping[str, Column], state: Coded[str]) -> Places:
    """Codes of the places; a state that is not recognized is compared by its text."""
    none = pa.nulls(len(state.codes), pa.string())
    city, written = (_word_keys(known.get(field, none)) for field in ("city", "state"))
    known_states = np.argsort(np.argsort(state.values))[state.codes]
    states = np.where((known_states == 0) & (written > 0), written + len(state.values), known_states)
    return Places(city, states, pd.factorize(paired(city, states))[0])


def _word_keys(column: Column) -> Ints:
    """The rank of the plain words of each cell, 0 if there are none; each distinct cell is read once."""
    encoded = as_dictionary(column)
    keys = np.append(text_ranks(plain_words(encoded.dictionary.cast(pa.string()))), 0)  # the last serves null cells
    codes: Ints = keys[encoded.indices.fill_null(len(keys) - 1).to_numpy(zero_copy_only=False)]
    return codes


def _phones(known: Mapping[str, Column]) -> Ints:
    return phone_codes(known, len(known["phone"]))


def _websites(known: Mapping[str, Column]) -> Ints:
    keys = website_keys(whole(as_text(known["website"])).fill_null(""))
    again = repeated(keys)  # a website that occurs once, or is missing, proves nothing
    codes = np.zeros(len(keys), dtype=np.int64)
    codes[again] = _keys(keys.take(pa.array(again)))
    return codes


# How each contact is read: a number per clinic, 0 for none.
CONTACTS: Mapping[Contact, Callable[[Mapping[str, Column]], Ints]] = MappingProxyType(
    {"phone": _phones, "website": _websites}
)


def _keys(texts: pa.Array) -> Ints:
    """A number for each distinct text, 0 for ""."""
    codes: Ints = texts.dictionary_encode().indices.to_numpy().astype(np.int64) + 1
    codes[np.asarray(pc.equal(texts, ""))] = 0
    return codes


def paired(first: Ints, second: Ints) -> Ints:
    """A number for each pair of codes, ordered by the first code, then by the second."""
    pairs: Ints = first * (second.max(initial=0) + 1) + second
    return pairs
