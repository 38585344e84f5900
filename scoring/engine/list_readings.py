"""How the dates and prices of a whole list were read, from what its parts say, and the problems that report it."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.engine.part_review import PartColumns
from scoring.problems import ProblemLog
from scoring.recognition import DateReading, PriceReading, date_findings, price_findings


def list_dates(parts: Sequence[PartColumns]) -> DateReading:
    """The reading of the list's dates, with the first cells that show it."""
    readings = [part.dates for part in parts]
    return DateReading(
        order=next((reading.order for reading in readings if reading.order), None),
        decided=any(reading.decided for reading in readings),
        ambiguous=next((reading.ambiguous for reading in readings if reading.ambiguous), ""),
        day_first=next((reading.day_first for reading in readings if reading.day_first), ""),
        month_first=next((reading.month_first for reading in readings if reading.month_first), ""),
    )


def list_prices(parts: Sequence[PartColumns]) -> PriceReading:
    """The reading of the list's prices; a decimal comma that one part shows may settle another part."""
    readings = [part.prices for part in parts]
    unsettled = {need: cell for reading in reversed(readings) for need, cell in reading.unsettled.items()}
    comma = next((reading.comma for reading in readings if reading.comma), "")
    return PriceReading(
        unsettled=unsettled,
        assumed=frozenset(assumption for reading in readings for assumption in reading.assumed),
        comma=comma if "decimal_comma" in unsettled else "",
    )


def log_readings(parts: Sequence[PartColumns], problems: ProblemLog) -> None:
    """Log what settled dates and prices of the list; parts do not report it, because it may come from another part."""
    for problem in date_findings(list_dates(parts)):
        problems.add("as_of", problem)
    for problem in price_findings(list_prices(parts)):
        problems.add("price_usd", problem)
