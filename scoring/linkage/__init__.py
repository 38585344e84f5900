"""Which rows are one clinic: rows of persons grouped, and clinics that may be listed twice.

In: `Columns`. Out: grouped columns, and groups of similar clinics. Open the module of your question first:

- `person_rows`: whether the rows of a file are persons, and grouping them into clinics.
- `record_linkage`: clinics that may be listed twice, and why. A shared telephone counts only with names roughly alike
  in one state, a shared website only in one city too.
- `clinic_keys`: the keys by which `person_rows` groups; `name_keys`: the names that `record_linkage` compares.
"""

from scoring.linkage.person_rows import FileRows, PersonRowEvidence, clinic_rows, unused_name
from scoring.linkage.record_linkage import WHY, Alike, alike, log_alike

__all__ = ["WHY", "Alike", "FileRows", "PersonRowEvidence", "alike", "clinic_rows", "log_alike", "unused_name"]
