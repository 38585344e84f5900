"""The template of a new file: its headers, a guide to its columns, and example rows to overwrite."""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scoring.errors import UnreadableFile
from scoring.problems import ProblemLog, finding
from scoring.reading import as_text, whole
from scoring.recognition.columns.known_columns import Columns

GUIDE = ("column", "holds", "example", "needed")


@dataclass(frozen=True)
class _Content:
    columns: tuple[dict[str, str], ...]
    examples: tuple[dict[str, str], ...]


@cache
def _content() -> _Content:
    with Path(__file__).with_name("template.toml").open("rb") as file:
        content = tomllib.load(file)
    return _Content(tuple(content["columns"]), tuple(content["examples"]))


def template() -> bytes:
    """A CSV with every canonical header and example rows, to be overwritten, that show each column's usual form.

    It has the byte order mark by which spreadsheets recognize UTF-8. `clinic_id` comes last: few clinics have one.
    """
    text = io.StringIO()
    headers = [column["name"] for column in _content().columns]
    writer = csv.DictWriter(text, headers, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_content().examples)
    return text.getvalue().encode("utf-8-sig")


def column_guide() -> pd.DataFrame:
    """What each column of the template is for, in its order; all text (`str`).

    Columns: column, holds, example, needed ("always", "one of these four", or "" if it may stay blank).
    """
    rows = [
        (column["name"], column["holds"], column["example"], column.get("needed", "")) for column in _content().columns
    ]
    return pd.DataFrame(rows, columns=list(GUIDE), dtype="str")


def without_examples(columns: Columns, problems: ProblemLog) -> Columns:
    """Leave out the template's example rows, which are easily left in a file; each is a problem.

    Raises `UnreadableFile` if no row remains.
    """
    examples = pa.array([example["name"] for example in _content().examples])
    names = pc.utf8_trim_whitespace(whole(as_text(columns.known["name"])))
    at = np.flatnonzero(pc.is_in(names, value_set=examples))
    if not len(at):
        return columns
    if len(at) == len(columns):
        raise UnreadableFile("The file holds the template's example rows alone; add a row for each clinic.")
    findings = [finding("template_example_row", name) for name in examples.to_pylist()]
    which = pc.index_in(names, value_set=examples).take(pa.array(at)).to_numpy()
    problems.add_many("name", findings, columns.rows[at], which)
    keep = np.ones(len(columns), dtype=bool)
    keep[at] = False
    return columns.filter(keep)
