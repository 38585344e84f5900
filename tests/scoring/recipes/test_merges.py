"""Merged clinics: rows that a person said are one, combined or not, with no silent loss."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import BadSettings, Review, UnreadableFile
from scoring.__main__ import main
from scoring.problem_catalogue import LEFT_OUT
from scoring.recipes.loader import load_recipe
from scoring.recipes.recipe import Edit, Merge, Recipe
from scoring.reports.duplicates import duplicates
from scoring.reports.exports import export_frame
from tests.scoring.files import Row, csv_bytes, reviewed
from tests.scoring.reference import Clinic
from tests.scoring.strategies import RANDOMS, as_row, clinics

HARBOR = {"clinic_id": "a", "name": "Harbor Spine", "city": "Tampa", "state": "FL"}
OLD = {**HARBOR, "credentials": "MD", "products": "PRP", "imaging": "none", "price_usd": "900", "as_of": "2026-01-01",
       "phone": "212 555 0100", "fax": "1"}  # fmt: skip
NEW = {**HARBOR, "clinic_id": "b", "credentials": "DO", "products": "BMC", "imaging": "fluoroscopy",
       "price_usd": "1000", "as_of": "2026-05-01", "fax": "2", "website": "harbor.example"}  # fmt: skip
OTHER = {**HARBOR, "clinic_id": "c", "name": "Cedar Pain", "credentials": "NP", "products": "exosomes"}
POINTS = ["score", "score_low", "score_high", "coverage", "grade", "grade_high", "flags"]


def combined(*ids: str, drop: Sequence[str] = ()) -> Recipe:
    """A recipe that makes these clinics one."""
    return Recipe(merges=(Merge(keep=ids, drop=tuple(drop)),))


def cells(review: Review, position: int = 0) -> dict[str, str]:
    """What a record states, by column."""
    return dict(review.records.iloc[position].dropna())


def problems(review: Review, code: str) -> list[list[object]]:
    """Row, column and value of the problems of a code."""
    table = review.problems
    return table.loc[table["code"] == code, ["row", "column", "value"]].to_numpy().tolist()


def points(review: Review) -> pd.DataFrame:
    """The scored values of each clinic on its own, by id."""
    return review.scores.set_index("clinic_id")[POINTS]


def test_merged_rows_are_one_clinic() -> None:
    """Lists are joined, facts are those of the newest row, and the other row only fills blanks."""
    review = reviewed([OLD, NEW, OTHER], recipe=combined("a", "b"))
    assert cells(review) == {
        **NEW, "clinic_id": "a", "credentials": "DO; MD", "products": "BMC; PRP", "imaging": "fluoroscopy; none",
        "phone": "212 555 0100", "fax": "2; 1",
    }  # fmt: skip
    assert review.scores["clinic_id"].to_list() == ["a", "c"]
    assert len(export_frame(review)) == 2


def test_what_is_not_kept_is_reported() -> None:
    """The dropped row names the row that holds its clinic; a fact that lost is named with the one that won."""
    review = reviewed([OLD, NEW, OTHER], recipe=combined("a", "b"))
    assert problems(review, "merged") == [[3, "", "Harbor Spine"]]
    assert problems(review, "merged_value") == [[2, "price_usd", "900"], [2, "as_of", "2026-01-01"]]
    assert "“1000”" in review.problems.query("code == 'merged_value'")["message"].iloc[0]
    assert "row 2" in review.problems.query("code == 'merged'")["message"].iloc[0]
    assert review.behind(0)["imaging"].to_list() == ["none", "fluoroscopy"]


def test_a_contradiction_is_a_problem() -> None:
    """No imaging in one row and fluoroscopy in the other: the imaging counts, and a problem names both."""
    review = reviewed([OLD, NEW], recipe=combined("a", "b"))
    assert problems(review, "none_with_imaging") == [[2, "imaging", "fluoroscopy; none"]]


@pytest.mark.parametrize("kept", [OLD, NEW])
def test_a_row_that_wins_is_the_clinic(kept: Row) -> None:
    """Its values stay as they are, and the score with them; what only the other row says is reported, and not kept."""
    other = NEW if kept is OLD else OLD
    review = reviewed([OLD, NEW], recipe=combined(kept["clinic_id"], drop=[other["clinic_id"]]))
    assert cells(review) == kept
    pd.testing.assert_frame_equal(points(review), points(reviewed([OLD, NEW])).loc[[kept["clinic_id"]]])
    told = {column for _, column, _ in problems(review, "merged_value")}
    assert told == {name for name in other if name not in HARBOR and other[name] != kept.get(name)}


def test_every_row_is_accounted_for() -> None:
    """A row that is part of another's clinic is left out with a problem that names it."""
    review = reviewed([OLD, NEW, OTHER], recipe=combined("a", "b"))
    assert (review.accounting.clinics, review.accounting.left_out) == (2, 1)
    assert int(review.problems["code"].isin(LEFT_OUT).sum()) == 1


@pytest.mark.parametrize(
    ("ids", "names"),
    [(("x", "y"), ("x", "y")), (("7", "7"), None), (("", ""), None)],
    ids=["own ids", "repeated ids", "made ids"],
)
def test_the_same_rows_are_merged_in_any_order(ids: tuple[str, str], names: tuple[str, str] | None) -> None:
    """A decision applies to its rows when the next export has them in another order, with others between."""
    first, second = ({**row, "clinic_id": one} for row, one in zip((OLD, NEW), ids, strict=True))
    keys = reviewed([first, second]).understood.keys
    assert keys is not None
    keep, drop = names or keys.to_pylist()
    recipe = combined(keep, drop=[drop])
    stranger = {**OTHER, "clinic_id": ids[0]} if names is None else OTHER
    for rows in permutations([first, second, stranger]):
        review = reviewed(list(rows), recipe=recipe)
        assert sorted(review.records["products"]) == ["PRP", "exosomes"]
        assert review.problems["code"].isin(["recipe_merge_missing"]).sum() == 0


def test_a_chain_is_one_clinic() -> None:
    """Three rows that each resemble the next become one, with what all of them state."""
    third = {**OLD, "clinic_id": "d", "products": "exosomes", "as_of": ""}
    review = reviewed([OLD, NEW, third, OTHER], recipe=combined("a", "b", "d"))
    assert cells(review)["products"] == "BMC; PRP; exosomes"
    assert len(review) == 2
    assert len(problems(review, "merged")) == 2


def test_one_row_in_two_merges_is_refused() -> None:
    """A clinic that is merged twice is ambiguous: the sentence names it."""
    with pytest.raises(BadSettings, match="not b in several"):
        load_recipe(Recipe(merges=(Merge(keep=("a", "b")), Merge(keep=("b", "c")))).to_json().encode())
    with pytest.raises(BadSettings, match=r"merges\.0"):
        load_recipe(combined("a"))
    with pytest.raises(BadSettings, match=r"apart\.0"):
        load_recipe(Recipe(apart=(("a", "a"),)))


def test_what_a_merge_names_and_the_file_lacks_is_reported() -> None:
    """Those that exist are merged if one is kept; otherwise they stay; each missing one is a problem."""
    review = reviewed([OLD, NEW], recipe=combined("a", "b", "gone"))
    assert (len(review), problems(review, "recipe_merge_missing")) == (1, [[0, "", "gone"]])
    review = reviewed([OLD, NEW], recipe=combined("gone", drop=["a", "b"]))
    assert (len(review), problems(review, "recipe_merge_missing")) == (2, [[0, "", "gone"]])
    review = reviewed([OLD, NEW], recipe=Recipe(apart=(("a", "gone"),)))
    assert problems(review, "recipe_clinic_missing") == [[0, "", "gone"]]


def test_two_clinics_are_no_longer_reported_as_one() -> None:
    """Clinics declared to be two are no problem; a third row that resembles them still is."""
    assert duplicates(reviewed([OLD, NEW], recipe=Recipe(apart=(("a", "b"),)))).empty
    third = {**OLD, "clinic_id": "d"}
    table = duplicates(reviewed([OLD, NEW, third], recipe=Recipe(apart=(("a", "b"),))))
    assert table["clinic_id"].to_list() == ["a", "d"]
    assert duplicates(reviewed([OLD, NEW, third], recipe=Recipe(apart=(("a", "b", "d"),)))).empty


def test_edits_before_a_merge_are_of_the_row_and_later_ones_of_the_clinic() -> None:
    """A row corrected before it was merged contributes the correction; later the clinic's own cell is corrected."""
    before = Merge(keep=("a", "b"), edits=(Edit(clinic="a", column="products", value="SVF"),))
    assert cells(reviewed([OLD, NEW], recipe=Recipe(merges=(before,))))["products"] == "BMC; SVF"
    for clinic in ("a", "b"):
        later = (Edit(clinic=clinic, column="imaging", value="CT"),)
        assert cells(reviewed([OLD, NEW], recipe=Recipe(merges=(before,), edits=later)))["imaging"] == "CT"


def test_a_merged_clinic_can_be_left_out() -> None:
    """By the id of any of its rows; if it is the only clinic, that is said."""
    recipe = combined("a", "b")
    for clinic in ("a", "b"):
        without = recipe.model_copy(update={"exclude": (clinic,)})
        assert reviewed([OLD, NEW, OTHER], recipe=without).scores["clinic_id"].to_list() == ["c"]
        with pytest.raises(UnreadableFile, match="leaves out every clinic"):
            reviewed([OLD, NEW], recipe=without)


@pytest.mark.parametrize(
    ("first", "second", "column", "kept"),
    [
        ({"city": "Tampa", "state": "FL"}, {"city": "Miami", "postal_code": "33101"}, "postal_code", None),
        ({"city": "Tampa", "state": "FL"}, {"city": "tampa", "postal_code": "33602"}, "postal_code", "33602"),
        ({"country": "US"}, {"country": "MX", "as_of": ""}, "country", "US"),
        ({"latitude": "27.9"}, {"longitude": "-82.4"}, "longitude", None),
        ({"latitude": ""}, {"latitude": "27.9", "longitude": "-82.4"}, "longitude", "-82.4"),
        ({"products": ""}, {"products": "PRP"}, "products", "PRP"),
        ({"products": "PRP"}, {"products": "prp "}, "products", "PRP"),
    ],
)
def test_a_blank_is_filled_by_what_belongs_there(first: Row, second: Row, column: str, kept: str | None) -> None:
    """The other row fills what is blank, but not with another place, or with half of a pair of coordinates."""
    bare = {"clinic_id": "a", "name": "Harbor Spine", "credentials": "MD", "as_of": "2026-05-01"}
    rows = [{**bare, **first}, {**bare, "clinic_id": "b", "as_of": "2026-01-01", **second}]
    assert cells(reviewed(rows, recipe=combined("a", "b"))).get(column) == kept


def test_persons_are_merged_as_clinics() -> None:
    """Where rows are people, the grouped clinics can be merged, and all of their rows are behind the result."""
    rows = [OLD, {**OLD, "credentials": "RN"}, {**NEW, "city": "Tampa Bay"}]
    rows = [{name: cell for name, cell in row.items() if name != "clinic_id"} for row in rows]
    grouped = reviewed(rows, recipe=Recipe(one_row_is="person"))
    ids = grouped.scores["clinic_id"].to_list()
    review = reviewed(rows, recipe=combined(*ids).model_copy(update={"one_row_is": "person"}))
    assert (len(grouped), len(review), len(review.behind(0))) == (2, 1, 3)
    went = review.accounting
    assert went.rows == went.header + went.left_out + went.joined + went.clinics
    assert went.left_out == 1


def test_a_merge_has_a_fingerprint_of_its_own() -> None:
    """Undone, the recipe is what it was; the order of clinics and merges is no decision, and who wins is."""
    recipe = Recipe(merges=(Merge(keep=("a", "b")), Merge(keep=("c",), drop=("d",))), apart=(("e", "f"),))
    turned = Recipe(merges=(Merge(keep=("c",), drop=("d",)), Merge(keep=("b", "a"))), apart=(("f", "e"),))
    assert recipe.fingerprint == turned.fingerprint == load_recipe(recipe.to_json().encode()).fingerprint
    assert recipe.model_copy(update={"merges": (), "apart": ()}).fingerprint == Recipe().fingerprint
    others = [combined("a", "b"), combined("a", drop=["b"]), combined("b", drop=["a"]), Recipe(apart=(("a", "b"),))]
    assert len({Recipe().fingerprint, *(other.fingerprint for other in others)}) == 5


@settings(max_examples=40)  # each has two merges, from either side
@given(st.lists(clinics(), min_size=3, max_size=5), st.integers(2, 3), st.booleans(), RANDOMS)
def test_a_merge_states_what_its_rows_state(file: list[Clinic], size: int, one_name: bool, random: Random) -> None:
    """The laws below, where the first two or three rows are merged, and the last one with a copy of itself."""
    names = ["Harbor Spine" if one_name else f"Clinic {n}" for n in range(len(file))]
    rows = [{**as_row(clinic, names[n], random), "clinic_id": str(n)} for n, clinic in enumerate(file)]
    size = min(size, len(file) - 1)
    joined, others = rows[:size], rows[size:]
    again = Merge(keep=(others[-1]["clinic_id"], "again"))

    def merged(*first: Row) -> Review:
        recipe = Recipe(merges=(Merge(keep=tuple(row["clinic_id"] for row in first)), again))
        return reviewed([*first, *others, {**others[-1], "clinic_id": "again"}], recipe=recipe)

    plain, one, other = reviewed(rows), merged(*joined), merged(*joined[::-1])
    check_other_clinics_and_one_merged_with_itself_stay_as_they_are(plain, one, size)
    check_other_clinics_and_one_merged_with_itself_stay_as_they_are(plain, other, size)
    check_merging_is_the_same_from_either_side(one, other)
    check_merged_cells_state_what_the_rows_state(plain, one, size)
    check_merged_cells_state_what_the_rows_state(plain, other, size)


def check_other_clinics_and_one_merged_with_itself_stay_as_they_are(plain: Review, merged: Review, size: int) -> None:
    """Clinics that are not merged keep points, scores and grades; a row that is merged with itself loses no value."""
    pd.testing.assert_frame_equal(points(merged).iloc[1:], points(plain).iloc[size:])
    assert all(row < size + 2 for row, *_ in problems(merged, "merged_value"))


def check_merging_is_the_same_from_either_side(one: Review, other: Review) -> None:
    """Which row comes first makes no difference to any cell of the clinic but its id, nor to its points."""
    cells_of = [review.records.drop(columns="clinic_id").iloc[0].fillna("").to_dict() for review in (one, other)]
    assert cells_of[0] == cells_of[1]
    assert points(one).iloc[0].fillna("").to_list() == points(other).iloc[0].fillna("").to_list()


def check_merged_cells_state_what_the_rows_state(plain: Review, merged: Review, size: int) -> None:
    """For products, targets and imaging the clinic states what any of its rows states, and nothing else."""
    for dimension in ("products", "targets", "imaging"):
        alone, together = (
            [coded.values[code] for code in coded.codes]
            for coded in (review.understood.stated[dimension] for review in (plain, merged))
        )
        union = frozenset().union(*(stated.terms for stated in alone[:size]))
        assert together[0].terms == (union - {"none"} if dimension == "imaging" and len(union) > 1 else union)
        assert together[0].ambiguous <= frozenset().union(*(stated.ambiguous for stated in alone[:size]))


def test_the_command_line_applies_and_writes_a_merge(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --recipe the export has one row for the merged clinic, and the problems name the row that went."""
    for name, content in (
        ("in.csv", csv_bytes([OLD, NEW, OTHER])),
        ("recipe.json", combined("a", "b").to_json().encode()),
    ):
        (tmp_path / name).write_bytes(content)
    options = [
        "-o",
        str(tmp_path / "out.csv"),
        "--problems",
        str(tmp_path / "p.csv"),
        "--recipe",
        str(tmp_path / "recipe.json"),
    ]
    assert main(["review", str(tmp_path / "in.csv"), *options]) == 0
    out, listed = (pd.read_csv(tmp_path / name) for name in ("out.csv", "p.csv"))
    assert out["clinic_id"].to_list() == ["a", "c"]
    assert listed.query("code == 'merged'")["row"].to_list() == [3]
    capsys.readouterr()


def test_a_row_that_says_nothing_takes_nothing() -> None:
    """Merged with a row without a score, a clinic keeps its own; a row without one gains what the other states."""
    silent = {"clinic_id": "z", "name": "Harbor Spine", "city": "Tampa", "state": "FL"}
    alone = reviewed([NEW, OTHER])
    together = reviewed([silent, NEW, OTHER], recipe=combined("z", "b"))
    assert reviewed([silent, NEW]).scores["score"].isna().to_list() == [True, False]
    assert points(together).loc["z"].to_list() == points(alone).loc["b"].to_list()
    assert problems(together, "merged_value") == []


def test_a_clinic_is_named_by_its_key_or_else_by_its_id() -> None:
    """A recipe written by hand may use the ids of the export, including those with a suffix."""
    rows = [{**OLD, "clinic_id": "7"}, {**NEW, "clinic_id": "7"}]
    assert reviewed(rows).scores["clinic_id"].to_list() == ["7", "7-2"]
    review = reviewed(rows, recipe=combined("7", "7-2"))
    assert (len(review), review.scores["clinic_id"][0]) == (1, "7")
    both = reviewed(
        rows,
        recipe=Recipe(merges=(Merge(keep=("7", "7-2")), Merge(keep=(str(reviewed(rows).understood.keys[0]), "x")))),
    )  # type: ignore[index]
    assert len(both) == 1
    assert "recipe_merge_missing" in both.problems["code"].to_list()
