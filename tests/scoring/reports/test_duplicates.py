"""Clinics that may be the same: shown in groups and as problems, and never merged."""

from __future__ import annotations

from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.linkage import WHY_ALIKE
from scoring.reports.consequences import consequences
from scoring.reports.duplicates import COLUMNS, duplicates
from scoring.review import Review
from tests.scoring.files import WHOLE, Row, reviewed
from tests.scoring.strategies import RANDOMS

SAME, PHONE, WEBSITE, SPELLING = WHY_ALIKE
TAMPA = {"city": "Tampa", "state": "FL"}


def found(*rows: Row) -> Review:
    """The review of a file in which every clinic states the same on the four questions."""
    return reviewed([{"clinic_id": f"c{place}", **WHOLE, **row} for place, row in enumerate(rows)])


def groups(review: Review) -> set[frozenset[str]]:
    """The groups as sets of clinic ids."""
    table = duplicates(review)
    return {frozenset(ids) for _, ids in table.groupby("group")["clinic_id"]}


def why(one: str, other: str, **both: str) -> list[str]:
    """Why two clinics in one town may be the same; empty if they are not similar."""
    table = duplicates(found({"name": one, **TAMPA, **both}, {"name": other, **TAMPA, **both}))
    assert set(table["row"]) in (set(), {2, 3})
    return sorted(set(table["why"]))


BLANKS = st.text(st.sampled_from(" \t\n\u00a0\u2003\x1fA\u00e9"), max_size=6)


@settings(max_examples=20)  # each of eight names, which is cheaper than eight files
@given(st.lists(BLANKS, min_size=8, max_size=8))
def test_the_problem_names_the_other_clinic_on_one_line(many: list[str]) -> None:
    """Whatever white space a name is written with, the sentence about its double has single blanks."""
    names = [f"Harbor {blanks} Spine" for blanks in many]
    places = [{"name": name, "city": f"Tampa {place}", "state": "FL"} for place, name in enumerate(names)]
    problems = found(*places, *places).problems
    sentences = problems.loc[problems["code"] == "possible_duplicate", "message"]
    assert len(sentences) == len(names)
    for name, sentence in zip(names, sentences, strict=True):
        assert f"\u201c{' '.join(name.split())}\u201d" in sentence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbor Spine", "Harbor Spine"),
        ("Harbor Spine", "HARBOR  spine"),
        ("Harbor Spine", "Spine, Harbor"),
        ("Clínica Montréal", "Clinica Montre\u0301al"),
        ("Harbor Pain & Spine", "Harbor Pain and Spine"),
        ("Harbor Spine", "The Harbor Spine Clinic"),
        ("Harbor Spine Center", "Harbor Spine Centre"),
        ("Harbor Spine, Inc.", "Harbor Spine P.L.L.C."),
        ("St. Anne's Spine", "St Annes Spine"),
        ("Harbor Spine 12", "Harbor Spine #12"),
        ("Клиника Боли", "клиника боли"),
        ("The Clinic", "the clinic"),
    ],
)
def test_ways_to_write_one_name(one: str, other: str) -> None:
    """Case, accents, punctuation, word order, legal forms and words such as clinic make no difference to a name."""
    assert why(one, other) == [SAME]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbor Spine", "Harbour Spine"),
        ("Harbor Spine", "Hrabor Spine"),
        ("Harbor Spine", "Arbor Spine"),
        ("Harbor Spine", "Harbor Spina"),
        ("Harbor Spine", "Spine Harbour"),
        ("Advanced Orthopedics & Pain Managment", "Advanced Orthopaedics and Pain Management"),
        ("Клиника Позвоночник", "Клиника Позваночник"),
    ],
)
def test_slips_in_a_name(one: str, other: str) -> None:
    """A letter too many, too few, a different one or two swapped: similar in one place, wherever in the name."""
    assert why(one, other) == [SPELLING]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbor Spine", "Cedar Pain"),
        ("Mesa", "Mena"),
        ("Spine Clinic 12", "Spine Clinic 13"),
        ("Advanced Spine Care II", "Advanced Spine Care III"),
        ("Regenerative Medicine North", "Regenerative Medicine South"),
        ("Cypress Park Stem Cell", "Cypress Peak Stem Cell"),
        ("Maple Springs Wellness", "Sable Springs Wellness"),
        ("The Clinic", "The Center"),
        ("", ""),
        ("???", "???"),
        ("n/a", "N/A"),
        ("Unknown", "unknown"),
    ],
)
def test_names_that_are_not_alike(one: str, other: str) -> None:
    """Numbers, branches, short names, other words, and rows without a name are no duplicates."""
    assert why(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"city": "Tampa", "state": "FL"}, {"city": "Miami", "state": "FL"}),
        ({"city": "Portland", "state": "OR"}, {"city": "Portland", "state": "ME"}),
        ({"city": "Tampa", "state": "FL"}, {"city": "", "state": ""}),
    ],
)
def test_a_name_in_two_places_is_a_chain(one: Row, other: Row) -> None:
    """The same name, and even the same website, in two places is a chain; an unknown place resembles no other."""
    chain = {"name": "Harbor Spine", "website": "https://harbor.example.com"}
    assert groups(found({**chain, **one, "website": ""}, {**chain, **other})) == set()
    assert groups(found({"name": "Harbour Spine", **one}, {**chain, **other})) == set()
    if other["city"]:
        assert groups(found({**chain, **one}, {**chain, **other})) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"state": "FL"}, {"state": "florida"}),
        ({"city": "San José", "state": "Jalisco"}, {"city": "SAN JOSE", "state": "jalisco"}),
    ],
)
def test_one_place_in_two_spellings(one: Row, other: Row) -> None:
    """A place is the same in any case, accents and form of the state, and where neither record states one."""
    assert len(duplicates(found({"name": "Harbor Spine", **one}, {"name": "Harbor Spine", **other}))) == 2


def test_near_spellings_need_a_town() -> None:
    """Without a town a similar name is too little to go by, and the same name is enough."""
    names = ({"name": "Harbor Spine", "state": "FL"}, {"name": "Harbour Spine", "state": "FL"})
    assert groups(found(*names)) == set()
    same = found(*({**row, "name": "Harbor Spine", "city": " "} for row in names))
    assert duplicates(same)["place"].to_list() == ["FL", "FL"]
    assert duplicates(found({"name": "Harbor Spine"}, {"name": "Harbor Spine"}))["place"].to_list() == ["", ""]


@pytest.mark.parametrize(
    ("column", "one", "other", "reason"),
    [
        ("phone", "(813) 555-0182", "+1 813.555.0182 ext. 4", PHONE),
        ("website", "https://www.harbor.example.com/", "harbor.example.com?from=list", WEBSITE),
    ],
)
def test_a_shared_phone_or_website(column: str, one: str, other: str, reason: str) -> None:
    """In one state, a shared phone or website is enough where the names are roughly alike, and only there."""
    short = {"name": "Harbor Spine", **TAMPA, column: one}
    long = {"name": "Harbor Spine & Sports Medicine", "state": "FL", column: other}
    assert duplicates(found(short, long))["why"].to_list() == [reason, reason]
    assert groups(found(short, {**long, "name": "Cedar Pain"})) == set()
    assert groups(found(short, {**long, "name": "Harbor Spine North"})) == set()
    assert groups(found(short, {**long, "state": "GA"})) == set()
    assert groups(found({**short, column: "see below"}, {**long, column: "see below"})) == set()


def test_a_shared_phone_in_two_towns_of_a_state() -> None:
    """A front desk has one phone, so roughly the same name with one phone is shown whatever the town."""
    phone = {"name": "Harbor Spine", "state": "FL", "phone": "813 555 0182"}
    assert duplicates(found({**phone, "city": "Tampa"}, {**phone, "city": "Tampa Bay"}))["why"].to_list() == [PHONE] * 2


def test_the_table() -> None:
    """Groups count from 1 in the order of the file, with the file's row numbers, places as written, and scores."""
    review = reviewed(
        "name,city,state,imaging,products,phone\n"
        "Cedar Pain, Tampa ,FL,CT,PRP,\n"
        "\n,,,,,\n"
        "Harbor Spine,Miami,Fla,CT,PRP,\n"
        "Alone Clinic,Miami,FL,CT,PRP,\n"
        "Harbor Spine LLC,Miami,Fla,,,\n"
        "Cedar Pain,Tampa,FL,CT,PRP,\n"
    )
    table = duplicates(review)
    assert tuple(table) == COLUMNS
    assert table.drop(columns=["score", "clinic_id"]).to_numpy().tolist() == [
        [1, 2, "Cedar Pain", "Tampa, FL", SAME],
        [1, 8, "Cedar Pain", "Tampa, FL", SAME],
        [2, 5, "Harbor Spine", "Miami, Fla", SAME],
        [2, 7, "Harbor Spine LLC", "Miami, Fla", SAME],
    ]
    scores = review.scores.set_index("clinic_id")["score"]
    assert table["score"].isna().to_list() == [False, False, False, True]
    assert table["score"].dropna().to_list() == scores[table["clinic_id"]].dropna().to_list()
    assert [table[name].dtype for name in ("group", "row", "score")] == ["int64", "int64", "float64"]
    assert all(isinstance(table[name].dtype, pd.StringDtype) for name in ("clinic_id", "name", "place", "why"))


@pytest.mark.parametrize("source", ["name,imaging\nA,CT\n", "name,imaging\nA,CT\nB,CT\n", "name,imaging\n,CT\n,US\n"])
def test_no_duplicates_is_an_empty_table_of_the_same_shape(source: str) -> None:
    """One clinic, other clinics or clinics without names: no rows, the same columns and types."""
    some = duplicates(found({"name": "Harbor Spine"}, {"name": "Harbor Spine"}))
    none = duplicates(reviewed(source))
    assert len(none) == 0
    assert none.dtypes.to_dict() == some.dtypes.to_dict()


def test_the_problem_names_the_clinic_that_it_resembles() -> None:
    """Each later clinic of a group is a problem that names the closest match, by its row and name."""
    names = ("Harbour Spine", "Harbor Spine", "Harbor\nSpine Inc.", "Harbor Spina")
    problems = found(*({"name": name, **TAMPA} for name in names)).problems
    assert problems["code"].to_list() == ["possible_duplicate"] * 3
    assert problems[["row", "column", "value"]].to_numpy().tolist() == [
        [3, "name", "Harbor Spine"],
        [4, "name", "Harbor\nSpine Inc."],
        [5, "name", "Harbor Spina"],
    ]
    assert problems["message"].to_list() == [
        f"This may be the same clinic as {which}. Both are kept and scored."
        for which in (
            "“Harbor Spine Inc.” in row 4: same name and place",
            "“Harbor Spine” in row 3: same name and place",
            "“Harbor Spine” in row 3: names alike, same place",
        )
    ]


def test_it_moves_no_rank() -> None:
    """Among the problems by what they could change, similarity changes no rank."""
    table = consequences(found({"name": "Harbor Spine"}, {"name": "Harbor Spine"}))
    assert table[["code", "clinics", "ranks", "first_row"]].to_numpy().tolist() == [["possible_duplicate", 1, 0, 3]]


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "=HYPERLINK(1)", "{0} {value}", "%s", "\u202eevil", "a" * 100_000, "🦴", "\u0301"],
)
def test_hostile_names_are_only_text(text: str) -> None:
    """Names may be anything; they are compared and shown as text, and long ones are cut in the sentence."""
    review = found({"name": text, **TAMPA}, {"name": text, **TAMPA})
    problems = review.problems
    assert set(problems["code"]) <= {"possible_duplicate", "name_too_long"}
    assert problems["message"].str.len().max() < 500 or problems.empty
    assert len(duplicates(review)) in (0, 2)


def test_many_names_that_are_nearly_one_end_in_one_group() -> None:
    """A chain of similar names is one group, however long, and each of its clinics names a truly similar one."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    rows = [{"name": f"Harbor {letter}spine Care", **TAMPA} for letter in letters]
    table = duplicates(found(*rows[::2], *rows[1::2]))
    assert table["group"].to_list() == [1] * len(letters)
    assert table["row"].to_list() == list(range(2, len(letters) + 2))


@pytest.mark.parametrize("slip", ["Zarbor Spine Partners", "Harbor Spine Qartners", "Partners Harbor Spina"])
def test_a_slip_is_noticed_in_a_crowd(slip: str) -> None:
    """Many clinics of the town may come between the two in one order of the names, but not in every order."""
    first, last = ("Arden", "Hazel", "Harbor", "Sable", "Yarrow"), ("Panels", "Partners", "Sports", "Vista", "Yards")
    crowd = [
        f"{one} {middle} {end}" for one in first for middle in ("Joint", "Spine", "Tendon", "Thumb") for end in last
    ]
    table = duplicates(found(*({"name": name, **TAMPA} for name in [*crowd, slip])))
    assert set(table["name"]) == {"Harbor Spine Partners", slip}


def test_a_recipe_that_leaves_one_out_settles_it() -> None:
    """Once one of the two is left out, nothing is reported any more."""
    rows = [{"clinic_id": each, "name": "Harbor Spine", "imaging": "CT"} for each in "ab"]
    assert groups(reviewed(rows)) == {frozenset("ab")}
    assert groups(reviewed(rows, recipe=b'{"exclude": ["b"]}')) == set()


CLINIC = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            ("", "Harbor Spine", "Spine Harbor Clinic", "harbor spine 2", "Cedar Pain", "Cedar", "☃")
        ),
        "city": st.sampled_from(("", "Tampa", "TAMPA", "Miami")),
        "state": st.sampled_from(("", "FL", "Florida", "Atlantis")),
        "website": st.sampled_from(("", "harbor.example", "cedar.example")),
        "imaging": st.sampled_from(("CT", "none")),
    }
)


@given(st.lists(CLINIC, min_size=1, max_size=12), st.booleans(), RANDOMS)
def test_likeness_is_mutual_and_changes_no_score(rows: list[Row], own_ids: bool, random: Random) -> None:
    """Each law below holds for the groups of any file, with ids of its own or without."""
    rows = [{"clinic_id": str(place), **row} for place, row in enumerate(rows)] if own_ids else rows
    review = reviewed(rows)
    check_all_but_the_first_of_a_group_are_problems(review)
    check_row_order_changes_no_group(review, random.sample(rows, len(rows)))
    check_every_clinic_is_scored_as_it_is_alone(review, rows)


def check_all_but_the_first_of_a_group_are_problems(review: Review) -> None:
    """No group has only one clinic, all but its first are problems, and no clinic is left out."""
    table = duplicates(review)
    assert (table.groupby("group").size() > 1).all()
    later = table[table.duplicated("group")]["row"]
    problems = review.problems
    assert sorted(later) == problems.loc[problems["code"] == "possible_duplicate", "row"].to_list()
    assert review.accounting.left_out == 0


def check_row_order_changes_no_group(review: Review, mixed: list[Row]) -> None:
    """The groups are sets of clinics, whatever the order in which the file has them."""
    assert groups(review) == groups(reviewed(mixed))


def check_every_clinic_is_scored_as_it_is_alone(review: Review, rows: list[Row]) -> None:
    """Where no name is like another, every clinic has the same score, coverage, rank and grade."""
    alone = reviewed([{**row, "name": f"Clinic {place}"} for place, row in enumerate(rows)])
    columns = ["score", "coverage", "rank", "grade"]
    pd.testing.assert_frame_equal(review.scores[columns], alone.scores[columns])
