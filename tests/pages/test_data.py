"""The Data page: a file is uploaded, understood, fixed and downloaded; other pages follow; nobody else reaches it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Multiselect

from dashboard.corrections.clinic_editor import names_of
from dashboard.corrections.decision_transfer import followed
from dashboard.corrections.problem_list import MATTER
from dashboard.corrections.value_editor import IGNORE
from dashboard.datasets import session_datasets
from dashboard.safe_text import markdown
from scoring import CANONICAL, Review, review
from scoring.recipes.recipe import Edit, Recipe
from scoring.reports.changes import changes
from scoring.reports.consequences import consequences
from tests.pages.opened_page import opened_page
from tests.pages.test_pages import EXAMPLE, listed, metrics

CASES = Path(__file__).parents[1] / "cases"
MESSY = """Clinic list of 2026;;;;;
name;state;Who injects;products;targets;imaging
Montréal Spine;FL;MD, PM&R;PRP / BMC;disc, facet;fluoroscopy
Cedar Pain;TX;DC;Kinetic Gel 7;knee;ultrasound
Harbor Ortho;CO;MD;bone mrow concentrate;SI joint;sonar
Lakes Regen;NV;NP;Kinetic Gel 7;facet;
;;;;;
""".encode("cp1252")


def on_data(**session: object) -> AppTest:
    """The Data page."""
    return opened_page("data", **session)


def bring(app: AppTest, name: str = "my clinics.csv", data: bytes = MESSY) -> AppTest:
    """Drop a file on the Data page."""
    app.file_uploader[0].upload(name, data).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """Everything on the page outside of tables."""
    kinds = (app.markdown, app.header, app.subheader, app.caption, app.error, app.success, app.info, app.code)
    return " ".join(str(element.value) for kind in kinds for element in kind).replace("\\", "").replace("\u2060", "")


def understood(data: bytes, recipe: Recipe | None = None) -> Review:
    """The same file reviewed without the app."""
    return review(data, recipe=recipe)


def test_a_dropped_file_is_summed_up_in_three_figures() -> None:
    """Rows, clinics and those that can be scored, with what became of the other rows."""
    app = bring(on_data())
    review = understood(MESSY)
    can = review.scores["score"].count()
    assert f"my clinics.csv: 5 rows, 4 clinics, {can} can be scored" in said(app)
    assert "1 row above the header was skipped." in said(app)
    assert "1 row is not counted as a clinic: 1 empty row. See the problems." in said(app)
    assert metrics(app)["How is stated"] == "50%"
    assert app.session_state["data"] == review.dataset


def test_other_pages_follow() -> None:
    """Explore, Compare, Clinic and Method show the file, marked as uploaded and not checked."""
    app = bring(on_data())
    for page in ("explore", "compare", "clinic", "method"):
        app.switch_page(f"../pages/{page}.py").run()
        assert not app.exception
        assert "my clinics.csv: uploaded by a visitor, not checked." in said(app)
        assert "fictional" not in said(app)
    app.switch_page("../pages/explore.py").run()
    assert sum(listed(app)) == 4


@pytest.mark.parametrize(
    ("cells", "words"),
    [("MD,PRP,disc,CT", "Explore these clinics"), ("MD,,,", "See what these clinics state")],
    ids=["scored", "unscored"],
)
def test_what_a_file_leads_to_is_offered(cells: str, words: str) -> None:
    """Where no clinic has a score, the link promises what the list can show."""
    app = bring(on_data(), data=f"name,credentials,products,targets,imaging\nA,{cells}\n".encode())
    assert words in [link.proto.label for link in app.get("page_link")]


def test_one_click_returns_to_the_example() -> None:
    """From any page, the example is one click away, and the file can still be chosen."""
    app = bring(on_data())
    uploaded = app.session_state["data"]
    app.switch_page("../pages/explore.py").run()
    app.button(key="example").click().run()
    assert metrics(app)["Clinics"] == str(len(EXAMPLE))
    assert "fictional" in said(app)
    assert uploaded in app.sidebar.selectbox(key="data").options


def test_filters_of_the_last_file_do_not_hide_the_next() -> None:
    """Filters on the example do not carry over to a new file."""
    app = bring(on_data(q="Tampa", score=(90, 100)))
    app.switch_page("../pages/explore.py").run()
    assert sum(listed(app)) == 4


def test_a_file_that_cannot_be_read_is_refused_with_a_way_on() -> None:
    """The sentence names the file and says what to do; the previous file stays in view, and the reader can continue."""
    app = bring(on_data(), "holiday.pdf", b"%PDF-1.7 not a list")
    (refused,) = app.error
    assert "This is a PDF, not a CSV file; save the list of clinics as CSV" in said(app)
    assert "holiday" in refused.proto.title
    assert not app.status
    assert app.session_state["data"] == "example"
    app.button(key="forget_refusal").click().run()
    assert not app.error


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"Elm Clinic,Tampa,FL,MD,PRP,disc,CT\nOak Clinic,Tampa,FL,DO,PRP,facet,CT\n", "on the Data page."),
        (
            b"name,extras\n" + b"".join(b"A,%s\n" % cell for cell in (b"PRP", b"exosomes", b"BMC") * 3),
            "say so on the Data page",
        ),
    ],
    ids=["no header", "a column on offer"],
)
def test_a_refusal_names_no_option(data: bytes, advice: str) -> None:
    """What can be done on the page is said without what the command line would need."""
    (refusal,) = bring(on_data(), data=data).error
    shown = refusal.value.replace("\\", "")
    assert advice in shown
    assert "--" not in shown.replace("\u2060", "")


def test_below_a_refusal_it_is_said_whose_figures_stand_there() -> None:
    """Figures and downloads below a refused file are those of the list before, which is named."""
    app = bring(on_data(), "holiday.pdf", b"%PDF-1.7 not a list")
    assert "Nothing of holiday.pdf was used. What follows is about **clinics.csv**, the fictional example." in said(app)
    bring(app, "mine.csv", MESSY)
    assert "What follows is about" not in said(app)
    bring(app, "holiday.pdf", b"%PDF-1.7 not a list")
    assert "**mine.csv**, the list that was open before." in said(app)


@pytest.mark.parametrize(
    ("data", "said_of_it"),
    [
        (
            b"name,credentials,products,targets\nAlpha,MD,PRP,disc\n",
            "it stays open for every clinic. If a column answers it,",
        ),
        (
            b"name,credentials,targets,Guided by\nA,MD,disc,ultrasound\nB,MD,facet,blind\n",
            "Under Columns below, say whether **Guided by** answers one of them. If a column answers another of them,",
        ),
        (
            b"name,credentials,products,targets,Guided by\nA,MD,PRP,disc,ultrasound\nB,MD,BMC,facet,blind\n",
            "it stays open for every clinic. Under Columns below, say whether **Guided by** answers it.",
        ),
        (b"name,credentials\nAlpha,MD\n", "they stay open for every clinic. If a column answers one of them,"),
    ],
)
def test_questions_without_a_column_are_named_in_the_right_number(data: bytes, said_of_it: str) -> None:
    """One question without a column stays open, several stay open; columns that may answer one are named."""
    assert said_of_it in bring(on_data(), data=data).warning[0].value


@pytest.mark.parametrize("fault", [IndexError("the text of a cell"), MemoryError(), RecursionError()])
def test_a_file_that_breaks_the_reader_is_refused_in_a_sentence(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Any fault while a file is read ends in one sentence; the previous file stays in view, and the log says why."""

    def fail(*_: object, **__: object) -> None:
        raise fault

    app = on_data()
    monkeypatch.setattr("dashboard.datasets.review_execution.review", fail)
    bring(app, data=MESSY + repr(fault).encode())  # a file that no other test has uploaded
    assert "Something in this file could not be handled" in said(app)
    assert "the text of a cell" not in said(app)
    assert app.session_state["data"] == "example"
    assert type(fault).__name__ in caplog.text


def test_problems_say_what_where_and_what_to_do() -> None:
    """Each kind of problem is a row with its clinics and ranks; the file's text is literal, and no sentence is cut."""
    data = b"name,state,credentials,products,imaging\nA,CO,MD,[gel](x) *9*,CT\nB,CO,DO,PRP,CT\n"
    app = bring(on_data(part="Problems"), "one.csv", data)
    kinds = consequences(understood(data))
    table = app.table[0].value
    assert table["Clinics"].astype(int).to_list() == kinds["clinics"].to_list()
    assert table["Ranks"].astype(int).to_list() == kinds["ranks"].to_list()
    for cell, (_, row) in zip(table[MATTER], kinds.iterrows(), strict=True):
        assert f"{markdown(row['message'])} **{markdown(row['suggestion'])}**" in cell
        assert row["column"] != "products" or f"First in row 2, products: {markdown(row['value'])}]" in cell
    assert "products" in set(kinds["column"])
    assert not any("](" in cell or "*9" in cell.replace("\\*", "") for cell in table[MATTER])


def test_a_value_gets_its_meaning_by_one_click() -> None:
    """The nearest term is on a button; pressing it changes all rows with the value, and undo reverts it."""
    app = bring(on_data())
    before = app.session_state["data"]
    app.segmented_control(key="part").set_value("Values").run()
    app.segmented_control(key="values_of").set_value("products").run()
    near = next(button for button in app.button if button.label.startswith("It means"))
    near.click().run()
    assert not app.exception
    recipe = Recipe(values={"products": {"bone mrow concentrate": ("bmc",)}})
    review = understood(MESSY, recipe)
    assert app.session_state["data"] == review.dataset != before
    assert f"{review.scores['score'].count()} can be scored" in said(app)
    # It had a score before, from who injects and the target: 40 for MD / 4, and now 55 for BMC / 4 more.
    changed = changes(understood(MESSY), review).sentences()
    assert "1 clinic has a different score." in changed
    assert " ".join(f"- {line}" for line in changed) in " ".join(said(app).split())
    app.button(key="undo").click().run()
    assert app.session_state["data"] == before
    undone = changes(review, understood(MESSY)).sentences()
    assert " ".join(f"- {line}" for line in ("What undoing changed", *undone))[2:] in " ".join(
        said(app).replace("**", "").split()
    )


def test_a_value_can_mean_any_term() -> None:
    """A choice from all terms assigns the value in every row that holds it."""
    app = bring(on_data())
    dataset = app.session_state["data"]
    app.segmented_control(key="part").set_value("Values").run()
    app.segmented_control(key="values_of").set_value("products").run()
    app.multiselect(key=f"means|{dataset}|products|Kinetic Gel 7").set_value(["PRP"]).run()
    review = understood(MESSY, Recipe(values={"products": {"Kinetic Gel 7": ("prp",)}}))
    assert app.session_state["data"] == review.dataset
    assert review.understood.stated["products"].mask(lambda stated: "prp" in stated.terms).sum() == 3


def test_the_meaning_of_a_value_can_be_changed() -> None:
    """A value's meaning is shown with it: a second term can be added, and with none left the decision is undone."""
    app = bring(on_data())
    before = app.session_state["data"]
    app.segmented_control(key="part").set_value("Values").run()
    app.segmented_control(key="values_of").set_value("products").run()

    def card(label: str) -> Multiselect:
        return app.multiselect(key=f"means|{app.session_state['data']}|products|{label}")

    card("Kinetic Gel 7").set_value(["PRP"]).run()
    assert card("Kinetic Gel 7").value == ["PRP"]
    card("Kinetic Gel 7").set_value(["PRP", "Exosomes"]).run()
    two = Recipe(values={"products": {"Kinetic Gel 7": ("prp", "exosome")}})
    assert app.session_state["data"] == understood(MESSY, two).dataset
    card("Kinetic Gel 7").set_value([]).run()
    assert app.session_state["data"] == before
    card("Kinetic Gel 7").set_value([IGNORE]).run()
    assert card("Kinetic Gel 7").value == [IGNORE]


def test_a_decision_that_leaves_no_clinics_is_undone() -> None:
    """Where a decision leaves nothing that can be shown, the sentence says why and undo reverts it."""
    uploaded = session_datasets.from_upload("my clinics.csv", MESSY)
    everyone = Recipe(exclude=tuple(understood(MESSY).scores["clinic_id"]))
    decided = replace(uploaded, recipe=everyone, before=uploaded.id)
    app = on_data(shelf={dataset.id: dataset for dataset in (uploaded, decided)}, data=decided.id)
    assert "The recipe leaves out every clinic" in said(app)
    app.button(key="undo").click().run()
    assert not app.error
    assert app.session_state["data"] == uploaded.id


def test_decisions_on_clinics_follow_them_when_columns_change() -> None:
    """An edit and a clinic left out stay with their rows when a column is then assigned to something else."""
    data = b"name,credentials,imaging,Extra\nA,MD,CT,x\nB,MD,CT,y\nC,MD,CT,z\n"
    first, second, _ = (as_it_was := understood(data)).scores["clinic_id"]
    decided = Recipe(edits=(Edit(clinic=first, column="name", value="New"),), exclude=(second, "gone"))
    changed = decided.model_copy(update={"columns": {"Extra": ("notes",)}})
    after = understood(data, Recipe(columns={"Extra": ("notes",)}))
    assert first not in set(after.scores["clinic_id"])
    recipe = followed(changed, as_it_was, after)
    assert understood(data, recipe).scores["name"].to_list() == ["New", "C"]
    assert recipe.columns == changed.columns
    assert recipe.exclude[1] == "gone"


def test_a_clinic_left_out_stays_out_when_rows_are_grouped() -> None:
    """Grouping rows of people gives clinics other ids; a clinic left out before is left out after."""
    data = (CASES / "one_row_a_person.csv").read_bytes()
    as_it_was = understood(data).scores["clinic_id"]
    uploaded = session_datasets.from_upload("providers.csv", data)
    decided = replace(uploaded, recipe=Recipe(exclude=(as_it_was.iloc[0],)), before=uploaded.id)
    app = on_data(shelf={dataset.id: dataset for dataset in (uploaded, decided)}, data=decided.id)
    app.button(key="one_row_is").click().run()
    assert not app.exception
    assert "fits nothing" not in said(app)
    assert "providers.csv: 5 rows, 2 clinics" in said(app)


def test_what_no_longer_fits_of_a_recipe_is_reported() -> None:
    """Decisions that match nothing in the file are counted in its summary."""
    app = bring(on_data(part="Recipe"))
    recipe = Recipe(exclude=("gone",), values={"products": {"nowhere": ("prp",)}})
    app.file_uploader[1].upload("recipe.json", recipe.to_json().encode()).run()
    assert "2 decisions of the recipe fit nothing in this file; the problems name them." in said(app)


def test_a_clinic_is_restored_where_no_other_has_a_problem() -> None:
    """The list of clinics left out is there even where no other problem is left."""
    data = b"name,credentials,imaging\nA,MD,CT\nB,MD,wand\n"
    app = bring(on_data(part="Clinics"), "two.csv", data)
    (_, excluded) = understood(data).scores["clinic_id"]
    app.segmented_control(key="part").set_value("Recipe").run()
    app.file_uploader[1].upload("recipe.json", Recipe(exclude=(excluded,)).to_json().encode()).run()
    app.segmented_control(key="part").set_value("Clinics").run()
    (list_of_left,) = (element for element in app.multiselect if element.label == "Left out")
    assert list_of_left.value == [excluded]
    assert list_of_left.options == ["B"]
    list_of_left.set_value([]).run()
    assert app.session_state["data"] == understood(data).dataset


def test_clinics_left_out_are_named_by_name_and_place() -> None:
    """Two with one name and place are distinguished by their ids; one that the file no longer has keeps its id."""
    data = b"name,city,state,credentials\nA,Reno,NV,MD\nB,Reno,NV,MD\nB,Reno,NV,DO\n"
    review = understood(data)
    first, second, third = review.scores["clinic_id"]
    names = names_of((first, second, third, "gone"), review)
    assert names == {
        first: "A, Reno, NV",
        second: f"B, Reno, NV ({second})",
        third: f"B, Reno, NV ({third})",
        "gone": "gone",
    }


def test_an_empty_template_is_beside_the_upload() -> None:
    """The template can be downloaded before any upload, once, even where no clinics can be shown.

    As the upload is on this page, no link leads to it.
    """
    for app in (on_data(), on_data(data="0" * 32), bring(on_data())):
        assert [element.label for element in app.get("download_button")].count("Empty template") == 1
        assert "Upload a file" not in [link.proto.label for link in app.get("page_link")]


def test_problems_come_in_the_order_of_what_they_change() -> None:
    """The table of problems begins with the one that could move ranks most."""
    app = bring(on_data(part="Problems"))
    table = app.table[0].value
    ranks = table["Ranks"].astype(int)
    assert ranks.is_monotonic_decreasing
    assert ranks.iloc[0] > 0
    assert all(table[MATTER].str.contains(value).any() for value in ("Kinetic Gel 7", "sonar"))


def test_what_was_decided_is_kept_and_applied_again() -> None:
    """The recipe shown is what `--recipe` accepts; beside the same file in another visit, it has the same effect."""
    recipe = Recipe(values={"products": {"Kinetic Gel 7": ("prp",)}})
    app = bring(on_data(part="Recipe"))
    app.file_uploader[1].upload("recipe.json", recipe.to_json().encode()).run()
    assert not app.exception
    assert app.session_state["data"] == understood(MESSY, recipe).dataset
    assert recipe.to_json().strip() in app.code[0].value
    app.button(key="no_recipe").click().run()
    assert app.session_state["data"] == understood(MESSY).dataset


def test_a_broken_recipe_is_refused() -> None:
    """A broken recipe is refused in a sentence, and the file stays as it was."""
    app = bring(on_data(part="Recipe"))
    before = app.session_state["data"]
    app.file_uploader[1].upload("recipe.json", b'{"columns":').run()
    assert "this is no recipe, or only part of one" in said(app)
    app.file_uploader[1].upload("recipe.json", b'{"columns": 7}').run()
    (refused,) = app.error
    assert "recipe" in refused.proto.title
    assert "columns" in refused.value
    assert app.session_state["data"] == before


def test_another_visit_cannot_reach_an_upload() -> None:
    """The address of an uploaded file opens nothing for anybody else, and says what to do."""
    mine = bring(on_data()).session_state["data"]
    for page in ("explore", "data", "clinic", "compare", "method"):
        visitor = opened_page(page, data=mine)
        assert "an uploaded file can be opened only by the person who uploaded it" in said(visitor)
        assert "Montréal" not in said(visitor)
        visitor.button(key="example").click().run()
        assert "the person who uploaded it" not in said(visitor)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "a" * 500 + ".csv", "![x](http://e.example/x.png).csv", "\u202egpj.exe\n# Title.csv", ""],
)
def test_a_hostile_file_name_is_text(name: str) -> None:
    """A name is drawn literally, on one line and of limited length; nothing in it is followed or fetched."""
    app = bring(on_data(), name or ".", MESSY)
    titles = [element.value for element in app.header if "4 clinics" in element.value]
    assert len(titles) == 1
    assert not [part for part in ("\n", "\u202e", "![x](", "/etc") if part in titles[0]]
    assert len(titles[0]) < 300


def test_an_old_file_makes_room() -> None:
    """At most three files are kept per visit; the address of a dropped one says so."""
    app = on_data()
    ids = [
        bring(app, f"{number}.csv", MESSY + b"Extra %d;TX;MD;PRP;disc;CT\n" % number).session_state["data"]
        for number in range(5)
    ]
    options = app.sidebar.selectbox(key="data").options
    assert [dataset_id in options for dataset_id in ids] == [False, False, True, True, True]


def test_the_guide_names_every_column() -> None:
    """Opened, the guide lists all columns that a file may have, and which of them it needs."""
    app = on_data(guide=True)
    guide = next(element.value for element in app.table if "Needed" in element.value)
    assert {name.replace("\\", "") for name in guide["Column"]} == set(CANONICAL)


def test_the_example_can_be_fixed_too() -> None:
    """Decisions on the example make a new dataset, still marked as fictional."""
    app = on_data(part="Values", values_of="products")
    meanings = next(box for box in app.multiselect if (box.key or "").startswith("means|"))
    meanings.set_value(["PRP"]).run()
    assert app.session_state["data"] != "example"
    assert "fictional. You changed how it is read." in said(app)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["zorb"], "**1 problem**. "),
        (["zorb", "quux"], "**2 problems**, those that matter most first. "),
        (["zorb", "zorb", "quux"], "**3 problems**, **2** different, those that matter most first. "),
    ],
)
def test_problems_are_counted_as_the_table_lists_them(words: list[str], sentence: str) -> None:
    """Beside all problems the page counts the different ones, a row of the table each, if some repeat."""
    rows = "".join(f"Clinic {place},MD,PRP,disc,fluoroscopy; {word}\n" for place, word in enumerate(words))
    app = bring(on_data(part="Problems"), data=f"name,credentials,products,targets,imaging\n{rows}".encode())
    assert sentence in said(app)
