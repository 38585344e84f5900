"""Every page of the app by an address to open it at: what is tested and pictured page by page."""

from collections.abc import Mapping

ADDRESSES: Mapping[str, str] = {
    "explore": "/",
    "method": "/method",
}
