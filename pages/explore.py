"""Explore: which clinics disclose good practice, and on which question."""

import streamlit as st

from dashboard import (
    chart_controls,
    chart_panel,
    moved_ranks,
    printed_basis,
    refusal_notice,
    score_notices,
    shortlist_bar,
    study_findings,
    view_report,
)
from dashboard.charts.registry import AT_A_GLANCE, CHARTS
from dashboard.clinic_list import (
    card_list,
    filter_chips,
    headline_figures,
    list_layout,
    list_page,
    no_matches,
    place_offers,
    search_field,
    tables,
)
from dashboard.view import current_view
from scoring import BadSettings, UnreadableFile
from scoring.reports import few_weights

st.title("Which clinics disclose good practice?", anchor=False)
st.markdown(
    "Clinics that offer back injections, scored on what they state: **who** injects **what**, **where**, and **how**."
)

try:
    view = current_view()
except (BadSettings, UnreadableFile) as reason:
    refusal_notice.draw(reason)
else:
    list_page.report_missing_page(view, as_cards=list_layout.is_cards())
    search_field.draw()
    filter_chips.draw(view)
    printed_basis.draw(view)
    place_offers.draw(view)
    score_notices.draw_other_rubric(view)
    moved_ranks.draw(view)
    if few_weights(view.review):
        refusal_notice.draw(few_weights(view.review))

    if view.figures.clinics:
        as_cards = list_layout.draw_choice(view) == list_layout.CARDS
        listed, beside = st.columns([8, 5], gap="medium") if as_cards else (st.container(), st.container())
        with listed:
            with st.container(horizontal=True, vertical_alignment="center", key="few"):
                tables.compare_all(view)
                shortlist_bar.take_few(view)
            if view.figures.scored:
                (card_list.scored_cards if as_cards else tables.scored_table)(view)
            unscored = view.figures.too_little and not few_weights(view.review)
            if unscored and (part := list_layout.draw_open_list(view)):
                with part:
                    (card_list.open_cards if as_cards else tables.open_table)(view)
            score_notices.draw_caution(view.review)
            with st.container(horizontal=True, key="take_away"):
                tables.download(view)
                view_report.offer(view)
        with beside:
            study_findings.draw_sought(view)
            st.header("At a glance", anchor=False)
            headline_figures.draw(view)
            chart_panel.small_figures({key: draw(view) for key, draw in AT_A_GLANCE.items()}, view)

        st.header("Charts", anchor=False)
        chosen = chart_controls.draw_chart_choice()
        chart_controls.draw(chosen)
        with st.container(key="chosen_chart"):
            for key, draw in CHARTS[chosen].items():  # only the chosen chart is drawn, which keeps filtering fast
                chart_panel.figure(draw(view), key, view)
    else:
        no_matches.draw(view)
