"""The script that Streamlit runs: the sidebar, the requested page, and what all pages share."""

from pathlib import Path

import streamlit as st

from dashboard import page_parts, parameters, safe_text, sharing, sidebar
from dashboard.charts.registry import CHARTS
from dashboard.document import NAME

PAGES = Path(__file__).parents[1] / "pages"
ICON = Path(__file__).with_name("icon.svg")  # the platform would fetch a named icon from another machine

st.set_page_config(page_title=NAME, page_icon=str(ICON), layout="wide")
link = parameters.link()
strange = parameters.not_understood(link, CHARTS)

explore = st.Page(
    PAGES / "explore.py",
    title="Explore",
    icon=":material/insights:",
    default=True,
    help="Filter the clinics, weigh the four questions, and see who discloses what.",
)
method = st.Page(
    PAGES / "method.py",
    title="Method",
    icon=":material/rule:",
    help="Every rule behind a score, with its reason and source, and what a score does not say.",
)
compare = st.Page(
    PAGES / "compare.py",
    title="Compare",
    icon=":material/compare_arrows:",
    help="Two to six clinics side by side, with what differs marked.",
)
clinic = st.Page(
    PAGES / "clinic.py",
    title="Clinic",
    icon=":material/local_hospital:",
    help="One record in full: what it states, how its score comes about, what to ask.",
)
data = st.Page(
    PAGES / "data.py",
    title="Data",
    icon=":material/upload_file:",
    help="Bring your own list of clinics, see what was understood of it, and mend it.",
)
page = st.navigation([explore, compare, clinic, data, method], position="top")
if page is not explore:
    parameters.preset_widgets(link, (parameters.SORT, parameters.PAGE, parameters.CHART), CHARTS)
sidebar.draw()

page_parts.whose_data()
with st.container(horizontal=True, vertical_alignment="center", key="moved_weights"):
    if moved := parameters.moved_weights():
        st.markdown(f":blue-badge[:material/tune: Weights moved] Every score here counts {moved}.", width="content")
        st.button("Weigh them equally again", key="equal_top", type="tertiary", on_click=parameters.reset_weights)
if strange:
    st.warning(
        f"Left out, as it is not known here: {safe_text.markdown(', '.join(strange[: parameters.MOST_UNKNOWN]))}.",
        title="Part of this link was not understood",
        icon=":material/link_off:",
    )
with st.container(key="page_body"):  # keeps what follows in place, so that it is not redrawn
    page.run()

statements = parameters.rubric().statements
st.divider()
st.caption(f"{statements['what_it_measures']} {statements['not_advice']}")
st.caption("The address holds filters, weights and clinics; anything else is lost when the page is reloaded.")
with st.container(horizontal=True):
    sharing.copy_link()
    st.page_link(method, label="How a score is made, and its limits")
    st.popover("When to seek care now", icon=":material/emergency:").markdown(statements["seek_care"])
