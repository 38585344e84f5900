"""Pairs of brackets in a text, which a comma inside them does not end: "PRP (leukocyte-poor, double spin)"."""

from __future__ import annotations

_CLOSING = {"(": ")", "[": "]", "{": "}"}


def outermost_brackets(text: str) -> list[tuple[int, int]]:
    """Where each pair of brackets begins and ends that is in no other pair, in order. In linear time.

    A bracket without its partner, or with one of another kind before it, is no bracket.
    """
    is_open: list[tuple[str, int]] = []  # the brackets that are open: what closes each, and where it stands
    outer: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if character in _CLOSING:
            is_open.append((_CLOSING[character], at))
        elif is_open and character == is_open[-1][0]:
            start = is_open.pop()[1]
            while outer and outer[-1][0] > start:
                outer.pop()
            outer.append((start, at + 1))
    return outer
