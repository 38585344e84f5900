"""The outline of a long page: links to its sections, in one line or as a list."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def draw(sections: Mapping[str, str]) -> None:
    """Links to the sections of this page. `sections`: the anchor of a heading -> its name here."""
    links = " \u00b7 ".join(f"[{title}](#{anchor})" for anchor, title in sections.items())
    with st.container(key="outline"):
        st.markdown(f":small[On this page: {links}]")


def draw_list(sections: Mapping[str, str]) -> None:
    """The same as a list, for a page with many sections."""
    with st.container(key="outline"):
        st.markdown("On this page:\n" + "\n".join(f"- [{title}](#{anchor})" for anchor, title in sections.items()))
