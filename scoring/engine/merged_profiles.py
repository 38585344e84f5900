"""The profiles of all parts as those of one list, with exact counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.scores import Profiles


def merged_profiles(parts: Sequence[Profiles]) -> tuple[Profiles, list[NDArray[np.int32]]]:
    """The distinct profiles of the parts, without codes, and for each part the number there of each of its own.

    `totals` and `Robustness` give the same for them as for the list as one file, because neither looks at a clinic.
    """
    low, high, known = (np.vstack([getattr(part, name) for part in parts]) for name in ("low", "high", "known"))
    flags, possible, certain, counts = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("flags", "possible", "certain", "counts")
    )
    numbers = np.zeros(len(counts), dtype=np.int64)
    for column in (*low.T, *high.T, *known.T, flags, possible, certain):
        codes = pd.factorize(column)[0]
        numbers = pd.factorize(numbers * (int(codes.max(initial=0)) + 1) + codes)[0]
    first = np.unique(numbers, return_index=True)[1]
    clinics = np.zeros(len(first), dtype=np.int64)
    np.add.at(clinics, numbers, counts)
    merged = Profiles(
        np.empty(0, dtype=np.int32),
        low[first],
        high[first],
        known[first],
        flags[first],
        possible[first],
        certain[first],
        clinics,
    )
    return merged, np.split(numbers.astype(np.int32), np.cumsum([len(part) for part in parts])[:-1])
