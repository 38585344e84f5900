"""Whom a register lists: what fits is credited with its source, what does not is reported, nothing is changed."""

from __future__ import annotations

import pytest

from scoring import Limits, UnreadableFile
from scoring.recipes import Merge, Recipe, load_recipe
from scoring.recipes.register_check import SOURCE_COLUMN
from scoring.register import candidates, entry_matching, summary
from scoring.reports.explanation import account
from tests.scoring.files import reviewed
from tests.scoring.register.registers import (
    DATE,
    GROUP,
    JANE,
    OTHER,
    ROE,
    checked,
    clinic,
    entry,
    organization,
    outcome,
    register_bytes,
)

FITS_BY_NPI = {
    "first and last name in the credentials": {},
    "the names in the clinic's name": {"name": "Jane Smith Pain Center", "credentials": "MD, pain medicine"},
    "the last name and the city": {"name": "Smith Spine", "credentials": "MD, pain medicine", "postal_code": ""},
    "the last name and the postal code": {"name": "Smith Spine", "credentials": "MD, pain medicine", "city": ""},
    "another place, where both names fit": {"city": "Boise", "state": "ID", "postal_code": ""},
    "a name with accents": {"credentials": "Jane Sm\u00efth, MD, pain medicine"},
    "the last name first": {"credentials": "SMITH, JANE A., MD, pain medicine"},
}


@pytest.mark.parametrize("cells", FITS_BY_NPI.values(), ids=FITS_BY_NPI.keys())
def test_an_npi_fits_where_the_name_fits_too(cells: dict[str, str]) -> None:
    """A number is credited where the record has the name of its entry."""
    check = checked([clinic(npi=JANE, **cells)], [entry(), entry(ROE)])
    assert outcome(check) == [("gulf", JANE, "npi", "pain_medicine")]
    assert (check.as_of, check.dated_by) == (DATE, "file name")


FITS_BY_NAME = {
    "city and postal code": {},
    "the city alone": {"postal_code": ""},
    "the postal code alone": {"city": "", "postal_code": "33602-1234"},
    "an NPI that is none": {"npi": "123"},
    "a title and a middle initial": {"credentials": "Dr. Jane A. Smith MD; pain medicine"},
    "one of several people": {"credentials": "Ann Lee, NP; Jane Smith, MD, pain medicine"},
    "a column for names": {"credentials": "MD; pain medicine", "provider name": "Jane Smith"},
    "two columns for names": {"credentials": "MD; pain medicine", "last name": "Smith", "first name": "Jane"},
    "a former last name": {"credentials": "Jane Doe, MD, pain medicine"},
}


@pytest.mark.parametrize("cells", FITS_BY_NAME.values(), ids=FITS_BY_NAME.keys())
def test_a_name_and_place_fit_without_an_npi(cells: dict[str, str]) -> None:
    """A person's first and last name and the place are enough where exactly one entry fits."""
    check = checked([clinic(**cells)], [entry(other_last="DOE"), entry(ROE, first="JOAN"), organization()])
    assert outcome(check) == [("gulf", JANE, "name and place", "pain_medicine")]


NOT_BY_NAME = {
    "another city and postal code": {"city": "Miami", "postal_code": "33101"},
    "another state": {"state": "GA"},
    "no place": {"city": "", "postal_code": ""},
    "no state": {"state": ""},
    "another country": {"country": "MX"},
    "another middle initial": {"credentials": "Jane B. Smith, MD, pain medicine"},
    "the last name alone": {"credentials": "Dr. Smith, MD, pain medicine"},
    "a longer last name": {"credentials": "Jane Smith-Jones, MD, pain medicine"},
    "words that are no name": {"credentials": "MD, pain medicine", "name": "Jane Smith Tampa Center"},
}


@pytest.mark.parametrize("cells", NOT_BY_NAME.values(), ids=NOT_BY_NAME.keys())
def test_what_does_not_fit_in_name_or_place_is_nobody(cells: dict[str, str]) -> None:
    """A name elsewhere, or only part of one, is nobody in the register, and changes nothing."""
    assert outcome(checked([clinic(**cells)], [entry()])) == []


def test_a_name_in_the_place_of_another_clinic_is_nobody() -> None:
    """The entry must be in the place of the clinic that names the person, not in that of just any clinic."""
    rows = [clinic(credentials="Ann Lee, MD"), clinic(clinic_id="b", city="Miami", postal_code="33101")]
    assert outcome(checked(rows, [entry()])) == []


DOUBTS = {
    "register_npi_missing": ({"npi": OTHER}, [entry()], OTHER),
    "register_npi_deactivated": ({"npi": JANE}, [entry(deactivated="03/04/2025")], JANE),
    "register_npi_repeated": ({"npi": JANE}, [entry(), entry(code_1="207Q00000X")], JANE),
    "register_organization": ({"npi": GROUP, "credentials": "MD"}, [organization()], GROUP),
    "register_name_differs": ({"npi": ROE}, [entry(ROE, last="ROE", first="RICHARD")], ROE),
    "register_several": ({}, [entry(), entry(ROE, code_1="111N00000X")], "Jane Smith, MD, pain medicine"),
}


@pytest.mark.parametrize("code", DOUBTS)
def test_what_does_not_fit_is_reported_and_not_credited(code: str) -> None:
    """Each way in which an entry does not fit is a problem of the clinic's row, and nothing is credited."""
    cells, entries, value = DOUBTS[code]
    check = checked([clinic(**cells)], entries)
    assert outcome(check) == [("gulf", code, value)]
    after = reviewed([clinic(**cells)], recipe=Recipe(register_check=check))
    (problem,) = after.problems.query("code == @code").to_dict("records")
    assert (problem["row"], problem["column"], problem["value"]) == (2, "npi", value)
    assert after.scores.equals(reviewed([clinic(**cells)]).scores)


def test_the_number_of_an_organization_does_not_hide_a_person() -> None:
    """Beside a group's NPI, a person named in the record is looked up by name and place."""
    check = checked([clinic(npi=GROUP)], [organization(), entry()])
    assert outcome(check) == [
        ("gulf", JANE, "name and place", "pain_medicine"),
        ("gulf", "register_organization", GROUP),
    ]


def test_a_reactivated_number_counts_and_a_deactivated_name_does_not() -> None:
    """An entry counts while it is active, whether its number is given or not."""
    back = entry(deactivated="03/04/2025", reactivated="05/06/2025")
    assert outcome(checked([clinic(npi=JANE)], [back]))[0][:3] == ("gulf", JANE, "npi")
    assert outcome(checked([clinic()], [entry(deactivated="03/04/2025"), entry(ROE)]))[0][1] == ROE


def test_every_reported_code_checks_its_training_and_no_other() -> None:
    """All codes count, primary or not; one that represents many specialties or none checks none."""
    check = checked([clinic(npi=JANE)], [entry(code_1="390200000X", code_2="207LP2900X", switch_2="N")])
    (listing,) = check.listings
    assert (listing.codes, listing.terms) == (("390200000X", "207LP2900X"), ("pain_medicine",))
    assert listing.trainings == "code 390200000X and \u201cAnesthesiology, Pain Medicine\u201d"
    cardiologist = checked([clinic(npi=JANE, credentials="Jane Smith, MD, urology")], [entry(code_1="207RC0000X")])
    assert outcome(cardiologist) == [("gulf", JANE, "npi"), ("gulf", "register_no_training", JANE)]


def test_a_record_that_states_other_training_gets_no_credit() -> None:
    """Where the register lists only other training, that is reported, and nothing is taken away."""
    check = checked([clinic(npi=JANE, credentials="Jane Smith, MD, PM&R")], [entry(code_1="111N00000X")])
    assert outcome(check) == [
        ("gulf", JANE, "npi"),
        ("gulf", "register_training_differs", "Physician (MD or DO) and PM&R"),
    ]
    cells = clinic(npi=JANE, credentials="Jane Smith, MD, PM&R", credentials_verified="PM&R")
    after = reviewed([cells], recipe=Recipe(register_check=checked([cells], [entry(code_1="111N00000X")])))
    assert after.records.equals(reviewed([cells]).records)
    agreeing = checked([clinic(npi=JANE, credentials="Jane Smith, MD")], [entry()])
    assert outcome(agreeing) == [("gulf", JANE, "npi", "pain_medicine")]


def test_the_record_keeps_its_own_and_gains_what_is_listed_with_its_source() -> None:
    """The register's terms come after the record's own, the points follow, and a column names their source."""
    cells = clinic(npi=JANE, credentials_verified="PM&R")
    check = checked([cells], [entry()])
    before, after = reviewed([cells]), reviewed([cells], recipe=Recipe(register_check=check))
    assert after.records["credentials_verified"].tolist() == ["PM&R; Pain medicine"]
    (source,) = after.records[SOURCE_COLUMN]
    assert "NPPES (US), 8 November 2026, as \u201cInterventional Pain Medicine\u201d under NPI 2000000002" in source
    assert "self-reported" in source
    points = (before.scores["credentials_score"][0], after.scores["credentials_score"][0])
    assert points[1] - points[0] == before.rubric.verification.points
    untouched = [name for name in before.records if name != "credentials_verified"]
    assert after.records[untouched].equals(before.records[untouched])


def test_persons_in_rows_are_looked_up_one_by_one() -> None:
    """In a file with a row for each person, each row's number counts for the clinic."""
    rows = [
        clinic(clinic_id="", name="Gulf Spine", npi=JANE, credentials="MD, pain medicine", **{"last name": "Smith"}),
        clinic(clinic_id="", name="Gulf Spine", npi=ROE, credentials="NP", **{"last name": "Roe"}),
        clinic(clinic_id="", name="Bay Spine", npi=OTHER, credentials="NP", **{"last name": "Lee"}),
    ]
    review = reviewed(rows, recipe=Recipe(one_row_is="person"))
    nurse = entry(ROE, last="ROE", first="ANN", code_1="363LF0000X")
    check = checked(review, [entry(), nurse])
    gulf, bay = review.records["clinic_id"]
    assert outcome(check) == [
        (gulf, JANE, "npi", "pain_medicine"),
        (gulf, ROE, "npi", "np"),
        (bay, "register_npi_missing", OTHER),
    ]


def test_a_review_under_the_recipe_needs_no_register() -> None:
    """The written recipe gives the same records, scores and problems again, and the same fingerprint."""
    rows = [clinic(npi=JANE), clinic(clinic_id="b", npi=OTHER), clinic(clinic_id="c", credentials="Ann Lee, NP")]
    recipe = Recipe(register_check=checked(rows, [entry()]))
    again = load_recipe(recipe.to_json().encode())
    assert again.fingerprint == recipe.fingerprint != Recipe().fingerprint
    first, second = reviewed(rows, recipe=recipe), reviewed(rows, recipe=again)
    for name in ("records", "scores", "problems"):
        assert getattr(first, name).equals(getattr(second, name))


def test_decisions_about_clinics_that_are_gone_are_reported() -> None:
    """A listing of a clinic that the next export lacks is a problem, once."""
    recipe = Recipe(register_check=checked([clinic(npi=JANE)], [entry()]))
    problems = reviewed([clinic(clinic_id="new")], recipe=recipe).problems
    assert problems.query("code == 'recipe_clinic_missing'")["value"].tolist() == ["gulf"]


def test_the_summary_counts_clinics_and_what_does_not_fit() -> None:
    """The summary says how many clinics are listed, how they were matched, and what does not fit."""
    rows = [clinic(npi=JANE), clinic(clinic_id="b"), clinic(clinic_id="c", npi=OTHER), clinic(clinic_id="d", state="")]
    assert summary(checked(rows, [entry()]), len(rows)) == (
        "2 of 4 clinics are listed in the register of 2026-11-08: 1 by NPI, 1 by name and place; 2 got verified "
        "credentials. Does not fit: 1 NPI that the register lacks. Nothing in the register fits 1 other clinic, by "
        "what the record says of people."
    )
    assert summary(checked(rows[:1], [entry()]), 1) == (
        "1 of 1 clinic is listed in the register of 2026-11-08: 1 by NPI, 0 by name and place; 1 got verified "
        "credentials."
    )
    assert summary(checked(rows[3:], [entry()]), 1).startswith("0 of 1 clinic is listed in the register of 2026-11-08.")


def test_the_date_is_that_of_the_setting_the_name_or_the_newest_entry() -> None:
    """A setting comes first, then the name of the monthly file, then the newest entry of any row."""
    rows = [clinic(npi=JANE)]
    entries = register_bytes([entry(updated="10/31/2026"), entry(ROE, updated="12/01/2025"), entry(OTHER, updated="")])
    assert checked(rows, entries, as_of=DATE.replace(year=2025)).dated_by == "setting"
    newest = checked(rows, entries, name="florida.csv")
    assert (newest.as_of.isoformat(), newest.dated_by) == ("2026-10-31", "newest entry")


def test_a_merged_clinic_is_looked_up_by_all_of_its_rows() -> None:
    """Where a recipe merges rows, a listing for any of them is the merged clinic's, now and when replayed."""
    rows = [clinic(credentials="MD"), clinic(clinic_id="b", npi=JANE), clinic(clinic_id="c", npi=OTHER)]
    merged = Recipe(merges=(Merge(keep=("gulf", "b")),))
    check = checked(reviewed(rows, recipe=merged), [entry()])
    assert outcome(check) == [("gulf", JANE, "npi", "pain_medicine"), ("c", "register_npi_missing", OTHER)]
    after = reviewed(rows, recipe=merged.model_copy(update={"register_check": check}))
    assert after.records["credentials_verified"].fillna("").tolist() == ["Pain medicine", ""]


def test_a_later_merge_takes_the_source_along() -> None:
    """If rows are merged after the check, the clinic still distinguishes the editor's own list from the register's."""
    rows = [clinic(credentials="MD", credentials_verified="PM&R"), clinic(clinic_id="b", npi=JANE)]
    check = checked(rows, [entry()])
    recipe = Recipe(register_check=check, merges=(Merge(keep=("gulf", "b")),))
    shown = account(reviewed(rows, recipe=recipe), 0)
    assert shown.cell("credentials_verified") == "PM&R; Pain medicine"
    assert shown.checked_by_editor == "PM&R"
    assert [listing.npi for listing in check.behind(shown.register_source)] == [JANE]


def test_entries_beyond_what_is_kept_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An upload with more entries that may be of the list than are kept is refused before memory is spent on them."""
    monkeypatch.setattr(candidates, "_MOST_KEPT", 20)
    entries = [entry(JANE, middle=f"{number}") for number in range(21)]
    with pytest.raises(UnreadableFile, match="more than 20 entries that may be of this list"):
        checked([clinic(npi=JANE)], entries, limits=Limits())
    assert [doubt.code for doubt in checked([clinic(npi=JANE)], entries).doubts] == ["register_npi_repeated"]


def test_what_lists_and_registers_repeat_is_no_product(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clinics with one number, and entries with one number or name, are never compared each with each."""
    monkeypatch.setattr(entry_matching, "_PAIRS_OF_ANY", 100)
    clinics = [clinic(clinic_id=f"{number}", name=f"Gulf {number}", npi=JANE) for number in range(50)]
    entries = [entry(JANE, middle=f"{number}") for number in range(50)]
    assert {doubt.code for doubt in checked(clinics, entries).doubts} == {"register_npi_repeated"}
    unnumbered = [{**clinic, "npi": ""} for clinic in clinics]
    with pytest.raises(UnreadableFile, match="far more entries fit the names"):
        checked(unnumbered, [entry(f"{2_000_000_100 + number}") for number in range(50)])
