"""What holds for every register and every list of clinics."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.recipes import Recipe, load_recipe
from tests.scoring.files import reviewed
from tests.scoring.register.registers import JANE, OTHER, ROE, checked, clinic, entry, organization, outcome
from tests.scoring.strategies import RANDOMS

NPIS = (JANE, ROE, OTHER)
CODES = ("208VP0014X", "208100000X", "363LF0000X", "111N00000X", "207RC0000X", "390200000X", "")
CITIES = (("TAMPA", "33602"), ("MIAMI", "33101"))
NAMES = (("JANE", "SMITH"), ("ANN", "LEE"), ("JOHN", "DE LA CRUZ"))


@st.composite
def entries(draw: st.DrawFn) -> dict[str, str]:
    """An entry with few names and places, so that they coincide with those of the clinics."""
    (first, last), (city, postal_code) = draw(st.sampled_from(NAMES)), draw(st.sampled_from(CITIES))
    cells = {"city": city, "postal_code": postal_code, "code_1": draw(st.sampled_from(CODES))}
    if draw(st.integers(0, 5)) == 0:
        return organization(draw(st.sampled_from(NPIS)), **cells)
    gone = draw(st.sampled_from(["", "", "", "01/02/2024"]))
    return entry(draw(st.sampled_from(NPIS)), first=first, last=last, middle="", deactivated=gone, **cells)


@st.composite
def clinics(draw: st.DrawFn) -> list[dict[str, str]]:
    """A few clinics, with and without numbers and names."""
    rows = []
    for place in range(draw(st.integers(3, 8))):
        (first, last), (city, postal_code) = draw(st.sampled_from(NAMES)), draw(st.sampled_from(CITIES))
        training = draw(st.sampled_from(["MD, pain medicine", "MD", "NP", "DC", "MD, PM&R", ""]))
        person = draw(st.sampled_from([f"{first} {last}, ", ""])).title()
        rows.append(
            clinic(
                clinic_id=f"c{place}",
                name=draw(st.sampled_from(["Gulf Spine", f"{last} Pain"])),
                city=city.title(),
                postal_code=postal_code,
                npi=draw(st.sampled_from([*NPIS, "", "12"])),
                credentials=person + training,
                credentials_verified=draw(st.sampled_from(["", "PM&R", "yes"])),
            )
        )
    return rows


@settings(max_examples=5, deadline=None)  # each checks several clinics
@given(st.lists(entries(), min_size=1, max_size=8), clinics(), RANDOMS)
def test_the_order_of_the_register_changes_nothing(
    register: list[dict[str, str]], rows: list[dict[str, str]], random: Random
) -> None:
    """The same entries in another order give the same check, except for the digest of the file."""
    mixed = list(register)
    random.shuffle(mixed)
    first, second = checked(rows, register), checked(rows, mixed)
    assert (first.listings, first.doubts) == (second.listings, second.doubts)


@settings(max_examples=5, deadline=None)  # each checks several clinics
@given(clinics())
def test_a_register_without_the_clinics_changes_no_score(rows: list[dict[str, str]]) -> None:
    """A register of other people credits nobody."""
    stranger = entry("2000000044", last="NOBODY", first="NEMO")
    check = checked(rows, [stranger])
    assert check.listings == ()
    assert reviewed(rows, recipe=Recipe(register_check=check)).scores.equals(reviewed(rows).scores)


@settings(max_examples=5, deadline=None)  # each checks several clinics
@given(st.lists(entries(), min_size=1, max_size=8), clinics())
def test_a_check_never_lowers_a_score_and_never_overwrites(
    register: list[dict[str, str]], rows: list[dict[str, str]]
) -> None:
    """Scores stay or rise, by no more than a check is worth; what the record states stays, in its place."""
    before, after = reviewed(rows), reviewed(rows, recipe=Recipe(register_check=checked(rows, register)))
    gain = after.scores["credentials_score"] - before.scores["credentials_score"]
    assert (gain.dropna() >= 0).all()
    assert (gain.dropna() <= before.rubric.verification.points).all()
    for column in before.records:
        was, now = before.records[column].fillna(""), after.records[column].fillna("")
        if column == "credentials_verified":
            assert all(late.startswith(early) for early, late in zip(was, now, strict=True))
        else:
            assert was.equals(now)


@settings(max_examples=5, deadline=None)  # each checks several clinics
@given(st.lists(entries(), min_size=1, max_size=8), clinics())
def test_a_recipe_gives_the_same_again(register: list[dict[str, str]], rows: list[dict[str, str]]) -> None:
    """Written and read again, the recipe gives the review of the check, without the register."""
    recipe = Recipe(register_check=checked(rows, register))
    first, second = reviewed(rows, recipe=recipe), reviewed(rows, recipe=load_recipe(recipe.to_json().encode()))
    assert first.scores.equals(second.scores)
    assert first.problems.equals(second.problems)
    assert first.dataset == second.dataset


@settings(max_examples=5, deadline=None)  # each checks several clinics
@given(clinics())
def test_a_second_fitting_entry_removes_the_credit_of_a_name(rows: list[dict[str, str]]) -> None:
    """Where two entries fit a name and place, neither is credited."""
    both = [
        entry(number, first=first, last=last, middle="", city=city, postal_code=zip_code, code_1=code)
        for first, last in NAMES
        for city, zip_code in CITIES
        for number, code in ((JANE, "208VP0014X"), (ROE, "208100000X"))
    ]
    nameless = [{**row, "npi": ""} for row in rows]
    alone = checked(nameless, [both[0]])
    assert {way for _, _, way, *_ in outcome(alone)[: len(alone.listings)]} <= {"name and place"}
    assert checked(nameless, both).listings == ()
