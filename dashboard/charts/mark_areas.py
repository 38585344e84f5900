"""How large the marks of a chart of counts are drawn, so that they do not overlap in whatever width it has."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SMALLEST, LARGEST, COUNTED_FROM = 80, 800, 240  # square pixels of a mark; from the last on its number fits in it
_LEAST = 32  # square pixels of a mark, however narrow the window: with less it could not be seen, nor tapped
_NARROW, _BETWEEN = 240, 380  # pixels between the axes: the width on a phone, and the height
# Of rows with a size and the two scales below, in the browser, which alone knows the width.
AREA = f"max({_LEAST}, datum.size * pow(min(datum.most, datum.per_pixel * width), 2))"


def sizes(clinics: NDArray[np.int64]) -> NDArray[np.float64]:
    """Square pixels of the marks that stand for so many clinics, where there is room."""
    areas: NDArray[np.float64] = np.maximum(LARGEST * clinics / clinics.max(), SMALLEST)
    return areas


def scales(across: NDArray[np.float64], up: NDArray[np.float64], size: NDArray[np.float64]) -> tuple[float, float]:
    """By what to multiply all diameters so that no marks overlap: at most, for each pixel of the width, and at all.

    `across`, `up`: positions as shares of their axes. A pair that a phone draws rather side by side limits the
    diameters by its distance across, any other pair by its distance up.
    """
    radius = np.sqrt(size / np.pi)  # an eighth more than is drawn, which leaves room for the line around a mark
    large = size > SMALLEST
    apart = [np.abs(places[large, None] - places[None, :]) for places in (across, up)]
    both = radius[large, None] + radius[None, :]
    beside = apart[0] * _NARROW >= apart[1] * _BETWEEN
    another = (apart[0] > 0) | (apart[1] > 0)
    per_pixel = np.min(apart[0] / both, initial=1.0, where=another & beside)
    most = np.min(apart[1] * _BETWEEN / both, initial=1.0, where=another & ~beside)
    return float(per_pixel), float(most)
