"""Says what is being done while a file is read: the stages that the reading itself reports."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.elements.lib.mutable_status_container import StatusContainer

from dashboard import safe


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Show the stage that reading a file has reached; `name` is the file's, as it came."""
    log = logging.getLogger("scoring")
    level = log.level
    place = st.empty()
    try:
        with place.status(f"Opening {safe.markdown(name)}") as status:
            handler = _Stages(status)
            log.addHandler(handler)
            log.setLevel(logging.INFO)
            try:
                yield
            finally:
                log.removeHandler(handler)
                log.setLevel(level)
    finally:
        place.empty()  # where the file could not be read too


class _Stages(logging.Handler):
    """Shows the stages of this reader's file, not those of others who are read for at the same time."""

    def __init__(self, status: StatusContainer) -> None:
        super().__init__()
        self._status = status
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self._status.update(label=safe.markdown(record.getMessage()))
