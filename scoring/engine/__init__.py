"""The review of a list too large for one process: in parts, here or on many workers, with the result of one file.

In: the files of a list. Out: a folder of Parquet, its problems, its recipe, and a manifest. Open `list_review.py`
first: it names the steps in order. `part_review.py` reviews one part; `merged_profiles.py`, `merged_ids.py` and
`merged_duplicates.py` (by `compared_slices.py`) find what only the whole list shows; `joined_parts.py` writes a
finished part. `list_manifest.py` is what the list says about itself; `openable_folder.py` writes what the dashboard
needs beyond that, with the arrays of `folder_arrays.py` and the manifest of `folder_manifest.py`. `runner.py` and
`dask_runner.py` run the tasks; each may run again, or twice at once (`workspace.py`).
"""

from scoring.engine.dask_workers import dask_workers
from scoring.engine.list_manifest import RECIPE, ListManifest, summary_text
from scoring.engine.list_review import ListSettings, review_list
from scoring.engine.parts import Part, is_folder, is_there, parts_of
from scoring.engine.runner import LocalRunner, Outcome, Runner

__all__ = [
    "RECIPE",
    "ListManifest",
    "ListSettings",
    "LocalRunner",
    "Outcome",
    "Part",
    "Runner",
    "dask_workers",
    "is_folder",
    "is_there",
    "parts_of",
    "review_list",
    "summary_text",
]
