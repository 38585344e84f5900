"""The difference between two scores by question, in tenths that add up to it exactly."""

from __future__ import annotations

from scoring.decisions.pair import Numbers, Pair


def gap(pair: Pair) -> Numbers:
    """By how many tenths of the score the one ahead leads, by question; these add up to the difference shown.

    Largest remainders (Hamilton, 1792): every part is rounded down, and the missing tenths go to the
    parts that lost most. So an equal question stays 0, no part changes sides, and none is off by a whole tenth.
    """
    whole = pair.whole
    parts = [divmod(w * difference, whole) for w, difference in zip(pair.weights, pair.differences, strict=True)]
    missing = pair.ahead.score - pair.behind.score - sum(floor for floor, _ in parts)
    by_loss = sorted(range(len(parts)), key=lambda place: (-parts[place][1], place))
    raised = set(by_loss[:missing])
    return tuple(floor + (place in raised) for place, (floor, _) in enumerate(parts))
