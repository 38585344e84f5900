"""A check against a register of providers, offline: which credentials NPPES lists for the people of a file.

In: a `Review`, and the register's file. Out: a `RegisterCheck` for the recipe. Open `verification.py` first. Then
`register_text.py` and `nppes.py`: the register, read in pieces; `subjects.py`: whom the file may name;
`candidates.py` and `entry_matching.py`: which entry belongs to whom.
"""

from scoring.register.nppes import COLUMNS
from scoring.register.verification import check_register, summary

__all__ = ["COLUMNS", "check_register", "summary"]
