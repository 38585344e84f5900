"""What reads all problems of a large file takes the memory of what it shows or writes, not of all their texts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# The name is long, so that the texts of all problems take far more memory than numbers for each of them.
MEASURED = """
import sys
import pyarrow as pa
import scoring
from scoring.process_memory import give_back
from scoring.reports import clinics_to_correct, exports, problem_kinds
from scoring.reports.workbook_sheets import problem_table
from spreadsheets.process import limit

work, megabytes = sys.argv[1:]
rows = (f"{n},{'Elm Spine and Joint ' * 11},Tampa,FL,PRP" for n in range(150_000))
review = scoring.review("\\n".join(["clinic_id,name,city,state,products", *rows]).encode())
assert len(review.problem_table) == 149_999
review.totals, review.robustness
problem_kinds(scoring.review(b"name,products\\na,PRP\\n")).frame(slice(15))  # loads what is loaded once
works = {
    "kinds": lambda: problem_kinds(review).frame(slice(15)),
    "clinics": lambda: clinics_to_correct(review),
    "workbook": lambda: problem_table(review, None),
    "problems": lambda: exports.problems_csv(review),
}
give_back()
pa.default_memory_pool().release_unused()
with open("/proc/self/status") as status:
    held = next(int(line.split()[1]) for line in status if line.startswith("VmData"))
limit(held * 1024 + int(megabytes) * 1_000_000)
print(len(works[work]()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
@pytest.mark.parametrize(("work", "megabytes"), [("kinds", 40), ("clinics", 40), ("workbook", 40), ("problems", 420)])
def test_possible_duplicates_take_no_memory_for_all_their_texts(work: str, megabytes: int) -> None:
    """They are worded only where they are shown or written, however many rows have one name."""
    env = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"}  # the others reserve memory in advance
    command = [sys.executable, "-c", MEASURED, work, str(megabytes)]
    ended = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, check=False, text=True, env=env)
    assert ended.returncode == 0, ended.stderr[-2_000:]
    assert int(ended.stdout) > 0
