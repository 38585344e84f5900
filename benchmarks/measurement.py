"""What a comparison measures: contenders run in turns, their medians, and their ratios to ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

OURS = "ours"
STEP_SECONDS = 60.0  # nobody waits longer for a screen or a file; what has not ended by then is stopped
_ENOUGH_SECONDS = 15.0  # a contender slower than this is run once per size, so that all of them finish in half an hour


class NotMeasured(Exception):
    """Why a contender has no figure, in a few words that are fit for the table."""


class TooSlow(NotMeasured):
    """A step was stopped after `STEP_SECONDS`: it is not tried on more rows."""

    def __init__(self) -> None:
        super().__init__(f"> {STEP_SECONDS:.0f} s")


@dataclass(frozen=True)
class Contender:
    """A program to measure. `task`: its task; `lacks` and `more`: what we do beyond it, and it beyond us."""

    name: str
    task: str
    lacks: str = ""
    more: str = ""


@dataclass(frozen=True)
class Run:
    """One run: its seconds; the peak memory of its processes and what a browser received, if that was measured."""

    seconds: float
    megabytes: float | None = None
    kilobytes: float | None = None


@dataclass(frozen=True)
class Measurement:
    """A line of the table: medians over the runs, or the reason why there are none.

    `ratio`: the median of the ratios to ours in each round, as other work on the machine affects both.
    """

    task: str
    contender: str
    version: str
    rows: int
    runs: int = 0
    seconds: float | None = None
    ratio: float | None = None
    megabytes: float | None = None
    kilobytes: float | None = None
    reason: str = ""


Act = Callable[[], Run]


@dataclass
class Comparison:
    """Collects the measurements of every task and size. `versions`: contender -> version, if it is known."""

    versions: Mapping[str, str]
    measurements: list[Measurement] = field(default_factory=list)

    def compare(self, task: str, rows: int, acts: Mapping[str, Act], runs: int) -> list[Measurement]:
        """Run the contenders in turns. One that fails becomes a line with its reason, and the others continue."""
        results: dict[str, list[Run]] = {name: [] for name in acts}
        reasons = {name: reason for name in acts if (reason := self._too_slow_before(task, name))}
        for _ in range(runs):
            for name, act in acts.items():
                if name in reasons or any(run.seconds > _ENOUGH_SECONDS for run in results[name]):
                    continue
                try:
                    results[name].append(act())
                except NotMeasured as error:
                    reasons[name] = str(error)
        ours = [] if OURS in reasons else results.get(OURS, [])
        lines = []
        for name in acts:
            blank = Measurement(task, name, self.versions.get(name, ""), rows, reason=reasons.get(name, ""))
            lines.append(blank if blank.reason else _with_medians(blank, results[name], ours))
        self.measurements += lines
        return lines

    def _too_slow_before(self, task: str, contender: str) -> str:
        """Why a contender is not tried again: this task already took too long on fewer rows."""
        stopped = str(TooSlow())
        smaller = (line for line in self.measurements if (line.task, line.contender) == (task, contender))
        return next((f"{stopped} at {line.rows:,} rows already" for line in smaller if line.reason == stopped), "")


def _with_medians(blank: Measurement, results: Sequence[Run], ours: Sequence[Run]) -> Measurement:
    ratios = [run.seconds / least.seconds for run, least in zip(results, ours, strict=False)]
    return replace(
        blank,
        runs=len(results),
        seconds=median(run.seconds for run in results),
        ratio=median(ratios) if ratios else None,
        megabytes=_median(run.megabytes for run in results),
        kilobytes=_median(run.kilobytes for run in results),
    )


def _median(values: Iterator[float | None]) -> float | None:
    measured = [value for value in values if value is not None]
    return median(measured) if measured else None
