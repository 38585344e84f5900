"""Two measures at once: counts at points, open answers apart from zero, outliers, and the clinics at a mark."""

from __future__ import annotations

import re
from itertools import combinations
from math import dist

import pytest

from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.picture import chart_specification
from dashboard.charts.two_measures import MOST_AT_A_POINT, MOST_NAMED, two_measures
from dashboard.filters import Filters
from pictures.__main__ import picture
from scoring import Review
from scoring.reports import MISSING, PRICE, SCORE
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import WHOLE, reviewed


def figure(x: str, y: str, review: Review = EXAMPLE, filters: Filters | None = None) -> Figure:
    """The chart of two measures that at least one clinic has."""
    drawn = two_measures(look(review, filters), x, y)
    assert isinstance(drawn, Figure)
    return drawn


@pytest.mark.parametrize(("x", "y"), [("Who", "How"), (SCORE, PRICE), (PRICE, "What")])
def test_every_clinic_is_counted_once(x: str, y: str) -> None:
    """The marks together hold all matching clinics, with few marks for any file, and the table has the same numbers."""
    drawn = figure(x, y)
    assert drawn.chart.data["clinics"].sum() == len(EXAMPLE) == drawn.table["Clinics"].sum()
    assert len(drawn.chart.data) == len(drawn.table)
    assert drawn.chart.data["clinics"].is_monotonic_decreasing
    assert figure(x, y, filters=Filters(state=frozenset({"TX"}))).chart.data["clinics"].sum() == 15


def test_what_is_open_is_hollow_and_not_at_zero() -> None:
    """A clinic silent on imaging is outside the axis of How, hollow; one that states none is at zero."""
    rows = [{**WHOLE, "name": "A"}, {**WHOLE, "name": "B", "imaging": ""}, {**WHOLE, "name": "C", "imaging": "none"}]
    drawn = figure("Who", "How", reviewed(rows))
    marks = drawn.chart.data.set_index("step_y")
    assert marks.loc[MISSING, ["y", "fill"]].to_list() == [-10, 0]
    assert marks.loc[0, "y"] == 0
    assert marks.loc[0, "fill"] > 0
    assert marks.loc[MISSING, "words"] == "1 clinic: Who about 80, How: open"
    assert "Hollow, outside the axes: 1 with How open. What is open is not zero: it may be anything." in drawn.note


def test_a_mark_lists_its_clinics() -> None:
    """A click on a mark returns how many clinics are there and the first by name; an empty mark returns none."""
    drawn = figure("Who", "How")
    assert drawn.clinics_at is not None
    largest = drawn.chart.data.iloc[0]
    whole, names = drawn.clinics_at({"step_x": int(largest["step_x"]), "step_y": int(largest["step_y"])})
    assert whole == largest["clinics"]
    assert len(names) == min(whole, MOST_AT_A_POINT)
    assert list(names.values()) == sorted(names.values(), key=str.lower)
    assert drawn.clinics_at({}) == (0, {})


def test_outliers_are_named() -> None:
    """Clinics far from all others have a number on the chart and their name in the note; few, and single ones."""
    rows = [{**WHOLE, "name": f"Clinic {n}", "price_usd": "1000"} for n in range(6)]
    drawn = figure(SCORE, PRICE, reviewed([*rows, {**WHOLE, "name": "Far Away Spine", "price_usd": "9000"}]))
    assert drawn.note.startswith("Outliers: 1 Far Away Spine.")
    assert "Dots show points to the nearest 5 and prices to within 13%." in drawn.note
    assert drawn.chart.data.set_index("name").loc["Far Away Spine", ["number", "clinics"]].to_list() == ["1", 1]
    named = figure("Who", "How").chart.data.query("number != ''")
    assert 0 < len(named) <= MOST_NAMED
    assert set(named["clinics"]) == {1}


@pytest.mark.parametrize("width", [230, 330, 640, 900])
@pytest.mark.parametrize(("x", "y"), [(SCORE, PRICE), (PRICE, SCORE), ("Who", "How"), ("How", SCORE)])
def test_marks_do_not_overlap(x: str, y: str, width: int) -> None:
    """In whatever width the chart is drawn, marks leave each other room, and one with more clinics is no smaller."""
    marks = marks_drawn(figure(x, y), width)
    assert len(marks) == len(figure(x, y).chart.data)
    for (_, place, radius), (_, other, its_radius) in combinations(marks, 2):
        assert dist(place, other) >= radius + its_radius - 0.6  # the smallest marks stay large enough to see
    radii = [radius for _, _, radius in sorted(marks)]
    assert radii == sorted(radii)
    assert radii[0] >= 2.8  # 32 square pixels
    assert radii[-1] > 1.5 * radii[0]


def test_a_number_stands_only_where_it_fits() -> None:
    """Marks that a narrow chart draws small have no number in them; in a wide one the largest have."""
    numbers = [
        re.findall(r">(\d+)</text>", picture(chart_specification(figure("Who", "How"), width), "svg").decode())
        for width in (230, 900)
    ]
    assert numbers[0].count("11") == 0
    assert numbers[1].count("11") == 1


def marks_drawn(drawn: Figure, width: int) -> list[tuple[int, tuple[float, float], float]]:
    """Clinics, place and radius in pixels of each mark, when so many pixels are between the axes."""
    svg = picture(chart_specification(drawn, width), "svg").decode()
    mark = r'aria-label="([\d,]+) clinics?: [^>]*circle" transform="translate\(([^,]+),([^)]+)\)" d="M([^,]+),0A'
    return [
        (int(clinics.replace(",", "")), (float(left), float(top)), float(radius))
        for clinics, left, top, radius in re.findall(mark, svg)
    ]


def test_titles_are_computed() -> None:
    """Two questions: how many reach a good grade on both. A price: what the better half states at the median."""
    assert figure("Who", "How").title == "48 of 102 clinics reach about 70 on Who and on How; 26 on one of them"
    dear = [{**WHOLE, "name": f"Dear {n}", "price_usd": "5000"} for n in range(3)]
    cheap = [{**WHOLE, "name": f"Cheap {n}", "imaging": "none", "price_usd": "500"} for n in range(4)]
    title = figure("How", PRICE, reviewed([*dear, *cheap])).title
    assert title == "Clinics above 0 on How state a median price of about $5,000, the others $500"


@pytest.mark.parametrize(
    ("imaging", "reaches"),
    [("none", "on neither Who nor How"), ("fluoroscopy with contrast", "on one of Who and How")],
)
def test_one_clinic_is_no_share(imaging: str, reaches: str) -> None:
    """The title says what the one clinic that is drawn reaches, and counts no part of one."""
    one = reviewed([{"name": "A", "credentials": "DC", "products": "PRP", "targets": "muscle", "imaging": imaging}])
    assert figure("Who", "How", one).title == f"The one clinic drawn reaches about 70 {reaches}"


@pytest.mark.parametrize(
    ("clinics", "other", "title"),
    [
        (1, SCORE, "1 clinic with a price scores about 75"),
        (2, SCORE, "2 clinics with a price score about 75"),
        (1, "How", "1 clinic with a price has about 95 on How"),
        (2, "How", "2 clinics with a price have about 95 on How"),
    ],
)
def test_clinics_on_one_level_are_a_sentence(clinics: int, other: str, title: str) -> None:
    """Where no half is above the other, the title says in a sentence on which level all are."""
    level = reviewed([{"name": name, **WHOLE, "price_usd": "900"} for name in "AB"[:clinics]])
    assert figure(other, PRICE, level).title == title


def test_nothing_to_set_against() -> None:
    """The same measure twice, and no clinic with both, each get a sentence."""
    same = two_measures(look(EXAMPLE), "Who", "Who")
    assert isinstance(same, Nothing)
    assert same.title == "Choose two different measures"
    none = two_measures(look(reviewed([{"name": "A", "products": "PRP"}])), SCORE, PRICE)
    assert none == Nothing("No clinic has both", "The one matching clinic does not have both Score and Price.")
