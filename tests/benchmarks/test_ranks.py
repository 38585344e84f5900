"""What the ranks are timed on: as many profiles as requested, all different, and a table of their times."""

from __future__ import annotations

import numpy as np

from benchmarks.ranks import HEAD, milliseconds, profiles_of_clinics, random_profiles, table_row


def test_random_profiles_are_all_different() -> None:
    """No two profiles share their points, some questions are open, and the same seed gives the same profiles."""
    profiles = random_profiles(2_000, seed=7)
    points = np.hstack([profiles.low, profiles.high])
    assert len(np.unique(points, axis=0)) == len(profiles) == 2_000
    assert 0.3 < (profiles.low < profiles.high).mean() < 0.45
    assert not (profiles.low > profiles.high).any()
    assert np.array_equal(profiles.low, random_profiles(2_000, seed=7).low)
    assert not np.array_equal(profiles.low, random_profiles(2_000, seed=8).low)


def test_the_profiles_of_a_file_are_of_all_its_clinics() -> None:
    """A generated file has fewer profiles than clinics, and each clinic has one."""
    profiles = profiles_of_clinics(200, seed=7)
    assert len(profiles) < profiles.counts.sum() == len(profiles.codes) == 200


def test_each_run_is_timed() -> None:
    """There are as many times as runs; the line shows their median and worst, and the median of CPU time."""
    profiles = random_profiles(5, seed=7)
    times = milliseconds(profiles, runs=3)
    assert len(times) == 3
    assert all(wall > 0 <= processor for wall, processor in times)
    line = table_row("5 profiles", profiles, [(1.0, 0.5), (2.0, 1.5), (90.0, 0.75)], aim=30)
    assert line == ("5 profiles", "5", "2.0", "90.0", "0.8", "30")
    assert len(line) == len(HEAD)
