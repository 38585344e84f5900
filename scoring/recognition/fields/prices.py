"""The prices of a column in US dollars, and what a person or the column's other cells settle about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from scoring.limits import Clock
from scoring.problems import Finding, RowLog, finding, value_text
from scoring.reading import Column
from scoring.recognition.fields.coded_column import Coded, read_column, stated_cells
from scoring.recognition.fields.price_statement import (
    PRICE_ASSUMPTIONS,
    Price,
    PriceAssumption,
    PriceStatement,
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
class PriceMeanings:
    """What is assumed about prices that leave something unsaid.

    `decided`: by a person. `of_list`: what the prices of all files of a list show, None if the column's own decide.
    """

    decided: tuple[PriceAssumption, ...] = ()
    of_list: tuple[PriceAssumption, ...] | None = None


@dataclass(frozen=True)
class PriceReading:
    """How the prices of a column were read.

    `unsettled`: what would have to be assumed of some prices -> the first cell that needs it. `assumed`: what a person
    or other cells settled. `comma`: a cell that shows a decimal comma, if that settled other cells of the column, or
    may have settled those of another file of the list.
    """

    unsettled: Mapping[PriceAssumption, str] = field(default_factory=dict)
    assumed: Set[PriceAssumption] = frozenset()
    comma: str = ""


def read_prices(
    column: Column | None, headers: Iterable[str], meant: PriceMeanings, log: RowLog, clock: Clock
) -> tuple[Coded[Price], PriceReading]:
    """The prices of a column and how they were read. `headers`: its own."""
    statements = _statements(stated_cells(column), clock)
    unsettled: dict[PriceAssumption, str] = {}
    for text, statement in statements.items():
        for assumption in statement.needs if statement else ():
            unsettled.setdefault(assumption, text)
    shown = _dollars(statements, headers) if meant.of_list is None else meant.of_list
    assumed = {*meant.decided, *(need for need in shown if need in unsettled or need != "decimal_comma")}
    comma = "" if "decimal_comma" in meant.decided else _evidence(statements, unsettled, meant)
    if comma and "decimal_comma" in unsettled:
        assumed.add("decimal_comma")
    reading = PriceReading(unsettled, assumed, comma)
    for problem in price_findings(reading):
        log.problems.add("price_usd", problem)
    for assumption in _contradicted(statements, headers, meant):
        if assumption in unsettled:
            log.problems.add("price_usd", finding("recipe_prices_contradicted", unsettled[assumption]))

    def read(cell: str) -> tuple[Price, Sequence[Finding]]:
        text = value_text(cell)
        return _price(text, statements[text], assumed) if text in statements else (NO_PRICE, _NO_FINDINGS)

    return read_column("price_usd", column, NO_PRICE, read, log), reading


def price_findings(reading: PriceReading) -> list[Finding]:
    """The problem that reports how prices were read: a decimal comma in some settled how others were read."""
    if not reading.comma or "decimal_comma" not in reading.unsettled:
        return []
    return [finding("price_decimal_settled", reading.unsettled["decimal_comma"], rest=reading.comma)]


def price_assumptions(column: Column | None, headers: Iterable[str], clock: Clock) -> tuple[PriceAssumption, ...]:
    """What the prices of a column show about those that leave something unsaid."""
    statements = _statements(stated_cells(column), clock)
    shown = _dollars(statements, headers)
    return (*shown, "decimal_comma") if _decimal_comma(statements) else tuple(shown)


def read_price(cell: str, assumed: Set[PriceAssumption] = frozenset({"us_dollars"})) -> tuple[Price, Sequence[Finding]]:
    """The price that a cell states if everything that it needs is `assumed`; otherwise `NO_PRICE`."""
    text = value_text(cell)
    return (NO_PRICE, _NO_FINDINGS) if is_blank(text) else _price(text, price_statement(text), assumed)


def _statements(cells: Iterable[str], clock: Clock) -> dict[str, PriceStatement | None]:
    """The text of each cell that is not blank, and what it states."""
    statements: dict[str, PriceStatement | None] = {}
    for cell in cells:
        clock.check()
        text = value_text(cell)
        if not is_blank(text):
            statements[text] = price_statement(text)
    return statements


def _price(
    text: str, statement: PriceStatement | None, assumed: Set[PriceAssumption]
) -> tuple[Price, Sequence[Finding]]:
    """The price of a text, if all that its statement needs is `assumed`."""
    if statement is None:
        code = "price_in_other_currency" if _names_another_currency(text) else "price_not_understood"
        return NO_PRICE, (finding(code, text),)
    missing = [assumption for assumption in PRICE_ASSUMPTIONS if assumption in statement.needs - assumed]
    if missing:
        return NO_PRICE, (finding(_UNCLEAR[missing[0]], text),)
    if statement.several:
        return statement.price, (finding("price_several", text, terms=str(statement.price)),)
    return statement.price, _NO_FINDINGS


def _evidence(
    statements: Mapping[str, PriceStatement | None], unsettled: Mapping[PriceAssumption, str], meant: PriceMeanings
) -> str:
    """A text whose decimal comma settles others, here or in the list; "" if none does."""
    needs = unsettled if meant.of_list is None else meant.of_list
    return _decimal_comma(statements) if "decimal_comma" in needs else ""


def _decimal_comma(texts: Iterable[str]) -> str:
    """The first text that shows a decimal comma, "" if none does or another shows a decimal point."""
    shown = ""
    for text in texts:
        signs = decimal_signs(text)
        if "." in signs:
            return ""
        shown = shown or ("," in signs and text) or ""
    return shown


def _contradicted(
    statements: Mapping[str, PriceStatement | None], headers: Iterable[str], meant: PriceMeanings
) -> Iterator[PriceAssumption]:
    """What is assumed about the whole list but contradicted by the prices of this file."""
    by_list = set(meant.of_list or ()) - set(meant.decided)
    if "us_dollars" in by_list and not _dollars(statements, headers):
        yield "us_dollars"
    if "decimal_comma" in by_list and any("." in decimal_signs(text) for text in statements):
        yield "decimal_comma"


def _dollars(statements: Mapping[str, PriceStatement | None], headers: Iterable[str]) -> list[PriceAssumption]:
    """The assumption that amounts without a currency are US dollars.

    It holds unless more cells name another currency than name the dollar, and no header names the dollar.
    """
    dollar = re.compile(vocabulary().currencies.us_dollar)
    if any(dollar.search(header.lower()) for header in headers):
        return ["us_dollars"]
    in_dollars = sum(statement is not None and "us_dollars" not in statement.needs for statement in statements.values())
    others = sum(statement is None and _names_another_currency(text) for text, statement in statements.items())
    return ["us_dollars"] if others <= in_dollars else []


def _names_another_currency(text: str) -> bool:
    return vocabulary().currencies.others.search(text.lower()) is not None
