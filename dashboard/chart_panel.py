"""Draws a figure under its title, with its table twin and what a click on a mark does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

import streamlit as st

from dashboard import downloads, figure_downloads, navigation, parameters, printed_table, safe_text
from dashboard.charts.figure import PICK, Figure, Nothing, Pick
from dashboard.view import View
from scoring.reports import counted, to_csv

_ALT = "Chart of the finding above it"  # the same at every change; see `_takeaway`
_CLICK = "Click the chart to filter by what you click; click again to undo."


def figure(drawn: Figure | Nothing | None, key: str, view: View) -> None:
    """A chart of a view under its title, with its downloads; or why there is none."""
    if drawn is None:
        return
    with st.container(border=True, key=key):
        st.subheader(safe_text.markdown(drawn.title), anchor=False)
        if isinstance(drawn, Nothing):
            _nothing(drawn, key)
            return
        chart_key = _chart_key(drawn, key)
        if drawn.clinics:
            _way_to_clinic(drawn.clinics, chart_key)
        elif drawn.clinics_at:
            _way_to_clinics(drawn.clinics_at, chart_key)
        elif drawn.pick:
            st.caption(_CLICK)
        _takeaway(drawn)
        _chart(drawn, chart_key)
        if drawn.note:
            st.caption(safe_text.markdown(drawn.note))
        if drawn.offer:
            st.button(
                drawn.offer.words,
                icon=":material/filter_alt:",
                key=f"{key}_offer",
                on_click=parameters.show_only,
                args=(drawn.offer.flag,),
            )
        figure_downloads.draw(drawn, key, view)
        twin = st.expander("Show as a table", key=f"{key}_table", on_change="rerun")
        if twin.open:
            table = drawn.table
            twin.dataframe(table, hide_index=True, placeholder="", alt=drawn.title)
            with twin:
                printed_table.twin(table)
                downloads.button(
                    "This table as CSV", to_csv(table), downloads.name_of_table(key), key=f"{key}_download"
                )


def small_figures(figures: Mapping[str, Figure | Nothing | None], view: View) -> None:
    """Small figures of a view, one after another, by key; on request their numbers as tables, and their pictures."""
    st.caption("Click a bar to filter by it; click again to undo.")
    shown = {key: drawn for key, drawn in figures.items() if drawn is not None}
    with st.grid(3, min_column_width=250, gap="small", key="small_figures"):
        for key, drawn in shown.items():
            with st.container(gap="xsmall", key=key):
                _small_title(drawn)
                if isinstance(drawn, Nothing):
                    st.caption(safe_text.markdown(drawn.why))
                else:
                    _chart(drawn, _chart_key(drawn, key))
    twins = st.expander("Show as tables and pictures", key="small_figures_table", on_change="rerun")
    if twins.open:
        with twins:
            for key, drawn in shown.items():
                if isinstance(drawn, Figure):
                    st.dataframe(drawn.table, hide_index=True, placeholder="", alt=drawn.title)
                    figure_downloads.draw(drawn, key, view)


def _takeaway(drawn: Figure) -> None:
    """What a chart says beyond its title, for those who cannot see it.

    It does not describe the chart itself: a description would be part of the specification, and the browser redraws a
    chart with another specification, while with other rows it only moves the marks.
    """
    if beyond_title := drawn.takeaway.removeprefix(drawn.title).lstrip(". "):
        st.html(f'<p class="takeaway unseen">{safe_text.html(beyond_title)}</p>')


def _small_title(drawn: Figure | Nothing) -> None:
    """The title of a small figure, with its takeaway for those who cannot see it."""
    takeaway = safe_text.html(drawn.takeaway) if isinstance(drawn, Figure) else ""
    st.html(f'<strong>{safe_text.html(drawn.title)}</strong> <span class="takeaway unseen">{takeaway}</span>')


def _nothing(empty: Nothing, key: str) -> None:
    st.markdown(safe_text.markdown(empty.why))
    if empty.filters:
        st.button(
            "Clear all filters",
            icon=":material/filter_alt_off:",
            key=f"{key}_clear",
            on_click=parameters.clear_filters,
        )


def _chart_key(drawn: Figure, key: str) -> str:
    """A chart's key, which includes its filters' values, so that changing a filter deselects every mark.

    If a click filters nothing, the key stays the same: new rows then replace the old ones, which is faster.
    """
    held = [st.session_state.get(filter_key) for filter_key in drawn.pick.keys] if drawn.pick else ""
    return f"{key}_chart|{held}{drawn.variant}"


def _chart(drawn: Figure, key: str) -> None:
    on_select: Literal["ignore", "rerun"] | Callable[[], None] = (
        "rerun" if drawn.clinics or drawn.clinics_at else "ignore"
    )
    if drawn.pick:
        on_select = partial(_picked, drawn.pick, key)
    width: Literal["stretch"] | int = drawn.width or "stretch"
    height: Literal["content"] | int = drawn.chart.height if drawn.follows_width else "content"
    st.vega_lite_chart(spec=drawn.chart.spec, alt=_ALT, key=key, width=width, height=height, on_select=on_select)


def _way_to_clinic(names: Mapping[str, str], chart_key: str) -> None:
    """Above a chart of clinics: how to open one, or the link to the clinic whose bar is selected."""
    chosen = [str(mark.get("clinic_id")) for mark in _marks(chart_key)[-1:]]
    if chosen and chosen[0] in names:
        navigation.open_clinic(chosen[0], f"Open {names[chosen[0]]}")
    else:
        st.caption("Click a bar for a link to its clinic.")


def _way_to_clinics(clinics_at: Callable[[Mapping[str, Any]], tuple[int, Mapping[str, str]]], chart_key: str) -> None:
    """Above a chart of points: how to see the clinics of one, or links to the first of those at the selected point."""
    whole, names = clinics_at(marks[-1]) if (marks := _marks(chart_key)) else (0, {})
    if not whole:
        st.caption("Click a dot to see its clinics.")
        return
    more = f", the first {len(names)} by name" * (whole > len(names))
    st.caption(f"{counted(whole, 'clinic')} here{more}:")
    with st.container(horizontal=True, gap="small"):
        for clinic, name in names.items():
            navigation.open_clinic(clinic, name)


def _marks(chart_key: str) -> list[dict[str, Any]]:
    """The selected marks of a chart; none before it is drawn."""
    state = st.session_state.get(chart_key) or {}
    return list(state.get("selection", {}).get(PICK) or [])


def _picked(pick: Pick, chart_key: str) -> None:
    """Apply a click on a mark to its filters (a callback). State is assigned, so that Back undoes it."""
    for mark in _marks(chart_key)[-1:]:
        values = {key: st.session_state.get(key) for key in pick.keys}
        st.session_state.update(pick.after(mark, values))
