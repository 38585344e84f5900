"""Which rows are one clinic: rows of people grouped, and clinics that may be listed twice.

In: `Columns`. Out: grouped columns, and groups of similar clinics. Open the module of your question first:

- `person_rows`: whether the rows of a file are people, and grouping them into clinics.
- `record_linkage`: clinics that may be listed twice, and why. A shared telephone counts only with roughly similar
  names in one state, a shared website only in one city too. `compared_clinics`: names, places and contacts as it
  compares them; `alike_groups`: the groups that its pairs make, and clinics that a person said are different.
- `merged_clinics`: merging clinics that a person said are one; `gathering`: combining several cells into one.
- `clinic_keys`: the keys by which `person_rows` groups clinics, and `name_places` matches those of several tables;
  `name_keys`: the names that are compared.
"""

from scoring.linkage.alike_groups import WHY_ALIKE, Alike, Apart, grouped, log_alike
from scoring.linkage.compared_clinics import ComparedClinics, Contact
from scoring.linkage.gathering import stated_codes
from scoring.linkage.merged_clinics import Members, merged
from scoring.linkage.name_keys import read_names
from scoring.linkage.name_places import NAME_AND_PLACE, alike_codes
from scoring.linkage.person_rows import (
    ClinicRows,
    FileRows,
    PersonRowEvidence,
    clinic_rows,
    evidence_of_list,
    unused_name,
)
from scoring.linkage.record_linkage import Pairs, alike, pairs_by_contact, pairs_by_place

__all__ = [
    "NAME_AND_PLACE",
    "WHY_ALIKE",
    "Alike",
    "Apart",
    "ClinicRows",
    "ComparedClinics",
    "Contact",
    "FileRows",
    "Members",
    "Pairs",
    "PersonRowEvidence",
    "alike",
    "alike_codes",
    "clinic_rows",
    "evidence_of_list",
    "grouped",
    "log_alike",
    "merged",
    "pairs_by_contact",
    "pairs_by_place",
    "read_names",
    "stated_codes",
    "unused_name",
]
