"""The result of a check against a register of providers: credentials that it lists, and what did not fit.

The recipe holds it, so that a review gives the same again without the register.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from scoring.linkage import unused_name
from scoring.problems import ProblemLog, finding
from scoring.reading import Column, as_text, whole
from scoring.recognition import Columns
from scoring.vocabulary import CANONICAL, taxonomy, vocabulary
from scoring.wording import day_in_words, listed, quoted

SOURCE_COLUMN = "credentials_verified_source"
# What a check may say about a clinic, by the codes of the catalogue of problems.
DoubtCode: TypeAlias = Literal[
    "register_npi_missing",
    "register_npi_deactivated",
    "register_npi_repeated",
    "register_organization",
    "register_name_differs",
    "register_several",
    "register_no_training",
    "register_training_differs",
]


DatedBy: TypeAlias = Literal["setting", "file name", "newest entry"]


class _Values(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Entry(_Values):
    clinic: str


class Listing(_Entry):
    """An entry of the register for somebody at a clinic.

    `clinic`: the clinic's id. `matched_by`: what the entry and the record share. `codes`: the taxonomy codes that the
    provider reported; `terms`: the credentials that they confirm.
    """

    npi: str
    matched_by: Literal["npi", "name and place"]
    codes: Annotated[tuple[str, ...], Field(strict=False)]
    terms: Annotated[tuple[str, ...], Field(strict=False)]

    @property
    def trainings(self) -> str:
        """The codes in the words of the code set, as a list; a code without a name is given as is."""
        known = taxonomy()
        return listed([quoted(known[code].name) if code in known else f"code {code}" for code in self.codes])


class Doubt(_Entry):
    """What did not fit: its code, the clinic's id, the value that it is about, and more in words."""

    code: DoubtCode
    value: str
    rest: str = ""


class RegisterCheck(_Values):
    """One check against one register.

    `register_name`: the file's name. `as_of`: the register's date, known by `dated_by`. `size` and `sha256`: of its
    text, unpacked. `skipped`: how many of its rows could not be read.
    """

    register_name: str
    as_of: date
    dated_by: DatedBy
    size: int
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    skipped: int = 0
    listings: Annotated[tuple[Listing, ...], Field(strict=False)] = ()
    doubts: Annotated[tuple[Doubt, ...], Field(strict=False)] = ()

    def behind(self, source: str) -> tuple[Listing, ...]:
        """The listings that a cell of the column of sources mentions, including those of rows merged later."""
        return tuple(listing for listing in self.listings if listing.terms and self.source_of(listing) in source)

    @property
    def in_order(self) -> RegisterCheck:
        """The same check with its entries in one canonical order."""

        def in_text(entry: _Entry) -> str:
            return json.dumps(entry.model_dump(mode="json", exclude_defaults=True), sort_keys=True)

        update = {name: tuple(sorted(getattr(self, name), key=in_text)) for name in ("listings", "doubts")}
        return self.model_copy(update=update)

    def followed(self, ids: Mapping[str, str]) -> RegisterCheck:
        """The same check after clinics got new ids: former id -> id."""

        def renamed(entries: tuple[_Entry, ...]) -> tuple[_Entry, ...]:
            return tuple(entry.model_copy(update={"clinic": ids.get(entry.clinic, entry.clinic)}) for entry in entries)

        return self.model_copy(update={"listings": renamed(self.listings), "doubts": renamed(self.doubts)})

    @property
    def clinics(self) -> tuple[str, ...]:
        """The clinic of each listing, then that of each doubt."""
        return (*(listing.clinic for listing in self.listings), *(doubt.clinic for doubt in self.doubts))

    def applied(self, columns: Columns, positions: NDArray[np.int64], problems: ProblemLog) -> Columns:
        """The columns with the listed credentials beside the record's own, and a column that says their source.

        `positions`: of `clinics`, -1 for one that the file lacks, which is a problem. So is each doubt.
        """
        places = dict(zip(self.clinics, positions.tolist(), strict=True))
        for clinic, place in places.items():
            if place < 0:
                problems.add("", finding("recipe_clinic_missing", clinic))
        for doubt in self.doubts:
            if (place := places[doubt.clinic]) >= 0:
                column = "credentials" if doubt.code == "register_training_differs" else "npi"
                problems.add(column, finding(doubt.code, doubt.value, rest=doubt.rest), columns.rows[place])
        by_place: dict[int, list[Listing]] = {}
        for listing in self.listings:
            if (place := places[listing.clinic]) >= 0 and listing.terms:
                by_place.setdefault(place, []).append(listing)
        if not by_place:
            return columns
        credited = sorted(by_place)
        own = columns.known.get("credentials_verified", pa.nulls(len(columns), pa.string()))
        verified = _beside(own, credited, [verified_words(by_place[place]) for place in credited])
        sources = _beside(
            pa.nulls(len(columns), pa.string()),
            credited,
            ["; ".join(self.source_of(listing) for listing in by_place[place]) for place in credited],
        )
        known = {**columns.known, "credentials_verified": verified.dictionary_encode()}
        known = {name: known[name] for name in CANONICAL if name in known}
        others = {**columns.other_columns, unused_name(SOURCE_COLUMN, columns.other_columns): sources}
        return Columns(known, others, columns.rows, columns.matches)

    def source_of(self, listing: Listing) -> str:
        """Where a listing comes from, in a sentence no stronger than the register."""
        return (
            f"Listed in NPPES (US), {day_in_words(self.as_of)}, as {listing.trainings} under NPI {listing.npi}; "
            "self-reported to CMS, and no proof of board certification"
        )


def verified_words(listings: Sequence[Listing]) -> str:
    """The credentials that listings confirm, as a list in the vocabulary's labels, in its order."""
    checked = {term for listing in listings for term in listing.terms}
    return "; ".join(vocabulary().labels("credentials", checked))


def _beside(column: Column, at: Sequence[int], texts: Sequence[str]) -> pa.Array:
    """The column with a text at some positions, after the existing text."""
    cells = whole(as_text(column)).cast(pa.string())
    changed = np.zeros(len(cells), dtype=bool)
    changed[list(at)] = True
    joined = pc.binary_join_element_wise(cells.filter(pa.array(changed)), pa.array(texts), "; ", null_handling="skip")
    return pc.replace_with_mask(cells, pa.array(changed), joined)
