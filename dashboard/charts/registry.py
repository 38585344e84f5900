"""The charts that Explore offers, in their order. A new chart is a module of this package and a line here.

No page changes: the choice of charts, its links, the table twin and the download are made from this registry.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from dashboard import parameters
from dashboard.charts.beyond_states import beyond_states
from dashboard.charts.distribution import distribution, small_distribution
from dashboard.charts.figure import Figure, Nothing
from dashboard.charts.price import price
from dashboard.charts.products import products
from dashboard.charts.ranked import ranked
from dashboard.charts.reach import reach
from dashboard.charts.scope import Draw, scoped
from dashboard.charts.share_by_group import share_by_group
from dashboard.charts.spread_by_group import PRICES, SCORES, spread_by_group
from dashboard.charts.state_map import states
from dashboard.charts.two_groups import two_groups
from dashboard.charts.two_measures import two_measures
from dashboard.charts.value_counts import value_counts
from dashboard.filters import CREDENTIAL, IMAGING, PRODUCT, TARGET
from dashboard.view import View
from scoring.reports import BY, PRICE, SCORE


def _breakdown(view: View) -> Figure | Nothing:
    by = parameters.widget_value(parameters.BY, BY[0])
    number = {parameters.SCORES: SCORES, parameters.PRICES: PRICES}.get(
        parameters.widget_value(parameters.MEASURE, parameters.SHARES)
    )
    if number:
        return spread_by_group(view, by, number)
    return share_by_group(view, by, parameters.widget_value(parameters.SHARE, ()))


def _two_groups(view: View) -> Figure | Nothing:
    return two_groups(
        view,
        parameters.widget_value(parameters.GROUP_A, parameters.FIRST_GROUP),
        parameters.widget_value(parameters.GROUP_B, parameters.REST),
    )


def _two_measures(view: View) -> Figure | Nothing:
    return two_measures(
        view, parameters.widget_value(parameters.ACROSS, SCORE), parameters.widget_value(parameters.UP, PRICE)
    )


# The name of a chart on screen and in links -> its figures by key, which also names their files. The first is shown
# if a link names none: it says something about every file, while the highest scores are often all the same.
CHARTS: dict[str, Mapping[str, Draw]] = {
    "Imaging and targets": {"reach": scoped(reach)},
    "Highest scores": {"ranked": scoped(ranked)},
    "Spread": {"spread": scoped(distribution)},
    "Products": {"products": scoped(products)},
    "Prices": {"prices": scoped(price)},
    "Places": {"states": scoped(states), "countries": scoped(beyond_states)},
    "Breakdown": {"breakdown": scoped(_breakdown)},
    "Two groups": {"groups": scoped(_two_groups)},
    "Two measures": {"measures": scoped(_two_measures)},
}

# The small figures beside the list, by key.
AT_A_GLANCE: Mapping[str, Draw] = {
    **{
        f"{entry.key}_counts": partial(value_counts, entry=entry, title=entry.label)
        for entry in (CREDENTIAL, PRODUCT, TARGET, IMAGING)
    },
    "score_counts": small_distribution,
}
