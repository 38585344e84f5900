"""Links out of Clinic: numbers that dial, the registry of providers, and lookups of licenses."""

from datetime import date
from urllib.parse import urlsplit

import pytest

from dashboard import safe_text
from dashboard.clinic_page import clinic_contact
from dashboard.clinic_page.license_lookups import LicenseLookup, lookup_for, lookups
from scoring import review
from scoring.reports import Account, account
from scoring.vocabulary import vocabulary

BY_STATE, NATIONWIDE = lookups()


def one(**cells: str) -> Account:
    """The account of a clinic with these cells."""
    columns = {"name": "A clinic", "products": "PRP", **cells}
    quoted = ('"' + cell.replace('"', '""') + '"' for cell in columns.values())
    return account(review(f"{','.join(columns)}\n{','.join(quoted)}\n".encode()), 0)


@pytest.mark.parametrize(
    ("cells", "dialed", "shown"),
    [
        ({"phone": "813.555.0182"}, "+18135550182", "(813) 555-0182"),
        ({"phone": "+1 604-555-0161", "country": "CA"}, "+16045550161", "(604) 555-0161"),
        ({"phone": "030 901820", "country": "DE"}, "+4930901820", "+4930901820"),
        ({"phone": "ask at the desk"}, "", ""),
        ({"phone": "javascript:alert(1)"}, "", ""),
        ({"phone": ""}, "", ""),
    ],
)
def test_a_telephone_is_dialed_as_it_is_shown(cells: dict[str, str], dialed: str, shown: str) -> None:
    """The button dials the number as read for the clinic's country, and shows it; otherwise there is none."""
    assert clinic_contact.phone_number(one(**cells)) == dialed
    assert clinic_contact.in_groups(dialed) == shown


@pytest.mark.parametrize(
    ("npi", "linked"),
    [("1234567893", "1234567893"), (" 1234567893 ", "1234567893"), ("1234567890", ""), ("12345", ""), ("", "")],
)
def test_a_provider_number_is_linked_where_its_check_digit_holds(npi: str, linked: str) -> None:
    """A number with a wrong check digit, or of another length, has no link."""
    assert clinic_contact.provider_number(one(npi=npi)) == linked


@pytest.mark.parametrize("lookup", [*BY_STATE.values(), NATIONWIDE], ids=lambda lookup: lookup.board)
def test_every_license_look_up_has_its_source(lookup: LicenseLookup) -> None:
    """A lookup names its board, opens by https at a readable host, and says where it is from and when."""
    assert lookup.board
    for address in (lookup.url, lookup.source):
        assert safe_text.link(address) == address
        assert urlsplit(address).scheme == "https"
    assert lookup.checked >= date(2026, 1, 1)


def test_look_ups_are_of_states() -> None:
    """The keys are two-letter states of the US."""
    assert set(BY_STATE) <= set(vocabulary().states)


def test_a_look_up_is_that_of_the_clinic_s_state() -> None:
    """For a state without one the nationwide lookup is used; outside the US there is none."""
    assert clinic_contact.license_lookup(one(state="Texas")) == BY_STATE["TX"]
    assert clinic_contact.license_lookup(one(state="Wyoming")) == lookup_for("WY", "") == NATIONWIDE
    assert clinic_contact.license_lookup(one()) == NATIONWIDE
    assert clinic_contact.license_lookup(one(state="ON", country="Canada")) is None
    assert clinic_contact.license_lookup(one(city="Tijuana", country="MX")) is None
