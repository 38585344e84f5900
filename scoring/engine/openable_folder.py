"""The rest of what a reviewed folder holds, once its parts are written: then the dashboard can open it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from scoring.engine.column_codes import part_array
from scoring.engine.folder_arrays import FolderArrays
from scoring.engine.joined_parts import OF_PART, PROBLEM_ROWS
from scoring.engine.row_numbers import RowNumbers
from scoring.engine.workspace import Workspace, read_array, read_table
from scoring.linkage import Alike
from scoring.problem_table import ProblemTable
from scoring.reviewed_folder import Manifest, smallest_type, write_array, write_manifest, write_problems
from scoring.scores import Profiles


def write_folder(
    space: Workspace,
    parts: Sequence[tuple[int, RowNumbers]],
    about: Manifest,
    profiles: Profiles,
    groups: Alike,
) -> None:
    """Write the arrays of the clinics and problems of the parts that were read, and the manifest `about` them."""
    rows = [part_array(space, part, "row") + own.before for part, own in parts]
    counts = [(part, len(own)) for (part, _), own in zip(parts, rows, strict=True)]
    searched = FolderArrays(space, counts).write(profiles, groups, rows)
    of_list = pq.read_table(space.list_problems).drop_columns(["part"])
    wholes = pa.concat_tables([of_list, *(read_table(space.step(OF_PART, part)) for part, _ in parts)])
    write_problems(space.result, 0, ProblemTable.of(wholes))
    own_rows = [read_array(space.step(PROBLEM_ROWS, part)) + own.before for part, own in parts]
    problem_rows = np.concatenate([np.zeros(len(wholes), dtype=np.int64), *own_rows])
    write_array(space.result, "problem_row", problem_rows, smallest_type(int(problem_rows.max(initial=0))))
    complete = {"problems": len(problem_rows), "profiles": len(profiles), "searched": searched}
    write_manifest(space.result, about.model_copy(update=complete))
