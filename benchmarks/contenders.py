"""The contenders of `read_score`: five ways to read or score a file, each run in a process of its own.

python -m benchmarks.contenders scored|frames|pyarrow|pandas|plain FILE
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from io import StringIO
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

import scoring
from benchmarks.generate import LATEST
from benchmarks.process_peak import peak_megabytes
from scoring import process_memory
from scoring.recognition import NOTHING, Recognizer, facts, months_before, read_date
from scoring.rubric import FLAGS
from scoring.scores import half_up, questions
from scoring.vocabulary import DIMENSIONS, vocabulary

SLICE = 20_000  # rows that the plain scorer is timed on; further rows are assumed to cost the same
REVIEWED_ON = LATEST


def scored(path: Path) -> dict[str, float]:
    """The file read, recognized, and scored: all that the app needs."""
    start = perf_counter()
    review = scoring.review(path, reviewed_on=REVIEWED_ON)
    scores = review.totals.score[review.profiles.codes]
    return {"rows": len(scores), "seconds": perf_counter() - start}


def frames(path: Path) -> dict[str, float]:
    """The same, with all rows of the three frames made: all that a review can return."""
    start = last = perf_counter()
    review = scoring.review(path, reviewed_on=REVIEWED_ON)
    measured = {"review": perf_counter() - last}
    tables = {}
    for name in ("scores", "problems", "records"):
        last = perf_counter()
        tables[name] = getattr(review, name)
        measured[name] = perf_counter() - last
    return {"rows": len(tables["scores"]), "seconds": perf_counter() - start, **measured}


def pyarrow(path: Path) -> dict[str, float]:
    """Arrow's reader with every column as text. Cells hold line breaks, so that option is on."""
    start = perf_counter()
    with path.open("rb") as file:
        header = next(csv.reader([file.readline().decode()]))
    table = pacsv.read_csv(
        path,
        parse_options=pacsv.ParseOptions(newlines_in_values=True),
        convert_options=pacsv.ConvertOptions(column_types=dict.fromkeys(header, pa.string())),
    )
    return {"rows": table.num_rows, "seconds": perf_counter() - start}


def pandas(path: Path) -> dict[str, float]:
    """The default reader of pandas, with every column as text and no missing values."""
    start = perf_counter()
    frame = pd.read_csv(path, dtype=str, na_filter=False)
    return {"rows": len(frame), "seconds": perf_counter() - start}


def plain(path: Path) -> dict[str, float]:
    """The first rows, scored one at a time with nothing cached between rows; then compared with ours."""
    with path.open(encoding="utf-8", newline="") as file:
        start = perf_counter()
        scored = [plain_scores(row) for row in islice(csv.DictReader(file), SLICE)]
        seconds = perf_counter() - start
    peak = peak_megabytes()
    _refuse_difference(path, scored)
    return {"rows": len(scored), "seconds": seconds, "peak": peak}


def plain_scores(row: dict[str, str]) -> dict[str, float | str | None]:
    """The scores of one row in plain Python. Columns missing from the benchmark's files count as blank."""
    rubric = scoring.load_rubric()
    cell = {name: Recognizer(vocabulary(), name).read(row[name]).stated for name in DIMENSIONS}
    answers = {
        "who": questions.who(rubric, cell["credentials"], NOTHING),
        "what": questions.what(rubric, cell["products"], facts.HOME),
        "where": questions.where(rubric, cell["targets"], cell["imaging"]),
        "how": questions.how(rubric, cell["targets"], cell["imaging"]),
    }
    flags = {flag for answer in answers.values() for flag in answer.flags}
    checked, _ = read_date(row["as_of"])
    oldest = months_before(REVIEWED_ON, rubric.flags["stale_record"].months or 0)
    if checked and checked < oldest:
        flags.add("stale_record")
    scores: dict[str, float | str | None] = {
        f"{rubric.questions[question].dimension}_score": None if answer.low == 0 < answer.high else answer.low / 10
        for question, answer in answers.items()
    }
    weights = rubric.weights
    whole = sum(weights.values())
    stated = [weights[question] for question, answer in answers.items() if answer.known]
    least = rubric.coverage
    enough = 100 * sum(stated) >= least.least_percent * whole and len(stated) >= least.least_questions

    def mean(points: Callable[[questions.Answer], int]) -> float | None:
        total = sum(weights[question] * points(answer) for question, answer in answers.items())
        return half_up(total, whole) / 10 if enough else None

    scores["score"] = scores["score_low"] = mean(lambda answer: answer.low)
    scores["score_high"] = mean(lambda answer: answer.high)
    return {**scores, "flags": ";".join(code for code in FLAGS if code in flags)}


def _refuse_difference(path: Path, scored: list[dict[str, float | str | None]]) -> None:
    """Raise AssertionError unless `scoring.review` gives the same scores for the same rows."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(islice(csv.reader(file), 1 + len(scored)))
    text = StringIO()
    csv.writer(text).writerows(rows)
    expected = pd.DataFrame(scored)
    actual = scoring.review(text.getvalue().encode(), reviewed_on=REVIEWED_ON).scores[list(expected)]
    pd.testing.assert_frame_equal(actual, expected, check_dtype=False)


CONTENDERS: dict[str, Callable[[Path], dict[str, float]]] = {
    "scored": scored, "frames": frames, "pyarrow": pyarrow, "pandas": pandas, "plain": plain,
}  # fmt: skip


def main(name: str, path: str) -> None:
    """Run one contender and print its measurements as JSON."""
    before = peak_megabytes()
    start = perf_counter()
    process_memory.recycle()  # as the command line and the app do; the same for every contender
    vocabulary()  # words and rules are read once per process, before the first file
    scoring.load_rubric()
    measured: dict[str, Any] = {
        "imports": before,
        "start": perf_counter() - start,
        **CONTENDERS[name](Path(path)),
    }
    json.dump({"peak": peak_megabytes(), **measured}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
