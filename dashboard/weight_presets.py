"""The presets of weights: buttons that only set the sliders, and the reason for the one that these show."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import parameters


def draw() -> None:
    """Draw the presets of the rubric, and below them the one that the sliders show, with its reason.

    Draw the sliders first: on the first run their values are those of the address once they are drawn. Why buttons? A
    choice that follows the sliders would be sent back by a browser that does not know yet that it was left, and
    would reset a slider that was moved twice.
    """
    rubric = parameters.rubric()
    chosen = rubric.preset_of(parameters.weights())
    st.caption("Preset weights")
    with st.container(horizontal=True, gap="xsmall", key="presets"):
        for name, preset in rubric.presets.items():
            st.button(
                preset.title,
                key=f"preset|{name}",
                icon=":material/check:" if name == chosen else None,
                on_click=_set_sliders,
                args=(preset.weights,),
            )
    if chosen:
        st.caption(f"{rubric.presets[chosen].title}: {rubric.presets[chosen].reason}")


def _set_sliders(weights: Mapping[str, int]) -> None:
    """Move the sliders to the weights of a preset (a callback)."""
    st.session_state.update(weights)
