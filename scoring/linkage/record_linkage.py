"""Clinics that may be the same: similar names in one place, or roughly similar names with one phone or website.

Only neighbors in a few sort orders of the names are compared, so the work grows linearly with the file.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Postfix, Prefix

from scoring.integer_sort import distinct, equal_keys, stable_argsort
from scoring.linkage.alike_groups import WHY_ALIKE, Alike, Apart, grouped
from scoring.linkage.compared_clinics import CONTACTS, ComparedClinics, Contact, Places, paired
from scoring.linkage.name_keys import Names
from scoring.reading import Column
from scoring.recognition import Coded
from scoring.side_thread import side_thread
from scoring.thresholds import number

_SAME, _PHONE, _WEBSITE, _SPELLING = range(len(WHY_ALIKE))
_LETTERS_A_SLIP = number("letters_of_a_slip")
_MOST_SLIPS = number("most_slips")
_ROUGHLY_ALIKE = number("names_alike")
_NEIGHBORS = range(1, number("farthest_neighbor") + 1)  # distances in a sort order
_MANY = 10_000  # clinics whose contacts take longer to read than a thread to start

Ints = NDArray[np.int64]
Pairs = tuple[Ints, Ints, Ints]  # two clinics by position, and the index of the reason
_WHY: Mapping[Contact, int] = {"phone": _PHONE, "website": _WEBSITE}


def alike(known: Mapping[str, Column], state: Coded[str], apart: Apart | None = None) -> Alike:
    """Which of the clinics in these columns may be the same. A clinic without a name matches no other.

    A missing place matches nothing, except that clinics with one name may all lack it. Pairs that are `apart`
    match only by way of a third clinic.
    """
    # Contacts need little Python, so those of many clinics are read while names are read and compared.
    with side_thread(pays=len(known["name"]) >= _MANY) as beside:
        contacts = [(beside.submit(read, known), field) for field, read in CONTACTS.items() if field in known]
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
    first = with_name[_first_of(paired(names.same[names.of[with_name]], places.both[with_name]))]
    is_first = first == with_name
    once = with_name[is_first]
    same = first[~is_first], with_name[~is_first], np.full((~is_first).sum(), _SAME)
    spelling = _pairs_by_spelling(names, places, once[places.city[once] > 0])
    left, right, whys = (np.concatenate(parts) for parts in zip(same, spelling, strict=True))
    return left, right, whys


def _first_of(keys: Ints) -> Ints:
    """For each position, the first position that has the same key."""
    numbers, first = equal_keys(keys)
    return first[numbers]


def _pairs_by_spelling(names: Names, places: Places, at: Ints) -> Pairs:
    """Pairs of clinics in one place whose names differ by typos anywhere in the name: each sort order reveals some."""
    place, of = places.both[at], names.of[at]
    candidates = []
    for rank in names.orders:
        order = stable_argsort(paired(place, rank[of]))
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
    so in different cities it does not make a pair. Those with one name are in the order of their places, so that the
    order of the file does not matter.
    """
    names, places, why = listing.names, listing.places, _WHY[field]
    of = names.of
    at = np.flatnonzero((np.bincount(contact)[contact] > 1) & (contact > 0) & (names.same[of] > 0))
    order = at[np.lexsort((places.city[at], places.state[at], names.same[of[at]], contact[at]))]
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
