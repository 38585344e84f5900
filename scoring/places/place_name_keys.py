"""The keys by which names of places are compared: no accents, no punctuation, and "St" is "Saint"."""

from __future__ import annotations

import re

from scoring.vocabulary import plain

# Abbreviations at the start of a name or after a blank in it. People and post offices write either.
_IN_FULL = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_ABBREVIATION = re.compile(r"\b(" + "|".join(_IN_FULL) + r")\b\.?(?=[ -]*\w)")
_NOT_A_LETTER = re.compile(r"[\W_]+")


def name_key(name: str) -> str:
    """The key of a name: lower case letters and digits without blanks; "" for a name without any."""
    low = _ABBREVIATION.sub(lambda match: _IN_FULL[match[1]], plain(name).lower())
    return _NOT_A_LETTER.sub("", low)
