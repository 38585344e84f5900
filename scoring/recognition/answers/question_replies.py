"""Questions and the replies to them, as in "Exosomes? We don't. PRP? We do".

A question claims nothing on its own: only its reply does. Every pattern passes a text once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scoring.vocabulary import vocabulary

_MARK = re.compile(r"(?<!\?)\?++(?=[\s\"'):]|\Z)")  # not in a web address
# In "PRP, exosomes?" only the last item is in question; a text with any of these is not such a list.
_ASKS = re.compile(
    r"\b(?:do|does|did|is|are|was|can|could|may|would|should|will|what|which|who|how|why|when|where|have|has|had|need|want"
    r"|wondering|curious|interested|looking|considering|tired|offer|use|get|got|about|or|y?ou|i|my|suffering|hurt|ready)\b"
)
_LAST = re.compile(r"[,/]")
_LAST_INSIDE = re.compile(r"[,/(]")  # of a question in brackets
_SENTENCE_ENDS = re.compile(r"[.!]\s")
_LEADS = re.compile(r"[\s\"'):,-]*")
_LONGEST_REPLY = 80  # characters; a longer reply says more than yes or no
_STOPS = re.compile(r"[\s\"']*(?:[.,;!-]|\Z)[\s.,;!-]*")


@dataclass(frozen=True, slots=True)
class Question:
    """A stretch of a text. `reply`: True for yes, False for no, None if it is unclear.

    `asks`: whether it is a question at all; `doubts`: it is a list item with a question mark, "exosomes?"; `text`: the
    stretch with the words of its reply; `label`: what it is about.
    """

    text: str
    label: str
    asks: bool = False
    reply: bool | None = None
    doubts: bool = False


def questions(text: str, known: re.Pattern[str]) -> list[Question]:
    """The stretches of a text, in order; none if no question is about something known."""
    if "?" not in text:
        return []
    marks = [match.span() for match in _MARK.finditer(text)]
    starts = [0, *(end for _, end in marks)]
    if not any(known.search(text[a:b].lower()) for a, (b, _) in zip(starts, marks, strict=False)):
        return []
    follows = re.search(r"\w", text[marks[-1][1] :]) is not None
    made: list[Question] = []
    at = 0
    for start, end in marks:
        begins = max((m.end() for m in _SENTENCE_ENDS.finditer(text, at, start)), default=at)
        made += _statement(text[at:begins])
        label = text[begins:start]
        if known.search(label.lower()):
            reply, at = _reply(text, end)
            inside = text[at : at + 1] == ")"
            doubts = reply is None and (inside or not follows) and not _ASKS.search(label.lower())
            if doubts and (last := _last_item(label, known, inside=inside)):
                made += _statement(label[:last])
                begins, label = begins + last + 1, label[last + 1 :]
            made.append(Question(text[begins:at].strip(), label.strip(), asks=True, reply=reply, doubts=doubts))
        else:
            made += _statement(label)
            at = end
    return made + _statement(text[at:])


def _last_item(label: str, known: re.Pattern[str], *, inside: bool) -> int:
    """The position of the sign before the last item, the only one in question; 0 if there is just one item.

    `inside`: whether the question is in brackets.
    """
    low = label.lower()
    masked = known.sub(lambda match: "x" * len(match[0]), low)
    last_known = max((m.start() for m in known.finditer(low)), default=0)
    signs = _LAST_INSIDE if inside else _LAST
    return max((m.start() for m in signs.finditer(masked, 0, last_known)), default=0)


def _statement(text: str) -> list[Question]:
    stated = text.strip()
    return [Question(stated, stated)] if re.search(r"\w", stated) else []


def _reply(text: str, at: int) -> tuple[bool | None, int]:
    """The reply to a question that ends at `at`, and where the reply ends.

    "No, ultrasound" replies and continues; "no exosomes" replies too, and is then read like any other text.
    """
    replies = vocabulary().replies
    leads = _LEADS.match(text, at)
    begins = leads.end() if leads else at
    low = text[begins : begins + _LONGEST_REPLY].lower()
    if (no := replies.no.match(low)) is not None:
        ends = _whole(replies.no, low, no.end())
        return False, begins + ends if ends else at
    if (yes := replies.yes.match(low)) is not None:
        return True, begins + (_whole(replies.yes, low, yes.end()) or yes.end())
    return None, at


def _whole(words: re.Pattern[str], low: str, ends: int) -> int:
    """Where a reply ends with all the words that repeat it: "No, we do not."; 0 if the sentence continues."""
    whole = 0
    while stop := _STOPS.match(low, ends):
        whole = stop.end()
        again = words.match(low, whole)
        if again is None:
            break
        ends = again.end()
    return whole
