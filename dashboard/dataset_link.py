"""What a reader types to name a published dataset: its link on this host, or what follows `data=` in it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from scoring.recognition import is_dataset_id

_KEY = "data"  # the parameter of links; `parameters` is a layer above this module
_NO_LINK = "This is not a link to a published list: paste the whole link, or the 32 letters and digits after data=."


def read_dataset_link(text: str, host: str) -> str:
    """The id that a text names. `host`: of this page with its port, "" if it is not known.

    Raises `ValueError` with a sentence for the screen.
    """
    text = text.strip()
    if is_dataset_id(text.lower()):
        return text.lower()
    try:
        address = urlsplit(text)
        ids = [word for word in parse_qs(address.query).get(_KEY, []) if is_dataset_id(word)]
        elsewhere = bool(address.netloc and host) and address.netloc.lower() != host.lower()
    except ValueError:  # brackets that are no address
        raise ValueError(_NO_LINK) from None
    if not ids:
        raise ValueError(_NO_LINK)
    if elsewhere:
        raise ValueError("This link leads to another host; only lists that are published on this one can be opened.")
    return ids[-1]
