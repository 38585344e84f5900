"""The account of one clinic: what its record states on each question, what each term gives, and by which rule.

All its figures can be added up by hand: the steps of a question make its points, the weighted points the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
import pyarrow as pa

from scoring import decisions
from scoring.reading import blank_cells
from scoring.recipes import SOURCE_COLUMN, verified_words
from scoring.recognition import Stated, facts
from scoring.reports.calculation import Contents, Step, calculations, points
from scoring.reports.open_questions import open_question, points_in_doubt
from scoring.review import Review
from scoring.rubric import FLAGS, QUESTIONS, Flag, Question
from scoring.scores import EMPTY, flag_codes, whole_weights
from scoring.vocabulary import Entry, is_blank, vocabulary

NO_NAME = "(no name)"
# Characters that change the direction of writing, with which a name could reverse the text beside it, or itself.
_WITHOUT_DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
# The columns that a question is answered from.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "who": ("credentials", "credentials_verified"),
    "what": ("products",),
    "where": ("targets", "imaging"),
    "how": ("targets", "imaging"),
}


@dataclass(frozen=True)
class Answered:
    """One question of one clinic.

    `words`: column -> its cell as written, "" if blank. `terms`: labels of what was understood. `ambiguous`:
    words that may mean several terms, and terms in doubt. `low`, `high`: tenths of points that are sure and possible.
    `value`, `counted`: tenths as its column shows them (`EMPTY` if nothing is sure), and as it counts.
    `sum`: how the steps make the points, in words; `doubt`: why the points of something stated are not sure, "" if
    they are.
    """

    question: str
    rule: Question
    weight: float
    words: Mapping[str, str]
    terms: tuple[str, ...]
    ambiguous: tuple[Entry, ...]
    steps: tuple[Step, ...]
    sum: str
    doubt: str
    value: int
    low: int
    high: int
    counted: int
    flags: Mapping[str, Flag]

    @property
    def is_open(self) -> bool:
        """Whether nothing of the question is sure, though something is possible."""
        return self.value == EMPTY

    @property
    def is_sure(self) -> bool:
        """Whether nothing is left open."""
        return self.low == self.high

    @property
    def matters(self) -> bool:
        """Whether it is open and has weight, so that it leaves the score open."""
        return not self.is_sure and self.weight > 0


@dataclass(frozen=True)
class Account:
    """One clinic under one review. `flags`: those of no question; the others are with their questions."""

    review: Review
    position: int
    clinic_id: str
    name: str
    questions: Mapping[str, Answered]
    flags: Mapping[str, Flag]
    stated: Mapping[str, Stated] = field(repr=False)

    @property
    def profile(self) -> int:
        """The clinic's place in the review's profiles and totals."""
        return int(self.review.profiles.codes[self.position])

    @property
    def scored(self) -> bool:
        """Whether enough is stated for a score."""
        return bool(self.review.totals.scored[self.profile])

    @property
    def is_alone(self) -> bool:
        """Whether no other clinic of its file has a score, so that its rank, or one that it could get, says nothing."""
        return self.review.scored == int(self.scored)

    @property
    def score(self) -> int:
        """Tenths, or -1 without a score."""
        return int(self.review.totals.score[self.profile])

    @property
    def formula(self) -> str:
        """The score as a sum over the four questions, which anyone can recompute; "" without a score."""
        if not self.scored:
            return ""
        shares = whole_weights(self.review.weights).tolist()
        weighed = zip(shares, self.questions.values(), strict=True)
        parts = [f"{_weight(share)} \u00d7 {points(answer.counted)}" for share, answer in weighed]
        return f"({' + '.join(parts)}) / {_weight(sum(shares))} = {points(self.score)}"

    @cached_property
    def raises(self) -> tuple[decisions.Raise, ...]:
        """What its record could state that would raise the score, the most points first."""
        return decisions.raises(self.review, self.position)

    @property
    def all_flags(self) -> Mapping[str, Flag]:
        """Every flag of the clinic, in the contract's order."""
        flags = dict(self.flags)
        for answer in self.questions.values():
            flags.update(answer.flags)
        return {code: flags[code] for code in FLAGS if code in flags}

    @property
    def checked_by_editor(self) -> str:
        """The cell of `credentials_verified` without what a register listed; "" if it is blank."""
        check = self.review.recipe.register_check
        added = verified_words(check.behind(self.register_source)) if check else ""
        return self.cell("credentials_verified").removesuffix(added).removesuffix("; ")

    @property
    def register_source(self) -> str:
        """What a register lists for the clinic's people, in sentences joined by semicolons; "" if nothing is."""
        others = self.review.understood.other_columns
        names = [name for name in others if name.startswith(SOURCE_COLUMN)]  # the last is that of the recipe's check
        return _cell(others[names[-1]], self.position) if names and self.review.recipe.register_check else ""

    def cell(self, column: str) -> str:
        """A cell of the record as written; "" if it is blank or there is no such column."""
        return cell_of(self.review, self.position, column)


def names_shown(names: Sequence[str | None] | pd.Series[str]) -> list[str]:
    """Names of clinics for a reader: `NO_NAME` in place of one without a visible character.

    In a label of a chart or a cell of a table nothing else takes out what would have a name read backward.
    """
    texts = pa.array(names, pa.large_string(), from_pandas=True)
    shown = zip(texts.to_pylist(), blank_cells(texts), strict=True)
    return [NO_NAME if blank else without_directions(name) for name, blank in shown]


def without_directions(text: str) -> str:
    """A text without characters that change the direction of writing."""
    return text if text.isascii() else text.translate(_WITHOUT_DIRECTIONS)


def cell_of(review: Review, position: int, column: str) -> str:
    """A cell of the record at a position as written; "" if it is blank or there is no such column."""
    known = review.understood.known
    return _cell(known[column], position) if column in known else ""


def position_of(review: Review, clinic_id: str) -> int | None:
    """The position of a clinic in the review, or None if it holds no such id."""
    try:
        clinic_id.encode()
    except UnicodeEncodeError:  # a lone surrogate, which an address may hold, but no file does
        return None
    return review.understood.position_of(clinic_id)


def positions_of(review: Review, ids: Iterable[str]) -> dict[str, int]:
    """Id -> position, of the ids that the review holds, in their order."""
    located = {clinic_id: position_of(review, clinic_id) for clinic_id in ids}
    return {clinic_id: position for clinic_id, position in located.items() if position is not None}


def account(review: Review, position: int) -> Account:
    """The account of the clinic at a position of the review."""
    records, rubric = review.understood, review.rubric
    stated = {name: coded.values[coded.codes[position]] for name, coded in records.stated.items()}
    country = records.country.values[records.country.codes[position]] or facts.HOME
    known = records.known
    written = {name: _cell(known[name], position) for columns in COLUMNS.values() for name in columns if name in known}
    contents = Contents(stated, frozenset(name for name, cell in written.items() if cell), country)
    by_question = calculations(rubric, contents)
    profile = int(review.profiles.codes[position])
    codes = flag_codes(int(review.profiles.flags[profile])).split(";")
    flags = {code: rubric.flags[code] for code in codes if code}

    def answered(place: int, question: str) -> Answered:
        rule = rubric.questions[question]
        dimension = rule.dimension
        numbers = {name: int(getattr(review.profiles, name)[profile, place]) for name in ("value", "low", "high")}
        numbers["counted"] = int(review.totals.counted[profile, place])
        calculation = by_question[question]
        return Answered(
            question=question,
            rule=rule,
            weight=review.weights[question],
            words={name: written.get(name, "") for name in COLUMNS[question]},
            terms=vocabulary().labels(dimension, stated[dimension].terms),
            ambiguous=tuple(vocabulary().ambiguous[dimension][word] for word in sorted(stated[dimension].ambiguous)),
            steps=calculation.steps,
            sum=calculation.total or open_question(question, rubric, contents, numbers),
            doubt=points_in_doubt(question, rubric, contents, numbers["low"]),
            flags={code: flag for code, flag in flags.items() if flag.question == question},
            **numbers,
        )

    questions = {question: answered(place, question) for place, question in enumerate(QUESTIONS)}
    return Account(
        review=review,
        position=position,
        clinic_id=_cell(known["clinic_id"], position),
        name=names_shown([known["name"][position].as_py()])[0],
        questions=questions,
        flags={code: flag for code, flag in flags.items() if flag.question is None},
        stated=stated,
    )


def _weight(millionths: int) -> str:
    """A weight with all its digits: 25, 33.3125."""
    whole, rest = divmod(millionths, 1_000_000)
    return f"{whole}.{rest:06d}".rstrip("0").rstrip(".")


def _cell(column: pa.Array, position: int) -> str:
    text = column[position].as_py() or ""
    return "" if is_blank(text) else str(text)
