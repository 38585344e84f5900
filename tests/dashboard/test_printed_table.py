"""A table's copy for printing."""

import ast
import re
from pathlib import Path

import pandas as pd

from dashboard import printed_table
from dashboard.printed_table import markup


def test_it_has_every_cell_and_is_hidden_on_screen() -> None:
    """Rows, headings, numbers with one decimal, lists with commas, and nothing for what is missing."""
    table = pd.DataFrame({"Clinic": ["A", "B"], "Score": [93.75, None], "Terms": [["disc", "facet"], []]})
    html = markup(table)
    assert html.startswith('<table style="display: none"')
    assert re.findall("<th>(.*?)</th>", html) == ["Clinic", "Score", "Terms"]
    assert re.findall("<td>(.*?)</td>", html) == ["A", "93.8", "disc, facet", "B", "", ""]


def test_a_tick_is_yes_or_no() -> None:
    """A checkbox on screen is printed as a word."""
    html = markup(pd.DataFrame({"Leave out": [False, True]}))
    assert re.findall("<td>(.*?)</td>", html) == ["no", "yes"]


def test_what_is_open_is_not_blank() -> None:
    """A missing value is printed as the word that the interactive table has for it."""
    html = markup(pd.DataFrame({"Who": [None, 40.0], "Tier": pd.array([None, 2], dtype="Int64")}), "open")
    assert re.findall("<td>(.*?)</td>", html) == ["open", "open", "40.0", "2"]


def test_no_interactive_table_says_none_for_what_is_missing() -> None:
    """Each says what a missing value looks like: the platform's "None" would read as a statement."""
    folder = Path(printed_table.__file__).parent
    calls = [
        (path.name, call.lineno, {keyword.arg for keyword in call.keywords})
        for path in folder.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "dataframe"
    ]
    assert len(calls) > 5
    assert [(name, line) for name, line, given in calls if "placeholder" not in given] == []


def test_text_of_a_record_stays_text() -> None:
    """Markup in a cell or a heading is escaped."""
    html = markup(pd.DataFrame({"<b>head": ["<script>alert(1)</script>"]}))
    assert "<script" not in html
    assert "<b>" not in html


def test_a_long_word_may_break() -> None:
    """A word wider than its column has places to break, and loses no letter."""
    word = "x" * 100
    html = markup(pd.DataFrame({"Clinic": [word]}))
    assert word not in html
    assert word in html.replace("\u200b", "")
