"""Lists of clinics in parts, and what a review of them as one file says."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import strategies as st

import scoring
from scoring import SCORE_COLUMNS, Review
from scoring.engine import ListManifest, ListSettings, LocalRunner, Runner, parts_of, review_list
from scoring.linkage import WHY_ALIKE
from scoring.recipes import Recipe
from scoring.rubric import load_rubric
from scoring.scores import checked_weights
from tests.scoring.files import DAY

Row = Mapping[str, str]

# Few cells, so that ids, clinics, telephones and profiles repeat within parts and across them.
CELLS = {
    "clinic_id": ("", "a", "a", "a-2", "b", "b-2-2", " a "),
    "name": (
        "Harbor Ridge Spine",
        "Harbor Ridge Spine, LLC",
        "Harbour Ridge Spine",
        "Spine Harbor Ridge",
        "Cedar Grove Pain Center",
        "Cedar Grove Pian Center",
        "Cedar Grove North",
        "The Clinic",
        "",
    ),
    "city": ("Miami", "miami ", "Tampa", ""),
    "state": ("FL", "Florida", "GA", "Nowhere", ""),
    "phone": ("", "(305) 555-0182", "305.555.0182", "8135550199", "call us"),
    "website": ("", "https://www.harbor.example/", "harbor.example", "cedar.example/florida"),
    "credentials": ("MD; PM&R", "DC", "MD, NP", "wizard", ""),
    "products": ("PRP", "PRP; exosomes", "stem cells", "bone marrow concentrate", ""),
    "targets": ("disc; facet joint", "disc", "SI joint", ""),
    "imaging": ("fluoroscopy", "ultrasound", "none", "image-guided", ""),
    "price_usd": ("$1,200", "900-1500", ""),
    "as_of": ("2026-05-06", "2021-05-06", ""),
    "Notes": ("by mail", 'two\nlines, "quoted"', ""),
}
# Other headers of the same columns.
SYNONYMS = {
    "name": ("Practice name", "Clinic"),
    "city": ("Town",),
    "phone": ("Telephone",),
    "products": ("Treatments offered",),
    "imaging": ("Guidance used",),
}


@dataclass(frozen=True)
class DividedList:
    """Rows, the sizes of the parts that they are divided into, and the headers of each part."""

    rows: tuple[Row, ...]
    sizes: tuple[int, ...]
    headers: tuple[Mapping[str, str], ...]

    def write(self, folder: Path) -> Path:
        """Write the parts as files of a folder."""
        folder.mkdir()
        start = 0
        for number, (size, headers) in enumerate(zip(self.sizes, self.headers, strict=True)):
            content = list_csv(self.rows[start : start + size], headers)
            (folder / f"part-{number}.csv").write_bytes(content)
            start += size
        return folder

    def one_file(self) -> bytes:
        """The list as one file under canonical headers."""
        return list_csv(self.rows, {})

    def one_review(self, weights: Mapping[str, float] | None = None) -> Review:
        """The review of the list as one file."""
        return scoring.review(self.one_file(), reviewed_on=DAY, weights=weights)


# A clinic, and five of it in three parts.
FIRST = {name: cells[1] for name, cells in CELLS.items()}
LIST = DividedList(tuple({**FIRST, "clinic_id": str(number)} for number in range(5)), (2, 1, 2), ({}, {}, {}))


def list_csv(rows: Sequence[Row], headers: Mapping[str, str]) -> bytes:
    """Rows as CSV, with some columns under other headers."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([headers.get(name, name) for name in CELLS])
    writer.writerows([row[name] for name in CELLS] for row in rows)
    return text.getvalue().encode()


@st.composite
def divided_lists(draw: st.DrawFn) -> DividedList:
    """Lists in one to four parts of uneven size, under different headers."""
    cells = st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in CELLS.items()})
    rows = draw(st.lists(cells, min_size=1, max_size=40))
    ends = sorted({*draw(st.sets(st.integers(1, len(rows)), max_size=3)), len(rows)})
    sizes = tuple(np.diff([0, *ends]).tolist())
    other = st.fixed_dictionaries({}, optional={name: st.sampled_from(words) for name, words in SYNONYMS.items()})
    return DividedList(tuple(rows), sizes, tuple(draw(other) for _ in sizes))


def settings(weights: Mapping[str, float] | None = None, recipe: Recipe | None = None) -> ListSettings:
    """How a list is reviewed on the day of the tests."""
    rubric = load_rubric(None)
    return ListSettings(rubric, checked_weights(weights, rubric), DAY, recipe or Recipe())


def reviewed_list(
    source: Path, output: Path, weights: Mapping[str, float] | None = None, runner: Runner | None = None
) -> ListManifest:
    """Review the parts in a folder and write the result into another."""
    return review_list(parts_of(str(source)), output, settings(weights), runner or LocalRunner())


def frame(output: Path, kind: str) -> pd.DataFrame:
    """The clinics or the problems of a reviewed list, with the position of their part in reading order."""
    paths = sorted((output / kind).glob("part-*"))
    return pd.concat([pd.read_parquet(path).assign(place=place) for place, path in enumerate(paths)], ignore_index=True)


def expected_clinics(review: Review) -> pd.DataFrame:
    """Score columns, records and duplicates as in a review of one file."""
    groups, scores = review.alike, review.scores
    alone = groups.like < 0
    group = np.cumsum(np.isin(np.arange(len(review)), groups.first[~alone]))[groups.first]
    duplicates = {
        "duplicate_group": pd.Series(group, dtype="float64").mask(alone),
        "duplicate_of": scores["clinic_id"].take(np.maximum(groups.like, 0)).reset_index(drop=True).mask(alone),
        "duplicate_why": pd.Series(np.array(WHY_ALIKE)[groups.why], dtype="str").mask(alone),
    }
    records = review.records.drop(columns=["clinic_id", "name"])
    return pd.concat([scores[list(SCORE_COLUMNS)], records, pd.DataFrame(duplicates)], axis=1)


def same_clinics(output: Path, whole: Review) -> None:
    """Assert that a reviewed list has the clinics of the review of one file, in its order."""
    expected = expected_clinics(whole)
    clinics = frame(output, "clinics")[expected.columns]
    pd.testing.assert_frame_equal(clinics, expected, check_dtype=False)


def same_problems(output: Path, review: Review, sizes: Sequence[int]) -> None:
    """Assert that a reviewed list has the problems of the rows of one file, in its order, by part and row."""
    whole = review.problems
    expected = whole[(whole["row"] > 1) & (whole["code"] != "possible_duplicate")].reset_index(drop=True)
    problems = frame(output, "problems")
    before = np.cumsum([0, *sizes])[problems["place"]]
    problems = problems[problems["row"] > 1].assign(row=problems["row"] + before).reset_index(drop=True)
    pd.testing.assert_frame_equal(problems[expected.columns], expected, check_dtype=False)
    of_list = pd.concat(map(pd.read_parquet, (output / "problems").glob("*.parquet")))
    assert of_no_row(of_list) == of_no_row(whole)


def of_no_row(problems: pd.DataFrame) -> set[tuple[str, str]]:
    """Code and message of problems with a file or list and its headers; for people each part reports separately."""
    of_others = problems["code"].isin(["possible_duplicate", "one_row_a_person"])
    alone = problems[(problems["row"] <= 1) & ~of_others]
    return set(zip(alone["code"], alone["message"], strict=True))
