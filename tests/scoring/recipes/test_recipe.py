"""The recipe: decisions on a file, kept separate from it, that fit the next export or say where they do not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import BadSettings, UnreadableFile, review
from scoring.__main__ import main
from scoring.recipes.correction_file import load_correction
from scoring.recipes.loader import load_recipe
from scoring.recipes.recipe import Edit, Merge, Recipe
from scoring.recognition import PriceAssumption
from scoring.reports.consequences import COLUMNS, clinics_to_correct, consequences
from scoring.reports.values import ASSIGNED, DENIED, PARTLY, UNCLEAR, UNDERSTOOD, UNKNOWN, values
from scoring.vocabulary import value_key
from tests.scoring.strategies import RANDOMS

CASES = Path(__file__).parents[2] / "cases"
DAY = date(2026, 11, 1)
FILE = b"""clinic_id,name,who injects,products,targets,Guide,as_of
alpha,Alpha Spine,MD; PM&R,Kinetic Gel 7; PRP,disc,fluoro,2026-05-01
beta,Beta Joint,MD,stem cells,disc,sono,2026-05-01
gamma,Gamma Clinic,MD,kinetic gel 7,facet,,2026-05-01
delta,Delta Care,DC,exosomes,disc,none,2026-05-01
"""
RECIPE = Recipe(
    columns={"Guide": ("imaging",)},
    values={"products": {"Kinetic Gel 7": ("bmc",)}},
    edits=(Edit(clinic="beta", column="products", value="PRP"), Edit(clinic="gamma", column="imaging", value="CT")),
    exclude=("delta",),
)

# Recipes with the fingerprints from when these spelled values as written: links are made of them.
PUBLISHED = {
    "{}": ("34b91efc694d050bf32ac986c40ae745c35b23dc413c9cdcefb920af4ebb2b4d"),
    '{"columns": {"Guide": ["imaging"]}, "values": {"products": {"Kinetic Gel 7": ["bmc"]}}, '
    '"edits": [{"clinic": "beta", "column": "products", "value": "PRP"}], "exclude": ["delta"]}': (
        "dd9f5d6ead979583b275a514b71fd980cbb9ced3ad3efe6d77b32b2ad35c33f5"
    ),
    '{"values": {"products": {"kinetic gel 7": ["bmc", "prp"]}, "targets": {"low back": []}}}': (
        "9b03ff77e749c8280627043c8173b3946e1fa70c54b8dc1cc02a76344bc6f0fd"
    ),
    '{"values": {"credentials": {"Médecin  Généraliste": ["physician"], "DR.": []}}}': (
        "7b698b8cece923c2fab08ce9a0d75e22218c027d49b5338e95ad5408b7c3b9d9"
    ),
    '{"values": {"products": {"Zorb": ["bmc"], "zorb": ["bmc"]}}}': (
        "d9b0f4cddfc8e49842eb9a791f0d9ecbb124788ee12a9fa512c81174b0813e1d"
    ),
    '{"sheet": "Clinics", "one_row_is": "person", "columns": {"Guide": [], "guide": []}}': (
        "7bd34427453c75ed4e74671fb6ae8dfeb7c9add4046613a9bd9d4d0c61270481"
    ),
    '{"edits": [{"clinic": "a", "column": "name", "value": "B"}, {"clinic": "a", "column": "name", "value": "C"}], '
    '"exclude": ["b", "a", "b"]}': ("d054bffc4ba3de7b524dc5ab6730a5a19bdf21879664f1528fd1b02e8f02ba3d"),
}


def codes(found: object) -> list[str]:
    """The codes of a review's problems, in order."""
    return found.problems["code"].to_list()  # type: ignore[attr-defined]


def test_every_kind_of_decision_is_applied() -> None:
    """A header is matched, a value means what was said, cells are edited, a clinic is left out; the rest stays."""
    found = review(FILE, recipe=RECIPE, reviewed_on=DAY)
    plain = (
        FILE.replace(b"Guide", b"imaging").replace(b"Kinetic Gel 7", b"BMC").replace(b"kinetic gel 7", b"BMC")
        .replace(b"stem cells", b"PRP").replace(b"facet,,", b"facet,CT,").rsplit(b"delta", 1)[0]
    )  # fmt: skip
    written = review(plain, reviewed_on=DAY)
    pd.testing.assert_frame_equal(found.scores, written.scores)
    assert found.records["products"].to_list() == ["Kinetic Gel 7; PRP", "PRP", "kinetic gel 7"]
    assert codes(found) == ["excluded"]
    assert found.accounting.left_out == 1


def test_the_file_s_own_fingerprint_stays() -> None:
    """Decisions have their own fingerprint; the file's says which bytes were read."""
    bare = review(FILE, reviewed_on=DAY)
    found = review(FILE, recipe=RECIPE, reviewed_on=DAY)
    assert found.fingerprint == bare.fingerprint
    assert found.recipe_fingerprint == RECIPE.fingerprint != bare.recipe_fingerprint == Recipe().fingerprint


def test_a_dataset_is_a_file_under_a_recipe() -> None:
    """Its id is the same for the same bytes and decisions, and differs if either does."""
    found = review(FILE, recipe=RECIPE, reviewed_on=DAY)
    assert found.dataset == review(FILE, recipe=RECIPE.to_json().encode(), weights={"who": 9}).dataset
    assert len({found.dataset, review(FILE).dataset, review(FILE + b"\n", recipe=RECIPE).dataset}) == 3
    assert re.fullmatch("[0-9a-f]{32}", found.dataset)


def test_a_recipe_reads_the_sheet_it_was_made_for() -> None:
    """The sheet is part of the decisions; if a later workbook lacks it, that is reported, and the first is read."""
    book = (CASES / "workbook_two_sheets.xlsx").read_bytes()
    assert "sheet_chosen" in codes(review(book))
    assert "sheet_chosen" not in codes(review(book, recipe=Recipe(sheet="Clinics")))
    found = review(book, recipe=Recipe(sheet="January"))
    assert found.problems.set_index("code").loc["recipe_sheet_missing", "value"] == "January"
    assert "recipe_sheet_missing" in codes(review(FILE, recipe=Recipe(sheet="January")))


def test_what_no_longer_fits_is_named() -> None:
    """A header, a value and clinics that this file lacks are problems, and nothing else changes."""
    recipe = Recipe(
        columns={"Guidance 2025": ("imaging",)},
        values={"products": {"Snake oil": ()}},
        edits=(Edit(clinic="zeta", column="products", value="PRP"),),
        exclude=("omega",),
    )
    found = review(FILE, recipe=recipe, reviewed_on=DAY)
    bare = review(FILE, reviewed_on=DAY)
    pd.testing.assert_frame_equal(found.scores, bare.scores)
    new = found.problems[~found.problems["code"].isin(bare.problems["code"])]
    assert dict(zip(new["value"], new["code"], strict=True)) == {
        "Guidance 2025": "recipe_header_missing",
        "snake oil": "recipe_value_missing",
        "zeta": "recipe_clinic_missing",
        "omega": "recipe_clinic_missing",
    }


def test_a_column_can_be_set_aside() -> None:
    """A header matched to no field is not used, also in the recipe's file; where it is missing, that is reported."""
    aside = load_recipe(b'{"columns": {"Guide": [], "Gone": []}}')
    found = review(FILE, recipe=load_recipe(aside.to_json().encode()), reviewed_on=DAY)
    assert found.records["imaging"].isna().all()
    assert found.records["Guide"].fillna("").to_list() == ["fluoro", "sono", "", "none"]
    (missing,) = found.problems.loc[found.problems["code"] == "recipe_header_missing", "message"]
    assert missing == "The recipe matches the header Gone to no field; this file has no such header."


def test_a_value_without_terms_is_settled() -> None:
    """A value that a person says counts for nothing is no problem any more, and adds nothing."""
    settled = review(FILE, recipe=Recipe(values={"products": {"kinetic gel 7": ()}}), reviewed_on=DAY)
    assert "not_recognised" not in codes(settled)
    assert settled.scores["products_score"].isna().to_list() == [False, True, True, False]


def test_the_last_edit_of_a_cell_wins_and_a_blank_one_empties_it() -> None:
    """Edits are a history; the cell reads as the last of them says."""
    edits = tuple(Edit(clinic="beta", column="products", value=value) for value in ("PRP", "BMC", "  "))
    found = review(FILE, recipe=Recipe(edits=edits), reviewed_on=DAY)
    assert found.records["products"].isna().to_list() == [False, True, False, False]


def test_a_setting_takes_precedence_over_the_recipe() -> None:
    """A current setting counts, whatever an older recipe says about the same header."""
    found = review(FILE, recipe=RECIPE, columns={"Guide": "notes"}, reviewed_on=DAY)
    assert found.records["notes"].fillna("").to_list() == ["fluoro", "sono", ""]


def test_leaving_out_every_clinic_is_refused() -> None:
    """There would be nothing to review, and the sentence says what to do."""
    with pytest.raises(UnreadableFile, match="leaves out every clinic"):
        review(FILE, recipe=Recipe(exclude=("alpha", "beta", "gamma", "delta")))


def test_it_is_small_and_readable_and_comes_back() -> None:
    """What was not decided is not in the file; reading it back gives the same recipe."""
    text = RECIPE.to_json()
    assert json.loads(text).keys() == {"columns", "values", "edits", "exclude"}
    assert load_recipe(text.encode()) == RECIPE
    assert not Recipe()
    assert RECIPE


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no recipe, or only part of one"),
        (b"[1]", "should be an object"),
        (b'{"colour": 1}', "colour"),
        (b'{"version": 2}', "version"),
        (b'{"columns": {"A": ["colour"]}}', "columns.A: expected only clinic_id"),
        (b'{"values": {"colour": {"a": []}}}', "values.colour: expected one of credentials"),
        (b'{"values": {"products": {"a": ["gold"]}}}', "values.products.a: expected only prp"),
        (b'{"edits": [{"clinic": "a", "column": "clinic_id", "value": "b"}]}', "edits.0.column"),
        (b'{"edits": [{"clinic": "a"}]}', "edits.0.column"),
        (b'{"keys": "odd"}', "keys"),
        (b'{"prices": ["cheap"]}', "prices.0: Input should be 'decimal_comma', 'us_dollars' or 'per_treatment'"),
        (b'{"dates": "year_first"}', "dates: Input should be 'day_first' or 'month_first'"),
        (b'{"values": {"products": {"zorb": ["bmc"], "Zorb": ["prp"]}}}', "'zorb' and 'Zorb' are read as one value"),
        (b'{"values": {"products": {"Zorb": [], "ZORB ": ["prp"]}}}', "two meanings, nothing and prp"),
        ('{"values": {"products": {"Z\u00f6rb": ["bmc"], "zorb": ["prp"]}}}'.encode(), "leave one of them"),
        (b'{"values": {"products": {"a\\nb": ["bmc"], "a b": ["prp"]}}}', "leave one of them"),
        (b'{"values": {"products": {"zorb": ["bmc"], "zorb": ["prp"]}}}', "'zorb' stands 2 times"),
        (b'{"columns": {"Guide": ["imaging"], "Guide": []}}', "'Guide' stands 2 times"),
        (b'{"exclude": ["a"], "exclude": ["b"]}', "'exclude' stands 2 times"),
    ],
)
def test_a_recipe_that_cannot_be_used_is_refused(content: bytes, words: str) -> None:
    """The refusal names the place and what was expected."""
    with pytest.raises(BadSettings) as refused:
        load_recipe(content)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("key", ["k" * 100_000, "k\\nl", "k\\u202el"], ids=["long", "lines", "direction"])
@pytest.mark.parametrize(
    "form",
    [
        '{"KEY": 1}',
        '{"columns": {"KEY": ["colour"]}}',
        '{"values": {"KEY": {"a": []}}}',
        '{"values": {"products": {"KEY": ["gold"]}}}',
        '{"merges": [{"keep": ["KEY"], "drop": ["KEY"]}]}',
    ],
)
def test_a_key_of_any_kind_is_named_on_one_short_line(form: str, key: str) -> None:
    """A refusal fits the screen whatever the file says where the fault is: no key in it is long or breaks the line."""
    with pytest.raises(BadSettings) as refused:
        load_recipe(form.replace("KEY", key).encode())
    assert len(str(refused.value)) < 600
    assert str(refused.value).isprintable()


@given(st.permutations(RECIPE.edits), st.permutations(["delta", "alpha", "delta"]))
def test_the_order_of_decisions_changes_no_fingerprint(edits: list[Edit], exclude: list[str]) -> None:
    """The same decisions in another order are the same recipe."""
    one = Recipe(edits=tuple(edits), exclude=tuple(exclude))
    assert one.fingerprint == Recipe(edits=RECIPE.edits, exclude=("alpha", "delta")).fingerprint
    assert one.fingerprint != Recipe(edits=RECIPE.edits, exclude=("alpha",)).fingerprint


@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_a_note_is_kept_and_changes_no_fingerprint(notes: list[str]) -> None:
    """Who said what is kept with the recipe, even on an edit of a merge, and its figures are those without it."""
    noted = tuple(edit.model_copy(update={"note": note}) for edit, note in zip(RECIPE.edits, notes, strict=True))
    merges = Recipe(merges=(Merge(keep=("a", "b"), edits=RECIPE.edits),))
    for plain, changed in (
        (RECIPE, RECIPE.model_copy(update={"edits": noted})),
        (merges, Recipe(merges=(Merge(keep=("a", "b"), edits=noted),))),
    ):
        assert changed.fingerprint == plain.fingerprint
        assert changed.as_written().fingerprint == plain.as_written().fingerprint
        assert load_recipe(changed.to_json().encode()) == changed
        assert ("note" in changed.to_json()) == changed.has_notes == any(notes)


KEYS = st.sampled_from(["zorb", "Zorb", " ZORB", "Z\u00f6rb", "zorb  x", "zorb x", "kinetic gel 7", "Kinetic Gel 7"])
TERMS = st.sampled_from([("bmc",), ("prp",), ("bmc", "prp"), ("prp", "bmc"), ()])


@given(st.lists(st.tuples(KEYS, TERMS), unique_by=lambda pair: pair[0]), RANDOMS)
def test_one_fingerprint_is_one_reading(pairs: list[tuple[str, tuple[str, ...]]], random: Random) -> None:
    """Whatever values are decided on, in any order and spelling: a recipe is refused, or it is read as it says."""
    shuffled = random.sample(pairs, len(pairs))
    recipe, other = (Recipe(values={"products": dict(listed)}) for listed in (pairs, shuffled))
    meanings: dict[str, set[frozenset[str]]] = {}
    for key, terms in pairs:
        meanings.setdefault(value_key(key), set()).add(frozenset(terms))
    if any(len(meaning) > 1 for meaning in meanings.values()):
        with pytest.raises(BadSettings, match="leave one of them"):
            load_recipe(recipe)
        with pytest.raises(BadSettings, match="leave one of them"):
            load_recipe(recipe.to_json().encode())
        return
    assert load_recipe(recipe).fingerprint == load_recipe(other).fingerprint
    assert recipe.assigned == other.assigned
    plain = Recipe(values={"products": {key: tuple(*meaning) for key, meaning in meanings.items()}})
    assert recipe.fingerprint == plain.fingerprint


def test_a_decision_on_dates_is_kept_and_changes_the_fingerprint_only_where_it_is_made() -> None:
    """It is in the recipe's file and in its fingerprint; a recipe without it is as it was before the feature."""
    recipe = RECIPE.model_copy(update={"dates": "day_first"})
    assert json.loads(recipe.to_json())["dates"] == "day_first"
    assert load_recipe(recipe.to_json().encode()) == recipe
    assert len({recipe.fingerprint, RECIPE.fingerprint, Recipe(dates="day_first").fingerprint}) == 3
    file = FILE.replace(b"2026-05-01", b"03/04/2024")
    stale = review(file, recipe=Recipe(dates="month_first"), reviewed_on=date(2026, 3, 15))
    fresh = review(file, recipe=Recipe(dates="day_first"), reviewed_on=date(2026, 3, 15))
    assert stale.scores["flags"].str.contains("stale_record").all()
    assert not fresh.scores["flags"].str.contains("stale_record").any()
    undone = review(file, recipe=Recipe(dates=None), reviewed_on=DAY)
    assert undone.dataset == review(file, reviewed_on=DAY).dataset
    pd.testing.assert_frame_equal(undone.scores, review(file, reviewed_on=DAY).scores)


@given(st.permutations(["decimal_comma", "us_dollars", "us_dollars"]))
def test_what_is_assumed_of_prices_is_part_of_the_recipe_in_any_order(assumed: list[PriceAssumption]) -> None:
    """It comes back from the file, and neither order nor repeats change the fingerprint."""
    recipe = load_recipe(Recipe(prices=tuple(assumed)).to_json().encode())
    assert recipe.prices == tuple(assumed)
    assert recipe.fingerprint == Recipe(prices=("us_dollars", "decimal_comma")).fingerprint
    assert len({recipe.fingerprint, Recipe(prices=("us_dollars",)).fingerprint, Recipe().fingerprint}) == 3


@given(st.permutations(["First", "Last", "LAST", "guide"]), st.permutations(["guide", "GUIDE"]))
def test_the_order_of_columns_changes_no_reading(order: list[str], header: list[str]) -> None:
    """Columns that share a field are joined in file order, whatever was decided first."""
    fields = {"First": ("name",), "Last": ("name",), "LAST": ("name",), "guide": ("imaging",)}
    file = f"Last,{header[0]},First,products\nSpine,CT,Alpha,PRP\nJoint,none,Beta,BMC\n".encode()
    result = review(file, recipe=Recipe(columns={key: fields[key] for key in order}), reviewed_on=DAY)
    assert result.records["name"].to_list() == ["Spine Alpha", "Joint Beta"]
    assert result.recipe_fingerprint == Recipe(columns=fields).fingerprint


def test_two_matches_of_one_column_are_refused() -> None:
    """A header spelled in two ways, neither as in the file, with two meanings, is refused in a sentence."""
    for order in (("guide", "GUIDE"), ("GUIDE", "guide")):
        fields = {"guide": ("imaging",), "GUIDE": ("notes",)}
        with pytest.raises(BadSettings, match="both name the column 'Guide'"):
            review(FILE, recipe=Recipe(columns={key: fields[key] for key in order}))
    assert not review(FILE, recipe=Recipe(columns={"guide": ("imaging",), "GUIDE": ("imaging",)})).records.empty


def test_an_exact_header_takes_precedence_over_a_similar_one() -> None:
    """The header as in the file counts, in any order; the other finds no column, which is reported."""
    for order in (("Guide", "GUIDE"), ("GUIDE", "Guide")):
        fields = {"Guide": ("imaging",), "GUIDE": ("notes",)}
        result = review(FILE, recipe=Recipe(columns={key: fields[key] for key in order}), reviewed_on=DAY)
        assert result.records["imaging"].fillna("").to_list() == ["fluoro", "sono", "", "none"]
        assert result.problems.set_index("code").loc["recipe_header_missing", "value"] == "GUIDE"
    both = FILE.replace(b",as_of", b",GUIDE")
    result = review(both, recipe=Recipe(columns={"GUIDE": ("notes",), "Guide": ("imaging",)}), reviewed_on=DAY)
    assert "recipe_header_missing" not in codes(result)
    assert result.records["notes"].notna().all()


def test_settings_beside_a_recipe_are_part_of_the_reading() -> None:
    """Columns and sheet given as settings make another dataset, and the review's recipe reads it the same way."""
    with_setting = review(FILE, recipe=RECIPE, columns={"guide": "notes"}, reviewed_on=DAY)
    again = review(FILE, recipe=with_setting.recipe, reviewed_on=DAY)
    assert with_setting.dataset == again.dataset != review(FILE, recipe=RECIPE, reviewed_on=DAY).dataset
    pd.testing.assert_frame_equal(with_setting.records, again.records)
    pd.testing.assert_frame_equal(with_setting.scores, again.scores)
    book = (CASES / "workbook_two_sheets.xlsx").read_bytes()
    assert review(book, sheet="Clinics").dataset == review(book, recipe=Recipe(sheet="Clinics")).dataset


def test_the_earlier_fingerprint_of_a_recipe_stays() -> None:
    """Decisions from before values were normalized keep the fingerprint that their link was made of."""
    for text, before in PUBLISHED.items():
        assert load_recipe(text.encode()).as_written().fingerprint == before
        kept = load_recipe(load_recipe(text.encode()).as_written().to_json().encode())
        assert kept.fingerprint == before


def test_the_command_line_applies_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--recipe reads the file; a missing one is one sentence and exit code 2."""
    (tmp_path / "clinics.csv").write_bytes(FILE)
    (tmp_path / "recipe.json").write_text(RECIPE.to_json(), encoding="utf-8")
    assert main(["review", str(tmp_path / "clinics.csv"), "--recipe", str(tmp_path / "recipe.json")]) == 0
    assert "delta" not in capsys.readouterr().out
    assert main(["review", str(tmp_path / "clinics.csv"), "--recipe", str(tmp_path / "none.json")]) == 2
    assert "no recipe file" in capsys.readouterr().err


def test_values_say_what_each_was_read_as() -> None:
    """Those that need a person come first, by the number of their clinics, with the nearest term if there is one."""
    table = values(review(FILE.replace(b"exosomes", b"Exosoms; PRP (gold)"), reviewed_on=DAY), "products")
    shown = table.set_index("value")
    assert shown["kind"].to_dict() == {
        "Kinetic Gel 7": UNKNOWN,
        "Exosoms": PARTLY,
        "PRP (gold)": PARTLY,
        "stem cells": UNCLEAR,
        "PRP": UNDERSTOOD,
    }
    assert table["value"].iloc[0] == "Kinetic Gel 7"
    assert shown.loc["Kinetic Gel 7", "clinics"] == 2
    assert shown.loc["Exosoms", "taken_for"] == "Exosomes"  # one letter off: read as meant, and reported
    assert shown.loc["PRP", "taken_for"] == "PRP"
    decided = values(review(FILE, recipe=RECIPE, reviewed_on=DAY), "products").set_index("value")
    assert decided.loc["Kinetic Gel 7", ["kind", "taken_for"]].to_list() == [ASSIGNED, "Bone marrow concentrate"]
    assert values(review(FILE, columns={"Guide": []}, reviewed_on=DAY), "imaging").empty


def test_problems_come_by_what_they_could_change() -> None:
    """Similar problems share one row; a product that nobody understood comes before a date that changes no rank."""
    file = FILE.replace(b"fluoro,2026-05-01", b"fluoro,someday")
    table = consequences(review(file, columns={"Guide": "imaging"}, reviewed_on=DAY))
    assert list(table.columns) == list(COLUMNS)
    codes_in_order = table["code"].to_list()
    assert codes_in_order.index("not_recognised") < codes_in_order.index("date_not_understood")
    row = table[table["code"] == "date_not_understood"].iloc[0]
    assert (row["clinics"], row["ranks"], row["first_row"]) == (1, 0, 2)
    assert table[table["code"] == "not_recognised"]["ranks"].max() >= 1
    assert consequences(review(FILE.replace(b"Kinetic Gel 7; PRP", b"PRP").replace(b"kinetic gel 7", b"PRP")
        .replace(b"stem cells", b"PRP").replace(b"Guide", b"imaging"), reviewed_on=DAY)).empty  # fmt: skip


def test_what_is_not_offered_is_understood_and_short_words_are_near_to_nothing() -> None:
    """A plain "no fluoroscopy" was understood and is not offered as fluoroscopy; "IV" is not read as IVD."""
    table = values(review(b"name,imaging,targets\nA,no fluoroscopy,IV\n"), "imaging").set_index("value")
    assert table.loc["no fluoroscopy", ["kind", "near", "taken_for"]].to_list() == [DENIED, "", ""]
    targets = values(review(b"name,imaging,targets\nA,no fluoroscopy,IV\n"), "targets").set_index("value")
    assert targets.loc["IV", ["kind", "near"]].to_list() == [UNKNOWN, ""]


def test_clinics_to_correct_begin_with_the_rank_that_could_move_most() -> None:
    """Every clinic with a problem once; none for a file without problems; at the end those with not enough stated."""
    found = review(FILE, reviewed_on=DAY)
    table = clinics_to_correct(found)
    rows = found.problems["row"][found.problems["row"].isin(found.understood.rows)]
    assert sorted(found.understood.rows[table["position"]]) == sorted(set(rows))
    assert table["ranks"].is_monotonic_decreasing
    assert clinics_to_correct(review(b"name,imaging,credentials\nA,CT,MD\n")).empty
    silent = clinics_to_correct(review(b"name,imaging,credentials\nA,CT,MD\nB,CT,\nC,stars,MD\n"))
    assert silent["position"].to_list() == [2, 1]


def test_weights_that_leave_too_little_give_no_clinic_more_to_correct() -> None:
    """With weight on one question no clinic has a score: those that state enough for one need no correction."""
    found = review(b"name,imaging,credentials\nA,CT,MD\nB,CT,\nC,stars,MD\n")
    alone = found.with_weights({"what": 0, "where": 0, "how": 0})
    assert clinics_to_correct(alone)["position"].to_list() == clinics_to_correct(found)["position"].to_list() == [2, 1]


def test_filler_alone_makes_no_word_near() -> None:
    """Two words that share only "guidance" are not similar; a slip in a distinctive word is."""
    table = values(review(b"name,imaging\nA,sonic guidance; fluoroscoping\n"), "imaging").set_index("value")
    assert table["near"].to_dict() == {"sonic guidance": "", "fluoroscoping": "Fluoroscopy"}


@pytest.mark.parametrize("load", [load_recipe, load_correction])
def test_a_file_without_end_is_refused_by_its_beginning(load: Callable[[Path], object], tmp_path: Path) -> None:
    """A file of a terabyte, whose zeros take no room, is refused for its size and not read into memory first."""
    path = tmp_path / "endless.json"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(BadSettings, match="of at most"):
        load(path)
