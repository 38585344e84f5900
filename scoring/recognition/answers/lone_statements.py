"""What a part of a list says of the part before it and of nothing else: "exosomes; not offered", "BMC; on hold"."""

from __future__ import annotations

import re

from scoring.vocabulary import IN_DOUBT, Vocabulary, answer_key, is_blank

_WHEN = re.compile(r"\b(?:in|since|as of|(?:19|20)\d\d)\b")
_WORD = re.compile(r"[^\W_]+")


def lone_statement(vocabulary: Vocabulary, dimension: str, text: str) -> str:
    """The problem code of a text that says only that something is not offered, not now, or perhaps not; "" for others.

    A yes or no, a word for blank, and a word for a person's role are read otherwise. A year ahead is that of a plan;
    beside a training it is the one until which that is valid.
    """
    cues, low = vocabulary.negation, text.lower()
    is_role = dimension == "credentials" and vocabulary.roles.pattern.search(low)
    if is_role or is_blank(text) or answer_key(low) in vocabulary.fits_any:
        return ""
    denials = [cues.closing, cues.after, cues.before, cues.unsure]
    if dimension in IN_DOUBT:
        denials.append(cues.ahead)
    rest = cues.not_a_cue.sub("+", low)
    is_denied = any(pattern.search(rest) for pattern in denials)
    if not (is_denied or cues.doubtful.search(rest)):
        return ""
    for pattern in (*denials, cues.doubtful, _WHEN, cues.offering):
        rest = pattern.sub(" ", rest)
    if "+" in rest or ":" in rest or any(word not in vocabulary.months for word in _WORD.findall(rest)):
        return ""
    return "negation_unclear" if is_denied or dimension not in IN_DOUBT else "offer_in_doubt"
