"""How the columns of a file are matched to fields, while this is being worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scoring.recognition.columns.column_decision import ColumnDecision, DecidedColumn, HeaderPlace
from scoring.recognition.columns.yes_no import YesNo
from scoring.vocabulary import CANONICAL


@dataclass
class Matching:
    """How columns are matched to fields, by place in the file, until it is a `ColumnDecision`.

    `refused`: places that a person set aside. `settled`: places that a person, or an earlier file of the list, decided
    on; `decided`: of the latter. `fields`: field -> places of the columns that feed it, in the order in which they are
    joined. `origins`: place -> how it was matched and the confidence (0-100). `yes_no`: place -> what a yes/no column
    answers. `offered`: place -> the field that its cells suggest. `passed_over`: place -> the field that its header
    names, if other columns feed it. `understood`: place and field -> the share of all rows in which the column
    states something for the field (0 to 1), if that was counted. `grids`: place -> the question of a grid.
    """

    refused: set[int] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)
    decided: set[int] = field(default_factory=set)
    fields: dict[str, list[int]] = field(default_factory=dict)
    origins: dict[int, tuple[str, int]] = field(default_factory=dict)
    yes_no: dict[int, YesNo] = field(default_factory=dict)
    offered: dict[int, str] = field(default_factory=dict)
    passed_over: dict[int, str] = field(default_factory=dict)
    understood: dict[tuple[int, str], float] = field(default_factory=dict)
    grids: dict[int, str] = field(default_factory=dict)

    def assign(self, canonical: str, places: Iterable[int], matched_by: str, confidence: int) -> None:
        """Let columns feed a field; each column keeps the way in which it was matched first."""
        for place in places:
            self.fields.setdefault(canonical, []).append(place)
            self.origins.setdefault(place, (matched_by, confidence))

    def decision(self, headers: Sequence[HeaderPlace], fractions: Sequence[str]) -> ColumnDecision:
        """What was decided on the columns with these headers. `fractions`: as in `ColumnDecision`."""
        fed: dict[int, list[str]] = {}
        for canonical in CANONICAL:
            for place in self.fields.get(canonical, ()):
                fed.setdefault(place, []).append(canonical)
        columns = []
        for place, header in enumerate(headers):
            matched_by, confidence = self.origins.get(place, ("", 0))
            offered, passed_over = self.offered.get(place, ""), self.passed_over.get(place, "")
            shares = [
                share
                for name in (*fed.get(place, ()), offered or passed_over)
                if (share := self.understood.get((place, name))) is not None
            ]
            answered = self.yes_no.get(place)
            columns.append(
                DecidedColumn(
                    (header,),
                    matched_by,
                    confidence,
                    (answered.dimension, answered.labels) if answered else None,
                    offered,
                    passed_over,
                    round(100 * shares[0]) if shares else None,
                    refused=place in self.refused,
                )
            )
        fields = {canonical: tuple(places) for canonical, places in self.fields.items()}
        return ColumnDecision(tuple(columns), fields, tuple(fractions))
