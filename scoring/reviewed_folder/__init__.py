"""A review kept in a folder, so that one larger than memory can be looked at: written once, opened in seconds.

In: a `Review`, or its parts one after another. Out: a folder, and from it a `Review` whose columns are read from disk
as they are needed. Open `layout.py` first: which files there are. `manifest.py`: `review.json`, which is written last,
and what is checked on opening. `arrays.py`: numbers, one a clinic; `text_parts.py`: cells and problems;
`distinct_values.py`: what distinct cells state. `writer.py` and `reader.py` join them; `folder_review.py` is what a
reader gets.
"""

from scoring.reviewed_folder.arrays import create_array, smallest_type, write_slice
from scoring.reviewed_folder.folder_review import FolderReview
from scoring.reviewed_folder.layout import is_reviewed_folder
from scoring.reviewed_folder.reader import open_reviewed_folder
from scoring.reviewed_folder.text_parts import write_problems, write_texts
from scoring.reviewed_folder.writer import write_reviewed_folder

__all__ = [
    "FolderReview",
    "create_array",
    "is_reviewed_folder",
    "open_reviewed_folder",
    "smallest_type",
    "write_problems",
    "write_reviewed_folder",
    "write_slice",
    "write_texts",
]
