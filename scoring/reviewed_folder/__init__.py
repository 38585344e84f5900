"""A review kept in a folder, so that one larger than memory can be looked at: written once, opened in seconds.

In: a `Review`, or its parts one after another. Out: a folder, and from it a `Review` whose columns are read from disk
as they are needed. Open `layout.py` first: which files there are. `manifest.py`: `review.json`, which is written last,
and what is checked on opening. `arrays.py`: numbers, one per clinic; `text_parts.py`: cells and problems;
`distinct_values.py`: what distinct cells state. `writer.py` and `reader.py` join them; `folder_review.py` is what a
reader gets.

To write one from parts: a text part and a problem part for each, then the arrays with one number per clinic, among
them the lookups over all clinics, and last the manifest. `scoring.engine` does that from what its parts pass on; if all
codes fit into memory, `write_codes` and `write_lookups` do, from texts that `stored_texts` reads back.
"""

from scoring.reviewed_folder.arrays import save_array, smallest_type, write_array
from scoring.reviewed_folder.distinct_values import coded_columns, to_plain
from scoring.reviewed_folder.folder_review import FolderReview
from scoring.reviewed_folder.layout import (
    FOLDER_NAMES,
    ID_IN_FILE,
    KNOWN,
    LIST_MANIFEST,
    OTHER,
    PROBLEMS,
    READ,
    STATED,
    VALUES,
    is_reviewed_folder,
)
from scoring.reviewed_folder.manifest import Manifest, write_manifest
from scoring.reviewed_folder.reader import folder_identity, open_reviewed_folder
from scoring.reviewed_folder.text_parts import stored_texts, write_problems, write_texts
from scoring.reviewed_folder.writer import (
    review_manifest,
    text_columns,
    write_alike,
    write_codes,
    write_lookups,
    write_profiles,
    write_reviewed_folder,
    write_search,
)

__all__ = [
    "FOLDER_NAMES",
    "ID_IN_FILE",
    "KNOWN",
    "LIST_MANIFEST",
    "OTHER",
    "PROBLEMS",
    "READ",
    "STATED",
    "VALUES",
    "FolderReview",
    "Manifest",
    "coded_columns",
    "folder_identity",
    "is_reviewed_folder",
    "open_reviewed_folder",
    "review_manifest",
    "save_array",
    "smallest_type",
    "stored_texts",
    "text_columns",
    "to_plain",
    "write_alike",
    "write_array",
    "write_codes",
    "write_lookups",
    "write_manifest",
    "write_problems",
    "write_profiles",
    "write_reviewed_folder",
    "write_search",
    "write_texts",
]
