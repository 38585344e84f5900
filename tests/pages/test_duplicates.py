"""Clinics listed twice on the Data page: side by side, merged by one click, and split by another."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from dashboard.corrections.decision_transfer import followed
from dashboard.corrections.duplicate_clinics import FIELD
from dashboard.corrections.merge_decisions import Choice, kept_apart, merged, no_longer_apart, parted
from scoring import Review, review
from scoring.recipes.recipe import Edit, Merge, Recipe
from tests.pages.screen_text import seen
from tests.pages.test_data import bring, on_data, said

FILE = b"""name,city,state,phone,credentials,products,targets,imaging,price_usd,as_of
Harbor Spine,Tampa,FL,(212) 555-0100,MD; PM&R,PRP,disc,none,900,2026-01-01
Cedar Pain,Austin,TX,,NP,exosomes,knee,ultrasound,,2026-05-01
Harbor Spine LLC,Tampa,FL,,MD,BMC,facet,fluoroscopy,1000,2026-05-01
Cedar Pain,Austin,TX,,NP,exosomes,knee,ultrasound,,2026-05-01
Lake Ortho,Reno,NV,,DO,PRP,disc,CT,,2026-05-01
Lake Orthoo,Reno,NV,,DO,PRP,disc,CT,,2026-05-01
Lake Ortho Inc,Reno,NV,,DO,BMC,disc,CT,,2026-05-01
"""


def on_problems(data: bytes = FILE) -> AppTest:
    """The Data page with the problems of a file."""
    return bring(on_data(part="Problems"), data=data)


def click(app: AppTest, label: str, place: int = 0) -> AppTest:
    """Press the button with this label; if there are several, the one at a position."""
    [button for button in app.button if seen(button.label) == label][place].click().run()
    assert not app.exception
    return app


def current(app: AppTest) -> tuple[Recipe, Review]:
    """The recipe of the dataset in view, and its review without the app."""
    recipe = app.session_state["shelf"][app.session_state["data"]].recipe
    return recipe, review(FILE, recipe=recipe)


def test_rows_stand_side_by_side() -> None:
    """A card for each clinic shows what differs, including its scores, and names what both share."""
    app = on_problems()
    assert "7 rows may be 3 clinics" in said(app)
    first = app.table[1].value.set_index(FIELD)
    assert list(first) == ["Row 2", "Row 4"]
    assert first.loc[":gray[imaging]"].to_list() == ["**none**", "**fluoroscopy**"]
    assert first.loc[":gray[phone]", "Row 4"] == ":gray[not stated]"
    assert ":gray[city]" not in first.index
    assert "The same in both: city and state." in said(app)
    assert [seen(button.label) for button in app.button if button.label.startswith("Keep row")][:2] == [
        "Keep row 2",
        "Keep row 4",
    ]


def test_a_click_merges_and_another_undoes() -> None:
    """Merged, the two rows are one clinic with what both state; undone, the file has its first fingerprint again."""
    app = on_problems()
    before = app.session_state["data"]
    click(app, "Merge both")
    recipe, merged_review = current(app)
    assert len(recipe.merges) == 1
    assert merged_review.records["products"][0] == "BMC; PRP"
    assert f"7 rows, 6 clinics, {merged_review.scored} can be scored" in said(app)
    assert "Merged into 1 clinic" in said(app)
    assert "Harbor Spine LLC, Tampa, FL: 2 rows merged" in said(app)
    click(app, "Undo")
    assert app.session_state["data"] == before
    assert "7 rows, 7 clinics" in said(app)


def test_one_row_can_be_kept() -> None:
    """The kept row is the clinic, and the other one's values are among the problems."""
    app = click(on_problems(), "Keep row 4")
    recipe, kept = current(app)
    assert [len(recipe.merges[0].keep), len(recipe.merges[0].drop)] == [1, 1]
    assert kept.records["products"].to_list()[1] == "BMC"
    assert "was not kept: PRP" in " ".join(kept.problems["message"])
    assert "2 rows, of which 1 was kept" in said(app)


def test_two_clinics_are_no_longer_shown() -> None:
    """Clinics declared to be two disappear from the cards and the problems; undone, they are back."""
    app = click(on_problems(), "These are two clinics")
    assert "5 rows may be 2 clinics" in said(app)
    assert "Separate clinics, as you decided: 1 group" in said(app)
    assert current(app)[1].problems["code"].to_list().count("possible_duplicate") == 3
    assert "7 rows may be 3 clinics" in said(click(app, "Undo"))


def test_all_pairs_are_merged_at_once() -> None:
    """One choice settles every group shown, and one undoes all of them."""
    app = on_problems()
    before = app.session_state["data"]
    click(app, "Merge all 3")
    assert [len(merge.keep) for merge in current(app)[0].merges] == [2, 2, 3]
    assert "7 rows, 3 clinics" in said(app)
    assert "may be" not in said(app)
    assert click(app, "Undo all").session_state["data"] == before


def test_large_groups_are_left_to_a_person() -> None:
    """Many rows with one name are rarely one clinic: the choice for all skips them, their own card does not."""
    head, harbor, *rest = FILE.splitlines()
    app = on_problems(b"\n".join([head, *[harbor] * 13, *rest]))
    (button,) = [button for button in app.button if button.key.startswith("gather_all")]
    assert (button.label, button.help) == ("Merge all 2", "Groups of more than 12 rows are left for you to look at.")
    assert any(seen(button.label) == "Merge all 14" for button in app.button)


def test_only_what_is_alike_for_one_reason_is_merged() -> None:
    """The reader narrows the groups to the surest ones before one choice settles them."""
    app = on_problems()
    app.segmented_control(key="alike_by").set_value("Same name and place").run()
    click(app, "Merge all 2")
    assert len(current(app)[0].merges) == 2
    assert "3 rows may be 1 clinic" in said(app)


def test_of_three_rows_two_can_be_chosen() -> None:
    """An unchosen row stays a separate clinic, which may be merged with the result."""
    app = on_problems()
    app.segmented_control(key="alike_by").set_value("Names alike, same place").run()
    (rows,) = (choice for choice in app.pills if choice.label == "Rows that are one clinic")
    rows.set_value(["Row 6", "Row 8"]).run()
    click(app, "Merge both")
    assert [len(merge.clinics) for merge in current(app)[0].merges] == [2]
    click(app, "Merge both")
    assert [len(merge.clinics) for merge in current(app)[0].merges] == [3]


def test_cards_do_not_grow_with_the_file() -> None:
    """A list in which every clinic is listed twice draws as many cards, cells and buttons as a short one."""
    rows = [f"Clinic {name} {n},Tampa,FL,,MD,{product},disc,CT,,2026-05-01" for n in range(400)
            for name, product in (("North", "PRP"), ("North", "BMC"))]  # fmt: skip
    long = FILE.splitlines()[0] + b"\n" + "\n".join(rows).encode()
    app = on_problems(long)
    assert len(app.table) == 1 + 5
    assert len([button for button in app.button if button.label.startswith(("Merge", "Keep", "These"))]) == 5 * 4 + 1
    crowd = FILE.splitlines()[0] + b"\n" + b"\n".join([FILE.splitlines()[1]] * 300)
    app = on_problems(crowd)
    assert app.table[1].value.shape[1] == 1 + 4
    assert "And 296 more rows." in said(app)
    assert any(seen(button.label) == "Merge all 300" for button in app.button)


def test_a_recipe_with_merges_is_kept_and_applied_again() -> None:
    """Saved and applied to the next export, in which the rows have another order, it merges the same rows."""
    recipe, _ = current(click(on_problems(), "Merge both"))
    head, *rows = FILE.splitlines()
    app = bring(on_data(part="Recipe"), data=b"\n".join([head, *reversed(rows)]))
    app.file_uploader[1].upload("recipe.json", recipe.to_json().encode()).run()
    assert "7 rows, 6 clinics" in said(app)
    assert "fits nothing" not in said(app)


def test_a_merge_of_a_merged_clinic_has_all_rows() -> None:
    """Whoever wins, rows merged before follow their clinic, and edits their rows; undone, edits are back."""
    recipe = Recipe(edits=(Edit(clinic="a", column="products", value="PRP"),))
    ids = {"a": "a", "b": "b", "c": "c"}
    two = merged(recipe, [Choice(("a", "b"))], ids)
    assert two.merges == (Merge(keep=("a", "b"), edits=recipe.edits),)
    assert parted(two, two.merges) == recipe
    assert merged(two, [Choice(("a", "c"))], ids).merges[0].clinics == ("a", "b", "c")
    assert merged(two, [Choice(("c",), ("a",))], ids).merges[0].drop == ("a", "b")
    assert merged(two, [Choice(("a",), ("c",))], ids).merges[0].keep == ("a", "b")
    later = two.model_copy(update={"edits": (Edit(clinic="a", column="imaging", value="CT"),)})
    moved = merged(later, [Choice(("a", "c"))], ids)
    assert moved.edits == ()
    assert [(edit.clinic, edit.column) for edit in moved.merges[0].edits] == [
        ("a", "products"), ("a", "imaging"), ("b", "imaging")
    ]  # fmt: skip
    by_id = Recipe(merges=(Merge(keep=("7", "8")),))
    assert merged(by_id, [Choice(("7~key", "9"))], {"7~key": "7", "9": "9"}).merges == (Merge(keep=("7", "8", "9")),)
    apart = kept_apart(recipe, ("a", "b"))
    assert no_longer_apart(apart, apart.apart) == recipe


def test_the_rows_of_a_merged_clinic_are_on_its_page() -> None:
    """Clinic shows the rows behind a merged clinic as they are in the file, and nothing of the kind for any other."""
    app = click(on_problems(), "Merge both")
    ids = current(app)[1].scores["clinic_id"]
    app.switch_page("../pages/clinic.py")
    for clinic, labels in ((ids[0], ["Behind this clinic: 2 rows of the file"]), (ids[1], [])):
        app.query_params["clinic"] = clinic
        app.run()
        assert not app.exception
        assert [part.label for part in app.expander if "Behind this clinic" in part.label] == labels


def test_merges_follow_their_rows_when_ids_change() -> None:
    """Once another column feeds a field, made ids and keys differ; what was merged or kept apart stays so."""
    data = FILE.replace(b"imaging", b"Guide").replace(b"products", b"Field 7")
    before = review(data)
    assert before.understood.keys is not None
    keys = before.understood.keys.to_pylist()
    decided = Recipe(
        merges=(Merge(keep=(keys[0], keys[2])), Merge(keep=(keys[3],), drop=(keys[1],))), apart=((keys[4], keys[5]),)
    )
    changed = decided.model_copy(update={"columns": {"Guide": ("imaging",)}})
    after = review(data, recipe=Recipe(columns=changed.columns))
    assert not set(keys) & set(after.understood.keys.to_pylist())  # type: ignore[union-attr]
    found = review(data, recipe=followed(changed, before, after))
    assert found.problems["code"].to_list().count("merged") == 2
    assert not found.problems["code"].isin(["recipe_merge_missing", "recipe_clinic_missing"]).any()
