"""Text from records and files, made safe to draw. Everything that draws such text goes through here.

Streamlit reads Markdown in most of what it draws: images in it fetch from other machines, links in it lead
anywhere. Only dataframe cells, select options, text inputs and chart labels are literal.
"""

from __future__ import annotations

import html as html_entities
import re

from scoring.recognition import read_web_address, web_host

_BREAK = "\u2060"  # word joiner: invisible, and no part of an address or a directive
_LONGEST_HOST = 40  # characters of a host on a button
_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$&\"=^])")


def markdown(text: object) -> str:
    """Any text, escaped so that Markdown draws it literally, on one line."""
    line = " ".join(str(text).split())
    line = _ACTIVE.sub(r"\\\1", line)
    line = line.replace(":", f"\\:{_BREAK}").replace("@", f"@{_BREAK}")
    return re.sub(r"(?i)www", lambda match: match[0][0] + _BREAK + match[0][1:], line)


def html(text: object) -> str:
    """Any text, escaped so that HTML draws it literally, on one line."""
    return html_entities.escape(" ".join(str(text).split()))


def link(address: object) -> str | None:
    """An address that is safe to open, in ASCII: http or https with a visible host; None for anything else."""
    return read_web_address(str(address))


def host(address: str) -> str:
    """The host of a safe address, as Markdown; a very long host is cut to its end, which says whose it is."""
    name = web_host(address)
    return markdown(name if len(name) <= _LONGEST_HOST else f"\u2026{name[-_LONGEST_HOST:]}")
