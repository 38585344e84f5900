"""Ranks under drawn weights, computed by a program in another process: the same points and weights for everybody."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

import scoring
from benchmarks.peers.peer_process import printed
from scoring.scores import Profiles, drawn_weights, whole_weights

WHOLE = 2**40  # what drawn weights add up to
# Before a program: `points` (float, clinics x questions), `weights` (int, draws x questions) and how these make up a
# score. After it: `times`, from `timed()`, and `ranks` (draws x clinics), whose likely ends are computed in another
# step that is not timed.
_BEFORE = """
import numpy as np
folder, whole, low, high = sys.argv[1], *map(int, sys.argv[2:])
arrays = np.load(folder + "/arrays.npz")
points, weights = arrays["points"], arrays["weights"]
types = np.ones(points.shape[1])
def rounded(scores):
    return np.floor(scores + 0.5)
def timed(act):
    wall, processor = perf_counter(), process_time()
    result = act()
    return result, (1000 * (perf_counter() - wall), 1000 * (process_time() - processor))
"""
_AFTER = """
peak = peak_megabytes()
np.save(folder + "/likely.npy", np.partition(ranks, (low, high), axis=0)[[low, high]])
print(json.dumps({"times": times, "peak": peak}))
"""


def likely_ranks(python: str, program: str, profiles: Profiles) -> dict[str, Any]:
    """One run of a program over these clinics: `times` (ms, wall-clock and CPU), `peak` (MB) and `likely`.

    `likely`: the best and the worst rank of each clinic within the rubric's percentiles. Raises `NotMeasured`.
    """
    rule = scoring.load_rubric().robustness
    weights = drawn_weights(whole_weights(scoring.load_rubric().weights), rule)
    ends = ((rule.draws - 1) * rule.low_percentile // 100, -((1 - rule.draws) * rule.high_percentile // 100))
    with TemporaryDirectory() as folder:
        np.savez(Path(folder) / "arrays.npz", points=profiles.low.astype(float), weights=weights)
        result = printed(python, _BEFORE + program + _AFTER, folder, str(WHOLE), *map(str, ends))
        return {**result, "likely": np.load(Path(folder) / "likely.npy")}
