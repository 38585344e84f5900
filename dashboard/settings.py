"""What a host may set, each from its environment variable; nothing has to be set."""

from __future__ import annotations

import os
import re

import streamlit as st

from dashboard import safe
from scoring import Limits

CORRECTION_CONTACT = "CLINICS_CORRECTION_CONTACT"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


def correction_contact() -> str | None:
    """Where a clinic or reader may ask for a correction, as an address to open; None where the host gives none.

    Set `CLINICS_CORRECTION_CONTACT` to an e-mail address or a web address.
    """
    given = os.environ.get(CORRECTION_CONTACT, "").strip()
    return f"mailto:{given}" if _MAIL.fullmatch(given) else safe.link(given)


def limits() -> Limits:
    """How large an upload may be, from the platform's own setting `server.maxUploadSize`, in megabytes.

    A compressed file or a workbook may unpack to four times as much.
    """
    megabytes = int(st.get_option("server.maxUploadSize"))
    return Limits(packed_bytes=megabytes * 1_000_000, text_bytes=4 * megabytes * 1_000_000)
