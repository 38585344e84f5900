"""The settings of a host, all optional. docs/hosting.md explains them; a test keeps its table in step.

Each is read from the environment variable of its name, or from that name in the platform's secrets. An invalid value
raises `ValueError` with a sentence for the host; `check` reads all of them before the first reader arrives.

A new setting touches: here its name, its entry in `DEFAULTS`, a function that reads it, and that function in `check`;
the table of docs/hosting.md, and compose.yaml. Then call the function where the setting decides something.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from dashboard import safe_text
from publishing import is_store_address
from scoring import Limits

CORRECTION_CONTACT = "CLINICS_CORRECTION_CONTACT"
CORRECTION_FORM = "CLINICS_CORRECTION_FORM"
STORE = "CLINICS_STORE"
READ_ONLY = "CLINICS_READ_ONLY"
DATA = "CLINICS_DATA"
PUBLISH_DAYS = "CLINICS_PUBLISH_DAYS"
PUBLISH_FILE_MB = "CLINICS_PUBLISH_FILE_MB"
PUBLISH_TOTAL_MB = "CLINICS_PUBLISH_TOTAL_MB"
PUBLISH_PER_HOUR = "CLINICS_PUBLISH_PER_HOUR"
CONNECTIONS_PER_ADDRESS = "CLINICS_CONNECTIONS_PER_ADDRESS"

DEFAULTS = {
    CORRECTION_CONTACT: "",
    CORRECTION_FORM: "yes",
    STORE: "published/clinics.sqlite3",  # SQLite, beside the app
    READ_ONLY: "no",
    DATA: "",
    PUBLISH_DAYS: "90",
    PUBLISH_FILE_MB: "50",
    PUBLISH_TOTAL_MB: "2000",
    PUBLISH_PER_HOUR: "10",
    CONNECTIONS_PER_ADDRESS: "100",  # an office of fifty behind one address, with two pages each
}

_ALIKE = 0.9  # of 1: a letter or two apart
# For a process that reads a large file: less than 2 GB together with the server and a process for a workbook.
_MEMORY_BYTES = 1_100_000_000
_ROOT = Path(__file__).parents[1]
_MAIL = re.compile(r"(?P<name>[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*)@(?P<host>[\w-]+(\.[\w-]+)+)")
_LONGEST_MAIL = 254  # characters, of which mail programs and servers take no more
_NUMBER = re.compile(r"[0-9]{1,6}")
_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def check() -> None:
    """Read every setting once, so that a mistake fails at startup and not for a reader. Raises `ValueError`.

    A name that is almost one of them is a mistake too: a misspelled `CLINICS_READ_ONLY` would open a site to uploads.
    Other names with our beginning pass, such as those that a cluster sets for a service.
    """
    for name in sorted({*os.environ, *_secrets()} - set(DEFAULTS)):
        if near := get_close_matches(name, DEFAULTS, 1, _ALIKE):
            raise ValueError(f"{name}: no setting of this program has that name; {near[0]} is one.")
    for read in (
        correction_contact,
        correction_form,
        limits,
        store_url,
        read_only,
        data,
        publish_days,
        publish_file_mb,
        publish_total_mb,
        publish_per_hour,
        connections_per_address,
    ):
        read()


def correction_contact() -> str | None:
    """The address where a clinic or reader may request a correction; None if the host sets none.

    Set `CLINICS_CORRECTION_CONTACT` to an email address or a web address. Raises `ValueError`.
    """
    contact = _configured(CORRECTION_CONTACT)
    if not contact:
        return None
    address = _mail_address(contact) or safe_text.link(contact)
    if address is None:
        raise ValueError(
            f"{CORRECTION_CONTACT}: expected a mail address or a web address, such as fix@clinics.example or "
            f"https://clinics.example/fix, not {contact!r}."
        )
    return address


def _mail_address(contact: str) -> str | None:
    """The `mailto:` address of a mailbox; its host goes by the rule for web addresses, in ASCII. None for any other."""
    parts = _MAIL.fullmatch(contact) if len(contact) <= _LONGEST_MAIL else None
    host = safe_text.link(f"https://{parts['host']}") if parts else None
    return f"mailto:{parts['name']}@{host.removeprefix('https://')}" if parts and host else None


def correction_form() -> bool:
    """Whether readers get the form for corrections on the Clinic page. Raises `ValueError`."""
    return _yes(CORRECTION_FORM)


def limits() -> Limits:
    """How large an upload may be, from the platform's own setting `server.maxUploadSize`, in megabytes.

    A compressed file or a workbook may unpack to four times as much. Raises `ValueError`.
    """
    megabytes = int(st.get_option("server.maxUploadSize"))
    if megabytes < 1:
        raise ValueError(f"server.maxUploadSize: expected a whole number of megabytes from 1, not {megabytes}.")
    return Limits(packed_bytes=megabytes * 1_000_000, text_bytes=4 * megabytes * 1_000_000, memory_bytes=_MEMORY_BYTES)


def store_url() -> str:
    """The database of published datasets, as an SQLAlchemy URL.

    `CLINICS_STORE`, or else `url` under `[connections.published]` in the secrets, or else a SQLite file beside the app.
    Raises `ValueError`, which does not repeat the URL: it may hold a password.
    """
    connections = _secrets().get("connections", {})
    section = connections.get("published") if isinstance(connections, Mapping) else None
    if url := _configured(STORE):
        setting = STORE
    elif section is None:
        return f"sqlite:///{(_ROOT / DEFAULTS[STORE]).as_posix()}"
    else:
        setting = "[connections.published] in the secrets"
        url = str(section.get("url", "")).strip() if isinstance(section, Mapping) else ""
    if not is_store_address(url):
        raise ValueError(
            f"{setting}: expected the address of a database, such as sqlite:////data/clinics.sqlite3 or "
            "postgresql+psycopg://user:password@host/name."
        )
    return url


def read_only() -> bool:
    """Whether this instance takes no uploads and publishes nothing. Raises `ValueError`."""
    return _yes(READ_ONLY)


def data() -> Path | None:
    """The list of clinics that this instance shows first: a file, or a reviewed folder. None: the example alone.

    Set `CLINICS_DATA` to its path. Faults in it are reported on the pages, so that the example can still be seen.
    """
    path = _configured(DATA)
    return Path(path) if path else None


def publish_days() -> int:
    """How many days a published dataset stays. Raises `ValueError`."""
    return _number(PUBLISH_DAYS)


def publish_file_mb() -> int:
    """How many megabytes one published file may have. Raises `ValueError`."""
    return _number(PUBLISH_FILE_MB)


def publish_total_mb() -> int:
    """How many megabytes all published files may take together. Raises `ValueError`."""
    return _number(PUBLISH_TOTAL_MB)


def publish_per_hour() -> int:
    """How many times an hour one reader may publish. Raises `ValueError`."""
    return _number(PUBLISH_PER_HOUR)


def connections_per_address() -> int:
    """How many open pages and running uploads one address may have, together. Raises `ValueError`."""
    return _number(CONNECTIONS_PER_ADDRESS)


def _yes(name: str) -> bool:
    choice = (_configured(name) or DEFAULTS[name]).casefold()
    if choice not in (*_YES, *_NO):
        raise ValueError(f"{name}: expected yes or no, not {choice!r}.")
    return choice in _YES


def _number(name: str) -> int:
    text = _configured(name) or DEFAULTS[name]
    if not _NUMBER.fullmatch(text) or not int(text):
        raise ValueError(f"{name}: expected a whole number from 1 to 999,999, not {text!r}.")
    return int(text)


def _configured(name: str) -> str:
    """The value in the environment, or else in the secrets; "" if blank or missing."""
    return os.environ.get(name, "").strip() or str(_secrets().get(name, "")).strip()


def _secrets() -> Mapping[str, Any]:
    """The platform's secrets; empty without a secrets file. Raises `ValueError` for a file that cannot be read."""
    try:
        return dict(st.secrets)
    except StreamlitSecretNotFoundError:
        files = [path for path in map(Path, st.get_option("secrets.files")) if path.exists()]
        if files:
            raise ValueError(f"{files[0]} cannot be read as secrets: it is not valid TOML.") from None
        return {}
