"""Parses the cards on a page back into values."""

import html
import re
from dataclasses import dataclass

from streamlit.testing.v1 import AppTest

HEAD = '<div class="card-head">'


@dataclass(frozen=True)
class ShownCard:
    """A clinic as a page shows it. `points`: title of a question -> its points in words; `body`: its HTML."""

    name: str
    grade: str
    grade_high: str
    score: str
    score_high: str
    facts: str
    points: dict[str, str]
    body: str


def shown_cards(app: AppTest) -> list[ShownCard]:
    """The cards of a page, in order: of its list, of Compare, or of Clinic, where the card has no name."""
    return [_card(body) for body in (str(part.proto.body) for part in app.get("html")) if HEAD in body]


def _card(body: str) -> ShownCard:
    return ShownCard(
        name=_first(r"<h[23]><bdi>(.*?)</bdi></h[23]>", body),
        grade=_first(r"Grade </span>([A-F])</div>", body),
        grade_high=_first(r'class="grade-high">up to ([A-F])<', body),
        score=_first(r"<strong>([\d.]+)</strong>", body),
        score_high=_first(r"</strong><div>up to ([\d.]+)<", body),
        facts=" ".join(_text(facts) for facts in re.findall(r'class="card-facts">(.*?)</div>', body)).strip(),
        points=dict(re.findall(r'class="answer-points"><b>(.*?)</b> <span>([^<]*)', body)),
        body=body,
    )


def _first(pattern: str, body: str) -> str:
    match = re.search(pattern, body)
    return html.unescape(match[1]) if match else ""


def _text(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
