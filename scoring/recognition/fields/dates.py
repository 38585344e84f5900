"""Dates: the day that a cell names, and whether the day or the month comes first if a cell does not show it.

What is ambiguous ("03/04/2025") is settled for a whole column: by what a person decided, or by the column's other
dates if all that show an order show the same one ("25/04/2025"). Nothing else settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, TypeAlias, get_args

from scoring.limits import Clock
from scoring.problems import Finding, RowLog, finding, value_text
from scoring.reading import Column
from scoring.recognition.fields.coded_column import Coded, read_column, stated_cells
from scoring.vocabulary import is_blank, vocabulary
from scoring.wording import day_in_words

DateOrder: TypeAlias = Literal["day_first", "month_first"]
DATE_ORDERS: tuple[DateOrder, ...] = get_args(DateOrder)
# The order of a whole list: "open" if its dates show none or both, so that no part settles it alone.
ListDateOrder: TypeAlias = Literal["day_first", "month_first", "open"]
ORDER_IN_WORDS: Mapping[str, str] = {"day_first": "day first", "month_first": "month first"}

_NO_FINDINGS: tuple[Finding, ...] = ()
_TIME = r"(?:(?:[T ]|,\s?)\d{1,2}:\d{2}.*)?"
_ISO = re.compile(rf"(\d{{4}})(?:[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}){_TIME})?)?")
_ISO_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)")
# A year of two digits after hyphens may also be a day: "24-05-03".
_NUMERIC = re.compile(rf"(\d{{1,2}})(?:[-/.]\s?|\s)(\d{{1,2}})(?:(?:[-/.]\s?|\s)(\d{{4}})|[/.]\s?(\d\d)){_TIME}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of spreadsheets, from 1 March 1900 on
_SERIAL_YEARS = range(2000, 2100)  # five digits; no list of clinics is older
_PIVOT = 69  # two-digit years from this one on are in the last century, as in POSIX


@dataclass(frozen=True)
class DateMeanings:
    """The order of dates that may be either.

    `decided`: by a person. `of_list`: what the dates of all files of a list show, None if the column's own decide.
    """

    decided: DateOrder | None = None
    of_list: ListDateOrder | None = None


@dataclass(frozen=True)
class DateReading:
    """How the dates of a column were read.

    `order`: of its ambiguous dates, None if they stay open. `decided`: whether a person said so. `ambiguous`,
    `day_first`, `month_first`: the first cell that may be either, and the first ones that show an order; "" for none.
    """

    order: DateOrder | None = None
    decided: bool = False
    ambiguous: str = ""
    day_first: str = ""
    month_first: str = ""

    @property
    def evidence(self) -> str:
        """A cell that shows the order by which the others were read, "" if none does."""
        return "" if self.order is None else self.day_first if self.order == "day_first" else self.month_first

    @property
    def contrary(self) -> str:
        """A cell that shows the other order, "" if none does."""
        return "" if self.order is None else self.month_first if self.order == "day_first" else self.day_first


def read_dates(
    column: Column | None, meant: DateMeanings, log: RowLog, clock: Clock
) -> tuple[Coded[date | None], DateReading]:
    """The days that a column names, and how its ambiguous dates were read."""
    cells = [value_text(cell) for cell in stated_cells(column)]
    orders = _orders(cells)
    settled = meant.decided or meant.of_list or _shown(orders)
    order = None if settled == "open" else settled
    reading = DateReading(order, meant.decided is not None, orders[None], orders["day_first"], orders["month_first"])
    coded = read_column("as_of", column, None, clock.limited(lambda cell: read_date(cell, order)), log)
    for problem in (*date_findings(reading), *_contradicted(reading), *_serials(cells)):
        log.problems.add("as_of", problem)
    return coded, reading


def date_order(column: Column | None) -> ListDateOrder:
    """The order that the dates of a column show, "open" if they show none or both."""
    return _shown(_orders(value_text(cell) for cell in stated_cells(column)))


def read_date(cell: str, order: DateOrder | None = None) -> tuple[date | None, Sequence[Finding]]:
    """The day a cell names, or the last day it may mean ("2024-05": 31 May), or None.

    `order`: how to read a date that may be day first or month first; None: not at all.
    """
    text = value_text(cell)
    if is_blank(text):
        return None, _NO_FINDINGS
    days = days_by_order(text)
    if len(set(days.values())) > 1:
        return (days[order], _NO_FINDINGS) if order else (None, (finding("date_ambiguous", text),))
    try:
        return next(iter(days.values()), None) or _date(text), _NO_FINDINGS
    except ValueError:
        return None, (finding("date_not_understood", text),)


def days_by_order(text: str) -> dict[DateOrder, date]:
    """The days that a date of three numbers with the year last may name, by order; empty for any other text."""
    parts = _NUMERIC.fullmatch(text)
    if not parts:
        return {}
    first, second = int(parts[1]), int(parts[2])
    year = int(parts[3]) if parts[3] else int(parts[4]) + (1900 if int(parts[4]) >= _PIVOT else 2000)
    days: dict[DateOrder, date] = {}
    for order, (month, day) in zip(DATE_ORDERS, ((second, first), (first, second)), strict=True):
        try:
            days[order] = date(year, month, day)
        except ValueError:
            continue
    return days


def months_before(day: date, months: int) -> date:
    """The same day of the month, `months` earlier, or that month's last day; the first of all days before it."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < date.min.year:
        return date.min
    last = _last_day(year, month + 1)
    return last.replace(day=min(day.day, last.day))


def _orders(cells: Iterable[str]) -> dict[DateOrder | None, str]:
    """By order, the first cell that shows it; under None, the first that may be either. "" for none."""
    firsts: dict[DateOrder | None, str] = {"day_first": "", "month_first": "", None: ""}
    for cell in cells:
        days = days_by_order(cell)
        if len(days) == 1 or len(set(days.values())) > 1:
            order = next(iter(days)) if len(days) == 1 else None
            firsts[order] = firsts[order] or cell
    return firsts


def _shown(orders: Mapping[DateOrder | None, str]) -> ListDateOrder:
    shown = [order for order in DATE_ORDERS if orders[order]]
    return shown[0] if len(shown) == 1 else "open"


def date_findings(reading: DateReading) -> list[Finding]:
    """The problem that reports how dates were read: they show both orders, or some settled the ambiguous ones."""
    if reading.day_first and reading.month_first:
        return [finding("date_orders_mixed", reading.day_first, rest=reading.month_first)]
    if reading.order and reading.ambiguous and reading.evidence and not reading.decided:
        order = ORDER_IN_WORDS[reading.order]
        return [finding("date_order_settled", reading.ambiguous, field=order, rest=reading.evidence)]
    return []


def _contradicted(reading: DateReading) -> list[Finding]:
    """The problem that reports dates that show only the opposite of the order by which they were read."""
    if reading.order and reading.contrary and not reading.evidence:
        return [finding("recipe_dates_contradicted", reading.contrary, field=ORDER_IN_WORDS[reading.order])]
    return []


def _serials(cells: Iterable[str]) -> list[Finding]:
    serial = next((cell for cell in cells if _serial(cell)), "")
    return [finding("date_serial", serial, rest=day_in_words(_date(serial)))] if serial else []


def _date(text: str) -> date:
    """The day in one of the forms that have one meaning. Raises ValueError for any other."""
    if parts := _ISO.fullmatch(text):
        year, month, day = (int(part) if part else None for part in parts.groups())
        if day is None:
            return _last_day(year or 0, month)
        return date(year or 0, month or 0, day)
    if parts := _ISO_BASIC.fullmatch(text):
        return date(int(parts[1]), int(parts[2]), int(parts[3]))
    if serial := _serial(text):
        return serial
    for form in _worded():
        if parts := form.fullmatch(text.lower()):
            names = parts.groupdict()
            year, month = int(names["year"]), vocabulary().months[names["month"]]
            year += 2000 if len(names["year"]) < len("2000") else 0
            return date(year, month, int(names["day"])) if names.get("day") else _last_day(year, month)
    raise ValueError(text)


def _serial(text: str) -> date | None:
    """The day that a spreadsheet counts with a number of five digits, None for other texts."""
    parts = _SERIAL.fullmatch(text)
    day = _SERIAL_ZERO + timedelta(int(parts[1])) if parts else None
    return day if day and day.year in _SERIAL_YEARS else None


@cache
def _worded() -> tuple[re.Pattern[str], ...]:
    """The forms with a word for the month, in lower case: 3 April 2025, 3-Apr-25, 3 de abril de 2025, 3rd of April."""
    words = sorted(vocabulary().months, key=lambda word: (-len(word), word))
    month, day, year = rf"(?P<month>{'|'.join(words)})", r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?", r"(?P<year>\d{4})"
    apart = r"[\s.,/-]*(?:(?:de|del|of)\s+)?"
    return tuple(
        re.compile(form)
        for form in (
            rf"{day}{apart}{month}{apart}{year}{_TIME.lower()}",
            rf"{day}[-/]{month}[-/](?P<year>\d\d)",
            rf"{month}{apart}{day}(?:,\s?|\s+){year}{_TIME.lower()}",
            rf"{month}{apart}{year}",
        )
    )


def _last_day(year: int, month: int | None) -> date:
    """The last day of a month, or of a year."""
    first = date(year, 12 if month is None else month, 1)
    start_of_next = date(year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(start_of_next.toordinal() - 1)
