"""The script that Streamlit runs: the sidebar, the requested page, and what all pages share."""

from pathlib import Path

import streamlit as st

from dashboard import (
    data_notice,
    link_notice,
    parameters,
    sharing,
    shortlist,
    shortlist_bar,
    sidebar,
    streamlit_platform,
)
from dashboard.browser.document import NAME
from dashboard.charts.registry import CHARTS
from dashboard.page_registry import PAGES

ICON = Path(__file__).with_name("icon.svg")  # the platform would fetch a named icon from another machine

st.set_page_config(page_title=NAME, page_icon=str(ICON), layout="wide")
link = parameters.link()
# Before bound widgets read them: the platform accepts more as a number or a choice than a link may hold.
refused = parameters.refused(link, CHARTS)
streamlit_platform.take_out_of_address([key for key, words in refused.items() if words == link[key]])

pages = {
    name: st.Page(entry.path, title=entry.title, icon=entry.icon, help=entry.help, default=entry.is_home)
    for name, entry in PAGES.items()
}
page = st.navigation([*pages.values()], position="top")
name = next(name for name, entry in pages.items() if entry is page)
if name != "explore":
    parameters.preset_widgets(link, (parameters.SORT, parameters.PAGE, parameters.CHART), CHARTS)
parameters.bind_filters()
shortlist.widget()
filter_place, button_place = sidebar.draw()

data_notice.draw(on_data_page=name == "data")
with st.container(horizontal=True, vertical_alignment="center", key="moved_weights"):
    if moved := parameters.moved_weights():
        st.markdown(f":blue-badge[Custom weights] Every score here counts {moved}.", width="content")
        st.button("Reset weights", key="equal_top", type="tertiary", on_click=parameters.reset_weights)
link_notice.draw(refused)
with st.container(key="page_body"):  # keeps what follows in place, so that it is not redrawn
    page.run()
if PAGES[name].filtered:
    sidebar.draw_filters(filter_place, button_place)

statements = parameters.rubric().statements
st.divider()
st.caption(f"{statements['what_it_measures']} {statements['not_advice']}")
with st.container(key="address_note"):
    st.caption("The page's address keeps your filters, weights and clinics; anything else is lost when you reload.")
with st.container(horizontal=True, vertical_alignment="center"):
    sharing.copy_link()
    st.page_link(pages["method"], label="How a score is made, and its limits")
    st.popover("When to seek care now", icon=":material/emergency:").markdown(statements["seek_care"])
shortlist_bar.draw(name)
