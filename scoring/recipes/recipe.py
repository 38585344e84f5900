"""The recipe: a person's decisions about a file, kept apart from it, readable, and applicable to its next version.

The file itself is never changed. A recipe is JSON: its sheet or encoding, what a row is, header
matches, meanings of values, edits, clinics left out, and what a register lists.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_serializer

from scoring.errors import BadSettings
from scoring.file_faults import shown_path
from scoring.reading import ENCODINGS, UTF8, FirstRow
from scoring.recipes.list_decision import ListDecision
from scoring.recipes.register_check import RegisterCheck
from scoring.recipes.strict_json import beginning, quoted_value, refuse_repeated_keys
from scoring.recognition import DateOrder, Meanings, PriceAssumption
from scoring.vocabulary import CANONICAL, DIMENSIONS, value_key, vocabulary
from scoring.wording import shown_value

_MOST_BYTES = 5_000_000
PLACES = ("state", "country")  # fields beside the dimensions whose values a person may say the meaning of
Fields = Annotated[tuple[str, ...], Field(strict=False)]


class _Values(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Edit(_Values):
    """A corrected cell: the clinic's id, a canonical column and the new text.

    `note`: who said so, when, and where it can be checked; it changes no figure, so it is no part of the fingerprint.
    """

    clinic: str
    column: str
    value: str
    note: str = ""


class Merge(_Values):
    """Rows that are one clinic, by the keys of their clinics.

    `keep`: those whose values are gathered; `drop`: those whose values are not used. `edits`: cells of these rows that
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
        """The same rows and the last edit of each cell, in one order whatever theirs."""
        return Merge(keep=tuple(sorted(self.keep)), drop=tuple(sorted(self.drop)), edits=_last_edits(self.edits))


def _read_only(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(mapping))


class Recipe(_Values):
    """A person's decisions about a file.

    `sheet`: of a workbook, None for the first visible one. `encoding`: of a text that does not say how it is encoded,
    None to guess it; `UTF8` if it is that but for stray bytes. `first_row_is`: a clinic in a file without a header; its
    columns are then `column_1` and so on. `columns`: header -> canonical columns. `values`: dimension -> value as
    written -> terms, none for "nothing to count"; also state or country -> value -> its one code. `edits` replace
    cells, the last one of a cell wins. `merges`: rows that are one clinic. `apart`: clinics that look alike and are not
    the same, by their keys. `exclude`: ids of clinics to leave out. `register_check`: what a register of providers
    lists of the clinics. `one_row_is`: what a row of the file is; the rows of persons are grouped into clinics.
    `dates`: how dates are read that may be day first or month first, None where nothing is decided. `prices`: what is
    assumed of prices that do not say it. `keys`: how the fingerprint spells values; "as_written" in recipes that were
    published when it did so, whose links stay. `whole_list`: what all files of a list decide together, None where each
    decides by itself.
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
        """Whether some edit says who said so."""
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
        """What was decided of the cells' meaning, in the form in which they are read."""
        of_list = self.whole_list or ListDecision()
        return Meanings(self.assigned, self.dates, self.prices, of_list.dates, of_list.prices)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the decisions, as 64 hexadecimal digits.

        Neither the order of decisions matters nor spellings of a value that are read as the same. What is undecided is
        not part of it, so that the ids of datasets stay when recipes can decide more one day.
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
        """The same decisions, the last one of a cell, in one order whatever theirs.

        A clinic may have two names in a file, its key and its id, and a merged one has those of its rows. What is
        decided under two of them is so decided alike by recipes of one fingerprint.
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
    """The last edit of each cell, in one order whatever theirs."""
    last = {(edit.clinic, edit.column): edit for edit in edits}
    return tuple(sorted(last.values(), key=_cell))


def _cell(edit: Edit) -> list[str]:
    return [edit.clinic, edit.column, edit.value]


def _rows(merge: Merge) -> list[list[Any]]:
    return [[*merge.keep], [*merge.drop], [*map(_cell, merge.edits)]]


def load_recipe(source: str | os.PathLike[str] | bytes | Recipe | None) -> Recipe:
    """A recipe from a path or bytes, or as it is.

    Raises `BadSettings` with what was expected, or with what is decided twice.
    """
    if source is None:
        return Recipe()
    if isinstance(source, Recipe):
        keys = (key for mapping in (source.columns, source.values, *source.values.values()) for key in mapping)
        try:
            "".join((source.to_json(), *keys)).encode()  # the keys beside, as JSON gets theirs with losses
        except ValueError:  # half a character, as Python makes of a byte that is not UTF-8
            raise BadSettings("recipe: expected text that UTF-8 can hold, in its sheet and headers too.") from None
        _check(source, "recipe")
        return source
    if not isinstance(source, str | os.PathLike | bytes):
        raise BadSettings(f"recipe: expected a Recipe, its JSON as bytes or a path, found {shown_value(source)}.")
    origin = "recipe" if isinstance(source, bytes) else shown_path(source)
    content = beginning(source, _MOST_BYTES, "recipe file")
    if len(content) > _MOST_BYTES:
        raise BadSettings(f"{origin}: expected a recipe of at most {_MOST_BYTES // 1_000_000} MB.")
    try:
        recipe = Recipe.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            why = "this is no recipe, or only part of one; give a .json file as the Data page saves it"
            raise BadSettings(f"{origin}: {why}.") from None
        key = ".".join(str(part) for part in first["loc"])
        raise BadSettings(f"{origin}: {key + ': ' if key else ''}{first['msg']}.") from None
    refuse_repeated_keys(content, origin)
    _check(recipe, origin)
    return recipe


def _check(recipe: Recipe, origin: str) -> None:
    """Refuse unknown columns, dimensions and terms, and two meanings of one value."""

    def expect(holds: bool, key: str, expected: object) -> None:
        if not holds:
            raise BadSettings(f"{origin}: {key}: expected {expected}.")

    faults = list(recipe.whole_list.faults() if recipe.whole_list else ())
    expect(not faults, *(faults[0] if faults else ("", "")))
    expect(recipe.encoding in (None, UTF8, *ENCODINGS), "encoding", f"one of {', '.join((UTF8, *ENCODINGS))}")
    for header, fields in recipe.columns.items():
        expect(set(fields) <= set(CANONICAL), f"columns.{header}", f"only {', '.join(CANONICAL)}")
    for dimension, values in recipe.values.items():
        fields = (*DIMENSIONS, *PLACES)
        expect(dimension in fields, f"values.{dimension}", f"one of {', '.join(fields)}")
        known = _values_of(dimension)
        for value, terms in values.items():
            expect(set(terms) <= set(known), f"values.{dimension}.{value}", f"only {', '.join(known)}")
            expect(dimension in DIMENSIONS or len(terms) == 1, f"values.{dimension}.{value}", "one code")
        _check_alike(values, f"{origin}: values.{dimension}")
    edits = [(f"edits.{place}", edit) for place, edit in enumerate(recipe.edits)]
    trainings = vocabulary().terms["credentials"]
    for place, listing in enumerate(recipe.register_check.listings if recipe.register_check else ()):
        known = list(trainings)
        expect(set(listing.terms) <= set(known), f"register_check.listings.{place}.terms", f"only {', '.join(known)}")
    often = Counter(clinic for merge in recipe.merges for clinic in merge.clinics)
    for place, merge in enumerate(recipe.merges):
        several = bool(merge.keep) and len(merge.clinics) > 1
        expect(several, f"merges.{place}", "a clinic to keep, and one more to keep or drop")
        twice = [clinic for clinic in merge.clinics if often[clinic] > 1]
        expect(not twice, f"merges.{place}", f"each clinic in one place only, not {', '.join(twice[:1])} in several")
        edits += [(f"merges.{place}.edits.{number}", edit) for number, edit in enumerate(merge.edits)]
    for place, clinics in enumerate(recipe.apart):
        expect(len(set(clinics)) > 1, f"apart.{place}", "two clinics or more")
    for key, edit in edits:
        editable = edit.column in CANONICAL and edit.column != "clinic_id"
        expect(editable, f"{key}.column", f"one of {', '.join(CANONICAL[1:])}")


def _values_of(field: str) -> Collection[str]:
    """The terms of a dimension, or the codes of states or countries."""
    words = vocabulary()
    codes = {"state": words.state_codes, "country": words.country_codes}
    return sorted(set(codes[field].values())) if field in codes else words.terms[field]


def _check_alike(values: Mapping[str, tuple[str, ...]], origin: str) -> None:
    """Refuse two meanings of values that are read as the same one."""
    first: dict[str, str] = {}
    for value, terms in values.items():
        earlier = first.setdefault(value_key(value), value)
        if set(values[earlier]) != set(terms):
            meanings = " and ".join(", ".join(sorted(meaning)) or "nothing" for meaning in (values[earlier], terms))
            raise BadSettings(
                f"{origin}: {quoted_value(earlier)} and {quoted_value(value)} are read as one value and are given two "
                f"meanings, {meanings}; leave one of them."
            )
