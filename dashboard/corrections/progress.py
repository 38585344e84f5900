"""Shows progress while a file is read: the stages that the reading reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dashboard import safe_text
from scoring import heard_by


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Show the stage that reading has reached, while the block runs. `name`: the file's, unescaped."""
    place = st.empty()
    try:
        with (
            place.status(f"Opening {safe_text.markdown(name)}") as status,
            heard_by(lambda stage: status.update(label=safe_text.markdown(stage))),
        ):
            yield
    finally:
        place.empty()  # also after a failure
