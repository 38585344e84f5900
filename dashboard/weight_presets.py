"""The choice of a preset of weights. It only sets the sliders, and shows the preset at which they stand."""

from __future__ import annotations

import streamlit as st

from dashboard import parameters
from dashboard.filters import follow


def draw(key: str) -> None:
    """Draw the presets of the rubric as a choice, and the reason of the one that the sliders show.

    Draw the sliders first: on the first run their values are those of the address once they are drawn.

    `key`: the start of the widget's key, which ends in the preset that is shown. A browser that moves a slider again
    before it hears that no preset is shown now would send the last one, which a widget of one key took for a choice.
    """
    rubric = parameters.rubric()
    chosen = rubric.preset_of(parameters.weights())
    key = f"{key}_{chosen}"
    follow(key, chosen)
    st.pills(
        "Preset weights",
        list(rubric.presets),
        format_func=lambda preset: rubric.presets[preset].title,
        key=key,
        on_change=_set_sliders,
        args=(key,),
        wrap=True,
    )
    if chosen:
        st.caption(rubric.presets[chosen].reason)


def _set_sliders(key: str) -> None:
    """Move the sliders to the chosen preset (a callback). Releasing it leaves them, and so it stays chosen."""
    if chosen := st.session_state[key]:
        st.session_state.update(parameters.rubric().presets[chosen].weights)
