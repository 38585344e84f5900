"""The keys of uploaders. A used uploader gets another key, so an empty one replaces it and its bytes are held once."""

from __future__ import annotations

import streamlit as st


def current(name: str, counter: str = "") -> str:
    """The key of an uploader. `counter`: the name of the uploader with which it is renewed, if not its own."""
    return f"{name}_{st.session_state.get(_round(counter or name), 0)}"


def renew(name: str) -> None:
    """Replace an uploader that was used, and those with its counter, by empty ones (in a callback)."""
    st.session_state[_round(name)] = st.session_state.get(_round(name), 0) + 1


def _round(name: str) -> str:
    return f"{name}_round"
