"""The recipe: a person's decisions about a file, kept apart from it, readable, and applicable to its next version.

The file itself is never changed. A recipe is JSON: what a row is, header matches, meanings of values, edits, and
clinics left out, what a register lists.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_serializer

from scoring.errors import BadSettings
from scoring.recipes.register_check import RegisterCheck
from scoring.vocabulary import CANONICAL, DIMENSIONS, value_key, vocabulary

_MOST_BYTES = 5_000_000
_LONGEST_QUOTED = 80  # characters of a value in a sentence about it
Fields = Annotated[tuple[str, ...], Field(strict=False)]


class _Values(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Edit(_Values):
    """A corrected cell: the clinic's id, a canonical column and the new text."""

    clinic: str
    column: str
    value: str


def _read_only(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(mapping))


class Recipe(_Values):
    """A person's decisions about a file.

    `sheet`: of a workbook, None for the first visible one. `columns`: header -> canonical columns. `values`:
    dimension -> value as written -> terms, none for "nothing to count". `edits` replace cells, the last one of a cell
    wins. `exclude`: ids of clinics to leave out. `one_row_is`: what a row of the file is; the rows of persons are
    grouped into clinics. `register_check`: what a register of providers lists of the clinics. `keys`: how the
    fingerprint spells values; "as_written" in recipes that were published when it did so, whose links stay.
    """

    version: Literal[1] = 1
    keys: Literal["normalized", "as_written"] = "normalized"
    sheet: str | None = None
    one_row_is: Literal["clinic", "person"] = "clinic"
    columns: Annotated[Mapping[str, Fields], AfterValidator(_read_only)] = Field(default_factory=dict)
    values: Annotated[Mapping[str, Mapping[str, tuple[str, ...]]], Field(strict=False), AfterValidator(_read_only)] = (
        Field(default_factory=dict)
    )
    edits: Annotated[tuple[Edit, ...], Field(strict=False)] = ()
    exclude: Annotated[tuple[str, ...], Field(strict=False)] = ()
    register_check: RegisterCheck | None = None

    def __bool__(self) -> bool:
        return self != Recipe()

    @field_serializer("columns", "values")
    def _plain(self, mapping: Mapping[str, Any]) -> dict[str, Any]:
        return {key: dict(value) if isinstance(value, Mapping) else list(value) for key, value in mapping.items()}

    @property
    def assigned(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Dimension -> key of a value -> its terms, in the form in which cells are read."""
        return {
            dimension: {value_key(value): frozenset(terms) for value, terms in values.items()}
            for dimension, values in self.values.items()
        }

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the decisions, as 64 hexadecimal digits.

        Neither the order of decisions matters nor spellings of a value that are read as the same. What is undecided is
        not part of it, so that the ids of datasets stay when recipes can decide more one day.
        """
        last = {(edit.clinic, edit.column): edit.value for edit in self.edits}
        content = json.loads(self.model_dump_json(exclude_defaults=True, exclude={"keys"})) | {
            "exclude": sorted(set(self.exclude)),
            "edits": sorted([*place, value] for place, value in last.items()),
        }
        if self.keys == "normalized" and self.values:
            content["values"] = {
                dimension: {key: sorted(terms) for key, terms in values.items()}
                for dimension, values in self.assigned.items()
            }
        if self.register_check:
            for name in ("listings", "doubts"):
                entries = content["register_check"].get(name, [])
                content["register_check"][name] = sorted(entries, key=lambda entry: json.dumps(entry, sort_keys=True))
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def as_written(self) -> Recipe:
        """The same decisions, with the fingerprint that they had before it normalized the spelling of values."""
        return self.model_copy(update={"keys": "as_written"})

    def to_json(self) -> str:
        """The recipe as a small readable file; what is undecided is left out."""
        return self.model_dump_json(indent=2, exclude_defaults=True) + "\n"


def load_recipe(source: str | os.PathLike[str] | bytes | Recipe | None) -> Recipe:
    """A recipe from a path or bytes, or as it is.

    Raises `BadSettings` with what was expected, or with what is decided twice.
    """
    if source is None:
        return Recipe()
    if isinstance(source, Recipe):
        _check(source, "recipe")
        return source
    origin = "recipe" if isinstance(source, bytes) else str(source)
    try:
        content = source if isinstance(source, bytes) else Path(source).read_bytes()
    except (OSError, ValueError, TypeError):
        raise BadSettings(f"There is no recipe file at {origin}. Give the file that the Data page offers.") from None
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
    json.loads(content, object_pairs_hook=partial(_only_once, origin))
    _check(recipe, origin)
    return recipe


def _only_once(origin: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs as a mapping; refuses repeated keys, of which the parser would silently keep the last."""
    keys = Counter(key for key, _ in pairs)
    for key in [key for key, times in keys.items() if times > 1]:
        raise BadSettings(f"{origin}: {_quoted(key)} stands {keys[key]} times in one list; leave one of them.")
    return dict(pairs)


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _LONGEST_QUOTED else text[: _LONGEST_QUOTED - 1] + "\u2026")


def _check(recipe: Recipe, origin: str) -> None:
    """Refuse unknown columns, dimensions and terms, and two meanings of one value."""

    def expect(holds: bool, key: str, expected: object) -> None:
        if not holds:
            raise BadSettings(f"{origin}: {key}: expected {expected}.")

    for header, fields in recipe.columns.items():
        expect(set(fields) <= set(CANONICAL), f"columns.{header}", f"only {', '.join(CANONICAL)}")
    for dimension, values in recipe.values.items():
        expect(dimension in DIMENSIONS, f"values.{dimension}", f"one of {', '.join(DIMENSIONS)}")
        known = vocabulary().terms[dimension]
        for value, terms in values.items():
            expect(set(terms) <= set(known), f"values.{dimension}.{value}", f"only {', '.join(known)}")
        _check_alike(values, f"{origin}: values.{dimension}")
    for place, listing in enumerate(recipe.register_check.listings if recipe.register_check else ()):
        known = vocabulary().terms["credentials"]
        expect(set(listing.terms) <= set(known), f"register_check.listings.{place}.terms", f"only {', '.join(known)}")
    for place, edit in enumerate(recipe.edits):
        editable = edit.column in CANONICAL and edit.column != "clinic_id"
        expect(editable, f"edits.{place}.column", f"one of {', '.join(CANONICAL[1:])}")


def _check_alike(values: Mapping[str, tuple[str, ...]], origin: str) -> None:
    """Refuse two meanings of values that are read as the same one."""
    first: dict[str, str] = {}
    for value, terms in values.items():
        earlier = first.setdefault(value_key(value), value)
        if set(values[earlier]) != set(terms):
            meanings = " and ".join(", ".join(sorted(meaning)) or "nothing" for meaning in (values[earlier], terms))
            raise BadSettings(
                f"{origin}: {_quoted(earlier)} and {_quoted(value)} are read as one value and are given two meanings, "
                f"{meanings}; leave one of them."
            )
