"""The table of problems."""

import re
from pathlib import Path

import dashboard
from dashboard.corrections.problem_list import problem_table
from scoring.reports import consequences
from tests.scoring.files import WHOLE, reviewed


def test_a_phone_names_each_number_as_its_column() -> None:
    """On a phone, where the header of the numbers is not shown, the style names each number by its column's name."""
    style = (Path(dashboard.__file__).parent / "browser" / "style.css").read_text(encoding="utf-8")
    named = re.findall(r'problem_kinds .stTable td:nth-child\((\d)\)::before \{\s*content: "(.+?)"', style)
    columns = problem_table(consequences(reviewed([{**WHOLE, "name": "A", "as_of": "03/04/2025"}]))).columns
    assert [(int(place), name) for place, name in named] == list(enumerate(columns[1:], start=2))
