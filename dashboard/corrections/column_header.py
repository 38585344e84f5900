"""How sentences on the Data page name a column of the file."""

from __future__ import annotations

from dashboard import safe_text
from scoring import Review
from scoring.reports import cut, listed, quoted

_LONGEST = 40  # characters of a header in a sentence


def header_of(review: Review, field: str) -> str:
    """The headers of the columns that feed a field, quoted, as Markdown."""
    headers = [" ".join(match.header.split()) for match in review.matches if field in match.fields]
    shown = [cut(header, _LONGEST) for header in headers]
    return listed([quoted(safe_text.markdown(header)) for header in shown]) or field
