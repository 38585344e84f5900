"""Two editions of a list: which clinics are new, gone or changed, and why each rank moved.

In: two `Review`s. Out: `EditionChanges`. Open `edition_changes.py` first (`change_sentences.py`: the same in words).
`edition_differences.py` holds the differences as positions and small integers, `clinic_matches.py` says which clinic
of one list is which of the other, `cell_changes.py` what changed in a record, and `rank_moves.py` splits a move of
ranks into its causes.
"""

from scoring.editions.change_sentences import change_sentences, match_sentences, score_sentences
from scoring.editions.clinic_matches import ClinicMatches, clinic_matches
from scoring.editions.edition_changes import COLUMNS, MOVES, EditionChanges, edition_changes
from scoring.editions.edition_differences import KINDS, EditionDifferences, edition_differences
from scoring.editions.rank_moves import CAUSES, RankMoves, rank_moves

__all__ = [
    "CAUSES",
    "COLUMNS",
    "KINDS",
    "MOVES",
    "ClinicMatches",
    "EditionChanges",
    "EditionDifferences",
    "RankMoves",
    "change_sentences",
    "clinic_matches",
    "edition_changes",
    "edition_differences",
    "match_sentences",
    "rank_moves",
    "score_sentences",
]
