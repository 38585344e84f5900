"""Web addresses as records write them: which may be opened, and where they lead.

An address that a reader could mistake for another is refused: one with a user name before the host, blanks,
backslashes or invisible characters. The others are written in ASCII, so that look-alike letters in a host show as
"xn--".
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address
from unicodedata import category, normalize
from urllib.parse import quote, urlsplit, urlunsplit

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

LONGEST = 2_048  # characters; longer ones are cut by search engines, mail programs and some browsers
_LONGEST_HOST, _LONGEST_LABEL = 253, 63  # of the domain name system
_BARE = re.compile(r"[^\W_][\w-]*(\.[\w-]+)+(?=/|$)")  # a host without its scheme
_SCHEME = re.compile(r"(?i)https?://")
_NETLOC = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^\[\]:@%]+)(?::(?P<port>[0-9]{1,5}))?")
# Blanks, backslashes, and letters and marks that show nothing; the other invisible characters are not printable.
_MISLEADING = re.compile(
    r"[\s\\\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]+(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # as the last label: the host is an IP address
_UNQUOTED = "%!$&'()*+,;=:@/?"  # beside letters, digits and "-._~"
_ADDRESS = r"^[^\s/?@:]+\.[^\s/?@:]+(:\d+)?([/?]\S*)?$"  # without its scheme, as keys have it
_REFERRAL = r"\b(utm_[a-z]+|gclid|gbraid|wbraid|fbclid|msclkid|from|ref|src|source)=[^&#]*&?"  # tracking parameters
_BEFORE_THE_HOST = r"^(https?://)?(www\.)?"
_AFTER_THE_PAGE = r"[#=?&]|/$"  # an address without any of these has neither fragment, query nor trailing slash
# Nearly all addresses have this form, with or without a scheme, and matching is faster than parsing. The syntax suits
# RE2 and Python.
ORDINARY = r"^(https?://)?([a-z0-9](-?[a-z0-9]){0,30}\.){1,3}[a-z]{2,20}(/[a-zA-Z0-9_./-]{0,500})?$"
# The same for addresses too short to have a part that is too long: without counting, it takes a third of the time.
_SHORT = 63  # characters, as many as a label may have
SHORT_FORM = r"^(https?://)?([a-z0-9]+(-[a-z0-9]+)*\.){1,3}[a-z]{2,20}(/[a-zA-Z0-9_./-]*)?$"


def read_web_address(text: str) -> str | None:
    """The address in ASCII, or None for text that is not an http or https address with a visible host."""
    text = text.strip()
    if len(text) > LONGEST or not text.isprintable() or _MISLEADING.search(text):
        return None
    if _BARE.match(text):
        text = f"https://{text}"
    if not _SCHEME.match(text):
        return None
    try:
        scheme, netloc, path, query, fragment = urlsplit(text)
    except ValueError:
        return None
    parts = _NETLOC.fullmatch(netloc)
    host = _read_host(parts["host"]) if parts else None
    if not parts or not host or not 0 < int(parts["port"] or 1) < 1 << 16:
        return None
    port = f":{int(parts['port'])}" if parts["port"] else ""
    return urlunsplit((scheme, host + port, *(quote(part, safe=_UNQUOTED) for part in (path, query, fragment))))


def are_ordinary(texts: pa.ChunkedArray) -> NDArray[np.bool_]:
    """Which texts (n,), of which none is null, are addresses of the form that nearly all have."""
    short = pc.less_equal(pc.binary_length(texts), _SHORT)
    ordinary = np.array(pc.and_(short, pc.match_substring_regex(texts, SHORT_FORM)), dtype=bool)
    others = texts.filter(pa.array(~ordinary))
    ordinary[~ordinary] = np.asarray(pc.match_substring_regex(others, ORDINARY))
    return ordinary


def website_keys(texts: pa.Array) -> pa.Array:
    """A key for each address, the same for addresses of the same page; "" for text that is not an address.

    Scheme, "www.", case, fragment, trailing slashes and tracking parameters make no difference. Other queries do: in
    a directory they identify the clinic.
    """
    written = pc.utf8_lower(pc.utf8_trim_whitespace(texts))
    plain = pc.replace_substring_regex(written, _BEFORE_THE_HOST, "", max_replacements=1)
    more = pc.match_substring_regex(written, _AFTER_THE_PAGE).fill_null(fill_value=False)
    if more.true_count:  # most addresses have none of these, and removing them takes four times as long
        plain = pc.replace_with_mask(plain, more, _pages(written.filter(more)))
    return pc.if_else(pc.match_substring_regex(plain, _ADDRESS), plain, "")


def _pages(written: pa.Array) -> pa.Array:
    """Addresses in lower case without the parts that make no difference to the page."""
    plain = pc.replace_substring_regex(written, rf"{_BEFORE_THE_HOST}|#.*$|{_REFERRAL}", "")
    # Trimmed first: a pattern that looks for the end at every "?" would read the whole rest of a text for each.
    return pc.replace_substring_regex(pc.utf8_rtrim(plain, "/?& "), r"/+\?", "?")


def web_host(address: str) -> str:
    """The host of an address that may be opened, without "www."."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _read_host(host: str) -> str | None:
    """A host as the domain name system writes it, or an IP address in its usual form; None for anything else."""
    if host.startswith("["):
        return host if _is_number(IPv6Address, host[1:-1]) else None
    labels = [_read_label(label) for label in normalize("NFKC", host).lower().removesuffix(".").split(".")]
    name = ".".join(label or "" for label in labels)
    if not all(labels) or len(name) > _LONGEST_HOST:
        return None
    in_numbers = _NUMBER.fullmatch(labels[-1] or "")
    return name if not in_numbers or _is_number(IPv4Address, name) else None


def _read_label(label: str) -> str | None:
    """One label of a host, with letters beyond ASCII in Punycode; None for an invalid label."""
    if not label.isascii():
        if any(letter != "-" and category(letter)[0] not in "LMN" for letter in label):  # letters, marks, numbers
            return None
        label = f"xn--{label.encode('punycode').decode()}"
    return label if len(label) <= _LONGEST_LABEL and _LABEL.fullmatch(label) else None


def _is_number(kind: type[IPv4Address | IPv6Address], text: str) -> bool:
    try:
        kind(text)
    except ValueError:
        return False
    return True
