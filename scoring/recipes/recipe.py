"""The recipe: a person's decisions about a file, kept apart from it, readable, and applicable to its next version.

The file itself is never changed. A recipe is JSON: the sheet or encoding, what a row is, header matches, meanings of
values, edits, clinics left out, and what a register lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_serializer

from scoring.reading import FirstRow
from scoring.recipes.list_decision import ListDecision
from scoring.recipes.register_check import RegisterCheck
from scoring.recognition import DateOrder, Meanings, PriceAssumption
from scoring.vocabulary import value_key

PLACES = ("state", "country")  # fields besides the dimensions whose values a person may assign a meaning
Fields = Annotated[tuple[str, ...], Field(strict=False)]


class _Values(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Edit(_Values):
    """A corrected cell: the clinic's id, a canonical column and the new text.

    `note`: who said so, when, and where it can be checked; it changes no figure, so it is not part of the fingerprint.
    """

    clinic: str
    column: str
    value: str
    note: str = ""


class Merge(_Values):
    """Rows that are one clinic, by the keys of their clinics.

    `keep`: those whose values are combined; `drop`: those whose values are not used. `edits`: cells of these rows that
    were corrected before they were merged.
    """

    keep: Annotated[tuple[str, ...], Field(strict=False)]
    drop: Annotated[tuple[str, ...], Field(strict=False)] = ()
    edits: Annotated[tuple[Edit, ...], Field(strict=False)] = ()

    @property
    def clinics(self) -> tuple[str, ...]:
        """All of them, those that are kept first."""
        return self.keep + self.drop

    @property
    def in_order(self) -> Merge:
        """The same rows and the last edit of each cell, in one canonical order."""
        return Merge(keep=tuple(sorted(self.keep)), drop=tuple(sorted(self.drop)), edits=_last_edits(self.edits))


def _read_only(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(mapping))


class Recipe(_Values):
    """A person's decisions about a file.

    Reading the file:
    `sheet`: of a workbook; None for the first visible one. `encoding`: of a text that does not declare one; None to
    guess it, `UTF8` if it is that except for stray bytes. `first_row_is`: a clinic in a file without a header, whose
    columns are then `column_1` and so on. `one_row_is`: what a row represents; rows of people are grouped into clinics.
    `columns`: header -> canonical columns. `dates`: how to read dates that may be day first or month first; None if
    undecided. `prices`: what to assume about prices that leave it unsaid. `whole_list`: what all files of a list decide
    together; None if each file decides on its own.

    Its content:
    `values`: dimension -> value as written -> terms, none for "nothing to count"; also state or country -> value -> its
    one code. `edits`: cells replaced; of several edits of a cell the last wins. `merges`: rows that are one clinic.
    `apart`: clinics that look alike and are not the same, by their keys. `exclude`: ids of clinics to leave out.
    `register_check`: what a register of providers lists of the clinics.

    `keys`: how the fingerprint spells values; "as_written" in recipes published before spellings were normalized, whose
    links keep working.
    """

    version: Literal[1] = 1
    keys: Literal["normalized", "as_written"] = "normalized"
    sheet: str | None = None
    encoding: str | None = None
    first_row_is: FirstRow = "header"
    one_row_is: Literal["clinic", "person"] = "clinic"
    dates: DateOrder | None = None
    prices: Annotated[tuple[PriceAssumption, ...], Field(strict=False)] = ()
    columns: Annotated[Mapping[str, Fields], AfterValidator(_read_only)] = Field(default_factory=dict)
    values: Annotated[Mapping[str, Mapping[str, tuple[str, ...]]], Field(strict=False), AfterValidator(_read_only)] = (
        Field(default_factory=dict)
    )
    edits: Annotated[tuple[Edit, ...], Field(strict=False)] = ()
    exclude: Annotated[tuple[str, ...], Field(strict=False)] = ()
    merges: Annotated[tuple[Merge, ...], Field(strict=False)] = ()
    apart: Annotated[tuple[Annotated[tuple[str, ...], Field(strict=False)], ...], Field(strict=False)] = ()
    register_check: RegisterCheck | None = None
    whole_list: ListDecision | None = None

    def __bool__(self) -> bool:
        return self != Recipe()

    @field_serializer("columns", "values")
    def _plain(self, mapping: Mapping[str, Any]) -> dict[str, Any]:
        return {key: dict(value) if isinstance(value, Mapping) else list(value) for key, value in mapping.items()}

    @property
    def has_notes(self) -> bool:
        """Whether some edit names its source."""
        return any(edit.note for edit in (*self.edits, *(edit for merge in self.merges for edit in merge.edits)))

    @property
    def assigned(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Dimension -> key of a value -> its terms, in the form in which cells are read."""
        return {
            dimension: {value_key(value): frozenset(terms) for value, terms in values.items()}
            for dimension, values in self.values.items()
        }

    @property
    def meanings(self) -> Meanings:
        """What was decided about the cells' meaning, in the form in which they are read."""
        of_list = self.whole_list or ListDecision()
        return Meanings(self.assigned, self.dates, self.prices, of_list.dates, of_list.prices)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the decisions, as 64 hexadecimal digits.

        Neither the order of decisions matters nor spellings of a value that are read as the same. What is undecided is
        not part of it, so the ids of datasets stay the same when recipes can decide more one day.
        """
        ordered = self.in_order
        content = json.loads(ordered.model_dump_json(exclude_defaults=True, exclude={"keys", "merges", "apart"}))
        content |= {"exclude": sorted(set(self.exclude)), "edits": list(map(_cell, ordered.edits))}
        if self.merges:
            content["merges"] = list(map(_rows, ordered.merges))
        if self.apart:
            content["apart"] = sorted({tuple(sorted(clinics)) for clinics in self.apart})
        if self.prices:
            content["prices"] = sorted(set(self.prices))
        if self.keys == "normalized" and self.values:
            content["values"] = {
                dimension: {key: sorted(terms) for key, terms in values.items()}
                for dimension, values in self.assigned.items()
            }
        if self.register_check:
            content["register_check"] = {"listings": [], "doubts": []} | content["register_check"]
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def in_order(self) -> Recipe:
        """The same decisions, the last one for a cell, in one canonical order.

        A clinic may have two names in a file, its key and its id, and a merged one has those of its rows. So recipes
        with one fingerprint decide alike what is decided under two of them.
        """
        ordered: dict[str, Any] = {
            "edits": _last_edits(self.edits),
            "merges": tuple(sorted((merge.in_order for merge in self.merges), key=_rows)),
        }
        if self.register_check:
            ordered["register_check"] = self.register_check.in_order
        return self.model_copy(update=ordered)

    def as_written(self) -> Recipe:
        """The same decisions, with the fingerprint that they had before it normalized the spelling of values."""
        return self.model_copy(update={"keys": "as_written"})

    def to_json(self) -> str:
        """The recipe as a small readable file; what is undecided is left out."""
        return self.model_dump_json(indent=2, exclude_defaults=True) + "\n"


def _last_edits(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The last edit of each cell, in one canonical order."""
    last = {(edit.clinic, edit.column): edit for edit in edits}
    return tuple(sorted(last.values(), key=_cell))


def _cell(edit: Edit) -> list[str]:
    return [edit.clinic, edit.column, edit.value]


def _rows(merge: Merge) -> list[list[Any]]:
    return [[*merge.keep], [*merge.drop], [*map(_cell, merge.edits)]]
