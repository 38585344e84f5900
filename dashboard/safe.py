"""Text from records and files, made safe to draw. Everything that draws such text goes through here.

Streamlit reads Markdown in most of what it draws: images in it fetch from other machines, links in it lead
anywhere. Only dataframe cells, select options, text inputs and chart labels are literal.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_BREAK = "\u2060"  # word joiner: invisible, and no part of an address or a directive
_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$&\"=^])")


def markdown(text: object) -> str:
    """Any text so that Markdown draws it as it stands, on one line."""
    line = " ".join(str(text).split())
    line = _ACTIVE.sub(r"\\\1", line)
    line = line.replace(":", f"\\:{_BREAK}").replace("@", f"@{_BREAK}")
    return re.sub(r"(?i)www", lambda found: found[0][0] + _BREAK + found[0][1:], line)


def link(address: object) -> str | None:
    """An address that may be opened: http or https with a host; None for anything else."""
    text = str(address).strip()
    if not re.match(r"(?i)[a-z][a-z0-9+.-]*:", text) and re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme.lower() in {"http", "https"} and parts.hostname else None
