"""Small registers of fictional providers in the layout of NPPES, and lists of clinics to check against them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from scoring import Review
from scoring.recipes import RegisterCheck
from scoring.register import check_register
from tests.scoring.files import reviewed

HEADERS = {
    "npi": "NPI",
    "entity": "Entity Type Code",
    "replacement": "Replacement NPI",
    "organization": "Provider Organization Name (Legal Business Name)",
    "last": "Provider Last Name (Legal Name)",
    "first": "Provider First Name",
    "middle": "Provider Middle Name",
    "credential": "Provider Credential Text",
    "other_last": "Provider Other Last Name",
    "mailing_city": "Provider Business Mailing Address City Name",
    "city": "Provider Business Practice Location Address City Name",
    "state": "Provider Business Practice Location Address State Name",
    "postal_code": "Provider Business Practice Location Address Postal Code",
    "updated": "Last Update Date",
    "deactivated": "NPI Deactivation Date",
    "reactivated": "NPI Reactivation Date",
    "code_1": "Healthcare Provider Taxonomy Code_1",
    "switch_1": "Healthcare Provider Primary Taxonomy Switch_1",
    "code_2": "Healthcare Provider Taxonomy Code_2",
    "switch_2": "Healthcare Provider Primary Taxonomy Switch_2",
}
NAME = "npidata_pfile_20050523-20261108.csv"
DATE = date(2026, 11, 8)
JANE, ROE, GROUP, OTHER = "2000000002", "2000000010", "2000000028", "2000000036"
Entry = Mapping[str, str]


def entry(npi: str = JANE, **cells: str) -> dict[str, str]:
    """The entry of a pain physician in Tampa, except for the given cells."""
    usual = {
        "entity": "1",
        "last": "SMITH",
        "first": "JANE",
        "middle": "A",
        "credential": "MD",
        "city": "TAMPA",
        "state": "FL",
        "postal_code": "336021234",
        "updated": "11/01/2026",
        "code_1": "208VP0014X",
        "switch_1": "Y",
    }
    return {"npi": npi, **usual, **cells}


def organization(npi: str = GROUP, **cells: str) -> dict[str, str]:
    """The entry of an organization in Tampa, except for the given cells."""
    nobody = {"last": "", "first": "", "middle": "", "credential": ""}
    return entry(npi, **{"entity": "2", "organization": "GULF SPINE LLC", "code_1": "208VP0014X", **nobody, **cells})


def register_bytes(entries: Sequence[Entry], line_end: str = "\n", delimiter: str = ",") -> bytes:
    """The entries as CSV, every cell quoted, as published."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text, list(HEADERS), restval="", quoting=csv.QUOTE_ALL, lineterminator=line_end, delimiter=delimiter
    )
    writer.writerow(HEADERS)
    writer.writerows(entries)
    return text.getvalue().encode()


def clinic(**cells: str) -> dict[str, str]:
    """A clinic in Tampa that names Jane Smith and states her training, except for the given cells."""
    usual = {
        "clinic_id": "gulf",
        "name": "Gulf Spine",
        "city": "Tampa",
        "state": "FL",
        "postal_code": "33602",
        "npi": "",
        "credentials": "Jane Smith, MD, pain medicine",
        "credentials_verified": "",
        "products": "PRP",
        "targets": "disc",
        "imaging": "fluoroscopy",
    }
    return {**usual, **cells}


def checked(
    clinics: Sequence[Mapping[str, str]] | Review, register: Sequence[Entry] | bytes, **settings: Any
) -> RegisterCheck:
    """The result of checking clinics against a register."""
    review = clinics if isinstance(clinics, Review) else reviewed(list(clinics))
    content = register if isinstance(register, bytes) else register_bytes(register)
    return check_register(review, io.BytesIO(content), **{"name": NAME, **settings})


def outcome(check: RegisterCheck) -> list[tuple[str, ...]]:
    """The listings and doubts of a check in short form."""
    listings = [(x.clinic, x.npi, x.matched_by, *x.terms) for x in check.listings]
    return listings + [(x.clinic, x.code, x.value) for x in check.doubts]
