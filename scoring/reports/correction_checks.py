"""Readers' corrections: checked against the file that an editor has open, and, once accepted, as a recipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scoring.linkage import NAME_AND_PLACE, alike_codes
from scoring.recipes import CLOSED, CORRECTION_FIELDS, OTHER, SENDERS, Correction, Edit, Recipe
from scoring.reports.correction_effects import CellEffect, Placing, cell_effects, placing
from scoring.reports.explanation import NO_NAME, cell_of, position_of
from scoring.review import Review
from scoring.wording import counted, cut, day_in_words, quoted

_LONGEST_QUOTED = 120  # characters of a record's words in a sentence


@dataclass(frozen=True)
class CheckedCorrection:
    """A correction beside the record that it is about.

    `position`: of its clinic, None if this file has none. `now`: the words of the record. `refusal`: why it cannot be
    applied, a sentence; "" if it can. `another_file`: whether it was made from another file or another edition of it.
    `effect`: what it would do on its own; None if it is refused, and for a clinic that has closed. `is_applied`:
    whether it is refused because the recipe has it already.
    """

    correction: Correction
    position: int | None
    clinic_id: str
    now: str
    refusal: str
    another_file: bool
    before: Placing | None = None
    effect: CellEffect | None = None
    is_applied: bool = False

    @property
    def cell(self) -> tuple[str, str]:
        """What it changes: the clinic's id here and the field."""
        return self.clinic_id, self.correction.field

    @property
    def title(self) -> str:
        """Which clinic and which field, in words."""
        name = self.correction.clinic.name.strip() or NO_NAME
        return f"{cut(name, _LONGEST_QUOTED)}: {CORRECTION_FIELDS[self.correction.field]}"


def check_corrections(review: Review, corrections: Sequence[Correction]) -> tuple[CheckedCorrection, ...]:
    """Each correction beside the record of this review, in the same order, with its effect if it can be applied."""
    clinics = _Clinics(review, corrections)
    checked = [_checked(review, clinics, number, correction) for number, correction in enumerate(corrections)]
    at = [place for place, entry in enumerate(checked) if not entry.refusal and entry.correction.field != CLOSED]
    effects = cell_effects(
        review,
        [position for place in at if (position := checked[place].position) is not None],
        [_edit(checked[place]) for place in at],
    )
    for place, effect in zip(at, effects, strict=True):
        checked[place] = replace(checked[place], effect=effect)
    return tuple(checked)


def contradictions(checked: Iterable[CheckedCorrection]) -> dict[tuple[str, str], str]:
    """The cells to which these corrections, if all were applied, would give several words -> a sentence that says so.

    A correction that is refused is not among them.
    """
    words: dict[tuple[str, str], dict[str, CheckedCorrection]] = {}
    for entry in checked:
        if not entry.refusal:
            words.setdefault(entry.cell, {})[entry.correction.new.strip()] = entry
    return {
        cell: f"{next(iter(by_words.values())).title}. The corrections differ: {' or '.join(map(_quoted, by_words))}. "
        "Accept only one of them."
        for cell, by_words in words.items()
        if len(by_words) > 1
    }


def with_corrections(recipe: Recipe, accepted: Iterable[CheckedCorrection]) -> Recipe:
    """The recipe with these corrections: their cells edited, and clinics that have closed left out.

    Each edit has a note on its source. What is refused is skipped; the caller has ruled out `contradictions`.
    """
    usable = [entry for entry in accepted if not entry.refusal]
    edits = {(edit.clinic, edit.column): edit for edit in recipe.edits}
    edits.update({entry.cell: _edit(entry) for entry in usable if entry.correction.field != CLOSED})
    closed = [entry.clinic_id for entry in usable if entry.correction.field == CLOSED]
    return recipe.model_copy(
        update={"edits": tuple(edits.values()), "exclude": tuple(dict.fromkeys([*recipe.exclude, *closed]))}
    )


def _edit(entry: CheckedCorrection) -> Edit:
    correction = entry.correction
    who = SENDERS[correction.sender] if correction.sender else "A correction, sender not stated"
    note = " ".join(filter(None, (f"{who}, {day_in_words(correction.date)}.", correction.reason.strip())))
    return Edit(clinic=entry.clinic_id, column=correction.field, value=correction.new, note=note)


class _Clinics:
    """The clinics of a review, looked up as corrections name them."""

    def __init__(self, review: Review, corrections: Sequence[Correction]) -> None:
        self._review = review
        self._corrections = corrections

    def named(self, number: int) -> tuple[int | None, str]:
        """The position of the clinic of a correction, or None with a sentence that says why there is none.

        An id is valid in the file that it came from; in another, ids may be numbered anew, so the name has to be the
        same too. Otherwise the clinic is the only one of that name, city and state.
        """
        correction, review = self._corrections[number], self._review
        clinic = correction.clinic
        by_id = position_of(review, clinic.clinic_id)
        same_file = correction.dataset.fingerprint == review.fingerprint
        if by_id is not None and (same_file or _is_named(cell_of(review, by_id, "name"), clinic.name)):
            return by_id, ""
        alike = self._of_the_same_name(number)
        if len(alike) == 1:
            return int(alike[0]), ""
        place = ", ".join(filter(None, (clinic.city, clinic.state)))
        named = f"named {_quoted(clinic.name)}{f' in {cut(place, _LONGEST_QUOTED)}' if place else ''}"
        if len(alike):
            return None, f"{counted(len(alike), 'clinic')} here are {named}, and none has the id of the correction."
        if clinic.clinic_id in review.recipe.exclude:
            return None, "This clinic is left out of the list already."
        if by_id is not None:
            other = _quoted(cell_of(review, by_id, "name"))
            return None, f"The id of the correction belongs to {other} here, and no clinic is {named}."
        return None, f"No clinic here has the id of the correction, and none is {named}."

    def _of_the_same_name(self, number: int) -> NDArray[np.int64]:
        """The positions of the clinics with the same name, city and state; none without a name."""
        here, named = self._names
        return np.flatnonzero((here == named[number]) & (here >= 0))

    @cached_property
    def _names(self) -> list[NDArray[np.int64]]:
        """Numbers of name and place, for each clinic and each correction; made for the first that needs them."""
        fields = {
            field: pa.array(
                [_encodable(getattr(correction.clinic, field)) for correction in self._corrections], pa.string()
            )
            for field in NAME_AND_PLACE
        }
        return alike_codes(NAME_AND_PLACE, self._review.understood.known, fields)


def _encodable(text: str) -> str:
    """A text without half a character, which a program may write and no table can hold; it then matches no other."""
    return text.encode("utf-8", "replace").decode()


def _is_named(name: str, other: str) -> bool:
    """Whether two names of clinics mean the same; two blanks do."""
    first, last = alike_codes(("name",), {"name": pa.array([name])}, {"name": pa.array([_encodable(other)])})
    return bool(first[0] == last[0])


def _checked(review: Review, clinics: _Clinics, number: int, correction: Correction) -> CheckedCorrection:
    position, refusal = clinics.named(number)
    another_file = correction.dataset.fingerprint != review.fingerprint
    if position is None:
        is_applied = correction.field == CLOSED and correction.clinic.clinic_id in review.recipe.exclude
        return CheckedCorrection(correction, None, "", "", refusal, another_file, is_applied=is_applied)
    is_column = correction.field not in (CLOSED, OTHER)
    clinic_id = cell_of(review, position, "clinic_id")
    now = cell_of(review, position, correction.field) if is_column else ""
    is_applied = any(
        (edit.clinic, edit.column, edit.value) == (clinic_id, correction.field, correction.new)
        for edit in review.recipe.edits
    )
    if correction.field == OTHER:
        refusal = "Only a person can decide on this: read it, and change the record yourself."
    elif is_applied:
        refusal = "Your recipe has this correction already."
    elif is_column and now.strip() == correction.new.strip():
        refusal = "The record says this already."
    elif is_column and now.strip() != correction.old.strip():
        refusal = (
            f"The record now says {_quoted(now)}, and the correction was made when it said "
            f"{_quoted(correction.old)}. Look at the record before you change it."
        )
    return CheckedCorrection(
        correction,
        position,
        clinic_id,
        now,
        refusal,
        another_file,
        before=placing(review, position),
        is_applied=is_applied,
    )


def _quoted(text: str) -> str:
    return quoted(cut(text, _LONGEST_QUOTED)) if text.strip() else "nothing"
