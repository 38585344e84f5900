"""A figure as a picture to publish: all its words are there, whole, as text; it works on paper and in gray."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dashboard.charts import ranked, reach
from dashboard.charts.figure import ON_MARKS, Figure
from dashboard.charts.picture import CATEGORIES, SCORES, picture_specification
from dashboard.charts.rank_neighbors import rank_neighbors
from dashboard.charts.registry import AT_A_GLANCE, CHARTS
from dashboard.view import View
from pictures.__main__ import addresses, picture
from pictures.isolated_drawing import draw_apart
from scoring.reports import account
from tests.dashboard.charts.test_figure import CONFIG, contrast, light
from tests.dashboard.test_view import look
from tests.pages.test_pages import EXAMPLE
from tests.scoring.files import WHOLE, reviewed

SOURCE = ("Clinics: all of the file.", "Source: a list, not checked.", "Reviewed on 1 May 2026.")
DRAWS = {key: draw for figures in (*CHARTS.values(), AT_A_GLANCE) for key, draw in figures.items()}
HOSTILE = (
    "</text><script>alert(1)</script>",
    "<image href='https://example.org/x.png'/>",
    '" onload="alert(1)',
    "]]> &amp; <!-- -->",
    "javascript:alert(1)",
    "{{datum.url}} ${1+1}",
    "\x00\x08\x1b bell \u202eesrever\ufffe",
)
DRAWING = {"svg", "g", "rect", "path", "text", "tspan", "line", "defs", "clipPath", "linearGradient", "stop"}
GRAY = 0.04  # of luminance, 0 to 1: this difference is visible without color


def drawn(figure: Figure) -> ET.Element:
    """The picture of a figure, made in this process, which is faster."""
    return ET.fromstring(picture(picture_specification(figure, SOURCE), "svg"))  # noqa: S314 - our own


def words(svg: ET.Element) -> str:
    """All its text on one line, as a reader sees it."""
    texts = (" ".join(element.itertext()) for element in svg.iter() if element.tag.endswith("}text"))
    return " ".join(" ".join(texts).split())


@cache
def figure_of(key: str) -> Figure:
    """A chart of the example by its key."""
    figure = DRAWS[key](look(EXAMPLE))
    assert isinstance(figure, Figure)
    return figure


@pytest.mark.parametrize("key", DRAWS)
def test_every_chart_is_whole_as_a_picture(key: str) -> None:
    """Each registered chart has its title, note and source as text, each line inside the picture."""
    figure = figure_of(key)
    svg = drawn(figure)
    text = words(svg)
    for part in (figure.title, figure.note, *SOURCE):
        assert " ".join(part.split()) in text
    assert "\u2026" not in text
    assert "Liberation Sans" in ET.tostring(svg, encoding="unicode")


def test_names_are_not_cut() -> None:
    """A long clinic name is whole, though the chart on screen has no room for it."""
    name = "The Interventional Spine, Sports & Regenerative Orthopedics Institute of Greater Northern Pennsylvania"
    figure = ranked.ranked(look(reviewed([{"name": name, "credentials": "MD", "imaging": "CT", "products": "PRP"}])))
    assert isinstance(figure, Figure)
    assert name in words(drawn(figure))


def counts_on_an_axis(part: Any) -> bool:
    """Whether a part of a specification draws counts of clinics along an axis with ticks."""
    if isinstance(part, list):
        return any(map(counts_on_an_axis, part))
    if not isinstance(part, dict):
        return False
    along = (part.get(channel) for channel in ("x", "y"))
    here = (
        isinstance(axis, dict) and axis.get("field") == "clinics" and axis.get("axis", 0) is not None for axis in along
    )
    return any(here) or any(map(counts_on_an_axis, part.values()))


def test_no_axis_of_counts_says_a_number_twice() -> None:
    """With few clinics no tick is between two whole numbers, where it would repeat one of them."""
    drawings = 0
    row = {"name": "A", **WHOLE, "country": "MX"}
    for key, draw in DRAWS.items():
        if not counts_on_an_axis(figure_of(key).chart.spec):
            continue
        for clinics in (1, 2):
            figure = draw(look(reviewed([row] * clinics)))
            assert isinstance(figure, Figure)
            for labels in axis_labels(drawn(figure)):
                drawings += 1
                assert len(labels) == len(set(labels)), f"{key}: {labels}"
    assert drawings >= 6


def test_no_axis_of_ranks_says_a_number_twice_or_a_rank_0() -> None:
    """With two clinics, the axis of the rank neighbors shows 1 and 2, once each."""
    review = reviewed([{"name": "A", **WHOLE}, {"name": "B", **WHOLE, "imaging": "none"}])
    figure = rank_neighbors(look(review), account(review, 0))
    numbers = [labels for labels in axis_labels(drawn(figure)) if all(label.isdigit() for label in labels)]
    assert numbers == [["1", "2"]]


def axis_labels(svg: ET.Element) -> Iterator[list[str]]:
    """The labels at the ticks of each axis, without blank ones."""
    for axis in groups(svg, "role-axis"):
        for labels in groups(axis, "role-axis-label"):
            yield [text for label in labels if (text := "".join(label.itertext()).strip())]


def groups(part: ET.Element, role: str) -> Iterator[ET.Element]:
    """The groups within a picture that have this role."""
    return (element for element in part.iter() if role in (element.get("class") or "").split())


def hostile_view() -> View:
    """Clinics whose names, products and places are these hostile texts."""
    row = {"targets": "disc", "imaging": "CT", "credentials": "MD", "price_usd": "900", "state": "FL"}
    return look(reviewed([{"name": name, "city": name, "products": f"PRP; {name}", **row} for name in HOSTILE * 2]))


def parts(svg: ET.Element) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of each element, without its namespace, with its attributes."""
    for element in svg.iter():
        yield element.tag.rpartition("}")[2], element.attrib


@pytest.mark.parametrize("key", ["ranked", "measures", "breakdown"])
def test_hostile_text_stays_text(key: str) -> None:
    """Whatever clinics and files are called, a picture is well-formed and contains only shapes and words."""
    figure = DRAWS[key](hostile_view())
    assert isinstance(figure, Figure)
    # The engine's process ends at characters that it cannot write.
    svg = ET.fromstring(draw_apart(picture_specification(figure, HOSTILE), "svg"))  # noqa: S314 - our own
    for name, attributes in parts(svg):
        assert name in DRAWING
        assert not [attribute for attribute in attributes if re.search(r"^on|href$|^style$", attribute)]
    text = words(svg)
    assert all(name in text for name in HOSTILE[:6])
    assert "bell esrever" in text


def test_nothing_of_the_screen_is_left() -> None:
    """No picture waits for a click or a pointer, and none cuts off a label."""
    for key in DRAWS:
        specification = repr(picture_specification(figure_of(key), SOURCE))
        assert not re.search(r"'(select|tooltip|cursor|labelLimit)': (?!0)", specification), key


def test_a_picture_holds_in_gray() -> None:
    """The colors of categories, and of the imaging-and-targets chart, differ in lightness too."""
    on_paper = [reach._PAPER[reach.FILLS[kind]] for kind in (reach.REACHES, reach.LIMITED, reach.CANNOT)]  # noqa: SLF001
    for colors in (CATEGORIES, on_paper):
        apart = [abs(light(first) - light(second)) for first, second in combinations(colors, 2)]
        assert min(apart) > GRAY
    assert min(contrast(ON_MARKS, fill) for fill in reach._PAPER.values()) >= 4.5  # noqa: SLF001
    assert set(reach._PAPER) == {fill for fill in reach.FILLS.values() if fill != "transparent"}  # noqa: SLF001


def test_scores_have_the_colors_of_the_light_theme() -> None:
    """The map on paper is the one on a light screen, whose colors differ in lightness."""
    assert list(SCORES) == CONFIG["theme"]["light"]["chartSequentialColors"]


def test_outlines_are_drawn_without_a_network() -> None:
    """A local address that a browser would request is replaced by its content in the picture's specification."""
    specification = picture_specification(figure_of("states"), SOURCE)
    assert not list(addresses(specification))
    assert "'arcs'" in repr(specification)


def test_the_map_has_its_colors_for_paper() -> None:
    """The figure's print colors reach its picture."""
    specification = repr(picture_specification(figure_of("reach"), SOURCE))
    assert all(color in specification for color in reach._PAPER.values())  # noqa: SLF001
    assert not [color for color in reach._PAPER if color in specification]  # noqa: SLF001
