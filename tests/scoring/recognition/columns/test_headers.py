"""Headers as exports write them: camel case, other words for the names, and a file without any."""

from __future__ import annotations

import pytest

import scoring
from scoring import UnreadableFile
from scoring.recipes import Recipe
from scoring.vocabulary import header_key
from tests.scoring.files import reviewed

NAMES = ["Elm Street Clinic", "Oak Joint Care"]


@pytest.mark.parametrize(
    "header",
    [
        "Hospital Name",
        "Company",
        "title",
        "OrganisationName",
        "org_nm",
        "ClinicName",
        "Doctor Name",
        "placeName",
        "DBA",
    ],
)
def test_the_names_stand_under_many_headers(header: str) -> None:
    """A column of names is recognized by any of the usual headers, however their words are joined."""
    review = reviewed(f"{header},Credentials\n" + "".join(f"{name},MD\n" for name in NAMES))
    assert review.records["name"].tolist() == NAMES


@pytest.mark.parametrize("header", ["title", "Doctor Name", "Company", "Provider Name"])
def test_some_headers_name_the_clinics_only_where_no_other_does(header: str) -> None:
    """Beside a header that surely means clinics, a title or a doctor's name is another column, in any position."""
    review = reviewed(f"{header},Clinic Name,Credentials\nAnn Lee,{NAMES[0]},MD\nBob May,{NAMES[1]},DO\n")
    assert review.records["name"].tolist() == NAMES
    assert review.records[header].tolist() == ["Ann Lee", "Bob May"]


def test_a_title_of_degrees_is_no_name() -> None:
    """If the cells under `title` are degrees, the column does not name clinics, and the file is refused."""
    with pytest.raises(UnreadableFile, match="No column holds the clinics' names"):
        reviewed("title,imaging\nMD,CT\nDO,CT\nPA-C,CT\n")


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("clinicName", "clinic name"),
        ("PostalCode", "postal code"),
        ("ClinicID", "clinic id"),
        ("providerNPI", "provider npi"),
        ("PRP", "prp"),
        ("MDs", "mds"),
        ("PhD", "phd"),
        ("location/lat", "location lat"),
    ],
)
def test_camel_case_is_taken_apart(header: str, key: str) -> None:
    """Words joined by capitals count separately; abbreviations stay whole."""
    assert header_key(header) == key


def test_headers_of_map_scrapers_are_known() -> None:
    """A camel-case export gives name, place, website and coordinates without a setting."""
    text = "title,city,postalCode,countryCode,website,location/lat,location/lng,specialization\n"
    review = reviewed(text + "Elm,Tampa,33602,US,https://elm.example,27.9,-82.4,Pain Management\n")
    row = review.records.iloc[0]
    fields = ["name", "city", "postal_code", "country", "latitude", "longitude", "credentials"]
    assert row[fields].tolist() == ["Elm", "Tampa", "33602", "US", "27.9", "-82.4", "Pain Management"]


def test_a_file_without_headers_is_reported_and_its_first_clinic_named() -> None:
    """If the first row looks like the rows below it, the refusal suggests that it is a clinic, and quotes its cells."""
    with pytest.raises(
        UnreadableFile, match=r"header row is missing: .* a clinic \(Elm, Tampa, FL, MD, PRP\)"
    ) as refused:
        reviewed("Elm,Tampa,FL,MD,PRP\nOak,Tampa,FL,DO,BMC\n")
    assert "put a row above it that names the columns" in str(refused.value)
    assert "or say that the first row is a clinic" in str(refused.value)
    assert refused.value.headerless


HEADERLESS = "Elm,Tampa,FL,MD,PRP\n'Oak,,FL,MD,PRP\n"
AS_CLINIC = Recipe(first_row_is="clinic")


def test_the_first_row_may_be_a_clinic() -> None:
    """If a person says that the first row is a clinic, it is read as one; columns are named by their places."""
    columns = {"column_1": "name", "column_4": "credentials"}
    review = scoring.review(HEADERLESS.encode(), recipe=AS_CLINIC, columns=columns)
    assert review.records["name"].tolist() == ["Elm", "'Oak"]
    assert review.records["column_2"].fillna("").tolist() == ["Tampa", ""]
    assert review.understood.rows.tolist() == [1, 2]
    accounting = review.accounting
    assert (accounting.rows, accounting.above, accounting.header, accounting.clinics) == (2, 0, 0, 2)
    again = scoring.review(HEADERLESS.encode(), recipe=review.recipe)
    assert again.dataset == review.dataset
    assert again.scores.equals(review.scores)


def test_the_columns_of_a_file_without_headers_are_suggested_by_their_cells() -> None:
    """Suggestions say what each column may be; none counts until confirmed. MD beside FL is a degree."""
    with pytest.raises(UnreadableFile, match="No column holds the clinics' names") as refused:
        scoring.review(HEADERLESS.encode(), recipe=AS_CLINIC)
    assert not refused.value.headerless
    assert refused.value.suggested == {"name": "column_1", "credentials": "column_4", "products": "column_5"}


@pytest.mark.parametrize(
    "text",
    [
        "practice,colour\nElm,red\nOak,red\n",
        "firm,fluoroscopy,ultrasound\nElm,yes,no\nOak,no,yes\n",
        "firm,colour\nElm,red\nOak,red\n",
    ],
)
def test_unknown_headers_are_not_taken_for_a_clinic(text: str) -> None:
    """Headers that no field has, and columns of yes and no, are still headers."""
    with pytest.raises(UnreadableFile) as refused:
        reviewed(text)
    assert "header row is missing" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "name,amenity,kind,PRP\nElm,clinic,doctor,yes\nOak,clinic,doctor,yes\n",
        "Clinic Name,type,by,PRP\nElm,practice,provider,yes\nOak,facility,physicians,no\n",
        "@id,name,amenity,healthcare,offers PRP\n1,Elm,clinic,doctor,yes\n2,Oak,hospital,doctor,yes\n",
    ],
)
def test_a_clinic_whose_cells_are_headers_elsewhere_is_no_header(text: str) -> None:
    """Words such as "clinic" and "doctor" in a row make it no header, if its name is below the header of names."""
    assert reviewed(text).records["name"].tolist() == ["Elm", "Oak"]


def test_a_header_below_codes_is_still_read() -> None:
    """A row of other headers for the names, above the questions of a survey, gives way to these."""
    text = "name,Q2,Q3\nClinic name,Who injects?,Products\nElm,MD,PRP\nOak,DO,PRP\n"
    assert reviewed(text).records["credentials"].tolist() == ["MD", "DO"]


@pytest.mark.parametrize(
    ("header", "field", "cell"),
    [
        ("addressLocality", "city", "Tampa"),
        ("addressRegion", "state", "FL"),
        ("addressCountry", "country", "US"),
        ("contact:website", "website", "https://elm.example"),
        ("Phone Numbers", "phone", "813-555-0100"),
        ("healthcare:speciality", "credentials", "MD"),
        ("Services", "products", "PRP"),
        ("availableService", "products", "PRP"),
        ("procedures_performed", "products", "PRP"),
    ],
)
def test_headers_of_pages_maps_and_accounts_are_known(header: str, field: str, cell: str) -> None:
    """What websites, open maps, directories and accounts call a column feeds its field."""
    review = reviewed(f"Vendor,{header},imaging\nElm,{cell},CT\n")
    assert review.records[["name", field]].iloc[0].tolist() == ["Elm", cell]


@pytest.mark.parametrize("header", ["Services needed", "Services not provided", "Procedures performed elsewhere"])
def test_services_of_another_kind_are_not_read(header: str) -> None:
    """Further words in the header make services something else, so nothing is credited."""
    assert reviewed(f"name,{header},imaging\nElm,PRP,CT\n").records["products"].isna().all()
