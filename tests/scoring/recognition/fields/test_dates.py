"""Dates: the forms of one cell, and the order of day and month that a column shows or a person decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Review
from scoring.recipes import Recipe
from scoring.recognition.fields.dates import DATE_ORDERS, DateOrder, days_by_order, months_before, read_date
from scoring.reports import consequences
from tests.scoring.files import WHOLE, reviewed


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-05-31", date(2024, 5, 31)),
        ("2024-5-3", date(2024, 5, 3)),
        ("2024/05/31", date(2024, 5, 31)),
        ("2024-05-31T10:00:00Z", date(2024, 5, 31)),
        ("2024-05-31 10:00", date(2024, 5, 31)),
        ("31/05/2024", date(2024, 5, 31)),
        ("05/31/2024", date(2024, 5, 31)),
        ("05.05.2024", date(2024, 5, 5)),
        ("31 May 2024", date(2024, 5, 31)),
        ("May 31, 2024", date(2024, 5, 31)),
        ("31-May-2024", date(2024, 5, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 28)),
        ("2024-12", date(2024, 12, 31)),
        ("February 2024", date(2024, 2, 29)),
        ("2024", date(2024, 12, 31)),
        ("20240531", date(2024, 5, 31)),
        ("31.5.2024", date(2024, 5, 31)),
        ("31. 5. 2024", date(2024, 5, 31)),
        ("31/5/24", date(2024, 5, 31)),
        ("5.31.24", date(2024, 5, 31)),
        ("12/31/99", date(1999, 12, 31)),
        ("05/31/2024 10:00 AM", date(2024, 5, 31)),
        ("31.05.2024, 10:00", date(2024, 5, 31)),
        ("3/3/2024", date(2024, 3, 3)),
        ("31-May-24", date(2024, 5, 31)),
        ("Sept. 3rd, 2024", date(2024, 9, 3)),
        ("3rd of April, 2024", date(2024, 4, 3)),
        ("3 de abril de 2024", date(2024, 4, 3)),
        ("3 abr 2024", date(2024, 4, 3)),
        ("abril de 2024", date(2024, 4, 30)),
        ("3. M\u00e4rz 2024", date(2024, 3, 3)),
        ("3.Dez.2024", date(2024, 12, 3)),
        ("3 ao\u00fbt 2024", date(2024, 8, 3)),
        ("1er mai 2024", date(2024, 5, 1)),
        ("45432", date(2024, 5, 20)),
        ("45432.0", date(2024, 5, 20)),
        ("45432.75", date(2024, 5, 20)),
    ],
)
def test_dates_in_many_forms(cell: str, day: date) -> None:
    """A date is read in the usual forms; a month or year alone is read as its last day."""
    assert read_date(cell) == (day, ())


@pytest.mark.parametrize("cell", ["", " ", "n/a", "-", "unknown"])
def test_a_blank_date_is_not_stated(cell: str) -> None:
    """A blank date is not stated, and is not a problem."""
    assert read_date(cell) == (None, ())


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("05/04/2024", "date_ambiguous"),
        ("2024-02-30", "date_not_understood"),
        ("2024-13-01", "date_not_understood"),
        ("2024-00-05", "date_not_understood"),
        ("2024-05-00", "date_not_understood"),
        ("2024-00", "date_not_understood"),
        ("0000-01-01", "date_not_understood"),
        ("9999", "date_not_understood"),
        ("13/13/2024", "date_not_understood"),
        ("30 February 2024", "date_not_understood"),
        ("early spring 2025", "date_not_understood"),
        ("36525", "date_not_understood"),  # a day of 1999, so rather no day at all
        ("73051", "date_not_understood"),
        ("454320", "date_not_understood"),
        ("20241301", "date_not_understood"),
        ("24-05-03", "date_not_understood"),  # the year may come first
        ("May 24", "date_not_understood"),  # a day or a year
        ("31 Smarch 2024", "date_not_understood"),
        ("3/4/25", "date_ambiguous"),
        ("3.4.2025", "date_ambiguous"),
        ("3-4-2025", "date_ambiguous"),
        ("03/04/2025 10:00", "date_ambiguous"),
    ],
)
def test_a_date_that_is_no_single_day_is_reported(cell: str, code: str) -> None:
    """Text that is not a date, or may be two dates, is unknown and a problem."""
    day, problems = read_date(cell)
    assert day is None
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 22), date(2024, 11, 22)),
        (date(2024, 2, 29), date(2022, 2, 28)),
        (date(2026, 12, 31), date(2024, 12, 31)),
        (date(2026, 1, 1), date(2024, 1, 1)),
        (date(3, 1, 1), date(1, 1, 1)),
        (date(2, 12, 31), date.min),
    ],
)
def test_months_before(day: date, expected: date) -> None:
    """24 months earlier is the same day two years before, or that month's last day; no day is before the first."""
    assert months_before(day, 24) == expected


def of_dates(cells: Sequence[str], dates: DateOrder | None = None) -> Review:
    """The review of clinics that differ in their dates."""
    rows = [{"name": f"A{place}", **WHOLE, "Last checked": cell} for place, cell in enumerate(cells)]
    return reviewed(rows, recipe=Recipe(dates=dates, columns={"Last checked": ("as_of",)}))


def days(review: Review) -> list[date | None]:
    """The days that were read, by clinic."""
    return [review.understood.as_of.values[code] for code in review.understood.as_of.codes]


def codes(review: Review) -> list[str]:
    """The codes of the problems with dates, sorted."""
    return sorted(code for code in review.problems["code"] if "date" in code)


@pytest.mark.parametrize(
    ("evidence", "day"),
    [
        ("25/04/2025", date(2025, 4, 3)),
        ("04/25/2025", date(2025, 3, 4)),
        ("25.4.25", date(2025, 4, 3)),
        ("4-25-2025", date(2025, 3, 4)),
    ],
)
def test_the_dates_of_a_column_settle_those_that_may_be_either(evidence: str, day: date) -> None:
    """One date that can be read in only one way settles the others, and a problem of the column names it."""
    review = of_dates(["03/04/2025", evidence, "2025-04-03", "3/4/25"])
    assert days(review)[0] == days(review)[3] == day
    assert days(review)[2] == date(2025, 4, 3)
    (problem,) = review.problems.query("code == 'date_order_settled'").to_dict("records")
    assert (problem["row"], problem["column"], problem["value"]) == (0, "as_of", "03/04/2025")
    assert evidence in problem["message"]
    assert codes(review) == ["date_order_settled"]


def test_dates_that_contradict_each_other_settle_nothing() -> None:
    """If the column holds both orders, dates that may be either stay open; both are reported with an example."""
    review = of_dates(["03/04/2025", "25/04/2025", "04/25/2025"])
    assert days(review) == [None, date(2025, 4, 25), date(2025, 4, 25)]
    assert codes(review) == ["date_ambiguous", "date_orders_mixed"]
    (message,) = review.problems.query("code == 'date_orders_mixed'")["message"]
    assert "25/04/2025" in message
    assert "04/25/2025" in message


@pytest.mark.parametrize("cell", ["03/04/2025", "2025-04-25", "4 March 2025", "05/05/2025", "45432", "25-04-03"])
def test_a_date_that_shows_no_order_is_no_evidence(cell: str) -> None:
    """Dates that may be either, the same either way, in ISO form or with a month in words settle nothing."""
    assert days(of_dates(["03/04/2025", cell]))[0] is None


def test_a_row_that_is_no_clinic_is_no_evidence() -> None:
    """The date of a clinic that is left out settles no other clinic's."""
    rows = [{"clinic_id": "a", "name": "A", **WHOLE, "as_of": "03/04/2025"}]
    rows += [{"clinic_id": "b", "name": "B", **WHOLE, "as_of": "25/04/2025"}]
    assert days(reviewed(rows))[0] == date(2025, 4, 3)
    assert days(reviewed(rows, recipe=Recipe(exclude=("b",)))) == [None]


@pytest.mark.parametrize("order", DATE_ORDERS)
def test_a_decision_settles_what_may_be_either_against_the_evidence_too(order: DateOrder) -> None:
    """Dates are read as decided; one that cannot be read that way keeps its day, and is reported."""
    review = of_dates(["03/04/2025", "25/04/2025"], order)
    assert days(review) == [date(2025, *((4, 3) if order == "day_first" else (3, 4))), date(2025, 4, 25)]
    assert codes(review) == ([] if order == "day_first" else ["recipe_dates_contradicted"])
    assert review.understood.dates.decided


def test_dates_that_may_be_either_are_one_group() -> None:
    """One decision settles any number of different dates, so they are one row of the problems by consequence."""
    table = consequences(of_dates(["03/04/2025", "04/05/2025", "05/06/2025", "someday"])).set_index("code")
    assert table.loc["date_ambiguous", ["clinics", "value", "first_row"]].to_list() == [3, "03/04/2025", 2]
    assert table.loc["date_not_understood", "clinics"] == 1


def test_numbers_that_a_spreadsheet_counts_are_reported_once() -> None:
    """They are read as days, and a problem of the column names the first with its day."""
    review = of_dates(["45432", "45433", "2025-04-25"])
    assert days(review)[:2] == [date(2024, 5, 20), date(2024, 5, 21)]
    (problem,) = review.problems.to_dict("records")
    assert (problem["code"], problem["value"]) == ("date_serial", "45432")
    assert "20 May 2024" in problem["message"]


DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))
FORMS = st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0:%m/%d/%Y}", "{0:%d.%m.%y}", "{0:%Y-%m-%d}", "{0:%d %B %Y}"])
CELLS = st.lists(st.builds(lambda form, day: form.format(day), FORMS, DAYS), min_size=1, max_size=6)


@given(CELLS, st.sampled_from((None, *DATE_ORDERS)))
def test_a_choice_changes_only_dates_that_may_be_either(cells: list[str], order: DateOrder | None) -> None:
    """A date with one meaning keeps it whatever is chosen; one that may be either becomes one of its two days."""
    for cell in cells:
        either = set(days_by_order(cell).values())
        day, _ = read_date(cell, order)
        if len(either) > 1:
            assert day == (days_by_order(cell)[order] if order else None)
        else:
            assert day == read_date(cell)[0] is not None


@given(DAYS, st.sampled_from(["-", "/", "."]))
def test_a_date_reads_back_by_its_own_order(day: date, sign: str) -> None:
    """A date that is written and read in the same order is the same day."""
    assert read_date(f"{day:%d}{sign}{day:%m}{sign}{day:%Y}", "day_first") == (day, ())
    assert read_date(f"{day:%m}{sign}{day:%d}{sign}{day:%Y}", "month_first") == (day, ())
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert read_date(str(serial)) == (day, ())
