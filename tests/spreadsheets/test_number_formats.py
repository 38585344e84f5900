"""Numbers as their formats show them, where a format says more than the digits."""

import pytest

from spreadsheets.number_formats import shown_by

PHONE = r"[<=9999999]###\-####;\(###\)\ ###\-####"


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("00000", "2114", "02114"),
        ("00000", "123456", "123456"),
        ("[Red]00000", "2114", "02114"),
        ("00000-0000", "21141234", "02114-1234"),
        (r"00000\-0000", "21141234", "02114-1234"),
        (r"000\-00\-0000", "12345678", "012-34-5678"),
        ("(000) 000-0000", "6175550100", "(617) 555-0100"),
        (PHONE, "6175550100", "(617) 555-0100"),
        (PHONE, "5550100", "555-0100"),
        ("0%", "0.85", "85%"),
        ("0.00%", "0.855", "85.5%"),
        ("[$€-407] #,##0.00", "1200", "€ 1200"),
        ('#,##0 "€"', "1200", "€ 1200"),
        ("£#,##0", "1200", "£ 1200"),
        ("[$CAD] 0", "1200", "CAD 1200"),
        ('"CHF" #,##0', "1200", "CHF 1200"),
        ('"CA$"#,##0', "1200", "CA$ 1200"),
        ("00000", "-5", "-5"),
        ("00000", "1.5", "1.5"),
    ],
)
def test_a_format_shows_more_than_the_digits(code: str, number: str, shown: str) -> None:
    """Leading zeros, separators between digits, percent and currencies other than the dollar are shown."""
    show = shown_by(code)
    assert show is not None
    assert show(number) == shown


PLAIN = ["General", "0", "#,##0", "0.00", '"$"#,##0', "$#,##0.00", '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)']
OTHER = ["mm/dd/yyyy", "[$-409]d-mmm", "@", "0.00E+00", "# ?/?", '0 "mi"', "", "0" * 300]


@pytest.mark.parametrize("code", [*PLAIN, *OTHER])
def test_a_format_of_other_kinds_shows_the_digits(code: str) -> None:
    """Grouping, rounding, dates, the dollar and units change nothing: all digits of a number are kept."""
    assert shown_by(code) is None
