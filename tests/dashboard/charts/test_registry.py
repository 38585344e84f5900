"""The registry of charts: a line in it is all that a chart needs to be offered, linked to and drawn."""

from itertools import combinations

import altair as alt
import pandas as pd
import pytest

from dashboard.charts.figure import ROWS, Chart, Figure, template
from dashboard.charts.registry import AT_A_GLANCE, CHARTS
from dashboard.view import View
from scoring import DIMENSIONS
from tests.dashboard.test_view import look
from tests.pages.test_explore import chart_heads
from tests.pages.test_pages import run
from tests.scoring.files import WHOLE, reviewed


def toy(view: View) -> Figure:
    """A dot whose title counts the clinics."""
    rows = pd.DataFrame({"x": [1]})
    chart = Chart(template(alt.Chart(ROWS).mark_point().encode(x="x:Q")), rows, 100)
    return Figure(title=f"A toy of {view.figures.clinics}", takeaway="A toy", chart=chart, twin=lambda: rows)


def test_a_line_in_the_registry_makes_a_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registered chart is offered last, known to links, and drawn by the page once chosen."""
    monkeypatch.setitem(CHARTS, "Toy", {"toy": toy})
    app = run(chart="Toy", state=["CO"])
    assert chart_heads(app)[0].startswith("A toy of ")
    assert not app.warning


@pytest.mark.parametrize("blank", [(question,) for question in DIMENSIONS] + list(combinations(DIMENSIONS, 2)))
def test_every_figure_has_a_table_whatever_a_file_leaves_open(blank: tuple[str, ...]) -> None:
    """A file whose clinics all leave one or two questions open has figures, tables and reasons for what is missing."""
    rows = [{**WHOLE, "name": name, "price_usd": "900"} | dict.fromkeys(blank, "") for name in ("A", "B", "C")]
    view = look(reviewed(rows))
    for figures in (*CHARTS.values(), AT_A_GLANCE):
        for key, draw in figures.items():
            drawn = draw(view)
            if isinstance(drawn, Figure):
                assert not drawn.table.empty, key
            else:
                assert drawn is None or drawn.title, key


def test_no_two_figures_share_a_key() -> None:
    """Each figure has its own key, on which the names of its files and widgets depend."""
    keys = [key for figures in (*CHARTS.values(), AT_A_GLANCE) for key in figures]
    assert len(set(keys)) == len(keys)
