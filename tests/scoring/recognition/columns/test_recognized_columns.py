"""Headers to canonical columns: synonyms, the columns setting, and what happens to the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from scoring import CANONICAL, BadSettings, UnreadableFile
from scoring.recipes.recipe import Recipe
from tests.scoring.files import reviewed

# With no target stated, How is that of the target that CT guides worst: adequate, 85. "None" reaches no target or
# guides it weakly: 0 to 10, so nothing is sure and the score of How is empty.


def test_headers_in_any_case_order_and_synonym() -> None:
    """Headers are recognized by name or synonym, in any case and order and with any signs in them."""
    review = reviewed("HOW,Zip Code,Who injects?,Clinic_Name,Treatments,Injection Sites\nCT,02114,MD,A,PRP,disc\n")
    assert review.scores["score"].tolist() == [65.0]  # (40 + 75 + 50 + 95) / 4
    assert review.records["postal_code"].tolist() == ["02114"]
    assert review.problems.empty


def test_the_exact_name_wins_over_a_synonym() -> None:
    """Of two columns for one field, the one with the canonical name is used; the other is kept and reported."""
    review = reviewed("name,guidance,imaging\nA,none,CT\n")
    assert review.scores["imaging_score"].tolist() == [85.0]
    assert review.records["guidance"].tolist() == ["none"]
    assert review.problems[["row", "column", "code"]].to_numpy().tolist() == [[1, "guidance", "header_not_used"]]


def test_the_first_of_two_synonyms_is_used() -> None:
    """Of two synonyms, the first column is used; the second is kept and reported."""
    review = reviewed("name,how,guidance\nA,CT,none\n")
    assert review.scores["imaging_score"].tolist() == [85.0]
    assert review.problems["code"].tolist() == ["header_not_used"]


def test_other_columns_keep_their_names_apart() -> None:
    """Columns whose names collide with canonical or score columns, or each other, are renamed; nothing is lost."""
    review = reviewed("name,imaging,imaging,score,Colour,Colour,,rank\nA,CT,none,7,red,blue,odd,1\n")
    extra = list(review.records)[len(CANONICAL) :]
    assert extra == ["imaging_in_file", "score_in_file", "Colour", "Colour_2", "column_7", "rank_in_file"]
    assert review.records[extra].iloc[0].tolist() == ["none", "7", "red", "blue", "odd", "1"]
    assert sorted(review.problems["code"]) == ["header_blank", "header_not_used", "header_repeated", "no_column"]
    assert set(review.problems["row"]) == {1}


def test_a_header_can_be_named() -> None:
    """The columns setting assigns any header to a canonical column, whatever the header itself says."""
    text = "name,Mystery,imaging\nA,CT,none\n"
    review = reviewed(text, columns={"Mystery": "imaging"})
    assert review.scores["imaging_score"].tolist() == [85.0]
    assert review.problems["code"].tolist() == ["header_not_used"]


def test_a_named_header_is_found_in_any_case() -> None:
    """The columns setting finds a header in any case and with any signs; an exact match wins."""
    assert reviewed("name,My-Guide\nA,CT\n", columns={"my guide": "imaging"}).scores["imaging_score"][0] == 85.0
    review = reviewed("name,Guide X,guide x\nA,none,CT\n", columns={"guide x": "imaging"})
    assert review.scores["imaging_score"][0] == 85.0


def test_several_headers_may_share_a_field() -> None:
    """Headers assigned to one field are read together: lists as one list, other text as one text."""
    review = reviewed(
        "First,Last,Main,Other\nHarbor,Spine,PRP,BMC\nMill,,,exosomes\n",
        columns={"First": "name", "Last": "name", "Main": "products", "Other": "products"},
    )
    assert review.records["name"].tolist() == ["Harbor Spine", "Mill"]
    assert review.records["products"].tolist() == ["PRP; BMC", "exosomes"]
    assert review.scores["products_score"].tolist() == [75.0, 0.0]


def test_fields_are_shared_where_every_cell_is_blank() -> None:
    """A row that is blank in all columns that share a field keeps its place, and states nothing."""
    review = reviewed("name,Main,Other\nA,,\nB,PRP,\n", columns={"Main": "products", "Other": "products"})
    assert review.records["products"].fillna("").tolist() == ["", "PRP"]


@pytest.mark.parametrize("header", ["guidance", "Fluoroscopy", "imaging"])
def test_a_column_can_be_set_aside(header: str) -> None:
    """A header assigned to no field is carried along, whatever its name means."""
    cells = "yes\n" if header == "Fluoroscopy" else "C-arm\n"
    text = f"name,credentials,{header}\n" + "".join(f"{name},MD,{cells}" for name in "ABC")
    assert not reviewed(text).records["imaging"].isna().any()
    review = reviewed(text, columns={header: []})
    assert review.records["imaging"].isna().all()
    assert review.records.iloc[:, len(CANONICAL)].tolist() == [cells.strip()] * 3
    assert (review.matches[2].fields, review.matches[2].matched_by, review.matches[2].confidence) == ((), "", 0)
    assert set(review.problems["code"]) <= {"id_repeated"}


def test_setting_a_column_aside_makes_room_for_another() -> None:
    """If the first synonym is set aside, the next is used."""
    review = reviewed("name,how,guidance\nA,CT,ultrasound\n", columns={"how": []})
    assert review.scores["imaging_score"].tolist() == [20.0]  # the disc, guided inadequately
    assert review.problems.empty


def test_every_column_says_what_it_was_taken_for() -> None:
    """The matches are in the file's order, with what each column feeds, how it was recognized, and some cells."""
    text = "clinic,imaging,Guidance,Odd,Say\nA,CT,none,7,MD\nB,CT,,7,DO\nC,fluoro,,8,\n"
    matches = reviewed(text, columns={"Say": ["credentials", "notes"]}).matches
    assert [(m.header, m.fields, m.matched_by, m.confidence) for m in matches] == [
        ("clinic", ("name",), "synonym", 95),
        ("imaging", ("imaging",), "name", 100),
        ("Guidance", (), "", 0),
        ("Odd", (), "", 0),
        ("Say", ("credentials", "notes"), "setting", 100),
    ]
    assert matches[1].examples == ("CT", "fluoro")
    assert matches[3].examples == ("7", "8")


def test_examples_are_short() -> None:
    """At most three cells per column are shown, each on one line of at most 40 characters."""
    text = "name,imaging,Long\n" + "".join(f'C{n},CT,"{"word " * 20}\n{n}"\n' for n in range(9)) + "D,CT,n/a\n"
    (long,) = reviewed(text).matches[2].examples
    assert len(long) == 40
    assert "\n" not in long
    assert len(reviewed(text).matches[0].examples) == 3


def test_the_matches_outlive_blank_rows_and_clinics_left_out() -> None:
    """Rows that are not clinics do not change how the columns were read."""
    text = "clinic_id,name,imaging\na,A,CT\n,,\nb,B,CT\n"
    review = reviewed(text, recipe=Recipe(exclude=("b",)))
    assert [match.matched_by for match in review.matches] == ["name"] * 3


@pytest.mark.parametrize(
    ("text", "needed"), [("Who is it,imaging\nA,CT\n", "names"), ("name,Odd\nA,7\n", "what, where")]
)
def test_a_refused_file_shows_its_columns(text: str, needed: str) -> None:
    """If a required column was not recognized, the refusal carries the headers and some cells of each."""
    with pytest.raises(UnreadableFile, match=needed) as refused:
        reviewed(text)
    assert refused.value.headers == tuple(text.split("\n", maxsplit=1)[0].split(","))
    assert refused.value.examples == {
        h: (c,) for h, c in zip(*(line.split(",") for line in text.split("\n")[:2]), strict=True)
    }


def test_parts_of_one_field_are_read_together() -> None:
    """Numbered columns are one list, and so are the degree and the specialties of a public provider file."""
    review = reviewed(
        "name,Treatment 1,Treatment 2,Degree,pri_spec,sec_spec_all\nA,PRP,BMC,MD,PHYSIATRY,PAIN MANAGEMENT\n"
    )
    assert review.records[["products", "credentials"]].iloc[0].tolist() == [
        "PRP; BMC",
        "MD; PHYSIATRY; PAIN MANAGEMENT",
    ]
    assert "header_not_used" not in set(review.problems["code"])
    aside = reviewed("name,Treatment 1,Treatment 2\nA,PRP,BMC\n", columns={"Treatment 2": []})
    assert aside.records["products"].tolist() == ["PRP"]


def test_a_person_is_named_by_first_and_last_name_where_no_organization_is() -> None:
    """The national register names either an organization or a person in each row."""
    first, last = "Provider First Name", "Provider Last Name (Legal Name)"
    review = reviewed(
        f"Provider Organization Name (Legal Business Name),{last},{first},imaging\n,REYES,ANA,CT\nACME,,,CT\n"
    )
    assert review.records["name"].tolist() == ["ANA REYES", "ACME"]


@pytest.mark.parametrize("fields", [["products", "imaging"], ("products", "imaging")])
def test_one_header_may_serve_several_fields(fields: Sequence[str]) -> None:
    """A header assigned to several fields is read for each of them."""
    review = reviewed("name,About\nA,PRP\nB,CT\n", columns={"About": fields})
    assert review.scores["products_score"].fillna(-1).tolist() == [75.0, -1]
    assert review.scores["imaging_score"].fillna(-1).tolist() == [-1, 85.0]
    assert set(review.problems["code"]) == {"other_dimension"}


@pytest.mark.parametrize("other", ["name", "clinic_id", "website", "npi", "latitude", "notes"])
def test_one_header_may_serve_fields_of_any_kind(other: str) -> None:
    """A header may serve a list and a plain text at once."""
    review = reviewed("name,About\nA,CT\nB,none\n", columns={"About": ["imaging", other], "name": ["name", "notes"]})
    assert review.records[other].str.contains("CT").tolist() == [True, False]
    assert review.scores["imaging_score"].fillna(-1).tolist() == [85.0, -1]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"Mystery": "imagery"}, ["'Mystery'", "expected one of", "imaging", "'imagery'"]),
        ({"Mystery": ["imaging", "score"]}, ["'Mystery'", "'score'"]),
        ({"Misery": "imaging"}, ["no header 'Misery'", "Its headers: name, Mystery"]),
    ],
    ids=["unknown field", "one unknown field", "unknown header"],
)
def test_columns_that_cannot_be_used_are_refused(columns: Mapping[str, str | Sequence[str]], words: list[str]) -> None:
    """A columns setting that fits neither the file nor the contract is refused, naming what was expected."""
    with pytest.raises(BadSettings, match=r"^columns: .*\.$") as refused:
        reviewed("name,Mystery\nA,CT\n", columns=columns)
    assert all(word in str(refused.value) for word in words)


def test_the_settings_given_are_not_changed() -> None:
    """Columns and weights that a caller gives stay as they are."""
    columns, weights = {"Mystery": ["imaging"]}, {"who": 10}
    reviewed("name,Mystery\nA,CT\n", columns=columns, weights=weights)
    assert columns == {"Mystery": ["imaging"]}
    assert weights == {"who": 10}
