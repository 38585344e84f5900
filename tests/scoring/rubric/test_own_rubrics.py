"""A rubric of one's own: which it may extend, and what reviews, exports and links call it."""

from __future__ import annotations

from pathlib import Path

import pytest

import scoring
from scoring import BadSettings, load_rubric
from scoring.reports import check_export, exports
from scoring.rubric import SHIPPED
from tests.scoring.files import DAY

EXAMPLE = Path(__file__).parents[3] / "data" / "clinics.csv"

CHANGED = "[who.iof]\naddition = 0\n[grades]\nA = 81\n"


def own(folder: Path, content: str, name: str = "mine.toml") -> Path:
    """A rubric file with this content."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("base", SHIPPED)
def test_a_file_without_a_name_is_called_by_its_own(tmp_path: Path, base: str) -> None:
    """Never like the rubric that it extends, whose figures its exports would be checked against."""
    path = own(tmp_path, f'extends = "{base}"\n{CHANGED}')
    made = scoring.review(EXAMPLE, rubric=path, reviewed_on=DAY)
    assert made.versions.startswith("rubric mine ")
    content = exports.clinics_csv(made)
    with pytest.raises(BadSettings, match=r"'mine', which does not come with this program"):
        check_export(content)
    assert check_export(content, rubric=load_rubric(path)).differences.empty


@pytest.mark.parametrize("name", SHIPPED)
def test_a_changed_copy_of_a_shipped_rubric_is_called_by_its_file(tmp_path: Path, name: str) -> None:
    """Its rules are not those that the name stands for, whether the file gives that name or bears it."""
    changed = f'extends = "{name}"\nname = "{name}"\n{CHANGED}'
    assert load_rubric(own(tmp_path, changed)).name == "mine"
    assert load_rubric(own(tmp_path, changed, f"{name}.toml")).name == f"own-{name}"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_copy_of_a_shipped_rubric_keeps_its_name(tmp_path: Path, name: str) -> None:
    """Its rules are those that the name stands for."""
    path = own(tmp_path, SHIPPED[name].read_text(encoding="utf-8"), "copy.toml")
    assert load_rubric(path) == load_rubric(name)


@pytest.mark.parametrize("base", SHIPPED)
def test_any_shipped_rubric_can_be_extended(tmp_path: Path, base: str) -> None:
    """Also one that extends another: what the file leaves out is as in its base, whichever file says it."""
    made = load_rubric(own(tmp_path, f'extends = "{base}"\ntitle = "Mine"\n'))
    assert made == load_rubric(base).model_copy(update={"name": "mine", "title": "Mine"})
