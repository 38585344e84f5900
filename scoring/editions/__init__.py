"""Two editions of a list: which clinics are new, gone or changed, and why each rank moved.

In: two `Review`s. Out: `EditionChanges`. Open `edition_changes.py` first; `clinic_matches.py` says which clinic of the
one list is which of the other, `rank_moves.py` splits a move of ranks into its causes.
"""

from scoring.editions.clinic_matches import ClinicMatches, clinic_matches
from scoring.editions.edition_changes import COLUMNS, KINDS, EditionChanges, edition_changes
from scoring.editions.rank_moves import CAUSES, RankMoves, rank_moves

__all__ = [
    "CAUSES",
    "COLUMNS",
    "KINDS",
    "ClinicMatches",
    "EditionChanges",
    "RankMoves",
    "clinic_matches",
    "edition_changes",
    "rank_moves",
]
