"""What all files of a list decide together, so that each of them is read like the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from scoring.recognition import ColumnDecision, ListDateOrder, PriceAssumption
from scoring.vocabulary import CANONICAL, DIMENSIONS

Texts = Annotated[tuple[str, ...], Field(strict=False)]


class ListDecision(BaseModel):
    """What the cells of all files of a list decide.

    `columns`: which column is which. `dates`: the order of its dates, None if no file has dates. `prices`: what is
    assumed about prices that leave it unsaid, None if no file has prices. `headings`: keys of the cities that stand
    alone in a row, as headings of what is below.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    columns: ColumnDecision = ColumnDecision()
    dates: ListDateOrder | None = None
    prices: Annotated[tuple[PriceAssumption, ...], Field(strict=False)] | None = None
    headings: Texts = ()

    def faults(self) -> Iterator[tuple[str, str]]:
        """Where the decision names fields or columns that do not exist: the key, and what is expected there."""
        for canonical, numbers in self.columns.fields.items():
            if canonical not in CANONICAL:
                yield f"whole_list.columns.fields.{canonical}", f"one of {', '.join(CANONICAL)}"
            elif not set(numbers) <= set(range(len(self.columns.columns))):
                yield f"whole_list.columns.fields.{canonical}", f"positions below {len(self.columns.columns)}"
        for number, column in enumerate(self.columns.columns):
            if column.yes_no and column.yes_no[0] not in DIMENSIONS:
                yield f"whole_list.columns.columns.{number}.yes_no", f"one of {', '.join(DIMENSIONS)} first"
            for name in ("offered", "passed_over"):
                if getattr(column, name) not in ("", *CANONICAL):
                    yield f"whole_list.columns.columns.{number}.{name}", f"one of {', '.join(CANONICAL)}"
