"""The check of a review against a register of providers: what the recipe then holds, and its summary in words."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from scoring.errors import UnreadableFile
from scoring.limits import Clock, Limits
from scoring.problems import LONGEST_VALUE
from scoring.recipes import Doubt, DoubtCode, Listing, RegisterCheck
from scoring.register.candidates import candidates
from scoring.register.entry_matching import TooManyPairs, matches
from scoring.register.nppes import CODES, Register
from scoring.register.register_text import RegisterText
from scoring.register.subjects import subjects
from scoring.review import Review
from scoring.stages import begin_stage
from scoring.vocabulary import taxonomy, vocabulary
from scoring.wording import counted, listed

_CODE = re.compile(r"[0-9A-Z]{10}")  # of the provider taxonomy, listed or not
_DOUBTS_IN_WORDS: Mapping[DoubtCode, tuple[str, str]] = {
    "register_npi_missing": ("NPI that the register lacks", "NPIs that the register lacks"),
    "register_npi_deactivated": ("deactivated NPI", "deactivated NPIs"),
    "register_npi_repeated": ("NPI with entries that differ", "NPIs with entries that differ"),
    "register_organization": ("NPI of an organization", "NPIs of organizations"),
    "register_name_differs": ("NPI under another name", "NPIs under another name"),
    "register_several": ("name that several entries fit", "names that several entries fit"),
    "register_no_training": ("entry without a training that is known here", "entries without a training known here"),
    "register_training_differs": ("clinic that states other training", "clinics that state other training"),
}


def check_register(
    review: Review,
    source: str | os.PathLike[str] | BinaryIO,
    *,
    name: str | None = None,
    as_of: date | None = None,
    limits: Limits | None = None,
) -> RegisterCheck:
    """Look the people of a review up in a register in the layout of NPPES, which is read once and in pieces.

    source: a path, or a binary file that can be rewound. name: of the file, if the source has none. as_of: the
    register's date; else that of its file name or of its newest entry. limits: what the source may unpack to, and
    how long it may be read; without them, any size. A review under a recipe with the result, as
    `register_check`, has the credentials that the register lists. Raises `UnreadableFile`.
    """
    begin_stage("Opening the register")
    people = subjects(review)
    with RegisterText(source, name, Clock(limits) if limits else None) as text:
        register = Register(text)
        entries = candidates(register, people, text.clock)
        day, dated_by = register.day(as_of)
        size, digest, shown_name = text.size, text.sha256, text.shown_name
    begin_stage(f"Matching {counted(len(entries), 'entry', 'entries')} of the register")
    try:
        result = matches(people, entries)
    except TooManyPairs:
        raise UnreadableFile(
            f"In the register {shown_name}, far more entries fit the names of this list than it has people; give an "
            "extract of the places of these clinics."
        ) from None
    positions = people.rows["clinic"].to_numpy()
    listings = _listings(review, result.listings, positions)
    differing = _differing(review, listings)
    doubts = _doubts(review, result.doubts, positions) + _no_training(listings) + differing
    return RegisterCheck(
        register_name=text.name,
        as_of=day,
        dated_by=dated_by,
        size=size,
        sha256=digest,
        skipped=register.skipped,
        listings=_without_credit(listings, {doubt.clinic for doubt in differing}),
        doubts=doubts,
    )


def summary(check: RegisterCheck, clinics: int) -> str:
    """The results of a check, in a few sentences."""
    ways: dict[str, str] = {}
    for listing in check.listings:
        if ways.get(listing.clinic) != "npi":
            ways[listing.clinic] = listing.matched_by
    by = Counter(ways.values())
    credited = len({listing.clinic for listing in check.listings if listing.terms})
    verb = "is" if 1 in (len(ways), clinics) else "are"
    text = f"{len(ways):,} of {counted(clinics, 'clinic')} {verb} listed in the register of {check.as_of}"
    if ways:
        text += (
            f": {by['npi']:,} by NPI, {by['name and place']:,} by name and place; {credited:,} got verified credentials"
        )
    kinds = Counter(doubt.code for doubt in check.doubts)
    unfit = [counted(kinds[code], *words) for code, words in _DOUBTS_IN_WORDS.items() if kinds[code]]
    text += f". Does not fit: {listed(unfit)}." if unfit else "."
    others = clinics - len(ways.keys() | {doubt.clinic for doubt in check.doubts})
    if others:
        text += f" Nothing in the register fits {counted(others, 'other clinic')}, by what the record says of people."
    if check.skipped:
        verb = "was" if check.skipped == 1 else "were"
        text += f" {counted(check.skipped, 'row')} of the register could not be read and {verb} left out."
    return text


def _listings(review: Review, pairs: pd.DataFrame, positions: NDArray[np.int64]) -> tuple[Listing, ...]:
    """The listings in the order of the clinics, one entry per clinic; cells that hold no code are left out."""
    placed = pairs.assign(position=positions[pairs["subject"].to_numpy(dtype=np.int64)])
    placed = placed.sort_values(["position", "npi", "matched_by"]).drop_duplicates(["position", "npi"])
    known = taxonomy()
    rows = zip(
        _ids(review, placed["position"]), placed["npi"], placed["matched_by"], map(_codes, placed["codes"]), strict=True
    )
    return tuple(
        Listing(
            clinic=clinic,
            npi=npi,
            matched_by=matched_by,
            codes=codes,
            terms=tuple(dict.fromkeys(known[code].term for code in codes if code in known)),
        )
        for clinic, npi, matched_by, codes in rows
    )


def _codes(text: str) -> tuple[str, ...]:
    """The distinct codes in a text, at most as many as an entry has columns for them: the recipe keeps them."""
    return tuple(dict.fromkeys(filter(_CODE.fullmatch, text.split())))[: len(CODES)]


def _doubts(review: Review, doubts: pd.DataFrame, positions: NDArray[np.int64]) -> tuple[Doubt, ...]:
    placed = doubts.assign(position=positions[doubts["subject"].to_numpy(dtype=np.int64)])
    columns = ["position", "code", "value", "rest"]
    placed = placed.assign(**{name: placed[name].str[:LONGEST_VALUE] for name in ("value", "rest")})
    placed = placed[columns].drop_duplicates().sort_values(columns)
    rows = zip(_ids(review, placed["position"]), placed["code"], placed["value"], placed["rest"], strict=True)
    return tuple(Doubt(clinic=clinic, code=code, value=value, rest=rest) for clinic, code, value, rest in rows)


def _no_training(listings: tuple[Listing, ...]) -> tuple[Doubt, ...]:
    """Listings whose codes confirm nothing, so that nobody wonders where their credit is."""
    return tuple(
        Doubt(
            clinic=listing.clinic, code="register_no_training", value=listing.npi, rest=listing.trainings or "no code"
        )
        for listing in listings
        if not listing.terms
    )


def _differing(review: Review, listings: tuple[Listing, ...]) -> tuple[Doubt, ...]:
    """Clinics that state training that the register does not list, while it lists other training."""
    listed_terms: dict[str, set[str]] = {}
    for listing in listings:
        listed_terms.setdefault(listing.clinic, set()).update(listing.terms)
    ids = pd.Index(review.understood.known["clinic_id"].to_pylist())
    coded = review.understood.stated["credentials"]
    doubts = []
    for clinic, terms in listed_terms.items():
        stated = coded.values[coded.codes[ids.get_loc(clinic)]].terms
        if terms and stated and not _agree(review, stated, terms):
            texts = [listed(vocabulary().labels("credentials", side)) for side in (stated, terms)]
            doubts.append(Doubt(clinic=clinic, code="register_training_differs", value=texts[0], rest=texts[1]))
    return tuple(doubts)


def _without_credit(listings: tuple[Listing, ...], clinics: set[str]) -> tuple[Listing, ...]:
    """The listings, some clinics' without terms: a listing that the record contradicts confirms nothing."""
    return tuple(
        listing.model_copy(update={"terms": ()}) if listing.clinic in clinics else listing for listing in listings
    )


def _agree(review: Review, stated: frozenset[str], terms: set[str]) -> bool:
    """Whether what is stated and what is listed may belong to one person: a degree fits any physician's training."""
    physicians = {term for term in terms if review.rubric.person[term].physician}
    return bool(stated & terms) or (stated == {"physician"} and bool(physicians))


def _ids(review: Review, positions: pd.Series[int]) -> list[str]:
    ids: list[str] = review.understood.known["clinic_id"].take(pa.array(positions.to_numpy())).to_pylist()
    return ids
