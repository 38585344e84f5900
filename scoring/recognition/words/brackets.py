"""Pairs of brackets in a text; a comma inside them separates nothing: "PRP (leukocyte-poor, double spin)"."""

from __future__ import annotations

_CLOSING = {"(": ")", "[": "]", "{": "}"}


def outermost_brackets(text: str) -> list[tuple[int, int]]:
    """Where each outermost pair of brackets begins and ends, in order. In linear time.

    A bracket does not count without its partner, or if it closes another kind than the last one opened.
    """
    is_open: list[tuple[str, int]] = []  # open brackets: what closes each, and its place
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
