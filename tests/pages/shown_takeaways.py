"""Reads the texts of a page's charts for those who cannot see them."""

import html
import re

from streamlit.testing.v1 import AppTest

_TAKEAWAY = re.compile(r'class="takeaway unseen">(.*?)</')


def takeaways(app: AppTest) -> list[str]:
    """The takeaways of a page's charts, in order."""
    bodies = (str(part.proto.body) for part in app.get("html"))
    return [html.unescape(text) for body in bodies for text in _TAKEAWAY.findall(body)]
