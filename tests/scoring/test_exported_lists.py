"""Lists as programs export them (`tests/exports`), read as their labels say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import scoring
from scoring import Review, UnreadableFile
from scoring.vocabulary import DIMENSIONS
from tests.scoring.files import DAY

EXPORTS = Path(__file__).parents[1] / "exports"
LABELS: dict[str, dict[str, Any]] = tomllib.loads((EXPORTS / "labels.toml").read_text(encoding="utf-8"))


def seen(text: str) -> str:
    """A text without invisible characters."""
    return " ".join(text.replace("\u200b", "").split())


def headers_by_field(review: Review) -> dict[str, list[str]]:
    """The headers that feed each canonical column."""
    fed: dict[str, list[str]] = {}
    for match in review.matches:
        for field in match.fields:
            fed.setdefault(field, []).append(seen(match.header))
    return fed


def terms_by_clinic(review: Review, dimension: str) -> dict[str, str]:
    """The sure terms of each clinic, by its name, `;` between."""
    coded = review.understood.stated[dimension]
    terms = ["; ".join(sorted(coded.values[code].terms)) for code in coded.codes]
    return dict(zip(names(review), terms, strict=True))


def names(review: Review) -> list[str]:
    """The names of the clinics, without invisible characters."""
    return [seen(name) for name in review.records["name"].fillna("")]


def differences(name: str) -> list[str]:
    """Where the reading of a file differs from its label."""
    label = LABELS[name]
    try:
        review = scoring.review(EXPORTS / name, reviewed_on=DAY)
    except UnreadableFile as reason:
        return [] if label.get("refused", "\0") in str(reason) else [f"refused: {reason}"]
    if "refused" in label:
        return ["not refused"]
    fed = headers_by_field(review)
    compared = {"name", *DIMENSIONS, *label["columns"]}
    pairs = {
        "clinics": (len(review), label["clinics"]),
        **{field: (fed.get(field, []), label["columns"].get(field, [])) for field in sorted(compared)},
    }
    for dimension, clinics in label.get("states", {}).items():
        terms = terms_by_clinic(review, dimension)
        pairs |= {f"{dimension} of {clinic}": (terms.get(clinic), stated) for clinic, stated in clinics.items()}
    for column, clinics in label.get("cells", {}).items():
        cells = dict(zip(names(review), review.records[column].fillna(""), strict=True))
        pairs |= {f"{column} of {clinic}": (cells.get(clinic), cell) for clinic, cell in clinics.items()}
    unlike = [f"{what}: {read!r}, not {labeled!r}" for what, (read, labeled) in pairs.items() if read != labeled]
    codes = set(review.problems["code"])
    missing = [f"not among the problems: {code}" for code in label.get("tells", ()) if code not in codes]
    needless = [f"among the problems: {code}" for code in label.get("silent", ()) if code in codes]
    return unlike + missing + needless


def test_each_file_has_a_label() -> None:
    """Every file of the folder is labeled, and every label has a file."""
    assert {path.name for path in EXPORTS.iterdir()} - {"labels.toml"} == set(LABELS)


def parameter(name: str) -> Any:
    """A file as a parameter; one that is still misread is expected to fail, until it is read correctly."""
    still = LABELS[name].get("still")
    return pytest.param(name, marks=pytest.mark.xfail(reason=still, raises=AssertionError)) if still else name


@pytest.mark.parametrize("name", [parameter(name) for name in LABELS])
def test_an_exported_list_is_read_as_labeled(name: str) -> None:
    """The columns feed the fields, the clinics state the terms, and the problems are those of the label."""
    assert differences(name) == []
