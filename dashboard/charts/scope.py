"""Which clinics a figure is about: a chart does not apply the filters that a click on it changes.

On the page these marks are what else could be chosen. In a report, a picture or a citation nothing can be clicked, and
a finding on all states would pass as one on the state that the reader chose: the title says what is not applied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dashboard.charts.figure import Figure, Nothing
from dashboard.filters import FILTERS
from dashboard.view import View
from scoring.reports import listed

Draw = Callable[[View], Figure | Nothing | None]


def scoped(draw: Draw) -> Draw:
    """The same figures, whose titles say which of the reader's filters they do not apply."""

    def drawn(view: View) -> Figure | Nothing | None:
        figure = draw(view)
        aside = _set_aside(figure, view) if isinstance(figure, Figure) else ()
        if not isinstance(figure, Figure) or not aside:
            return figure
        names = listed([f"\u201c{FILTERS[key].name}\u201d" for key in aside])
        scope = f"Without the filter{'s' * (len(aside) > 1)} {names}: "
        return replace(figure, title=scope + figure.title, takeaway=scope + figure.takeaway)

    return drawn


def counted_view(figure: Figure, view: View) -> View:
    """The view whose matching clinics a figure is about."""
    aside = _set_aside(figure, view)
    return replace(view, filters=view.filters.without(*aside)) if aside else view


def _set_aside(figure: Figure, view: View) -> tuple[str, ...]:
    """The reader's filters, by key, that a figure does not apply."""
    of_clicks = figure.pick.keys if figure.pick else ()
    keys = {*of_clicks, *figure.sets_aside}
    return tuple(key for key in FILTERS if key in keys and key in view.filters.criteria)
