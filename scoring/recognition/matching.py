"""How the columns of a file are matched to fields, while this is being found out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scoring.recognition.yes_no import YesNo


@dataclass
class Matching:
    """How columns are matched to fields, by place in the file.

    `refused`: places that a person set aside. `fields`: field -> places of the columns that feed it, in the order in
    which they are joined. `origins`: place -> how it was matched and the confidence (0-100). `yes_no`: place -> the
    answers of a yes/no column. `offered`: place -> the field that its cells suggest. `passed_over`: place -> the field
    that its header names, where other columns feed it. `understood`: place and field -> the
    share of all rows in which the column states something for the field (0 to 1), where that was counted.
    """

    refused: set[int] = field(default_factory=set)
    fields: dict[str, list[int]] = field(default_factory=dict)
    origins: dict[int, tuple[str, int]] = field(default_factory=dict)
    yes_no: dict[int, YesNo] = field(default_factory=dict)
    offered: dict[int, str] = field(default_factory=dict)
    passed_over: dict[int, str] = field(default_factory=dict)
    understood: dict[tuple[int, str], float] = field(default_factory=dict)

    def assign(self, canonical: str, places: Iterable[int], matched_by: str, confidence: int) -> None:
        """Let columns feed a field; a column keeps the way in which it was matched first."""
        for place in places:
            self.fields.setdefault(canonical, []).append(place)
            self.origins.setdefault(place, (matched_by, confidence))
