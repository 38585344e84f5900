"""The correction file: one field of one clinic's record, what it says now, and what a reader says is right.

A reader makes it with the form on the Clinic page and passes it on; an editor has it checked and, if it is right, adds
it to the recipe. It is JSON of at most 120 kB, holds one correction, and says which record it was made from.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias

import pyarrow as pa
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from scoring.errors import BadSettings
from scoring.file_faults import shown_path
from scoring.reading import blank_cells
from scoring.recipes.strict_json import beginning, quoted_value, refuse_repeated_keys

CLOSED, OTHER = "closed", "other"  # the clinic is to be left out; something that only a person can change
# What a correction may be about: the columns of the record, and two things that are not columns. Not the id, which
# identifies the clinic, nor what the file's editor checked, which no reader states.
CORRECTION_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "credentials": "Who injects",
        "products": "Products",
        "targets": "Targets",
        "imaging": "Imaging",
        "price_usd": "Price",
        "name": "Name",
        "city": "City",
        "state": "State",
        "postal_code": "Postal code",
        "country": "Country",
        "website": "Website",
        "phone": "Phone",
        "npi": "Provider number (NPI)",
        "claims": "Claims",
        "as_of": "Date of the record",
        "source_url": "Source",
        "notes": "Notes",
        CLOSED: "This clinic has closed",
        OTHER: "Something else",
    }
)
SENDERS: Mapping[str, str] = MappingProxyType({"patient": "A patient", "clinic": "The clinic", "other": "Someone else"})
LONGEST_TEXT = 2_000  # characters of each text: more than the longest cell that names terms, and short to read
_MOST_BYTES = 120_000  # all texts of that length, every character escaped
Text: TypeAlias = Annotated[str, Field(max_length=LONGEST_TEXT)]
Digest: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def has_visible(text: str) -> bool:
    """Whether a text holds a visible character; blanks, NUL and zero-width spaces are not."""
    return not blank_cells(pa.array([text]))[0]


def _is_field(field: str) -> str:
    if field not in CORRECTION_FIELDS:
        raise ValueError(f"expected one of {', '.join(CORRECTION_FIELDS)}")
    return field


class _Values(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class CorrectedDataset(_Values):
    """The list that the reader saw: SHA-256 of its file and of its recipe, and the rubric and vocabulary in use."""

    fingerprint: Digest
    recipe_fingerprint: Digest
    rubric: Text
    vocabulary: Text


class CorrectedClinic(_Values):
    """The clinic, as the reader saw it. `row`: of its record in the file; a header row has the number 1."""

    clinic_id: Text
    name: Text
    city: Text
    state: Text
    row: Annotated[int, Field(ge=1)]


class Correction(_Values):
    """A correction of one field.

    `field`: a key of `CORRECTION_FIELDS`. `old`: the words of the record, "" if it says nothing; `new`: the right
    ones. `reason`: where that can be checked. `sender`: a key of `SENDERS`, "" if not said. `date`: when it was made.
    """

    format: Literal["clinic-correction"] = "clinic-correction"
    version: Literal[1] = 1
    dataset: CorrectedDataset
    clinic: CorrectedClinic
    field: Annotated[str, AfterValidator(_is_field)]
    old: Text
    new: Text
    reason: Text = ""
    sender: Literal["", "patient", "clinic", "other"] = ""
    date: date

    @model_validator(mode="after")
    def _says_something(self) -> Correction:
        if self.field == CLOSED:
            if self.old or self.new:
                raise ValueError("for a clinic that has closed, old and new have to be empty")
        elif not has_visible(self.new):
            raise ValueError("new has to say what is right")
        elif self.new.strip() == self.old.strip():
            raise ValueError("old and new are the same")
        return self

    def to_json(self) -> str:
        """The file: small, readable, with every key."""
        return self.model_dump_json(indent=2) + "\n"


def load_correction(source: str | os.PathLike[str] | bytes, name: str = "correction") -> Correction:
    """A correction from a path or bytes. `name`: what sentences call bytes.

    Raises `BadSettings` with what was expected: for a file that is too large, is not such JSON, or holds an unknown or
    repeated key.
    """
    origin = name if isinstance(source, bytes) else shown_path(source)
    content = beginning(source, _MOST_BYTES, "correction file")
    if len(content) > _MOST_BYTES:
        raise BadSettings(f"{origin}: expected a correction file of at most {_MOST_BYTES // 1_000} kB.")
    try:
        correction = Correction.model_validate_json(content)
    except ValidationError as error:
        raise BadSettings(f"{origin}: {_why(error)}.") from None
    refuse_repeated_keys(content, origin)
    return correction


def _why(error: ValidationError) -> str:
    """The first fault of a file, as the rest of a sentence."""
    first = error.errors()[0]
    key = ".".join(map(str, first["loc"]))
    match first["type"]:
        case "json_invalid" | "model_type" | "model_attributes_type":
            if not key:
                return "this is no correction file, or only part of one; give a .json file as the Clinic page saves it"
        case "missing":
            return f"{key} is missing"
        case "extra_forbidden":
            return f"{quoted_value(key)} is no part of a correction file"
    return f"{key + ': ' if key else ''}{first['msg'].removeprefix('Value error, ')}"
