"""The reasons behind a review, in words and tables.

In: a `Review`. Out: frames, sentences and files. One module each:

- `explanation`: the account of one clinic. Open it first.
- `calculation`: its steps, from what the record states to the points of each question.
- `open_questions`: how a question that the record leaves open counts.
- `clinic_summary`: the sentences about one clinic, made from its account (those alike for all are in the rubric).
- `questions_to_ask`: what to ask a clinic, starting with what would settle its score.
- `visit_questions`: what to ask at a visit, also about what a reader looks for.
- `evidence`: what studies show about the products and targets that it offers.
- `pair_explanation`: why one clinic ranks above another; `pair_verdict`: how sure that is, `pair_sentences`:
  the same in words, `pair_record`: for programs. The numbers are those of `scoring.decisions`.
- `raise_questions`: what would raise a score, as questions to the clinic; `raise_sentences`: the same in words.
- `influence`: how much each question, each column and the choice of rubric decide in a file.
- `unscored`: why clinics have no score, and how much a file states.
- `values`: how each distinct value of a file was understood.
- `consequences`: problems by what they could change.
- `changes`: what changed between two reviews of a file, such as after a decision.
- `correction_checks`: what readers say is wrong, beside the record and as a recipe; `correction_effects`: its effect.
- `near_terms`: what the words behind a problem may have meant.
- `groupings`: clinics by state, product, grade and the like.
- `breakdown`: shares and spreads by such groups, and two groups side by side.
- `plane`: clinics by two measures at once.
- `duplicates`: clinics that may be listed twice, side by side.
- `exports`: a review as a file, one writer for each format. Its table is made by `export_table`, what the table states
  of its settings by `export_settings`, the workbook by `live_workbook` (its formulas: `workbook_formulas`; its other
  sheets: `workbook_sheets`; its texts: `workbook_texts`; what a sheet holds at most: `sheet_limits`).
- `export_check`: an export recomputed, and what differs.
"""

from scoring.decisions import (
    PossibleRanks,
    Raise,
    WeightMoves,
    WeightRanks,
    possible_ranks,
    raises,
    unbeaten,
    weight_moves,
    weight_ranks,
)
from scoring.editions import KINDS as CHANGE_KINDS
from scoring.editions import MOVES as MOVE_COLUMNS
from scoring.editions import (
    EditionChanges,
    EditionDifferences,
    edition_differences,
    match_sentences,
    score_sentences,
)
from scoring.linkage import WHY_ALIKE
from scoring.places import SOURCES as LOCATION_SOURCES
from scoring.places import (
    TERRITORIES,
    Place,
    PlaceAnswer,
    Spots,
    circle,
    country_name,
    find_place,
    on_us_map,
    outlines,
    outlines_text,
    spots,
)
from scoring.places import sources as place_sources
from scoring.reports import exports
from scoring.reports.breakdown import COMPARED, LEAST_CLINICS, differences, medians, quantiles, shares, spreads, wilson
from scoring.reports.calculation import ADDS_NOTHING, NOT_REACHED, Step, in_text, points
from scoring.reports.changes import Changes, changes
from scoring.reports.clinic_summary import (
    as_of,
    certainty,
    not_understood,
    open_topics,
    sentences,
    usual_ranks,
    warnings,
)
from scoring.reports.consequences import ProblemKinds, clinics_to_correct, consequences, problem_kinds
from scoring.reports.correction_checks import (
    CheckedCorrection,
    check_corrections,
    contradictions,
    with_corrections,
)
from scoring.reports.correction_effects import CellEffect, Placing
from scoring.reports.duplicates import alike_groups, duplicates, side_by_side
from scoring.reports.evidence import ANY_TARGET, Finding, by_result, evidence, findings, in_short
from scoring.reports.explanation import (
    NO_NAME,
    Account,
    Answered,
    account,
    cell_of,
    names_shown,
    position_of,
    positions_of,
    without_directions,
)
from scoring.reports.export_check import ExportCheck, check_export
from scoring.reports.export_settings import ExportSettings, read_settings
from scoring.reports.exports import to_csv
from scoring.reports.groupings import (
    BY,
    NOT_STATED,
    ORDERED,
    UNCLEAR,
    Group,
    Grouping,
    fixed_groups,
    grouping,
)
from scoring.reports.influence import RubricEffect, column_falls, question_shares, rubric_effect
from scoring.reports.near_terms import NearColumn, NearTerm, near_columns, near_term
from scoring.reports.pair_explanation import PairExplanation, QuestionGap, explain_pair
from scoring.reports.pair_record import pair_record
from scoring.reports.pair_sentences import pair_sentences, term_sentences
from scoring.reports.pair_verdict import assurance, sides, verdict
from scoring.reports.plane import (
    MEASURES,
    MISSING,
    PER_DECADE,
    PRICE,
    SCORE,
    STEP,
    Plane,
    plane,
    standing_alone,
)
from scoring.reports.questions_to_ask import own_questions, to_ask
from scoring.reports.raise_questions import RaiseQuestion, raise_questions, raises_beyond
from scoring.reports.raise_sentences import raise_answers, raise_condition, raise_result, raise_statement
from scoring.reports.unscored import coverage, few_weights, why_not_scored
from scoring.reports.values import ASSIGNED, DENIED, NOT_COUNTED, UNDERSTOOD, values
from scoring.reports.visit_questions import visit_questions
from scoring.wording import (
    MINUS,
    capitalized,
    counted,
    cut,
    day_in_words,
    listed,
    listed_at_most,
    percent,
    quoted,
    share_in_words,
)

__all__ = [
    "ADDS_NOTHING",
    "ANY_TARGET",
    "ASSIGNED",
    "BY",
    "CHANGE_KINDS",
    "COMPARED",
    "DENIED",
    "LEAST_CLINICS",
    "LOCATION_SOURCES",
    "MEASURES",
    "MINUS",
    "MISSING",
    "MOVE_COLUMNS",
    "NOT_COUNTED",
    "NOT_REACHED",
    "NOT_STATED",
    "NO_NAME",
    "ORDERED",
    "PER_DECADE",
    "PRICE",
    "SCORE",
    "STEP",
    "TERRITORIES",
    "UNCLEAR",
    "UNDERSTOOD",
    "WHY_ALIKE",
    "Account",
    "Answered",
    "CellEffect",
    "Changes",
    "CheckedCorrection",
    "EditionChanges",
    "EditionDifferences",
    "ExportCheck",
    "ExportSettings",
    "Finding",
    "Group",
    "Grouping",
    "NearColumn",
    "NearTerm",
    "PairExplanation",
    "Place",
    "PlaceAnswer",
    "Placing",
    "Plane",
    "PossibleRanks",
    "ProblemKinds",
    "QuestionGap",
    "Raise",
    "RaiseQuestion",
    "RubricEffect",
    "Spots",
    "Step",
    "WeightMoves",
    "WeightRanks",
    "account",
    "alike_groups",
    "as_of",
    "assurance",
    "by_result",
    "capitalized",
    "cell_of",
    "certainty",
    "changes",
    "check_corrections",
    "check_export",
    "circle",
    "clinics_to_correct",
    "column_falls",
    "consequences",
    "contradictions",
    "counted",
    "country_name",
    "coverage",
    "cut",
    "day_in_words",
    "differences",
    "duplicates",
    "edition_differences",
    "evidence",
    "explain_pair",
    "exports",
    "few_weights",
    "find_place",
    "findings",
    "fixed_groups",
    "grouping",
    "in_short",
    "in_text",
    "listed",
    "listed_at_most",
    "match_sentences",
    "medians",
    "names_shown",
    "near_columns",
    "near_term",
    "not_understood",
    "on_us_map",
    "open_topics",
    "outlines",
    "outlines_text",
    "own_questions",
    "pair_record",
    "pair_sentences",
    "percent",
    "place_sources",
    "plane",
    "points",
    "position_of",
    "positions_of",
    "possible_ranks",
    "problem_kinds",
    "quantiles",
    "question_shares",
    "quoted",
    "raise_answers",
    "raise_condition",
    "raise_questions",
    "raise_result",
    "raise_statement",
    "raises",
    "raises_beyond",
    "read_settings",
    "rubric_effect",
    "score_sentences",
    "sentences",
    "share_in_words",
    "shares",
    "side_by_side",
    "sides",
    "spots",
    "spreads",
    "standing_alone",
    "term_sentences",
    "to_ask",
    "to_csv",
    "unbeaten",
    "usual_ranks",
    "values",
    "verdict",
    "visit_questions",
    "warnings",
    "weight_moves",
    "weight_ranks",
    "why_not_scored",
    "wilson",
    "with_corrections",
    "without_directions",
]
