"""Clinics that may be the same: similar names in one place, or roughly similar names with one phone or website.

Only neighbors in a few sort orders of the names are compared, so the work grows linearly with the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Postfix, Prefix

from scoring.integer_sort import distinct, equal_keys, stable_argsort
from scoring.linkage.name_keys import Names, read_names
from scoring.problems import RowLog, findings
from scoring.reading import Column, as_dictionary, as_text, whole
from scoring.recognition import Coded, phone_codes, plain_words, website_keys
from scoring.repeated_texts import repeated
from scoring.side_thread import side_thread
from scoring.thresholds import number
from scoring.wording import quoted

# Why two clinics may be the same, the surest reason first.
WHY_ALIKE = ("same name and place", "same phone, names alike", "same website, names alike", "names alike, same place")
_SAME, _PHONE, _WEBSITE, _SPELLING = range(len(WHY_ALIKE))

_LETTERS_A_SLIP = number("letters_of_a_slip")
_MOST_SLIPS = number("most_slips")
_ROUGHLY_ALIKE = number("names_alike")
_NEIGHBORS = range(1, number("farthest_neighbor") + 1)  # distances in a sort order
_MANY = 10_000  # clinics whose contacts take longer to read than a thread to start
_ODD_BLANKS = r"^ | $|  |[^ -~]"  # may have blanks that only Python recognizes

Ints = NDArray[np.int64]
Pairs = tuple[Ints, Ints, Ints]  # two clinics by position, and the index of the reason
Contact = Literal["phone", "website"]
_WHY: Mapping[Contact, int] = {"phone": _PHONE, "website": _WEBSITE}


@dataclass(frozen=True)
class Alike:
    """Groups of similar clinics, by position (int64).

    `first`: the first clinic of a clinic's group, itself if it is alone. `like`: the clinic that it resembles, -1 if
    it is alone. `why`: the index of the reason in `WHY_ALIKE`, -1 if it is alone.
    """

    first: Ints
    like: Ints
    why: Ints


@dataclass(frozen=True, eq=False)
class Apart:
    """Clinics that a person said are not the same: clinic `clinics[i]`, by position, is in the set `sets[i]` (int64).

    No two clinics of a set are the same.
    """

    clinics: Ints
    sets: Ints

    def separates(self, left: Ints, right: Ints) -> NDArray[np.bool_]:
        """For each pair of clinics, whether a set has both."""
        members = pd.DataFrame({"clinic": self.clinics, "in_set": self.sets})
        at = np.flatnonzero(np.isin(left, self.clinics) & np.isin(right, self.clinics))
        sets_of = members["clinic"].value_counts()
        turned = sets_of[left[at]].to_numpy() > sets_of[right[at]].to_numpy()
        # Look up the clinic of each pair that is in fewer sets: the other may be kept apart from every clinic.
        fewer, more = np.where(turned, right[at], left[at]), np.where(turned, left[at], right[at])
        named = pd.DataFrame({"pair": at, "clinic": fewer, "other": more}).merge(members)
        both = members.rename(columns={"clinic": "other"}).drop_duplicates()
        separated = np.zeros(len(left), dtype=bool)
        separated[named.merge(both, on=["other", "in_set"])["pair"].to_numpy()] = True
        return separated


@dataclass(frozen=True)
class _Places:
    """Codes of cities and states, 0 for a blank; `both`: a code for the pair."""

    city: Ints
    state: Ints
    both: Ints


@dataclass(frozen=True, eq=False)
class ComparedClinics:
    """The names and places of clinics, as they are compared; clinics are identified by their positions."""

    names: Names
    places: _Places

    @classmethod
    def of(cls, known: Mapping[str, Column], state: Coded[str]) -> ComparedClinics:
        """The names and places in these columns."""
        return cls(read_names(known["name"]), _places(known, state))

    def __len__(self) -> int:
        return len(self.names.of)


def alike(known: Mapping[str, Column], state: Coded[str], apart: Apart | None = None) -> Alike:
    """Which of the clinics in these columns may be the same. A clinic without a name matches no other.

    A missing place matches nothing, except that clinics with one name may all lack it. Pairs that are `apart`
    match only by way of a third clinic.
    """
    # Contacts need little Python, so those of many clinics are read while names are read and compared.
    with side_thread(pays=len(known["name"]) >= _MANY) as beside:
        contacts = [(beside.submit(read, known), field) for field, read in _CONTACTS if field in known]
        listing = ComparedClinics.of(known, state)
        by_place = pairs_by_place(listing)
    pairs = [by_place, *(pairs_by_contact(listing, codes.result(), field) for codes, field in contacts)]
    left, right, whys = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    if apart is not None:
        is_pair = ~apart.separates(left, right)
        left, right, whys = left[is_pair], right[is_pair], whys[is_pair]
    return grouped(left, right, whys, len(listing))


def pairs_by_place(listing: ComparedClinics) -> Pairs:
    """Pairs of clinics with the same or a similar name in one place: clinics elsewhere do not affect them."""
    names, places = listing.names, listing.places
    with_name = np.flatnonzero(names.same[names.of])
    first = with_name[_first_of(_paired(names.same[names.of[with_name]], places.both[with_name]))]
    is_first = first == with_name
    once = with_name[is_first]
    same = first[~is_first], with_name[~is_first], np.full((~is_first).sum(), _SAME)
    spelling = _pairs_by_spelling(names, places, once[places.city[once] > 0])
    left, right, whys = (np.concatenate(parts) for parts in zip(same, spelling, strict=True))
    return left, right, whys


def log_alike(groups: Alike, name: Column, log: RowLog) -> None:
    """Log every clinic of a group except its first, with the row that it resembles."""
    later = np.flatnonzero(groups.first != np.arange(len(groups.first)))
    like, why = groups.like[later], groups.why[later]
    names = whole(as_text(name)).fill_null("")
    own = names.take(pa.array(later)).dictionary_encode()
    kinds = (like * len(WHY_ALIKE) + why) * len(own.dictionary) + own.indices.to_numpy()
    which, first_of_kind = equal_keys(kinds)
    resembled = names.take(pa.array(like[first_of_kind])).dictionary_encode()
    in_words = _in_words(resembled.dictionary)
    duplicates = findings(
        "possible_duplicate",
        own.dictionary.take(own.indices.take(pa.array(first_of_kind))),
        rest=in_words.take(resembled.indices),
        other_row=pa.array(log.rows[like[first_of_kind]]).cast(pa.string()),
        reason=pa.array(WHY_ALIKE).take(pa.array(why[first_of_kind])),
    )
    log.add_many("name", duplicates, later, which)


def _in_words(names: pa.Array) -> pa.Array:
    """Names in quotation marks and on one line."""
    odd = pc.match_substring_regex(names, _ODD_BLANKS)
    spaced = [" ".join(name.split()) for name in names.filter(odd).to_pylist()]
    plain = pc.replace_with_mask(names, odd, pa.array(spaced, names.type))
    before, after = (pa.scalar(sign, names.type) for sign in quoted(" ").split())
    return pc.binary_join_element_wise(before, plain, after, "")


def _places(known: Mapping[str, Column], state: Coded[str]) -> _Places:
    """Codes of the places; a state that is not recognized is compared by its text."""
    none = pa.nulls(len(state.codes), pa.string())
    city, written = (_word_keys(known.get(field, none)) for field in ("city", "state"))
    states = np.where((state.codes == 0) & (written > 0), written + len(state.values), state.codes)
    return _Places(city, states, pd.factorize(_paired(city, states))[0])


def _word_keys(column: Column) -> Ints:
    """A number for the plain words of each cell, 0 if there are none; each distinct cell is read once."""
    encoded = as_dictionary(column)
    keys = np.append(_keys(plain_words(encoded.dictionary.cast(pa.string()))), 0)  # the last serves null cells
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


_CONTACTS: tuple[tuple[Contact, Callable[[Mapping[str, Column]], Ints]], ...] = (
    ("phone", _phones),
    ("website", _websites),
)


def _keys(texts: pa.Array) -> Ints:
    """A number for each distinct text, 0 for ""."""
    codes: Ints = texts.dictionary_encode().indices.to_numpy().astype(np.int64) + 1
    codes[np.asarray(pc.equal(texts, ""))] = 0
    return codes


def _paired(first: Ints, second: Ints) -> Ints:
    """A number for each pair of codes, ordered by the first code, then by the second."""
    pairs: Ints = first * (second.max(initial=0) + 1) + second
    return pairs


def _first_of(keys: Ints) -> Ints:
    """For each position, the first position that has the same key."""
    numbers, first = equal_keys(keys)
    return first[numbers]


def _pairs_by_spelling(names: Names, places: _Places, at: Ints) -> Pairs:
    """Pairs of clinics in one place whose names differ by typos anywhere in the name: each sort order reveals some."""
    place, of = places.both[at], names.of[at]
    candidates = []
    for rank in names.orders:
        order = stable_argsort(_paired(place, rank[of]))
        ordered_places, ordered_names = place[order], of[order]
        apart, length, letters = names.apart[ordered_names], names.length[ordered_names], names.letters[ordered_names]
        for step in _NEIGHBORS:
            near = (ordered_places[:-step] == ordered_places[step:]) & (apart[:-step] == apart[step:])
            near &= np.abs(length[:-step] - length[step:]) <= _MOST_SLIPS
            # A typo removes at most one letter and adds at most one, which rules out most pairs at once.
            near &= np.bitwise_count(letters[:-step] ^ letters[step:]) <= 2 * _MOST_SLIPS
            left, right = order[:-step][near], order[step:][near]
            candidates.append(np.minimum(left, right) * len(at) + np.maximum(left, right))
    left, right = np.divmod(distinct(np.concatenate(candidates)), max(len(at), 1))
    near = np.zeros(len(left), dtype=bool)
    for texts in (names.written, names.ordered):
        rest = np.flatnonzero(~near)
        near[rest] = _differ_by_slips(texts[of[left[rest]]], texts[of[right[rest]]])
    return at[left[near]], at[right[near]], np.full(near.sum(), _SPELLING)


def _differ_by_slips(left: NDArray[np.object_], right: NDArray[np.object_]) -> NDArray[np.bool_]:
    """For each pair of names, whether they differ by one typo, or by two typos in different words."""
    slips = process.cpdist(left, right, scorer=OSA.distance, score_cutoff=_MOST_SLIPS, dtype=np.int64)
    near: NDArray[np.bool_] = slips <= _MOST_SLIPS
    for place in np.flatnonzero(near).tolist():
        first, second = left[place], right[place]
        begin, end = Prefix.similarity(first, second), Postfix.similarity(first, second)
        # Two typos in one word make a different word: "Park" and "Peak", "Maple" and "Sable".
        in_two_words = slips[place] == 1 or " " in first[begin : len(first) - end].strip()
        near[place] = in_two_words and slips[place] * _LETTERS_A_SLIP <= max(len(first), len(second))
    return near


def pairs_by_contact(listing: ComparedClinics, contact: Ints, field: Contact) -> Pairs:
    """Pairs of clinics in one state with the same phone or website and roughly similar names.

    `contact`: its number, 0 for none; clinics with a different one do not matter. Clinics of a chain share a website,
    so in different cities it does not make a pair.
    """
    names, places, why = listing.names, listing.places, _WHY[field]
    of = names.of
    at = np.flatnonzero((np.bincount(contact)[contact] > 1) & (contact > 0) & (names.same[of] > 0))
    order = at[np.lexsort((names.same[of[at]], contact[at]))]
    pairs = []
    for step in _NEIGHBORS:
        left, right = order[:-step], order[step:]
        near = (contact[left] == contact[right]) & (names.apart[of[left]] == names.apart[of[right]])
        for place in (places.state, places.city) if why == _WEBSITE else (places.state,):
            near &= (place[left] == place[right]) | (place[left] == 0) | (place[right] == 0)
        pairs.append(np.stack([left[near], right[near]]))
    left, right = np.concatenate(pairs, axis=1)
    texts = [names.written[of[side]] for side in (left, right)]
    near = process.cpdist(*texts, scorer=fuzz.token_set_ratio, score_cutoff=_ROUGHLY_ALIKE, dtype=np.float64) > 0
    return left[near], right[near], np.full(near.sum(), why)


def grouped(left: Ints, right: Ints, why: Ints, count: int) -> Alike:
    """Groups as unions of pairs. `like` is the match with the most certain reason, then the first in the file."""
    first, before = np.arange(count), np.full(count, -1)
    while not np.array_equal(
        first, before
    ):  # each pass merges groups that touch, and halves the path to the first clinic
        before = first.copy()
        low = np.minimum(first[left], first[right])
        np.minimum.at(first, first[left], low)
        np.minimum.at(first, first[right], low)
        first = first[first]
    none = len(WHY_ALIKE) * count
    best = np.full(count, none)
    for clinics, resembled in ((left, right), (right, left)):
        np.minimum.at(best, clinics, why * np.int64(count) + resembled)
    alone = best == none
    like, whys = np.where(alone, -1, best % max(count, 1)), np.where(alone, -1, best // max(count, 1))
    return Alike(first, like, whys)
