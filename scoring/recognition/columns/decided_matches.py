"""Matches columns as decided earlier on the list, whose files may differ in headers and their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.recognition.columns.column_decision import ColumnDecision
from scoring.recognition.columns.column_matching import Matching
from scoring.recognition.columns.header_matches import SYNONYM
from scoring.recognition.columns.yes_no import YesNo


def match_as_decided(
    matching: Matching, earlier: ColumnDecision, numbers: Mapping[int, int], chosen: Mapping[int, Sequence[str]]
) -> None:
    """Match the columns that were decided on.

    `numbers`: place -> its position in the earlier decision. `chosen`: place -> the fields that a setting gives it,
    which are matched already. A setting for a field replaces the columns that headers matched to it. A column that was
    passed over feeds its field if the file lacks all that were preferred.
    """
    by_setting = {canonical for fields in chosen.values() for canonical in fields}
    for place, number in numbers.items():
        _note(matching, earlier, place, number, chosen)
    for canonical, feeding in earlier.fields.items():
        places = _places(earlier, canonical, feeding, numbers)
        for place in places:
            column = earlier.columns[numbers[place]]
            answers_it = column.yes_no is not None and column.yes_no[0] == canonical
            if place not in chosen and (canonical not in by_setting or answers_it):
                origin = (column.matched_by, column.confidence) if column.matched_by else SYNONYM
                matching.assign(canonical, [place], *origin)
        if canonical in matching.fields:
            others = [place for place in matching.fields[canonical] if place not in places]
            as_decided = [place for place in places if place in matching.fields[canonical]]
            matching.fields[canonical] = as_decided + others
    for place, number in numbers.items():
        passed_over = earlier.columns[number].passed_over
        if passed_over and place not in matching.origins and place not in chosen:
            matching.passed_over[place] = passed_over


def _note(
    matching: Matching, earlier: ColumnDecision, place: int, number: int, chosen: Mapping[int, Sequence[str]]
) -> None:
    """Note what was decided on a column besides the fields that it feeds."""
    column = earlier.columns[number]
    if column.refused:
        matching.refused.add(place)
    if column.yes_no and column.yes_no[0] in chosen.get(place, column.yes_no):
        matching.yes_no[place] = YesNo(*column.yes_no, column.confidence / 100)
    if column.offered and place not in chosen:
        matching.offered[place] = column.offered


def _places(earlier: ColumnDecision, canonical: str, feeding: Sequence[int], numbers: Mapping[int, int]) -> list[int]:
    """The places of the columns that feed a field, in the order in which they are joined."""
    place_of = {number: place for place, number in numbers.items()}
    places = [place_of[number] for number in feeding if number in place_of]
    reserve = None if places else earlier.fed_without(canonical, place_of)
    return places if reserve is None else [place_of[reserve]]
