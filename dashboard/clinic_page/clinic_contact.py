"""Buttons of the Clinic page: to reach the clinic, and to check who works there."""

from __future__ import annotations

import pyarrow as pa
import streamlit as st

from dashboard import safe_text
from dashboard.clinic_page.license_lookups import LicenseLookup, lookup_for
from scoring.recognition import HOME, are_npis, read_phone
from scoring.reports import Account, day_in_words

CHECKS = "checks"  # anchor
_REGISTRY = "https://npiregistry.cms.hhs.gov/provider-view/"  # the public registry of US providers, by their number
_NORTH_AMERICA, _LENGTH = "+1", len("+18135550182")


def draw_reach(account: Account) -> None:
    """Buttons that call the clinic and open its website, if its record states them; each says what it opens."""
    if phone := phone_number(account):
        st.link_button(f"Call {safe_text.markdown(in_groups(phone))}", f"tel:{phone}", icon=":material/call:")
    if address := safe_text.link(account.cell("website")):
        st.link_button(f"Website ({safe_text.host(address)})", address, icon=":material/language:")


def draw_checks(account: Account) -> None:
    """Where a reader can check who works there: the provider number in its registry, and a license lookup."""
    if not has_checks(account):
        return
    npi, lookup = provider_number(account), license_lookup(account)
    with st.container(key="checks", gap="small"):
        st.header("Check who works there", anchor=CHECKS)
        with st.container(horizontal=True, gap="small"):
            if npi:
                _check(f"NPI {npi} in the provider registry", f"{_REGISTRY}{npi}", ":material/badge:")
            if lookup:
                _check(f"License: {lookup.board}", lookup.url, ":material/verified_user:")
        if lookup:
            st.caption(
                f"[{safe_text.host(lookup.source)}]({lookup.source}) names this license lookup, as of "
                f"{day_in_words(lookup.checked)}. A license says that a person may practice; no score counts it. "
                "Professions other than physicians may be listed elsewhere."
            )


def has_checks(account: Account) -> bool:
    """Whether there is anything to check with."""
    return bool(provider_number(account) or license_lookup(account))


def _check(label: str, address: str, icon: str) -> None:
    st.link_button(f"{label} ({safe_text.host(address)})", address, icon=icon)


def phone_number(account: Account) -> str:
    """The clinic's telephone number in E.164; "" if its record states none that is understood."""
    written = account.cell("phone")
    return (read_phone(written, _country(account) or HOME) or "") if written else ""


def in_groups(number: str) -> str:
    """A number in E.164 as people write it: (813) 555-0182 in North America, unchanged elsewhere."""
    if not number.startswith(_NORTH_AMERICA) or len(number) != _LENGTH:
        return number
    return f"({number[2:5]}) {number[5:8]}-{number[8:]}"


def provider_number(account: Account) -> str:
    """The clinic's NPI; "" if its record states none, or one with a wrong check digit."""
    written = account.cell("npi").strip()
    return written if are_npis(pa.array([written]))[0] else ""


def license_lookup(account: Account) -> LicenseLookup | None:
    """Where a license of the clinic's state can be looked up; None outside the US."""
    states = account.review.understood.state
    return lookup_for(str(states.values[states.codes[account.position]]), _country(account))


def _country(account: Account) -> str:
    countries = account.review.understood.country
    return str(countries.values[countries.codes[account.position]])
