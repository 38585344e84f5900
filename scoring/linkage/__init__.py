"""Which rows are one clinic: rows of persons grouped, and clinics that may be listed twice.

In: `Columns`. Out: grouped columns, and groups of similar clinics. Open `clinic_keys.py` first.
"""

from scoring.linkage.person_rows import FileRows, PersonRowEvidence, clinic_rows
from scoring.linkage.record_linkage import WHY, Alike, alike, log_alike

__all__ = ["WHY", "Alike", "FileRows", "PersonRowEvidence", "alike", "clinic_rows", "log_alike"]
