"""The remaining files of a reviewed folder, once its parts are written: then the dashboard can open it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from scoring.engine.folder_arrays import FolderArrays, ListedPart, searched, values_json, write_arrays
from scoring.engine.joined_parts import OF_PART, PROBLEM_ROWS
from scoring.engine.runner import Runner
from scoring.engine.workspace import Workspace, read_step_array, read_table
from scoring.errors import UnreadableFile
from scoring.problem_table import ProblemTable
from scoring.reviewed_folder import (
    VALUES,
    Manifest,
    smallest_type,
    write_array,
    write_manifest,
    write_problems,
)


def complete_folder(space: Workspace, parts: tuple[ListedPart, ...], manifest: Manifest, runner: Runner) -> None:
    """Write the arrays of the clinics and the problems of the parts that were read, and last the manifest.

    The manifest is completed by what the arrays show. Raises `UnreadableFile` if an array cannot be written.
    """
    tasks = FolderArrays.of_list(space, parts, manifest.profiles)
    values = {}
    for outcome in runner.run(write_arrays, tasks):
        if outcome.result is None:
            raise UnreadableFile(f"The folder could not be completed: {outcome.loss}")
        values[tasks[outcome.place].kind] = outcome.result
    (space.result / VALUES).write_text(values_json(values), encoding="utf-8")
    of_list = pq.read_table(space.list_problems).drop_columns(["part"])
    wholes = pa.concat_tables([of_list, *(read_table(space.step(OF_PART, part.number)) for part in parts)])
    write_problems(space.result, 0, ProblemTable.of(wholes))
    own_rows = [read_step_array(space.step(PROBLEM_ROWS, part.number)) + part.before for part in parts]
    problem_rows = np.concatenate([np.zeros(len(wholes), dtype=np.int64), *own_rows])
    write_array(space.result, "problem_row", problem_rows, smallest_type(int(problem_rows.max(initial=0))))
    complete = {"problems": len(problem_rows), "searched": searched(tasks[0])}
    write_manifest(space.result, manifest.model_copy(update=complete))
