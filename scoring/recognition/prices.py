"""The prices of a column in US dollars, and what a person or the column's other cells settle of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from scoring.limits import Clock
from scoring.problems import Finding, RowLog, finding, value_text
from scoring.reading import Column
from scoring.recognition.coded_column import Coded, read_column, stated_cells
from scoring.recognition.price_statement import (
    PRICE_ASSUMPTIONS,
    Price,
    PriceAssumption,
    decimal_signs,
    price_statement,
)
from scoring.vocabulary import is_blank, vocabulary

_UNCLEAR: Mapping[PriceAssumption, str] = {
    "decimal_comma": "price_decimal_unclear",
    "us_dollars": "price_currency_unclear",
    "per_treatment": "price_per_part",
}
_NO_FINDINGS: tuple[Finding, ...] = ()
NO_PRICE = Price()


@dataclass(frozen=True)
class PriceReading:
    """How the prices of a column were read.

    `unsettled`: what would have to be assumed of some prices -> the first cell that needs it. `assumed`: what was, by a
    person or by the column's other cells. `comma`: a cell that shows a decimal comma, where that settled others.
    """

    unsettled: Mapping[PriceAssumption, str] = field(default_factory=dict)
    assumed: Set[PriceAssumption] = frozenset()
    comma: str = ""


def read_prices(
    column: Column | None, headers: Iterable[str], decided: Iterable[PriceAssumption], log: RowLog, clock: Clock
) -> tuple[Coded[Price], PriceReading]:
    """The prices of a column and how they were read. `headers`: its own; `decided`: what a person settled."""
    cells = []
    for cell in stated_cells(column):
        clock.check()
        cells.append(value_text(cell))
    comma = _decimal_comma(cells)
    of_column = {*_dollars(cells, headers)}
    if comma:
        of_column.add("decimal_comma")
    assumed = of_column.union(decided)
    unsettled: dict[PriceAssumption, str] = {}
    for cell in cells:
        statement = price_statement(cell)
        for assumption in statement.needs if statement else ():
            unsettled.setdefault(assumption, cell)
    coded = read_column("price_usd", column, NO_PRICE, clock.limited(lambda cell: read_price(cell, assumed)), log)
    example = unsettled.get("decimal_comma", "")
    settled = comma if example and "decimal_comma" not in frozenset(decided) else ""
    if settled:
        log.problems.add("price_usd", finding("price_decimal_settled", example, rest=settled))
    return coded, PriceReading(unsettled, assumed, settled)


def read_price(cell: str, assumed: Set[PriceAssumption] = frozenset({"us_dollars"})) -> tuple[Price, Sequence[Finding]]:
    """The price that a cell states, if all that it needs is `assumed`; else, and for other texts, `NO_PRICE`."""
    text = value_text(cell)
    if is_blank(text):
        return NO_PRICE, _NO_FINDINGS
    statement = price_statement(text)
    if statement is None:
        other_currency = vocabulary().currencies.others.search(text.lower())
        return NO_PRICE, (finding("price_in_other_currency" if other_currency else "price_not_understood", text),)
    for assumption in PRICE_ASSUMPTIONS:
        if assumption in statement.needs - assumed:
            return NO_PRICE, (finding(_UNCLEAR[assumption], text),)
    if statement.several:
        return statement.price, (finding("price_several", text, terms=str(statement.price)),)
    return statement.price, _NO_FINDINGS


def _decimal_comma(cells: Iterable[str]) -> str:
    """The first cell that shows a decimal comma, "" if none does or another shows a decimal point."""
    shown = ""
    for cell in cells:
        signs = decimal_signs(cell)
        if "." in signs:
            return ""
        shown = shown or ("," in signs and cell) or ""
    return shown


def _dollars(cells: Iterable[str], headers: Iterable[str]) -> list[PriceAssumption]:
    """The assumption that amounts without a currency are US dollars.

    It holds unless more cells name another currency than name the dollar, and no header names the dollar.
    """
    currencies = vocabulary().currencies
    dollar = re.compile(currencies.us_dollar)
    if any(dollar.search(header.lower()) for header in headers):
        return ["us_dollars"]
    lowered = [cell.lower() for cell in cells]
    others = sum(bool(currencies.others.search(cell)) for cell in lowered)
    return ["us_dollars"] if others <= sum(bool(dollar.search(cell)) for cell in lowered) else []
