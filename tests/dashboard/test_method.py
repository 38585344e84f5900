"""The sections of the Method page, and the links to them."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard import method

PAGE = Path(__file__).parents[2] / "pages" / "method.py"


def test_each_link_leads_to_its_section() -> None:
    """The links at the top are those of the headings below, in their order, and lead to the anchors of these."""
    page = AppTest.from_file(str(PAGE), default_timeout=60).run()
    links = re.findall(r"\[(.*?)\]\(#(.*?)\)", method.contents())
    headings = [(heading.value.split(":")[0], heading.anchor) for heading in page.header]
    assert links == headings
    assert ("What", "what-points-of-a-product") in links
