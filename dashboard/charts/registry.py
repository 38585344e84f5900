"""The charts that Explore offers, in their order. A new chart is a module of this package and a line here.

No page changes: the choice of charts, its links, the table twin and the download are made from this registry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from dashboard.charts.distribution import distribution, small_distribution
from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.places import countries, states
from dashboard.charts.price import price
from dashboard.charts.products import products
from dashboard.charts.ranked import ranked
from dashboard.charts.reach import reach
from dashboard.charts.value_counts import value_counts
from dashboard.filters import CREDENTIAL, IMAGING, PRODUCT, TARGET
from dashboard.view import View

Draw = Callable[[View], Figure | Nothing | None]

# The name of a chart on screen and in links -> its figures by key, which also names their files. The first is shown
# where a link names none: it tells something of every file, while the highest scores are often all alike.
CHARTS: dict[str, Mapping[str, Draw]] = {
    "Imaging and targets": {"reach": reach},
    "Highest scores": {"ranked": ranked},
    "Spread": {"spread": distribution},
    "Products": {"products": products},
    "Prices": {"prices": price},
    "Places": {"states": states, "countries": countries},
}

# The small figures beside the list, by key.
AT_A_GLANCE: Mapping[str, Draw] = {
    **{
        f"{entry.key}_counts": partial(value_counts, entry=entry, title=entry.label)
        for entry in (CREDENTIAL, PRODUCT, TARGET, IMAGING)
    },
    "score_counts": small_distribution,
}
