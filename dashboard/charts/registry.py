"""The charts that Explore offers, in their order. A new chart is a module of this package and a line here.

No page changes: the choice of charts, its links, the table twin and the download are made from this registry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.charts.distribution import distribution
from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.places import countries, states
from dashboard.charts.price import price
from dashboard.charts.products import products
from dashboard.charts.ranked import ranked
from dashboard.charts.reach import reach
from dashboard.view import View

Draw = Callable[[View], Figure | Nothing | None]

# The name of a chart on screen and in links -> its figures by key, which also names their files.
CHARTS: dict[str, Mapping[str, Draw]] = {
    "Highest scores": {"ranked": ranked},
    "Spread": {"spread": distribution},
    "Imaging and targets": {"reach": reach},
    "Products": {"products": products},
    "Prices": {"prices": price},
    "Places": {"states": states, "countries": countries},
}
