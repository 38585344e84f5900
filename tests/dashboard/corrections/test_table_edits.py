"""A reader's changes in the tables of the Data page become lines of the recipe."""

from __future__ import annotations

from dashboard.corrections.clinic_editor import LEAVE_OUT, repaired
from dashboard.corrections.column_editor import HEADER, TAKEN, columns_table, matched
from dashboard.corrections.value_editor import IGNORE, meaning
from scoring import DIMENSIONS, review, vocabulary
from scoring.recipes.recipe import Edit, Recipe
from tests.pages.test_data import MESSY


def test_how_a_column_was_read_is_beside_its_title() -> None:
    """A phone shows two columns of the table: the title and what can be changed."""
    assert columns_table(review(MESSY).matches).columns[:2].to_list() == [HEADER, TAKEN]


def test_cells_of_the_columns_table_become_matches() -> None:
    """A changed list of fields is one line of the recipe; an emptied one says that the column is not used."""
    matches = review(MESSY).matches
    place = next(place for place, match in enumerate(matches) if match.header == "products")
    recipe = matched(Recipe(), matches, {place: {TAKEN: ["products", "claims"]}, 0: {TAKEN: []}})
    assert dict(recipe.columns) == {"products": ("products", "claims"), matches[0].header: ()}


def test_cells_of_the_clinics_table_become_edits() -> None:
    """Chosen terms replace a cell, text is kept as it is, unticking leaves the clinic out; a later edit wins."""
    columns = {"What": "products", "Clinic": "name"}
    first = repaired(Recipe(), ["a", "b"], columns, {0: {"What": ["PRP", "BMC"]}, 1: {LEAVE_OUT: True}})
    assert first == Recipe(edits=(Edit(clinic="a", column="products", value="PRP; BMC"),), exclude=("b",))
    again = repaired(first, ["a"], columns, {0: {"What": [], "Clinic": "New name"}})
    assert {(edit.column, edit.value) for edit in again.edits} == {("products", ""), ("name", "New name")}


def test_a_note_stays_until_its_cell_is_changed() -> None:
    """An edit that came with a note keeps it while other cells change; an edit that replaces it has none."""
    noted = Recipe(edits=(Edit(clinic="a", column="products", value="PRP", note="The clinic."),))
    columns = {"What": "products", "Clinic": "name"}
    assert repaired(noted, ["a"], columns, {0: {"Clinic": "New name"}}).edits[0] == noted.edits[0]
    (changed,) = repaired(noted, ["a"], columns, {0: {"What": ["BMC"]}}).edits
    assert changed == Edit(clinic="a", column="products", value="BMC")


def test_every_choice_of_the_tables_is_understood_again() -> None:
    """The label of every term, written into a cell, is read as this term and nothing else."""
    for dimension in DIMENSIONS:
        for term, label in vocabulary().terms[dimension].items():
            reviewed = review(f"name,{dimension}\nA,{label}\n".encode())
            assert reviewed.understood.stated[dimension].values[-1].terms == {term}, label


def test_a_value_that_means_nothing() -> None:
    """A value can be declared to mean nothing."""
    said_so = meaning(Recipe(), "products", "Kinetic Gel 7", [IGNORE])
    assert said_so.values["products"]["Kinetic Gel 7"] == ()
