"""National Provider Identifiers: ten digits, the last of which follows from the others.

https://www.cms.gov/Regulations-and-Guidance/Administrative-Simplification/NationalProvIdentStand: the check digit is
that of Luhn's method for the number after the prefix 80840, which identifies a health application in the US.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_DIGITS = 10
_OF_THE_PREFIX = 24  # that 80840 adds to the sum
_DOUBLED = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9])  # by digit, the sum of the digits of its double


def are_npis(texts: pa.Array) -> NDArray[np.bool_]:
    """Which texts (n,) are ten digits with a correct check digit, ignoring surrounding white space."""
    trimmed = pc.utf8_trim_whitespace(texts)
    right = np.array(pc.match_substring_regex(trimmed, rf"^[0-9]{{{_DIGITS}}}$"), dtype=bool)
    written = "".join(trimmed.filter(pa.array(right)).to_pylist()).encode()
    digits = np.frombuffer(written, dtype=np.uint8).reshape(-1, _DIGITS) - ord("0")
    sums = _OF_THE_PREFIX + _DOUBLED[digits[:, ::2]].sum(axis=1) + digits[:, 1::2].sum(axis=1)
    right[right] = sums % 10 == 0
    return right
