"""How contenders are compared: taking turns, by the ratio of each round, with a reason where there is no figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.measurement import OURS, Comparison, NotMeasured, Run, TooSlow

TASK = "a task"


def act(name: str, outcomes: Sequence[Run | NotMeasured], turns: list[str] | None = None) -> Callable[[], Run]:
    """A contender with these outcomes, one per run, that notes its turns."""
    remaining = iter(outcomes)

    def run() -> Run:
        if turns is not None:
            turns.append(name)
        outcome = next(remaining)
        if isinstance(outcome, NotMeasured):
            raise outcome
        return outcome

    return run


def test_contenders_take_turns() -> None:
    """Nobody runs twice in a row, so that other work on the machine affects all of them."""
    turns: list[str] = []
    acts = {name: act(name, [Run(1.0)] * 3, turns) for name in (OURS, "a", "b")}
    Comparison({}).compare(TASK, 10, acts, 3)
    assert turns == [OURS, "a", "b"] * 3


def test_a_ratio_is_the_median_of_the_ratios_of_each_round() -> None:
    """A slow round affects both sides; medians divided by medians would give 3."""
    ours = [Run(1.0), Run(10.0), Run(1.0)]
    peer = [Run(3.0), Run(10.0), Run(1.0)]
    first, second = Comparison({"peer": "1.2"}).compare(TASK, 10, {OURS: act("", ours), "peer": act("", peer)}, 3)
    assert (first.seconds, first.ratio, first.version) == (1.0, 1.0, "")
    assert (second.seconds, second.ratio, second.version, second.runs) == (3.0, 1.0, "1.2", 3)


def test_memory_and_bytes_are_medians_of_what_was_measured() -> None:
    """A run without a figure leaves the others in use; without any there is no figure, which is not 0."""
    runs = [Run(1.0, megabytes=10.0), Run(1.0, megabytes=30.0, kilobytes=0.0), Run(1.0, megabytes=20.0)]
    (line,) = Comparison({}).compare(TASK, 10, {OURS: act("", runs)}, 3)
    assert (line.megabytes, line.kilobytes) == (20.0, 0.0)
    (line,) = Comparison({}).compare(TASK, 10, {OURS: act("", [Run(1.0)])}, 1)
    assert (line.megabytes, line.kilobytes) == (None, None)


def test_one_that_fails_is_a_line_that_says_so() -> None:
    """Missing, failed in a later round, or stopped: a reason and no seconds, and the others go on."""
    outcomes: dict[str, list[Run | NotMeasured]] = {
        OURS: [Run(1.0)] * 2,
        "missing": [NotMeasured("not measured: no npm")],
        "failed": [Run(0.1), NotMeasured("failed: a reason")],
        "slow": [TooSlow()],
        "fine": [Run(2.0)] * 2,
    }
    lines = Comparison({}).compare(TASK, 10, {name: act(name, runs) for name, runs in outcomes.items()}, 2)
    assert [line.reason for line in lines] == ["", "not measured: no npm", "failed: a reason", "> 60 s", ""]
    assert [line.seconds for line in lines] == [1.0, None, None, None, 2.0]


def test_without_ours_there_is_no_ratio() -> None:
    """Where ours fails, another keeps its seconds and has no ratio."""
    acts = {OURS: act("", [NotMeasured("failed: a reason")]), "peer": act("", [Run(2.0)])}
    ours, peer = Comparison({}).compare(TASK, 10, acts, 1)
    assert ours.reason
    assert (peer.seconds, peer.ratio) == (2.0, None)


def test_what_was_stopped_is_not_tried_on_more_rows() -> None:
    """It costs one minute, once: for this task, whatever its outcome in another."""
    turns: list[str] = []
    comparison = Comparison({})
    comparison.compare(TASK, 10, {"slow": act("", [TooSlow()])}, 1)
    (line,) = comparison.compare(TASK, 100, {"slow": act("slow", [Run(1.0)], turns)}, 1)
    assert (line.reason, turns) == ("> 60 s at 10 rows already", [])
    (line,) = comparison.compare("another task", 100, {"slow": act("slow", [Run(1.0)], turns)}, 1)
    assert (line.seconds, turns) == (1.0, ["slow"])
    assert len(comparison.measurements) == 3


def test_a_slow_contender_is_run_once_at_a_size() -> None:
    """Beyond fifteen seconds its first run is its figure, beside the same round's figure of the others."""
    turns: list[str] = []
    acts = {OURS: act(OURS, [Run(2.0), Run(4.0)], turns), "slow": act("slow", [Run(20.0)], turns)}
    _, slow = Comparison({}).compare(TASK, 10, acts, 2)
    assert (slow.seconds, slow.ratio, slow.runs) == (20.0, 10.0, 1)
    assert turns == [OURS, "slow", OURS]
