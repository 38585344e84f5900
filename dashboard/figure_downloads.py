"""Downloads of a figure: a picture with its source, as PNG or SVG, and a citation to copy."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import downloads, sharing
from dashboard.charts.figure import Figure
from dashboard.charts.picture import picture_specification
from dashboard.charts.scope import counted_view
from dashboard.citation import cite
from dashboard.datasets import session_datasets
from dashboard.datasets.session_datasets import Dataset
from dashboard.view import View
from pictures.isolated_drawing import Kind, draw_apart

_TYPES: dict[Kind, str] = {"png": "image/png", "svg": "image/svg+xml"}


def draw(figure: Figure, key: str, view: View) -> None:
    """Buttons for the pictures of a figure of a view, made when pressed, and for its citation."""
    dataset, view = session_datasets.current(), counted_view(figure, view)
    with st.container(horizontal=True, gap="small", key=f"{key}_files"):
        for kind, content_type in _TYPES.items():
            downloads.made_when_pressed(
                f"Picture ({kind.upper()})",
                partial(_picture, figure, view, dataset, kind),
                downloads.name_of_picture(key, view.filters, kind),
                key=f"{key}_{kind}",
                kind=content_type,
            )
        citation = cite(view, dataset, sharing.address(), figure.counts)
        # Filled before it opens, otherwise the platform could not tell where there is room for it.
        with st.popover("Citation", type="tertiary", icon=":material/format_quote:", key=f"{key}_citation"):
            st.code(citation.text(figure.title), language=None, wrap_lines=True)


def _picture(figure: Figure, view: View, dataset: Dataset | None, kind: Kind) -> bytes:
    """The picture of a figure, as a file. Raises `pictures.isolated_drawing.CannotDraw`."""
    return draw_apart(picture_specification(figure, cite(view, dataset, "", figure.counts).lines), kind)
